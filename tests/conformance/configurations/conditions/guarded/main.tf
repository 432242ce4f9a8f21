variable "name" {
  type = string
}

resource "terraform_data" "inside" {
  input = var.name
}

output "name" {
  value = var.name

  precondition {
    condition     = terraform_data.inside.input != "c"
    error_message = "${var.name} is taken."
  }
}

check "named" {
  assert {
    condition     = var.name == "a"
    error_message = "It is called ${var.name}."
  }
}
