variable "users" {
  type    = map(object({ roles = list(string), shell = optional(string, "/bin/sh") }))
  default = { bob = { roles = ["dev", "ops"] }, alice = { roles = [], shell = "/bin/zsh" } }
}

resource "terraform_data" "source" {}

locals {
  vars = { users = var.users, title = "T&C", nothing = null }
  text = "hello $${who} %%{ if who == \"you\" }again%%{ endif }"
}

output "known" { value = templatefile("${path.module}/user.tftpl", local.vars) }
output "nested" {
  value = templatefile("${path.module}/outer.tftpl", {
    inner = templatefile("${path.module}/user.tftpl", local.vars)
    list  = [1, 2, 3]
  })
}
output "unknown" { value = templatefile("${path.module}/outer.tftpl", { inner = terraform_data.source.id, list = [] }) }
output "string" { value = templatestring(local.text, { who = "you" }) }
output "file" {
  value = [
    length(file("user.tftpl")), fileexists("${path.module}/nope"), filemd5("${path.root}/outer.tftpl"),
    fileset(path.module, "*.tftpl"), basename("a/b.c"), dirname("a/b.c"), filebase64sha256("outer.tftpl"),
  ]
}
