variable "value" {}
variable "known" {}
output "out" { value = var.value }
output "known" { value = upper(var.known) }
output "const" { value = "c" }
