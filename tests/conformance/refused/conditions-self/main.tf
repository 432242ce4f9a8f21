resource "terraform_data" "self" {
  input = 3

  lifecycle {
    postcondition {
      condition     = self.nothing == 3
      error_message = "n"
    }
  }
}
