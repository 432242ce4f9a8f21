# What the recorded expressions can refer to: unknown values, sensitive ones, and templates.

resource "terraform_data" "pending" {}

variable "secret" {
  type      = string
  sensitive = true
  default   = "hunter2"
}

locals {
  greeting = "Hello, $${name}!"
  loop     = "%%{ for x in items ~}$${x};%%{ endfor }"
  looked   = "$${file(\"hello.txt\")}"
  number   = 5
  text     = tostring(terraform_data.pending.id)   # an unknown string
  any      = terraform_data.pending.output         # unknown, even its type
  parts    = split(",", terraform_data.pending.id) # an unknown list of strings
  mixed    = ["a", tostring(terraform_data.pending.id)]
}
