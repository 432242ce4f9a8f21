"""DynamoDB: tables, their copies in other regions, and DAX before them."""

from collections.abc import Sequence

from archbench.aws.kind import Kind, Link, LossBehavior, helper
from archbench.aws.values import (
    by_zones,
    first_at,
    names_a_resource,
    number,
    text,
    truth,
    whole,
)
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


def _table(items: Sequence[Instance]) -> str:
    """How it is billed and what protects it: "on demand, PITR, KMS"."""
    item = items[0]
    mode = text(item.get("billing_mode", "PROVISIONED"))
    billed = {"PAY_PER_REQUEST": "on demand", "PROVISIONED": "provisioned"}.get(mode, "")
    kept = truth(first_at(item, "point_in_time_recovery.enabled"), default=False) is True
    key = first_at(item, "server_side_encryption.kms_key_arn")
    told = (billed, "PITR" if kept else "", "KMS" if names_a_resource(key) else "")
    return ", ".join(part for part in told if part)


KINDS = (
    Kind(
        types=("aws_dynamodb_table",),
        title="DynamoDB table",
        service="DynamoDB",
        icon=_ICON,
        role="store",
        copies=("replica.region_name",),
        loss="regional",
        detail=_table,
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
