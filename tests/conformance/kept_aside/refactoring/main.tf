moved {
  from = terraform_data.old
  to   = terraform_data.new["a"]
}
moved {
  from = module.gone
  to   = module.here
}
removed {
  from = terraform_data.deleted
  lifecycle {
    destroy = false
  }
}
check "health" {
  assert {
    condition     = terraform_data.new["a"].input == "A"
    error_message = "never"
  }
}
resource "terraform_data" "new" {
  for_each = toset(["a", "b"])
  input    = upper(each.value)
  lifecycle {
    create_before_destroy = true
    replace_triggered_by  = [terraform_data.trigger]
    precondition {
      condition     = length(each.key) == 1
      error_message = "x"
    }
  }
  provisioner "local-exec" {
    command = "echo ${self.id}"
    when    = create
  }
  connection {
    host = "x"
  }
}
resource "terraform_data" "trigger" { input = terraform.workspace }
module "here" { source = "./here" }
output "x" { value = [module.here.name, path.module, path.root] }
