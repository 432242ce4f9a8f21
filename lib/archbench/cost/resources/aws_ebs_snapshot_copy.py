"""Copy of an EBS snapshot: storage as of any snapshot, in the region it is copied to.

https://aws.amazon.com/ebs/pricing/. A copy from another region also pays for the transfer.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ebs_snapshot_copy.a": {"source_region": "us-east-1"}},
...     {"aws_ebs_snapshot_copy.a": {"storage_gb": 40}})
EBS snapshot                                 40 GB-Mo                 $0.05      $2.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced
from archbench.cost.resources import aws_ebs_snapshot

NAME = "Copy of an EBS snapshot"
USAGE = aws_ebs_snapshot.USAGE
ARGUMENTS = arguments(
    priced="source_region source_snapshot_id storage_tier",
    free="description encrypted kms_key_id",
    costs={
        "completion_duration_minutes": "Copy within a set time, by the GB",
        "permanent_restore": "Restore from the archive tier",
        "temporary_restore_days": "Restore from the archive tier",
    },
)


def charges(copy: Resource) -> Iterator[Charge | Unpriced]:
    """Storage, calls, and the transfer from another region."""
    source = copy.target("source_snapshot_id")
    volume = copy.at(source).target("volume_id") if source else None
    yield aws_ebs_snapshot.storage_charge(copy, volume)
    yield from aws_ebs_snapshot.call_charges(copy)
    if copy.text("source_region") != copy.region:
        yield Unpriced(
            copy.address,
            "Transfer from another region: no price: how many GB it copies is not known; "
            "name them under aws_data_transfer",
        )
