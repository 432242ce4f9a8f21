variable "object" {
  type = object({
    name    = string
    port    = optional(number, 80)
    nested  = optional(object({ on = optional(bool, true), level = optional(string) }), {})
    tags    = optional(map(string))
    several = optional(list(object({ id = string, weight = optional(number, 1) })), [])
  })
  default = {
    name    = 5
    several = [{ id = "a" }, { id = "b", weight = "7" }]
    ignored = "dropped"
  }
}

variable "set" {
  type    = set(string)
  default = ["b", "a", "b"]
}

variable "tuple" {
  type    = tuple([string, number, bool])
  default = [1, "2", "true"]
}

variable "any_list" {
  type    = list(any)
  default = ["1", 2, true]
}

variable "any_map" {
  type    = map(any)
  default = { a = 1, b = "x" }
}

variable "not_null" {
  type     = string
  nullable = false
  default  = "fallback"
}

variable "null_default" {
  type    = number
  default = null
}

variable "secret" {
  type      = string
  sensitive = true
  default   = "hush"
}

module "child" {
  source   = "./child"
  not_null = null
  may_null = null
}

resource "terraform_data" "seen" {
  input = {
    object       = var.object
    set          = var.set
    tuple        = var.tuple
    any_list     = var.any_list
    any_map      = var.any_map
    not_null     = var.not_null
    null_default = var.null_default
    child        = module.child.seen
  }
}

resource "terraform_data" "secret" {
  input            = { user = "u", password = var.secret }
  triggers_replace = "${var.secret}-x"
}

output "secret" {
  value     = var.secret
  sensitive = true
}
