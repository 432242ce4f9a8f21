terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.main, aws.edge]
    }
  }
}
variable "tags" { type = map(string) }
data "aws_region" "main" { provider = aws.main }
data "aws_region" "edge" { provider = aws.edge }
resource "aws_sns_topic" "main" {
  provider = aws.main
  name     = "m-${data.aws_region.main.name}"
  tags     = var.tags
}
resource "aws_sns_topic" "edge" {
  provider = aws.edge
  name     = "e-${data.aws_region.edge.name}"
  tags     = merge(var.tags, { Edge = "yes" })
}
module "deep" {
  source    = "../inherits"
  providers = { aws = aws.edge }
  name      = "deep"
}
output "region" { value = [data.aws_region.main.name, data.aws_region.edge.name, module.deep.region] }
