# What generated expressions may refer to.
resource "terraform_data" "u" {
}

resource "terraform_data" "string" {
  input = "x"
}

resource "terraform_data" "number" {
  input = 1
}

resource "terraform_data" "bool" {
  input = true
}

resource "terraform_data" "list" {
  input = tolist(["x"])
}

resource "terraform_data" "objects" {
  input = tolist([{ a = 1, b = "x" }])
}

resource "terraform_data" "set" {
  input = toset(["x"])
}

resource "terraform_data" "map" {
  input = tomap({ a = "x" })
}

resource "terraform_data" "tuple" {
  input = [1, "x"]
}

resource "terraform_data" "object" {
  input = { a = 1, b = "x" }
}

resource "terraform_data" "many" {
  count = 2
  input = "${count.index}-x"
}

resource "terraform_data" "keyed" {
  for_each = { a = "x", b = null }
  input    = each.value
}

resource "terraform_data" "dynamic" {
  input = jsondecode(terraform_data.u.id)
}

variable "secret" {
  type      = string
  default   = "s3cret"
  sensitive = true
}

variable "settings" {
  type = object({
    name  = string
    size  = optional(number, 3)
    tags  = optional(map(string), {})
    parts = optional(list(object({ a = optional(string), b = optional(bool, true) })), [{}])
  })
  default = { name = "n", parts = [{ a = "1" }, { b = null }] }
}

variable "nothing" {
  type    = list(string)
  default = null
}

variable "any" {
  default = { a = [1, "2"], b = null }
}

locals {
  people = [
    { name = "Ann", age = 30, tags = ["x", "y"] },
    { name = "Bob", age = 25, tags = [] },
  ]
  nested   = { a = { b = { c = [10, 20, 30] } } }
  ports    = { http = 80, https = 443, ssh = 22 }
  template = "hello $${a}%%{ if b } and $${b}%%{ endif }"
  hidden   = { a = sensitive("x"), b = ["y", sensitive(2)], c = null }
  vague    = { a = terraform_data.u.id, b = [terraform_data.number.output, 1], c = "k" }
  names    = toset(["a", "b", "é", ""])
  table    = tomap({ a = ["x"], b = [], c = ["y", "x"] })
  empty    = []
  big      = 123456789012345678901234567890.12345678901234567890
}
