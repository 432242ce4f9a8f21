check "c" {
  assert {
    condition     = var.n > 5
    error_message = "over check"
  }
}
