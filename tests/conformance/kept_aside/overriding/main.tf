variable "size" {
  type    = number
  default = 1
}
locals {
  a = "main"
  b = "main"
}
resource "terraform_data" "x" {
  count = 2
  input = { size = var.size, a = local.a, b = local.b }
  lifecycle {
    ignore_changes = [input]
  }
}
resource "terraform_data" "y" {
  input = "main"
}
output "o" { value = "main" }
module "m" {
  source = "./m"
  v      = "main"
}
output "m" { value = module.m.v }
