"""Aurora instance: hours of its class, or capacity units when serverless.

https://aws.amazon.com/rds/aurora/pricing/. The cluster's storage type decides the rate.

>>> from archbench.cost.bill import print_bill, ref
>>> one = {"instance_class": "db.r6g.large", "cluster_identifier": ref("aws_rds_cluster.a")}
>>> print_bill({"aws_rds_cluster_instance.a": one | {"engine": "aurora-postgresql"}})
aws_rds_cluster_instance.a: no price: its cluster is not in this configuration and decides the rate
>>> cluster = {"engine": "aurora-postgresql", "storage_type": "aurora-iopt1"}
>>> use = {"storage_gb": 0, "backup_snapshot_size_gb": 0, "snapshot_export_size_gb": 0}
>>> print_bill({"aws_rds_cluster.a": cluster, "aws_rds_cluster_instance.a": one},
...     {"aws_rds_cluster.a": use})
Aurora storage, I/O-Optimized                 0 GB-Mo                $0.225      $0.00
Aurora backup beyond the free part            0 GB-Mo                $0.021      $0.00
Snapshot export to S3                         0 GB                    $0.01      $0.00
Aurora PostgreSQL, db.r6g.large, I/O-Optimized        730 Hrs                  $0.338    $246.74
"""

from collections.abc import Iterator

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, UndecidedError, amount, either
from archbench.cost.databases import address_charges, insights_charges, monitoring_charges
from archbench.cost.machines import burstable_family, vcpus
from archbench.cost.model import Basis, Unpriced
from archbench.cost.purchase import RESERVED_USAGE, reserved_term
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.resources.aws_rds_cluster import is_optimized
from archbench.cost.selector import Selector
from archbench.cost.support import support_charges
from archbench.frozen import replace

NAME = "Aurora instance"
USAGE = {
    "monthly_cpu_credit_hrs": "hours in a month a burstable class runs above its baseline",
    "capacity_units_per_hr": "Aurora capacity units on average, for a serverless instance",
    "monthly_additional_performance_insights_requests": "Performance Insights API requests beyond "
    "the free million",
    "monthly_enhanced_monitoring_gb": "GB of metrics enhanced monitoring sends to CloudWatch Logs",
    **RESERVED_USAGE,
}
ARGUMENTS = arguments(
    priced="""
        cluster_identifier engine engine_version instance_class monitoring_interval
        performance_insights_enabled performance_insights_retention_period publicly_accessible
    """,
    free="""
        apply_immediately auto_minor_version_upgrade availability_zone ca_cert_identifier
        copy_tags_to_snapshot custom_iam_instance_profile db_parameter_group_name
        db_subnet_group_name force_destroy identifier identifier_prefix monitoring_role_arn
        performance_insights_kms_key_id preferred_backup_window preferred_maintenance_window
        promotion_tier warning_event_categories
    """,
)

_NORMALISED = "a reservation covers less of an I/O-Optimized instance, by normalised units"
_ENGINES = {
    "aurora-mysql": ("aurora-mysql", "Aurora MySQL"),
    "aurora-postgresql": ("aurora-pg", "Aurora PostgreSQL"),
}

QUERIES = (
    *tuple(
        Selector(
            "AmazonRDS",
            f"{item}-{suffix}:{{instanceType}}",
            "Hrs",
            rf"{usage}:db\..+",
            "Database Instance",
            {"databaseEngine": name},
            reserved=f"{item}-ri-{{term}}:{{instanceType}}" if suffix == "instance" else "",
        )
        for item, name in _ENGINES.values()
        for suffix, usage in (
            ("instance", "InstanceUsage"),
            ("instance-ioopt", "InstanceUsageIOOptimized"),
        )
    ),
    *tuple(
        Selector(
            "AmazonRDS",
            item,
            unit,
            usagetype,
            family,
            any_of={"databaseEngine": (*(name for _, name in _ENGINES.values()), "Any")},
        )
        for item, unit, usagetype, family in (
            ("aurora-serverless-v2", "ACU-Hr", "Aurora:ServerlessV2Usage", "ServerlessV2"),
            (
                "aurora-serverless-v2-ioopt",
                "ACU-Hr",
                "Aurora:ServerlessV2IOOptimizedUsage",
                "ServerlessV2",
            ),
            (
                "aurora-serverless-v2-extended-support:yr1-2",
                "ACU-Hr",
                r"ExtendedSupport:Yr1-Yr2:ASv2:\w+",
                "",
            ),
            (
                "aurora-serverless-v2-extended-support:yr3",
                "ACU-Hr",
                r"ExtendedSupport:Yr3:ASv2:\w+",
                "",
            ),
            (
                "aurora-cpu-credits:db.{family}",
                "vCPU-Hours",
                r"CPUCredits:db\.(?P<family>t\w+)",
                "CPU Credits",
            ),
        )
    ),
)


