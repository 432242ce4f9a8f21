variable "size" {
  type    = string
  default = "small"
}

locals {
  kept     = "kept"
  replaced = "main"
}

resource "terraform_data" "a" {
  input            = "${local.kept} ${local.replaced} ${var.size}"
  triggers_replace = "main"

  lifecycle {
    create_before_destroy = true
  }
}

output "a" {
  description = "as written"
  value       = terraform_data.a.input
}
