variable "one" { default = "default" }
variable "two" { default = "default" }
variable "three" { default = "default" }
variable "four" { default = "default" }
variable "complex" {
  type = map(object({ n = number, l = optional(list(string), ["d"]) }))
}
variable "raw" { type = any }
output "seen" { value = [var.one, var.two, var.three, var.four, var.complex, var.raw] }
