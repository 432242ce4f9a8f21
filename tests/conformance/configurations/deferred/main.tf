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

module "empty" {
  source = "./empty"
}

# Read at once: what it depends on has no instances.
module "at_once" {
  source     = "./child"
  depends_on = [module.empty]
}

module "later" {
  source     = "./child"
  depends_on = [aws_sqs_queue.made]
}

module "after_module" {
  source     = "./child"
  depends_on = [module.later]
}

resource "aws_iam_role" "roles" {
  for_each = {
    at_once      = module.at_once.json
    later        = module.later.json
    after_module = module.after_module.json
  }

  name               = each.key
  assume_role_policy = each.value
}