def charges(database: Resource) -> Iterator[Charge | Unpriced]:
    """Instance or capacity-unit hours, credits, extended support, insights, monitoring."""
    cluster = _cluster(database)
    for found in _charges(database, cluster):
        if isinstance(found, Charge):
            yield replace(found, part_of=cluster.address)
        else:
            yield found


def _charges(database: Resource, cluster: Resource) -> Iterator[Charge | Unpriced]:
    engine = cluster.text("engine")
    if engine not in _ENGINES:
        raise UndecidedError(f"no price: no sourced figures for {engine} instances")
    prefix, label = _ENGINES[engine]
    optimized = is_optimized(cluster)
    kind = database.text("instance_class")
    suffix = ", I/O-Optimized" if optimized else ""
    cores = vcpus(kind)
    serverless = kind == "db.serverless"
    if serverless:
        units, basis, words = _units(database, cluster)
        yield Charge(
            "AmazonRDS",
            "aurora-serverless-v2-ioopt" if optimized else "aurora-serverless-v2",
            f"Aurora Serverless v2{suffix}",
            units * HOURS,
            basis,
            f"{words} x {HOURS} h",
            "capacity_units_per_hr",
        )
    else:
        units = Quantity.of(cores) if cores else Open("vCPUs of its class are not known")
        words = f"{cores} vCPU"
        rate = f"{prefix}-instance-ioopt" if optimized else f"{prefix}-instance"
        text = f"{label}, {kind}{suffix}"
        if term := reserved_term(database):
            if optimized:
                raise UndecidedError(f"{text}, reserved: no price: {_NORMALISED}")
            rate, text = f"{prefix}-{term.item}", f"{text}, {term.words}"
        yield database.hours("AmazonRDS", f"{rate}:{kind}", text)
        yield from _credits(database, kind, cores)
    own, whole = (which.instance.get("engine_version") for which in (database, cluster))
    lifecycle = cluster.instance.get("engine_lifecycle_support")
    yield from support_charges(
        database,
        engine,
        either(own, whole),
        lifecycle,
        number=units,
        words=words,
        serverless=serverless,
    )
    yield from address_charges(database)
    yield from insights_charges(database, kind, cores, units if serverless else None)
    yield from monitoring_charges(database)


def _cluster(database: Resource) -> Resource:
    found = database.target("cluster_identifier")
    if found is None:
        name = database.instance.get("cluster_identifier")
        same = [
            cluster
            for cluster in database.others("aws_rds_cluster")
            if isinstance(name, str) and cluster.instance.get("cluster_identifier") == name
        ]
        if len(same) != 1:
            raise UndecidedError(
                "no price: its cluster is not in this configuration and decides the rate"
            )
        return same[0]
    return database.at(found)


def _units(database: Resource, cluster: Resource) -> tuple[Amount, Basis, str]:
    """Capacity units on average over the month: as the usage says, else open within the bounds."""
    units, basis = database.usage_of("capacity_units_per_hr")
    if isinstance(units, Quantity):
        return units, basis, "capacity_units_per_hr"
    limits = cluster.block("serverlessv2_scaling_configuration")
    low, high = (amount(limits.get(f"{end}_capacity"), f"{end}_capacity") for end in ("min", "max"))
    if isinstance(low, Open) or isinstance(high, Open):
        return units, basis, ""
    span = f"{low.likely:f} to {high.likely:f} ACU"
    return Open(f"{units.reason}: between {span}", low.low, high.high), basis, span


def _credits(database: Resource, kind: str, cores: int | None) -> Iterator[Charge]:
    if family := burstable_family(kind):
        hours, basis = database.usage_of("monthly_cpu_credit_hrs")
        yield Charge(
            "AmazonRDS",
            f"aurora-cpu-credits:db.{family}",
            f"CPU credits beyond the baseline, db.{family}",
            hours * cores if cores else Open(f"vCPUs of {kind} are not known"),
            basis,
            f"monthly_cpu_credit_hrs x {cores} vCPU",
            "monthly_cpu_credit_hrs",
        )
