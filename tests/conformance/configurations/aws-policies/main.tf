terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-east-1"
}

data "aws_iam_policy_document" "base" {
  policy_id = "base"

  statement {
    sid       = "Read"
    actions   = ["s3:GetObject", "s3:ListBucket", "s3:GetObject"]
    resources = ["arn:aws:s3:::a/*", "arn:aws:s3:::a"]
  }

  statement {
    effect        = "Deny"
    not_actions   = ["iam:*"]
    not_resources = ["*"]
  }
}

data "aws_iam_policy_document" "full" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]

  statement {
    sid       = "Own"
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::a/&{aws:username}/*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:root", "arn:aws:iam::210987654321:root"]
    }

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["b/", "a/", "<x>&y"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = [true]
    }
  }

  statement {
    sid       = "Anyone"
    actions   = ["s3:GetObject"]
    resources = ["*"]

    not_principals {
      type        = "*"
      identifiers = ["*"]
    }
  }

  override_policy_documents = [jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Read"
      Effect    = "Deny"
      Action    = ["s3:DeleteBucket", "s3:DeleteObject"]
      Resource  = "*"
      Principal = { AWS = ["b", "a"], Service = "x" }
      Condition = { StringEquals = { "b" = ["2"], "a" = "1" } }
    }]
  })]
}

resource "aws_sqs_queue" "made" {
  name = "made"
}

data "aws_iam_policy_document" "deferred" {
  statement {
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.made.arn]
  }
}

data "aws_iam_policy_document" "late" {
  statement {
    actions   = ["sqs:*"]
    resources = ["*"]
  }

  depends_on = [aws_sqs_queue.made]
}

resource "aws_iam_role" "full" {
  name               = "full"
  assume_role_policy = data.aws_iam_policy_document.full.json
}

resource "aws_iam_role" "minified" {
  name               = "minified"
  assume_role_policy = data.aws_iam_policy_document.full.minified_json
}

resource "aws_sqs_queue_policy" "deferred" {
  queue_url = aws_sqs_queue.made.url
  policy    = data.aws_iam_policy_document.deferred.json
}

resource "aws_iam_role" "late" {
  name               = "late"
  assume_role_policy = data.aws_iam_policy_document.late.json
}
