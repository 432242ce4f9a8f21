variable "names" { type = list(string) }
resource "terraform_data" "t" {
  for_each = toset(var.names)
  input    = each.key
}
output "static" { value = { for n in var.names : n => upper(n) } }
output "ids" { value = { for k, t in terraform_data.t : k => t.id } }
output "objects" { value = { for k, t in terraform_data.t : k => { id = t.id, name = t.input, n = length(t.input) } } }
