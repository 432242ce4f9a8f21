# ruff: noqa: E501 text as it stands in a configuration
"""What goes on when something fails: data/requirements/reliability."""

from collections.abc import Mapping

from tests.requirements.changes import HEAD, Changes, changes

LIST = "reliability"

STACK = (
    HEAD
    + """
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_vpc" "other" { cidr_block = "10.1.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "public" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, each.value)
  availability_zone = "eu-west-1${each.key}"
}
resource "aws_subnet" "private" {
  for_each          = { a = 10, b = 11 }
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, each.value)
  availability_zone = "eu-west-1${each.key}"
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "public" {
  for_each       = aws_subnet.public
  subnet_id      = each.value.id
  route_table_id = aws_route_table.public.id
}
resource "aws_eip" "nat" { for_each = aws_subnet.public }
resource "aws_nat_gateway" "main" {
  for_each      = aws_subnet.public
  subnet_id     = each.value.id
  allocation_id = aws_eip.nat[each.key].id
}
resource "aws_route_table" "private" {
  for_each = aws_subnet.private
  vpc_id   = aws_vpc.main.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.main[each.key].id
  }
}
resource "aws_route_table_association" "private" {
  for_each       = aws_subnet.private
  subnet_id      = each.value.id
  route_table_id = aws_route_table.private[each.key].id
}
resource "aws_vpc_endpoint" "sqs" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.eu-west-1.sqs"
  vpc_endpoint_type = "Interface"
  subnet_ids        = values(aws_subnet.private)[*].id
}
resource "aws_customer_gateway" "office" {
  for_each   = { one = "192.0.2.1", two = "192.0.2.2" }
  bgp_asn    = 65000
  ip_address = each.value
  type       = "ipsec.1"
}
resource "aws_vpn_connection" "office" {
  for_each            = aws_customer_gateway.office
  customer_gateway_id = each.value.id
  type                = "ipsec.1"
}
resource "aws_lb" "web" {
  name    = "web"
  subnets = values(aws_subnet.public)[*].id
}
resource "aws_lb_target_group" "web" {
  name     = "web"
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_vpc.main.id
}
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
resource "aws_launch_template" "web" {
  image_id      = "ami-0abc"
  instance_type = "t4g.small"
}
resource "aws_autoscaling_group" "web" {
  name                = "web"
  min_size            = 2
  max_size            = 6
  vpc_zone_identifier = values(aws_subnet.private)[*].id
  target_group_arns   = [aws_lb_target_group.web.arn]
  health_check_type   = "ELB"
  enabled_metrics     = ["GroupInServiceInstances"]
  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }
  instance_refresh { strategy = "Rolling" }
}
resource "aws_autoscaling_policy" "web" {
  name                   = "web"
  autoscaling_group_name = aws_autoscaling_group.web.name
  policy_type            = "TargetTrackingScaling"
  target_tracking_configuration {
    target_value = 60
    predefined_metric_specification { predefined_metric_type = "ASGAverageCPUUtilization" }
  }
}
resource "aws_instance" "bastion" {
  ami           = "ami-0abc"
  instance_type = "t4g.nano"
}
resource "aws_sns_topic" "alarms" { name = "alarms" }
resource "aws_sns_topic_subscription" "people" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = "ops@example.com"
}
resource "aws_cloudwatch_metric_alarm" "lb" {
  alarm_name          = "lb"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HTTPCode_Target_5XX_Count"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 10
  comparison_operator = "GreaterThanThreshold"
  dimensions          = { LoadBalancer = aws_lb.web.arn_suffix }
  alarm_actions       = [aws_sns_topic.alarms.arn]
}
resource "aws_cloudwatch_metric_alarm" "group" {
  alarm_name          = "group"
  namespace           = "AWS/AutoScaling"
  metric_name         = "GroupInServiceInstances"
  statistic           = "Minimum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 2
  comparison_operator = "LessThanThreshold"
  dimensions          = { AutoScalingGroupName = aws_autoscaling_group.web.name }
  alarm_actions       = [aws_sns_topic.alarms.arn]
}
resource "aws_cloudwatch_metric_alarm" "cluster" {
  alarm_name          = "cluster"
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 5
  threshold           = 80
  comparison_operator = "GreaterThanThreshold"
  dimensions          = { DBClusterIdentifier = aws_rds_cluster.many.cluster_identifier }
  alarm_actions       = [aws_sns_topic.alarms.arn]
}
resource "aws_cloudwatch_metric_alarm" "instance" {
  alarm_name          = "instance"
  namespace           = "AWS/RDS"
  metric_name         = "FreeStorageSpace"
  statistic           = "Minimum"
  period              = 60
  evaluation_periods  = 5
  threshold           = 1000000000
  comparison_operator = "LessThanThreshold"
  dimensions          = { DBInstanceIdentifier = aws_db_instance.one.identifier }
  alarm_actions       = [aws_sns_topic.alarms.arn]
}
resource "aws_rds_cluster" "many" {
  cluster_identifier      = "many"
  engine                  = "aurora-postgresql"
  backup_retention_period = 14
  storage_encrypted       = true
  deletion_protection     = true
}
resource "aws_rds_cluster_instance" "many" {
  for_each           = { a = 0, b = 1 }
  cluster_identifier = aws_rds_cluster.many.id
  engine             = "aurora-postgresql"
  instance_class     = "db.r8g.large"
  availability_zone  = "eu-west-1${each.key}"
}
resource "aws_db_instance" "one" {
  identifier              = "one"
  engine                  = "postgres"
  instance_class          = "db.t4g.medium"
  allocated_storage       = 20
  max_allocated_storage   = 100
  backup_retention_period = 14
  storage_encrypted       = true
  multi_az                = true
  deletion_protection     = true
}
resource "aws_docdb_cluster" "papers" {
  cluster_identifier      = "papers"
  backup_retention_period = 14
  deletion_protection     = true
}
resource "aws_docdb_cluster_instance" "papers" {
  count              = 2
  cluster_identifier = aws_docdb_cluster.papers.id
  instance_class     = "db.r6g.large"
}
resource "aws_redshift_cluster" "reports" {
  cluster_identifier                  = "reports"
  node_type                           = "ra3.large"
  automated_snapshot_retention_period = 14
}
resource "aws_dynamodb_table" "orders" {
  name                        = "orders"
  hash_key                    = "id"
  read_capacity               = 5
  write_capacity              = 5
  deletion_protection_enabled = true
  attribute {
    name = "id"
    type = "S"
  }
  point_in_time_recovery { enabled = true }
}
resource "aws_appautoscaling_target" "orders" {
  for_each           = toset(["dynamodb:table:ReadCapacityUnits", "dynamodb:table:WriteCapacityUnits"])
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.orders.name}"
  scalable_dimension = each.key
  min_capacity       = 5
  max_capacity       = 50
}
resource "aws_appautoscaling_policy" "orders" {
  for_each           = aws_appautoscaling_target.orders
  name               = each.value.scalable_dimension
  service_namespace  = each.value.service_namespace
  resource_id        = each.value.resource_id
  scalable_dimension = each.value.scalable_dimension
  policy_type        = "TargetTrackingScaling"
  target_tracking_scaling_policy_configuration { target_value = 70 }
}
resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id       = "sessions"
  description                = "sessions"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  snapshot_retention_limit   = 7
}
resource "aws_opensearch_domain" "goods" {
  domain_name = "goods"
  cluster_config {
    instance_count         = 3
    zone_awareness_enabled = true
  }
}
resource "aws_msk_cluster" "events" {
  cluster_name           = "events"
  kafka_version          = "3.9.x"
  number_of_broker_nodes = 2
  broker_node_group_info {
    instance_type   = "kafka.m7g.large"
    client_subnets  = values(aws_subnet.private)[*].id
    security_groups = ["sg-1"]
  }
}
resource "aws_mq_broker" "jobs" {
  broker_name        = "jobs"
  engine_type        = "ActiveMQ"
  engine_version     = "5.18"
  host_instance_type = "mq.m7g.large"
  deployment_mode    = "ACTIVE_STANDBY_MULTI_AZ"
  user {
    username = "shop"
    password = "of-no-interest-here"
  }
}
resource "aws_efs_file_system" "shared" { creation_token = "shared" }
resource "aws_efs_backup_policy" "shared" {
  file_system_id = aws_efs_file_system.shared.id
  backup_policy { status = "ENABLED" }
}
resource "aws_fsx_windows_file_system" "office" {
  deployment_type                 = "MULTI_AZ_1"
  subnet_ids                      = values(aws_subnet.private)[*].id
  throughput_capacity             = 32
  automatic_backup_retention_days = 14
}
resource "aws_ebs_volume" "data" {
  availability_zone = "eu-west-1a"
  size              = 8
}
resource "aws_s3_bucket" "orders" { bucket = "shop-orders" }
resource "aws_s3_bucket_versioning" "orders" {
  bucket = aws_s3_bucket.orders.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_backup_plan" "daily" {
  name = "daily"
  rule {
    rule_name         = "daily"
    target_vault_name = "main"
    schedule          = "cron(0 3 * * ? *)"
  }
}
resource "aws_backup_selection" "daily" {
  name         = "daily"
  plan_id      = aws_backup_plan.daily.id
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"
  resources    = [aws_ebs_volume.data.arn]
}
resource "aws_rds_global_cluster" "many" { global_cluster_identifier = "many" }
resource "aws_sqs_queue" "dead" { name = "dead" }
resource "aws_sqs_queue" "jobs" {
  name                       = "jobs"
  visibility_timeout_seconds = 60
  redrive_policy             = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 5 })
}
resource "aws_kinesis_stream" "clicks" { name = "clicks" }
resource "aws_lambda_function" "work" {
  function_name = "work"
  role          = "arn:aws:iam::111122223333:role/work"
  timeout       = 10
  dead_letter_config { target_arn = aws_sqs_queue.dead.arn }
  vpc_config {
    subnet_ids         = values(aws_subnet.private)[*].id
    security_group_ids = ["sg-1"]
  }
}
resource "aws_lambda_permission" "events" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.work.function_name
  principal     = "events.amazonaws.com"
}
resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.work.arn
}
resource "aws_lambda_event_source_mapping" "clicks" {
  event_source_arn       = aws_kinesis_stream.clicks.arn
  function_name          = aws_lambda_function.work.arn
  starting_position      = "LATEST"
  maximum_retry_attempts = 5
}
resource "aws_sns_topic_subscription" "partner" {
  topic_arn      = aws_sns_topic.alarms.arn
  protocol       = "sqs"
  endpoint       = aws_sqs_queue.jobs.arn
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn })
}
resource "aws_cloudwatch_event_rule" "hourly" { schedule_expression = "rate(1 hour)" }
resource "aws_cloudwatch_event_target" "work" {
  rule = aws_cloudwatch_event_rule.hourly.name
  arn  = aws_lambda_function.work.arn
  dead_letter_config { arn = aws_sqs_queue.dead.arn }
}
resource "aws_ecs_service" "api" {
  name          = "api"
  cluster       = "shop"
  desired_count = 2
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
  network_configuration { subnets = values(aws_subnet.private)[*].id }
}
resource "aws_appautoscaling_target" "api" {
  service_namespace  = "ecs"
  resource_id        = "service/shop/${aws_ecs_service.api.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 2
  max_capacity       = 8
}
resource "aws_appautoscaling_policy" "api" {
  name               = "cpu"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.api.resource_id
  scalable_dimension = aws_appautoscaling_target.api.scalable_dimension
  policy_type        = "TargetTrackingScaling"
  target_tracking_scaling_policy_configuration { target_value = 60 }
}
resource "aws_cloudwatch_metric_alarm" "old" {
  alarm_name          = "old"
  namespace           = "AWS/ELB"
  metric_name         = "HTTPCode_Backend_5XX"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 10
  comparison_operator = "GreaterThanThreshold"
  dimensions          = { LoadBalancerName = aws_elb.old.name }
  alarm_actions       = [aws_sns_topic.alarms.arn]
}
resource "aws_elb" "old" {
  name    = "old"
  subnets = values(aws_subnet.public)[*].id
  listener {
    instance_port     = 80
    instance_protocol = "http"
    lb_port           = 80
    lb_protocol       = "http"
  }
}
resource "aws_eks_node_group" "main" {
  cluster_name  = "main"
  node_role_arn = "arn:aws:iam::111122223333:role/node"
  subnet_ids    = values(aws_subnet.private)[*].id
  scaling_config {
    desired_size = 2
    max_size     = 4
    min_size     = 2
  }
}
resource "aws_route53_record" "primary" {
  zone_id        = "Z1"
  name           = "shop.example.com"
  type           = "A"
  set_identifier = "primary"
  failover_routing_policy { type = "PRIMARY" }
  alias {
    name                   = aws_lb.web.dns_name
    zone_id                = aws_lb.web.zone_id
    evaluate_target_health = true
  }
}
"""
)

