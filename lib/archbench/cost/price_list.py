"""The AWS price list as it comes: products of the Query API, or rows of a bulk CSV file.

Both become offers: a product's attributes with one set of prices. The free part at the start of a
tiered price belongs to an account, not to the list, and is taken off here.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from archbench.cost.catalogue import Tier, currency
from archbench.cost.selector import Selector, fold

_PREAMBLE_LINES = 5
_FORMAT = "v1.0"
_PRICE = "priceperunit"
_COLUMNS = (
    "sku",
    "termtype",
    _PRICE,
    "currency",
    "unit",
    "startingrange",
    "endingrange",
    "usagetype",
)
"""Columns no file of the price list is without."""


PriceStep = tuple[Decimal, Decimal | None, Decimal]
"""A tier: start, end, price."""

_PAYMENTS = {
    "No Upfront": "noupfront",
    "Partial Upfront": "partialupfront-effective",
    "All Upfront": "allupfront-effective",
}
_HOURS_OF_YEAR = 8760
_UPFRONT = "Quantity"
"""The unit of what is paid once for a term."""
_DIGITS = Decimal("0.00000001")
"""To which a payment spread over its hours is rounded."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One product's price: attributes with folded names, and its tiers."""

    sku: str
    attributes: Mapping[str, str]
    term: str
    """"" on demand, else "standard-1yr-noupfront" and the like."""
    effective_date: str
    steps: tuple[PriceStep, ...]

    @property
    def is_whole(self) -> bool:
        """Whether its tiers go from nothing on without end."""
        return self.steps[0][0] == 0 and self.steps[-1][1] is None


Fetch = Callable[[str, tuple[Selector, ...]], Iterator[Offer]]
"""Reads the offers of a region that selectors of one service take."""


class Publications:
    """Which version of each service's list was read: one for all pages and regions, or none.

    AWS publishes a new list while a refresh reads the old one; a mixture of two is no list.
    """

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def check(self, service: str, version: str) -> None:
        """Take note of a version.

        Raises:
            ValueError: another part of the same service's list has another version.
        """
        first = self._seen.setdefault(service, version)
        if first != version:
            raise ValueError(
                f"its list was published anew under way (versions {first} and {version}); "
                "refresh again"
            )


def offers_of_products(
    products: Iterable[object], service: str, region: str, publications: Publications
) -> Iterator[Offer]:
    """The offers of GetProducts' PriceList: JSON texts, or what they parse to.

    Raises:
        ValueError: an entry is not a product of the price list, or of another version of it.
    """
    money = currency(region)
    for entry in products:
        try:
            document: Any = json.loads(entry) if isinstance(entry, str) else entry
        except json.JSONDecodeError as error:
            raise ValueError(f"an entry of the price list is no JSON: {error}") from error
        try:
            publications.check(service, document["version"])
            product = document["product"]
            attributes = {fold(key): str(value) for key, value in product["attributes"].items()}
            attributes[fold("productFamily")] = product.get("productFamily", "")
            for kind, terms in document["terms"].items():
                for term in terms.values():
                    name = _term(kind, term.get("termAttributes", {}))
                    prices = [
                        (
                            dimension.get("unit", ""),
                            _step(
                                dimension.get("beginRange", ""),
                                dimension.get("endRange", ""),
                                dimension["pricePerUnit"][money],
                            ),
                        )
                        for dimension in term["priceDimensions"].values()
                        if money in dimension["pricePerUnit"]
                    ]
                    if name is not None and prices:
                        day = str(term.get("effectiveDate", ""))[:10]
                        steps = _steps(name, prices)
                        yield Offer(product["sku"], attributes, name, day, steps)
        except (KeyError, TypeError, AttributeError, InvalidOperation) as error:
            raise ValueError(f"an entry of the price list has another shape: {error}") from error


def _term(kind: str, terms: Mapping[str, str]) -> str | None:
    """What a term is called in an offer; None for one that is not priced here."""
    if kind == "OnDemand":
        return ""
    payment = _PAYMENTS.get(terms.get("PurchaseOption", ""))
    if kind != "Reserved" or payment is None:
        return None
    return f"{terms.get('OfferingClass', '')}-{terms.get('LeaseContractLength', '')}-{payment}"


def _step(start: str, end: str, price: str) -> PriceStep:
    return Decimal(start or "0"), None if end in ("", "Inf") else Decimal(end), Decimal(price)


def _start(step: PriceStep) -> Decimal:
    return step[0]


def _steps(term: str, prices: Iterable[tuple[str, PriceStep]]) -> tuple[PriceStep, ...]:
    """Tiers on demand; of a reserved term one price an hour, what is paid once spread over it."""
    given = list(prices)
    if not term:
        return tuple(sorted((step for _, step in given), key=_start))
    once = sum((step[2] for unit, step in given if unit == _UPFRONT), Decimal(0))
    hourly = sum((step[2] for unit, step in given if unit != _UPFRONT), Decimal(0))
    years = Decimal(term.split("-")[1].removesuffix("yr"))
    spread = (once / (years * _HOURS_OF_YEAR)).quantize(_DIGITS, ROUND_HALF_UP) if once else once
    return ((Decimal(0), None, hourly + spread),)


