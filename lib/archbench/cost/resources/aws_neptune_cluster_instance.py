"""Neptune instance: by the hour; serverless by the hour of a Neptune capacity unit.

https://aws.amazon.com/neptune/pricing/

>>> from archbench.cost.bill import print_bill, ref
>>> cluster = {"storage_type": "iopt1"}
>>> instance = {"instance_class": "db.r6g.large",
...     "cluster_identifier": ref("aws_neptune_cluster.a")}
>>> print_bill({"aws_neptune_cluster.a": cluster, "aws_neptune_cluster_instance.a": instance},
...     {"aws_neptune_cluster.a": {"storage_gb": 100, "backup_storage_gb": 0}})
Neptune storage                             100 GB-Mo                $0.225     $22.50
Neptune backups                               0 GB-Mo                $0.021      $0.00
Neptune instance, db.r6g.large              730 Hrs                  $0.443    $323.39
"""

from collections.abc import Iterator

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.databases import in_io_optimized_cluster
from archbench.cost.machines import burstable_family
from archbench.cost.selector import queries

NAME = "Neptune instance"
USAGE = {
    "monthly_cpu_credit_hrs": "vCPU-hours beyond the baseline in a month",
    "average_ncu": "capacity units of a serverless instance on average over the month",
}
ARGUMENTS = arguments(
    priced="cluster_identifier instance_class",
    free="""
        apply_immediately auto_minor_version_upgrade availability_zone engine engine_version
        identifier identifier_prefix neptune_parameter_group_name neptune_subnet_group_name
        port preferred_backup_window preferred_maintenance_window promotion_tier
        skip_final_snapshot
    """,
    costs={"publicly_accessible": "Public IPv4 address of the instance"},
)

QUERIES = queries(
    "AmazonNeptune",
    "",
    ("instance:{kind}", "Hrs", r"InstanceUsage:(?P<kind>db\..+)"),
    ("instance-io-optimized:{kind}", "Hrs", r"InstanceUsageIOOptimized:(?P<kind>db\..+)"),
    ("cpu-credits", "vCPU-Hours", r"CPUCredits:db\.t\w+"),
)


def charges(instance: Resource) -> Iterator[Charge]:
    """Hours of the instance or its capacity, and CPU credits."""
    optimized = in_io_optimized_cluster(instance)
    kind = instance.text("instance_class")
    if kind == "db.serverless":
        item = "serverless-ncu-hour:io-optimized" if optimized else "serverless-ncu-hour"
        yield instance.used("AmazonNeptune", item, "Neptune Serverless", "average_ncu", HOURS)
        return
    item = f"instance-io-optimized:{kind}" if optimized else f"instance:{kind}"
    yield instance.hours("AmazonNeptune", item, f"Neptune instance, {kind}")
    if burstable_family(kind):
        key = "monthly_cpu_credit_hrs"
        yield instance.used("AmazonNeptune", "cpu-credits", "CPU credits beyond the baseline", key)
