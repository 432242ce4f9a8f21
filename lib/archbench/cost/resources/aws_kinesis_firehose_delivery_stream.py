"""Firehose stream: by the GB taken in, converted, partitioned, and delivered into a VPC.

https://aws.amazon.com/firehose/pricing/. Each record counts as a multiple of 5 KB.

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_data_ingested_gb": 1000}
>>> print_bill({"aws_kinesis_firehose_delivery_stream.a": {"destination": "extended_s3"}},
...     {"aws_kinesis_firehose_delivery_stream.a": use})
Data ingested                             1,000 GB                   $0.029     $29.00
>>> print_bill({"aws_kinesis_firehose_delivery_stream.a": {"destination": "snowflake"}})
aws_kinesis_firehose_delivery_stream.a: Data ingested, Snowflake: no price: it has a rate of its own
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, first, known
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Quantity
from archbench.cost.selector import Selector, queries

NAME = "Firehose stream"
USAGE = {"monthly_data_ingested_gb": "GB taken in a month, each record rounded up to 5 KB"}
ARGUMENTS = arguments(
    priced="""
        destination elasticsearch_configuration extended_s3_configuration
        msk_source_configuration opensearch_configuration
    """,
    free="""
        arn destination_id http_endpoint_configuration iceberg_configuration
        kinesis_source_configuration name opensearchserverless_configuration
        redshift_configuration server_side_encryption snowflake_configuration
        splunk_configuration version_id
    """,
    costs={
        **{
            f"{destination}.processing_configuration.processors.type"
            "!=appenddelimitertorecord|cloudwatchlogprocessing|lambda|metadataextraction"
            "|recorddeaggregation": "Records decompressed"
            for destination in (
                "elasticsearch_configuration",
                "extended_s3_configuration",
                "http_endpoint_configuration",
                "opensearch_configuration",
                "opensearchserverless_configuration",
                "redshift_configuration",
                "splunk_configuration",
            )
        },
        "opensearchserverless_configuration.vpc_config": "Delivery into a VPC",
    },
)

_OTHER_RATES = {"iceberg": "Iceberg tables", "snowflake": "Snowflake"}
_KEY = "monthly_data_ingested_gb"

QUERIES = (
    Selector(
        "AmazonKinesisFirehose",
        "ingest",
        "GB",
        "BilledBytes",
        "Kinesis Firehose",
        {"group": "Event-by-Event Processing"},
        any_of={"sourcetype": ("",)},
    ),
    *queries(
        "AmazonKinesisFirehose",
        "Kinesis Firehose",
        ("format-conversion", "GB", ".+", {"operation": "DataFormatConversion"}),
        ("vpc-gb", "GB", ".+", {"operation": "VpcBandwidth"}),
        ("vpc-az-hour", "Hrs", ".+", {"operation": "RunVpcInstance"}),
    ),
)


def charges(stream: Resource) -> Iterator[Charge | Unpriced]:
    """Ingestion, format conversion, dynamic partitioning, delivery into a VPC."""
    destination = stream.text("destination")
    if destination in _OTHER_RATES or stream.block("msk_source_configuration"):
        what = _OTHER_RATES.get(destination, "Firehose from MSK")
        yield Unpriced(stream.address, f"Data ingested, {what}: no price: it has a rate of its own")
    else:
        yield stream.used("AmazonKinesisFirehose", "ingest", "Data ingested", _KEY)
    target = stream.block("extended_s3_configuration")
    where = stream.address
    conversion = first(target, "data_format_conversion_configuration", where)
    if conversion and known(conversion.get("enabled"), f"{where} enabled") is not False:
        yield stream.used("AmazonKinesisFirehose", "format-conversion", "Format conversion", _KEY)
    partitioning = first(target, "dynamic_partitioning_configuration", where)
    if known(partitioning.get("enabled"), f"{where} enabled"):
        yield Unpriced(where, "Dynamic partitioning: no price: no sourced figure")
    for name in ("opensearch_configuration", "elasticsearch_configuration"):
        network = first(stream.block(name), "vpc_config", where)
        if network:
            subnets = known(network.get("subnet_ids"), f"{where} subnet_ids")
            zones = Quantity.of(len(subnets) if isinstance(subnets, tuple) else 1)
            yield stream.hours(
                "AmazonKinesisFirehose", "vpc-az-hour", "Delivery into a VPC", zones, "zones"
            )
            yield stream.used("AmazonKinesisFirehose", "vpc-gb", "Delivery into a VPC, data", _KEY)
