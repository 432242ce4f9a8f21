locals {
  settings = {
    "key with space"        = 1
    "10"                    = "ten"
    (join("-", ["x", "y"])) = true
    null_value              = null
    if                      = "keyword"
    for_                    = "other"
  }
  quoted  = { "a.b" = { "c/d" = [1, 2] } }
  list    = [{ a = 1 }, { a = 2 }]
  nothing = null
  one     = { a = "single" }
}

resource "terraform_data" "odd" {
  for_each = { for k, v in local.settings : k => v if v != null }
  input    = each.value
}

resource "terraform_data" "by_index" {
  for_each = { for i, v in ["b", "a"] : i => v }
  input    = { k = each.key, v = each.value }
}

output "attr" { value = [local.settings["10"], local.settings.x-y, local.settings.if, local.quoted["a.b"]["c/d"][1]] }
output "legacy" { value = [local.list.0, local.list.1.a, local.list.*.a, local.list[*].a, local.list[*]["a"]] }
output "null_splat" { value = [local.nothing[*], local.one[*].a, "x" [*], null[*]] }
output "grouped" { value = { for w in ["apple", "avocado", "bean"] : substr(w, 0, 1) => w... } }
output "grouped_objects" { value = { for p in [{ z = "a", n = 1 }, { z = "b", n = 2 }, { z = "a", n = 3 }] : p.z => p.n... } }
output "order" { value = [for k, v in { z = 1, a = 2, B = 3, _ = 4, "1" = 5 } : "${k}${v}"] }
output "set_order" { value = [for k, v in toset(["z", "a", "B"]) : "${k}=${v}"] }
output "nested_for" { value = { for a in ["x", "y"] : a => { for b in range(2) : "${a}${b}" => [for c in [b] : c + 1] } } }
output "trailing" {
  value = max(
    1,
    5, # five
    [2, 3]...
  )
}
