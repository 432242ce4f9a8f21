"""AppSync: GraphQL APIs, their data sources and resolvers."""

from archbench.aws.kind import Kind, Link, helper, passage

KINDS = (
    Kind(
        types=("aws_appsync_graphql_api",),
        title="GraphQL API",
        service="AppSync",
        icon="integration.Appsync",
        role="entry",
        links=tuple(
            Link("control", path, "", "authorizes")
            for first in ("", "additional_authentication_provider.")
            for path in (
                f"{first}lambda_authorizer_config.authorizer_uri",
                f"{first}user_pool_config.user_pool_id",
            )
        ),
        loss="regional",
    ),
    helper(
        "aws_appsync_resolver",
        "api_id",
        links=(
            Link("request", "api_id", "data_source", "{type}.{field}"),
            Link("request", "api_id", "pipeline_config.functions", "{type}.{field}"),
        ),
    ),
    passage("aws_appsync_function", links=(Link("request", "", "data_source"),)),
    passage(
        "aws_appsync_datasource",
        links=(
            Link("request", "", "lambda_config.function_arn"),
            Link("request", "", "http_config.endpoint"),
            Link("data", "", "dynamodb_config.table_name"),
            Link("data", "", "elasticsearch_config.endpoint"),
            Link("data", "", "opensearchservice_config.endpoint"),
            Link(
                "data",
                "",
                "relational_database_config.http_endpoint_config.db_cluster_identifier",
            ),
            Link("event", "", "event_bridge_config.event_bus_arn"),
        ),
    ),
    helper("aws_appsync_api_cache aws_appsync_api_key aws_appsync_type", "api_id"),
    passage("aws_appsync_domain_name", links=(Link("uses", "", "certificate_arn", "certificate"),)),
    helper(
        "aws_appsync_domain_name_api_association",
        "domain_name",
        links=(Link("request", "domain_name", "api_id"),),
    ),
    helper(
        "aws_appsync_source_api_association",
        "merged_api_id",
        "merged_api_arn",
        links=(
            Link("request", "merged_api_id", "source_api_id"),
            Link("request", "merged_api_arn", "source_api_arn"),
        ),
    ),
    Kind(
        types=("aws_appsync_api",),
        title="Event API",
        service="AppSync",
        icon="integration.Appsync",
        role="entry",
        links=(
            Link(
                "control",
                "event_config.auth_provider.cognito_config.user_pool_id",
                "",
                "authorizes",
            ),
        ),
        loss="regional",
    ),
    helper(
        "aws_appsync_channel_namespace",
        "api_id",
        links=tuple(
            Link("event", "api_id", f"handler_configs.{on}.integration.data_source_name", "{name}")
            for on in ("on_publish", "on_subscribe")
        ),
    ),
)
