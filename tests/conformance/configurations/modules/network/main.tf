variable "name" {
  type = string
}

variable "size" {
  type    = number
  default = 1
}

variable "extra" {
  type = object({
    note  = string
    level = optional(number, 3)
    tags  = optional(map(string), {})
  })
  default = null
}

resource "terraform_data" "subnet" {
  count = var.size
  input = "${var.name}/${count.index}"
}

module "inner" {
  source = "./inner"
  names  = terraform_data.subnet[*].input
  ids    = terraform_data.subnet[*].id
}

output "names" {
  value = terraform_data.subnet[*].input
}

output "ids" {
  value = terraform_data.subnet[*].id
}

output "total" {
  value = var.size * 10
}

output "deep" {
  value = module.inner.joined
}

output "extra" {
  value = var.extra
}
