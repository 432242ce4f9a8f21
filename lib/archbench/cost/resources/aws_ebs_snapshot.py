"""EBS snapshot: by the GB it holds, at most the size of its volume.

https://aws.amazon.com/ebs/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ebs_snapshot.a": {}}, {"aws_ebs_snapshot.a": {"storage_gb": 40}})
EBS snapshot                                 40 GB-Mo                 $0.05      $2.00
"""

from collections.abc import Iterator

from archbench.cost.charge import Charge, Resource

NAME = "EBS snapshot"
USAGE = {"storage_gb": "GB the snapshot holds, compressed and without unchanged blocks"}


def charges(snapshot: Resource) -> Iterator[Charge]:
    """Storage."""
    yield snapshot.used("AmazonEC2", "ebs-snapshot", "EBS snapshot", "storage_gb")
