variable "fleets" {
  type = map(object({
    zones = optional(set(string), ["a", "b"])
    sizes = optional(map(object({
      count = optional(number, 1)
      spot  = optional(bool)
      note  = optional(string, "none")
    })), { small = {} })
  }))
  default = {
    web = { zones = ["b", "a", "b"], sizes = { big = { count = "3", spot = "true" }, tiny = {} } }
    job = {}
  }
}

module "fleet" {
  source   = "./fleet"
  for_each = var.fleets

  name  = each.key
  fleet = each.value
}

output "ids" { value = { for name, fleet in module.fleet : name => fleet.names } }
output "first" { value = module.fleet["web"].nested["a"].pools["big-2"] }
output "splat" { value = values(module.fleet)[*].total }
output "all" { value = flatten([for f in module.fleet : [for z in f.nested : keys(z.pools)]]) }
output "whole" { value = module.fleet["job"] }
