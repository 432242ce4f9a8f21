"""DynamoDB table: capacity provisioned or requests on demand, storage, backups.

https://aws.amazon.com/dynamodb/pricing/. A global secondary index has capacity of its own, and the
table class decides every rate but that of backups. Replicas in other regions are listed, not
priced.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_dynamodb_table.t": {"read_capacity": 30, "write_capacity": 20}},
...     {"aws_dynamodb_table.t": {"storage_gb": 230}})
DynamoDB write capacity                  14,600 WCU-Hrs            $0.00065      $9.49
DynamoDB read capacity                   21,900 RCU-Hrs            $0.00013      $2.85
DynamoDB storage                            230 GB-Mo                 $0.25     $57.50
DynamoDB on-demand backups                 open GB-Mo                  $0.1
DynamoDB data restored                     open GB                    $0.15
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, amount, is_true
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Amount

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
        "global_table_witness": "Witness of the global table",
        "restore_backup_arn": "Data restored from a backup",
        "warm_throughput": "Warm throughput beyond what the table has",
        "import_table": "Data imported from S3",
    },
)


_RARE = "STANDARD_INFREQUENT_ACCESS"


def charges(table: Resource) -> Iterator[Charge | Unpriced]:
    """Capacity or requests of the table and its indexes, storage, backups, streams."""
    service = "AmazonDynamoDB"
    is_rare = table.text("table_class") == _RARE
    kind, words = (":ia", ", infrequent access") if is_rare else ("", "")
    if table.text("billing_mode", "PROVISIONED") == "PAY_PER_REQUEST":
        for way in ("write", "read"):
            key = f"monthly_{way}_request_units"
            label = f"DynamoDB {way} requests{words}"
            yield table.used(service, f"{way}-request{kind}", label, key)
    else:
        for way, unit in (("write", "wcu"), ("read", "rcu")):
            label = f"DynamoDB {way} capacity{words}"
            number = _capacity(table, f"{way}_capacity")
            yield table.hours(service, f"{unit}-hour{kind}", label, number, unit.upper())
    yield table.used(service, f"storage{kind}", f"DynamoDB storage{words}", "storage_gb")
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


def _capacity(table: Resource, name: str) -> Amount:
    """Units of the table and of each of its global secondary indexes; autoscaling may change them.

    An index that sets none has none of its own in the configuration, and its capacity is open.
    """
    total = table.number(name, 0)
    for index in table.blocks("global_secondary_index"):
        where = f"{table.address} index {index.get('name')} {name}"
        total += amount(index.get(name), where)
    return total
