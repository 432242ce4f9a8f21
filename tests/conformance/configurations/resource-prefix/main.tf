# resource.TYPE.NAME is TYPE.NAME wherever a name may stand.
variable "text" {
  default = 2

  validation {
    condition     = var.text > 1 ? "true" : "false"
    error_message = "A text that says true passes."
  }
}

resource "terraform_data" "one" {
  input = "x"
}

resource "terraform_data" "many" {
  count = var.text
  input = resource.terraform_data.one.input
}

resource "terraform_data" "after" {
  for_each         = { for key, item in resource.terraform_data.many : "k${key}" => item.input }
  input            = [each.value, resource.terraform_data.many[1].input, resource.terraform_data.one.id]
  triggers_replace = resource.terraform_data.many[*].id
  depends_on       = [resource.terraform_data.one]
}

module "inner" {
  source = "./inner"
  given  = resource.terraform_data.one.output
}

output "all" {
  value = resource.terraform_data.many[*].input
}

output "keyed" {
  value = { for key, item in resource.terraform_data.after : key => item.input[0] }
}

output "waits" {
  value = module.inner.given
}
