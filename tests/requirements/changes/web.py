# ruff: noqa: E501 text as it stands in a configuration
"""Ways in: data/requirements/security/web.hcl."""

from collections.abc import Mapping

from tests.requirements.changes import HEAD, Changes, changes

LIST = "security"

STACK = (
    HEAD
    + """
resource "aws_lb" "web" {
  name                       = "web"
  drop_invalid_header_fields = true
  access_logs {
    bucket  = "shop-logs"
    enabled = true
  }
}
resource "aws_lb_listener" "plain" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}
resource "aws_lb_listener" "tls" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  default_action { type = "fixed-response" }
}
resource "aws_elb" "old" {
  subnets = ["subnet-1", "subnet-2"]
  listener {
    instance_port     = 80
    instance_protocol = "http"
    lb_port           = 443
    lb_protocol       = "https"
  }
  access_logs { bucket = "shop-logs" }
}
resource "aws_load_balancer_policy" "old" {
  load_balancer_name = aws_elb.old.name
  policy_name        = "tls"
  policy_type_name   = "SSLNegotiationPolicyType"
  policy_attribute {
    name  = "Reference-Security-Policy"
    value = "ELBSecurityPolicy-TLS-1-2-2017-01"
  }
}
resource "aws_load_balancer_listener_policy" "old" {
  load_balancer_name = aws_elb.old.name
  load_balancer_port = 443
  policy_names       = [aws_load_balancer_policy.old.policy_name]
}
resource "aws_wafv2_web_acl" "web" {
  name  = "web"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "common"
    priority = 1
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "common"
      sampled_requests_enabled   = true
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "web"
    sampled_requests_enabled   = true
  }
}
resource "aws_wafv2_web_acl_association" "web" {
  resource_arn = aws_lb.web.arn
  web_acl_arn  = aws_wafv2_web_acl.web.arn
}
resource "aws_wafv2_web_acl_association" "api" {
  resource_arn = aws_api_gateway_stage.live.arn
  web_acl_arn  = aws_wafv2_web_acl.web.arn
}
resource "aws_wafv2_web_acl_logging_configuration" "web" {
  resource_arn            = aws_wafv2_web_acl.web.arn
  log_destination_configs = ["arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-web"]
}
resource "aws_cloudfront_distribution" "shop" {
  enabled             = true
  default_root_object = "index.html"
  web_acl_id          = aws_wafv2_web_acl.web.arn
  origin {
    domain_name              = "shop-pages.s3.eu-west-1.amazonaws.com"
    origin_id                = "pages"
    origin_access_control_id = aws_cloudfront_origin_access_control.pages.id
  }
  origin {
    domain_name = "api.example.com"
    origin_id   = "api"
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
  default_cache_behavior {
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    target_origin_id       = "pages"
    viewer_protocol_policy = "redirect-to-https"
  }
  logging_config { bucket = "shop-logs.s3.amazonaws.com" }
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
  viewer_certificate {
    acm_certificate_arn      = "arn:aws:acm:us-east-1:111122223333:certificate/1"
    minimum_protocol_version = "TLSv1.2_2021"
    ssl_support_method       = "sni-only"
  }
}
resource "aws_cloudfront_origin_access_control" "pages" {
  name                              = "pages"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}
resource "aws_api_gateway_rest_api" "api" { name = "api" }
resource "aws_api_gateway_method" "get" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_rest_api.api.root_resource_id
  http_method   = "GET"
  authorization = "AWS_IAM"
}
resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  deployment_id = "d1"
  stage_name    = "live"
}
resource "aws_api_gateway_method_settings" "live" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  stage_name  = aws_api_gateway_stage.live.stage_name
  method_path = "*/*"
  settings {
    logging_level        = "INFO"
    caching_enabled      = true
    cache_data_encrypted = true
  }
}
resource "aws_api_gateway_domain_name" "api" {
  domain_name     = "api.example.com"
  security_policy = "TLS_1_2"
}
resource "aws_apigatewayv2_api" "http" {
  name          = "http"
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_route" "get" {
  api_id             = aws_apigatewayv2_api.http.id
  route_key          = "GET /orders"
  authorization_type = "JWT"
  authorizer_id      = "a1"
}
resource "aws_apigatewayv2_stage" "live" {
  api_id = aws_apigatewayv2_api.http.id
  name   = "live"
  access_log_settings {
    destination_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:api"
    format          = "$context.requestId"
  }
}
resource "aws_appsync_graphql_api" "graph" {
  name                = "graph"
  authentication_type = "AWS_IAM"
  log_config {
    cloudwatch_logs_role_arn = "arn:aws:iam::111122223333:role/logs"
    field_log_level          = "ERROR"
  }
}
resource "aws_cognito_user_pool" "people" {
  name              = "people"
  mfa_configuration = "OPTIONAL"
  software_token_mfa_configuration { enabled = true }
}
resource "aws_route53_zone" "shop" { name = "shop.example.com" }
resource "aws_route53_query_log" "shop" {
  zone_id                  = aws_route53_zone.shop.zone_id
  cloudwatch_log_group_arn = "arn:aws:logs:us-east-1:111122223333:log-group:dns"
}
resource "aws_sfn_state_machine" "pay" {
  name       = "pay"
  role_arn   = "arn:aws:iam::111122223333:role/pay"
  definition = jsonencode({ StartAt = "End", States = { End = { Type = "Succeed" } } })
  logging_configuration {
    level           = "ERROR"
    log_destination = "arn:aws:logs:eu-west-1:111122223333:log-group:pay:*"
  }
}
"""
)

