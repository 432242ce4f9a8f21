variable "prefix" { type = string }
variable "sizes" {
  type = map(object({ count = number, spot = bool, note = string }))
}

locals {
  pools = merge([
    for name, size in var.sizes : {
      for n in range(size.count) : "${name}-${n}" => merge(size, { spot = coalesce(size.spot, false), n = n })
    }
  ]...)
}

resource "terraform_data" "pool" {
  for_each = local.pools
  input    = merge(each.value, { label = "${var.prefix}/${each.key}" })
}

output "pools" { value = { for k, v in terraform_data.pool : k => v.input.label } }
