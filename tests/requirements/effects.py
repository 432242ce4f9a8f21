# ruff: noqa: E501 text as it stands in the stack
"""Changes of the payment stack that change what it does, and others that only say it otherwise.

WEAKER: by control, changes after which it must not pass. EQUIVALENT: changes after which every
control answers as before.
"""

from collections.abc import Mapping

from tests.requirements.mutations import ADD, Mutation, change

_CPU = '  metric_name         = "CPUUtilization"\n  statistic           = "Maximum"\n'
_CLUSTER = "    DBClusterIdentifier = aws_rds_cluster.aurora.cluster_identifier\n"
_PER_MEMBER = """
resource "aws_cloudwatch_metric_alarm" "member_cpu" {
  for_each = toset([aws_rds_cluster_instance.writer.identifier, aws_rds_cluster_instance.reader[0].identifier, aws_rds_cluster_instance.reader[1].identifier])

  alarm_name          = "member-cpu-${each.key}-${var.environment_suffix}"
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  period              = 60
  evaluation_periods  = 5
  dimensions          = { DBInstanceIdentifier = each.key }
  alarm_actions       = [aws_sns_topic.alarms.arn]
}
"""
_SELECTION = "  resources    = [aws_rds_cluster.aurora.arn]\n"
_ROLE = '  assume_role_policy = data.aws_iam_policy_document.assume["ec2"].json\n'
_NIGHT = """
resource "aws_autoscaling_schedule" "night" {
  for_each = aws_autoscaling_group.payment

  scheduled_action_name  = "night-${each.key}-${var.environment_suffix}"
  autoscaling_group_name = each.value.name
  recurrence             = "0 22 * * *"
  desired_capacity       = 1
  max_size               = 2
  min_size               = 1
}
"""
_RULE = """
resource "aws_lb_listener_rule" "preview" {
  listener_arn = aws_lb_listener.https[0].arn
  priority     = 5

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.payment["green"].arn
  }

  condition {
    http_header {
      http_header_name = "x-preview"
      values           = ["yes"]
    }
  }
}
"""
_PUBLIC_QUEUE = """
resource "aws_sqs_queue" "inbox" {
  name = "inbox-${var.environment_suffix}"
}

resource "aws_sqs_queue_policy" "inbox" {
  queue_url = aws_sqs_queue.inbox.id
  policy    = <<-POLICY
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sqs:SendMessage", "Resource": "${aws_sqs_queue.inbox.arn}"}}
  POLICY
}
"""
_QUARTERS = """
resource "aws_ec2_managed_prefix_list" "partners" {
  name           = "partners-${var.environment_suffix}"
  address_family = "IPv4"
  max_entries    = 4
}

resource "aws_ec2_managed_prefix_list_entry" "partners" {
  for_each = toset(["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"])

  prefix_list_id = aws_ec2_managed_prefix_list.partners.id
  cidr           = each.key
}

resource "aws_vpc_security_group_ingress_rule" "partners" {
  security_group_id = aws_security_group.ec2.id
  description       = "partners"
  ip_protocol       = "tcp"
  from_port         = 8443
  to_port           = 8443
  prefix_list_id    = aws_ec2_managed_prefix_list.partners.id
}
"""

