"""What a known name in an argument names: "acme-data" in `bucket` is the bucket of that name.

A name is unique among the resources of one type in one region and account, so that one instance
with the name is the one meant. Which argument names which type is the provider's documentation of
the argument; only such are here whose value is the name itself.
"""

from collections.abc import Iterable, Mapping

from archbench.terraform.canonical import canonical

NAMES: Mapping[str, str] = {
    "aws_autoscaling_group": "name",
    "aws_backup_vault": "name",
    "aws_batch_compute_environment": "compute_environment_name",
    "aws_batch_job_queue": "name",
    "aws_cloudwatch_event_bus": "name",
    "aws_cloudwatch_event_rule": "name",
    "aws_cloudwatch_log_group": "name",
    "aws_cloudwatch_metric_alarm": "alarm_name",
    "aws_codebuild_project": "name",
    "aws_codedeploy_app": "name",
    "aws_codepipeline": "name",
    "aws_dax_subnet_group": "name",
    "aws_db_instance": "identifier",
    "aws_db_option_group": "name",
    "aws_db_parameter_group": "name",
    "aws_db_proxy": "name",
    "aws_db_subnet_group": "name",
    "aws_dms_replication_subnet_group": "replication_subnet_group_id",
    "aws_docdb_cluster": "cluster_identifier",
    "aws_docdb_cluster_parameter_group": "name",
    "aws_docdb_global_cluster": "global_cluster_identifier",
    "aws_docdb_subnet_group": "name",
    "aws_dynamodb_table": "name",
    "aws_ecr_repository": "name",
    "aws_ecs_capacity_provider": "name",
    "aws_ecs_cluster": "name",
    "aws_ecs_service": "name",
    "aws_ecs_task_definition": "family",
    "aws_eks_cluster": "name",
    "aws_elastic_beanstalk_application": "name",
    "aws_elasticache_cluster": "cluster_id",
    "aws_elasticache_parameter_group": "name",
    "aws_elasticache_replication_group": "replication_group_id",
    "aws_elasticache_subnet_group": "name",
    "aws_elasticsearch_domain": "domain_name",
    "aws_elb": "name",
    "aws_glue_crawler": "name",
    "aws_glue_job": "name",
    "aws_glue_workflow": "name",
    "aws_iam_group": "name",
    "aws_iam_instance_profile": "name",
    "aws_iam_policy": "name",
    "aws_iam_role": "name",
    "aws_iam_user": "name",
    "aws_kinesis_firehose_delivery_stream": "name",
    "aws_kinesis_stream": "name",
    "aws_kms_alias": "name",
    "aws_lambda_function": "function_name",
    "aws_launch_configuration": "name",
    "aws_launch_template": "name",
    "aws_lb": "name",
    "aws_lb_target_group": "name",
    "aws_memorydb_acl": "name",
    "aws_memorydb_subnet_group": "name",
    "aws_neptune_cluster": "cluster_identifier",
    "aws_neptune_global_cluster": "global_cluster_identifier",
    "aws_neptune_subnet_group": "name",
    "aws_opensearch_domain": "domain_name",
    "aws_rds_cluster": "cluster_identifier",
    "aws_rds_cluster_parameter_group": "name",
    "aws_rds_global_cluster": "global_cluster_identifier",
    "aws_redshift_cluster": "cluster_identifier",
    "aws_redshift_subnet_group": "name",
    "aws_s3_bucket": "bucket",
    "aws_sagemaker_endpoint_configuration": "name",
    "aws_sagemaker_model": "name",
    "aws_secretsmanager_secret": "name",
    "aws_sfn_state_machine": "name",
    "aws_sns_topic": "name",
    "aws_sqs_queue": "name",
    "aws_ssm_parameter": "name",
}
"""The argument that is the name of a resource of a type."""

ID: Mapping[str, str] = {
    "aws_autoscaling_group": "name",
    "aws_cloudwatch_dashboard": "dashboard_name",
    "aws_cloudwatch_log_group": "name",
    "aws_dynamodb_table": "name",
    "aws_elb": "name",
    "aws_iam_group": "name",
    "aws_iam_instance_profile": "name",
    "aws_iam_role": "name",
    "aws_iam_user": "name",
    "aws_lambda_function": "function_name",
    "aws_lb": "arn",
    "aws_lb_target_group": "arn",
    "aws_rds_cluster": "cluster_identifier",
    "aws_route53_health_check": "id",
    "aws_s3_bucket": "bucket",
    "aws_secretsmanager_secret": "arn",
    "aws_sns_topic": "arn",
    "aws_sqs_queue": "url",
}
"""The attribute whose value a type's `id` is, "id" where it is no other's.

Read on 30 November 2026 in website/docs/r of hashicorp/terraform-provider-aws. The page says so of
the attribute `id` itself: iam_role, lb, lb_target_group, rds_cluster, route53_health_check,
s3_bucket, secretsmanager_secret, sns_topic, sqs_queue. The page says what the resource is imported
by: autoscaling_group, cloudwatch_dashboard, cloudwatch_log_group, dynamodb_table, elb, iam_group,
iam_instance_profile, iam_user, lambda_function."""


