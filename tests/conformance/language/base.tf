# What the recorded expressions may refer to: values that are unknown while planning.
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

resource "terraform_data" "dynamic" {
  input = jsondecode(terraform_data.u.id)
}

locals {
  people = [
    { name = "Ann", age = 30, tags = ["x", "y"] },
    { name = "Bob", age = 25, tags = [] },
  ]
  nested = { a = { b = { c = [10, 20, 30] } } }
  ports  = { http = 80, https = 443, ssh = 22 }
}
