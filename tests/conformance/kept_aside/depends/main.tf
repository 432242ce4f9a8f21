resource "terraform_data" "base" { input = "v" }
module "m" {
  source     = "./m"
  depends_on = [terraform_data.base]
  value      = terraform_data.base.output
  known      = terraform_data.base.input
}
output "m" { value = [module.m.out, module.m.known, module.m.const] }
resource "terraform_data" "after" {
  depends_on = [module.m]
  input      = module.m.known
  triggers_replace = {
    a = module.m.out
    b = [module.m.const]
  }
}
