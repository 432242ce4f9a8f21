"""Glue, Lake Formation and Athena: jobs, crawlers, the catalog, and who may query it."""

from archbench.aws.kind import Kind, Link, LossBehavior, helper, support, ways
from archbench.aws.values import first_at
from archbench.terraform.configuration import Instance

_GLUE = "analytics.Glue"
_CATALOG = "analytics.GlueDataCatalog"


def _job(item: Instance) -> LossBehavior:
    """With a connection it runs in that one's subnet, which other resources name."""
    return "regional" if first_at(item, "connections") is None else "untold"


KINDS = (
    Kind(
        types=("aws_glue_job",),
        title="Glue job",
        service="Glue",
        icon=_GLUE,
        role="workload",
        beside=("connections",),
        links=(Link("data", "", "command.script_location", "script"),),
        loss=_job,
    ),
    Kind(
        types=("aws_glue_crawler",),
        title="Crawler",
        service="Glue",
        icon="analytics.GlueCrawlers",
        role="workload",
        links=(
            *ways(
                "data", "", "s3_target.path dynamodb_target.path delta_target.delta_tables", "reads"
            ),
            *ways(
                "data", "", "jdbc_target.connection_name mongodb_target.connection_name", "reads"
            ),
            *ways("data", "", "catalog_target.database_name", "reads"),
            Link("data", "", "database_name", "tables"),
            Link("event", "s3_target.event_queue_arn", "", "changes"),
            Link("event", "catalog_target.event_queue_arn", "", "changes"),
        ),
        loss="regional",
    ),
    Kind(
        types=("aws_glue_connection",),
        title="Glue connection",
        service="Glue",
        icon=_GLUE,
        role="network",
        loss="single",  # one subnet
    ),
    Kind(
        types=("aws_glue_dev_endpoint",),
        title="Development endpoint",
        service="Glue",
        icon=_GLUE,
        role="workload",
        loss="single",
    ),
    Kind(
        types=("aws_glue_trigger",),
        title="Glue trigger",
        service="Glue",
        icon=_GLUE,
        role="channel",
        links=(
            *ways("event", "", "actions.job_name actions.crawler_name", "{schedule}"),
            *(
                Link("event", f"predicate.conditions.{name}", "")
                for name in ("job_name", "crawler_name")
            ),
        ),
        loss="regional",
    ),
    Kind(
        types=("aws_glue_catalog_database",),
        title="Catalog database",
        service="Glue Data Catalog",
        icon=_CATALOG,
        role="store",
        links=(Link("data", "", "location_uri"),),
        loss="regional",
    ),
    helper(
        "aws_glue_catalog_table",
        "database_name",
        links=(Link("data", "database_name", "storage_descriptor.location", "{name}"),),
    ),
    helper(
        "aws_glue_catalog_table_optimizer aws_glue_partition aws_glue_partition_index "
        "aws_glue_user_defined_function",
        "database_name",
    ),
    support("aws_glue_workflow", "Glue workflow", "Glue", _GLUE),
    support("aws_glue_ml_transform", "ML transform", "Glue", _GLUE),
    support("aws_glue_registry", "Schema registry", "Glue", _GLUE),
    helper("aws_glue_schema", "registry_arn"),
    helper("aws_glue_data_quality_ruleset", "target_table.database_name"),
    helper(
        "aws_glue_classifier aws_glue_data_catalog_encryption_settings aws_glue_resource_policy "
        "aws_glue_security_configuration"
    ),
    Kind(
        types=("aws_athena_workgroup",),
        title="Athena workgroup",
        service="Athena",
        icon="analytics.Athena",
        role="workload",
        links=(Link("data", "", "configuration.result_configuration.output_location", "results"),),
        loss="regional",
    ),
    helper("aws_athena_database", "bucket"),
    helper("aws_athena_named_query aws_athena_prepared_statement", "workgroup"),
    Kind(
        types=("aws_athena_data_catalog",),
        title="Data catalog",
        service="Athena",
        icon="analytics.Athena",
        role="store",
        loss="regional",
    ),
    helper("aws_athena_capacity_reservation"),
    support(
        "aws_lakeformation_resource",
        "Lake location",
        "Lake Formation",
        "analytics.LakeFormation",
        ways("control", "", "arn", "governs"),
    ),
    helper(
        "aws_lakeformation_data_cells_filter aws_lakeformation_data_lake_settings "
        "aws_lakeformation_lf_tag aws_lakeformation_opt_in aws_lakeformation_permissions "
        "aws_lakeformation_resource_lf_tag aws_lakeformation_resource_lf_tags"
    ),
    Kind(
        types=("aws_glue_catalog",),
        title="Catalog",
        service="Glue Data Catalog",
        icon=_CATALOG,
        role="store",
        loss="regional",
    ),
    helper("aws_lakeformation_identity_center_configuration aws_lakeformation_lf_tag_expression"),
)
