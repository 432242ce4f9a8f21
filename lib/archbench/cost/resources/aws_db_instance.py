"""RDS instance: hours by engine and class, storage, IOPS, backups; twice for Multi-AZ.

https://aws.amazon.com/rds/pricing/. gp3 includes 3,000 IOPS and 125 MiB/s; from 400 GB on (Oracle
200 GB, SQL Server never) 12,000 IOPS and 500 MiB/s
(https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html). A dedicated log volume
is 1,000 GB with 3,000 provisioned IOPS. Backups are free up to the size of the storage. A replica
has what its source has where it sets nothing itself: engine, version, storage and its limit
(https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html).

>>> from archbench.cost.bill import print_bill
>>> pg = {"engine": "postgres", "instance_class": "db.m6g.large", "storage_type": "gp3",
...     "allocated_storage": 100, "multi_az": True}
>>> use = {"additional_backup_storage_gb": 20}
>>> print_bill({"aws_db_instance.a": pg}, {"aws_db_instance.a": use})
RDS postgres, Multi-AZ, db.m6g.large        730 Hrs                  $0.318    $232.14
RDS storage, Multi-AZ, gp3                  100 GB-Mo                $0.230     $23.00
RDS backup beyond the free part              20 GB-Mo                $0.095      $1.90
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from archbench.cost.arguments import arguments
from archbench.cost.charge import Alternatives, Charge, Resource, UndecidedError, separately
from archbench.cost.databases import (
    address_charges,
    advanced_insights,
    insights_charges,
    log_charges,
    monitoring_charges,
    secret_charges,
)
from archbench.cost.machines import burstable_family, vcpus
from archbench.cost.model import Unpriced
from archbench.cost.purchase import RESERVED_USAGE, reserved_term
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.selector import Selector, queries
from archbench.cost.support import support_charges
from archbench.frozen import replace
from archbench.patterns import regex

NAME = "RDS instance"
USAGE = {
    "additional_backup_storage_gb": "GB of backups beyond the size of the storage",
    "monthly_standard_io_requests": "I/O requests of magnetic storage in a month",
    "monthly_additional_performance_insights_requests": "Performance Insights API requests beyond "
    "the free million",
    "monthly_exported_logs_gb": "GB of database logs exported to CloudWatch in a month",
    "monthly_cpu_credit_hrs": "hours in a month a burstable class runs above its baseline",
    "monthly_enhanced_monitoring_gb": "GB of metrics enhanced monitoring sends to CloudWatch Logs",
    "monthly_replicated_gb": "GB that a source in another region sends it in a month",
    **RESERVED_USAGE,
}
ARGUMENTS = arguments(
    priced="""
        allocated_storage backup_retention_period database_insights_mode dedicated_log_volume
        enabled_cloudwatch_logs_exports engine engine_lifecycle_support engine_version
        instance_class iops license_model manage_master_user_password max_allocated_storage
        monitoring_interval multi_az performance_insights_enabled
        performance_insights_retention_period publicly_accessible replicate_source_db
        restore_to_point_in_time snapshot_identifier storage_throughput storage_type
    """,
    free="""
        allow_major_version_upgrade apply_immediately auto_minor_version_upgrade
        availability_zone backup_window blue_green_update ca_cert_identifier
        character_set_name copy_tags_to_snapshot custom_iam_instance_profile db_name
        db_subnet_group_name delete_automated_backups deletion_protection domain
        domain_auth_secret_arn domain_dns_ips domain_fqdn domain_iam_role_name domain_ou
        final_snapshot_identifier iam_database_authentication_enabled identifier
        identifier_prefix kms_key_id maintenance_window master_user_secret_kms_key_id
        monitoring_role_arn nchar_character_set_name network_type option_group_name
        parameter_group_name password password_wo password_wo_version
        performance_insights_kms_key_id port replica_mode s3_import skip_final_snapshot
        storage_encrypted timezone upgrade_storage_config username vpc_security_group_ids
        warning_event_categories
    """,
    costs={
        "backup_target!=region": "Backups on an Outpost",
        "customer_owned_ip_enabled": "Database on an Outpost",
        "blue_green_update.enabled": "A second instance while it is changed",
    },
)

_LARGE_GB: Mapping[str, Decimal | None] = {
    "postgres": Decimal(400),
    "mysql": Decimal(400),
    "mariadb": Decimal(400),
    "db2": Decimal(400),
    "oracle": Decimal(200),
    "sqlserver": None,
}
"""From how many GB on gp3 storage includes more, by engine; None for never."""

_INCLUDED = {"iops": (3_000, 12_000), "storage_throughput": (125, 500)}
"""What gp3 storage includes, below and from that size: IOPS, MiB/s."""

_LICENSES = {"license-included": "li", "bring-your-own-license": "byol"}
_ONLY_LICENSE = {"oracle-ee": "bring-your-own-license"}
"""Engines sold in one way only (https://aws.amazon.com/rds/oracle/pricing/)."""
_LEAST_IOPS = 1_000
"""What provisioned storage has at least, of every engine (the CHAP_Storage page)."""
_LOG_VOLUME_GB, _LOG_VOLUME_IOPS = 1_000, 3_000

_OPEN_SOURCE = (("mysql", "MySQL"), ("mariadb", "MariaDB"), ("postgres", "PostgreSQL"))
_LICENSED = (
    ("oracle-ee", "Oracle", "Enterprise", "byol", "Bring your own license"),
    ("oracle-se2", "Oracle", "Standard Two", "byol", "Bring your own license"),
    ("oracle-se2", "Oracle", "Standard Two", "li", "License included"),
    ("sqlserver-ee", "SQL Server", "Enterprise", "li", "License included"),
    ("sqlserver-se", "SQL Server", "Standard", "li", "License included"),
    ("sqlserver-web", "SQL Server", "Web", "li", "License included"),
    ("sqlserver-ex", "SQL Server", "Express", "li", "License included"),
)
"""Engines by the catalogue's name, then in the price list: engine, edition, and license."""

QUERIES = (
    *tuple(
        Selector(
            "AmazonRDS",
            f"rds-instance:{engine}:{az.lower()}:{{instanceType}}",
            "Hrs",
            r"(?:InstanceUsage|Multi-AZUsage):db\..+",
            "Database Instance",
            {"databaseEngine": name, "deploymentOption": az, "licenseModel": "No license required"},
            reserved=f"rds-ri-{{term}}:{engine}:{az.lower()}:{{instanceType}}",
        )
        for engine, name in _OPEN_SOURCE
        for az in ("Single-AZ", "Multi-AZ")
    ),
    *tuple(
        Selector(
            "AmazonRDS",
            f"rds-instance:{engine}:{az}:{license_}:{{instanceType}}",
            "Hrs",
            r"(?:InstanceUsage|Multi-AZUsage|MirrorUsage):db\..+",
            "Database Instance",
            {
                "databaseEngine": name,
                "databaseEdition": edition,
                "deploymentOption": option,
                "licenseModel": model,
            },
        )
        for engine, name, edition, license_, model in _LICENSED
        for az, option in (
            ("single-az", "Single-AZ"),
            ("multi-az", "Multi-AZ (SQL Server Mirror)" if name == "SQL Server" else "Multi-AZ"),
        )
    ),
    *tuple(
        Selector("AmazonRDS", f"{item}:{kind}:{az}", unit, f"RDS:{twice}{usagetype}")
        for az, twice in (("single-az", ""), ("multi-az", "Multi-AZ-"))
        for item, kind, unit, usagetype in (
            ("rds-storage", "gp2", "GB-Mo", "GP2-Storage"),
            ("rds-storage", "gp3", "GB-Mo", "GP3-Storage"),
            ("rds-storage", "io1", "GB-Mo", "PIOPS-Storage"),
            ("rds-storage", "standard", "GB-Mo", "StorageUsage"),
            ("rds-iops", "gp3", "IOPS-Mo", "GP3-PIOPS"),
            ("rds-iops", "io1", "IOPS-Mo", "PIOPS"),
            ("rds-throughput", "gp3", "MiBps-Mo", "GP3-Throughput"),
        )
    ),
    *tuple(
        Selector(
            "AmazonRDS",
            f"rds-{{family}}-cpu-credit:{engine}",
            "vCPU-Hours",
            r"CPUCredits:db\.(?P<family>t\w+)",
            "CPU Credits",
            {"databaseEngine": name},
        )
        for engine, name in (*_OPEN_SOURCE, *sorted({row[:2] for row in _LICENSED}))
    ),
    *tuple(
        Selector(
            "AmazonRDS",
            f"{item}-extended-support-{rate}",
            "vCPU-Hours",
            rf"ExtendedSupport:{years}:{name}[\d.]+",
        )
        for item, name in (
            ("rds-mysql", "MySQL"),
            ("rds-pg", "PostgreSQL"),
            ("aurora-mysql", "AuroraMySQL"),
            ("aurora-pg", "AuroraPostgreSQL"),
        )
        for rate, years in (("yr1-2", "Yr1-Yr2"), ("yr3", "Yr3"))
    ),
    *queries(
        "AmazonRDS",
        "",
        ("rds-backup", "GB-Mo", "RDS:ChargedBackupUsage"),
        ("rds-io:standard", "1M IOs", "RDS:StorageIOUsage"),
        ("performance-insights-api", "1K requests", "PI_API"),
        ("performance-insights-ltr:db.{family}", "vCPU-Month", r"PI_LTR:(?P<family>\w+)"),
    ),
)


def charges(database: Resource) -> Iterator[Charge | Alternatives | Unpriced]:
    """Replication, hours, credits, storage, backup, address, support, insights, monitoring."""
    yield from separately(database, lambda: _replication(database))
    engine, kind = _engine(database), database.text("instance_class")
    version = _saying(database, "engine_version").instance.get("engine_version")
    if engine.startswith("aurora"):
        raise UndecidedError("no price: an Aurora instance is an aws_rds_cluster_instance")
    is_double = database.flag("multi_az")
    az, label = ("multi-az", "Multi-AZ") if is_double else ("single-az", "Single-AZ")
    cores, copies = vcpus(kind), 2 if is_double else 1
    number = Quantity.of(cores * copies) if cores else Open("vCPUs of its class are not known")
    yield from separately(
        database,
        lambda: _hours(database, engine, az, label),
        lambda: _credits(database, engine, kind, cores, copies),
        lambda: _storage(database, engine, az, label),
        lambda: _backup(database),
        lambda: address_charges(database),
        lambda: support_charges(
            database,
            engine,
            version,
            database.instance.get("engine_lifecycle_support"),
            number=number,
            words=f"{'2 x ' * is_double}{cores} vCPU",
        ),
        lambda: insights_charges(database, kind, cores),
        lambda: advanced_insights(database),
        lambda: monitoring_charges(database),
        lambda: log_charges(database),
        lambda: secret_charges(database),
    )


_SOURCE = regex(r"arn:aws[\w-]*:rds:([\w-]+):")


def _replication(database: Resource) -> Iterator[Charge]:
    """What a replica is sent from another region, at the rate of that one.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html
    """
    source = database.target("replicate_source_db")
    if source:
        region = source.region
    else:
        said = _SOURCE.match(database.text("replicate_source_db"))
        region = said[1] if said else None
    if isinstance(region, str) and region != database.region:
        key = "monthly_replicated_gb"
        words = f"Replication from {region}, data transfer"
        item = f"inter-region-to:{database.region}"
        yield replace(database.used("AWSDataTransfer", item, words, key), region=region)


def _engine(database: Resource) -> str:
    if engine := _saying(database, "engine").text("engine"):
        return engine
    raise UndecidedError("no price: its engine comes from what it restores or replicates")


def _saying(database: Resource, name: str) -> Resource:
    """The instance whose word on an argument holds: itself, else what it replicates, if that is."""
    seen = {database.address}
    saying = database
    while saying.instance.get(name) is None:
        source = saying.target("replicate_source_db")
        if source is None or source.type != database.instance.type or source.address in seen:
            return database
        seen.add(source.address)
        saying = database.at(source)
    return saying


def _rated(engine: str) -> str:
    """The engine whose rate holds: a container database of Oracle has that of its edition."""
    return engine.removesuffix("-cdb")


def _hours(database: Resource, engine: str, az: str, label: str) -> Iterator[Charge | Alternatives]:
    kind = database.text("instance_class")
    words = f"RDS {engine}, {label}, {kind}"
    term = reserved_term(database)
    family, words = (
        (f"rds-{term.item}", f"{words}, {term.words}") if term else ("rds-instance", words)
    )
    rates = tuple(
        database.hours("AmazonRDS", f"{family}:{_rated(engine)}:{az}:{license_}{kind}", words)
        for license_ in _licenses(database, engine)
    )
    if len(rates) == 1:
        yield rates[0]
        return
    yield Alternatives(
        words,
        rates,
        f"license_model of {engine} decides the rate; set license-included or "
        "bring-your-own-license",
    )


def _backup(database: Resource) -> Iterator[Charge]:
    yield database.used(
        "AmazonRDS", "rds-backup", "RDS backup beyond the free part", "additional_backup_storage_gb"
    )


def _licenses(database: Resource, engine: str) -> tuple[str, ...]:
    """How the catalogue tells a rate with the license from one without it; both if nobody said."""
    if engine.startswith("sqlserver"):
        return ("li:",)
    if not engine.startswith("oracle"):
        return ("",)
    said = database.text("license_model") or _ONLY_LICENSE.get(_rated(engine), "")
    if said and said not in _LICENSES:
        raise UndecidedError(f"no price: {engine} is not sold with license_model {said}")
    return tuple(f"{short}:" for model, short in _LICENSES.items() if said in (model, ""))


def _credits(
    database: Resource, engine: str, kind: str, cores: int | None, copies: int
) -> Iterator[Charge]:
    """Burstable classes run in unlimited mode: what they burst in a month is billed."""
    if family := burstable_family(kind):
        hours, basis = database.usage_of("monthly_cpu_credit_hrs")
        yield Charge(
            "AmazonRDS",
            f"rds-{family}-cpu-credit:{_rated(engine)}",
            f"CPU credits beyond the baseline, db.{family}",
            hours * cores * copies if cores else Open(f"vCPUs of {kind} are not known"),
            basis,
            f"monthly_cpu_credit_hrs x {cores} vCPU",
            "monthly_cpu_credit_hrs",
        )


def _storage(database: Resource, engine: str, az: str, label: str) -> Iterator[Charge | Unpriced]:
    iops = database.number("iops", 0)
    has_iops = isinstance(iops, Open) or iops.likely > 0
    kind = database.text("storage_type", "io1" if has_iops else "gp2")
    size = _size(database)
    where = f"RDS storage, {label}, {kind}"
    saying = _saying(database, "allocated_storage").address
    formula = "allocated_storage" + f" of {saying}" * (saying != database.address)
    yield Charge("AmazonRDS", f"rds-storage:{kind}:{az}", where, size, formula=formula)
    if kind in ("io1", "io2"):
        if not has_iops:
            iops = Open(f"iops is not set, and {kind} has some", Decimal(_LEAST_IOPS))
        yield Charge("AmazonRDS", f"rds-iops:{kind}:{az}", f"{where}, IOPS", iops, formula="iops")
    elif kind == "gp3":
        yield from _beyond_included(database, engine, az, where, size)
    elif kind == "standard":
        key = "monthly_standard_io_requests"
        yield database.used("AmazonRDS", "rds-io:standard", f"{where}, I/O requests", key)
    if database.flag("dedicated_log_volume"):
        log, count = f"Dedicated log volume, {label}, {kind}", Quantity.of(_LOG_VOLUME_GB)
        yield Charge("AmazonRDS", f"rds-storage:{kind}:{az}", log, count, formula="1,000 GB")
        count = Quantity.of(_LOG_VOLUME_IOPS)
        rate = f"rds-iops:{kind}:{az}"
        yield Charge("AmazonRDS", rate, f"{log}, IOPS", count, formula="3,000 IOPS")


def _size(database: Resource) -> Amount:
    """What is allocated, up to what storage autoscaling may allocate."""
    size = _saying(database, "allocated_storage").number("allocated_storage")
    most = _saying(database, "max_allocated_storage").number("max_allocated_storage", 0)
    if isinstance(size, Open) or isinstance(most, Open):
        return size if isinstance(size, Open) else most
    return Quantity(size.low, size.likely, max(size.high, most.high))


def _beyond_included(
    database: Resource, engine: str, az: str, where: str, size: Amount
) -> Iterator[Charge]:
    """IOPS and throughput of gp3 storage beyond what its size includes."""
    items = {
        "iops": ("rds-iops", "IOPS"),
        "storage_throughput": ("rds-throughput", "MiB/s"),
    }
    for name, (item, unit) in items.items():
        asked = database.number(name, 0)
        if isinstance(asked, Quantity) and asked.high == 0:
            continue
        included = _included(engine, name, size)
        extra: Amount = included if isinstance(included, Open) else asked
        formula = ""
        if isinstance(included, int) and isinstance(asked, Quantity):
            extra = asked.beyond(included)
            formula = f"{asked.likely:,f} - {included:,} included"
        if isinstance(extra, Open) or extra.high > 0:
            text = f"{where}, {unit} beyond the included"
            yield Charge("AmazonRDS", f"{item}:gp3:{az}", text, extra, formula=formula)


def _included(engine: str, name: str, size: Amount) -> int | Open:
    family = next((start for start in _LARGE_GB if engine.startswith(start)), None)
    if family is None:
        return Open(f"what gp3 storage of {engine} includes is not known")
    small, large = _INCLUDED[name]
    start = _LARGE_GB[family]
    if start is None:
        return small
    if isinstance(size, Open):
        return size
    return large if size.likely >= start else small
