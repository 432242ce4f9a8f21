"""AppSync API: by the million operations; subscriptions by message and minute.

https://aws.amazon.com/appsync/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_operations": 5000000}
>>> print_bill({"aws_appsync_graphql_api.a": {}}, {"aws_appsync_graphql_api.a": use})
AppSync queries and mutations                 5 1M operations            $4     $20.00
AppSync messages to subscribers            open 1M messages              $2
AppSync connections                        open 1M minutes            $0.08
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "AppSync API"
USAGE = {
    "monthly_operations": "queries and mutations in a month",
    "monthly_messages": "messages to subscribers in a month",
    "monthly_connection_mins": "minutes subscribers are connected in a month, all together",
}
ARGUMENTS = arguments(
    free="""
        additional_authentication_provider api_type authentication_type introspection_config
        lambda_authorizer_config log_config merged_api_execution_role_arn name
        openid_connect_config query_depth_limit resolver_count_limit schema user_pool_config
        visibility
    """,
    costs={
        "xray_enabled": "X-Ray traces",
        "enhanced_metrics_config": "CloudWatch metrics of resolvers and sources",
    },
)

QUERIES = queries(
    "AWSAppSync",
    "",
    ("query-mutation", "1M operations", "GraphQLInvocation"),
    ("realtime-update", "1M messages", "GraphQLNotification"),
    ("connection-minute", "1M minutes", "ConnectionDuration"),
)


def charges(api: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield api.used(
        "AWSAppSync", "query-mutation", "AppSync queries and mutations", "monthly_operations"
    )
    yield api.used(
        "AWSAppSync", "realtime-update", "AppSync messages to subscribers", "monthly_messages"
    )
    yield api.used(
        "AWSAppSync", "connection-minute", "AppSync connections", "monthly_connection_mins"
    )
