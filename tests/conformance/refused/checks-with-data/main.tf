check "lifecycle" {
  data "terraform_remote_state" "one" {
    backend  = "local"
    for_each = {}
    lifecycle {}
  }
  assert {
    condition     = path.root == "x"
    error_message = "x"
  }
}
