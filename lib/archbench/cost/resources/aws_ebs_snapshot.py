"""EBS snapshot: by the GB it holds, at most the size of its volume.

https://aws.amazon.com/ebs/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ebs_snapshot.a": {}}, {"aws_ebs_snapshot.a": {"storage_gb": 40}})
EBS snapshot                                 40 GB-Mo                 $0.05      $2.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource

NAME = "EBS snapshot"
USAGE = {"storage_gb": "GB the snapshot holds, compressed and without unchanged blocks"}
ARGUMENTS = arguments(
    priced="storage_tier",
    free="description volume_id",
    costs={
        "outpost_arn": "Snapshot on an Outpost",
        "permanent_restore": "Restore from the archive tier",
        "temporary_restore_days": "Restore from the archive tier",
    },
)


def charges(snapshot: Resource) -> Iterator[Charge]:
    """Storage, at the rate of its tier."""
    tier = snapshot.text("storage_tier", "standard")
    item = "ebs-snapshot" if tier == "standard" else f"ebs-snapshot-{tier}"
    label = "EBS snapshot" if tier == "standard" else f"EBS snapshot, {tier} tier"
    yield snapshot.used("AmazonEC2", item, label, "storage_gb")
