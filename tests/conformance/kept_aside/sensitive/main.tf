variable "password" {
  type      = string
  sensitive = true
  default   = "hunter2"
}
variable "config" {
  type      = object({ user = string, keys = list(string) })
  sensitive = true
  default   = { user = "u", keys = ["k1", "k2"] }
}
resource "terraform_data" "user" {
  input = { password = var.password, length = nonsensitive(length(var.password)), url = "db://${var.config.user}:${var.password}@x" }
}
resource "terraform_data" "count" {
  count = nonsensitive(length(var.config.keys))
  input = var.config.keys[count.index]
}
module "m" {
  source = "./m"
  secret = var.password
  public = "p"
}
output "secret" {
  value     = { a = var.password, b = "open", c = merge(var.config, { n = 1 }) }
  sensitive = true
}
output "checks" { value = [issensitive(var.password), issensitive("x"), nonsensitive(upper(var.password)) == "HUNTER2", issensitive(module.m.mixed["s"]), module.m.mixed["p"]] }
