variable "strict" {
  type     = string
  default  = "fallback"
  nullable = false
}
variable "loose" {
  type    = string
  default = "fallback"
}
variable "region" {
  type    = string
  default = "eu-west-1"
  validation {
    condition     = can(regex("^[a-z]{2}-[a-z]+-\\d$", var.region)) && var.loose != "never"
    error_message = "Not a region: ${var.region}."
  }
}
module "child" {
  source = "./child"
  given  = null
  keep   = null
  many   = [null, "a"]
}
module "child_defaults" {
  source = "./child"
}
output "child" { value = [module.child.seen, module.child_defaults.seen] }
output "mine" { value = [var.strict, var.loose, var.region] }
output "nulls" { value = { a = null, b = [null], c = coalesce(null, "", "x"), d = coalescelist([], [1]), e = compact(["", null, "y"]), f = try(null, 1), g = one([]) } }
