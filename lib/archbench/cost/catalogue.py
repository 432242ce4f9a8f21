"""List prices: one CSV file per region in data/prices, each figure with its source and date.

A question has exactly one answer, or an explained NoPrice; nothing is guessed, scaled from another
region or taken as the smallest that fits. Prices are US dollars, in China yuan, without tax,
discounts or free allowances.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

from archbench.cost.column import greatest, least
from archbench.errors import InputError
from archbench.files import data_directory
from archbench.hcl.diagnostics import did_you_mean

GLOBAL = "global"
"""The region of services that have none: Route 53, CloudWatch dashboards."""
CHINA, GOVERNMENT = "cn-", "us-gov-"
WIDEST = "us-east-1"
"""The region that has nearly everything there is to buy."""
OTHER_PARTITIONS = (CHINA, GOVERNMENT)
"""How regions outside the commercial partition begin; not even its global prices hold there."""
DOLLARS, YUAN = "USD", "CNY"
STAGED = ".refresh"
"""Files that replace those beside it, from the moment it has this name."""

_BEFORE = ("service", "item", "unit", "from", "to")
_AFTER = ("effective_date", "source", "confidence", "sku")
"""The columns of a file, around the amount, whose name is its currency in small letters."""
_COLUMNS = (*_BEFORE, "amount", *_AFTER)

_Key = tuple[str, str]
_Row = list[str]

_MULTIPLES = {"K": 1_000, "M": 1_000_000, "B": 1_000_000_000}


@cache
def unit_scale(unit: str) -> int:
    """How many single things one pricing unit holds.

    >>> unit_scale("1M requests"), unit_scale("10M samples"), unit_scale("Hrs")
    (1000000, 10000000, 1)
    """
    number = unit.partition(" ")[0]
    return int(number[:-1]) * _MULTIPLES[number[-1]] if number[:1].isdecimal() else 1


REGIONS = (
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
)
"""Every commercial region."""


def partition(region: str) -> str:
    """Whose price lists hold for a region: "aws", GovCloud's among them, or "cn".

    >>> partition("us-gov-west-1"), partition("cn-north-1")
    ('aws', 'cn')
    """
    return "cn" if region.startswith(CHINA) else "aws"


def currency(region: str) -> str:
    """What a region's price list is in."""
    return YUAN if region.startswith(CHINA) else DOLLARS


@dataclass(frozen=True, slots=True)
class Tier:
    """The price of the units from start (inclusive) to end; end None has no upper bound."""

    start: Decimal
    end: Decimal | None
    amount: Decimal
    """In the currency of the price."""
    effective_date: str
    """ISO date, or year and month where the source says no more."""
    source: str
    """A key of data/prices/sources.csv."""
    confidence: str
    """agree-N: N further sources say the same; single; rounded; derived; live: read from AWS."""
    sku: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """The list price of one item in one region, in tiers of its monthly quantity."""

    region: str
    service: str
    """AWS's service code: "AmazonEC2"."""
    item: str
    unit: str
    """What one price buys: "Hrs", "GB-Mo", "1M requests"."""
    tiers: tuple[Tier, ...]
    currency: str = DOLLARS
    """ISO 4217; dollars everywhere but in China."""

    @property
    def scale(self) -> int:
        """How many single things one unit holds.

        >>> Price("us-east-1", "AmazonSNS", "publish-request", "1M requests", ()).scale
        1000000
        """
        return unit_scale(self.unit)

    def split(
        self, quantity: Decimal, before: Decimal = Decimal(0)
    ) -> tuple[tuple[Decimal, ...], Decimal]:
        """A monthly quantity of single things, in tiers: how many fall in each, how many in none.

        before is what the same tiers already counted. The rest lies beyond the last known tier.
        """
        end = before + quantity
        last = self.tiers[-1].end
        parts = tuple(
            greatest(
                Decimal(0),
                (end if tier.end is None else least(end, tier.end)) - greatest(before, tier.start),
            )
            for tier in self.tiers
        )
        none = Decimal(0)
        return parts, none if last is None else greatest(none, end - greatest(before, last))


