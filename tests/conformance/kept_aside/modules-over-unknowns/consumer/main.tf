variable "id" { type = string }
variable "info" {
  type = object({ id = string, name = string, n = string, note = optional(string, "d") })
}
variable "settings" {
  type = object({ id = optional(string, "never"), enabled = bool })
}
resource "terraform_data" "c" {
  count = var.settings.enabled ? 2 : 0
  input = { id = var.id, info = var.info, index = count.index }
}
output "seen" { value = var.info }
output "text" { value = "${var.info.name}-${var.id}" }
output "settings" { value = var.settings }