_OTHER = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/other/1"
_ORIGIN_CONTROL = "    origin_access_control_id = aws_cloudfront_origin_access_control.pages.id\n"
_REFERENCE = """    name  = "Reference-Security-Policy"
    value = "ELBSecurityPolicy-TLS-1-2-2017-01"
"""

_VERSIONS = """    name  = "Protocol-TLSv1.2"
    value = "true"
  }
  policy_attribute {
    name  = "Protocol-TLSv1.1"
    value = "OLD"
"""

_LOGGED = '  logging_config { bucket = "shop-logs.s3.amazonaws.com" }\n'

_SOURCE = """
resource "aws_cloudwatch_log_delivery_source" "shop" {
  name         = "shop"
  log_type     = "ACCESS_LOGS"
  resource_arn = aws_cloudfront_distribution.shop.arn
}
"""
_DELIVERY = """
resource "aws_cloudwatch_log_delivery" "shop" {
  delivery_source_name     = aws_cloudwatch_log_delivery_source.shop.name
  delivery_destination_arn = "arn:aws:logs:us-east-1:111122223333:delivery-destination:shop"
}
"""
_RULE = """
resource "aws_lb_listener_rule" "shop" {
  listener_arn = aws_lb_listener.plain.arn
  condition {
    path_pattern { values = ["/shop"] }
  }
  action {
    type = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/shop/1"
  }
}
"""
_TO_TLS = """type = "redirect"
    redirect {
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }"""
_CLEAR = """
resource "aws_lb" "staff" { internal = INTERNAL }
resource "aws_lb_listener" "staff" {
  load_balancer_arn = aws_lb.staff.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/staff/1"
  }
}
"""

