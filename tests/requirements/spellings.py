# ruff: noqa: E501 text as it stands in the stack
"""For each control of payments.hcl, a change of the stack that says the same in other words."""

from collections.abc import Mapping

from tests.requirements.effects import EQUIVALENT
from tests.requirements.mutations import ADD, Mutation, change

_COLOR = "target_group.key == var.deployment_color ? 100 : 0"
_ASSUMED = 'data.aws_iam_policy_document.assume["flow_logs"].json'
_TRUST = 'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "vpc-flow-logs.amazonaws.com" }, Action = "sts:AssumeRole" }] })'
_EMPTY = """
resource "aws_security_group" "spare" {
  name        = "spare-${var.environment_suffix}"
  description = "Nothing is let in"
  vpc_id      = aws_vpc.main.id
}
"""
_COUNTED = '  statistic           = "Sum"\n  comparison_operator = "GreaterThanThreshold"\n  threshold           = 10\n'
_SLOW = "  threshold           = 1\n  period              = 60\n"
_DOWN = '  comparison_operator = "LessThanThreshold"\n  threshold           = 1\n'
_NATS = "aws_nat_gateway.main[min(count.index, var.nat_gateway_count - 1)].id"
_PROTECTED = change(
    "alb.tf",
    "= var.deletion_protection\n",
    "= var.deletion_protection ? true : false\n",
)
_SNAPSHOT = change(
    "rds.tf", "= var.skip_final_snapshot\n", "= tobool(tostring(var.skip_final_snapshot))\n"
)
_RECOVERED = change(
    "rds.tf",
    "= var.secret_recovery_window_days\n",
    "= min(var.secret_recovery_window_days, 30)\n",
)

