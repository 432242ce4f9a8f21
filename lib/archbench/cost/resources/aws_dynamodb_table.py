"""DynamoDB table: capacity provisioned or requests on demand, storage, backups.

https://aws.amazon.com/dynamodb/pricing/. A global secondary index has capacity of its own, and the
table class decides every rate but that of backups. Application Auto Scaling makes capacity a range,
that of each index by a target of its own.
A replica has the table's writes as replicated ones, its reads and its storage, at the rates of its
own region.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_dynamodb_table.t": {"read_capacity": 30, "write_capacity": 20}},
...     {"aws_dynamodb_table.t": {"storage_gb": 230}})
DynamoDB write capacity                  14,600 WCU-Hrs            $0.00065      $9.49
DynamoDB read capacity                   21,900 RCU-Hrs            $0.00013      $2.85
DynamoDB storage                            230 GB-Mo                 $0.25     $57.50
DynamoDB on-demand backups                 open GB-Mo                  $0.1
DynamoDB data restored                     open GB                    $0.15
"""

from collections.abc import Iterator, Mapping

from archbench.architecture.scaling import scales_index
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, amount, is_true, known
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Amount, Quantity
from archbench.cost.scaling import may_scale, scaled, scalers, untold, within
from archbench.cost.selector import queries
from archbench.frozen import replace
from archbench.hcl.values import Plain

NAME = "DynamoDB table"
_REPLICA_READS = "monthly_replica_read_request_units"
USAGE = {
    "monthly_write_request_units": "write request units in a month, on demand",
    "monthly_read_request_units": "read request units in a month, on demand",
    "storage_gb": "GB stored",
    "pitr_backup_storage_gb": "GB kept for point-in-time recovery",
    "on_demand_backup_storage_gb": "GB of backups made on demand",
    "monthly_data_restored_gb": "GB restored in a month",
    _REPLICA_READS: "read request units in a month in each replica, on demand",
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

QUERIES = queries(
    "AmazonDynamoDB",
    "",
    ("write-request", "1M requests", "WriteRequestUnits"),
    ("write-request:ia", "1M requests", "IA-WriteRequestUnits"),
    ("read-request", "1M requests", "ReadRequestUnits"),
    ("read-request:ia", "1M requests", "IA-ReadRequestUnits"),
    ("replicated-write-request", "1M requests", "ReplWriteRequestUnits"),
    ("wcu-hour", "WCU-Hrs", "WriteCapacityUnit-Hrs"),
    ("wcu-hour:ia", "WCU-Hrs", "IA-WriteCapacityUnit-Hrs"),
    ("rcu-hour", "RCU-Hrs", "ReadCapacityUnit-Hrs"),
    ("rcu-hour:ia", "RCU-Hrs", "IA-ReadCapacityUnit-Hrs"),
    ("replicated-wcu-hour", "WCU-Hrs", "ReplWriteCapacityUnit-Hrs"),
    ("storage", "GB-Mo", "TimedStorage-ByteHrs"),
    ("storage:ia", "GB-Mo", "IA-TimedStorage-ByteHrs"),
    ("pitr", "GB-Mo", "TimedPITRStorage-ByteHrs"),
    ("backup", "GB-Mo", "TimedBackupStorage-ByteHrs"),
    ("restore", "GB", "RestoreDataSize-Bytes"),
    ("streams-read", "100K requests", "Streams-Requests"),
)


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
    key = "monthly_streams_read_request_units"
    if table.flag("stream_enabled") or isinstance(table.usage_of(key)[0], Quantity):
        yield table.used(service, "streams-read", "DynamoDB stream reads", key)
    for replica in table.blocks("replica"):
        yield from _replica(table, replica, kind, words)


def _replica(
    table: Resource, replica: Mapping[str, Plain], kind: str, words: str
) -> Iterator[Charge | Unpriced]:
    """Writes, reads and storage of the table once more, at the rates of the replica's region."""
    region = str(known(replica.get("region_name"), f"{table.address} replica region_name"))
    label = f"DynamoDB replica in {region}{words}"
    if table.text("billing_mode", "PROVISIONED") == "PAY_PER_REQUEST":
        for way, item in (("write", "replicated-write-request"), ("read", "read-request")):
            key = f"monthly_{way}_request_units" if way == "write" else _REPLICA_READS
            found = table.used("AmazonDynamoDB", f"{item}{kind}", f"{label}, {way}s", key)
            yield replace(found, region=region)
    else:
        for way, item in (("write", "replicated-wcu-hour"), ("read", "rcu-hour")):
            number = _capacity(table, f"{way}_capacity")
            text = f"{label}, {way} capacity"
            found = table.hours("AmazonDynamoDB", f"{item}{kind}", text, number, "units")
            yield replace(found, region=region)
    found = table.used("AmazonDynamoDB", f"storage{kind}", f"{label}, storage", "storage_gb")
    yield replace(found, region=region)
    if is_true(replica.get("point_in_time_recovery"), "point_in_time_recovery"):
        text = f"{label}, point-in-time recovery"
        found = table.used("AmazonDynamoDB", "pitr", text, "pitr_backup_storage_gb")
        yield replace(found, region=region)


def _capacity(table: Resource, name: str) -> Amount:
    """Units of the table and of each of its global secondary indexes; autoscaling may change them.

    An index that sets none has none of its own in the configuration, and its capacity is open.
    """
    units = "".join(word.capitalize() for word in name.split("_")) + "Units"
    total = scaled(table, f"dynamodb:table:{units}", table.number(name, 0))
    for index in table.blocks("global_secondary_index"):
        own = amount(index.get(name), f"{table.address} index {index.get('name')} {name}")
        total += _of_index(table, f"dynamodb:index:{units}", index.get("name"), own)
    return total


def _of_index(table: Resource, dimension: str, name: Plain, configured: Amount) -> Amount:
    """The capacity of an index as its own target scales it; open where one may be its target."""
    found = [(target, scales_index(target.instance, name)) for target in scalers(table, dimension)]
    its = next((target for target, told in found if told), None)
    if its is not None:
        return within(its, configured)
    unclear = next(
        (target.address for target, told in found if told is None), may_scale(table, dimension)
    )
    return configured if unclear is None else untold(unclear)
