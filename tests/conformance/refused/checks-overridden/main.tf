variable "n" { default = 3 }
resource "terraform_data" "x" {
  input = var.n
  lifecycle {
    precondition {
      condition     = var.n > 5
      error_message = "base 1"
    }
    postcondition {
      condition     = self.input > 5
      error_message = "base post"
    }
  }
}
output "o" {
  value = 1
  precondition {
    condition     = var.n > 5
    error_message = "base out"
  }
}
check "c" {
  assert {
    condition     = var.n > 5
    error_message = "base check"
  }
}
