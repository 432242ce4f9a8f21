resource "terraform_data" "a" {}

resource "terraform_data" "by_id" {
  for_each = toset([terraform_data.a.id])
}

resource "terraform_data" "counted" {
  count = length(terraform_data.a.id)
}
