resource "terraform_data" "x" {
  lifecycle {
    precondition {
      condition     = var.n > 5
      error_message = "over 1"
    }
  }
}
output "o" {
  precondition {
    condition     = var.n > 5
    error_message = "over out"
  }
}
