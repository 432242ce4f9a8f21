# Data sources the provider answers without an account.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = { Team = "payments", Cost = 42 }
  }
}

provider "aws" {
  alias  = "china"
  region = "cn-north-1"
}

provider "aws" {
  alias  = "government"
  region = "us-gov-west-1"
}

variable "type" {
  default = "network"
}

resource "aws_sqs_queue" "made" {
  name = "made"
}

data "aws_default_tags" "own" {}

data "aws_default_tags" "none" {
  provider = aws.china
}

data "aws_partition" "own" {}

data "aws_partition" "china" {
  provider = aws.china
}

data "aws_partition" "government" {
  provider = aws.government
}

data "aws_region" "own" {}

data "aws_region" "china" {
  provider = aws.china
}

data "aws_region" "named" {
  name = "us-east-1"
}

data "aws_arn" "database" {
  arn = "arn:aws:rds:eu-west-1:123456789012:db:orders:a/b"
}

data "aws_arn" "bucket" {
  arn = "arn:aws:s3:::orders/x"
}

data "aws_arn" "unknown" {
  arn = aws_sqs_queue.made.arn
}

data "aws_service" "own" {
  service_id = "S3"
}

data "aws_service" "elsewhere" {
  service_id = "ec2"
  region     = "us-east-1"
}

data "aws_service" "prefixed" {
  service_id         = "ec2"
  region             = "cn-north-1"
  reverse_dns_prefix = "cn.com.amazonaws"
}

data "aws_service_principal" "own" {
  service_name = "lambda"
}

data "aws_service_principal" "elsewhere" {
  service_name = "logs"
  region       = "us-west-2"
}

data "aws_service_principal" "government" {
  provider     = aws.government
  service_name = "logs"
}

data "aws_elb_service_account" "own" {}

data "aws_elb_service_account" "china" {
  provider = aws.china
}

data "aws_elb_service_account" "regions" {
  for_each = toset(["us-east-1", "eu-central-1", "us-gov-east-1"])
  region   = each.value
}

data "aws_elb_hosted_zone_id" "own" {}

data "aws_lb_hosted_zone_id" "own" {}

data "aws_lb_hosted_zone_id" "network" {
  load_balancer_type = var.type
}

data "aws_lb_hosted_zone_id" "application" {
  load_balancer_type = "application"
  region             = "us-east-1"
}

data "aws_elastic_beanstalk_hosted_zone" "own" {}

data "aws_cloudtrail_service_account" "own" {}

data "aws_redshift_service_account" "elsewhere" {
  region = "us-west-2"
}

data "aws_cloudfront_log_delivery_canonical_user_id" "own" {}

data "aws_cloudfront_log_delivery_canonical_user_id" "china" {
  provider = aws.china
}

output "tags" {
  value = [data.aws_default_tags.own.tags, data.aws_default_tags.none.tags]
}

output "partitions" {
  value = [data.aws_partition.own, data.aws_partition.china, data.aws_partition.government]
}

output "regions" {
  value = [data.aws_region.own, data.aws_region.china, data.aws_region.named]
}

output "arns" {
  value = [data.aws_arn.database, data.aws_arn.bucket, data.aws_arn.unknown.service]
}

output "services" {
  value = [
    for item in [data.aws_service.own, data.aws_service.elsewhere, data.aws_service.prefixed] : [
      item.id, item.dns_name, item.partition, item.region, item.reverse_dns_name,
      item.reverse_dns_prefix, item.service_id
    ]
  ]
}

output "principals" {
  value = [
    data.aws_service_principal.own,
    data.aws_service_principal.elsewhere,
    data.aws_service_principal.government,
  ]
}

output "accounts" {
  value = [
    data.aws_elb_service_account.own.arn,
    data.aws_elb_service_account.china,
    data.aws_elb_service_account.regions,
    data.aws_cloudtrail_service_account.own,
    data.aws_redshift_service_account.elsewhere,
    data.aws_cloudfront_log_delivery_canonical_user_id.own,
    data.aws_cloudfront_log_delivery_canonical_user_id.china,
  ]
}

output "zones" {
  value = [
    data.aws_elb_hosted_zone_id.own,
    data.aws_lb_hosted_zone_id.own.id,
    data.aws_lb_hosted_zone_id.network,
    data.aws_lb_hosted_zone_id.application,
    data.aws_elastic_beanstalk_hosted_zone.own,
  ]
}
