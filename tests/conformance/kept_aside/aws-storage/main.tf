provider "aws" { region = "us-east-1" }
variable "buckets" {
  type = map(object({
    versioned = optional(bool, true)
    rules     = optional(list(object({ days = number, class = optional(string), prefix = optional(string, "") })), [])
    cors      = optional(any, null)
  }))
  default = {
    logs = { versioned = false, rules = [{ days = 30, class = "GLACIER" }, { days = "365" }] }
    data = { rules = [{ days = 7, prefix = "tmp/" }] }
  }
}
locals { suffix = sha256("seed") }
resource "aws_s3_bucket" "b" {
  for_each      = var.buckets
  bucket        = "${each.key}-${substr(local.suffix, 0, 6)}"
  force_destroy = !each.value.versioned
}
resource "aws_s3_bucket_versioning" "v" {
  for_each = { for k, b in var.buckets : k => b if b.versioned }
  bucket   = aws_s3_bucket.b[each.key].bucket
  versioning_configuration {
    status = each.value.versioned ? "Enabled" : "Suspended"
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "l" {
  for_each = { for k, b in var.buckets : k => b.rules if length(b.rules) > 0 }
  bucket   = aws_s3_bucket.b[each.key].id
  dynamic "rule" {
    for_each = each.value
    content {
      id     = "rule-${rule.key}"
      status = "Enabled"
      filter {
        prefix = rule.value.prefix
      }
      dynamic "transition" {
        for_each = rule.value.class[*]
        content {
          days          = rule.value.days
          storage_class = transition.value
        }
      }
      dynamic "expiration" {
        for_each = rule.value.class == null ? [rule.value.days] : []
        content {
          days = expiration.value
        }
      }
    }
  }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "e" {
  for_each = aws_s3_bucket.b
  bucket   = each.value.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}
resource "aws_s3_bucket_public_access_block" "p" {
  for_each                = toset(keys(aws_s3_bucket.b))
  bucket                  = aws_s3_bucket.b[each.value].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = "true"
  restrict_public_buckets = !false
}
resource "aws_s3_object" "o" {
  for_each     = fileset(path.module, "content/*")
  bucket       = aws_s3_bucket.b["data"].id
  key          = trimprefix(each.value, "content/")
  source       = "${path.module}/${each.value}"
  etag         = filemd5("${path.module}/${each.value}")
  content_type = lookup({ html = "text/html", txt = "text/plain" }, reverse(split(".", each.value))[0], "application/octet-stream")
}
resource "aws_cloudfront_origin_access_control" "oac" {
  name                              = "oac"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}
resource "aws_cloudfront_distribution" "d" {
  enabled             = true
  default_root_object = "index.html"
  aliases             = [for p in ["www", ""] : join(".", compact([p, "example.com"]))]
  price_class         = "PriceClass_100"
  origin {
    domain_name              = aws_s3_bucket.b["data"].bucket_regional_domain_name
    origin_id                = "s3"
    origin_access_control_id = aws_cloudfront_origin_access_control.oac.id
  }
  dynamic "origin" {
    for_each = { api = "api.example.com" }
    content {
      domain_name = origin.value
      origin_id   = origin.key
      custom_origin_config {
        http_port              = 80
        https_port             = 443
        origin_protocol_policy = "https-only"
        origin_ssl_protocols   = ["TLSv1.2"]
      }
    }
  }
  default_cache_behavior {
    allowed_methods        = ["HEAD", "GET"]
    cached_methods         = ["GET", "HEAD"]
    target_origin_id       = "s3"
    viewer_protocol_policy = "redirect-to-https"
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  }
  dynamic "ordered_cache_behavior" {
    for_each = ["/b/*", "/a/*"]
    content {
      path_pattern           = ordered_cache_behavior.value
      allowed_methods        = ["GET", "HEAD"]
      cached_methods         = ["GET", "HEAD"]
      target_origin_id       = "api"
      viewer_protocol_policy = "https-only"
      forwarded_values {
        query_string = true
        headers      = ["Host", "Accept"]
        cookies {
          forward = "none"
        }
      }
    }
  }
  restrictions {
    geo_restriction {
      restriction_type = "whitelist"
      locations        = ["NL", "BE", "NL"]
    }
  }
  viewer_certificate {
    acm_certificate_arn = aws_acm_certificate.c.arn
    ssl_support_method  = "sni-only"
  }
}
resource "aws_acm_certificate" "c" {
  domain_name               = "example.com"
  subject_alternative_names = ["*.example.com", "a.example.com"]
  validation_method         = "DNS"
}
resource "aws_route53_zone" "z" { name = "example.com" }
resource "aws_route53_record" "r" {
  for_each = { for n, t in { www = "A", root = "AAAA" } : n => t }
  zone_id  = aws_route53_zone.z.zone_id
  name     = each.key == "root" ? "" : each.key
  type     = each.value
  alias {
    name                   = aws_cloudfront_distribution.d.domain_name
    zone_id                = aws_cloudfront_distribution.d.hosted_zone_id
    evaluate_target_health = false
  }
}
resource "aws_route53_record" "txt" {
  zone_id = aws_route53_zone.z.zone_id
  name    = "txt"
  type    = "TXT"
  ttl     = "300"
  records = ["v=spf1 -all", "a\"\"b"]
}
resource "aws_route53_health_check" "h" {
  fqdn              = "example.com"
  port              = 443
  type              = "HTTPS"
  failure_threshold = "3"
  request_interval  = 30
  regions           = ["us-east-1", "eu-west-1", "ap-southeast-1"]
}
