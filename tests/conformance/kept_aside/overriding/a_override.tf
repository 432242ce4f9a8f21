variable "size" { default = "7" }
locals { b = "a_override" }
resource "terraform_data" "x" {
  count = 1
}
output "o" { value = "a" }
