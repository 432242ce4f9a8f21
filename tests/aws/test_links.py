"""What leads where, of each way a configuration can state it: the links of Kinds, read whole."""

from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.terraform import load

STATED = {
    "a REST API calls a function": (
        """
        resource "aws_api_gateway_rest_api" "shop" { name = "shop" }
        resource "aws_api_gateway_integration" "buy" {
          rest_api_id = aws_api_gateway_rest_api.shop.id
          resource_id = aws_api_gateway_rest_api.shop.root_resource_id
          http_method = "POST"
          type        = "AWS_PROXY"
          uri         = aws_lambda_function.work.invoke_arn
        }
        """,
        ("request", "aws_api_gateway_rest_api.shop", "aws_lambda_function.work", "POST /"),
    ),
    "a REST API reaches a balancer through a link into its network": (
        """
        resource "aws_lb" "inner" { load_balancer_type = "network" }
        resource "aws_api_gateway_vpc_link" "in" {
          name        = "in"
          target_arns = [aws_lb.inner.arn]
        }
        resource "aws_api_gateway_rest_api" "shop" { name = "shop" }
        resource "aws_api_gateway_integration" "any" {
          rest_api_id     = aws_api_gateway_rest_api.shop.id
          resource_id     = aws_api_gateway_rest_api.shop.root_resource_id
          http_method     = "ANY"
          type            = "HTTP_PROXY"
          connection_type = "VPC_LINK"
          connection_id   = aws_api_gateway_vpc_link.in.id
        }
        """,
        ("request", "aws_api_gateway_rest_api.shop", "aws_lb.inner", "ANY /"),
    ),
    "a distribution fetches some paths from one origin": (
        """
        resource "aws_s3_bucket" "pages" { bucket = "pages-of-ours" }
        resource "aws_apigatewayv2_api" "desk" {
          name          = "desk"
          protocol_type = "HTTP"
        }
        resource "aws_cloudfront_distribution" "web" {
          enabled = true
          origin {
            origin_id   = "pages"
            domain_name = aws_s3_bucket.pages.bucket_regional_domain_name
          }
          origin {
            origin_id   = "desk"
            domain_name = replace(aws_apigatewayv2_api.desk.api_endpoint, "https://", "")
          }
          default_cache_behavior { target_origin_id = "pages" }
          ordered_cache_behavior {
            path_pattern     = "/api/*"
            target_origin_id = "desk"
          }
        }
        """,
        ("request", "aws_cloudfront_distribution.web", "aws_apigatewayv2_api.desk", "/api/*"),
    ),
    "a rule of a listener takes some paths": (
        """
        resource "aws_lb" "front" { name = "front" }
        resource "aws_lb_target_group" "work" {
          name        = "work"
          target_type = "lambda"
        }
        resource "aws_lb_listener" "front" {
          load_balancer_arn = aws_lb.front.arn
          default_action { type = "fixed-response" }
        }
        resource "aws_lb_listener_rule" "api" {
          listener_arn = aws_lb_listener.front.arn
          action {
            type             = "forward"
            target_group_arn = aws_lb_target_group.work.arn
          }
          condition {
            host_header { values = ["shop.example.com"] }
          }
          condition {
            path_pattern { values = ["/api/*", "/v2/*"] }
          }
        }
        resource "aws_lb_target_group_attachment" "work" {
          target_group_arn = aws_lb_target_group.work.arn
          target_id        = aws_lambda_function.work.arn
        }
        """,
        ("request", "aws_lb.front", "aws_lambda_function.work", "shop.example.com /api/* or /v2/*"),
    ),
    "a name leads to a distribution": (
        """
        resource "aws_route53_zone" "here" { name = "example.org" }
        resource "aws_cloudfront_distribution" "web" { enabled = true }
        resource "aws_route53_record" "www" {
          zone_id = aws_route53_zone.here.zone_id
          name    = "www"
          type    = "A"
          alias {
            name                   = aws_cloudfront_distribution.web.domain_name
            zone_id                = aws_cloudfront_distribution.web.hosted_zone_id
            evaluate_target_health = false
          }
        }
        """,
        ("request", "aws_route53_zone.here", "aws_cloudfront_distribution.web", "www"),
    ),
    "a bucket tells a queue": (
        """
        resource "aws_s3_bucket" "in" {}
        resource "aws_sqs_queue" "new" { name = "new" }
        resource "aws_s3_bucket_notification" "in" {
          bucket = aws_s3_bucket.in.id
          queue {
            queue_arn = aws_sqs_queue.new.arn
            events    = ["s3:ObjectCreated:*"]
          }
        }
        """,
        ("event", "aws_s3_bucket.in", "aws_sqs_queue.new", "objects"),
    ),
    "a queue gives up what failed": (
        """
        resource "aws_sqs_queue" "dead" { name = "dead" }
        resource "aws_sqs_queue" "jobs" {
          name           = "jobs"
          redrive_policy = jsonencode({
            deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 4
          })
        }
        """,
        ("gives_up", "aws_sqs_queue.jobs", "aws_sqs_queue.dead", "after 4 tries"),
    ),
    "a topic fans out": (
        """
        resource "aws_sns_topic" "sold" { name = "sold" }
        resource "aws_sns_topic_subscription" "work" {
          topic_arn = aws_sns_topic.sold.arn
          protocol  = "lambda"
          endpoint  = aws_lambda_function.work.arn
        }
        """,
        ("event", "aws_sns_topic.sold", "aws_lambda_function.work", "lambda"),
    ),
    "a rule starts a function": (
        """
        resource "aws_cloudwatch_event_rule" "nightly" { schedule_expression = "rate(1 day)" }
        resource "aws_cloudwatch_event_target" "nightly" {
          rule = aws_cloudwatch_event_rule.nightly.name
          arn  = aws_lambda_function.work.arn
        }
        """,
        ("event", "aws_cloudwatch_event_rule.nightly", "aws_lambda_function.work", ""),
    ),
    "a stream feeds a function": (
        """
        resource "aws_kinesis_stream" "clicks" { name = "clicks" }
        resource "aws_lambda_event_source_mapping" "clicks" {
          event_source_arn  = aws_kinesis_stream.clicks.arn
          function_name     = aws_lambda_function.work.function_name
          starting_position = "LATEST"
          batch_size        = 50
        }
        """,
        ("event", "aws_kinesis_stream.clicks", "aws_lambda_function.work", "by 50"),
    ),
    "a delivery stream writes a bucket": (
        """
        resource "aws_s3_bucket" "lake" {}
        resource "aws_kinesis_firehose_delivery_stream" "out" {
          name        = "out"
          destination = "extended_s3"
          extended_s3_configuration {
            bucket_arn = aws_s3_bucket.lake.arn
            role_arn   = "arn:aws:iam::111122223333:role/out"
          }
        }
        """,
        ("data", "aws_kinesis_firehose_delivery_stream.out", "aws_s3_bucket.lake", "delivers"),
    ),
    "an accelerator reaches a balancer through its listener": (
        """
        resource "aws_lb" "web" {}
        resource "aws_globalaccelerator_accelerator" "near" { name = "near" }
        resource "aws_globalaccelerator_listener" "tls" {
          accelerator_arn = aws_globalaccelerator_accelerator.near.id
          protocol        = "TCP"
          port_range {
            from_port = 443
            to_port   = 443
          }
        }
        resource "aws_globalaccelerator_endpoint_group" "here" {
          listener_arn = aws_globalaccelerator_listener.tls.id
          endpoint_configuration { endpoint_id = aws_lb.web.arn }
        }
        """,
        ("request", "aws_globalaccelerator_accelerator.near", "aws_lb.web", ""),
    ),
    "a proxy reaches a database": (
        """
        resource "aws_db_instance" "books" { instance_class = "db.t4g.small" }
        resource "aws_db_proxy" "front" {
          name           = "front"
          engine_family  = "POSTGRESQL"
          role_arn       = "arn:aws:iam::111122223333:role/front"
          vpc_subnet_ids = []
        }
        resource "aws_db_proxy_target" "books" {
          db_proxy_name          = aws_db_proxy.front.name
          target_group_name      = "default"
          db_instance_identifier = aws_db_instance.books.identifier
        }
        """,
        ("data", "aws_db_proxy.front", "aws_db_instance.books", ""),
    ),
    "a web ACL filters a balancer": (
        """
        resource "aws_lb" "web" {}
        resource "aws_wafv2_web_acl" "edge" { scope = "REGIONAL" }
        resource "aws_wafv2_web_acl_association" "edge" {
          web_acl_arn  = aws_wafv2_web_acl.edge.arn
          resource_arn = aws_lb.web.arn
        }
        """,
        ("control", "aws_wafv2_web_acl.edge", "aws_lb.web", "filters"),
    ),
}
FUNCTION = """
provider "aws" { region = "eu-central-1" }
resource "aws_lambda_function" "work" {
  function_name = "work"
  role          = "arn:aws:iam::111122223333:role/work"
}
"""


@pytest.mark.parametrize("way", STATED)
def test_a_relation_is_read_from_what_states_it(way: str, tmp_path: Path) -> None:
    """From part to part, with its kind and label, through helpers and passages."""
    code, relation = STATED[way]
    (tmp_path / "main.tf").write_text(FUNCTION + code)
    graph = build(load(tmp_path)).graph
    found = {(item.kind, item.source, item.target, item.label) for item in graph.relations}
    assert relation in found
