variable "name" {}
variable "fleet" {
  type = object({ zones = set(string), sizes = map(any) })
}

module "zone" {
  source   = "./zone"
  for_each = var.fleet.zones
  prefix   = "${var.name}-${each.value}"
  sizes    = var.fleet.sizes
}

output "names" { value = sort(flatten([for z in module.zone : values(z.pools)])) }
output "nested" { value = module.zone }
output "total" { value = sum([for s in var.fleet.sizes : s.count]) * length(var.fleet.zones) }
