"""Kinesis stream: by shard-hour or, on demand, by stream-hour; then by what goes through and stays.

https://aws.amazon.com/kinesis/data-streams/pricing/. Retention beyond 24 hours is billed by the
shard-hour, on demand by the GB; beyond 7 days by the GB.

>>> from archbench.cost.bill import print_bill
>>> stream = {"shard_count": 4, "retention_period": 48}
>>> print_bill({"aws_kinesis_stream.a": stream},
...     {"aws_kinesis_stream.a": {"monthly_provisioned_put_units": 100000000}})
Shard                                     2,920 Shard-Hrs            $0.015     $43.80
PUT payload units                           100 1M units             $0.014      $1.40
Retention to 7 days                       2,920 Shard-Hrs             $0.02     $58.40
>>> print_bill({"aws_kinesis_stream.a": {"stream_mode_details": ({"stream_mode": "ON_DEMAND"},)}})
On-demand stream                            730 Stream-Hrs            $0.04     $29.20
Data written                               open GB                    $0.08
Data read                                  open GB                    $0.04
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, known
from archbench.cost.quantity import Amount, Open
from archbench.cost.selector import queries

NAME = "Kinesis stream"
_DEMAND, _FIXED = "monthly_on_demand_", "monthly_provisioned_"
USAGE = {
    f"{_DEMAND}data_in_gb": "GB written to an on-demand stream in a month",
    f"{_DEMAND}data_out_gb": "GB read from an on-demand stream in a month",
    f"{_DEMAND}efo_data_out_gb": "GB read on demand by enhanced fan-out in a month",
    f"{_DEMAND}extended_retention_gb": "GB kept on demand from the second day to the seventh",
    f"{_DEMAND}long_term_retention_gb": "GB kept on demand beyond seven days",
    f"{_FIXED}put_units": "PUT payload units of 25 KB in a month",
    f"{_FIXED}long_term_retention_gb": "GB kept beyond seven days",
    f"{_FIXED}long_term_retrieval_gb": "GB read from beyond seven days in a month",
    f"{_FIXED}efo_data_out_gb": "GB read by enhanced fan-out in a month",
    f"{_FIXED}efo_consumer_hours": "hours of enhanced fan-out in a month, consumers x shards",
}
ARGUMENTS = arguments(
    priced="retention_period shard_count stream_mode_details",
    free="""
        arn encryption_type enforce_consumer_deletion kms_key_id max_record_size_in_kib name
    """,
    costs={
        "warm_throughput_mib_ps": "Warm throughput",
        "shard_level_metrics": "CloudWatch metrics of each shard",
    },
)

DAY = 24
WEEK = 168

QUERIES = queries(
    "AmazonKinesis",
    "Kinesis Streams",
    ("ondemand-stream-hour", "Stream-Hrs", "OnDemand-StreamHour"),
    ("ondemand-ingest", "GB", "OnDemand-BilledIncomingBytes"),
    ("ondemand-retrieval", "GB", "OnDemand-BilledOutgoingBytes"),
    ("ondemand-efo-retrieval", "GB", "OnDemand-BilledOutgoingEFOBytes"),
    ("ondemand-extended-retention", "GB-Mo", "OnDemand-ExtendedRetention-ByteHrs"),
    ("shard-hour", "Shard-Hrs", "Storage-ShardHour"),
    ("put-payload-unit", "1M units", "PutRequestPayloadUnits"),
    ("extended-retention-shard-hour", "Shard-Hrs", "Extended-ShardHour"),
    ("long-term-retention", "GB-Mo", "LongTermRetention-ByteHrs"),
    ("long-term-retrieval", "GB", "LongTermRetention-ReadBytes"),
    ("efo-gb", "GB", "ReadBytes"),
    ("efo-consumer-shard-hour", "Shard-Hrs", "EnhancedFanoutHour"),
)


def charges(stream: Resource) -> Iterator[Charge]:
    """Hours, records, retention, enhanced fan-out where it is used."""
    hours = stream.number("retention_period", DAY)
    if is_on_demand(stream):
        yield from _on_demand(stream, hours)
    else:
        yield from _provisioned(stream, hours)


def is_on_demand(stream: Resource) -> bool:
    """Whether it scales by itself, with no shards to count."""
    mode = stream.block("stream_mode_details").get("stream_mode")
    return known(mode, f"{stream.address} stream_mode") == "ON_DEMAND"


def _longer(hours: Amount, limit: int) -> bool:
    return isinstance(hours, Open) or hours.high > limit


def _on_demand(stream: Resource, hours: Amount) -> Iterator[Charge]:
    yield stream.hours("AmazonKinesis", "ondemand-stream-hour", "On-demand stream")
    yield _used(stream, "ondemand-ingest", "Data written", f"{_DEMAND}data_in_gb")
    yield _used(stream, "ondemand-retrieval", "Data read", f"{_DEMAND}data_out_gb")
    key = f"{_DEMAND}extended_retention_gb"
    if _longer(hours, DAY) or _given(stream, key):
        yield _used(stream, "ondemand-extended-retention", "Retention to 7 days", key)
    key = f"{_DEMAND}long_term_retention_gb"
    if _longer(hours, WEEK) or _given(stream, key):
        yield _used(stream, "long-term-retention", "Retention beyond 7 days", key)
    if _given(stream, f"{_DEMAND}efo_data_out_gb"):
        key = f"{_DEMAND}efo_data_out_gb"
        yield _used(stream, "ondemand-efo-retrieval", "Enhanced fan-out, data read", key)


def _provisioned(stream: Resource, hours: Amount) -> Iterator[Charge]:
    shards = stream.number("shard_count")
    yield stream.hours("AmazonKinesis", "shard-hour", "Shard", shards, "shards")
    yield _used(stream, "put-payload-unit", "PUT payload units", f"{_FIXED}put_units")
    if _longer(hours, DAY):
        item = "extended-retention-shard-hour"
        kept = Open(hours.reason, high=shards.high) if isinstance(hours, Open) else shards
        yield stream.hours("AmazonKinesis", item, "Retention to 7 days", kept, "shards")
    for item, label, name in (
        ("long-term-retention", "Retention beyond 7 days", "long_term_retention_gb"),
        ("long-term-retrieval", "Data read from beyond 7 days", "long_term_retrieval_gb"),
    ):
        if _longer(hours, WEEK) or _given(stream, f"{_FIXED}{name}"):
            yield _used(stream, item, label, f"{_FIXED}{name}")
    for item, label, name in (
        ("efo-consumer-shard-hour", "Enhanced fan-out, consumers", "efo_consumer_hours"),
        ("efo-gb", "Enhanced fan-out, data read", "efo_data_out_gb"),
    ):
        if _given(stream, f"{_FIXED}{name}"):
            yield _used(stream, item, label, f"{_FIXED}{name}")


def _given(stream: Resource, key: str) -> bool:
    return not isinstance(stream.usage_of(key)[0], Open)


def _used(stream: Resource, item: str, label: str, key: str) -> Charge:
    return stream.used("AmazonKinesis", item, label, key)
