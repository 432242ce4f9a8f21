locals {
  base  = "10.42.0.0/16"
  zones = ["a", "b", "c"]
  tiers = { public = 8, private = 4, data = 8 }
  nets  = cidrsubnets(local.base, [for t in sort(keys(local.tiers)) : local.tiers[t]]...)
  table = merge(flatten([
    for i, tier in sort(keys(local.tiers)) : [
      for j, zone in local.zones : { "${tier}/${zone}" = cidrsubnet(local.nets[i], 2, j) }
    ]
  ])...)
}
output "table" { value = local.table }
output "hosts" { value = { for k, c in local.table : k => [cidrhost(c, 5), cidrhost(c, -2), cidrnetmask(c), split("/", c)[1]] } }
output "six" { value = [cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162), cidrhost("2001:db8::/32", 1), cidrsubnets("2001:db8::/48", 16, 8, 16), cidrhost("fd00::/64", -1)] }
output "odd" { value = [cidrsubnet("10.1.2.3/8", 8, 255), cidrhost("10.12.127.0/20", 268), cidrsubnet("172.16.0.0/12", 4, 15), can(cidrsubnet("10.0.0.0/30", 8, 1)), can(cidrhost("10.0.0.0/30", 9)), can(cidrnetmask("fd00::/8"))] }
resource "terraform_data" "subnet" {
  for_each = local.table
  input    = { cidr = each.value, public = startswith(each.key, "public/") }
}
