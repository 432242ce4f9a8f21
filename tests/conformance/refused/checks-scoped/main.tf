check "data2" {
  data "terraform_remote_state" "good" {
    backend = "local"
    config  = { path = "../e/good.tfstate" }
  }
  assert {
    condition     = data.terraform_remote_state.good.outputs.x == 1
    error_message = "remote ${data.terraform_remote_state.good.backend}"
  }
}
output "x" { value = data.terraform_remote_state.good.backend }
check "other" {
  assert {
    condition     = data.terraform_remote_state.good.outputs.x == 1
    error_message = "remote ${data.terraform_remote_state.good.backend}"
  }
}
