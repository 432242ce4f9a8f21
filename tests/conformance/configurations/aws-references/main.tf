terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-east-1"
}

data "aws_availability_zones" "available" {
  state = "available"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = data.aws_availability_zones.available.names[count.index]
}

resource "aws_lb" "main" {
  name    = "main"
  subnets = aws_subnet.private[*].id
}

resource "aws_cloudwatch_log_group" "named" {
  name              = "/x/${aws_lb.main.name}"
  retention_in_days = "7"
}

resource "aws_ssm_parameter" "seen" {
  for_each = {
    cidr      = aws_vpc.main.cidr_block
    zone      = aws_subnet.private[1].availability_zone
    log_group = aws_cloudwatch_log_group.named.name
    retention = aws_cloudwatch_log_group.named.retention_in_days
    name      = aws_lb.main.name
    cidrs     = join(",", aws_subnet.private[*].cidr_block)
    by_zone   = jsonencode({ for s in aws_subnet.private : s.availability_zone => s.cidr_block })
  }

  name  = each.key
  type  = "String"
  value = each.value
}

resource "aws_ssm_parameter" "waits" {
  for_each = {
    vpc  = aws_vpc.main.id
    dns  = aws_lb.main.dns_name
    text = "lb ${aws_lb.main.arn}"
  }

  name  = each.key
  type  = "SecureString"
  value = each.value
}
