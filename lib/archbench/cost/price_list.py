"""The AWS price list as it comes: products of the Query API, or rows of a bulk CSV file.

Both become offers: a product's attributes with one set of prices. The free part at the start of a
tiered price belongs to an account, not to the list, and is taken off here.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from archbench.cost.catalogue import Tier
from archbench.cost.selector import Selector, fold

_PREAMBLE_LINES = 5
_FORMAT = "v1.0"
_COLUMNS = (
    "sku",
    "termtype",
    "priceperunit",
    "currency",
    "unit",
    "startingrange",
    "endingrange",
    "usagetype",
)
"""Columns no file of the price list is without."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One product's price: attributes with folded names, and tiers as (start, end, dollars)."""

    sku: str
    attributes: Mapping[str, str]
    term: str
    """"OnDemand", or "ri-standard-1yr" and the like for reserved without upfront payment."""
    effective_date: str
    steps: tuple[tuple[Decimal, Decimal | None, Decimal], ...]


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
    products: Iterable[object], service: str, publications: Publications
) -> Iterator[Offer]:
    """The offers of GetProducts' PriceList: JSON texts, or what they parse to.

    Raises:
        ValueError: an entry is not a product of the price list, or of another version of it.
    """
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
                    if offer := _offer(product["sku"], attributes, kind, term):
                        yield offer
        except (KeyError, TypeError, AttributeError, InvalidOperation) as error:
            raise ValueError(f"an entry of the price list has another shape: {error}") from error


def _offer(
    sku: str, attributes: Mapping[str, str], kind: str, term: Mapping[str, Any]
) -> Offer | None:
    name = kind if kind == "OnDemand" else _reserved(term.get("termAttributes", {}))
    if not name:
        return None
    steps = [
        (
            Decimal(dimension["beginRange"]),
            None if dimension["endRange"] == "Inf" else Decimal(dimension["endRange"]),
            Decimal(dimension["pricePerUnit"]["USD"]),
        )
        for dimension in term["priceDimensions"].values()
        if dimension.get("unit") != "Quantity" and "USD" in dimension["pricePerUnit"]
    ]
    day = str(term.get("effectiveDate", ""))[:10]
    return Offer(sku, attributes, name, day, tuple(sorted(steps, key=_start))) if steps else None


def _reserved(terms: Mapping[str, str]) -> str:
    if terms.get("PurchaseOption") != "No Upfront":
        return ""
    return f"ri-{terms.get('OfferingClass', '')}-{terms.get('LeaseContractLength', '')}"


def _start(step: tuple[Decimal, Decimal | None, Decimal]) -> Decimal:
    return step[0]


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
    rows = _rows(lines)
    head = _head(rows, service, publications)
    kept: dict[tuple[str, str], list[dict[str, str]]] = {}
    for values in rows:
        if len(values) != len(head):
            raise ValueError(
                f"a row has {len(values)} columns where the file has {len(head)}: it is damaged"
            )
        row = dict(zip(head, values, strict=True))
        term = row.get("termtype", "")
        if term == "Reserved":
            reserved = {
                "PurchaseOption": row.get("purchaseoption", ""),
                "OfferingClass": row.get("offeringclass", ""),
                "LeaseContractLength": row.get("leasecontractlength", ""),
            }
            term = _reserved(reserved)
        if not term or row.get("unit") == "Quantity" or row.get("currency", "USD") != "USD":
            continue
        if any(_is_of(selector, row, region) for selector in wanted):
            kept.setdefault((row["sku"], term), []).append(row)
    for (sku, term), found in kept.items():
        try:
            steps = sorted(map(_step, found), key=_start)
        except (InvalidOperation, KeyError) as error:
            raise ValueError(f"the price of {sku} is no number: {error}") from error
        yield Offer(sku, found[0], term, found[0].get("effectivedate", "")[:10], tuple(steps))


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


def _is_of(selector: Selector, row: Mapping[str, str], region: str) -> bool:
    place = row.get(fold(selector.region_attribute), "")
    is_here = not selector.region_attribute or place in ("", region)
    return is_here and selector.name(row) is not None


def _step(row: Mapping[str, str]) -> tuple[Decimal, Decimal | None, Decimal]:
    start, end = row.get("startingrange") or "0", row.get("endingrange") or "Inf"
    return Decimal(start), None if end == "Inf" else Decimal(end), Decimal(row["priceperunit"])


def tiers(offer: Offer, times: Decimal, source: str) -> tuple[Tier, ...]:
    """An offer's tiers in the catalogue's unit, without a free part at their start.

    Raises:
        ValueError: a price is none, or the tiers overlap or leave a gap.

    >>> steps = ((Decimal(0), Decimal(50), Decimal(0)), (Decimal(50), None, Decimal("0.5")))
    >>> [(t.start, t.usd) for t in tiers(Offer("A", {}, "OnDemand", "", steps), Decimal(1), "x")]
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
