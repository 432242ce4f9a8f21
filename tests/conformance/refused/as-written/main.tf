resource "terraform_data" "both" {
  count    = 1
  for_each = toset(["a"])
  input    = "x"
}

module "both" {
  source   = "./inner"
  count    = 1
  for_each = {}
}
