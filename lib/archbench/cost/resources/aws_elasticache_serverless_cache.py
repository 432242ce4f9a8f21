"""Serverless cache: data kept by the GB-hour, and requests by ElastiCache processing units.

https://aws.amazon.com/elasticache/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"average_data_gb": 10, "monthly_ecpus": 200000000}
>>> print_bill({"aws_elasticache_serverless_cache.a": {"engine": "valkey"}},
...     {"aws_elasticache_serverless_cache.a": use})
Valkey serverless, data                   7,300 GB-Hrs               $0.084    $613.20
Valkey serverless, processing units         200 1M ECPU             $0.0023      $0.46
"""

from collections.abc import Iterator

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "ElastiCache serverless cache"
USAGE = {
    "average_data_gb": "GB of data kept on average",
    "monthly_ecpus": "ElastiCache processing units used in a month",
    "snapshot_storage_size_gb": "GB of snapshots kept",
}
ARGUMENTS = arguments(
    priced="engine snapshot_retention_limit",
    free="""
        cache_usage_limits daily_snapshot_time description kms_key_id major_engine_version
        name network_type security_group_ids snapshot_arns_to_restore subnet_ids
        user_group_id
    """,
    costs={
        "cache_usage_limits.data_storage.minimum": "Data below the minimum that is paid for",
        "cache_usage_limits.ecpu_per_second.minimum": "Units below the minimum that is paid for",
    },
)

QUERIES = queries(
    "AmazonElastiCache",
    "",
    ("serverless-storage:{engine}", "GB-Hrs", r"CachedData:(?P<engine>\w+)"),
    ("serverless-ecpu:{engine}", "1M ECPU", r"ElastiCacheProcessingUnits:(?P<engine>\w+)"),
)


def charges(cache: Resource) -> Iterator[Charge]:
    """Data, processing units, snapshots."""
    engine = cache.text("engine")
    name = engine.capitalize()
    yield cache.used(
        "AmazonElastiCache",
        f"serverless-storage:{engine}",
        f"{name} serverless, data",
        "average_data_gb",
        HOURS,
    )
    yield cache.used(
        "AmazonElastiCache",
        f"serverless-ecpu:{engine}",
        f"{name} serverless, processing units",
        "monthly_ecpus",
    )
    if cache.instance.get("snapshot_retention_limit") not in (None, 0):
        yield cache.used(
            "AmazonElastiCache", "backup", "ElastiCache snapshots", "snapshot_storage_size_gb"
        )
