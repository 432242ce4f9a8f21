terraform {
  required_version = ">= 1.3"
}
output "name" { value = "${path.module}|${basename(path.root)}|${terraform.workspace}" }
