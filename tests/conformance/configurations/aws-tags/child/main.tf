terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

data "aws_region" "here" {}

resource "aws_sqs_queue" "child" {
  name = "child-${data.aws_region.here.name}"
  tags = { Child = "yes" }
}
