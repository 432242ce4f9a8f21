# A stream, a cluster that reads it, and a bucket that keeps it.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region            = "ap-southeast-2"
  s3_use_path_style = true
  default_tags {
    tags = { Stack = "streams" }
  }
}

resource "aws_vpc" "main" {
  cidr_block = "10.3.0.0/16"
}

resource "aws_subnet" "main" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = "ap-southeast-2${["a", "b"][count.index]}"
}

resource "aws_iam_role" "run" {
  name = "streams-run"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "eks.amazonaws.com" }
    }]
  })
}

resource "aws_kinesis_stream" "events" {
  name        = "events"
  shard_count = 2
}

resource "aws_eks_cluster" "readers" {
  name     = "readers"
  role_arn = aws_iam_role.run.arn
  vpc_config {
    subnet_ids = aws_subnet.main[*].id
  }
}

resource "aws_s3_bucket" "archive" {
  bucket = "streams-archive-of-events"
}

output "archive" {
  value = aws_s3_bucket.archive.arn
}
