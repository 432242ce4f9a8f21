variable "name" {
  type = string
}

output "name" {
  value = var.name

  precondition {
    condition     = var.name == "b"
    error_message = "It is called ${var.name}."
  }
}

check "named" {
  assert {
    condition     = var.name == "b"
    error_message = "It is called ${var.name}."
  }
}
