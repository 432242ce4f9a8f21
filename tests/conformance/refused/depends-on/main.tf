resource "terraform_data" "a" {}

resource "terraform_data" "b" {
  depends_on = [terraform_data.c]
}

resource "terraform_data" "d" {
  depends_on = [terraform_data.a.id]
}

output "o" {
  value      = 1
  depends_on = [module.none]
}
