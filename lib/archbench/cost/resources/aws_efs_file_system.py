"""EFS file system: storage by class, access to the colder classes, throughput.

https://aws.amazon.com/efs/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_efs_file_system.a": {}}, {"aws_efs_file_system.a": {"storage_gb": 230}})
EFS storage                                 230 GB-Mo                 $0.30     $69.00
"""

from collections.abc import Iterator
from decimal import Decimal

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.selector import queries

NAME = "EFS file system"
USAGE = {
    "storage_gb": "GB in the Standard class",
    "infrequent_access_storage_gb": "GB in the infrequent-access class",
    "archive_storage_gb": "GB in the archive class",
    "monthly_archive_read_gb": "GB read from the archive class in a month",
    "monthly_elastic_read_gb": "GB read with elastic throughput in a month",
    "monthly_elastic_write_gb": "GB written with elastic throughput in a month",
    "monthly_infrequent_access_read_gb": "GB read from the infrequent-access class in a month",
    "monthly_infrequent_access_write_gb": "GB written to the infrequent-access class in a month",
}
ARGUMENTS = arguments(
    priced="""
        availability_zone_name lifecycle_policy provisioned_throughput_in_mibps
        throughput_mode
    """,
    free="creation_token encrypted kms_key_id performance_mode protection",
)

GB_PER_MIB = 20

QUERIES = queries(
    "AmazonEFS",
    "",
    ("storage:standard", "GB-Mo", "TimedStorage-ByteHrs"),
    ("storage:standard-ia", "GB-Mo", "IATimedStorage-ByteHrs"),
    ("storage:standard-ia:elastic-throughput", "GB-Mo", "IATimedStorage-ET-ByteHrs"),
    ("storage:archive", "GB-Mo", "ArchiveTimedStorage-ByteHrs"),
    ("storage:onezone", "GB-Mo", "TimedStorage-Z-ByteHrs"),
    ("storage:onezone-ia", "GB-Mo", "IATimedStorage-Z-ByteHrs"),
    (
        "ia-read",
        "GB",
        "IADataAccess-Bytes",
        {"accessType": "Read", "storageClass": "Infrequent Access"},
    ),
    (
        "ia-write",
        "GB",
        "IADataAccess-Bytes",
        {"accessType": "Write", "storageClass": "Infrequent Access"},
    ),
    ("archive-read", "GB", "ArchiveDataAccess-Bytes", {"accessType": "Read"}),
    ("throughput:elastic-read", "GB", "ETDataAccess-Bytes", {"accessType": "Read"}),
    ("throughput:elastic-write", "GB", "ETDataAccess-Bytes", {"accessType": "Write"}),
    (
        "provisioned-throughput",
        "MiBps-Mo",
        "ProvisionedTP-MiBpsHrs",
        {"throughputClass": "Provisioned"},
    ),
)


def charges(system: Resource) -> Iterator[Charge]:
    """Storage by class, access to the colder ones, and throughput, elastic or provisioned."""
    kind = "onezone" if system.text("availability_zone_name") else "standard"
    label = "EFS storage, one zone" if kind == "onezone" else "EFS storage"
    yield system.used("AmazonEFS", f"storage:{kind}", label, "storage_gb")
    mode = system.text("throughput_mode")
    policies = system.blocks("lifecycle_policy")
    if any(policy.get("transition_to_archive") is not None for policy in policies):
        text = "EFS storage, archive"
        yield system.used("AmazonEFS", "storage:archive", text, "archive_storage_gb")
        key = "monthly_archive_read_gb"
        yield system.used("AmazonEFS", "archive-read", "EFS archive, read", key)
    if any(policy.get("transition_to_ia") is not None for policy in policies):
        yield system.used(
            "AmazonEFS",
            f"storage:{kind}-ia{':elastic-throughput' if mode == 'elastic' else ''}",
            f"{label}, infrequent access",
            "infrequent_access_storage_gb",
        )
        for way in ("read", "write"):
            key = f"monthly_infrequent_access_{way}_gb"
            yield system.used("AmazonEFS", f"ia-{way}", f"EFS infrequent access, {way}", key)
    if mode == "elastic":
        for way in ("read", "write"):
            text, key = f"EFS elastic throughput, {way}", f"monthly_elastic_{way}_gb"
            yield system.used("AmazonEFS", f"throughput:elastic-{way}", text, key)
    if mode == "provisioned":
        yield Charge(
            "AmazonEFS",
            "provisioned-throughput",
            "EFS provisioned throughput",
            _billed_throughput(system),
            formula="MiB/s beyond 1 for each 20 GB stored",
            usage_key="storage_gb",
        )


def _billed_throughput(system: Resource) -> Amount:
    """MiB/s beyond what storage brings: each 20 GB of Standard storage includes 1 MiB/s."""
    asked = system.number("provisioned_throughput_in_mibps")
    stored, _ = system.usage_of("storage_gb")
    if isinstance(asked, Open) or isinstance(stored, Open):
        return asked if isinstance(asked, Open) else stored
    rate = asked.likely
    return Quantity(
        *(
            max(Decimal(0), rate - size / GB_PER_MIB)
            for size in (stored.high, stored.likely, stored.low)
        )
    )
