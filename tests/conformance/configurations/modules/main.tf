variable "zones" {
  default = { a = 1, b = 2 }
}

module "network" {
  source   = "./network"
  for_each = var.zones
  name     = each.key
  size     = each.value
}

module "pair" {
  source = "./network"
  count  = 2
  name   = "pair-${count.index}"
  extra  = { note = "x" }
}

module "off" {
  source = "./network"
  count  = 0
  name   = "off"
}

resource "terraform_data" "reads" {
  input = {
    a     = module.network["a"].names
    all   = { for key, net in module.network : key => net.total }
    pair  = module.pair[*].total
    last  = module.pair[1].names[0]
    off   = length(module.off)
    deep  = module.network["b"].deep
    extra = module.pair[0].extra
  }
}

output "ids" {
  value = module.network["a"].ids
}

output "whole" {
  value = module.pair[0]
}
