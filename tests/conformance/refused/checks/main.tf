variable "n" { default = 3 }
variable "s" {
  default   = "secret"
  sensitive = true
}
resource "terraform_data" "x" { input = 1 }
check "c" {
  assert {
    condition     = var.n > 5
    error_message = "check ${var.n}"
  }
  assert {
    condition     = terraform_data.x.id != ""
    error_message = "check unk ${var.n}"
  }
  assert {
    condition     = terraform_data.x.input == 2
    error_message = "check known ${var.n}"
  }
  assert {
    condition     = var.n > 5 ? true : null
    error_message = "check known ${var.n}"
  }
}
check "errors" {
  assert {
    condition     = var.n > 5
    error_message = "unk msg ${terraform_data.x.id}"
  }
  assert {
    condition     = var.n > 5
    error_message = "sens ${var.s}"
  }
}
check "errors2" {
  assert {
    condition     = var.n < 5
    error_message = tonumber("abc${var.n}")
  }
}
check "errors3" {
  assert {
    condition     = tobool("abc${var.n}")
    error_message = "x"
  }
}
check "data3" {
  data "terraform_remote_state" "pend" {
    backend = "local"
    config  = { path = terraform_data.x.input == 1 ? "${path.module}/remote.json" : "" }
  }
  assert {
    condition     = data.terraform_remote_state.pend.outputs.x == 1
    error_message = "remote ${data.terraform_remote_state.pend.backend}"
  }
  assert {
    condition     = data.terraform_remote_state.pend.backend == "x"
    error_message = "remote ${data.terraform_remote_state.pend.backend}"
  }
}
