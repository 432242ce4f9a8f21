variable "not_null" {
  nullable = false
  default  = "child fallback"
}

variable "may_null" {
  default = "unused"
}

output "seen" {
  value = [var.not_null, var.may_null]
}