CHANGES: Mapping[str, Changes] = {
    "tls-listeners": changes(
        ('      protocol    = "HTTPS"\n', '      port        = "8080"\n'),
        (
            'type = "redirect"\n    redirect {\n      protocol    = "HTTPS"\n      status_code = "HTTP_301"\n    }',
            'type = "fixed-response"',
        ),
        ("", _RULE),
        ("", _CLEAR.replace("INTERNAL", "false")),
        also=[
            (
                "",
                _RULE.replace('type = "forward"', _TO_TLS).replace("target_group_arn", "# target"),
            ),
            ("", _CLEAR.replace("INTERNAL", "true")),
        ],
    ),
    "tls-policy": changes(
        ('  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"\n', ""),
        ("ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-TLS-1-2-Ext-2018-06"),
        ("ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-TLS13-1-0-2021-06"),
    ),
    "drop-headers": changes(
        ("  drop_invalid_header_fields = true\n", ""),
        ("drop_invalid_header_fields = true", "drop_invalid_header_fields = !false"),
    ),
    "distribution-tls": changes(
        ('"redirect-to-https"', '"allow-all"'), ('"redirect-to-https"', '"https-only"')
    ),
    "distribution-policy": changes(
        ('"TLSv1.2_2021"', '"TLSv1_2016"'), ('"TLSv1.2_2021"', '"TLSv1.2_2019"')
    ),
    "balancer-logs": changes(
        ("    enabled = true\n", "    enabled = false\n"),
        ("    enabled = true\n", '    enabled = "true"\n'),
    ),
    "api-routes": changes(
        ('  authorization_type = "JWT"\n', ""),
        (
            'route_key          = "GET /orders"\n  authorization_type = "JWT"',
            'route_key = "$default"\n  authorization_type = "CUSTOM"',
        ),
        (
            'route_key          = "GET /orders"\n  authorization_type = "JWT"',
            'route_key = "$default"\n  authorization_type = "NONE"',
        ),
    ),
    "api-methods": changes(
        ('authorization = "AWS_IAM"', 'authorization = "NONE"'),
        (
            '  authorization = "AWS_IAM"\n',
            '  authorization    = "NONE"\n  api_key_required = true\n',
        ),
    ),
    "api-logs": changes(
        ('    logging_level        = "INFO"\n', ""),
        [
            ('    logging_level        = "INFO"\n', ""),
            (
                '  stage_name    = "live"\n',
                '  stage_name    = "live"\n  access_log_settings {\n    destination_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:api"\n    format          = "$context.requestId"\n  }\n',
            ),
        ],
    ),
    "api-access-logs": changes(
        (
            '  access_log_settings {\n    destination_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:api"\n    format          = "$context.requestId"\n  }\n',
            "",
        ),
        (
            'format          = "$context.requestId"',
            'format = jsonencode({ id = "$context.requestId" })',
        ),
    ),
    "api-firewall": changes(
        ("  resource_arn = aws_api_gateway_stage.live.arn\n", f'  resource_arn = "{_OTHER}"\n'),
        (
            '      managed_rule_group_statement {\n        name        = "AWSManagedRulesCommonRuleSet"',
            '      managed_rule_group_statement {\n        name        = "AWSManagedRulesKnownBadInputsRuleSet"',
        ),
        ("      none {}\n", "      count {}\n"),
    ),
    "api-cache": changes(
        ("    cache_data_encrypted = true\n", ""),
        ("cache_data_encrypted = true", "cache_data_encrypted = !false"),
    ),
    "api-tls": changes(
        ('security_policy = "TLS_1_2"', 'security_policy = "TLS_1_0"'),
        ('security_policy = "TLS_1_2"', 'security_policy = "SecurityPolicy_TLS13_1_3_2025_09"'),
    ),
    "distribution-firewall": changes(
        ("  web_acl_id          = aws_wafv2_web_acl.web.arn\n", ""),
        (
            "  web_acl_id          = aws_wafv2_web_acl.web.arn\n",
            "  web_acl_id = aws_wafv2_web_acl.web.id\n",
        ),
        ("      none {}\n", "      count {}\n"),
    ),
    "distribution-logs": changes(
        (_LOGGED, ""),
        [
            (_LOGGED, ""),
            ("", _SOURCE + _DELIVERY),
        ],
        [(_LOGGED, ""), ("", _SOURCE)],
    ),
    "distribution-origins-tls": changes(
        ('"https-only"', '"http-only"'),
        ('"https-only"', '"match-viewer"'),
        [('"https-only"', '"match-viewer"'), ('"redirect-to-https"', '"allow-all"')],
    ),
    "distribution-origin-protocols": changes(
        ('["TLSv1.2"]', '["TLSv1", "TLSv1.2"]'), ('["TLSv1.2"]', 'toset(["TLSv1.2"])')
    ),
    "distribution-buckets": changes(
        (_ORIGIN_CONTROL, ""),
        [
            (
                _ORIGIN_CONTROL,
                "    s3_origin_config {\n      origin_access_identity = aws_cloudfront_origin_access_identity.pages.cloudfront_access_identity_path\n    }\n",
            ),
            ("", 'resource "aws_cloudfront_origin_access_identity" "pages" {}\n'),
        ],
        (_ORIGIN_CONTROL, '    s3_origin_config { origin_access_identity = "" }\n'),
    ),
    "distribution-root": changes(
        ('  default_root_object = "index.html"\n', ""),
        ('default_root_object = "index.html"', 'default_root_object = "start.htm"'),
    ),
    "balancer-desync": changes(
        (
            "  drop_invalid_header_fields = true\n",
            '  drop_invalid_header_fields = true\n  desync_mitigation_mode     = "monitor"\n',
        ),
        (
            "  drop_invalid_header_fields = true\n",
            '  drop_invalid_header_fields = true\n  desync_mitigation_mode     = "strictest"\n',
        ),
    ),
    "balancer-firewall": changes(
        ("  resource_arn = aws_lb.web.arn\n", f'  resource_arn = "{_OTHER}"\n'),
        ("    allow {}\n", "    block {}\n"),
        ("      none {}\n", "      count {}\n"),
    ),
    "classic-tls": changes(
        ('lb_protocol       = "https"', 'lb_protocol = "http"'),
        ('lb_protocol       = "https"', 'lb_protocol = "SSL"'),
    ),
    "classic-tls-policy": changes(
        ("ELBSecurityPolicy-TLS-1-2-2017-01", "ELBSecurityPolicy-2016-08"),
        ("[aws_load_balancer_policy.old.policy_name]", '["ELBSecurityPolicy-TLS-1-2-2017-01"]'),
        ("load_balancer_port = 443", "load_balancer_port = 8443"),
        ("[aws_load_balancer_policy.old.policy_name]", '["ELBSecurityPolicy-2016-08"]'),
        (_REFERENCE, _VERSIONS.replace("OLD", "true")),
        also=[
            (_REFERENCE, _VERSIONS.replace("OLD", "false")),
            [
                ("load_balancer_port = 443", "load_balancer_port = 8443"),
                (
                    'resource "aws_load_balancer_policy"',
                    '''resource "aws_lb_ssl_negotiation_policy" "old" {
  name          = "own"
  load_balancer = aws_elb.old.id
  lb_port       = 443
  attribute {
    name  = "Protocol-TLSv1.2"
    value = "true"
  }
}
resource "aws_load_balancer_policy"''',
                ),
            ],
        ],
    ),
    "classic-logs": changes(
        ('  access_logs { bucket = "shop-logs" }\n', ""),
        ('{ bucket = "shop-logs" }', '{\n    bucket   = "shop-logs"\n    interval = 5\n  }'),
        ('{ bucket = "shop-logs" }', '{\n    bucket  = "shop-logs"\n    enabled = false\n  }'),
    ),
    "firewall-logs": changes(
        (
            "  resource_arn            = aws_wafv2_web_acl.web.arn\n",
            '  resource_arn = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/other/1"\n',
        ),
        (
            "  resource_arn            = aws_wafv2_web_acl.web.arn\n",
            "  resource_arn = one(aws_wafv2_web_acl.web[*].arn)\n",
        ),
    ),
    "firewall-rules": changes(
        (
            "",
            'resource "aws_wafv2_web_acl" "empty" {\n  name  = "empty"\n  scope = "REGIONAL"\n  default_action {\n    allow {}\n  }\n  visibility_config {\n    cloudwatch_metrics_enabled = true\n    metric_name                = "empty"\n    sampled_requests_enabled   = true\n  }\n}\n',
        ),
        ("    allow {}\n", "    block {}\n"),
    ),
    "graphql-sign-in": changes(
        ('authentication_type = "AWS_IAM"', 'authentication_type = "API_KEY"'),
        ('authentication_type = "AWS_IAM"', 'authentication_type = "AWS_LAMBDA"'),
        (
            'authentication_type = "AWS_IAM"',
            'authentication_type = "AWS_IAM"\n  additional_authentication_provider { authentication_type = "API_KEY" }',
        ),
    ),
    "graphql-logs": changes(
        ('field_log_level          = "ERROR"', 'field_log_level = "NONE"'),
        ('field_log_level          = "ERROR"', 'field_log_level = "ALL"'),
    ),
    "users-second-factor": changes(
        ('  mfa_configuration = "OPTIONAL"\n', ""),
        ('mfa_configuration = "OPTIONAL"', 'mfa_configuration = "ON"'),
    ),
    "zone-logs": changes(
        ("  zone_id                  = aws_route53_zone.shop.zone_id\n", '  zone_id = "Z123"\n'),
        ("aws_route53_zone.shop.zone_id", "aws_route53_zone.shop.id"),
    ),
    "machine-logs": changes(
        ('level           = "ERROR"', 'level = "OFF"'),
        ('level           = "ERROR"', 'level = "ALL"'),
    ),
}
