variable "v" {}
output "v" { value = upper(var.v) }
