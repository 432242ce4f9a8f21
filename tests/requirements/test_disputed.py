# ruff: noqa: E501 text as it stands in a configuration
"""Verdicts that a reviewer of public stacks disputed: each as a small stack, and the right word."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from archbench.requirements import assess
from archbench.requirements.reading import read_checklist
from archbench.requirements.verdict import Verdict

HEAD = 'provider "aws" { region = "eu-west-1" }\n'


def judged(directory: Path, name: str, control: str, stack: str) -> Verdict:
    """The verdict of one control on a configuration, variables without a value left unknown."""
    (directory / "main.tf").write_text(HEAD + stack)
    checklist = read_checklist(name)
    one = next(item for item in checklist.controls if item.id == control)
    groups = tuple(item for item in checklist.groups if item.id == one.group)
    alone = replace(checklist, controls=(one,), groups=groups)
    (found,) = assess(directory, [alone], variables=(("unknown", "*"),), environ={}).verdicts
    return found


_CLUSTER = """
resource "aws_eks_cluster" "shop" {
  name     = "shop"
  role_arn = "arn:aws:iam::111122223333:role/shop"
}
resource "aws_iam_openid_connect_provider" "shop" {
  url = aws_eks_cluster.shop.identity[0].oidc[0].issuer
}
locals { issuer = replace(aws_iam_openid_connect_provider.shop.url, "https://", "") }
resource "aws_iam_role" "cart" {
  assume_role_policy = jsonencode({ Statement = [{
    Effect    = "Allow"
    Action    = "sts:AssumeRoleWithWebIdentity"
    Principal = { Federated = aws_iam_openid_connect_provider.shop.arn }
    Condition = { %s }
  }] })
}
"""
_SERVICES = """
variable "environment" {}
resource "aws_ecs_cluster" "shop" { name = "shop-${var.environment}" }
resource "aws_ecs_service" "cart" { name = "shop-${var.environment}-cart" }
resource "aws_cloudwatch_metric_alarm" "cart" {
  alarm_name          = "cart"
  comparison_operator = "GreaterThanThreshold"
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  evaluation_periods  = 1
  period              = 60
  threshold           = 80
  dimensions          = { ClusterName = aws_ecs_cluster.shop.name, ServiceName = "shop-${var.environment}-cart" }
}
"""
_ROLE = """
resource "aws_rds_cluster" "db" { cluster_identifier = "db" }
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::111122223333:role/f"
}
resource "aws_cloudwatch_metric_alarm" "db" {
  alarm_name          = "db"
  comparison_operator = "GreaterThanThreshold"
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  evaluation_periods  = 1
  period              = 60
  threshold           = 80
  dimensions          = { DBClusterIdentifier = aws_rds_cluster.db.id, Role = "WRITER" }
}
"""
_FUNCTION = """
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::111122223333:role/f"
  vpc_config {
    subnet_ids         = %s
    security_group_ids = ["sg-1"]
  }
}
"""
_BOUNDED = """
variable "account" {}
resource "aws_iam_policy" "bound" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:*", "sqs:*"], Resource = "*" }] })
}
resource "aws_iam_policy" "own" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "%s", Resource = "%s" }%s] })
}
resource "aws_iam_role" "worker" {
  assume_role_policy   = jsonencode({ Statement = [] })
  permissions_boundary = %s
}
resource "aws_iam_role_policy_attachment" "worker" {
  role       = aws_iam_role.worker.name
  policy_arn = aws_iam_policy.own.arn
}
"""
_DENIED = ', { Effect = "Deny", Action = "iam:*", Resource = "*" }'
_BOUND = "aws_iam_policy.bound.arn"


def _worker(action: str, resource: str = "*", *, more: str = "", bound: str = "null") -> str:
    return _BOUNDED % (action, resource, more, bound)


_GROUP = """
resource "aws_subnet" "a" {
  vpc_id                  = "vpc-1"
  cidr_block              = "10.0.0.0/24"
  map_public_ip_on_launch = true
}
resource "aws_launch_template" "web" {
  image_id = "ami-0abc"
  %s
}
resource "aws_autoscaling_group" "web" {
  min_size            = 1
  max_size            = 2
  desired_capacity    = %s
  vpc_zone_identifier = [aws_subnet.a.id]
  launch_template {
    id      = aws_launch_template.web.id
    version = "$Latest"
  }
}
"""
_SAYS_NO = "network_interfaces { associate_public_ip_address = false }"
_DISKS = """
resource "aws_instance" "db" {
  ami           = "ami-0abc"
  instance_type = "t3.small"
  ebs_block_device {
    device_name = "%s"
    encrypted   = true
  }
}
"""
_REPLICA = """
resource "aws_db_instance" "main" { storage_encrypted = %s }
resource "aws_db_instance" "copy" { replicate_source_db = aws_db_instance.main.identifier }
"""
_BALANCER = """
resource "aws_lb" "net" { load_balancer_type = "network" }
resource "aws_lb_listener" "net" {
  load_balancer_arn = aws_lb.net.arn
  port              = 443
  protocol          = "%s"
  default_action { type = "forward" }
}
"""
_OWN_STAGE = """
terraform {
  required_providers { aws = { version = "~> 5.0", source = "hashicorp/aws" } }
}
resource "aws_api_gateway_rest_api" "a" { name = "a" }
resource "aws_api_gateway_deployment" "a" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  %s
}
"""
_GREEN = """
resource "aws_lb_target_group" "green" { name = "green" }
resource "aws_codedeploy_deployment_group" "api" {
  app_name              = "api"
  deployment_group_name = "api"
  service_role_arn      = "arn:aws:iam::111122223333:role/deploy"
  load_balancer_info {
    target_group_pair_info {
      prod_traffic_route { listener_arns = ["arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/a/1/2"] }
      target_group { name = "blue" }
      target_group { name = aws_lb_target_group.green.name }
    }
  }
}
"""
_REPLACED = """
resource "aws_launch_configuration" "web" {
  name_prefix   = "web-"
  image_id      = "ami-0abc"
  instance_type = "t3.small"
}
resource "aws_autoscaling_group" "web" {
  name                 = %s
  min_size             = 1
  max_size             = 2
  availability_zones   = ["eu-west-1a"]
  launch_configuration = aws_launch_configuration.web.name
}
"""
_INSIGHTS = """
resource "aws_ecs_account_setting_default" "all" {
  name  = "containerInsights"
  value = "%s"
}
resource "aws_ecs_cluster" "shop" { name = "shop" }
"""
_NODE = """
resource "aws_elasticache_replication_group" "r" {
  replication_group_id = %s
  description          = "sessions"
}
resource "aws_cloudwatch_metric_alarm" "node" {
  alarm_name          = "node"
  comparison_operator = "GreaterThanThreshold"
  namespace           = "AWS/ElastiCache"
  metric_name         = "EngineCPUUtilization"
  statistic           = "Average"
  evaluation_periods  = 1
  period              = 60
  threshold           = 80
  dimensions          = { CacheClusterId = %s }
}
"""
_TASK = """
resource "aws_ecs_task_definition" "t" {
  family                = "t"
  container_definitions = jsonencode([{ name = "web", image = "%s" }])
}
resource "aws_ecr_repository" "web" {
  name                 = "shop/web"
  image_tag_mutability = "%s"
}
"""
_ECR = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:prod"
_IDLE = 'resource "aws_ecs_service" "s" {\n  name          = "s"\n  desired_count = %s\n}\n'
_EDGE = """
resource "aws_lambda_function" "edge" {
  function_name = "edge"
  role          = "arn:aws:iam::111122223333:role/f"
  publish       = true
}
resource "aws_cloudfront_distribution" "site" {
  enabled = true
  default_cache_behavior {
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    target_origin_id       = "site"
    viewer_protocol_policy = "https-only"
    lambda_function_association {
      event_type = "viewer-request"
      lambda_arn = %s
    }
  }
}
"""
_TEMPLATE = 'resource "aws_launch_template" "runner" {\n  image_id = "ami-0abc"\n  %s\n}\n'
_AURORA = """
resource "aws_rds_cluster" "main" { engine = "aurora-mysql" }
resource "aws_rds_cluster_instance" "one" {
  count              = %s
  cluster_identifier = aws_rds_cluster.main.id
  instance_class     = "db.r6g.large"
  engine             = "aurora-mysql"
}
"""
_ENGINE = 'resource "aws_rds_cluster" "one" { engine_version = "8.0" }\n'
_OPEN = """
data "aws_subnet" "s" { id = "subnet-1" }
resource "aws_rds_cluster" "db" { engine = "aurora-mysql" }
resource "aws_security_group" "app" { name = "app" }
resource "aws_security_group" "db" { name = "db" }
resource "aws_security_group_rule" "db" {
  type              = "%s"
  security_group_id = aws_security_group.db.id
  protocol          = "%s"
  from_port         = %s
  to_port           = %s
  %s
}
"""
_NEAR = "cidr_blocks = [data.aws_subnet.s.cidr_block]"
_NEAR_AND_ALL = """cidr_blocks = data.aws_subnet.s.cidr_block == "" ? null : concat([data.aws_subnet.s.cidr_block], ["0.0.0.0/0"])"""
_APP = "source_security_group_id = aws_security_group.app.id"
_PORT = "aws_rds_cluster.db.port"
_LIST = 'prefix_list_ids = ["pl-44444444"]'
_ANY = 'cidr_blocks = ["%s"]'


def _opened(protocol: str, port: str, source: str, *, to: str = "", way: str = "ingress") -> str:
    return _OPEN % (way, protocol, port, to or port, source)


_INTERNAL = _BALANCER.replace(
    '{ load_balancer_type = "network" }',
    '{\n  load_balancer_type = "network"\n  internal           = %s\n}',
)
_SERVERLESS = """
resource "aws_rds_cluster" "db" {
  engine      = "aurora-mysql"
  engine_mode = "%s"
}
"""
_RULE = """
resource "aws_security_group_rule" "web" {
  type              = "ingress"
  security_group_id = "sg-1"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["10.0.0.0/8"]
  description       = %s
}
"""
_RENDERED = """
resource "aws_s3_bucket" "b" { bucket = "b" }
data "template_file" "p" {
  template = <<-EOT
    {"Statement": [
      {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "$${bucket}/*"},
      {"Effect": "Allow", "Action": "%s", "Resource": "*"}
    ]}
  EOT
  vars     = { bucket = aws_s3_bucket.b.arn }
}
resource "aws_iam_policy" "p" { policy = data.template_file.p.rendered }
"""
_FIRST = """
data "aws_caller_identity" "me" {}
resource "aws_sns_topic" "t" {
  name   = "t"
  policy = coalesce("", "{\\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Action\\": \\"sns:Publish\\", \\"Principal\\": {\\"AWS\\": \\"%s\\"}, \\"Resource\\": \\"arn:aws:sns:*:${data.aws_caller_identity.me.account_id}:t\\"}]}")
}
"""
_TWO_DISKS = """
resource "aws_instance" "db" {
  ami           = "ami-0abc"
  instance_type = "t3.small"
  root_block_device { volume_type = "gp3" }
  ebs_block_device {
    device_name = "/dev/sdf"
    volume_type = "%s"
    volume_size = 100
  }
}
"""
_TWO_SOURCES = """
resource "aws_codebuild_project" "p" {
  name         = "p"
  service_role = "arn:aws:iam::111122223333:role/build"
  artifacts { type = "NO_ARTIFACTS" }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
  }
  source {
    type     = "GITHUB"
    location = "https://github.com/shop/web"
  }
  secondary_sources {
    source_identifier = "lib"
    type              = "GITHUB"
    location          = "https://%sgithub.com/shop/lib"
  }
}
"""
_OUTSIDE = """
resource "aws_subnet" "a" {
  count             = %s
  vpc_id            = "vpc-1"
  cidr_block        = "10.0.${count.index}.0/24"
  availability_zone = "eu-west-1${["a", "b"][count.index]}"
}
resource "aws_lb" "web" {
  load_balancer_type = "application"
  security_groups    = ["sg-1"]
  subnets            = aws_subnet.a[*].id
}
resource "aws_autoscaling_group" "web" {
  min_size            = 1
  max_size            = 2
  vpc_zone_identifier = aws_subnet.a[*].id
  load_balancers      = ["old"]
  target_group_arns   = ["arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/t/1"]
}
"""
_MERGED = """
variable "common" { type = map(string) }
resource "aws_s3_bucket" "b" { tags = merge(var.common, { %s = "shop" }) }
"""
_MERGED_IN_JSON = """
variable "more" { type = map(string) }
resource "aws_iam_policy" "p" {
  policy = jsonencode({ Statement = [
    { Effect = "Allow", Action = "%s", Resource = "*" },
    merge({ Effect = "Deny" }, var.more),
  ] })
}
"""
_COUNTED = 'variable "n" {}\n%s "aws_kms_key" "k" {\n  count = var.n\n%s\n}\n'

CASES: dict[str, tuple[str, str, str, str]] = {
    "an alarm by the name that both make of a variable": (
        "operations",
        "OPS08-services",
        _SERVICES,
        "pass",
    ),
    "an alarm by a name that is the variable itself": (
        "operations",
        "OPS08-services",
        _SERVICES.replace('"shop-${var.environment}-cart"', "var.environment"),
        "pass",
    ),
    "an alarm on another service of a name that waits": (
        "operations",
        "OPS08-services",
        _SERVICES.replace('-cart" }\n}', '-orders" }\n}'),
        "open",
    ),
    "an alarm on one role of a cluster, for the cluster": (
        "reliability",
        "REL06-BP01-databases",
        _ROLE,
        "open",
    ),
    "an alarm on one role of a cluster, for a function": (
        "operations",
        "OPS08-functions",
        _ROLE,
        "fail",
    ),
    "subnets that a parameter holds": (
        "reliability",
        "REL10-BP01-functions",
        'data "aws_ssm_parameter" "s" { name = "s" }'
        + _FUNCTION % 'split(",", data.aws_ssm_parameter.s.value)',
        "open",
    ),
    "subnets that another stack gives": (
        "reliability",
        "REL10-BP01-functions",
        'data "terraform_remote_state" "net" { backend = "s3" }'
        + _FUNCTION % "data.terraform_remote_state.net.outputs.subnet_ids",
        "open",
    ),
    "a right on everything of an account that is written": (
        "security",
        "pass-any-role",
        _worker("iam:PassRole", "arn:aws:iam::111122223333:role/*"),
        "fail",
    ),
    "a right on everything of an account that is not known": (
        "security",
        "pass-any-role",
        _worker("iam:PassRole", "arn:aws:iam::${var.account}:role/*"),
        "fail",
    ),
    "a right on one role of an account that is not known": (
        "security",
        "pass-any-role",
        _worker("iam:PassRole", "arn:aws:iam::${var.account}:role/task"),
        "pass",
    ),
    "a right that a boundary leaves out": (
        "security",
        "pass-any-role",
        _worker("iam:PassRole", bound=_BOUND),
        "pass",
    ),
    "a right under a boundary that stands elsewhere": (
        "security",
        "pass-any-role",
        _worker("iam:PassRole", bound='"arn:aws:iam::111122223333:policy/bound"'),
        "open",
    ),
    "a right that the same policy denies": (
        "security",
        "raise-own-rights",
        _worker("iam:*", more=_DENIED),
        "pass",
    ),
    "a right that nothing denies": ("security", "raise-own-rights", _worker("iam:*"), "fail"),
    "everything, and a denial of something": (
        "security",
        "no-administrators",
        _worker("*", more=_DENIED),
        "fail",
    ),
    "a service that is denied again": (
        "security",
        "no-administrators",
        _worker("iam:*", more=_DENIED),
        "pass",
    ),
    "a token of a cluster, whose it is": (
        "security",
        "federated-subject",
        _CLUSTER
        % 'StringEquals = { "${local.issuer}:sub" = "system:serviceaccount:shop:cart", "${local.issuer}:aud" = "sts.amazonaws.com" }',
        "pass",
    ),
    "a token of a cluster, for whom": (
        "security",
        "federated-subject",
        _CLUSTER % 'StringEquals = { "${local.issuer}:aud" = "sts.amazonaws.com" }',
        "fail",
    ),
    "a token of a cluster, of any name": (
        "security",
        "federated-subject",
        _CLUSTER % 'StringLike = { "${local.issuer}:sub" = "system:serviceaccount:*:*" }',
        "fail",
    ),
    "everything within a boundary": (
        "security",
        "no-administrators",
        _worker("s3:GetObject", bound=_BOUND),
        "pass",
    ),
    "services that a policy names that only bounds": (
        "security",
        "no-service-wildcards",
        _worker("s3:GetObject", bound=_BOUND),
        "pass",
    ),
    "the same policy, attached to nobody and bounding nobody": (
        "security",
        "no-service-wildcards",
        _worker("s3:GetObject"),
        "fail",
    ),
    "machines that their subnets give an address": (
        "security",
        "templates-public",
        _GROUP % ("", 1),
        "fail",
    ),
    "machines in such subnets whose template says no": (
        "security",
        "templates-public",
        _GROUP % (_SAYS_NO, 1),
        "pass",
    ),
    "a group that starts at its most and never changes": (
        "reliability",
        "REL07-BP03-headroom",
        _GROUP % ("", 2),
        "fail",
    ),
    "a root volume beside one that is encrypted": (
        "security",
        "machines-encrypted",
        _DISKS % "/dev/sdf",
        "fail",
    ),
    "a root volume by the name of its device": (
        "security",
        "machines-encrypted",
        _DISKS % "/dev/xvda",
        "pass",
    ),
    "a replica of what is not encrypted": (
        "security",
        "rds-instances-encrypted",
        _REPLICA % "false",
        "fail",
    ),
    "a replica of what is encrypted": (
        "security",
        "rds-instances-encrypted",
        _REPLICA % "true",
        "pass",
    ),
    "a replica, and its backups": (
        "reliability",
        "REL09-BP02-encrypted",
        _REPLICA % "true",
        "pass",
    ),
    "logs of a balancer that sees no request": (
        "security",
        "balancer-logs",
        _BALANCER % "TCP",
        "not_applicable",
    ),
    "logs of a network balancer with TLS": (
        "security",
        "balancer-logs",
        _BALANCER % "TLS",
        "fail",
    ),
    "headers that a network balancer never sees": (
        "security",
        "drop-headers",
        _BALANCER % "TCP",
        "not_applicable",
    ),
    "a stage that a deployment makes": (
        "security",
        "api-logs",
        _OWN_STAGE % 'stage_name = "live"',
        "fail",
    ),
    "a deployment without a stage": (
        "security",
        "api-logs",
        _OWN_STAGE % "",
        "not_applicable",
    ),
    "the other group of a blue-green deployment": (
        "cost",
        "COST04-target-groups",
        _GREEN,
        "pass",
    ),
    "insights that are on for every cluster": (
        "operations",
        "OPS04-container-insights",
        _INSIGHTS % "enhanced",
        "pass",
    ),
    "insights that are off for every cluster": (
        "operations",
        "OPS04-container-insights",
        _INSIGHTS % "disabled",
        "fail",
    ),
    "a group that is replaced with its configuration": (
        "reliability",
        "REL08-BP04-immutable",
        _REPLACED % '"web-${aws_launch_configuration.web.name}"',
        "pass",
    ),
    "a group that stays when its configuration changes": (
        "reliability",
        "REL08-BP04-immutable",
        _REPLACED % '"web"',
        "fail",
    ),
    "a search domain of a version that no table has": (
        "security",
        "store-versions",
        'resource "aws_elasticsearch_domain" "s" { domain_name = "s" }',
        "open",
    ),
    "a node of a replication group by its reference": (
        "operations",
        "OPS08-caches",
        _NODE % ('"r"', '"${aws_elasticache_replication_group.r.id}-001"'),
        "pass",
    ),
    "a node of a replication group among its members": (
        "operations",
        "OPS08-caches",
        _NODE % ('"r"', "tolist(aws_elasticache_replication_group.r.member_clusters)[0]"),
        "pass",
    ),
    "a node of a shard by its name": (
        "operations",
        "OPS08-caches",
        _NODE % ('"r"', '"r-0001-002"'),
        "pass",
    ),
    "a node of another group": ("operations", "OPS08-caches", _NODE % ('"r"', '"q-001"'), "fail"),
    "a group where a node is asked for": (
        "operations",
        "OPS08-caches",
        _NODE % ('"r"', "aws_elasticache_replication_group.r.id"),
        "fail",
    ),
    "a tag that is moved": ("security", "images-pinned", _TASK % (_ECR, "MUTABLE"), "fail"),
    "a tag that cannot be moved": (
        "security",
        "images-pinned",
        _TASK % (_ECR, "IMMUTABLE"),
        "pass",
    ),
    "a tag without a version": (
        "security",
        "images-pinned",
        _TASK % ("nginx:alpine", "IMMUTABLE"),
        "fail",
    ),
    "a tag that is a version": (
        "security",
        "images-pinned",
        _TASK % ("nginx:1.27-alpine", "MUTABLE"),
        "pass",
    ),
    "tags that may be moved but for some": (
        "security",
        "repository-immutable",
        _TASK % (_ECR, "MUTABLE_WITH_EXCLUSION"),
        "fail",
    ),
    "a function at the edge takes part in no trace": (
        "operations",
        "OPS04-function-tracing",
        _EDGE % "aws_lambda_function.edge.qualified_arn",
        "not_applicable",
    ),
    "a function beside a distribution": (
        "operations",
        "OPS04-function-tracing",
        _EDGE % '"arn:aws:lambda:us-east-1:111122223333:function:other:1"',
        "fail",
    ),
    "a function whose network has no subnet": (
        "reliability",
        "REL10-BP01-functions",
        _FUNCTION.replace('["sg-1"]', "[]") % "[]",
        "not_applicable",
    ),
    "a template that leaves the type to a fleet": (
        "cost",
        "COST06-generation",
        _TEMPLATE % "",
        "not_applicable",
    ),
    "a template that leaves addresses to a subnet": (
        "security",
        "templates-public",
        _TEMPLATE % "",
        "not_applicable",
    ),
    "a template that gives no address": (
        "security",
        "templates-public",
        _TEMPLATE % _SAYS_NO,
        "pass",
    ),
    "a variable for where a key lies": (
        "security",
        "default-secrets",
        'variable "PATH_TO_PRIVATE_KEY" { default = "mykey" }\n',
        "pass",
    ),
    "an engine that has no extended support to pay for": (
        "cost",
        "COST06-databases",
        'resource "aws_db_instance" "m" {\n  engine         = "mariadb"\n  engine_version = "10.4.13"\n}\n',
        "not_applicable",
    ),
    "a cluster of one instance, whatever its zone": (
        "reliability",
        "REL10-BP01-databases",
        _AURORA % "1",
        "fail",
    ),
    "a cluster of two instances whose zones AWS chooses": (
        "reliability",
        "REL10-BP01-databases",
        _AURORA % "2",
        "open",
    ),
    "the range of a subnet, and beside it the internet": (
        "security",
        "admin-ports",
        _opened("tcp", "22", _NEAR_AND_ALL),
        "open",
    ),
    "the range of a subnet": ("security", "admin-ports", _opened("tcp", "22", _NEAR), "pass"),
    "a port that waits, for a group": (
        "security",
        "data-ports",
        _opened("tcp", _PORT, _APP),
        "pass",
    ),
    "a port that waits, for private addresses": (
        "security",
        "data-ports",
        _opened("tcp", _PORT, _ANY % "10.0.0.0/8"),
        "pass",
    ),
    "a port that waits, for the internet": (
        "security",
        "data-ports",
        _opened("tcp", _PORT, _ANY % "0.0.0.0/0"),
        "open",
    ),
    "messages of control from who is not known": (
        "security",
        "admin-ports",
        _opened("icmp", "3", _LIST, to="4"),
        "pass",
    ),
    "messages of control are no range of ports": (
        "security",
        "all-ports",
        _opened("icmp", "-1", _LIST),
        "pass",
    ),
    "messages of control from who is not known, where nothing but 443 may be open": (
        "pci-dss",
        "1.4.2-inbound-untrusted",
        _opened("icmp", "3", _LIST, to="4"),
        "open",
    ),
    "a shell for who is not known": (
        "security",
        "admin-ports",
        _opened("tcp", "22", _LIST),
        "open",
    ),
    "one port out to where is not known": (
        "pci-dss",
        "1.3.2-outbound",
        _opened("tcp", "443", _LIST, way="egress"),
        "pass",
    ),
    "all ports out to where is not known": (
        "pci-dss",
        "1.3.2-outbound",
        _opened("tcp", "0", _LIST, to="65535", way="egress"),
        "open",
    ),
    "a public balancer that cannot log": (
        "pci-dss",
        "10.2.1-access-logs",
        _BALANCER % "TCP",
        "not_applicable",
    ),
    "a public balancer that could log": (
        "pci-dss",
        "10.2.1-access-logs",
        _BALANCER % "TLS",
        "fail",
    ),
    "an old policy behind a balancer that is not public": (
        "pci-dss",
        "4.2.1-tls-policy",
        _INTERNAL % ("true", "TLS"),
        "not_applicable",
    ),
    "an old policy of a balancer that is public": (
        "pci-dss",
        "4.2.1-tls-policy",
        _INTERNAL % ("false", "TLS"),
        "fail",
    ),
    "a rule that says what it is for, its group elsewhere": (
        "pci-dss",
        "1.2.5-rules-explained",
        _RULE % '"Shops"',
        "pass",
    ),
    "a rule that does not, its group elsewhere": (
        "pci-dss",
        "1.2.5-rules-explained",
        _RULE % "null",
        "fail",
    ),
    **{
        f"{control} of a cluster in mode {mode}": (name, control, _SERVERLESS % mode, word)
        for name, control in (
            ("security", "database-sign-in"),
            ("security", "database-logs"),
            ("pci-dss", "10.2.1-database-logs"),
        )
        for mode, word in (("serverless", "not_applicable"), ("provisioned", "fail"))
    },
    "keys that are looked up, it is not known how often": (
        "security",
        "key-rotation",
        _COUNTED % ("data", '  key_id = "alias/shop"'),
        "not_applicable",
    ),
    "keys that are made, it is not known how many": (
        "security",
        "key-rotation",
        _COUNTED % ("resource", ""),
        "open",
    ),
    "a policy that is rendered on apply, and names its actions": (
        "security",
        "no-administrators",
        _RENDERED % "s3:ListAllMyBuckets",
        "pass",
    ),
    "a policy that is rendered on apply, and names none": (
        "security",
        "no-administrators",
        _RENDERED % "*",
        "fail",
    ),
    "the first policy of several that is no empty text, for one account": (
        "security",
        "no-public-policies",
        _FIRST % "111122223333",
        "pass",
    ),
    "the first policy of several that is no empty text, for everyone": (
        "security",
        "no-public-policies",
        _FIRST % "*",
        "fail",
    ),
    "a volume beside the root that is current": (
        "cost",
        "COST05-volumes",
        _TWO_DISKS % "io1",
        "pass",
    ),
    "a volume beside the root that is old": (
        "cost",
        "COST05-volumes",
        _TWO_DISKS % "gp2",
        "fail",
    ),
    "two sources without credentials": (
        "security",
        "source-credentials",
        _TWO_SOURCES % "",
        "pass",
    ),
    "a second source with credentials": (
        "security",
        "source-credentials",
        _TWO_SOURCES % "lee:word@",
        "fail",
    ),
    **{
        f"{zones} zones of {control}, its groups elsewhere": (
            "reliability",
            control,
            _OUTSIDE % zones,
            word,
        )
        for control in ("REL02-BP01-public-endpoints", "REL10-BP01-scaling-groups")
        for zones, word in (("2", "pass"), ("1", "fail"))
    },
    "tags of which some are known, the owner among them": (
        "cost",
        "COST03-tags",
        _MERGED % "Owner",
        "pass",
    ),
    "tags of which some are known, and no owner": (
        "cost",
        "COST03-tags",
        _MERGED % "Name",
        "open",
    ),
    "everything, beside a statement that is known in part": (
        "security",
        "no-administrators",
        _MERGED_IN_JSON % "*",
        "fail",
    ),
    "something, beside a statement that is known in part": (
        "security",
        "no-administrators",
        _MERGED_IN_JSON % "s3:ListAllMyBuckets",
        "open",
    ),
    "a cluster without an engine": ("cost", "COST06-databases", _ENGINE, "not_applicable"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_word_that_was_disputed(name: str, tmp_path: Path) -> None:
    """What a reviewer said is what is said now."""
    checklist, control, stack, word = CASES[name]
    found = judged(tmp_path, checklist, control, stack)
    assert found.verdict == word, found.in_words


@pytest.mark.parametrize(("count", "words"), [("0", "runs no task"), ("1", "a single task")])
def test_a_service_of_no_tasks_is_said_to_run_none(count: str, words: str, tmp_path: Path) -> None:
    """It fails as one of a single task does, in words that fit."""
    found = judged(tmp_path, "reliability", "REL10-BP01-services", _IDLE % count)
    assert found.verdict == "fail"
    assert words in found.in_words


_IN_ZONES = """
variable "other" {}
resource "aws_subnet" "a" {
  vpc_id            = "vpc-1"
  availability_zone = "eu-west-1a"
}
resource "aws_subnet" "b" {
  vpc_id            = "vpc-1"
  availability_zone = "eu-west-1b"
}
resource "aws_lb" "shop" { subnets = [%s] }
"""


@pytest.mark.parametrize(
    ("subnets", "word", "found"),
    [
        (
            "aws_subnet.a.id, aws_subnet.b.id, var.other",
            "pass",
            "at least 2, of aws_subnet.a, aws_subnet.b",
        ),
        ("aws_subnet.a.id, var.other", "open", "at least 1, of aws_subnet.a"),
        ("var.other", "open", "not known"),
        ("aws_subnet.a.id", "fail", "eu-west-1a"),
    ],
)
def test_two_zones_are_two_whatever_else_there_is(
    subnets: str, word: str, found: str, tmp_path: Path
) -> None:
    """A balancer in two zones that are known stands in two; how many are known is told."""
    stack = _IN_ZONES % subnets
    verdict = judged(tmp_path, "reliability", "REL02-BP01-public-endpoints", stack)
    zones = [item.found for item in verdict.evidence if item.attribute == "zones"]
    assert (verdict.verdict, zones) == (word, [found])


_REDIRECT = """
variable "other" {}
resource "aws_lb" "web" { name = "web" }
resource "aws_lb_listener" "clear" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  default_action {
    type = "%s"
    redirect {
      status_code = "HTTP_301"
      protocol    = "HTTPS"
    }
  }
}
resource "aws_lb_listener_rule" "other" {
  listener_arn = var.other
  action {
    type = "fixed-response"
    fixed_response { content_type = "text/plain" }
  }
  condition {
    path_pattern { values = ["/"] }
  }
}
module "elsewhere" { source = "nobody/nothing/aws" }
"""


def test_a_listener_waits_for_its_rules_and_for_nothing_else(tmp_path: Path) -> None:
    """In which order its actions would stand bears on nothing; rules of elsewhere may be its own."""
    found = judged(tmp_path, "security", "tls-listeners", _REDIRECT % "redirect")
    of_listener = [item for item in found.answers if item.subject]
    assert [(item.verdict, item.waits_for) for item in of_listener] == [
        ("open", ("aws_lb_listener_rule.other", "module.elsewhere"))
    ]


def test_what_a_listener_does_in_clear_is_told_whatever_else_it_does(tmp_path: Path) -> None:
    """Its default action forwards: no rule that is not known mends that."""
    stack = re.sub(r"    redirect \{.*?\n    \}\n", "", _REDIRECT % "forward", flags=re.DOTALL)
    found = judged(tmp_path, "security", "tls-listeners", stack)
    assert (found.verdict, found.in_words) == ("fail", "aws_lb_listener.clear answers in clear.")


def test_an_alarm_of_which_a_module_may_be_part_waits_for_the_module(tmp_path: Path) -> None:
    """What could make it reach somebody is what it is open for: not the alarm itself."""
    stack = """
resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "cpu"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
}
%s
"""
    alone = judged(tmp_path, "operations", "OPS10-alarms", stack % "")
    assert (alone.verdict, alone.in_words) == (
        "fail",
        "aws_cloudwatch_metric_alarm.cpu reaches nobody.",
    )
    module = 'module "elsewhere" { source = "nobody/nothing/aws" }'
    beside = judged(tmp_path, "operations", "OPS10-alarms", stack % module)
    waits = {item.subject: item.waits_for for item in beside.answers}
    assert waits["aws_cloudwatch_metric_alarm.cpu"] == ("module.elsewhere",)


def test_an_alarm_without_topics_reaches_nobody_whoever_is_subscribed(tmp_path: Path) -> None:
    """How many subscriptions there are is not known, and bears on no alarm that tells no topic."""
    stack = """
variable "many" { type = number }
resource "aws_sns_topic" "t" {}
resource "aws_sns_topic_subscription" "more" {
  count     = var.many
  topic_arn = aws_sns_topic.t.arn
  protocol  = "email"
}
resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "cpu"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  alarm_actions       = %s
}
"""
    words = {
        actions: judged(tmp_path, "operations", "OPS10-alarms", stack % actions).verdict
        for actions in ("[]", "[aws_sns_topic.t.arn]")
    }
    assert words == {"[]": "fail", "[aws_sns_topic.t.arn]": "open"}


def test_by_which_release_a_default_holds_is_told(tmp_path: Path) -> None:
    """That a database is public rests on the release of the provider too: it is not "not set"."""
    stack = """
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}
resource "aws_db_instance" "shop" {
  engine              = "postgres"
  publicly_accessible = true
}
"""
    found = judged(tmp_path, "security", "public-databases", stack)
    told = {item.attribute: item.found for item in found.evidence}
    assert (found.verdict, told["provider_version"]) == ("fail", '"5.100.0"')


@pytest.mark.parametrize(
    ("locked", "versions", "old_ones"),
    [
        ("object_lock_enabled = true", "pass", "fail"),
        ('object_lock_configuration { object_lock_enabled = "Enabled" }', "pass", "fail"),
        ("object_lock_enabled = false", "fail", "not_applicable"),
        ("", "fail", "not_applicable"),
    ],
)
def test_a_bucket_with_object_lock_keeps_versions(
    locked: str, versions: str, old_ones: str, tmp_path: Path
) -> None:
    """S3 turns versioning on with Object Lock: no versions are lost, and old ones are paid for."""
    stack = f'resource "aws_s3_bucket" "b" {{\n  {locked}\n}}\n'
    kept = judged(tmp_path, "reliability", "REL09-BP01-buckets", stack)
    paid = judged(tmp_path, "cost", "COST05-versions", stack)
    assert (kept.verdict, paid.verdict) == (versions, old_ones)


@pytest.mark.parametrize(
    ("named", "versions", "old_ones"),
    [
        ("bucket = aws_s3_bucket.b.id", "pass", "fail"),
        ('bucket = aws_s3_bucket.b.id\n  object_lock_enabled = "Enabled"', "pass", "fail"),
        ('bucket = "others"', "fail", "not_applicable"),
    ],
)
def test_object_lock_in_a_block_of_its_own_keeps_versions(
    named: str, versions: str, old_ones: str, tmp_path: Path
) -> None:
    """S3 takes the settings of Object Lock for no bucket without versions."""
    stack = f"""
