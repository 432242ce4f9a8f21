terraform {
  required_version = ">= 1.5"
}

moved {
  from = terraform_data.old
  to   = terraform_data.kept
}

removed {
  from = terraform_data.gone

  lifecycle {
    destroy = false
  }
}

check "health" {
  assert {
    condition     = terraform_data.kept.input == "x"
    error_message = "not x"
  }
}

resource "terraform_data" "kept" {
  input      = "x"
  depends_on = [terraform_data.first]

  lifecycle {
    precondition {
      condition     = length(terraform_data.first.input) > 0
      error_message = "empty"
    }

    postcondition {
      condition     = self.input == "x"
      error_message = "not x"
    }
  }

  provisioner "local-exec" {
    command = "echo ${self.input}"
  }

  connection {
    host = self.id
  }
}

resource "terraform_data" "first" {
  input = "<<${path.module}>>"
}
