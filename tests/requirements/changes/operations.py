# ruff: noqa: E501 text as it stands in a configuration
"""What is needed to run a workload: data/requirements/operations."""

from collections.abc import Mapping

from tests.requirements.changes import HEAD, Changes, Edit, changes

LIST = "operations"


def _alarm(name: str, namespace: str, metric: str, dimension: str) -> str:
    return f"""
resource "aws_cloudwatch_metric_alarm" "{name}" {{
  alarm_name          = "{name}"
  alarm_description   = "see the runbook of {name}"
  namespace           = "{namespace}"
  metric_name         = "{metric}"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 10
  comparison_operator = "GreaterThanThreshold"
  dimensions          = {{ {dimension} }}
  alarm_actions       = [aws_sns_topic.alarms.arn]
}}
"""


STACK = (
    HEAD
    + """
resource "aws_sns_topic" "alarms" { name = "alarms" }
resource "aws_sns_topic_subscription" "people" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = "ops@example.com"
}
resource "aws_lambda_function" "pay" {
  function_name = "pay"
  role          = "arn:aws:iam::111122223333:role/pay"
  tracing_config { mode = "Active" }
}
resource "aws_cloudwatch_log_group" "pay" {
  name              = "/aws/lambda/pay"
  retention_in_days = 90
}
resource "aws_sqs_queue" "jobs" { name = "jobs" }
resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  hash_key     = "id"
  billing_mode = "PAY_PER_REQUEST"
  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_ecs_cluster" "shop" {
  name = "shop"
  setting {
    name  = "containerInsights"
    value = "enhanced"
  }
}
resource "aws_ecs_service" "api" {
  name    = "api"
  cluster = aws_ecs_cluster.shop.id
}
resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id = "sessions"
  description          = "sessions"
}
resource "aws_sfn_state_machine" "pay" {
  name       = "pay"
  role_arn   = "arn:aws:iam::111122223333:role/pay"
  definition = jsonencode({ StartAt = "End", States = { End = { Type = "Succeed" } } })
  tracing_configuration { enabled = true }
}
resource "aws_api_gateway_stage" "live" {
  rest_api_id          = "api1"
  deployment_id        = "d1"
  stage_name           = "live"
  xray_tracing_enabled = true
}
resource "aws_db_instance" "one" {
  identifier                   = "one"
  engine                       = "postgres"
  instance_class               = "db.t4g.medium"
  monitoring_interval          = 60
  performance_insights_enabled = true
  copy_tags_to_snapshot        = true
}
resource "aws_db_event_subscription" "all" { sns_topic = aws_sns_topic.alarms.arn }
resource "aws_msk_cluster" "events" {
  cluster_name           = "events"
  kafka_version          = "3.9.x"
  number_of_broker_nodes = 3
  enhanced_monitoring    = "PER_BROKER"
  broker_node_group_info {
    instance_type   = "kafka.m7g.large"
    client_subnets  = ["subnet-1", "subnet-2", "subnet-3"]
    security_groups = ["sg-1"]
  }
}
resource "aws_opensearch_domain" "goods" {
  domain_name = "goods"
  log_publishing_options {
    log_type                 = "ES_APPLICATION_LOGS"
    cloudwatch_log_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:goods"
  }
}
resource "aws_wafv2_web_acl" "web" {
  name  = "web"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "web"
    sampled_requests_enabled   = true
  }
}
resource "aws_launch_template" "web" {
  image_id      = "ami-0abc"
  instance_type = "t4g.small"
}
resource "aws_autoscaling_group" "web" {
  name            = "web"
  min_size        = 1
  max_size        = 4
  enabled_metrics = ["GroupInServiceInstances"]
  launch_template { id = aws_launch_template.web.id }
}
resource "aws_backup_vault" "main" { name = "main" }
resource "aws_backup_vault_notifications" "main" {
  backup_vault_name   = aws_backup_vault.main.name
  sns_topic_arn       = aws_sns_topic.alarms.arn
  backup_vault_events = ["BACKUP_JOB_FAILED"]
}
resource "aws_iam_role" "machine" {
  name               = "machine"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
resource "aws_iam_role_policy_attachment" "machine" {
  role       = aws_iam_role.machine.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}
resource "aws_iam_instance_profile" "machine" { role = aws_iam_role.machine.name }
resource "aws_instance" "worker" {
  ami                  = "ami-0abc"
  instance_type        = "t4g.small"
  iam_instance_profile = aws_iam_instance_profile.machine.name
}
resource "aws_codedeploy_deployment_group" "web" {
  app_name              = "web"
  deployment_group_name = "web"
  service_role_arn      = "arn:aws:iam::111122223333:role/deploy"
  auto_rollback_configuration {
    enabled = true
    events  = ["DEPLOYMENT_FAILURE"]
  }
}
resource "aws_elastic_beanstalk_environment" "shop" {
  name        = "shop"
  application = "shop"
  setting {
    namespace = "aws:elasticbeanstalk:managedactions"
    name      = "ManagedActionsEnabled"
    value     = "true"
  }
}
resource "aws_security_group" "web" {
  ingress {
    description = "pages"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id = aws_security_group.web.id
  description       = "pages"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_kms_key" "main" { description = "orders" }
"""
    + _alarm(
        "function", "AWS/Lambda", "Errors", "FunctionName = aws_lambda_function.pay.function_name"
    )
    + _alarm(
        "queue", "AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName = aws_sqs_queue.jobs.name"
    )
    + _alarm(
        "service",
        "AWS/ECS",
        "CPUUtilization",
        "ClusterName = aws_ecs_cluster.shop.name, ServiceName = aws_ecs_service.api.name",
    )
    + _alarm(
        "table", "AWS/DynamoDB", "ThrottledRequests", "TableName = aws_dynamodb_table.orders.name"
    )
    + _alarm(
        "cache",
        "AWS/ElastiCache",
        "DatabaseMemoryUsagePercentage",
        "ReplicationGroupId = aws_elasticache_replication_group.sessions.replication_group_id",
    )
    + _alarm(
        "machine",
        "AWS/States",
        "ExecutionsFailed",
        "StateMachineArn = aws_sfn_state_machine.pay.arn",
    )
)


