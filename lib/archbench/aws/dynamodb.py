"""DynamoDB: tables, their copies in other regions, and DAX before them."""

from archbench.aws.kind import Kind, Link, LossBehavior, helper
from archbench.aws.values import by_zones, number, whole
from archbench.terraform.configuration import Instance

_ICON = "database.Dynamodb"


def _accelerator(item: Instance) -> LossBehavior:
    """Another node takes over, where there is one in another zone; AWS spreads them by itself.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html
    """
    nodes = whole(item.get("replication_factor", 1))
    if not isinstance(nodes, int):
        return "untold"
    return by_zones(item, "availability_zones", "standby") if nodes > 1 else "single"


KINDS = (
    Kind(
        types=("aws_dynamodb_table",),
        title="DynamoDB table",
        service="DynamoDB",
        icon=_ICON,
        role="store",
        copies=("replica.region_name",),
        loss="regional",
        levels=("dynamodb-level", ""),
    ),
    Kind(
        types=("aws_dynamodb_table_replica",),
        title="DynamoDB table replica",
        service="DynamoDB",
        icon=_ICON,
        role="store",
        links=(Link("replica", "global_table_arn", "", "copies"),),
        loss="regional",
        levels=("dynamodb-level", ""),
    ),
    Kind(
        types=("aws_dynamodb_global_table",),
        title="DynamoDB global table",
        service="DynamoDB",
        icon=_ICON,
        role="store",
        loss="global",
    ),
    helper(
        "aws_dynamodb_kinesis_streaming_destination",
        "table_name",
        links=(Link("event", "table_name", "stream_arn", "changes"),),
    ),
    helper("aws_dynamodb_contributor_insights aws_dynamodb_table_item", "table_name"),
    helper("aws_dynamodb_resource_policy aws_dynamodb_tag", "resource_arn"),
    helper(
        "aws_dynamodb_table_export",
        "table_arn",
        links=(Link("event", "table_arn", "s3_bucket", "export"),),
    ),
    Kind(
        types=("aws_dax_cluster",),
        title="DAX cluster",
        service="DynamoDB Accelerator",
        icon="database.DynamodbDax",
        role="store",
        loss=_accelerator,
        units=number("replication_factor"),
        levels=("dax-level-zones", "dax-level-one-zone"),
    ),
    helper("aws_dax_parameter_group aws_dax_subnet_group"),
    helper("aws_dynamodb_global_secondary_index", "table_name"),
)
