"""DynamoDB table: capacity provisioned or requests on demand, storage, backups.

https://aws.amazon.com/dynamodb/pricing/. Replicas in other regions are listed, not priced.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_dynamodb_table.t": {"read_capacity": 30, "write_capacity": 20}},
...     {"aws_dynamodb_table.t": {"storage_gb": 230}})
DynamoDB write capacity                  14,600 WCU-Hrs            $0.00065      $9.49
DynamoDB read capacity                   21,900 RCU-Hrs            $0.00013      $2.85
DynamoDB storage                            230 GB-Mo                 $0.25     $57.50
DynamoDB on-demand backups                 open GB-Mo                 $0.10
DynamoDB data restored                     open GB                    $0.15
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, is_true
from archbench.cost.model import Unpriced

NAME = "DynamoDB table"
USAGE = {
    "monthly_write_request_units": "write request units in a month, on demand",
    "monthly_read_request_units": "read request units in a month, on demand",
    "storage_gb": "GB stored",
    "pitr_backup_storage_gb": "GB kept for point-in-time recovery",
    "on_demand_backup_storage_gb": "GB of backups made on demand",
    "monthly_data_restored_gb": "GB restored in a month",
    "monthly_streams_read_request_units": "read requests to the table's stream in a month",
}
ARGUMENTS = arguments(
    priced="""
        billing_mode global_secondary_index point_in_time_recovery read_capacity replica
        restore_source_name restore_source_table_arn stream_enabled table_class write_capacity
    """,
    free="""
        attribute deletion_protection_enabled hash_key local_secondary_index name
        on_demand_throughput range_key restore_date_time restore_to_latest_time
        server_side_encryption stream_view_type ttl
    """,
    costs={
        "import_table": "Data imported from S3",
    },
)


def charges(table: Resource) -> Iterator[Charge | Unpriced]:
    """Capacity or requests, storage, backups, streams."""
    service = "AmazonDynamoDB"
    if table.text("billing_mode", "PROVISIONED") == "PAY_PER_REQUEST":
        for kind in ("write", "read"):
            key = f"monthly_{kind}_request_units"
            yield table.used(service, f"{kind}-request", f"DynamoDB {kind} requests", key)
    else:
        for kind, unit in (("write", "wcu"), ("read", "rcu")):
            number = table.number(f"{kind}_capacity", 0)
            yield table.hours(
                service, f"{unit}-hour", f"DynamoDB {kind} capacity", number, unit.upper()
            )
    yield table.used(service, "storage", "DynamoDB storage", "storage_gb")
    if is_true(table.block("point_in_time_recovery").get("enabled"), "point_in_time_recovery"):
        yield table.used(
            service, "pitr", "DynamoDB point-in-time recovery", "pitr_backup_storage_gb"
        )
    yield table.used(service, "backup", "DynamoDB on-demand backups", "on_demand_backup_storage_gb")
    yield table.used(service, "restore", "DynamoDB data restored", "monthly_data_restored_gb")
    if table.flag("stream_enabled"):
        yield table.used(
            service, "streams-read", "DynamoDB stream reads", "monthly_streams_read_request_units"
        )
    for replica in table.blocks("replica"):
        yield Unpriced(
            table.address,
            f"DynamoDB replica in {replica.get('region_name')}: no price: no sourced figure for "
            "replicated writes",
        )