SPELLINGS: Mapping[str, Mutation] = {
    "one_region": change("providers.tf", "= var.aws_region", "= lower(var.aws_region)"),
    "load_balanced_compute": change("alb.tf", "  internal                   = false\n", ""),
    "relational_cluster": change(
        "rds.tf", '= "aurora-postgresql"', '= join("-", ["aurora", "postgresql"])'
    ),
    "written_for_this": change("kms.tf", "aws_kms_key.aurora.key_id", "aws_kms_key.aurora.id"),
    "aurora_cluster": change(
        "rds.tf", "local.zones[count.index + 1]", "element(local.zones, count.index + 1)"
    ),
    "scaling_group": change(
        "ec2.tf", "local.capacity[each.key].max", "local.capacity[each.value].max"
    ),
    "load_balancer": EQUIVALENT["subnets of a balancer by mapping"],
    "probing_and_draining": change("alb.tf", '    port                = "traffic-port"\n', ""),
    "scaling_policy": change(
        "ec2.tf",
        "autoscaling_group_name = aws_autoscaling_group.payment[each.key].name",
        "autoscaling_group_name = aws_autoscaling_group.payment[each.key].id",
    ),
    "dns_failover": change(
        "route53.tf",
        '"api.${aws_route53_zone.main.name}"',
        'join(".", ["api", aws_route53_zone.main.name])',
    ),
    "snapshots_kept": change(
        "rds.tf", "= var.backup_retention_days", "= max(var.backup_retention_days, 1)"
    ),
    "connections_alarm": change(
        "cloudwatch.tf",
        "floor(local.aurora_max_connections * 0.8)",
        "floor(local.aurora_max_connections * 80 / 100)",
    ),
    "blue_green_variable": change(
        "variables.tf",
        '"The color that takes the traffic: blue or green."',
        '"Blue or green: which of them answers."',
    ),
    "backup_every_6_hours": change("backup.tf", "cron(0 0/6 * * ? *)", "cron(0 0,6,12,18 * * ? *)"),
    "health_check_interval": change("alb.tf", "    interval            = 30\n", ""),
    "deregistration_delay": change(
        "alb.tf", "deregistration_delay = 45", 'deregistration_delay = "45"'
    ),
    "aurora_encrypted": change("rds.tf", "storage_encrypted = true", 'storage_encrypted = "true"'),
    "logs_encrypted": change(
        "cloudwatch.tf",
        "kms_key_id        = aws_kms_key.cloudwatch.arn",
        "kms_key_id        = aws_kms_alias.cloudwatch.target_key_arn",
    ),
    "topics_encrypted": EQUIVALENT["a key by the ARN of its alias"],
    "volumes_encrypted": change(
        "ec2.tf", "encrypted             = true", 'encrypted             = "true"'
    ),
    "three_nat_gateways": change(
        "vpc.tf", _NATS, "element(aws_nat_gateway.main[*].id, count.index)"
    ),
    "instance_type": change("ec2.tf", "= var.instance_type", "= lower(var.instance_type)"),
    "region_variable": change("providers.tf", "= var.aws_region", "= trimspace(var.aws_region)"),
    "suffix_in_every_name": change(
        "kms.tf",
        '"alias/aurora-${var.environment_suffix}"',
        'format("alias/aurora-%s", var.environment_suffix)',
    ),
    "tags": change(
        "providers.tf", "    Team         = var.team\n", '    "Team"       = var.team\n'
    ),
    "color_validated": change(
        "variables.tf",
        '["blue", "green"], var.deployment_color',
        '["green", "blue"], var.deployment_color',
    ),
    "two_of_each": EQUIVALENT["a template by its name"],
    "routing_follows_color": change(
        "alb.tf", _COLOR, "target_group.key != var.deployment_color ? 0 : 100"
    ),
    "idle_color_empty": change("ec2.tf", "      max     = 0\n", "      max     = 1 - 1\n"),
    "color_flips": change(
        "alb.tf", _COLOR, "lookup({ (var.deployment_color) = 100 }, target_group.key, 0)"
    ),
    "alarm_connections": change(
        "cloudwatch.tf",
        "DBClusterIdentifier = aws_rds_cluster.aurora.cluster_identifier",
        "DBClusterIdentifier = aws_rds_cluster.aurora.id",
    ),
    "alarm_cpu": change(
        "cloudwatch.tf", "threshold           = 80\n", 'threshold           = "80"\n'
    ),
    "alarm_storage": change("cloudwatch.tf", "5 * 1024 * 1024 * 1024", "5368709120"),
    "alarm_unhealthy_targets": EQUIVALENT["at or above, one count earlier"],
    "alarm_5xx": change(
        "cloudwatch.tf",
        _COUNTED,
        _COUNTED.replace("GreaterThanThreshold", "GreaterThanOrEqualToThreshold").replace(
            "10\n", "11\n"
        ),
    ),
    "alarm_response_time": change("cloudwatch.tf", _SLOW, _SLOW.replace("1\n", "1.0\n", 1)),
    "alarm_capacity": change(
        "cloudwatch.tf",
        "aws_autoscaling_group.payment[var.deployment_color].name",
        "aws_autoscaling_group.payment[var.deployment_color].id",
    ),
    "health_check": change("route53.tf", "local.https ? 443 : 80", "!local.https ? 80 : 443"),
    "alarm_health_check": change(
        "route53.tf",
        _DOWN,
        _DOWN.replace("LessThan", "LessThanOrEqualTo").replace("1\n", "0\n"),
    ),
    "alarms_notify": change(
        "cloudwatch.tf",
        "topic_arn = aws_sns_topic.alarms.arn",
        "topic_arn = aws_sns_topic.alarms.id",
    ),
    "dashboard": change(
        "cloudwatch.tf", "local.alarms[*].arn", "[for alarm in local.alarms : alarm.arn]"
    ),
    "log_groups": change(
        "cloudwatch.tf", "= var.log_retention_days", "= max(var.log_retention_days, 1)"
    ),
    "destroy_cluster": _SNAPSHOT,
    "destroy_load_balancer": _PROTECTED,
    "destroy_secret": _RECOVERED,
    "protect_cluster": _SNAPSHOT,
    "protect_load_balancer": _PROTECTED,
    "protect_secret": _RECOVERED,
    "ports_of_load_balancer": change(
        "security_groups.tf", "{ http = 80, https = 443 }", '{ http = "80", https = "443" }'
    ),
    "ports_of_instances": change("security_groups.tf", "tonumber(each.key)", "each.value"),
    "ports_of_database": change("security_groups.tf", "= 5432", '= tonumber("5432")'),
    "no_mysql": change("security_groups.tf", ADD, _EMPTY),
    "open_to_the_world": EQUIVALENT["halves of the internet for 443"],
    "s3_gateway_endpoint": change(
        "vpc.tf",
        '"com.amazonaws.${var.aws_region}.s3"',
        'format("com.amazonaws.%s.s3", var.aws_region)',
    ),
    "outputs_network": change(
        "outputs.tf", "aws_subnet.public[*].id", "[for subnet in aws_subnet.public : subnet.id]"
    ),
    "outputs_load_balancer": change("outputs.tf", "aws_lb.main.arn\n", "aws_lb.main.id\n"),
    "outputs_database": change(
        "outputs.tf", "aws_rds_cluster.aurora.endpoint", '"${aws_rds_cluster.aurora.endpoint}"'
    ),
    "outputs_application": change(
        "outputs.tf",
        'aws_autoscaling_group.payment["green"].name',
        'one(aws_autoscaling_group.payment["green"][*].name)',
    ),
    "outputs_security_groups": change(
        "outputs.tf", "aws_security_group.ec2.id", '"${aws_security_group.ec2.id}"'
    ),
    "outputs_monitoring": change(
        "outputs.tf", "aws_sns_topic.alarms.arn", "aws_sns_topic.alarms.id"
    ),
    "roles": change("iam.tf", _ASSUMED, _TRUST),
    "no_wildcards": EQUIVALENT["a policy as jsonencode"],
    "one_secret_only": change(
        "iam.tf",
        "[aws_secretsmanager_secret.database.arn]",
        "[aws_secretsmanager_secret.database.id]",
    ),
    "monitoring_role": change(
        "iam.tf",
        '"arn:${local.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"',
        '"arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"',
    ),
    "script_docker": EQUIVALENT["a script that installs in two commands"],
    "script_agent": EQUIVALENT["a script that installs in two commands"],
    "script_logging": change("user_data.sh.tftpl", "--log-driver awslogs", "--log-driver=awslogs"),
    "script_container": change("user_data.sh.tftpl", "docker run --detach", "docker run -d"),
    "script_health": change(
        "user_data.sh.tftpl", 'curl -sf "http://localhost', 'curl --silent --fail "http://localhost'
    ),
    "script_secret": change(
        "user_data.sh.tftpl", '--secret-id "${secret_name}"', '--secret-id="${secret_name}"'
    ),
}
