variable "on" { default = true }
variable "off" { default = false }
resource "terraform_data" "u" {}
locals {
  a = var.on ? { x = 1 } : { x = "two" }
  b = var.off ? [] : ["x", 1]
  c = var.on ? null : "s"
  d = var.on ? tomap({ a = 1 }) : {}
  e = var.off ? { a = 1 } : {}
  f = var.on ? [1, 2] : []
  g = var.on ? toset(["b", "a"]) : []
  h = var.on ? "1" : 2
  i = var.off ? true : "yes"
  j = var.on ? [{ a = 1 }, { a = "b" }] : []
  k = terraform_data.u.id == "x" ? [1] : [1]
  l = terraform_data.u.id == "x" ? { a = 1 } : { a = 1 }
  m = terraform_data.u.id == "x" ? null : "v"
  n = terraform_data.u.id == "x" ? 5 : 10
  o = terraform_data.u.id == "x" ? "ab-1" : "ab-2"
}
output "all" { value = [local.a, local.b, local.c, local.d, local.e, local.f, local.g, local.h, local.i, local.j] }
output "unknown" { value = { k = local.k, l = local.l, m = local.m, n = local.n, o = local.o } }
output "refined" { value = [startswith(local.o, "ab-"), local.n > 4, local.n > 7, length(local.k), local.m == "w"] }
output "json" { value = jsonencode([local.a, local.d, local.g, local.h]) }
