variable "names" {
  type    = list(string)
  default = ["b", "a", "c"]
}

resource "terraform_data" "counted" {
  count = length(var.names)
  input = "${count.index}-${var.names[count.index]}"
}

resource "terraform_data" "none" {
  count = 0
  input = "never"
}

resource "terraform_data" "set" {
  for_each = toset(var.names)
  input    = "${each.key}=${each.value}"
}

resource "terraform_data" "map" {
  for_each = { for i, name in var.names : upper(name) => { place = i, odd = i % 2 == 1 } if name != "a" }
  input    = each.value
}

resource "terraform_data" "chained" {
  for_each = terraform_data.map
  input    = "${each.key}: ${each.value.input.place}"
}

resource "terraform_data" "of_all" {
  input = {
    counted = terraform_data.counted[*].input
    none    = terraform_data.none[*].input
    one     = one(terraform_data.none[*].id)
    keys    = keys(terraform_data.set)
    odd     = [for key, item in terraform_data.map : key if item.input.odd]
    length  = length(terraform_data.counted)
    first   = terraform_data.counted.0.input
    tried   = try(terraform_data.none[0].input, "absent")
  }
}

output "inputs" {
  value = { for key, item in terraform_data.set : key => item.input }
}
