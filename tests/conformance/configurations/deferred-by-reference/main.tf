# A data source waits for a managed resource its block names, even where the value is known.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-east-1"
}

resource "aws_sqs_queue" "made" {
  name = "made"
}

resource "aws_sqs_queue" "none" {
  count = 0
  name  = "none-${aws_sqs_queue.made.name}"
}

locals {
  name = aws_sqs_queue.made.name
  text = "sqs:${local.name}"
}

data "aws_iam_policy_document" "named" {
  statement {
    actions   = ["sqs:*"]
    resources = ["arn:aws:sqs:us-east-1:123456789012:${aws_sqs_queue.made.name}"]
  }
}

data "aws_iam_policy_document" "through_local" {
  statement {
    actions   = [local.text]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "in_unused_block" {
  dynamic "statement" {
    for_each = toset([])

    content {
      actions   = ["sqs:*"]
      resources = [aws_sqs_queue.made.name]
    }
  }
}

data "aws_iam_policy_document" "counted" {
  count = length(aws_sqs_queue.made.name)

  statement {
    actions   = ["sqs:${count.index}"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "for_none" {
  statement {
    actions   = ["sqs:*"]
    resources = concat(["*"], aws_sqs_queue.none[*].name)
  }
}

data "aws_iam_policy_document" "after_none" {
  statement {
    actions   = ["sqs:*"]
    resources = ["*"]
  }

  depends_on = [aws_sqs_queue.none]
}

data "aws_iam_policy_document" "after_data" {
  statement {
    actions   = ["sqs:*"]
    resources = ["*"]
  }

  depends_on = [data.aws_iam_policy_document.named]
}

data "aws_iam_policy_document" "after_module" {
  statement {
    actions   = ["sqs:*"]
    resources = ["*"]
  }

  depends_on = [module.reads]
}

data "aws_iam_policy_document" "with_condition" {
  statement {
    actions   = [local.text]
    resources = ["*"]
  }

  lifecycle {
    postcondition {
      condition     = self.json != ""
      error_message = "It is empty."
    }
  }
}

data "aws_iam_policy_document" "with_condition_alone" {
  statement {
    actions   = ["sqs:*"]
    resources = ["*"]
  }

  lifecycle {
    precondition {
      condition     = path.module != ""
      error_message = "It never holds."
    }
  }
}

# Reads from a resource of the root, through a variable.
module "reads" {
  source = "./named"
  name   = aws_sqs_queue.made.name
}

module "after_data" {
  source     = "./named"
  name       = "fixed"
  depends_on = [data.aws_iam_policy_document.named]
}

module "after_none" {
  source     = "./named"
  name       = "fixed"
  depends_on = [aws_sqs_queue.none]
}

# Each instance waits for its own resources only.
module "each" {
  source   = "./child"
  for_each = { with = 1, without = 0 }
  number   = each.value
}

resource "aws_iam_role" "roles" {
  for_each = {
    named                = data.aws_iam_policy_document.named.json
    through_local        = data.aws_iam_policy_document.through_local.json
    in_unused_block      = data.aws_iam_policy_document.in_unused_block.json
    counted              = data.aws_iam_policy_document.counted[3].json
    for_none             = data.aws_iam_policy_document.for_none.json
    after_none           = data.aws_iam_policy_document.after_none.json
    after_data           = data.aws_iam_policy_document.after_data.json
    after_module         = data.aws_iam_policy_document.after_module.json
    with_condition       = data.aws_iam_policy_document.with_condition.json
    with_condition_alone = data.aws_iam_policy_document.with_condition_alone.json
    reads                = module.reads.json
    module_after_data    = module.after_data.json
    module_after_none    = module.after_none.json
    each_with            = module.each["with"].json
    each_without         = module.each["without"].json
  }

  name               = each.key
  assume_role_policy = each.value
}