resource "aws_s3_bucket" "b" {{ bucket = "b" }}
resource "aws_s3_bucket_object_lock_configuration" "b" {{
  {named}
}}
"""
    kept = judged(tmp_path, "reliability", "REL09-BP01-buckets", stack)
    paid = judged(tmp_path, "cost", "COST05-versions", stack)
    assert (kept.verdict, paid.verdict) == (versions, old_ones)


_IGNORED = """
resource "aws_s3_bucket" "b" {
  bucket = "b"
  %s
}
resource "aws_s3_%s_public_access_block" "b" {
  %s
  ignore_public_acls = %s
}
"""
_ACL = 'resource "aws_s3_bucket_acl" "b" {\n  bucket = %s\n  acl    = "public-read"\n}\n'


@pytest.mark.parametrize("ignores", ["true", "false"])
@pytest.mark.parametrize(
    ("acl", "where", "own"),
    [
        ("", "bucket", "aws_s3_bucket.b.id"),
        ("aws_s3_bucket.b.id", "bucket", "aws_s3_bucket.b.id"),
        ("aws_s3_bucket.b.id", "bucket", "aws_s3_bucket.b.bucket"),
        ('"elsewhere"', "bucket", '"elsewhere"'),
        ("", "account", ""),
        ('"elsewhere"', "account", ""),
    ],
)
def test_a_public_acl_that_is_ignored_lets_nobody_in(
    acl: str, where: str, own: str, ignores: str, tmp_path: Path
) -> None:
    """What counts is whether S3 looks at the ACL: the bucket or its account may ignore it."""
    stack = _IGNORED % (
        "" if acl else 'acl = "public-read"',
        where,
        f"bucket = {own}" if own else "",
        ignores,
    )
    stack += _ACL % acl if acl else ""
    found = judged(tmp_path, "security", "buckets-acl", stack)
    assert found.verdict == ("pass" if ignores == "true" else "fail")


def test_an_acl_that_another_bucket_ignores_lets_everyone_in(tmp_path: Path) -> None:
    """The block of one bucket says nothing of another."""
    stack = _IGNORED % ("", "bucket", "bucket = aws_s3_bucket.b.id", "true")
    found = judged(tmp_path, "security", "buckets-acl", stack + _ACL % '"elsewhere"')
    assert found.verdict == "fail"


@pytest.mark.parametrize(
    ("of", "word"),
    [("aws_s3_bucket.b.id", "open"), ("aws_s3_bucket.other.id", "fail"), ("var.name", "open")],
)
def test_a_block_of_unknown_number_may_ignore_the_acl_of_its_own_bucket(
    of: str, word: str, tmp_path: Path
) -> None:
    """That of another bucket does not, however many there are."""
    stack = _IGNORED % ("", "bucket", f"count = var.many\n  bucket = {of}", "true")
    stack += 'resource "aws_s3_bucket" "other" { bucket = "other" }\n'
    stack += 'variable "many" { type = number }\nvariable "name" { type = string }\n'
    found = judged(tmp_path, "security", "buckets-acl", stack + _ACL % "aws_s3_bucket.b.id")
    assert found.verdict == word


_EXPIRING = """
resource "aws_s3_bucket" "b" {}
resource "aws_s3_bucket_lifecycle_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    id     = "r"
    status = "Enabled"
    expiration { %s }
  }
}
"""


@pytest.mark.parametrize(
    ("expiration", "word"),
    [("days = 30", "pass"), ("expired_object_delete_marker = true", "fail")],
)
def test_a_rule_for_delete_markers_forgets_no_object(
    expiration: str, word: str, tmp_path: Path
) -> None:
    """What it removes is the mark that something was deleted, and nothing that is paid for."""
    found = judged(tmp_path, "cost", "COST05-buckets", _EXPIRING % expiration)
    assert found.verdict == word
    own = f"""