def _watched(dimension: str, same: str) -> Changes:
    """An alarm on something else, and one by other words."""
    last = dimension.rpartition(" = ")[2]
    return changes((f" = {last} }}", ' = "another" }'), (f" = {last} }}", f" = {same} }}"))


_INSTANCE = "  performance_insights_enabled = true\n"


_CORE = '  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"\n'
_AGENT = """
resource "aws_iam_policy" "agent" {
  name   = "agent"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["ssm:UpdateInstanceInformation", "ssmmessages:*"], Resource = "*" }] })
}
"""


def _line(line: str, weaker: str, same: str, *more: Edit | list[Edit]) -> Changes:
    return changes((line, weaker), (line, same), *more)


_ACTIVE = '  tracing_config { mode = "Active" }\n'

CHANGES: Mapping[str, Changes] = {
    "OPS04-function-tracing": _line(
        '  tracing_config { mode = "Active" }\n',
        '  tracing_config { mode = "PassThrough" }\n',
        '  dynamic "tracing_config" {\n    for_each = ["Active"]\n    content { mode = tracing_config.value }\n  }\n',
    ),
    "OPS04-api-tracing": _line(
        "  xray_tracing_enabled = true\n", "", "  xray_tracing_enabled = !false\n"
    ),
    "OPS04-machine-tracing": _line(
        "tracing_configuration { enabled = true }",
        "tracing_configuration { enabled = false }",
        "tracing_configuration { enabled = !false }",
    ),
    "OPS04-container-insights": _line(
        '    value = "enhanced"\n', '    value = "disabled"\n', '    value = "enabled"\n'
    ),
    "OPS04-database-monitoring": _line(
        "  monitoring_interval          = 60\n", "", "  monitoring_interval = 15\n"
    ),
    "OPS04-database-queries": _line(_INSTANCE, "", "  performance_insights_enabled = !false\n"),
    "OPS04-kafka-monitoring": _line(
        '  enhanced_monitoring    = "PER_BROKER"\n',
        "",
        '  enhanced_monitoring = "PER_TOPIC_PER_BROKER"\n',
    ),
    "OPS04-group-metrics": _line(
        '  enabled_metrics = ["GroupInServiceInstances"]\n',
        "",
        '  enabled_metrics = toset(["GroupMinSize", "GroupMaxSize"])\n',
    ),
    "OPS04-function-logs": changes(
        ('  name              = "/aws/lambda/pay"\n', '  name = "/aws/lambda/another"\n'),
        (
            '  name              = "/aws/lambda/pay"\n',
            '  name = "/aws/lambda/${aws_lambda_function.pay.function_name}"\n',
        ),
        [
            (
                '  name              = "/aws/lambda/pay"\n',
                '  provider = aws.us\n  name = "/aws/lambda/pay"\n',
            ),
            ("", 'provider "aws" {\n  alias  = "us"\n  region = "us-east-1"\n}\n'),
        ],
        [
            ('  name              = "/aws/lambda/pay"\n', '  name = "another"\n'),
            (_ACTIVE, f'{_ACTIVE}  logging_config {{ log_group = "elsewhere" }}\n'),
        ],
        also=[
            [
                ('  name              = "/aws/lambda/pay"\n', '  name = "another"\n'),
                (_ACTIVE, f'{_ACTIVE}  logging_config {{ log_group = "another" }}\n'),
            ],
        ],
    ),
    "OPS04-log-retention": _line(
        "  retention_in_days = 90\n", "  retention_in_days = 7\n", "  retention_in_days = 365\n"
    ),
    "OPS04-search-errors": _line(
        '"ES_APPLICATION_LOGS"', '"SEARCH_SLOW_LOGS"', 'upper("es_application_logs")'
    ),
    "OPS04-firewall-metrics": _line(
        "    cloudwatch_metrics_enabled = true\n",
        "    cloudwatch_metrics_enabled = false\n",
        "    cloudwatch_metrics_enabled = !false\n",
    ),
    "OPS08-functions": _watched("FunctionName = aws_lambda_function.pay.function_name", '"pay"'),
    "OPS08-queues": _watched("QueueName = aws_sqs_queue.jobs.name", '"jobs"'),
    "OPS08-services": _watched(
        "ClusterName = aws_ecs_cluster.shop.name, ServiceName = aws_ecs_service.api.name", '"api"'
    ),
    "OPS08-tables": _watched(
        "TableName = aws_dynamodb_table.orders.name", "aws_dynamodb_table.orders.id"
    ),
    "OPS08-caches": _watched(
        "ReplicationGroupId = aws_elasticache_replication_group.sessions.replication_group_id",
        "aws_elasticache_replication_group.sessions.id",
    ),
    "OPS08-machines": _watched(
        "StateMachineArn = aws_sfn_state_machine.pay.arn", "aws_sfn_state_machine.pay.id"
    ),
    "OPS10-alarms": _line(
        "  topic_arn = aws_sns_topic.alarms.arn\n",
        '  topic_arn = "arn:aws:sns:eu-west-1:111122223333:others"\n',
        "  topic_arn = aws_sns_topic.alarms.id\n",
    ),
    "OPS10-backups": _line(
        '["BACKUP_JOB_FAILED"]',
        '["RESTORE_JOB_COMPLETED"]',
        'toset(["BACKUP_JOB_COMPLETED", "COPY_JOB_FAILED"])',
        (
            "  backup_vault_name   = aws_backup_vault.main.name\n",
            '  backup_vault_name = "another"\n',
        ),
    ),
    "OPS10-databases": _line(
        "{ sns_topic = aws_sns_topic.alarms.arn }",
        "{\n  sns_topic = aws_sns_topic.alarms.arn\n  enabled   = false\n}",
        '{\n  sns_topic        = aws_sns_topic.alarms.arn\n  event_categories = ["failover", "failure"]\n}',
    ),
    "OPS10-access": changes(
        (_CORE, '  policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"\n'),
        (_CORE, '  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM"\n'),
        ("  iam_instance_profile = aws_iam_instance_profile.machine.name\n", ""),
        [
            (_CORE, "  policy_arn = aws_iam_policy.agent.arn\n"),
            ("", _AGENT.replace("ssmmessages:*", "ssmmessages:CreateControlChannel")),
        ],
        also=[[(_CORE, "  policy_arn = aws_iam_policy.agent.arn\n"), ("", _AGENT)]],
    ),
    "OPS05-windows": _line(
        _INSTANCE,
        f"{_INSTANCE}  apply_immediately = true\n",
        f"{_INSTANCE}  apply_immediately = false\n",
    ),
    "OPS05-deployments": _line(
        '["DEPLOYMENT_FAILURE"]',
        '["DEPLOYMENT_STOP_ON_REQUEST"]',
        'toset(["DEPLOYMENT_STOP_ON_REQUEST", "DEPLOYMENT_FAILURE"])',
    ),
    "OPS05-majors": _line(
        _INSTANCE,
        f"{_INSTANCE}  allow_major_version_upgrade = true\n",
        f"{_INSTANCE}  allow_major_version_upgrade = false\n",
    ),
    "OPS05-templates": _line(
        "  launch_template { id = aws_launch_template.web.id }\n",
        '  launch_configuration = "old"\n',
        "  launch_template { name = aws_launch_template.web.name }\n",
    ),
    "OPS05-beanstalk": _line(
        '    value     = "true"\n', '    value     = "false"\n', "    value     = tostring(true)\n"
    ),
    "OPS07-rules": _line(
        '  description       = "pages"\n',
        "",
        '  description = join(" ", ["web", "pages"])\n',
        ('    description = "pages"\n', ""),
    ),
    "OPS07-alarms": _line(
        '  alarm_description   = "see the runbook of queue"\n',
        "",
        '  alarm_description = "see ${"the runbook"}"\n',
    ),
    "OPS07-keys": _line(
        '{ description = "orders" }',
        "{ enable_key_rotation = true }",
        '{ description = lower("ORDERS") }',
    ),
    "OPS07-snapshots": _line(
        "  copy_tags_to_snapshot        = true\n", "", "  copy_tags_to_snapshot = !false\n"
    ),
}
