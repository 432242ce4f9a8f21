"""What an account has agreed with AWS: discounts and rates of its own, as credits on an estimate.

A price book is a CSV file with a header:

    service,item,region,discount,usd,effective_date
    AmazonEC2,linux-ondemand:m5.*,*,12.5,,2026-01-01
    AmazonCloudFront,data-out:*,global,,0.05,2026-03-15

service, item and region are the catalogue's words (`archbench prices show`), * for any part of
one. Either discount, in per cent off the list price, or usd, the rate agreed in the list's unit, is
given. The first row that fits a charge holds. The charge stays at list price, and a credit beside
it has the difference, so that both can be read. Currency is that of the list; tax is no part of it.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fnmatch import fnmatchcase
from pathlib import Path

from archbench.cost.model import Estimate, LineItem
from archbench.errors import InputError, reason_of
from archbench.files import read_text
from archbench.frozen import replace

SOURCE = "price-book"
_COLUMNS = ["service", "item", "region", "discount", "usd", "effective_date"]
_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class AgreedRate:
    """A row of a price book: which charges it fits, and what they come to."""

    service: str
    item: str
    region: str
    discount: Decimal | None
    """Per cent off the list price; None where usd is given."""
    usd: Decimal | None
    """The rate agreed, in dollars a unit of the list."""
    effective_date: date
    place: str
    """Where it stands: file:line."""

    def fits(self, line: LineItem) -> bool:
        """True when the agreement is one about this charge."""
        said = (self.service, self.item, self.region)
        have = (line.service_code, line.item, line.region_id)
        return all(fnmatchcase(name, want) for name, want in zip(have, said, strict=True))

    def rate(self, listed: Decimal) -> Decimal:
        """Dollars a unit in place of a list price."""
        return self.usd if self.usd is not None else listed * (_ALL - (self.discount or 0)) / _ALL


def read_price_book(path: Path) -> tuple[AgreedRate, ...]:
    """The agreements of a file, in its order.

    Raises:
        InputError: the file cannot be read, or a row says nothing a price could follow from.
    """
    try:
        text = read_text(path)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as a price book: {reason_of(error)}.") from error
    rows = csv.DictReader(text.splitlines())
    try:
        if list(rows.fieldnames or ()) != _COLUMNS:
            raise InputError(f"{path}:1: a price book begins with the line {','.join(_COLUMNS)}.")
        return tuple(_agreement(row, f"{path}:{rows.line_num}") for row in rows)
    except csv.Error as error:
        raise InputError(f"{path}:{rows.line_num}: this is no CSV: {error}.") from error


def _agreement(row: dict[str, str], place: str) -> AgreedRate:
    if None in row or None in row.values():
        raise InputError(f"{place}: a row has six columns: {','.join(_COLUMNS)}.")
    said = {name: value.strip() for name, value in row.items()}
    if bool(said["discount"]) == bool(said["usd"]):
        raise InputError(f"{place}: give either discount, in per cent, or usd, the rate agreed.")
    if missing := [name for name in _COLUMNS[:3] if not said[name]]:
        raise InputError(f"{place}: {missing[0]} is empty; * stands for any.")
    try:
        day = date.fromisoformat(said["effective_date"])
    except ValueError as error:
        raise InputError(f"{place}: effective_date is no day: write 2026-01-31.") from error
    discount, usd = (_number(said[name], f"{place}: {name}") for name in ("discount", "usd"))
    if discount is not None and discount > _ALL:
        raise InputError(f"{place}: a discount of {discount} % is more than the whole price.")
    return AgreedRate(said["service"], said["item"], said["region"], discount, usd, day, place)


def _number(text: str, what: str) -> Decimal | None:
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise InputError(f'{what} is "{text}", which is no number.') from error
    if not value.is_finite() or value < 0:
        raise InputError(f"{what} is {text}: it must be zero or more.")
    return value


def with_price_book(made: Estimate, agreements: tuple[AgreedRate, ...], path: str) -> Estimate:
    """The estimate with a credit beside each charge an agreement fits, and notes on the idle."""
    credits_: list[LineItem] = []
    why = {
        one.place: f"no charge is {one.service} {one.item} in {one.region}" for one in agreements
    }
    idle: dict[str, str] = {}
    used: set[str] = set()
    for line in made.line_items:
        fitting = [one for one in agreements if one.fits(line)]
        why |= {one.place: f"{fitting[0].place} stands before it" for one in fitting[1:]}
        for first in fitting[:1]:
            if reason := _idle(line, first, made.as_of):
                idle[first.place] = reason
            else:
                used.add(first.place)
                credits_ += _credit(line, first)
    unused = (
        f"{place}: {reason}; it is not used{' there' if place in used else ''}."
        for place, reason in {**why, **idle}.items()
        if place in idle or place not in used
    )
    return replace(
        made,
        line_items=(*made.line_items, *credits_),
        notes=(*made.notes, *unused),
        sources={**made.sources, SOURCE: f"price book {path}"},
    )


def _idle(line: LineItem, agreement: AgreedRate, day: date | None) -> str:
    """Why an agreement changes nothing of a charge it fits, "" when it does."""
    if day is not None and agreement.effective_date > day:
        return f"it holds from {agreement.effective_date} on"
    if agreement.rate(line.list_unit_price) > line.list_unit_price:
        return f"the rate agreed is above the list price of {line.charge_description}"
    return ""


def _credit(line: LineItem, agreement: AgreedRate) -> Iterator[LineItem]:
    """The difference to the list price, of as much as is known of the quantity."""
    saved = line.list_unit_price - agreement.rate(line.list_unit_price)
    bounds = (line.pricing_quantity_low, line.pricing_quantity, line.pricing_quantity_high)
    if saved == 0 or not any(bounds):
        return
    low, likely, high = (None if value is None else -value for value in bounds)
    yield replace(
        line,
        charge_category="Credit",
        charge_description=f"Agreed rate: {line.charge_description}",
        list_unit_price=saved,
        pricing_quantity_low=low,
        pricing_quantity=likely,
        pricing_quantity_high=high,
        steady_quantity=None,
        price_source=SOURCE,
        price_date=agreement.effective_date.isoformat(),
        price_confidence="single",
        formula=f"list price less the agreed rate, {agreement.place}",
    )
