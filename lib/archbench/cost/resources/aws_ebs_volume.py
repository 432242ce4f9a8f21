"""EBS volume: storage, and what is provisioned beyond it.

https://aws.amazon.com/ebs/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ebs_volume.data": {"type": "gp3", "size": 100, "iops": 4000}})
EBS volume, gp3                             100 GB-Mo                 $0.08      $8.00
EBS volume, gp3, IOPS beyond 3,000        1,000 IOPS-Mo              $0.005      $5.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced
from archbench.cost.selector import Selector, queries
from archbench.cost.volumes import Disk, volume_charges

NAME = "EBS volume"
USAGE = {"monthly_standard_io_requests": "I/O requests of a magnetic volume in a month"}
ARGUMENTS = arguments(
    priced="iops size snapshot_id throughput type",
    free="availability_zone encrypted final_snapshot kms_key_id multi_attach_enabled",
    costs={
        "volume_initialization_rate": "Volume initialization rate",
        "outpost_arn": "Volume on an Outpost",
    },
)

QUERIES = (
    *queries(
        "AmazonEC2",
        "Storage",
        ("ebs-storage:{volumeApiName}", "GB-Mo", r"EBS:VolumeUsage(?:\.\w+)?"),
    ),
    *queries(
        "AmazonEC2",
        "System Operation",
        ("ebs-iops:gp3", "IOPS-Mo", r"EBS:VolumeP-IOPS\.gp3", {"volumeApiName": "gp3"}),
        ("ebs-iops:io1", "IOPS-Mo", r"EBS:VolumeP-IOPS\.piops", {"volumeApiName": "io1"}),
        ("ebs-io:standard", "1M IOs", "EBS:VolumeIOUsage", {"volumeApiName": "standard"}),
    ),
    Selector(
        "AmazonEC2",
        "ebs-throughput:gp3",
        "MiBps-Mo",
        r"EBS:VolumeP-Throughput\.gp3",
        "Provisioned Throughput",
        {"volumeApiName": "gp3"},
        parts=1024,
    ),
)


def charges(volume: Resource) -> Iterator[Charge | Unpriced]:
    """GB a month, provisioned IOPS and throughput."""
    yield from volume_charges(
        volume,
        Disk("", volume.instance.values, "gp2"),
        size_key="size",
        type_key="type",
    )
