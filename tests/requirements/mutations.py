# ruff: noqa: E501 text as it stands in the stack
"""For each control of payments.hcl, a change of the stack that breaks it and no other group.

A change is (file, what stands there, what comes in its place); several make one mutation.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Mutation:
    """Changes that break one control."""

    changes: tuple[tuple[str, str, str], ...]


def change(file: str, old: str, new: str, *more: tuple[str, str, str]) -> Mutation:
    """One change, or several."""
    return Mutation(((file, old, new), *more))


ADD = ""
"""In place of what stands there: the text is added to the end of the file."""

_WEST = """
provider "aws" {
  alias  = "west"
  region = "us-west-2"
  default_tags { tags = local.tags }
}

resource "aws_vpc_dhcp_options" "west" {
  provider            = aws.west
  domain_name_servers = ["AmazonProvidedDNS"]
  tags = { Name = "west-${var.environment_suffix}" }
}
"""

_SSH = """
resource "aws_vpc_security_group_ingress_rule" "ssh" {
  security_group_id = aws_security_group.alb.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = "0.0.0.0/0"
}
"""

_MYSQL = """
resource "aws_security_group" "legacy" {
  name   = "legacy-${var.environment_suffix}"
  vpc_id = aws_vpc.main.id

  ingress {
    from_port       = 3306
    to_port         = 3306
    protocol        = "tcp"
    security_groups = [aws_security_group.ec2.id]
  }
}
"""

_HEALTH_LOOP = 'curl -sf "http://localhost:${app_port}/health"'

MUTATIONS: Mapping[str, Mutation] = {
    "one_region": change("providers.tf", ADD, _WEST),
    "load_balanced_compute": change(
        "alb.tf", "internal                   = false", "internal = true"
    ),
    "relational_cluster": change(
        "rds.tf", "promotion_tier     = 1", "promotion_tier     = 1\n  publicly_accessible = true"
    ),
    "written_for_this": Mutation(
        (
            ("../payments.hcl", "length(resources.aws_kms_key)", "0"),
            ("../payments.hcl", "= length(resources.aws_secretsmanager_secret)", "= 0"),
            ("../payments.hcl", "= length(resources.aws_backup_plan)", "= 0"),
            ("../payments.hcl", "= length(resources.aws_sns_topic)", "= 0"),
        )
    ),
    "aurora_cluster": change("rds.tf", "local.zones[count.index + 1]", "local.zones[1]"),
    "scaling_group": change("variables.tf", "default     = 18", "default     = 17"),
    "load_balancer": change(
        "alb.tf", "aws_subnet.public[*].id", "slice(aws_subnet.public[*].id, 0, 2)"
    ),
    "probing_and_draining": change("alb.tf", 'path                = "/health"', 'path = "/"'),
    "scaling_policy": change("ec2.tf", '"TargetTrackingScaling"', '"SimpleScaling"'),
    "dns_failover": change(
        "route53.tf", "  health_check_id = aws_route53_health_check.api.id\n", ""
    ),
    "snapshots_kept": change(
        "rds.tf",
        "backup_retention_period      = var.backup_retention_days",
        "backup_retention_period = 3",
    ),
    "connections_alarm": change("cloudwatch.tf", "floor(local.aurora_max_connections * 0.8)", "80"),
    "blue_green_variable": change(
        "variables.tf",
        'description = "The color that takes the traffic: blue or green."',
        'description = ""',
    ),
    "backup_every_6_hours": change("backup.tf", "cron(0 0/6 * * ? *)", "cron(0 0/12 * * ? *)"),
    "health_check_interval": change("alb.tf", "interval            = 30", "interval = 60"),
    "deregistration_delay": change(
        "alb.tf", "deregistration_delay = 45", "deregistration_delay = 300"
    ),
    "aurora_encrypted": change("rds.tf", "storage_encrypted = true", "storage_encrypted = false"),
    "logs_encrypted": change(
        "cloudwatch.tf", "  kms_key_id        = aws_kms_key.cloudwatch.arn\n", ""
    ),
    "topics_encrypted": change(
        "cloudwatch.tf",
        "kms_master_key_id = aws_kms_key.cloudwatch.arn",
        "",
    ),
    "volumes_encrypted": change("ec2.tf", "encrypted             = true", "encrypted = false"),
    "three_nat_gateways": change(
        "terraform.tfvars", "nat_gateway_count = 3", "nat_gateway_count = 1"
    ),
    "instance_type": change("ec2.tf", "= var.instance_type", '= "t3.large"'),
    "region_variable": change(
        "variables.tf",
        'default     = "us-east-1"',
        'default     = "us-east-2"',
        ("providers.tf", "region = var.aws_region", 'region = "us-east-1"'),
        ("vpc.tf", "${var.aws_region}", "us-east-1"),
    ),
    "suffix_in_every_name": change(
        "kms.tf", "alias/aurora-${var.environment_suffix}", "alias/aurora-pr128"
    ),
    "tags": change("providers.tf", "    Team         = var.team\n", ""),
    "color_validated": change(
        "variables.tf",
        '["blue", "green"], var.deployment_color',
        '["blue", "green", "red"], var.deployment_color',
    ),
    "two_of_each": change(
        "ec2.tf",
        "id      = aws_launch_template.payment[each.key].id",
        'id      = aws_launch_template.payment["blue"].id',
    ),
    "routing_follows_color": change(
        "alb.tf", "target_group.key == var.deployment_color ? 100 : 0", "50"
    ),
    "idle_color_empty": change(
        "ec2.tf",
        "      min     = 0\n      max     = 0\n",
        "      min     = 0\n      max     = 0\n",
        ("ec2.tf", "      desired = 0", "      desired = 1"),
    ),
    "color_flips": change(
        "alb.tf",
        "target_group.key == var.deployment_color ? 100 : 0",
        'target_group.key == "blue" ? 100 : 0',
    ),
    "alarm_connections": change(
        "cloudwatch.tf",
        'metric_name         = "DatabaseConnections"',
        'metric_name         = "DatabaseConnections"\n  unit                = "Count"',
        (
            "cloudwatch.tf",
            "DBClusterIdentifier = aws_rds_cluster.aurora.cluster_identifier",
            'DBClusterIdentifier = "another"',
        ),
    ),
    "alarm_cpu": change(
        "cloudwatch.tf", "threshold           = 80\n", "threshold           = 95\n"
    ),
    "alarm_storage": change("cloudwatch.tf", "5 * 1024 * 1024 * 1024", "1 * 1024 * 1024 * 1024"),
    "alarm_unhealthy_targets": change(
        "cloudwatch.tf",
        "aws_lb_target_group.payment[each.key].arn_suffix",
        'aws_lb_target_group.payment["blue"].arn_suffix',
    ),
    "alarm_5xx": change("cloudwatch.tf", '    target = "HTTPCode_Target_5XX_Count"\n', ""),
    "alarm_response_time": change(
        "cloudwatch.tf", "threshold           = 1\n", "threshold           = 10\n"
    ),
    "alarm_capacity": change(
        "cloudwatch.tf", '"GreaterThanOrEqualToThreshold"', '"LessThanThreshold"'
    ),
    "health_check": change("route53.tf", '"HTTPS_STR_MATCH"', '"HTTPS"'),
    "alarm_health_check": change(
        "route53.tf", "HealthCheckId = aws_route53_health_check.api.id", 'HealthCheckId = "another"'
    ),
    "alarms_notify": change("terraform.tfvars", '"payments-oncall@example.com"', '""'),
    "dashboard": change(
        "cloudwatch.tf",
        "alarms = local.alarms[*].arn",
        "alarms = [aws_cloudwatch_metric_alarm.aurora_cpu.arn]",
        (
            "cloudwatch.tf",
            '{ title = "Health check", alarms = [aws_cloudwatch_metric_alarm.health_check], unit = "1 = healthy" },',
            "",
        ),
    ),
    "log_groups": change(
        "cloudwatch.tf", "retention_in_days = var.log_retention_days", "retention_in_days = 30"
    ),
    "destroy_cluster": change(
        "terraform.tfvars", "skip_final_snapshot         = true", "skip_final_snapshot = false"
    ),
    "destroy_load_balancer": change(
        "alb.tf",
        "enable_deletion_protection = var.deletion_protection",
        "enable_deletion_protection = true",
    ),
    "destroy_secret": change(
        "rds.tf",
        "recovery_window_in_days = var.secret_recovery_window_days",
        "recovery_window_in_days = 7",
    ),
    "ports_of_load_balancer": change(
        "security_groups.tf", "{ http = 80, https = 443 }", "{ https = 443 }"
    ),
    "ports_of_instances": change(
        "security_groups.tf",
        "  referenced_security_group_id = aws_security_group.alb.id\n",
        "  cidr_ipv4                    = var.vpc_cidr\n",
    ),
    "ports_of_database": change(
        "security_groups.tf",
        '  description                  = "PostgreSQL from the application instances"',
        '  description                  = "PostgreSQL and more"',
        (
            "security_groups.tf",
            "  to_port                      = local.db_port\n  referenced_security_group_id = aws_security_group.ec2.id",
            "  to_port                      = 5433\n  referenced_security_group_id = aws_security_group.ec2.id",
        ),
    ),
    "no_mysql": change("security_groups.tf", ADD, _MYSQL),
    "open_to_the_world": change("security_groups.tf", ADD, _SSH),
    "s3_gateway_endpoint": change(
        "vpc.tf", "aws_route_table.private[*].id)", "slice(aws_route_table.private[*].id, 0, 2))"
    ),
    "outputs_network": change(
        "outputs.tf",
        "value       = aws_subnet.private[*].id",
        "value       = aws_subnet.database[*].id",
    ),
    "outputs_load_balancer": change(
        "outputs.tf", "aws_lb.main.arn\n", "aws_lb_listener.http.arn\n"
    ),
    "outputs_database": change(
        "outputs.tf", 'output "aurora_reader_endpoint"', 'output "aurora_readers"'
    ),
    "outputs_application": change(
        "outputs.tf",
        'aws_autoscaling_group.payment["green"].name',
        'aws_autoscaling_group.payment["blue"].name',
    ),
    "outputs_security_groups": change(
        "outputs.tf", "aws_security_group.ec2.id", "aws_security_group.aurora.id"
    ),
    "outputs_monitoring": change("outputs.tf", "aws_sns_topic.alarms.arn", "aws_lb.main.arn"),
    "roles": change("iam.tf", '"vpc-flow-logs.amazonaws.com"', '"ec2.amazonaws.com"'),
    "no_wildcards": change("iam.tf", '"ec2:DescribeTags"', '"ec2:*"'),
    "one_secret_only": change("iam.tf", "aws_secretsmanager_secret.database.arn", '"*"'),
    "monitoring_role": change(
        "iam.tf", "service-role/AmazonRDSEnhancedMonitoringRole", "ReadOnlyAccess"
    ),
    "script_docker": change("user_data.sh.tftpl", "systemctl enable --now docker", "true"),
    "script_agent": change(
        "user_data.sh.tftpl",
        "dnf install -y amazon-cloudwatch-agent docker jq",
        "dnf install -y docker jq",
    ),
    "script_logging": change(
        "user_data.sh.tftpl", "--log-opt awslogs-group", "--log-opt awslogs-grp"
    ),
    "script_container": change("user_data.sh.tftpl", "docker run --detach", "docker create"),
    "script_health": change("user_data.sh.tftpl", _HEALTH_LOOP, "true"),
    "script_secret": change(
        "user_data.sh.tftpl", "secretsmanager get-secret-value", "ssm get-parameter"
    ),
}

PRODUCTION: Mapping[str, Mutation] = {
    "protect_cluster": change(
        "production.tfvars", "skip_final_snapshot         = false", "skip_final_snapshot = true"
    ),
    "protect_load_balancer": change(
        "alb.tf",
        "enable_deletion_protection = var.deletion_protection",
        "enable_deletion_protection = false",
    ),
    "protect_secret": change(
        "rds.tf",
        "recovery_window_in_days = var.secret_recovery_window_days",
        "recovery_window_in_days = 0",
    ),
}
