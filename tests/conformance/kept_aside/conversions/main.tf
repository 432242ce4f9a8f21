variable "numbers" {
  type    = list(string)
  default = [1, 1.50, 1e3, 0.1, 12345678901234567890, true, "x"]
}
variable "bools" {
  type    = set(bool)
  default = ["true", "false", true]
}
variable "tuple" {
  type    = tuple([string, number, list(bool)])
  default = [1, "2", ["true", false]]
}
variable "any_list" {
  type    = list(any)
  default = ["a", 1, true]
}
variable "any_map" {
  type    = map(any)
  default = { a = 1, b = "two" }
}
variable "mixed" {
  type    = any
  default = { a = 1, b = ["x", 2], c = null }
}
variable "set_of_objects" {
  type = set(object({ name = string, port = optional(number, 80) }))
  default = [
    { name = "b", port = "443" },
    { name = "a" },
    { name = "a", port = 80, extra = "dropped" },
  ]
}
variable "map_of_lists" {
  type    = map(list(number))
  default = { b = ["2", 1], a = [] }
}

locals {
  unified   = true ? [1, "a"] : ["b"]
  numbers   = false ? "text" : 5
  objects   = { for k, v in { a = 1, b = true } : k => v }
  condition = [for x in [1, 2] : x == "1" ? "one" : x]
  either    = var.mixed.c == null ? tolist(["a", "b"]) : tolist([1, 2])
}

resource "terraform_data" "seen" {
  input = {
    numbers   = var.numbers
    bools     = var.bools
    tuple     = var.tuple
    any_list  = var.any_list
    any_map   = var.any_map
    mixed     = var.mixed
    ports     = [for o in var.set_of_objects : "${o.name}:${o.port}"]
    objects   = var.set_of_objects
    lists     = var.map_of_lists
    unified   = local.unified
    condition = local.condition
    either    = local.either
    from      = local.numbers
    equal     = [1 == "1", tostring(1) == "1", [1] == tolist([1]), { a = 1 } == tomap({ a = 1 }), null == ""]
    tonumber  = [tonumber("0x10" == "" ? "1" : "16"), tonumber(" 1" == "1" ? "1" : "2"), tonumber("1e2")]
    setlist   = tolist(toset(["10", "9", "b", "a", "Z", ""]))
    setnum    = tolist(toset([10, 9, 1.5, -3]))
    setbool   = tolist(toset([true, false]))
    setobj    = [for o in toset([{ b = 2, a = "z" }, { b = 1, a = "z" }, { b = 1, a = "a" }]) : o]
    settuple  = [for o in toset([[2, "a"], [1, "b"]]) : o]
  }
}

output "typed" { value = var.any_map }
output "concat" { value = concat(var.numbers, tolist(var.bools), [null]) }
output "slices" { value = [for s in chunklist([1, "2", true], 2) : s] }
