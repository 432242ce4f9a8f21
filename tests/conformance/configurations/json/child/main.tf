variable "text" {}

output "text" {
  value = "${var.text}${var.text}"
}
