resource "aws_route53_zone" "main" {
  name          = "payments-${var.environment_suffix}.${var.domain_name}"
  comment       = "Payment API, ${var.environment_suffix}"
  force_destroy = !var.deletion_protection

  tags = {
    Name = "payments-${var.environment_suffix}"
  }
}

# Asks the load balancer itself: the API's own name would lead to the failover target once it fails.
resource "aws_route53_health_check" "api" {
  reference_name    = "payment-api-${var.environment_suffix}"
  type              = local.https ? "HTTPS_STR_MATCH" : "HTTP_STR_MATCH"
  fqdn              = aws_lb.main.dns_name
  port              = local.https ? 443 : 80
  resource_path     = "/health"
  search_string     = "healthy"
  request_interval  = 30
  failure_threshold = 3
  measure_latency   = true
  enable_sni        = local.https

  tags = {
    Name = "payment-api-${var.environment_suffix}"
  }
}

resource "aws_route53_record" "primary" {
  zone_id         = aws_route53_zone.main.zone_id
  name            = "api.${aws_route53_zone.main.name}"
  type            = "A"
  set_identifier  = "primary-${var.environment_suffix}"
  health_check_id = aws_route53_health_check.api.id

  failover_routing_policy {
    type = "PRIMARY"
  }

  alias {
    name                   = aws_lb.main.dns_name
    zone_id                = aws_lb.main.zone_id
    evaluate_target_health = true
  }
}

resource "aws_route53_record" "secondary" {
  zone_id        = aws_route53_zone.main.zone_id
  name           = "api.${aws_route53_zone.main.name}"
  type           = "A"
  set_identifier = "secondary-${var.environment_suffix}"

  failover_routing_policy {
    type = "SECONDARY"
  }

  alias {
    name                   = var.failover_target.dns_name
    zone_id                = var.failover_target.zone_id
    evaluate_target_health = false
  }
}

resource "aws_cloudwatch_metric_alarm" "health_check" {
  alarm_name          = "health-check-${var.environment_suffix}"
  alarm_description   = "Route 53 finds the payment API unhealthy: clients are sent to the failover target."
  namespace           = "AWS/Route53"
  metric_name         = "HealthCheckStatus"
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = 60
  evaluation_periods  = 2
  treat_missing_data  = "breaching"

  dimensions = {
    HealthCheckId = aws_route53_health_check.api.id
  }

  alarm_actions = [aws_sns_topic.alarms.arn]
  ok_actions    = [aws_sns_topic.alarms.arn]

  tags = {
    Name = "health-check-${var.environment_suffix}"
  }
}

check "health_check_alarm_region" {
  assert {
    condition     = var.aws_region == "us-east-1"
    error_message = "Route 53 publishes health checks in us-east-1 only: in ${var.aws_region} the health-check alarm gets no data and stays in alarm."
  }
}