def same_attribute(type_: str, one: str, other: str) -> bool | None:
    """Whether two attributes of one resource have the same value, whatever it is.

    None where that is not known: of a type that ID does not tell, what its id is.

    >>> same_attribute("aws_autoscaling_group", "id", "name")
    True
    >>> same_attribute("aws_autoscaling_group", "arn", "name")
    False
    >>> same_attribute("aws_lb", "id", "arn"), same_attribute("aws_rds_cluster", "id", "arn")
    (True, False)
    >>> same_attribute("aws_kms_key", "id", "arn") is None
    True
    """
    if one == other:
        return True
    if "id" not in {one, other}:
        return False
    is_id = ID.get(canonical(type_))
    return None if is_id is None else {one, other} == {"id", is_id}


_RELATIONAL = ("aws_rds_cluster",)
_BY_ARGUMENT: Mapping[str, tuple[str, ...]] = {
    "application": ("aws_elastic_beanstalk_application",),
    "autoscaling_group_name": ("aws_autoscaling_group",),
    "autoscaling_group_names": ("aws_autoscaling_group",),
    "autoscaling_groups": ("aws_autoscaling_group",),
    "backup_vault_name": ("aws_backup_vault",),
    "bucket": ("aws_s3_bucket",),
    "bucket_name": ("aws_s3_bucket",),
    "cache_subnet_group_name": ("aws_elasticache_subnet_group",),
    "capacity_provider": ("aws_ecs_capacity_provider",),
    "capacity_providers": ("aws_ecs_capacity_provider",),
    "cluster": ("aws_ecs_cluster",),
    "cluster_name": ("aws_eks_cluster",),
    "db_cluster_identifier": ("aws_rds_cluster",),
    "db_cluster_parameter_group_name": ("aws_rds_cluster_parameter_group",),
    "db_instance_identifier": ("aws_db_instance",),
    "db_proxy_name": ("aws_db_proxy",),
    "endpoint_config_name": ("aws_sagemaker_endpoint_configuration",),
    "event_bus_name": ("aws_cloudwatch_event_bus",),
    "function_name": ("aws_lambda_function",),
    "global_cluster_identifier": ("aws_rds_global_cluster",),
    "iam_instance_profile": ("aws_iam_instance_profile",),
    "launch_configuration": ("aws_launch_configuration",),
    "load_balancers": ("aws_elb",),
    "log_group_name": ("aws_cloudwatch_log_group",),
    "option_group_name": ("aws_db_option_group",),
    "primary_replication_group_id": ("aws_elasticache_replication_group",),
    "project_name": ("aws_codebuild_project",),
    "replicate_source_db": ("aws_db_instance",),
    "replication_group_id": ("aws_elasticache_replication_group",),
    "replication_subnet_group_id": ("aws_dms_replication_subnet_group",),
    "role": ("aws_iam_role",),
    "s3_bucket_name": ("aws_s3_bucket",),
    "secret_id": ("aws_secretsmanager_secret",),
    "table_name": ("aws_dynamodb_table",),
    "target_bucket": ("aws_s3_bucket",),
    "target_vault_name": ("aws_backup_vault",),
    "task_definition": ("aws_ecs_task_definition",),
}
"""By the last name of its path, what an argument of any type names."""