@dataclass(frozen=True, slots=True)
class NoPrice:
    """Why there is no price for an item in a region."""

    region: str
    service: str
    item: str
    reason: str


@dataclass(frozen=True)
class Catalogue:
    """The prices in one directory; a region's file is read when it is first asked for."""

    directory: Path = field(default_factory=lambda: data_directory() / "prices")

    def _path(self, name: str) -> Path:
        """A file, or what takes its place once a refresh is whole."""
        staged = self.directory / STAGED / name
        return staged if staged.is_file() else self.directory / name

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """Regions with a price file, sorted, without "global"."""
        folders = (self.directory, self.directory / STAGED)
        names = {path.stem for folder in folders for path in folder.glob("*.csv")}
        return tuple(sorted(names - {GLOBAL, "sources", "allowances"}))

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """What each source key stands for: title, and address where there is one."""
        path = self._path("sources.csv")
        if not path.is_file():
            return {}
        with path.open(newline="", encoding="utf-8") as file:
            return {
                row["source"]: " ".join(filter(None, (row["title"], row["address"])))
                for row in csv.DictReader(file)
            }

    @cached_property
    def _rows(self) -> dict[str, tuple[str, Mapping[_Key, list[_Row]]]]:
        return {}

    @cached_property
    def _told(self) -> dict[tuple[str, str, str], Price | NoPrice]:
        return {}

    @cached_property
    def _known_classes(self) -> dict[tuple[str, str], frozenset[str]]:
        return {}

    def _of(self, region: str) -> tuple[str, Mapping[_Key, list[_Row]]]:
        known = self._rows
        if region not in known:
            path = self._path(f"{region}.csv")
            known[region] = _grouped(path) if path.is_file() else (DOLLARS, {})
        return known[region]

    def prices(self, region: str) -> Mapping[_Key, Price]:
        """Every price of a region by service code and item, empty where there is no file."""
        currency, known = self._of(region)
        return {key: _price(region, key, rows, currency) for key, rows in known.items()}

    def price(self, region: str, service: str, item: str) -> Price | NoPrice:
        """The one list price of an item in US dollars, or why there is none.

        Many instances ask for the same.
        """
        key = (region, service, item)
        if key not in self._told:
            self._told[key] = self._looked_up(region, service, item)
        return self._told[key]

    def _looked_up(self, region: str, service: str, item: str) -> Price | NoPrice:
        currency, known = self._of(region)
        rows = known.get((service, item))
        if not rows:
            return NoPrice(region, service, item, self._why_not(region, service, item))
        try:
            price = _price(region, (service, item), rows, currency)
        except ValueError as error:
            why = f"no price: {error}; archbench prices refresh --region {region} reads it anew"
            return NoPrice(region, service, item, why)
        if currency == DOLLARS:
            return price
        first = price.tiers[0]
        return NoPrice(
            region,
            service,
            item,
            f"no price: the list of {region} is in {currency}, {first.amount:f} per {price.unit} "
            f"({first.effective_date}), and no rate of exchange is known",
        )

    def _classes(self, region: str, service: str) -> frozenset[str]:
        """The classes of machines a service is known to have, here or where nearly all are."""
        key = (region, service)
        if key not in self._known_classes:
            self._known_classes[key] = frozenset(
                name
                for place in (region, WIDEST)
                for known, item in self._of(place)[1]
                if known == service and "." in (name := item.rpartition(":")[2])
            )
        return self._known_classes[key]

    def _why_not(self, region: str, service: str, item: str) -> str:
        if region.startswith(CHINA) and region not in self.regions:
            return (
                f"no price: {region} is in the AWS China partition, which has price lists of its "
                "own in yuan; the catalogue holds none of them, "
                f"archbench prices refresh --bulk --region {region} reads them"
            )
        if region != GLOBAL and region not in self.regions:
            if region not in REGIONS and not region.startswith(GOVERNMENT):
                return _no_region(region)
            return (
                f"no price: the catalogue holds nothing for {region}; "
                f"run archbench prices refresh --region {region}"
            )
        family, _, name = item.rpartition(":")
        if "." in name and name not in (classes := self._classes(region, service)) and classes:
            near = did_you_mean(name, classes)
            which = f"the {len(classes):,} classes of {service} whose price is known"
            return f"no price: {name} is none of {which}.{near}"
        place = "" if region == GLOBAL else f" in {region}"
        start = f"{family}:"
        # sliced, for there are thousands
        if ":" in item and [1 for _, known in self._of(region)[1] if known[: len(start)] == start]:
            return f"no price: {service} has figures for other kinds than {item}{place}"
        return f"no price: no sourced figure for {service} {item}{place}"


