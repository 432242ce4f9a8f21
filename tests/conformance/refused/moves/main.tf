resource "terraform_data" "a" {}

resource "terraform_data" "b" {}

moved {
  from = terraform_data.a
  to   = terraform_data.a
}

moved {
  from = terraform_data.b
  to   = terraform_data.c
}

moved {
  from = terraform_data.old
  to   = terraform_data.d
}

moved {
  from = terraform_data.old
  to   = terraform_data.e
}
