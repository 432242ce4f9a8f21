variable "given" {}

resource "terraform_data" "it" {
  input = var.given
}

output "given" {
  value = resource.terraform_data.it.input
}
