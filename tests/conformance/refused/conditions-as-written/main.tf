variable "n" { default = 3 }
resource "terraform_data" "pointless" {
  lifecycle {
    precondition {
      condition     = 1 == 2
      error_message = "n"
    }
    postcondition {
      condition     = alltrue([for x in [1, 2] : x > 1])
      error_message = "n"
    }
  }
}
resource "terraform_data" "own" {
  input = var.n
  lifecycle {
    postcondition {
      condition     = terraform_data.own.input == 3
      error_message = "n"
    }
  }
}
resource "terraform_data" "missing" {
  input = var.n
  lifecycle {
    postcondition {
      condition = self.input == 3
    }
    postcondition {
      condition     = self.input == 3
      error_message = "x"
      message       = 1
    }
  }
}
