"""AppFlow, AppFabric, Clean Rooms, Data Exchange, DataZone, Data Pipeline: data between parties."""

from archbench.aws.kind import Kind, Link, helper, support

_APPFLOW = "integration.ApplicationIntegration"
_FROM = "source_flow_config.source_connector_properties"
_TO = "destination_flow_config.destination_connector_properties"

KINDS = (
    Kind(
        types=("aws_appflow_flow",),
        title="AppFlow flow",
        service="AppFlow",
        icon=_APPFLOW,
        role="workload",
        links=(
            Link("data", "", f"{_FROM}.s3.bucket_name", "reads"),
            Link("data", "", f"{_TO}.s3.bucket_name", "writes"),
            Link("data", "", f"{_TO}.redshift.intermediate_bucket_name", "writes"),
        ),
        loss="regional",
    ),
    helper("aws_appflow_connector_profile"),
    support("aws_appfabric_app_bundle", "App bundle", "AppFabric", _APPFLOW),
    helper(
        "aws_appfabric_app_authorization aws_appfabric_app_authorization_connection "
        "aws_appfabric_ingestion aws_appfabric_ingestion_destination",
        "app_bundle_arn",
    ),
    support("aws_cleanrooms_collaboration", "Collaboration", "Clean Rooms", "analytics.Analytics"),
    helper("aws_cleanrooms_membership", "collaboration_id"),
    helper("aws_cleanrooms_configured_table", "table_reference.database_name"),
    Kind(
        types=("aws_dataexchange_data_set",),
        title="Exchanged data set",
        service="Data Exchange",
        icon="analytics.Analytics",
        role="store",
        loss="regional",
    ),
    helper("aws_dataexchange_revision aws_dataexchange_revision_assets", "data_set_id"),
    helper("aws_dataexchange_event_action"),
    support("aws_datazone_domain", "DataZone domain", "DataZone", "analytics.Analytics"),
    helper(
        "aws_datazone_asset_type aws_datazone_environment aws_datazone_environment_profile "
        "aws_datazone_form_type aws_datazone_glossary aws_datazone_project "
        "aws_datazone_user_profile",
        "domain_identifier",
    ),
    helper("aws_datazone_environment_blueprint_configuration", "domain_id"),
    helper("aws_datazone_glossary_term", "glossary_identifier"),
    Kind(
        types=("aws_datapipeline_pipeline",),
        title="Data pipeline",
        service="Data Pipeline",
        icon="analytics.DataPipeline",
        role="workload",
        loss="untold",  # its definition says what it starts
    ),
    helper("aws_datapipeline_pipeline_definition", "pipeline_id"),
    helper("aws_datazone_policy_grant", "domain_identifier"),
)