_BY_TYPE: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("aws_appautoscaling_target", "role"): (),
    ("aws_db_instance", "db_subnet_group_name"): ("aws_db_subnet_group",),
    ("aws_db_instance", "parameter_group_name"): ("aws_db_parameter_group",),
    ("aws_docdb_cluster", "db_subnet_group_name"): ("aws_docdb_subnet_group",),
    ("aws_docdb_cluster_instance", "cluster_identifier"): ("aws_docdb_cluster",),
    ("aws_elasticache_cluster", "parameter_group_name"): ("aws_elasticache_parameter_group",),
    ("aws_elasticache_cluster", "subnet_group_name"): ("aws_elasticache_subnet_group",),
    ("aws_elasticache_replication_group", "parameter_group_name"): (
        "aws_elasticache_parameter_group",
    ),
    ("aws_elasticache_replication_group", "subnet_group_name"): ("aws_elasticache_subnet_group",),
    ("aws_glue_trigger", "actions.crawler_name"): ("aws_glue_crawler",),
    ("aws_glue_trigger", "actions.job_name"): ("aws_glue_job",),
    ("aws_glue_trigger", "predicate.conditions.crawler_name"): ("aws_glue_crawler",),
    ("aws_glue_trigger", "predicate.conditions.job_name"): ("aws_glue_job",),
    ("aws_glue_trigger", "workflow_name"): ("aws_glue_workflow",),
    ("aws_instance", "launch_template.name"): ("aws_launch_template",),
    ("aws_autoscaling_group", "launch_template.name"): ("aws_launch_template",),
    ("aws_autoscaling_group", "launch_template_specification.launch_template_name"): (
        "aws_launch_template",
    ),
    ("aws_eks_node_group", "launch_template.name"): ("aws_launch_template",),
    ("aws_iam_group_policy", "group"): ("aws_iam_group",),
    ("aws_iam_group_policy_attachment", "group"): ("aws_iam_group",),
    ("aws_iam_user_policy", "user"): ("aws_iam_user",),
    ("aws_iam_user_policy_attachment", "user"): ("aws_iam_user",),
    ("aws_neptune_cluster", "neptune_subnet_group_name"): ("aws_neptune_subnet_group",),
    ("aws_neptune_cluster_instance", "cluster_identifier"): ("aws_neptune_cluster",),
    ("aws_rds_cluster", "db_subnet_group_name"): ("aws_db_subnet_group",),
    ("aws_rds_cluster_endpoint", "cluster_identifier"): _RELATIONAL,
    ("aws_rds_cluster_instance", "cluster_identifier"): _RELATIONAL,
    ("aws_rds_cluster_instance", "db_parameter_group_name"): ("aws_db_parameter_group",),
    ("aws_rds_cluster_instance", "db_subnet_group_name"): ("aws_db_subnet_group",),
    ("aws_redshift_cluster", "cluster_subnet_group_name"): ("aws_redshift_subnet_group",),
    ("aws_redshift_logging", "cluster_identifier"): ("aws_redshift_cluster",),
    ("aws_autoscaling_attachment", "elb"): ("aws_elb",),
    ("aws_codedeploy_deployment_group", "app_name"): ("aws_codedeploy_app",),
    ("aws_codedeploy_deployment_group", "ecs_service.cluster_name"): ("aws_ecs_cluster",),
    ("aws_codedeploy_deployment_group", "ecs_service.service_name"): ("aws_ecs_service",),
    ("aws_codedeploy_deployment_group", "load_balancer_info.elb_info.name"): ("aws_elb",),
    ("aws_codedeploy_deployment_group", "load_balancer_info.target_group_info.name"): (
        "aws_lb_target_group",
    ),
    (
        "aws_codedeploy_deployment_group",
        "load_balancer_info.target_group_pair_info.target_group.name",
    ): ("aws_lb_target_group",),
    ("aws_codepipeline", "artifact_store.location"): ("aws_s3_bucket",),
    ("aws_codepipeline", "stage.action.configuration.ProjectName"): ("aws_codebuild_project",),
    ("aws_dax_cluster", "subnet_group_name"): ("aws_dax_subnet_group",),
    ("aws_docdb_cluster", "db_cluster_parameter_group_name"): (
        "aws_docdb_cluster_parameter_group",
    ),
    ("aws_docdb_cluster", "global_cluster_identifier"): ("aws_docdb_global_cluster",),
    ("aws_ecs_cluster_capacity_providers", "cluster_name"): ("aws_ecs_cluster",),
    ("aws_elasticsearch_domain_policy", "domain_name"): ("aws_elasticsearch_domain",),
    ("aws_elb_attachment", "elb"): ("aws_elb",),
    ("aws_lb_ssl_negotiation_policy", "load_balancer"): ("aws_elb",),
    ("aws_load_balancer_listener_policy", "load_balancer_name"): ("aws_elb",),
    ("aws_load_balancer_policy", "load_balancer_name"): ("aws_elb",),
    ("aws_memorydb_cluster", "acl_name"): ("aws_memorydb_acl",),
    ("aws_memorydb_cluster", "subnet_group_name"): ("aws_memorydb_subnet_group",),
    ("aws_neptune_cluster", "global_cluster_identifier"): ("aws_neptune_global_cluster",),
    ("aws_opensearch_domain_policy", "domain_name"): ("aws_opensearch_domain",),
    ("aws_sagemaker_endpoint_configuration", "production_variants.model_name"): (
        "aws_sagemaker_model",
    ),
    ("aws_cloudwatch_event_target", "rule"): ("aws_cloudwatch_event_rule",),
    ("aws_ecr_lifecycle_policy", "repository"): ("aws_ecr_repository",),
    ("aws_ecr_repository_policy", "repository"): ("aws_ecr_repository",),
}
"""By type and path without indexes, where the last name alone does not tell."""


_OF_AWS = frozenset({"FARGATE", "FARGATE_SPOT"})


def is_of_aws(value: str) -> bool:
    """Whether a text names what AWS brings itself: its capacity providers, a policy it manages.

    >>> is_of_aws("FARGATE"), is_of_aws("arn:aws:iam::aws:policy/ReadOnlyAccess"), is_of_aws("web")
    (True, True, False)
    """
    return value in _OF_AWS or ":iam::aws:" in value


def named_types(type_: str, path: Iterable[str | int]) -> tuple[str, ...]:
    """The types whose name an argument of a resource type takes; none where it takes no name.

    >>> named_types("aws_autoscaling_group", ("launch_template", 0, "name"))
    ('aws_launch_template',)
    >>> named_types("aws_s3_bucket", ("bucket",)), named_types("aws_vpc", ("cidr_block",))
    ((), ())
    """
    names = [step for step in path if isinstance(step, str)]
    if not names or NAMES.get(canonical(type_)) == ".".join(names):
        return ()
    found = _BY_TYPE.get((canonical(type_), ".".join(names)))
    return _BY_ARGUMENT.get(names[-1], ()) if found is None else found