def offers_of_csv(
    lines: Iterable[str],
    wanted: tuple[Selector, ...],
    service: str,
    region: str,
    publications: Publications,
) -> Iterator[Offer]:
    """The offers of a bulk file that any wanted selector takes, read line by line.

    Rows of one product may stand apart; only what is wanted is kept in memory. Local Zones stand in
    the file of their region and are no part of it.

    Raises:
        ValueError: the file is no price list, that of another service or version, or not whole.
    """
    rows, money = _rows(lines), currency(region)
    head = _head(rows, service, publications)
    kept: dict[tuple[str, str], list[dict[str, str]]] = {}
    fitting: dict[str, tuple[Selector, ...]] = {}
    for values in rows:
        if len(values) != len(head):
            raise ValueError(
                f"a row has {len(values)} columns where the file has {len(head)}: it is damaged"
            )
        row = dict(zip(head, values, strict=True))
        terms = {
            "PurchaseOption": row.get("purchaseoption", ""),
            "OfferingClass": row.get("offeringclass", ""),
            "LeaseContractLength": row.get("leasecontractlength", ""),
        }
        term = _term(row["termtype"], terms)
        if term is None or row["currency"] not in ("", money):
            continue
        usage = row["usagetype"]
        if usage not in fitting:
            fitting[usage] = tuple(one for one in wanted if one.may_be(usage))
        if any(_is_of(selector, row, region, term) for selector in fitting[usage]):
            kept.setdefault((row["sku"], term), []).append(row)
    for (sku, term), found in kept.items():
        try:
            steps = _steps(
                term,
                (
                    (row["unit"], _step(row["startingrange"], row["endingrange"], row[_PRICE]))
                    for row in found
                ),
            )
        except InvalidOperation as error:
            raise ValueError(f"the price of {sku} is no number: {error}") from error
        yield Offer(sku, found[0], term, found[0].get("effectivedate", "")[:10], steps)


def _rows(lines: Iterable[str]) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines)
    except csv.Error as error:
        raise ValueError(f"the file is no CSV: {error}") from error


def _head(rows: Iterator[list[str]], service: str, publications: Publications) -> list[str]:
    """The names of the columns, once what stands before them is that of this service's list."""
    said = {row[0]: row[1] for row in (next(rows, []) for _ in range(_PREAMBLE_LINES)) if row[1:]}
    head = [fold(name) for name in next(rows, [])]
    if missing := [name for name in _COLUMNS if name not in head]:
        raise ValueError(f"the file is no AWS price list: it has no column {missing[0]}")
    if said.get("FormatVersion") != _FORMAT:
        raise ValueError(f"the file has format {said.get('FormatVersion')}, not {_FORMAT}")
    if said.get("OfferCode") != service:
        raise ValueError(f"the file is that of {said.get('OfferCode')}")
    if not said.get("Version") or not said.get("Publication Date"):
        raise ValueError("the file does not say when it was published")
    publications.check(service, said["Version"])
    return head


def _is_of(selector: Selector, row: Mapping[str, str], region: str, term: str) -> bool:
    place = row.get(fold(selector.region_attribute), "")
    is_here = not selector.region_attribute or place in ("", region)
    return is_here and selector.name(row, term) is not None


def tiers(offer: Offer, times: Decimal, source: str) -> tuple[Tier, ...]:
    """An offer's tiers in the catalogue's unit, without a free part at their start.

    Raises:
        ValueError: a price is none, or the tiers overlap or leave a gap.

    >>> steps = ((Decimal(0), Decimal(50), Decimal(0)), (Decimal(50), None, Decimal("0.5")))
    >>> [(t.start, t.amount) for t in tiers(Offer("A", {}, "", "", steps), Decimal(1), "x")]
    [(Decimal('0'), Decimal('0.5'))]
    """
    for index, (start, end, usd) in enumerate(offer.steps):
        if not usd.is_finite() or usd < 0:
            raise ValueError(f"the price of {offer.sku} is {usd}")
        if index and offer.steps[index - 1][1] != start:
            raise ValueError(f"the tiers of {offer.sku} do not join at {start}")
        if end is not None and end <= start:
            raise ValueError(f"a tier of {offer.sku} ends at {end}, before it starts")
    paid = list(offer.steps)
    while len(paid) > 1 and paid[0][2] == 0:
        paid.pop(0)
    return tuple(
        Tier(
            Decimal(0) if index == 0 else start,
            end,
            (usd * times).normalize() + 0,
            offer.effective_date,
            source,
            "live",
            offer.sku,
        )
        for index, (start, end, usd) in enumerate(paid)
    )
