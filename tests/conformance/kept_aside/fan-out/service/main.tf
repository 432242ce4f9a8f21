variable "spec" {
  type = object({
    env  = string
    name = string
    cpu  = number
    tags = map(string)
    size = optional(object({ min = optional(number, 1), max = optional(number, 3) }), {})
  })
  validation {
    condition     = var.spec.cpu >= 128
    error_message = "Too small."
  }
}
resource "terraform_data" "task" {
  count = var.spec.env == "prod" ? var.spec.size.max : var.spec.size.min
  input = { cpu = var.spec.cpu, tags = var.spec.tags, n = format("%02d", count.index) }
}
output "label" { value = "${var.spec.tags["Name"]}:${length(terraform_data.task)}:${var.spec.tags.Cost}" }
