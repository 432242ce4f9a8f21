"""What a known name in an argument names: "acme-data" in `bucket` is the bucket of that name.

A name is unique among the resources of one type in one region and account, so that one instance
with the name is the one meant. Which argument names which type is the provider's documentation of
the argument; only such are here whose value is the name itself.
"""

from collections.abc import Iterable, Mapping

from archbench.terraform.canonical import canonical

NAMES: Mapping[str, str] = {
    "aws_autoscaling_group": "name",
    "aws_cloudwatch_event_bus": "name",
    "aws_cloudwatch_event_rule": "name",
    "aws_cloudwatch_log_group": "name",
    "aws_codedeploy_app": "name",
    "aws_db_instance": "identifier",
    "aws_db_option_group": "name",
    "aws_db_parameter_group": "name",
    "aws_db_subnet_group": "name",
    "aws_docdb_cluster": "cluster_identifier",
    "aws_docdb_subnet_group": "name",
    "aws_dynamodb_table": "name",
    "aws_ecr_repository": "name",
    "aws_ecs_cluster": "name",
    "aws_eks_cluster": "name",
    "aws_elasticache_parameter_group": "name",
    "aws_elasticache_replication_group": "replication_group_id",
    "aws_elasticache_subnet_group": "name",
    "aws_elb": "name",
    "aws_glue_crawler": "name",
    "aws_glue_job": "name",
    "aws_glue_workflow": "name",
    "aws_iam_group": "name",
    "aws_iam_instance_profile": "name",
    "aws_iam_role": "name",
    "aws_iam_user": "name",
    "aws_kinesis_stream": "name",
    "aws_kms_alias": "name",
    "aws_lambda_function": "function_name",
    "aws_launch_configuration": "name",
    "aws_launch_template": "name",
    "aws_neptune_cluster": "cluster_identifier",
    "aws_neptune_subnet_group": "name",
    "aws_rds_cluster": "cluster_identifier",
    "aws_rds_cluster_parameter_group": "name",
    "aws_rds_global_cluster": "global_cluster_identifier",
    "aws_redshift_cluster": "cluster_identifier",
    "aws_redshift_subnet_group": "name",
    "aws_s3_bucket": "bucket",
}
"""The argument that is the name of a resource of a type."""

_RELATIONAL = ("aws_rds_cluster",)
_BY_ARGUMENT: Mapping[str, tuple[str, ...]] = {
    "autoscaling_group_name": ("aws_autoscaling_group",),
    "autoscaling_group_names": ("aws_autoscaling_group",),
    "bucket": ("aws_s3_bucket",),
    "cache_subnet_group_name": ("aws_elasticache_subnet_group",),
    "cluster": ("aws_ecs_cluster",),
    "cluster_name": ("aws_eks_cluster",),
    "db_cluster_parameter_group_name": ("aws_rds_cluster_parameter_group",),
    "db_instance_identifier": ("aws_db_instance",),
    "event_bus_name": ("aws_cloudwatch_event_bus",),
    "function_name": ("aws_lambda_function",),
    "global_cluster_identifier": ("aws_rds_global_cluster",),
    "iam_instance_profile": ("aws_iam_instance_profile",),
    "launch_configuration": ("aws_launch_configuration",),
    "log_group_name": ("aws_cloudwatch_log_group",),
    "option_group_name": ("aws_db_option_group",),
    "replicate_source_db": ("aws_db_instance",),
    "replication_group_id": ("aws_elasticache_replication_group",),
    "role": ("aws_iam_role",),
    "table_name": ("aws_dynamodb_table",),
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
    ("aws_cloudwatch_event_target", "rule"): ("aws_cloudwatch_event_rule",),
    ("aws_ecr_lifecycle_policy", "repository"): ("aws_ecr_repository",),
    ("aws_ecr_repository_policy", "repository"): ("aws_ecr_repository",),
}
"""By type and path without indexes, where the last name alone does not tell."""


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
