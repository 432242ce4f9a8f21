terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

resource "terraform_data" "later" {
  input = "x"
}

resource "aws_acm_certificate" "several" {
  domain_name               = "shop.example.com"
  subject_alternative_names = ["shop.example.com", "*.shop.example.com", "Admin.example.com"]
  validation_method         = "DNS"
}

resource "aws_acm_certificate" "one" {
  domain_name       = "one.example.com"
  validation_method = "DNS"
}

resource "aws_acm_certificate" "by_mail" {
  domain_name       = "mail.example.com"
  validation_method = "EMAIL"
}

resource "aws_acm_certificate" "later" {
  domain_name       = "${terraform_data.later.id}.example.com"
  validation_method = "DNS"
}

resource "aws_route53_record" "several" {
  for_each = {
    for option in aws_acm_certificate.several.domain_validation_options : option.domain_name => option
  }
  zone_id = "Z0123456789"
  name    = each.value.resource_record_name
  type    = each.value.resource_record_type
  records = [each.value.resource_record_value]
  ttl     = 60
}

resource "aws_route53_record" "counted" {
  count   = length(aws_acm_certificate.several.subject_alternative_names)
  zone_id = "Z0123456789"
  name    = "n${count.index}"
  type    = "CNAME"
  records = [tolist(aws_acm_certificate.several.subject_alternative_names)[count.index]]
  ttl     = 60
}

resource "aws_acm_certificate_validation" "several" {
  certificate_arn         = aws_acm_certificate.several.arn
  validation_record_fqdns = [for record in aws_route53_record.several : record.fqdn]
}

output "options" {
  value = aws_acm_certificate.several.domain_validation_options
}

output "names" {
  value = aws_acm_certificate.several.subject_alternative_names
}

output "only" {
  value = one(aws_acm_certificate.one.domain_validation_options).domain_name
}

output "how_many" {
  value = length(aws_acm_certificate.several.domain_validation_options)
}

output "first" {
  value = tolist(aws_acm_certificate.several.domain_validation_options)[0].domain_name
}

output "by_mail" {
  value = aws_acm_certificate.by_mail.domain_validation_options
}

output "later" {
  value = aws_acm_certificate.later.domain_validation_options
}
