check "nothing" {
}
check "two" {
  data "terraform_remote_state" "first" {
    backend = "local"
  }
  data "terraform_remote_state" "two" {
    backend = "local"
  }
  assert {
    condition     = data.terraform_remote_state.first.outputs.x == 1
    error_message = "x"
  }
  asert {}
}
output "x" {
  value = 1
  postcondition {
    condition     = path.root == "x"
    error_message = "x"
  }
}