WEAKER: Mapping[str, tuple[str, Mutation]] = {
    "the ARN of a group is not its name": (
        "outputs_application",
        change(
            "outputs.tf",
            'aws_autoscaling_group.payment["green"].name',
            'aws_autoscaling_group.payment["green"].arn',
        ),
    ),
    "the ARN of a health check is not its id": (
        "outputs_monitoring",
        change("outputs.tf", "aws_route53_health_check.api.id", "aws_route53_health_check.api.arn"),
    ),
    "an alarm of a statistic that hides the busy ones": (
        "alarm_cpu",
        change("cloudwatch.tf", _CPU, _CPU.replace("Maximum", "Minimum")),
    ),
    "an alarm that takes a day to ring": (
        "alarm_response_time",
        change(
            "cloudwatch.tf",
            "  threshold           = 1\n  period              = 60\n",
            "  threshold           = 1\n  period              = 28800\n",
        ),
    ),
    "a count that is averaged never exceeds one": (
        "alarm_5xx",
        change(
            "cloudwatch.tf",
            '  statistic           = "Sum"\n  comparison_operator = "GreaterThanThreshold"\n  threshold           = 10\n',
            '  statistic           = "Average"\n  comparison_operator = "GreaterThanThreshold"\n  threshold           = 10\n',
        ),
    ),
    "a target group's metric without its balancer": (
        "alarm_unhealthy_targets",
        change(
            "cloudwatch.tf",
            "    LoadBalancer = aws_lb.main.arn_suffix\n    TargetGroup  =",
            "    TargetGroup  =",
        ),
    ),
    "a group that sends no metrics": (
        "alarm_capacity",
        change("ec2.tf", '    "GroupInServiceInstances",\n', ""),
    ),
    "an alarm of the connections of a writer only": (
        "alarm_connections",
        change("cloudwatch.tf", _CLUSTER, f'{_CLUSTER}    Role = "WRITER"\n'),
    ),
    "a subscription that waits in a queue": (
        "alarms_notify",
        change("cloudwatch.tf", '  protocol  = "email"\n', '  protocol  = "sqs"\n'),
    ),
    "a topic whose key no alarm may use": (
        "alarms_notify",
        change(
            "cloudwatch.tf",
            "kms_master_key_id = aws_kms_key.cloudwatch.arn",
            "kms_master_key_id = aws_kms_key.aurora.arn",
        ),
    ),
    "a topic that another service alone may publish to": (
        "alarms_notify",
        change("cloudwatch.tf", "cloudwatch.amazonaws.com", "events.amazonaws.com"),
    ),
    "an error that counts as health": (
        "probing_and_draining",
        change("alb.tf", '"200"', '"200-599"'),
    ),
    "NAT gateways that no subnet uses": (
        "three_nat_gateways",
        change(
            "vpc.tf",
            "  route_table_id         = aws_route_table.private[count.index].id\n",
            "  route_table_id         = aws_route_table.database.id\n",
        ),
    ),
    "a rule that leads to the idle colour": (
        "routing_follows_color",
        change("alb.tf", ADD, _RULE),
    ),
    "a schedule that fills both colours": ("idle_color_empty", change("ec2.tf", ADD, _NIGHT)),
    "a primary record of something else": (
        "dns_failover",
        change(
            "route53.tf",
            "    name                   = aws_lb.main.dns_name\n",
            '    name                   = "old.example.net"\n',
        ),
    ),
    "a selection by a tag the cluster has not": (
        "backup_every_6_hours",
        change(
            "backup.tf",
            _SELECTION,
            '  selection_tag {\n    type  = "STRINGEQUALS"\n    key   = "Tier"\n    value = "gold"\n  }\n',
        ),
    ),
    "a selection of instances, not of clusters": (
        "backup_every_6_hours",
        change("backup.tf", _SELECTION, '  resources = ["arn:aws:rds:*:*:db:*"]\n'),
    ),
    "all but a few actions": (
        "no_wildcards",
        change(
            "iam.tf",
            ADD,
            '\nresource "aws_iam_role_policy_attachment" "power" {\n  role       = aws_iam_role.ec2.id\n  policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"\n}\n',
        ),
    ),
    "a policy of the role block itself": (
        "no_wildcards",
        change(
            "iam.tf",
            _ROLE,
            f'{_ROLE}  managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonS3FullAccess"]\n',
        ),
    ),
    "secrets read through a policy of AWS": (
        "one_secret_only",
        change(
            "iam.tf",
            ADD,
            '\nresource "aws_iam_role_policy_attachment" "secrets" {\n  role       = aws_iam_role.ec2.name\n  policy_arn = "arn:aws:iam::aws:policy/SecretsManagerReadWrite"\n}\n',
        ),
    ),
    "four quarters of the internet in a prefix list": (
        "open_to_the_world",
        change("security_groups.tf", ADD, _QUARTERS),
    ),
    "a command that is only spoken": (
        "script_container",
        change("user_data.sh.tftpl", "docker run --detach", "echo docker run --detach"),
    ),
    "a command in a here-document": (
        "script_docker",
        change(
            "user_data.sh.tftpl",
            "systemctl enable --now docker\n",
            "cat > /etc/todo <<'LATER'\nsystemctl enable --now docker\nLATER\n",
        ),
    ),
    "a secret of another name": (
        "script_secret",
        change("user_data.sh.tftpl", '"${secret_name}"', '"${secret_name}-old"'),
    ),
    "a type by requirements": (
        "instance_type",
        change(
            "ec2.tf",
            "  instance_type          = var.instance_type\n",
            "  instance_requirements {\n    memory_mib {\n      min = 4096\n    }\n    vcpu_count {\n      min = 2\n    }\n  }\n",
        ),
    ),
    "an output of the other subnets": (
        "outputs_network",
        change(
            "outputs.tf",
            "value       = aws_subnet.public[*].id",
            "value = aws_subnet.database[*].id",
        ),
    ),
    "a NAT gateway that no route to the internet serves": (
        "three_nat_gateways",
        change(
            "vpc.tf",
            "subnet_id     = aws_subnet.public[count.index].id",
            "subnet_id = aws_subnet.database[count.index].id",
        ),
    ),
    "a balancer without a way in": (
        "load_balancer",
        change(
            "vpc.tf",
            '  destination_cidr_block = "0.0.0.0/0"\n  gateway_id             = aws_internet_gateway.main.id\n',
            '  destination_cidr_block = "192.0.2.0/24"\n  gateway_id             = aws_internet_gateway.main.id\n',
        ),
    ),
}

