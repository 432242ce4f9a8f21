"""Two tables: which resource types are drawn as services, and what a helper resource belongs to.

One row of CARDS draws a type beside the VPC, one row of OWNERS names the attributes that lead to a
helper's owner. An AWS type in neither belongs to nothing, and so is listed as not drawn.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from archbench.architecture.joins import text
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance

Describe = Callable[[Sequence[Instance]], str]


def _count(singular: str, number: int) -> str:
    return f"{number} {singular}{'' if number == 1 else 's'}"


def _nothing(_: Sequence[Instance]) -> str:
    return ""


def _counted(noun: str) -> Describe:
    return lambda items: _count(noun, len(items))


def _identities(items: Sequence[Instance]) -> str:
    kinds = ("role", "user", "group")
    counts = {kind: sum(item.type == f"aws_iam_{kind}" for item in items) for kind in kinds}
    return ", ".join(_count(kind, number) for kind, number in counts.items() if number)


def _cloudwatch(items: Sequence[Instance]) -> str:
    dashboards = sum(item.type == "aws_cloudwatch_dashboard" for item in items)
    parts = [_count("alarm", len(items) - dashboards)] if len(items) > dashboards else []
    parts += [_count("dashboard", dashboards)] if dashboards else []
    return ", ".join(parts)


def _log_groups(items: Sequence[Instance]) -> str:
    kept = {_retention(item) for item in items}
    shared = f", {kept.pop()}" if len(kept) == 1 else ""
    return f"{_count('log group', len(items))}{shared}{_sealed(items, 'kms_key_id')}"


def _retention(item: Instance) -> str:
    days = item.get("retention_in_days", 0)
    if isinstance(days, Unknown):
        return "retention unknown"
    return f"kept {days} days" if days else "kept for ever"


def _sealed(items: Sequence[Instance], attribute: str) -> str:
    return ", KMS" if all(item.values.get(attribute) is not None for item in items) else ""


def _key(items: Sequence[Instance]) -> str:
    on = items[0].get("enable_key_rotation", default=False)
    if isinstance(on, Unknown):
        return "rotation unknown"
    return "rotation on" if on is True or on == "true" else "rotation off"


def _topic(items: Sequence[Instance]) -> str:
    return "KMS encrypted" if items[0].get("kms_master_key_id") is not None else "not encrypted"


def _endpoint(items: Sequence[Instance]) -> str:
    service = text(items[0].get("service_name")).rsplit(".", 1)[-1]
    kind = text(items[0].get("vpc_endpoint_type", "Gateway")).lower()
    return f"{service} {kind} endpoint".strip()


def _backup(items: Sequence[Instance]) -> str:
    schedules = [text(rule.get("schedule")) for rule in items[0].blocks("rule")]
    return ", ".join(schedule for schedule in schedules if schedule)


@dataclass(frozen=True, slots=True)
class Card:
    """How resources of these types show: one card each, or one for all of a region."""

    service: str
    types: tuple[str, ...]
    detail: Describe = _nothing
    together: bool = False


CARDS = (
    Card(
        "CloudWatch",
        (
            "aws_cloudwatch_metric_alarm",
            "aws_cloudwatch_composite_alarm",
            "aws_cloudwatch_dashboard",
        ),
        _cloudwatch,
        together=True,
    ),
    Card("CloudWatch Logs", ("aws_cloudwatch_log_group",), _log_groups, together=True),
    Card("SNS", ("aws_sns_topic",), _topic),
    Card("SQS", ("aws_sqs_queue",)),
    Card("EventBridge", ("aws_cloudwatch_event_rule",), _counted("rule"), together=True),
    Card("WAF", ("aws_wafv2_web_acl", "aws_waf_web_acl", "aws_wafregional_web_acl")),
    Card("VPC endpoint", ("aws_vpc_endpoint",), _endpoint),
    Card("S3", ("aws_s3_bucket",)),
    Card("Secrets Manager", ("aws_secretsmanager_secret",)),
    Card("Systems Manager", ("aws_ssm_parameter",), _counted("parameter"), together=True),
    Card("KMS", ("aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key"), _key),
    Card("Backup", ("aws_backup_plan",), _backup),
    Card("IAM", ("aws_iam_role", "aws_iam_user", "aws_iam_group"), _identities, together=True),
    Card("Certificate Manager", ("aws_acm_certificate",)),
    Card("CloudFront", ("aws_cloudfront_distribution",)),
    Card("Global Accelerator", ("aws_globalaccelerator_accelerator",)),
    Card("API Gateway", ("aws_api_gateway_rest_api", "aws_apigatewayv2_api")),
    Card("Lambda", ("aws_lambda_function",)),
    Card("ECS", ("aws_ecs_service",)),
    Card("ECS cluster", ("aws_ecs_cluster",)),
    Card("EKS", ("aws_eks_cluster",)),
    Card("EKS node group", ("aws_eks_node_group",)),
    Card("ECR", ("aws_ecr_repository",)),
    Card("DynamoDB", ("aws_dynamodb_table",)),
    Card("ElastiCache", ("aws_elasticache_replication_group", "aws_elasticache_cluster")),
    Card("EFS", ("aws_efs_file_system",)),
    Card("EBS", ("aws_ebs_volume",)),
    Card("RDS Proxy", ("aws_db_proxy",)),
    Card("Aurora Global Database", ("aws_rds_global_cluster",)),
    Card("Transit Gateway", ("aws_ec2_transit_gateway",)),
    Card("VPN gateway", ("aws_vpn_gateway",)),
    Card("CloudTrail", ("aws_cloudtrail",)),
    Card("GuardDuty", ("aws_guardduty_detector",)),
    Card("Config", ("aws_config_configuration_recorder",)),
    Card("Kinesis", ("aws_kinesis_stream", "aws_kinesis_firehose_delivery_stream")),
    Card("Cognito", ("aws_cognito_user_pool", "aws_cognito_identity_pool")),
    Card("Step Functions", ("aws_sfn_state_machine",)),
)

OWNERS: Mapping[str, tuple[str, ...]] = {
    "aws_acm_certificate_validation": ("certificate_arn",),
    "aws_app_cookie_stickiness_policy": ("load_balancer",),
    "aws_appautoscaling_policy": ("resource_id",),
    "aws_appautoscaling_target": ("resource_id",),
    "aws_autoscaling_attachment": ("autoscaling_group_name",),
    "aws_autoscaling_lifecycle_hook": ("autoscaling_group_name",),
    "aws_autoscaling_notification": ("group_names",),
    "aws_autoscaling_policy": ("autoscaling_group_name",),
    "aws_autoscaling_schedule": ("autoscaling_group_name",),
    "aws_autoscaling_traffic_source_attachment": ("autoscaling_group_name",),
    "aws_backup_selection": ("plan_id",),
    "aws_backup_vault": (),
    "aws_backup_vault_policy": ("backup_vault_name",),
    "aws_cloudwatch_event_target": ("rule",),
    "aws_cloudwatch_log_metric_filter": ("log_group_name",),
    "aws_cloudwatch_log_resource_policy": (),
    "aws_cloudwatch_log_stream": ("log_group_name",),
    "aws_cloudwatch_log_subscription_filter": ("log_group_name",),
    "aws_cognito_user_pool_client": ("user_pool_id",),
    "aws_cognito_user_pool_domain": ("user_pool_id",),
    "aws_customer_gateway": (),
    "aws_dax_subnet_group": (),
    "aws_db_option_group": (),
    "aws_db_parameter_group": (),
    "aws_db_proxy_default_target_group": ("db_proxy_name",),
    "aws_db_proxy_target": ("db_proxy_name",),
    "aws_db_subnet_group": (),
    "aws_default_network_acl": ("default_network_acl_id", "vpc_id"),
    "aws_docdb_cluster_parameter_group": (),
    "aws_docdb_subnet_group": (),
    "aws_ec2_transit_gateway_vpc_attachment": ("transit_gateway_id",),
    "aws_ecr_lifecycle_policy": ("repository",),
    "aws_ecr_repository_policy": ("repository",),
    "aws_ecs_capacity_provider": ("auto_scaling_group_provider",),
    "aws_ecs_cluster_capacity_providers": ("cluster_name",),
    "aws_ecs_task_definition": (),
    "aws_efs_access_point": ("file_system_id",),
    "aws_efs_mount_target": ("file_system_id",),
    "aws_egress_only_internet_gateway": ("vpc_id",),
    "aws_eip": ("instance", "network_interface"),
    "aws_eip_association": ("instance_id", "allocation_id"),
    "aws_elasticache_parameter_group": (),
    "aws_elasticache_subnet_group": (),
    "aws_elb_attachment": ("elb",),
    "aws_flow_log": ("vpc_id", "subnet_id", "eni_id"),
    "aws_iam_group_policy": ("group",),
    "aws_iam_group_policy_attachment": ("group",),
    "aws_iam_instance_profile": ("role",),
    "aws_iam_policy": (),
    "aws_iam_policy_attachment": ("roles",),
    "aws_iam_role_policies_exclusive": ("role_name",),
    "aws_iam_role_policy": ("role",),
    "aws_iam_role_policy_attachment": ("role",),
    "aws_iam_service_linked_role": (),
    "aws_iam_user_policy": ("user",),
    "aws_iam_user_policy_attachment": ("user",),
    "aws_internet_gateway": ("vpc_id",),
    "aws_internet_gateway_attachment": ("vpc_id",),
    "aws_key_pair": (),
    "aws_kms_alias": ("target_key_id",),
    "aws_kms_grant": ("key_id",),
    "aws_kms_key_policy": ("key_id",),
    "aws_lambda_alias": ("function_name",),
    "aws_lambda_event_source_mapping": ("function_name",),
    "aws_lambda_permission": ("function_name",),
    "aws_launch_configuration": (),
    "aws_launch_template": (),
    "aws_lb_cookie_stickiness_policy": ("load_balancer",),
    "aws_lb_listener_certificate": ("listener_arn",),
    "aws_lb_listener_rule": ("listener_arn",),
    "aws_lb_ssl_negotiation_policy": ("load_balancer",),
    "aws_lb_target_group_attachment": ("target_group_arn",),
    "aws_main_route_table_association": ("route_table_id",),
    "aws_memorydb_subnet_group": (),
    "aws_neptune_subnet_group": (),
    "aws_network_acl": ("vpc_id",),
    "aws_network_acl_association": ("network_acl_id",),
    "aws_network_acl_rule": ("network_acl_id",),
    "aws_network_interface": ("subnet_id",),
    "aws_network_interface_attachment": ("instance_id",),
    "aws_network_interface_sg_attachment": ("security_group_id",),
    "aws_placement_group": (),
    "aws_rds_cluster_activity_stream": ("resource_arn",),
    "aws_rds_cluster_endpoint": ("cluster_identifier",),
    "aws_rds_cluster_parameter_group": (),
    "aws_rds_cluster_role_association": ("db_cluster_identifier",),
    "aws_redshift_subnet_group": (),
    "aws_route": ("route_table_id",),
    "aws_route53_zone": (),
    "aws_route_table_association": ("route_table_id", "subnet_id"),
    "aws_s3_bucket_acl": ("bucket",),
    "aws_s3_bucket_cors_configuration": ("bucket",),
    "aws_s3_bucket_lifecycle_configuration": ("bucket",),
    "aws_s3_bucket_logging": ("bucket",),
    "aws_s3_bucket_notification": ("bucket",),
    "aws_s3_bucket_ownership_controls": ("bucket",),
    "aws_s3_bucket_policy": ("bucket",),
    "aws_s3_bucket_public_access_block": ("bucket",),
    "aws_s3_bucket_replication_configuration": ("bucket",),
    "aws_s3_bucket_server_side_encryption_configuration": ("bucket",),
    "aws_s3_bucket_versioning": ("bucket",),
    "aws_s3_object": ("bucket",),
    "aws_secretsmanager_secret_policy": ("secret_arn",),
    "aws_secretsmanager_secret_rotation": ("secret_id",),
    "aws_secretsmanager_secret_version": ("secret_id",),
    "aws_security_group_rule": ("security_group_id",),
    "aws_sns_topic_policy": ("arn",),
    "aws_sns_topic_subscription": ("topic_arn",),
    "aws_sqs_queue_policy": ("queue_url",),
    "aws_ssm_association": (),
    "aws_ssm_document": (),
    "aws_volume_attachment": ("volume_id", "instance_id"),
    "aws_vpc_dhcp_options": (),
    "aws_vpc_dhcp_options_association": ("vpc_id",),
    "aws_vpc_endpoint_policy": ("vpc_endpoint_id",),
    "aws_vpc_endpoint_route_table_association": ("vpc_endpoint_id",),
    "aws_vpc_endpoint_security_group_association": ("vpc_endpoint_id",),
    "aws_vpc_endpoint_subnet_association": ("vpc_endpoint_id",),
    "aws_vpc_ipv4_cidr_block_association": ("vpc_id",),
    "aws_vpc_security_group_egress_rule": ("security_group_id",),
    "aws_vpc_security_group_ingress_rule": ("security_group_id",),
    "aws_vpc_security_group_vpc_association": ("security_group_id",),
    "aws_vpn_connection": ("vpn_gateway_id", "transit_gateway_id"),
    "aws_vpn_connection_route": ("vpn_connection_id",),
    "aws_vpn_gateway_attachment": ("vpn_gateway_id",),
    "aws_vpn_gateway_route_propagation": ("vpn_gateway_id",),
    "aws_wafv2_ip_set": (),
    "aws_wafv2_web_acl_association": ("web_acl_arn",),
    "aws_wafv2_web_acl_logging_configuration": ("resource_arn",),
}
"""Attributes that name the owner of a helper resource; none: it belongs to what refers to it."""
