variable "names" {}
variable "ids" {}

resource "terraform_data" "joined" {
  input            = join(",", var.names)
  triggers_replace = { module = path.module, root = path.root, workspace = terraform.workspace }
}

resource "terraform_data" "waits" {
  input = var.ids
}

output "joined" {
  value = "<${terraform_data.joined.input}>"
}