resource "aws_s3_bucket" "b" {{
  lifecycle_rule {{
    enabled = true
    expiration {{ {expiration} }}
  }}
}}
"""
    assert judged(tmp_path, "cost", "COST05-buckets", own).verdict == word


def test_a_balancer_without_a_listener_says_nothing_in_clear(tmp_path: Path) -> None:
    """Whether listeners use TLS is asked of listeners; that there is none, the list on cost says."""
    stack = 'resource "aws_lb" "web" { name = "web" }\n'
    assert judged(tmp_path, "pci-dss", "4.2.1-tls-listeners", stack).verdict == "not_applicable"
    assert judged(tmp_path, "cost", "COST04-balancers", stack).verdict == "fail"


_ASKED_FOR = """
terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.here]
    }
  }
}
%s
resource "aws_s3_bucket" "b" {
  provider = %s
  tags     = %s
}
"""


@pytest.mark.parametrize(
    ("block", "provider", "tags", "word"),
    [
        ("", "aws.here", "{}", "open"),
        ("", "aws.here", '{ team = "shop" }', "pass"),
        ('provider "aws" { alias = "here" }', "aws.here", "{}", "fail"),
        ("", "aws", "{}", "fail"),
    ],
)
def test_tags_of_a_provider_that_the_caller_gives_are_not_known(
    block: str, provider: str, tags: str, word: str, tmp_path: Path
) -> None:
    """A module that is looked at by itself says nothing of the default tags of its callers."""
    stack = _ASKED_FOR % (block, provider, tags)
    assert judged(tmp_path, "cost", "COST03-tags", stack).verdict == word


def test_the_modules_inside_take_that_provider_too(tmp_path: Path) -> None:
    """It is passed on, under whatever name."""
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "main.tf").write_text('resource "aws_s3_bucket" "b" {}\n')
    stack = _ASKED_FOR % ("", "aws", '{ team = "shop" }')
    stack += 'module "inner" {\n  source    = "./inner"\n  providers = { aws = aws.here }\n}\n'
    found = judged(tmp_path, "cost", "COST03-tags", stack)
    assert {item.subject: item.verdict for item in found.answers if item.subject} == {
        "aws_s3_bucket.b": "pass",
        "module.inner.aws_s3_bucket.b": "open",
    }


_SO_MANY = """
variable "many" { type = number }
variable "public" { type = bool }
resource "aws_subnet" "s" {
  count                   = var.many
  vpc_id                  = "vpc-1"
  cidr_block              = "10.0.${count.index}.0/24"
  map_public_ip_on_launch = %s
}
"""


@pytest.mark.parametrize(
    ("gives", "word"),
    [("false", "pass"), ("true", "open"), ("var.public", "open"), ("count.index > 0", "open")],
)
def test_what_all_of_them_meet_is_met_however_many_there_are(
    gives: str, word: str, tmp_path: Path
) -> None:
    """How many subnets there are is not known, and bears on nothing where none gives an address."""
    found = judged(tmp_path, "security", "subnets-public-addresses", _SO_MANY % gives)
    assert found.verdict == word
    if word == "pass":
        told = [(item.address, item.attribute, item.found) for item in found.evidence]
        assert told == [("aws_subnet.s", "map_public_ip_on_launch", "false")]


def test_each_block_of_a_kind_is_looked_at(tmp_path: Path) -> None:
    """That those of one block meet it says nothing of those of another, or of a module."""
    other = (_SO_MANY % "true").partition("resource")[2].replace('"s"', '"t"')
    stack = _SO_MANY % "false" + "resource" + other
    found = judged(tmp_path, "security", "subnets-public-addresses", stack)
    assert [(item.verdict, item.waits_for) for item in found.answers] == [
        ("pass", ()),
        ("open", ("aws_subnet.t",)),
    ]
    module = 'module "elsewhere" { source = "nobody/nothing/aws" }\n'
    beside = judged(tmp_path, "security", "subnets-public-addresses", _SO_MANY % "false" + module)
    assert beside.verdict == "open"


_ROUTED = """
variable "many" { type = number }
variable "target" {}
resource "aws_route_table" "t" { vpc_id = "vpc-1" }
resource "aws_route" "out" {
  count                  = var.many
  route_table_id         = aws_route_table.t.id
  destination_cidr_block = "0.0.0.0/0"
  %s
}
"""


@pytest.mark.parametrize(
    ("route", "word"),
    [
        ('gateway_id = "igw-1"', "not_applicable"),
        ('nat_gateway_id = "nat-1"', "open"),
        ("nat_gateway_id = var.target", "open"),
    ],
)
def test_routes_that_lead_elsewhere_lead_to_no_nat_gateway(
    route: str, word: str, tmp_path: Path
) -> None:
    """How many routes lead to the internet gateway is not known, and bears on nothing."""
    found = judged(tmp_path, "cost", "COST08-gateway-endpoints", _ROUTED % route)
    assert found.verdict == word


_POOLED = """
resource "aws_vpc_ipam_pool" "p" {
  for_each       = toset(["a", "b"])
  address_family = "ipv4"
  ipam_scope_id  = "scope-1"
}
resource "aws_vpc" "one" {
  ipv4_ipam_pool_id   = aws_vpc_ipam_pool.p["a"].id
  ipv4_netmask_length = 20
}
resource "aws_vpc" "two" {
  ipv4_ipam_pool_id   = aws_vpc_ipam_pool.p["%s"].id
  ipv4_netmask_length = 20
}
"""


@pytest.mark.parametrize(
    ("pool", "more", "word"),
    [
        ("a", "", "pass"),
        ("b", "", "open"),
        ("a", 'resource "aws_vpc" "three" { cidr_block = "10.0.0.0/16" }\n', "open"),
    ],
)
def test_what_one_pool_gives_it_gives_apart(
    pool: str, more: str, word: str, tmp_path: Path
) -> None:
    """IPAM gives no address of a pool twice: which ranges they are need not be known."""
    found = judged(tmp_path, "reliability", "REL02-BP05-ranges-apart", _POOLED % pool + more)
    assert found.verdict == word


def test_what_a_rule_opens_is_told_whatever_was_judged_before(tmp_path: Path) -> None:
    """Another list that looks at the rules in another order takes nothing from the words."""
    rule = """
