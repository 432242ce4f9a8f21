terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
variable "token" {
  type      = string
  ephemeral = true
  default   = "t"
}
output "provider_functions" { value = [provider::terraform::encode_expr({ a = [1, "x"] }), provider::terraform::decode_tfvars("a = 1\nb = \"x\"")] }
output "core" { value = [core::upper("x"), core::length([1])] }
output "unpredictable" { value = [timestamp() == "", length(uuid()), plantimestamp() == "x"] }