_PRIVATE = "values(aws_subnet.private)[*].id"
_ONE = '[aws_subnet.private["a"].id]'
_BOTH = '[aws_subnet.private["a"].id, aws_subnet.private["b"].id]'
_ASSOCIATION = """
resource "aws_vpc_endpoint_subnet_association" "sqs" {
  vpc_endpoint_id = aws_vpc_endpoint.sqs.id
  subnet_id       = aws_subnet.private["b"].id
}
"""
_INVOKE = """
resource "aws_lambda_function_event_invoke_config" "work" {
  function_name = aws_lambda_function.work.function_name
  destination_config {
    on_failure { destination = aws_sqs_queue.dead.arn }
  }
}
"""
_SELECTED = "  resources    = [aws_ebs_volume.data.arn]\n"


def _subnets(start: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """One subnet in place of all, and all of them by name."""
    return (start + _PRIVATE, start + _ONE), (start + _PRIVATE, start + _BOTH)


_NODE = """
resource "aws_elasticache_cluster" "carts" {
  cluster_id      = "carts"
  engine          = "ENGINE"
  num_cache_nodes = 2
}
"""
_OF_GROUP = """
resource "aws_elasticache_cluster" "reader" {
  cluster_id           = "reader"
  replication_group_id = aws_elasticache_replication_group.sessions.id
}
"""

CHANGES: Mapping[str, Changes] = {
    "REL02-BP01-public-endpoints": changes(
        (
            'name    = "web"\n  subnets = values(aws_subnet.public)[*].id',
            'name    = "web"\n  subnets = [aws_subnet.public["a"].id]',
        ),
        (
            'name    = "web"\n  subnets = values(aws_subnet.public)[*].id',
            'name    = "web"\n  subnets = [for s in aws_subnet.public : s.id]',
        ),
    ),
    "REL02-BP01-endpoints": changes(
        *_subnets("subnet_ids        = "),
        also=[
            [
                ("subnet_ids        = " + _PRIVATE, "subnet_ids        = " + _ONE),
                ("", _ASSOCIATION),
            ]
        ],
    ),
    "REL02-BP02-private-connections": changes(
        ('{ one = "192.0.2.1", two = "192.0.2.2" }', '{ one = "192.0.2.1" }'),
        (
            '{ one = "192.0.2.1", two = "192.0.2.2" }',
            'zipmap(["one", "two"], ["192.0.2.1", "192.0.2.2"])',
        ),
    ),
    "REL02-BP03-room-to-grow": changes(
        (
            'for_each          = { a = 10, b = 11 }\n  vpc_id            = aws_vpc.main.id\n  cidr_block        = cidrsubnet("10.0.0.0/16", 8, each.value)',
            'for_each          = { a = 10, b = 11 }\n  vpc_id            = aws_vpc.main.id\n  cidr_block        = cidrsubnet("10.0.0.0/16", 14, each.value)',
        ),
        ("max_size            = 6", 'max_size = "6"'),
        ("max_size            = 6", "max_size = 600"),
    ),
    "REL02-BP05-ranges-apart": changes(
        ('"10.1.0.0/16"', '"10.0.128.0/20"'), ('"10.1.0.0/16"', 'cidrsubnet("10.0.0.0/8", 8, 1)')
    ),
    "REL04-BP02-queue-owners": changes(
        (
            '  name                       = "jobs"\n',
            '  name                      = "jobs"\n  message_retention_seconds = 3600\n',
        ),
        (
            '  name                       = "jobs"\n',
            '  name                      = "jobs"\n  message_retention_seconds = 14 * 24 * 3600\n',
        ),
    ),
    "REL05-BP04-dead-letters": changes(
        (
            "  redrive_policy             = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 5 })\n",
            "",
        ),
        [
            (
                "  redrive_policy             = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 5 })\n",
                '  redrive_policy = <<-POLICY\n    {"deadLetterTargetArn": "${aws_sqs_queue.dead.arn}", "maxReceiveCount": 5}\n  POLICY\n',
            )
        ],
    ),
    "REL05-BP04-functions": changes(
        ("  dead_letter_config { target_arn = aws_sqs_queue.dead.arn }\n", ""),
        [("  dead_letter_config { target_arn = aws_sqs_queue.dead.arn }\n", ""), ("", _INVOKE)],
    ),
    "REL05-BP04-subscriptions": changes(
        ("  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn })\n", ""),
        (
            "jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn })",
            '"{\\"deadLetterTargetArn\\": \\"${aws_sqs_queue.dead.arn}\\"}"',
        ),
    ),
    "REL05-BP04-targets": changes(
        ("  dead_letter_config { arn = aws_sqs_queue.dead.arn }\n", ""),
        (
            "  dead_letter_config { arn = aws_sqs_queue.dead.arn }\n",
            '  dynamic "dead_letter_config" {\n    for_each = [aws_sqs_queue.dead.arn]\n    content { arn = dead_letter_config.value }\n  }\n',
        ),
    ),
    "REL05-BP03-streams": changes(
        ("  maximum_retry_attempts = 5\n", ""),
        ("maximum_retry_attempts = 5", "maximum_record_age_in_seconds = 3600"),
        ("maximum_retry_attempts = 5", "maximum_retry_attempts = -1"),
    ),
    "REL05-BP05-visibility": changes(
        ("  visibility_timeout_seconds = 60\n", ""),
        ("  timeout       = 10\n", "  timeout = 5 + 5\n"),
        ("  timeout       = 10\n", "  timeout = 30\n"),
    ),
    "REL06-BP01-load-balancers": changes(
        (
            "  dimensions          = { LoadBalancer = aws_lb.web.arn_suffix }\n",
            '  dimensions = { LoadBalancer = "app/other/1" }\n',
        ),
        ("aws_lb.web.arn_suffix", "one(aws_lb.web[*].arn_suffix)"),
    ),
    "REL06-BP01-databases": changes(
        ("aws_rds_cluster.many.cluster_identifier }", '"another" }'),
        ("aws_rds_cluster.many.cluster_identifier }", '"many" }'),
    ),
    "REL06-BP01-scaling-groups": changes(
        (
            "{ AutoScalingGroupName = aws_autoscaling_group.web.name }",
            '{ AutoScalingGroupName = "another" }',
        ),
        (
            "{ AutoScalingGroupName = aws_autoscaling_group.web.name }",
            "tomap({ AutoScalingGroupName = aws_autoscaling_group.web.id })",
        ),
    ),
    "REL06-BP03-notifications": changes(
        ("  alarm_actions       = [aws_sns_topic.alarms.arn]\n", ""),
        (
            "  alarm_actions       = [aws_sns_topic.alarms.arn]\n",
            "  alarm_actions       = toset([aws_sns_topic.alarms.id])\n",
        ),
    ),
    "REL07-BP01-scaling-policy": changes(
        (
            "  autoscaling_group_name = aws_autoscaling_group.web.name\n",
            '  autoscaling_group_name = "another"\n',
        ),
        (
            "  autoscaling_group_name = aws_autoscaling_group.web.name\n",
            '  autoscaling_group_name = "web"\n',
        ),
    ),
    "REL07-BP03-headroom": changes(
        ("max_size            = 6", "max_size = 2"), ("max_size            = 6", "max_size = 3 * 2")
    ),
    "REL07-BP01-services": changes(
        ("service/shop/${aws_ecs_service.api.name}", "service/shop/another"),
        ("service/shop/${aws_ecs_service.api.name}", "service/shop/api"),
        ("  max_capacity       = 8\n", "  max_capacity       = 2\n"),
        (
            "  resource_id        = aws_appautoscaling_target.api.resource_id\n",
            '  resource_id        = "service/shop/another"\n',
        ),
    ),
    "REL07-BP01-tables": changes(
        (
            'toset(["dynamodb:table:ReadCapacityUnits", "dynamodb:table:WriteCapacityUnits"])',
            'toset(["dynamodb:table:ReadCapacityUnits"])',
        ),
        (
            'resource_id        = "table/${aws_dynamodb_table.orders.name}"',
            'resource_id = "table/orders"',
        ),
        (
            'resource_id        = "table/${aws_dynamodb_table.orders.name}"',
            'resource_id = "table/another"',
        ),
        (
            "  for_each           = aws_appautoscaling_target.orders\n",
            '  for_each           = { for d, t in aws_appautoscaling_target.orders : d => t if d != "dynamodb:table:WriteCapacityUnits" }\n',
        ),
    ),
    "REL07-BP01-storage": changes(
        ("  max_allocated_storage   = 100\n", ""),
        ("max_allocated_storage   = 100", "max_allocated_storage = 20 * 2"),
        ("max_allocated_storage   = 100", "max_allocated_storage = 20"),
    ),
    "REL08-BP04-immutable": changes(
        ('  instance_refresh { strategy = "Rolling" }\n', ""),
        (
            '  instance_refresh { strategy = "Rolling" }\n',
            '  instance_refresh {\n    strategy = "Rolling"\n    preferences { min_healthy_percentage = 90 }\n  }\n',
        ),
        ("aws_launch_template.web.latest_version", '"$Latest"'),
        ("    version = aws_launch_template.web.latest_version\n", ""),
        also=[
            ("aws_launch_template.web.latest_version", '"7"'),
            (
                "aws_launch_template.web.latest_version",
                '"${aws_launch_template.web.latest_version}"',
            ),
        ],
    ),
    "REL08-BP05-rollback": changes(
        ("    rollback = true\n", "    rollback = false\n"),
        (
            "  deployment_circuit_breaker {\n    enable   = true\n    rollback = true\n  }\n",
            '  alarms {\n    enable      = true\n    rollback    = true\n    alarm_names = ["lb"]\n  }\n',
        ),
    ),
    "REL09-BP01-databases": changes(
        (
            '  engine                  = "aurora-postgresql"\n  backup_retention_period = 14\n',
            '  engine = "aurora-postgresql"\n',
        ),
        (
            '  engine                  = "aurora-postgresql"\n  backup_retention_period = 14\n',
            '  engine                  = "aurora-postgresql"\n  backup_retention_period = "7"\n',
        ),
    ),
    "REL09-BP01-tables": changes(
        ("  point_in_time_recovery { enabled = true }\n", ""),
        [
            ("  point_in_time_recovery { enabled = true }\n", ""),
            (
                _SELECTED,
                "  resources    = [aws_ebs_volume.data.arn, aws_dynamodb_table.orders.arn]\n",
            ),
        ],
    ),
    "REL09-BP01-volumes": changes(
        (_SELECTED, '  resources = ["arn:aws:dynamodb:*:*:table/*"]\n'),
        (_SELECTED, '  resources = ["arn:aws:ec2:*:*:volume/*"]\n'),
        (
            "",
            'resource "aws_instance" "left" {\n  ami           = "ami-1"\n  instance_type = "t3.micro"\n  ebs_block_device {\n    device_name           = "/dev/sdf"\n    delete_on_termination = false\n  }\n}\n',
        ),
    ),
    "REL09-BP01-buckets": changes(
        ('{ status = "Enabled" }', '{ status = "Suspended" }'),
        ("  bucket = aws_s3_bucket.orders.id\n", '  bucket = "shop-orders"\n'),
        (
            "",
            'resource "aws_s3_bucket" "old" {\n  versioning {\n    enabled = false\n  }\n}\n',
        ),
        also=[("", 'resource "aws_s3_bucket" "old" {\n  versioning { enabled = true }\n}\n')],
    ),
    "REL09-BP02-encrypted": changes(
        (
            "  backup_retention_period = 14\n  storage_encrypted       = true\n  multi_az",
            "  backup_retention_period = 14\n  multi_az",
        ),
        (
            "  backup_retention_period = 14\n  storage_encrypted       = true\n  multi_az",
            "  backup_retention_period = 14\n  storage_encrypted       = !false\n  multi_az",
        ),
    ),
    "REL09-BP03-automatic": changes(
        ("cron(0 3 * * ? *)", "cron(0 3 ? * SUN *)"), ("cron(0 3 * * ? *)", "rate(12 hours)")
    ),
    "REL09-BP01-documents": changes(
        (
            '  cluster_identifier      = "papers"\n  backup_retention_period = 14\n',
            '  cluster_identifier = "papers"\n',
        ),
        (
            '  cluster_identifier      = "papers"\n  backup_retention_period = 14\n',
            '  cluster_identifier      = "papers"\n  backup_retention_period = max(7, 3)\n',
        ),
    ),
    "REL09-BP01-warehouses": changes(
        ("automated_snapshot_retention_period = 14", "automated_snapshot_retention_period = 0"),
        ("automated_snapshot_retention_period = 14", 'automated_snapshot_retention_period = "7"'),
    ),
    "REL09-BP01-caches": changes(
        ("  snapshot_retention_limit   = 7\n", ""),
        ("snapshot_retention_limit   = 7", "snapshot_retention_limit = 1"),
        ("", _NODE.replace("ENGINE", "redis")),
        also=[("", _NODE.replace("ENGINE", "memcached")), ("", _OF_GROUP)],
    ),
    "REL09-BP01-files": changes(
        ('backup_policy { status = "ENABLED" }', 'backup_policy { status = "DISABLED" }'),
        [
            ('backup_policy { status = "ENABLED" }', 'backup_policy { status = "DISABLED" }'),
            (
                _SELECTED,
                "  resources    = [aws_ebs_volume.data.arn, aws_efs_file_system.shared.arn]\n",
            ),
        ],
    ),
    "REL09-BP01-shares": changes(
        ("automatic_backup_retention_days = 14", "automatic_backup_retention_days = 1"),
        ("  automatic_backup_retention_days = 14\n", ""),
    ),
    "REL09-BP01-final-snapshots": changes(
        (
            '  engine                  = "postgres"\n',
            '  engine              = "postgres"\n  skip_final_snapshot = true\n',
        ),
        (
            '  engine                  = "postgres"\n',
            '  engine                    = "postgres"\n  skip_final_snapshot       = false\n  final_snapshot_identifier = "last"\n',
        ),
    ),
    "REL09-BP01-deletion": changes(
        (
            "  multi_az                = true\n  deletion_protection     = true\n",
            "  multi_az = true\n",
        ),
        (
            "  multi_az                = true\n  deletion_protection     = true\n",
            '  multi_az            = true\n  deletion_protection = "true"\n',
        ),
        ("  deletion_protection_enabled = true\n", ""),
    ),
    "REL10-BP01-scaling-groups": changes(*_subnets("vpc_zone_identifier = ")),
    "REL10-BP01-databases": changes(
        ("  multi_az                = true\n", ""),
        (
            '  availability_zone  = "eu-west-1${each.key}"\n}\nresource "aws_db_instance"',
            '  availability_zone  = each.key == "a" ? "eu-west-1a" : "eu-west-1b"\n}\nresource "aws_db_instance"',
        ),
        (
            '  availability_zone  = "eu-west-1${each.key}"\n}\nresource "aws_db_instance"',
            '  availability_zone  = "eu-west-1a"\n}\nresource "aws_db_instance"',
        ),
    ),
    "REL10-BP01-nat-gateways": changes(
        (
            "nat_gateway_id = aws_nat_gateway.main[each.key].id",
            'nat_gateway_id = aws_nat_gateway.main["a"].id',
        ),
        (
            "nat_gateway_id = aws_nat_gateway.main[each.key].id",
            "nat_gateway_id = lookup(aws_nat_gateway.main, each.key).id",
        ),
    ),
    "REL10-BP02-single-location": changes(
        (
            '  instance_type = "t4g.nano"\n',
            '  instance_type = "t4g.nano"\n  maintenance_options { auto_recovery = "disabled" }\n',
        ),
        (
            '  instance_type = "t4g.nano"\n',
            '  instance_type = "t4g.nano"\n  maintenance_options { auto_recovery = "default" }\n',
        ),
    ),
    "REL10-BP01-caches": changes(
        ("  multi_az_enabled           = true\n", ""),
        ("multi_az_enabled           = true", "multi_az_enabled = !false"),
        ("  automatic_failover_enabled = true\n", ""),
        ("", _NODE.replace("ENGINE", "redis")),
        ("", _NODE.replace("ENGINE", "memcached")),
        also=[
            ("", _OF_GROUP),
            ("", _NODE.replace('"ENGINE"', '"memcached"\n  az_mode = "cross-az"')),
        ],
    ),
    "REL10-BP01-search": changes(
        ("    zone_awareness_enabled = true\n", ""),
        ("    zone_awareness_enabled = true\n", "    multi_az_with_standby_enabled = true\n"),
        ("    instance_count         = 3\n", ""),
    ),
    "REL10-BP01-kafka": changes(*_subnets("client_subnets  = ")),
    "REL10-BP01-brokers": changes(
        ('  deployment_mode    = "ACTIVE_STANDBY_MULTI_AZ"\n', ""),
        ('"ACTIVE_STANDBY_MULTI_AZ"', 'upper("active_standby_multi_az")'),
    ),
    "REL10-BP01-files": changes(
        ('{ creation_token = "shared" }', '{ availability_zone_name = "eu-west-1a" }'),
        ('{ creation_token = "shared" }', "{ availability_zone_name = null }"),
        ('deployment_type                 = "MULTI_AZ_1"', 'deployment_type = "SINGLE_AZ_2"'),
    ),
    "REL10-BP01-documents": changes(
        ("  count              = 2\n", ""),
        (
            "  cluster_identifier = aws_docdb_cluster.papers.id\n",
            '  cluster_identifier = "papers"\n',
        ),
    ),
    "REL10-BP01-functions": changes(*_subnets("subnet_ids         = ")),
    "REL10-BP01-services": changes(
        [
            ("  desired_count = 2\n", "  desired_count = 1\n"),
            (
                'scalable_dimension = "ecs:service:DesiredCount"\n  min_capacity       = 2\n',
                'scalable_dimension = "ecs:service:DesiredCount"\n  min_capacity       = 1\n',
            ),
        ],
        ("  desired_count = 2\n", ""),
        (
            'scalable_dimension = "ecs:service:DesiredCount"\n  min_capacity       = 2\n',
            'scalable_dimension = "ecs:service:DesiredCount"\n  min_capacity       = 1\n',
        ),
    ),
    "REL10-BP01-classic": changes(
        (
            'resource "aws_elb" "old" {\n  name    = "old"\n  subnets = values(aws_subnet.public)[*].id\n',
            'resource "aws_elb" "old" {\n  name                      = "old"\n  subnets                   = values(aws_subnet.public)[*].id\n  cross_zone_load_balancing = false\n',
        ),
        (
            'resource "aws_elb" "old" {\n  name    = "old"\n  subnets = values(aws_subnet.public)[*].id\n',
            'resource "aws_elb" "old" {\n  name               = "old"\n  availability_zones = ["eu-west-1a", "eu-west-1b"]\n',
        ),
    ),
    "REL10-BP01-nodes": changes(*_subnets("subnet_ids    = ")),
    "REL11-BP01-health-checks": changes(
        (
            '  vpc_id   = aws_vpc.main.id\n}\nresource "aws_lb_listener"',
            '  vpc_id   = aws_vpc.main.id\n  health_check { interval = 300 }\n}\nresource "aws_lb_listener"',
        ),
        (
            '  vpc_id   = aws_vpc.main.id\n}\nresource "aws_lb_listener"',
            '  vpc_id   = aws_vpc.main.id\n  health_check {\n    interval            = 10\n    unhealthy_threshold = 5\n  }\n}\nresource "aws_lb_listener"',
        ),
        also=[
            (
                "",
                'resource "aws_lb_target_group" "function" {\n  target_type = "lambda"\n  health_check {\n    enabled  = false\n    interval = 300\n  }\n}\n',
            )
        ],
    ),
    "REL11-BP02-dns-failover": changes(
        ("evaluate_target_health = true", "evaluate_target_health = false"),
        [
            ("evaluate_target_health = true", "evaluate_target_health = false"),
            (
                '  set_identifier = "primary"\n',
                '  set_identifier  = "primary"\n  health_check_id = aws_route53_health_check.web.id\n',
            ),
            (
                "",
                'resource "aws_route53_health_check" "web" {\n  fqdn = aws_lb.web.dns_name\n  type = "HTTP"\n  port = 80\n}\n',
            ),
        ],
    ),
    "REL11-BP03-healing": changes(
        ('health_check_type   = "ELB"', 'health_check_type = "EC2"'),
        ('health_check_type   = "ELB"', 'health_check_type = upper("elb")'),
    ),
    "REL11-BP06-subscribers": changes(
        [
            (
                "  topic_arn = aws_sns_topic.alarms.arn\n",
                '  topic_arn = "arn:aws:sns:eu-west-1:111122223333:another"\n',
            ),
            (
                "  topic_arn      = aws_sns_topic.alarms.arn\n",
                '  topic_arn = "arn:aws:sns:eu-west-1:111122223333:another"\n',
            ),
        ],
        ("  topic_arn = aws_sns_topic.alarms.arn\n", "  topic_arn = aws_sns_topic.alarms.id\n"),
    ),
    "REL13-BP02-other-region": changes(
        ('resource "aws_rds_global_cluster" "many" { global_cluster_identifier = "many" }\n', ""),
        [
            (
                'resource "aws_rds_global_cluster" "many" { global_cluster_identifier = "many" }\n',
                "",
            ),
            (
                '    schedule          = "cron(0 3 * * ? *)"\n',
                '    schedule          = "cron(0 3 * * ? *)"\n    copy_action { destination_vault_arn = "arn:aws:backup:eu-central-1:111122223333:backup-vault:main" }\n',
            ),
        ],
    ),
}
