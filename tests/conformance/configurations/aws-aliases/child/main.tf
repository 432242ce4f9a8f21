terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.near, aws.far]
    }
  }
}

data "aws_region" "far" {
  provider = aws.far
}

resource "aws_sqs_queue" "near" {
  provider = aws.near
  name     = "near"
}

resource "aws_sqs_queue" "far" {
  provider = aws.far
  name     = "far-${data.aws_region.far.name}"
}