def _no_region(name: str) -> str:
    if name.rsplit("-", 2)[0] in REGIONS:
        return f"no price: {name} is a Local Zone, whose prices the catalogue has not"
    return f'no price: "{name}" is no AWS region archbench knows.{did_you_mean(name, set(REGIONS))}'


def read_prices(path: Path) -> Mapping[_Key, Price]:
    """The prices in one region's file.

    Raises:
        ValueError: a row is malformed, or the tiers of an item overlap or leave a gap.
    """
    currency, known = _grouped(path)
    return {key: _price(path.stem, key, rows, currency) for key, rows in known.items()}


def _price(region: str, key: _Key, rows: list[_Row], currency: str) -> Price:
    try:
        tiers = tuple(map(_tier, rows))
    except (ArithmeticError, KeyError, ValueError) as error:
        raise ValueError(f"{region}.csv: the row of {key[0]} {key[1]} is damaged") from error
    edges = [tier.start for tier in tiers]
    if [*edges, tiers[-1].end] != [Decimal(0), *(tier.end for tier in tiers)]:
        raise ValueError(f"{region}.csv: the tiers of {key[0]} {key[1]} do not join")
    return Price(region, *key, rows[0][2], tiers, currency)


def _tier(values: _Row) -> Tier:
    row = dict(zip(_COLUMNS, values, strict=False))
    amount = Decimal(row["amount"])
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"{amount} is no price")
    return Tier(
        Decimal(row["from"]),
        Decimal(row["to"]) if row["to"] else None,
        amount,
        row["effective_date"],
        row["source"],
        row["confidence"],
        row.get("sku") or "",
    )


def _grouped(path: Path) -> tuple[str, Mapping[_Key, list[_Row]]]:
    """A file's currency, and the rows of each item: a region holds thousands, few are asked for."""
    groups: dict[_Key, list[_Row]] = {}
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        head = next(rows, [])
        for row in rows:
            if len(row) < len(_BEFORE):
                raise InputError(
                    f"{path}:{rows.line_num}: this row of prices is damaged."
                    f" archbench prices refresh --region {path.stem} reads them anew."
                )
            groups.setdefault((row[0], row[1]), []).append(row)
    return head[len(_BEFORE)].upper() if head[len(_BEFORE) :] else DOLLARS, groups


def write_prices(prices: Mapping[tuple[str, str], Price]) -> str:
    """The text of one region's file; reading it back gives the same prices."""
    currency = next((price.currency for price in prices.values()), DOLLARS)
    lines = [",".join((*_BEFORE, currency.lower(), *_AFTER))]
    lines.extend(
        ",".join(
            (
                price.service,
                price.item,
                price.unit,
                f"{tier.start:f}",
                "" if tier.end is None else f"{tier.end:f}",
                f"{tier.amount:f}",
                tier.effective_date,
                tier.source,
                tier.confidence,
                tier.sku,
            )
        )
        for _, price in sorted(prices.items())
        for tier in price.tiers
    )
    return "\n".join(lines) + "\n"


@cache
def default_catalogue() -> Catalogue:
    """The catalogue archbench ships, read once per process."""
    return Catalogue()