resource "aws_security_group" "%s" { name = "%s" }
resource "aws_security_group_rule" "%s" {
  type              = "ingress"
  from_port         = %s
  to_port           = 8080
  protocol          = "tcp"
  cidr_blocks       = ["%s"]
  security_group_id = aws_security_group.%s.id
}
"""
    groups = [("a", "80", "10.0.0.0/8"), ("b", "8080", "0.0.0.0/0"), ("c", "22", "10.0.0.0/8")]
    text = "".join(rule % (name, name, name, port, cidr, name) for name, port, cidr in groups)
    (tmp_path / "main.tf").write_text(HEAD + text)
    told = {
        lists: [
            answer.message
            for found in assess(tmp_path, lists, environ={}).verdicts
            if found.control.id == "1.2.6-insecure-services"
            for answer in found.answers
            if answer.verdict == "fail"
        ]
        for lists in (("pci-dss",), ("security", "pci-dss"))
    }
    alone, beside = told.values()
    assert alone == beside
    assert [re.findall(r"^aws_security_group\.(\w) opens", one) for one in alone] == [["a"], ["c"]]


_ALONE = """
variable "many" { type = number }
variable "twice" { type = bool }
resource "aws_db_instance" "shop" {
  engine         = "postgres"
  instance_class = "db.t4g.medium"
  %s
}
resource "aws_rds_cluster" "orders" { engine = "aurora-postgresql" }
resource "aws_rds_cluster_instance" "orders" {
  count              = %s
  cluster_identifier = aws_rds_cluster.orders.id
  engine             = "aurora-postgresql"
  instance_class     = "db.t4g.medium"
}
"""


@pytest.mark.parametrize(
    ("database", "instances", "word", "said"),
    [
        ("multi_az = false", "2", "fail", "shop has no standby"),
        ("", "2", "fail", "shop has no standby"),
        ("multi_az = true", "1", "fail", "orders has one instance"),
        ("multi_az = var.twice", "2", "open", "Waits for"),
        ("multi_az = true", "2", "open", "Waits for"),
        ("multi_az = true", "var.many", "open", "Waits for"),
        ("multi_az = false", "var.many", "fail", "shop has no standby"),
    ],
)
def test_what_stands_in_one_zone_goes_with_it_whichever_it_is(
    database: str, instances: str, word: str, said: str, tmp_path: Path
) -> None:
    """AWS picks the zone, and nobody need know which: the loss of any one is not survived."""
    stack = _ALONE % (database, instances)
    found = judged(tmp_path, "reliability", "REL10-BP01-zone-loss", stack)
    assert found.verdict == word
    assert said in found.in_words


_TASKS = """
variable "subnets" { type = list(string) }
variable "many" { type = number }
resource "aws_ecs_service" "cart" {
  name            = "cart"
  launch_type     = "FARGATE"
  task_definition = "cart:1"
  desired_count   = %s
  network_configuration { subnets = var.subnets }
}
"""


@pytest.mark.parametrize(
    ("tasks", "word"),
    [("1", "fail"), ("2", "open"), ("var.many", "open"), ("0", "not_applicable")],
)
def test_what_runs_once_is_lost_with_its_zone(tasks: str, word: str, tmp_path: Path) -> None:
    """In which of the subnets the one task runs is not known, and need not be."""
    found = judged(tmp_path, "reliability", "REL10-BP01-zone-loss", _TASKS % tasks)
    assert found.verdict == word, found.in_words
    if word == "fail":
        assert found.in_words == (
            "Goes down if a zone of eu-west-1 is lost: "
            "standing in one zone at a time, and which cannot be told: ECS service cart."
        )


@pytest.mark.parametrize(
    "asked", [("operations", "OPS07-rules"), ("pci-dss", "1.2.5-rules-explained")]
)
@pytest.mark.parametrize("kind", ["aws_security_group", "aws_default_security_group"])
@pytest.mark.parametrize(
    ("rules", "word"),
    [
        ("", "not_applicable"),
        ("ingress = []", "not_applicable"),
        ("ingress {\n    from_port = 1\n    to_port = 1\n    protocol = 6\n  }", "fail"),
    ],
)
def test_a_group_without_rules_explains_none(
    asked: tuple[str, str], kind: str, rules: str, word: str, tmp_path: Path
) -> None:
    """Where nothing is open nothing is said to be explained; the default group is no exception."""
    stack = f'resource "{kind}" "g" {{\n  vpc_id = "vpc-1"\n  {rules}\n}}\n'
    assert judged(tmp_path, *asked, stack).verdict == word


_INVOKED = """
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::111122223333:role/f"
}
resource "aws_lambda_function_event_invoke_config" "f" {
  function_name = aws_lambda_function.f.function_name
  %s
}
"""


@pytest.mark.parametrize(
    ("config", "word"),
    [
        (
            'destination_config {\n    on_failure { destination = "arn:aws:sqs:eu-west-1:111122223333:q" }\n  }',
            "pass",
        ),
        ("maximum_retry_attempts = 0", "fail"),
    ],
)
def test_a_function_whose_events_are_configured_is_called_by_events(
    config: str, word: str, tmp_path: Path
) -> None:
    """Who calls it may stand elsewhere: what is said of its events says that there are some."""
    found = judged(tmp_path, "reliability", "REL05-BP04-functions", _INVOKED % config)
    assert found.verdict == word


@pytest.mark.parametrize(("days", "said"), [(1, "1 day."), (7, "7 days.")])
def test_one_day_is_a_day(days: int, said: str, tmp_path: Path) -> None:
    """Of a log group that forgets soon the number is told in words that read."""
    stack = f'resource "aws_cloudwatch_log_group" "l" {{ retention_in_days = {days} }}\n'
    for name, control in (("operations", "OPS04-log-retention"), ("pci-dss", "10.5.1-retention")):
        assert judged(tmp_path, name, control, stack).in_words.endswith(said)
