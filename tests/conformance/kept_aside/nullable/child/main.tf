variable "given" {
  default  = "child default"
  nullable = false
}
variable "keep" {
  default = "never used when null is given"
}
variable "many" {
  type     = list(string)
  default  = []
  nullable = false
}
output "seen" { value = { given = var.given, keep = var.keep, many = var.many } }
