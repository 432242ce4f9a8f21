variable "pin" {
  type      = string
  ephemeral = true
  default   = "4711"
}

locals {
  parts = { pin = var.pin, place = "desk" }
}

resource "terraform_data" "place" {
  input = local.parts.place
}

resource "terraform_data" "pin" {
  input = [local.parts.pin]
}

resource "terraform_data" "some" {
  count = var.pin == "4711" ? 1 : 0
}

output "pin" {
  value = "pin ${var.pin}"
}
