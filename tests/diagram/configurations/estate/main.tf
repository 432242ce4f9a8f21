provider "aws" { region = "eu-west-1" }
module "front" {
  source = "./service"
  name   = "front"
  table  = module.ledger.table
  next   = module.billing.queue
}
module "billing" {
  source = "./service"
  name   = "billing"
  table  = module.ledger.table
  next   = module.mailer.queue
}
module "mailer" {
  source = "./service"
  name   = "mailer"
  table  = module.archive.table
  next   = module.audit.queue
}
module "audit" {
  source = "./service"
  name   = "audit"
  table  = module.archive.table
  next   = ""
}
module "ledger" {
  source = "./store"
  name   = "ledger"
}
module "archive" {
  source = "./store"
  name   = "archive"
}
module "lost" { source = "git::ssh://example.com/none.git" }
resource "aws_cloudfront_distribution" "edge" {
  enabled = true
  origin {
    domain_name = replace(module.front.api, "https://", "")
    origin_id   = "a"
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
  default_cache_behavior {
    target_origin_id       = "a"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
  }
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
  viewer_certificate { cloudfront_default_certificate = true }
}
