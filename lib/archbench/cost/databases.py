"""What Aurora and RDS databases have in common beside their instances and storage.

https://aws.amazon.com/rds/performance-insights/pricing/
"""

from collections.abc import Iterator

from archbench.cost.arguments import is_set
from archbench.cost.charge import Charge, Resource, UndecidedError, known
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Amount, Open, Quantity

FREE_INSIGHTS_DAYS = 7
"""Days of Performance Insights history that cost nothing."""


def insights_charges(
    database: Resource, kind: str, cores: int | None, units: Amount | None = None
) -> Iterator[Charge]:
    """Performance Insights kept longer than seven days, and its API beyond the free million.

    It is billed by the vCPU, of a serverless instance by the capacity units it has on average.
    """
    if not database.flag("performance_insights_enabled"):
        return
    days = database.number("performance_insights_retention_period", FREE_INSIGHTS_DAYS)
    if isinstance(days, Open) or days.likely > FREE_INSIGHTS_DAYS:
        family = "serverless" if kind == "db.serverless" else kind.rsplit(".", 1)[0]
        number: Amount = Quantity.of(cores) if cores else Open(f"vCPUs of {kind} are not known")
        number = units or number
        yield Charge(
            "AmazonRDS",
            f"performance-insights-ltr:{family}",
            "Performance Insights, long retention",
            days if isinstance(days, Open) else number,
            formula="capacity units" if units else f"{cores} vCPU",
        )
    key = "monthly_additional_performance_insights_requests"
    yield database.used("AmazonRDS", "performance-insights-api", "Performance Insights API", key)


def advanced_insights(database: Resource) -> Iterator[Unpriced]:
    """Database Insights in its Advanced mode, billed by the vCPU-hour."""
    if database.text("database_insights_mode") == "advanced":
        yield Unpriced(
            database.address, "Database Insights Advanced: no price: no sourced figure by vCPU-hour"
        )


def log_charges(database: Resource) -> Iterator[Charge]:
    """Logs exported to CloudWatch: billed at their log groups, here when none is configured."""
    if not is_set(database.instance.get("enabled_cloudwatch_logs_exports")):
        return
    names = (group.instance.get("name") for group in database.others("aws_cloudwatch_log_group"))
    if not any(not isinstance(name, str) or name.startswith("/aws/rds/") for name in names):
        yield database.used(
            "AmazonCloudWatch",
            "logs-ingest-standard",
            "Database logs, data ingested",
            "monthly_exported_logs_gb",
        )


def address_charges(database: Resource) -> Iterator[Charge]:
    """The public IPv4 address of a database that is publicly accessible."""
    try:
        is_public = database.flag("publicly_accessible")
    except UndecidedError as error:
        reason = str(error).removeprefix("no price: ")
        yield Charge("AmazonVPC", "public-ipv4-hour", "Public IPv4 address", Open(reason))
        return
    if is_public:
        yield database.hours("AmazonVPC", "public-ipv4-hour", "Public IPv4 address")


def monitoring_charges(database: Resource) -> Iterator[Charge]:
    """Enhanced monitoring: its metrics are billed as log data."""
    interval = database.number("monitoring_interval", 0)
    if isinstance(interval, Open) or interval.likely > 0:
        yield database.used(
            "AmazonCloudWatch",
            "logs-ingest-standard",
            "Enhanced monitoring, data ingested",
            "monthly_enhanced_monitoring_gb",
        )


def secret_charges(database: Resource) -> Iterator[Charge]:
    """The secret RDS keeps when it manages the master password."""
    if database.flag("manage_master_user_password"):
        yield Charge(
            "AWSSecretsManager",
            "secret-month",
            "Secret of the master user",
            Quantity.of(1),
            formula="1 secret",
        )


def is_io_optimized(cluster: Resource) -> bool:
    """Whether the storage of a cluster of DocumentDB or Neptune includes I/O."""
    return cluster.text("storage_type", "standard") == "iopt1"


def in_io_optimized_cluster(instance: Resource) -> bool:
    """Whether an instance of DocumentDB or Neptune has the rate of a cluster that includes I/O.

    One whose cluster stands elsewhere has the standard rate.

    Raises:
        UndecidedError: which cluster it belongs to is not known yet.
    """
    if cluster := instance.target("cluster_identifier"):
        return is_io_optimized(instance.at(cluster))
    known(instance.instance.get("cluster_identifier"), f"{instance.address}.cluster_identifier")
    return False
