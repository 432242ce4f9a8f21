"""DMS replication instance: by the hour, and storage beyond what comes with it.

https://aws.amazon.com/dms/pricing/. A T instance has 50 GB with it, any other 100 GB.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_dms_replication_instance.a": {"replication_instance_class": "dms.t3.medium",
...     "allocated_storage": 50}})
DMS instance, dms.t3.medium                 730 Hrs                 $0.0745     $54.39
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Open
from archbench.cost.selector import queries

NAME = "DMS replication instance"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="allocated_storage multi_az replication_instance_class",
    free="""
        allow_major_version_upgrade apply_immediately auto_minor_version_upgrade
        availability_zone dns_name_servers engine_version kerberos_authentication_settings
        kms_key_arn network_type preferred_maintenance_window replication_instance_id
        replication_subnet_group_id vpc_security_group_ids
    """,
    costs={"publicly_accessible": "Public IPv4 address of the instance"},
)

INCLUDED_GB = 100
INCLUDED_GB_OF_T = 50

QUERIES = queries(
    "AWSDatabaseMigrationSvc",
    "",
    ("instance:{kind}", "Hrs", r"InstanceUsg:(?P<kind>dms\..+)"),
    ("instance:multi-az:{kind}", "Hrs", r"Multi-AZUsg:(?P<kind>dms\..+)"),
    (
        "storage:gp2:single-az",
        "GB-Mo",
        r"DMS:(?:Multi-AZ-)?GP2-Storage",
        {"availabilityZone": "Single"},
    ),
    (
        "storage:gp2:multi-az",
        "GB-Mo",
        r"DMS:(?:Multi-AZ-)?GP2-Storage",
        {"availabilityZone": "Multiple"},
    ),
)


def charges(instance: Resource) -> Iterator[Charge]:
    """Hours and storage."""
    kind = instance.text("replication_instance_class")
    twice = instance.flag("multi_az")
    item = f"instance:multi-az:{kind}" if twice else f"instance:{kind}"
    words = "Multi-AZ, " if twice else ""
    yield instance.hours("AWSDatabaseMigrationSvc", item, f"DMS instance, {words}{kind}")
    if instance.instance.get("allocated_storage") is None:
        return
    included = INCLUDED_GB_OF_T if kind.startswith("dms.t") else INCLUDED_GB
    size = instance.number("allocated_storage")
    extra = size if isinstance(size, Open) else size.beyond(included)
    if isinstance(extra, Open) or extra.high > 0:
        place = "multi-az" if twice else "single-az"
        yield Charge(
            "AWSDatabaseMigrationSvc",
            f"storage:gp2:{place}",
            f"DMS storage beyond {included} GB",
            extra,
            formula=f"allocated_storage - {included}",
        )
