terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

locals {
  team = "payments"
}

provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = { Team = local.team, Stage = "test" }
  }
}

provider "aws" {
  alias  = "west"
  region = "us-west-2"
}

resource "aws_vpc" "both" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "both", Stage = "own" }
}

resource "aws_sqs_queue" "defaults" {
  name = "defaults"
}

resource "aws_sqs_queue" "unknown" {
  name = "unknown"
  tags = { Vpc = aws_vpc.both.id }
}

resource "aws_sqs_queue" "empty" {
  name = "empty"
  tags = { Blank = "" }
}

resource "aws_sqs_queue" "west" {
  provider = aws.west
  name     = "west"
  tags     = { Count = 3 }
}

resource "aws_sqs_queue" "bare" {
  provider = aws.west
  name     = "bare"
}

module "child" {
  source    = "./child"
  providers = { aws = aws.west }
}

module "inherits" {
  source = "./child"
}

output "tags" {
  value = aws_vpc.both.tags_all
}
