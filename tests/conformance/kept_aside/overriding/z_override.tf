resource "terraform_data" "x" {
  triggers_replace = [local.b]
}
output "o" { value = "z ${local.b}" }
