variable "n" { default = 3 }
resource "terraform_data" "x" { input = 1 }
resource "terraform_data" "nul" {
  lifecycle {
    precondition {
      condition     = var.n > 5 ? true : null
      error_message = "n"
    }
    precondition {
      condition     = var.n == 3 ? "false" : "x"
      error_message = "string false"
    }
    precondition {
      condition     = var.n
      error_message = "number"
    }
    precondition {
      condition     = var.n < 5
      error_message = terraform_data.x.id
    }
    precondition {
      condition     = var.n > 5
      error_message = "u ${terraform_data.x.id}"
    }
    precondition {
      condition     = var.n < 5
      error_message = var.n > 5 ? "a" : null
    }
    precondition {
      condition     = var.n > 5
      error_message = var.n
    }
    precondition {
      condition     = var.n < 5
      error_message = [var.n]
    }
    precondition {
      condition     = var.n < 5
      error_message = "bad ${tonumber("abc${var.n}")}"
    }
    precondition {
      condition     = tobool("abc${var.n}")
      error_message = "bad"
    }
    precondition {
      condition     = [var.n]
      error_message = "bad"
    }
    precondition {
      condition     = var.n > 5
      error_message = ""
    }
  }
}