_TARGETS = "  target_group_arns         = [aws_lb_target_group.payment[each.key].arn]\n"
EQUIVALENT: Mapping[str, Mutation] = {
    "a group that takes its target group as a source of traffic": change(
        "ec2.tf",
        _TARGETS,
        "  traffic_source {\n    identifier = aws_lb_target_group.payment[each.key].arn\n"
        '    type       = "elbv2"\n  }\n',
    ),
    "a number of another provider, which stands in no region": change(
        "outputs.tf", ADD, 'resource "random_id" "suffix" {\n  byte_length = 4\n}\n'
    ),
    "the id of a group is its name": change(
        "outputs.tf",
        'aws_autoscaling_group.payment["green"].name',
        'aws_autoscaling_group.payment["green"].id',
    ),
    "the id of a dashboard is its name": change(
        "outputs.tf",
        "aws_cloudwatch_dashboard.main.dashboard_name",
        "aws_cloudwatch_dashboard.main.id",
    ),
    "an alarm on each member in place of the cluster": change(
        "cloudwatch.tf",
        _CPU,
        _CPU.replace("CPUUtilization", "AuroraReplicaLag"),
        ("cloudwatch.tf", ADD, _PER_MEMBER),
        (
            "cloudwatch.tf",
            "    values(aws_cloudwatch_metric_alarm.alb_5xx),\n  )",
            "    values(aws_cloudwatch_metric_alarm.alb_5xx),\n    values(aws_cloudwatch_metric_alarm.member_cpu),\n  )",
        ),
    ),
    "at or above, one count earlier": change(
        "cloudwatch.tf",
        '  statistic           = "Maximum"\n  comparison_operator = "GreaterThanThreshold"\n  threshold           = 0\n',
        '  statistic           = "Maximum"\n  comparison_operator = "GreaterThanOrEqualToThreshold"\n  threshold           = 1\n',
    ),
    "a selection by a tag the cluster has": change(
        "backup.tf",
        _SELECTION,
        '  selection_tag {\n    type  = "STRINGEQUALS"\n    key   = "Team"\n    value = var.team\n  }\n',
    ),
    "a pace in place of a schedule": change("backup.tf", "cron(0 0/6 * * ? *)", "rate(6 hours)"),
    "a key by the ARN of its alias": change(
        "cloudwatch.tf",
        "  kms_master_key_id = aws_kms_key.cloudwatch.arn\n",
        "  kms_master_key_id = aws_kms_alias.cloudwatch.arn\n",
    ),
    "subnets of a balancer by mapping": change(
        "alb.tf",
        "  subnets                    = aws_subnet.public[*].id\n",
        '  dynamic "subnet_mapping" {\n    for_each = aws_subnet.public[*].id\n    content {\n      subnet_id = subnet_mapping.value\n    }\n  }\n',
    ),
    "members that name the cluster by its identifier": change(
        "rds.tf",
        "cluster_identifier = aws_rds_cluster.aurora.id",
        "cluster_identifier = aws_rds_cluster.aurora.cluster_identifier",
    ),
    "a template by its name": change(
        "ec2.tf",
        "    id      = aws_launch_template.payment[each.key].id\n",
        "    name    = aws_launch_template.payment[each.key].name\n",
    ),
    "a policy as jsonencode": change(
        "iam.tf",
        "  policy = data.aws_iam_policy_document.flow_logs.json\n",
        '  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "${aws_cloudwatch_log_group.main["flow_logs"].arn}:*" }] })\n',
    ),
    "halves of the internet for 443": change(
        "security_groups.tf",
        ADD,
        '\nresource "aws_vpc_security_group_ingress_rule" "halves" {\n  for_each = toset(["0.0.0.0/1", "128.0.0.0/1"])\n\n  security_group_id = aws_security_group.alb.id\n  description       = "HTTPS"\n  ip_protocol       = "tcp"\n  from_port         = 443\n  to_port           = 443\n  cidr_ipv4         = each.key\n}\n',
    ),
    "a script that installs in two commands": change(
        "user_data.sh.tftpl",
        "dnf install -y amazon-cloudwatch-agent docker jq\nsystemctl enable --now docker\n",
        "yum -y install docker jq && sudo systemctl start docker\nyum -y install amazon-cloudwatch-agent\n",
    ),
}
