"""What an AWS account may use each month for free, once per account, as credits on an estimate.

List cost leaves them out, for an account often spends them elsewhere. The allowances that never
expire stand in data/prices/allowances.csv with source and date.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase

from archbench.cost.catalogue import Catalogue, default_catalogue, unit_scale
from archbench.cost.model import Estimate, LineItem
from archbench.frozen import replace


@dataclass(frozen=True, slots=True)
class Allowance:
    """So much of an item is free each month, counted in single things.

    An item that ends in * stands for all that begin so, together.
    """

    service: str
    item: str
    quantity: Decimal
    source: str
    effective_date: str


def read_allowances(catalogue: Catalogue) -> tuple[Allowance, ...]:
    """The allowances beside a catalogue's prices; none when it has no such file."""
    path = catalogue.directory / "allowances.csv"
    if not path.is_file():
        return ()
    with path.open(newline="", encoding="utf-8") as file:
        return tuple(
            Allowance(
                row["service"],
                row["item"],
                Decimal(row["quantity"]),
                row["source"],
                row["effective_date"],
            )
            for row in csv.DictReader(file)
        )


def with_allowances(made: Estimate, catalogue: Catalogue | None = None) -> Estimate:
    """The estimate with a credit for each allowance it uses, as if the account had no other use.

    A credit has a negative quantity at the price of the first lines it covers; it is never more
    than those lines cost.
    """
    prices = catalogue or default_catalogue()
    credits_ = [
        credit for allowance in read_allowances(prices) for credit in _credits(allowance, made)
    ]
    return replace(made, line_items=(*made.line_items, *credits_))


def _credits(allowance: Allowance, made: Estimate) -> Iterator[LineItem]:
    rest = [allowance.quantity] * 3
    for line in made.priced:
        if line.service_code != allowance.service or not fnmatchcase(line.item, allowance.item):
            continue
        scale = unit_scale(line.pricing_unit)
        used = (line.pricing_quantity_low, line.pricing_quantity, line.pricing_quantity_high)
        taken = [
            min(left / scale, value or Decimal(0)) for left, value in zip(rest, used, strict=True)
        ]
        if not any(taken):
            continue
        rest = [left - value * scale for left, value in zip(rest, taken, strict=True)]
        yield replace(
            line,
            charge_category="Credit",
            charge_description=f"Free allowance of the account: {line.charge_description}",
            pricing_quantity_low=-taken[0],
            pricing_quantity=-taken[1],
            pricing_quantity_high=-taken[2],
            price_source=allowance.source,
            price_date=allowance.effective_date,
            formula=f"{allowance.quantity:,f} a month, once per account",
        )
