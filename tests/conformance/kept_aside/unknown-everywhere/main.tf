resource "terraform_data" "a" { input = "a" }
resource "terraform_data" "many" {
  for_each = toset(["x", "y"])
  input    = { key = each.key, id = terraform_data.a.id, known = upper(each.key) }
}
resource "terraform_data" "counted" {
  count = 3
  input = count.index
}

locals {
  id     = terraform_data.a.id
  object = { known = 1, unknown = local.id, nested = [{ a = local.id }, { a = "k" }] }
}

output "partial" { value = local.object }
output "list" { value = [local.id, "b", upper(local.id)] }
output "text" { value = "x-${local.id}" }
output "json" { value = jsonencode(local.object) }
output "json_part" { value = jsonencode(local.object.nested[1]) }
output "merge" { value = merge({ a = 1 }, { b = local.id }, { c = { d = local.id } }) }
output "lookup" { value = [lookup({ a = "x" }, "a", local.id), lookup({ a = local.id, b = 2 }, "b", 0)] }
output "index" { value = { a = "x", b = "y" }[local.id == "" ? "a" : "b"] }
output "conditional" { value = local.id == "z" ? "a" : "b" }
output "same_sides" { value = local.id == "z" ? "a" : "a" }
output "length" { value = [length([local.id, 1]), length({ a = local.id }), length(local.id), length(toset([local.id])), length(toset([local.id, "a"]))] }
output "startswith" { value = [startswith("vpc-${local.id}", "vpc-"), startswith("vpc-${local.id}", "sub"), endswith("${local.id}.x", ".x"), strcontains("ab${local.id}", "a")] }
output "compare" { value = ["a-${local.id}" == "b", "a-${local.id}" == null, local.id != null, { a = local.id } == { b = 1 }] }
output "coalesce" { value = [coalesce("x-${local.id}", "y"), coalesce("a", local.id), coalesce(null, local.id, "z")] }
output "try" { value = [try(local.object.nope, "d"), try(local.id, "d"), try(tonumber(local.id), 1), can(local.id)] }
output "splat" { value = terraform_data.counted[*].id }
output "splat_known" { value = terraform_data.counted[*].input }
output "values" { value = values(terraform_data.many)[*].input.known }
output "outputs" { value = { for k, v in terraform_data.many : k => v.output } }
output "for_unknown" { value = [for x in [local.id, "b"] : upper(x) if true] }
output "for_key" { value = { for x in ["a"] : x => local.id } }
output "for_filter" { value = [for x in ["a", local.id] : x if x != "a"] }
output "set" { value = toset([local.id, "a"]) }
output "keys" { value = [keys({ a = local.id }), values({ a = local.id, b = "z" }), contains(["a", local.id], "a"), contains([local.id], "a")] }
output "concat" { value = concat([local.id], ["x"]) }
output "join" { value = join(",", ["a", local.id]) }
output "split" { value = split(",", local.id) }
output "element" { value = [element([local.id, "b"], 3), element(["a"], length(local.id))] }
output "slice" { value = slice(["a", local.id, "c"], 1, 3) }
output "zipmap" { value = zipmap(["a", "b"], [local.id, 1]) }
output "bools" { value = [local.id == "a" && false, local.id == "a" || true, !(local.id == "a")] }
output "maths" { value = [length(local.id) * 0, length(local.id) + 1 > -1, max(1, length(local.id)), length(local.id) >= 0] }
output "flatten" { value = flatten([[local.id], ["b", ["c"]]]) }
output "distinct" { value = distinct(["a", "a", local.id]) }
output "one" { value = [one([local.id]), one([]), one(toset([local.id]))] }
output "sorted" { value = sort(["b", local.id]) }
output "type" { value = tomap({ a = local.id, b = 1 }) }
output "instance" { value = terraform_data.a }
output "index_by" { value = terraform_data.counted[length([local.id])].input }
