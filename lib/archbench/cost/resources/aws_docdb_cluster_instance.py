"""DocumentDB instance: by the hour.

https://aws.amazon.com/documentdb/pricing/. Storage and I/O are the cluster's; a usage file may name
them here as well.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_docdb_cluster_instance.a": {"instance_class": "db.t3.medium"}})
DocumentDB instance, db.t3.medium           730 Hrs                  $0.078     $56.94
CPU credits beyond the baseline            open vCPU-Hours            $0.09
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.databases import in_io_optimized_cluster
from archbench.cost.machines import burstable_family
from archbench.cost.quantity import Open
from archbench.cost.selector import queries

NAME = "DocumentDB instance"
USAGE = {
    "monthly_cpu_credit_hrs": "vCPU-hours beyond the baseline in a month",
    "data_storage_gb": "GB of data, where it is not given for the cluster",
    "monthly_io_requests": "I/O requests in a month, where not given for the cluster",
}
ARGUMENTS = arguments(
    priced="cluster_identifier instance_class",
    free="""
        apply_immediately auto_minor_version_upgrade availability_zone ca_cert_identifier
        certificate_rotation_restart copy_tags_to_snapshot enable_performance_insights
        engine identifier identifier_prefix performance_insights_kms_key_id
        preferred_maintenance_window promotion_tier
    """,
)

QUERIES = (
    *queries(
        "AmazonDocDB",
        "Database Instance",
        (
            "instance:{instanceType}",
            "Hrs",
            r"InstanceUsage:db\..+",
            {"volumeType": "General Purpose"},
        ),
    ),
    *queries("AmazonDocDB", "CPU Credits", ("cpu-credits", "vCPU-Hours", r"CPUCredits:db\.t\w+")),
)


def charges(instance: Resource) -> Iterator[Charge]:
    """Hours, CPU credits, and what the usage names here."""
    optimized = in_io_optimized_cluster(instance)
    kind = instance.text("instance_class")
    item = f"instance-io-optimized:{kind}" if optimized else f"instance:{kind}"
    yield instance.hours("AmazonDocDB", item, f"DocumentDB instance, {kind}")
    if burstable_family(kind):
        key = "monthly_cpu_credit_hrs"
        yield instance.used("AmazonDocDB", "cpu-credits", "CPU credits beyond the baseline", key)
    for item, label, key in (
        ("storage", "DocumentDB storage", "data_storage_gb"),
        ("io", "DocumentDB I/O", "monthly_io_requests"),
    ):
        if not isinstance(instance.usage_of(key)[0], Open):
            yield instance.used("AmazonDocDB", item, label, key)
