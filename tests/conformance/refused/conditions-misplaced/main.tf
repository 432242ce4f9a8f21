variable "n" { default = 3 }
resource "terraform_data" "early" {
  input = var.n
  lifecycle {
    precondition {
      condition     = self.input == 3
      error_message = "n"
    }
    postcondition {
      condition     = self.input == 4
      error_message = "A precondition is mistaken, so this is not judged."
    }
  }
}
