provider "aws" {
  region = "eu-central-1"
  default_tags {
    tags = { Team = "core", Stage = upper(var.stage), "a:b" = 1 }
  }
}
provider "aws" {
  alias  = "us"
  region = local.us
}
variable "stage" { default = "test" }
locals { us = join("-", ["us", "east", 1]) }
module "both" {
  source    = "./both"
  providers = { aws.main = aws, aws.edge = aws.us }
  tags      = { Team = "override", Number = 5, Flag = true }
}
module "inherits" {
  source = "./inherits"
  count  = 2
  name   = "t-${count.index}"
}
output "regions" { value = [module.both.region, module.inherits[*].region] }
