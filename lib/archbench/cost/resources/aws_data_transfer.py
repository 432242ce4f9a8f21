"""Data transfer of a region, which no resource of Terraform stands for: usage files name it.

https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer. Write aws_data_transfer.<name> with
its region. Between zones a GB is billed on its way out and on its way in. What topology alone says
of traffic between zones is counted where it arises, not here.

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_intra_region_gb": 100, "monthly_outbound_internet_gb": 12000}
>>> print_bill({"aws_data_transfer.here": {}}, {"aws_data_transfer.here": use})
Data transfer between zones                 200 GB                    $0.01      $2.00
Data transfer to the internet (first 10,240 GB)     10,240 GB                    $0.09    $921.60
Data transfer to the internet (next 40,960 GB)      1,760 GB                   $0.085    $149.60
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Quantity
from archbench.cost.selector import Selector

NAME = "Data transfer"
USAGE = {
    "region": "region the data leaves",
    "monthly_intra_region_gb": "GB between zones of the region in a month",
    "monthly_outbound_internet_gb": "GB to the internet in a month",
    "monthly_outbound_us_east_to_us_east_gb": "GB between us-east-1 and us-east-2 in a month",
    "monthly_outbound_other_regions_gb": "GB to other regions in a month",
    "to_region": "the region monthly_outbound_other_regions_gb goes to",
}
ARGUMENTS = arguments()

_TWINS = {"us-east-1": "us-east-2", "us-east-2": "us-east-1"}

QUERIES = tuple(
    Selector(
        "AWSDataTransfer",
        item,
        "GB",
        usagetype,
        "Data Transfer",
        {"transferType": kind},
        region_attribute="fromRegionCode",
    )
    for item, kind, usagetype in (
        ("cross-az", "IntraRegion", "DataTransfer-Regional-Bytes"),
        ("internet-egress", "AWS Outbound", "DataTransfer-Out-Bytes"),
        ("inter-region-to:{toRegionCode}", "InterRegion Outbound", r"[A-Z0-9]+-AWS-Out-Bytes"),
    )
)


def charges(transfer: Resource) -> Iterator[Charge | Unpriced]:
    """Each direction the usage gives a figure for."""
    service = "AWSDataTransfer"
    if _is_given(transfer, key := "monthly_intra_region_gb"):
        yield transfer.used(service, "cross-az", "Data transfer between zones", key, 2)
    if _is_given(transfer, key := "monthly_outbound_internet_gb"):
        yield transfer.used(service, "internet-egress", "Data transfer to the internet", key)
    if _is_given(transfer, key := "monthly_outbound_us_east_to_us_east_gb"):
        if twin := _TWINS.get(transfer.region):
            yield transfer.used(service, f"inter-region-to:{twin}", f"Data transfer to {twin}", key)
        else:
            yield Unpriced(
                transfer.address,
                f"Data transfer between us-east-1 and us-east-2: no price: {key} holds for these "
                "regions only; give monthly_outbound_other_regions_gb and to_region",
            )
    if _is_given(transfer, key := "monthly_outbound_other_regions_gb"):
        type_ = transfer.instance.type
        if to := transfer.usage.text(transfer.address, type_, "to_region"):
            yield transfer.used(service, f"inter-region-to:{to}", f"Data transfer to {to}", key)
        else:
            yield Unpriced(
                transfer.address,
                "Data transfer to other regions: no price: rates differ by region; give to_region",
            )


def _is_given(transfer: Resource, key: str) -> bool:
    return isinstance(transfer.usage_of(key)[0], Quantity)
