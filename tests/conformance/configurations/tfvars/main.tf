variable "from_default" { default = "default" }
variable "from_tfvars" { default = "default" }
variable "from_json" { default = "default" }
variable "from_auto" { default = "default" }
variable "from_last_auto" { default = "default" }
variable "number" { type = number }
variable "list" { type = list(number) }
variable "untyped" {}

resource "terraform_data" "seen" {
  input = {
    from_default   = var.from_default
    from_tfvars    = var.from_tfvars
    from_json      = var.from_json
    from_auto      = var.from_auto
    from_last_auto = var.from_last_auto
    number         = var.number
    list           = var.list
    untyped        = var.untyped
  }
}
