terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-east-1"
}

# What a loop names hides a resource of the same name: no reference, so no cycle.
locals {
  looped = [for terraform_data in [{ later = 1 }, { later = 2 }] : terraform_data.later]
  keyed  = { for terraform_data, value in { later = 3 } : terraform_data => value }
  shown  = "%{ for terraform_data in [{ later = 4 }] }${terraform_data.later}%{ endfor }"
}

resource "terraform_data" "later" {
  input = [local.looped, local.keyed, local.shown]
}

resource "aws_security_group" "dynamic" {
  name        = "names-of-loops"
  description = "The iterator of a dynamic block is no resource either."

  dynamic "ingress" {
    for_each = [{ id = 443 }]
    iterator = terraform_data

    content {
      from_port   = terraform_data.value.id
      to_port     = terraform_data.value.id
      protocol    = "tcp"
      description = terraform_data.key
      cidr_blocks = ["10.0.0.0/8"]
    }
  }
}

resource "terraform_data" "value" {
  input = aws_security_group.dynamic.name
}
