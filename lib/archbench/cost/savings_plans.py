"""Savings Plans: the rates of AWS's public files, by the product each is a rate of.

A plan's rate is that of the whole hour, whatever of it is paid in advance.
https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-savings-plans.html
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from archbench.cost.catalogue import DOLLARS

FILES = ("AWSComputeSavingsPlan", "AWSDatabaseSavingsPlans", "AWSMachineLearningSavingsPlans")
"""The three files of a region; that of Compute holds the EC2 Instance plans too."""
_PLANS = {
    "ComputeSavingsPlans": "compute-sp",
    "EC2InstanceSavingsPlans": "ec2-instance-sp",
    "DatabaseSavingsPlans": "database-sp",
    "SageMakerSavingsPlans": "sagemaker-sp",
}
"""Product families, and how the catalogue's items of a plan begin."""
PAYMENTS = {"No Upfront": "noupfront", "Partial Upfront": "partialupfront"}
PAYMENTS["All Upfront"] = "allupfront"
"""How a plan may be paid, and the catalogue's word for it."""
_PREAMBLE_LINES = 5
_COLUMNS = (
    "DiscountedRate",
    "Currency",
    "DiscountedSKU",
    "PurchaseOption",
    "LeaseContractLength",
    "Product Family",
    "EffectiveDate",
)


@dataclass(frozen=True, slots=True)
class PlanRate:
    """What a plan charges for an hour, or another unit, of one product."""

    sku: str
    """Of the product on demand."""
    plan: str
    """"compute-sp-1yr-noupfront" and the like."""
    rate: Decimal
    """US dollars for the unit the product has on demand."""
    effective_date: str


def plan_rates(lines: Iterable[str], skus: Mapping[str, object]) -> Iterator[PlanRate]:
    """The rates of a file for products that are wanted, read line by line.

    Raises:
        ValueError: the file is no price list of Savings Plans, or not whole.
    """
    rows = csv.reader(lines)
    said = {row[0]: row[1] for row in (next(rows, []) for _ in range(_PREAMBLE_LINES)) if row[1:]}
    head = next(rows, [])
    if missing := [name for name in _COLUMNS if name not in head]:
        raise ValueError(f"the file is no list of Savings Plans: it has no column {missing[0]}")
    if said.get("FormatVersion") != "v1.0" or not said.get("Version"):
        raise ValueError("the file does not say when it was published, or has another format")
    for values in rows:
        if len(values) != len(head):
            raise ValueError(
                f"a row has {len(values)} columns where the file has {len(head)}: it is damaged"
            )
        row = dict(zip(head, values, strict=True))
        plan = _PLANS.get(row["Product Family"].replace(" ", ""))
        payment = PAYMENTS.get(row["PurchaseOption"])
        if row["DiscountedSKU"] not in skus or row["Currency"] != DOLLARS or not plan:
            continue
        if payment is None:
            raise ValueError(f"a plan is paid {row['PurchaseOption']}, which is none of its ways")
        years = row["LeaseContractLength"].removesuffix("yr")
        yield PlanRate(
            row["DiscountedSKU"],
            f"{plan}-{years}yr-{payment}",
            rate_of(row["DiscountedRate"]),
            row["EffectiveDate"][:10],
        )


def rate_of(text: str) -> Decimal:
    """A rate as AWS writes it.

    Raises:
        ValueError: it is no number, or less than nothing.
    """
    try:
        rate = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"the rate {text} is no number") from error
    if not rate.is_finite() or rate < 0:
        raise ValueError(f"a rate is {text}")
    return rate
