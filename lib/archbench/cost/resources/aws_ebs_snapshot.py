"""EBS snapshot: by the GB it holds, at most the size of its volume; restores and block calls.

https://aws.amazon.com/ebs/pricing/. A snapshot keeps only blocks that were written: without
usage it is between nothing and the size of its volume.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ebs_snapshot.a": {}}, {"aws_ebs_snapshot.a": {"storage_gb": 40}})
EBS snapshot                                 40 GB-Mo                 $0.05      $2.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Open, Quantity
from archbench.cost.selector import queries
from archbench.frozen import replace
from archbench.terraform.configuration import Instance

NAME = "EBS snapshot"
USAGE = {
    "storage_gb": "GB the snapshot holds, without unchanged blocks",
    "fast_snapshot_restore_hours": "hours fast restore is on, times its zones",
    "monthly_list_block_requests": "ListChangedBlocks and ListSnapshotBlocks calls in a month",
    "monthly_get_block_requests": "GetSnapshotBlock units in a month",
    "monthly_put_block_requests": "PutSnapshotBlock units in a month",
}
ARGUMENTS = arguments(
    priced="storage_tier volume_id",
    free="description",
    costs={
        "outpost_arn": "Snapshot on an Outpost",
        "permanent_restore": "Restore from the archive tier",
        "temporary_restore_days": "Restore from the archive tier",
    },
)


_CALLS = {
    "fast_snapshot_restore_hours": ("ebs-fast-snapshot-restore", "Fast snapshot restore"),
    "monthly_list_block_requests": ("ebs-api-list-blocks", "Calls that list blocks"),
    "monthly_get_block_requests": ("ebs-api-get-block", "Calls that get blocks"),
    "monthly_put_block_requests": ("ebs-api-put-block", "Calls that put blocks"),
}

QUERIES = (
    *queries(
        "AmazonEC2",
        "Storage Snapshot",
        ("ebs-snapshot", "GB-Mo", "EBS:SnapshotUsage"),
        ("ebs-snapshot-archive", "GB-Mo", "EBS:SnapshotArchiveStorage"),
    ),
    *queries(
        "AmazonEC2",
        "Fast Snapshot Restore",
        ("ebs-fast-snapshot-restore", "DSU-Hrs", "EBS:FastSnapshotRestore"),
    ),
    *queries(
        "AmazonEC2",
        "EBS direct API Requests",
        ("ebs-api-list-blocks", "1K requests", r"EBS:directAPI\.snapshot\.List"),
        ("ebs-api-get-block", "1K units", r"EBS:directAPI\.snapshot\.Get"),
        ("ebs-api-put-block", "1K units", r"EBS:directAPI\.snapshot\.Put"),
    ),
)


def charges(snapshot: Resource) -> Iterator[Charge]:
    """Storage at the rate of its tier, and the calls the usage names."""
    yield storage_charge(snapshot, snapshot.target("volume_id"))
    yield from call_charges(snapshot)


def storage_charge(snapshot: Resource, volume: Instance | None) -> Charge:
    """GB of a snapshot of a volume, at most the volume's size while nobody says how many."""
    tier = snapshot.text("storage_tier", "standard")
    item = "ebs-snapshot" if tier == "standard" else f"ebs-snapshot-{tier}"
    label = "EBS snapshot" if tier == "standard" else f"EBS snapshot, {tier} tier"
    found = snapshot.used("AmazonEC2", item, label, "storage_gb")
    if volume is None or not isinstance(found.quantity, Open):
        return found
    size = snapshot.at(volume).number("size")
    most = size.likely if isinstance(size, Quantity) else None
    return replace(found, quantity=replace(found.quantity, high=most))


def call_charges(snapshot: Resource) -> Iterator[Charge]:
    """Fast restore and calls of the EBS direct APIs that the usage names."""
    for key, (item, label) in _CALLS.items():
        if isinstance(snapshot.usage_of(key)[0], Quantity):
            yield snapshot.used("AmazonEC2", item, label, key)
