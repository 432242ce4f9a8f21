provider "aws" {
  region = "us-east-1"
}

provider "aws" {
  alias  = "west"
  region = "us-west-2"
}

module "east" {
  source = "./site"
}

module "west" {
  source = "./site"

  providers = {
    aws = aws.west
  }
}

resource "aws_route53_zone" "main" {
  name = "example.com"
}

resource "aws_route53_health_check" "east" {
  type              = "HTTPS"
  fqdn              = module.east.balancer.dns_name
  resource_path     = "/health"
  request_interval  = 10
  failure_threshold = 2
}

resource "aws_route53_record" "east" {
  zone_id         = aws_route53_zone.main.zone_id
  name            = "api.example.com"
  type            = "A"
  set_identifier  = "east"
  health_check_id = aws_route53_health_check.east.id

  failover_routing_policy {
    type = "PRIMARY"
  }

  alias {
    name                   = module.east.balancer.dns_name
    zone_id                = module.east.balancer.zone_id
    evaluate_target_health = true
  }
}

resource "aws_route53_record" "west" {
  zone_id        = aws_route53_zone.main.zone_id
  name           = "api.example.com"
  type           = "A"
  set_identifier = "west"

  failover_routing_policy {
    type = "SECONDARY"
  }

  alias {
    name                   = module.west.balancer.dns_name
    zone_id                = module.west.balancer.zone_id
    evaluate_target_health = true
  }
}
