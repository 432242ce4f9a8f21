variable "secret" { sensitive = true }
variable "public" {}
output "mixed" {
  value     = { s = var.secret, p = nonsensitive(sensitive(var.public)) }
  sensitive = false
}
