"""List prices: one CSV file per region in data/prices, each figure with its source and date.

A question has exactly one answer, or an explained NoPrice; nothing is guessed, scaled from another
region or taken as the smallest that fits. Prices are US dollars, without tax, discounts or free
allowances.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

from archbench.files import data_directory
from archbench.hcl.diagnostics import did_you_mean

GLOBAL = "global"
"""The region of services that have none: Route 53, CloudWatch dashboards."""
OTHER_PARTITIONS = ("cn-", "us-gov-")
"""How regions outside the commercial partition begin; not even its global prices hold there."""

COLUMNS = ("service", "item", "unit", "from", "to", "usd", "effective_date", "source", "confidence")
FILE_COLUMNS = (*COLUMNS, "sku")

_Key = tuple[str, str]
_Row = list[str]

_MULTIPLES = {"1K": 1_000, "10K": 10_000, "100K": 100_000, "1M": 1_000_000}


def unit_scale(unit: str) -> int:
    """How many single things one pricing unit holds.

    >>> unit_scale("1M requests"), unit_scale("Hrs")
    (1000000, 1)
    """
    return _MULTIPLES.get(unit.split(" ", 1)[0], 1)


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


@dataclass(frozen=True, slots=True)
class Tier:
    """The price of the units from start (inclusive) to end; end None has no upper bound."""

    start: Decimal
    end: Decimal | None
    usd: Decimal
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
            max(
                Decimal(0),
                min(end, end if tier.end is None else tier.end) - max(before, tier.start),
            )
            for tier in self.tiers
        )
        return parts, Decimal(0) if last is None else max(Decimal(0), end - max(before, last))


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

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """Regions with a price file, sorted, without "global"."""
        names = {path.stem for path in self.directory.glob("*.csv")}
        return tuple(sorted(names - {GLOBAL, "sources", "allowances"}))

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """What each source key stands for: title, and address where there is one."""
        path = self.directory / "sources.csv"
        if not path.is_file():
            return {}
        with path.open(newline="", encoding="utf-8") as file:
            return {
                row["source"]: " ".join(filter(None, (row["title"], row["address"])))
                for row in csv.DictReader(file)
            }

    @cached_property
    def _rows(self) -> dict[str, Mapping[_Key, list[_Row]]]:
        return {}

    @cached_property
    def _told(self) -> dict[tuple[str, str, str], Price | NoPrice]:
        return {}

    def _of(self, region: str) -> Mapping[_Key, list[_Row]]:
        known = self._rows
        if region not in known:
            path = self.directory / f"{region}.csv"
            known[region] = _grouped(path) if path.is_file() else {}
        return known[region]

    def prices(self, region: str) -> Mapping[_Key, Price]:
        """Every price of a region by service code and item, empty where there is no file."""
        return {key: _price(region, key, rows) for key, rows in self._of(region).items()}

    def price(self, region: str, service: str, item: str) -> Price | NoPrice:
        """The one list price of an item, or why there is none; many instances ask for the same."""
        key = (region, service, item)
        if key not in self._told:
            rows = self._of(region).get((service, item))
            self._told[key] = (
                _price(region, (service, item), rows)
                if rows
                else NoPrice(region, service, item, self._why_not(region, service, item))
            )
        return self._told[key]

    def _why_not(self, region: str, service: str, item: str) -> str:
        if region.startswith("cn-"):
            return (
                f"no price: {region} is in the AWS China partition, which has price lists of its "
                "own in yuan; the catalogue holds none of them"
            )
        if region.startswith("us-gov-"):
            return (
                f"no price: {region} is in AWS GovCloud, whose prices the catalogue does not hold"
            )
        if region != GLOBAL and region not in self.regions:
            if region not in REGIONS:
                return _no_region(region)
            return (
                f"no price: the catalogue holds nothing for {region}; "
                f"run archbench prices refresh --region {region}"
            )
        family = item.rsplit(":", 1)[0]
        place = "" if region == GLOBAL else f" in {region}"
        if ":" in item and any(known[1].startswith(f"{family}:") for known in self._of(region)):
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
    return {key: _price(path.stem, key, rows) for key, rows in _grouped(path).items()}


def _price(region: str, key: _Key, rows: list[_Row]) -> Price:
    tiers = tuple(
        Tier(
            Decimal(row["from"]),
            Decimal(row["to"]) if row["to"] else None,
            Decimal(row["usd"]),
            row["effective_date"],
            row["source"],
            row["confidence"],
            row.get("sku") or "",
        )
        for row in (dict(zip(FILE_COLUMNS, values, strict=False)) for values in rows)
    )
    edges = [tier.start for tier in tiers]
    if [*edges, tiers[-1].end] != [Decimal(0), *(tier.end for tier in tiers)]:
        raise ValueError(f"{region}.csv: the tiers of {key[0]} {key[1]} do not join")
    return Price(region, *key, rows[0][2], tiers)


def _grouped(path: Path) -> Mapping[_Key, list[_Row]]:
    """The rows of each item as written: a region holds thousands, a stack asks for a few."""
    groups: dict[_Key, list[_Row]] = {}
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows, None)
        for row in rows:
            groups.setdefault((row[0], row[1]), []).append(row)
    return groups


def write_prices(prices: Mapping[tuple[str, str], Price]) -> str:
    """The text of one region's file; reading it back gives the same prices."""
    lines = [",".join(FILE_COLUMNS)]
    lines.extend(
        ",".join(
            (
                price.service,
                price.item,
                price.unit,
                f"{tier.start:f}",
                "" if tier.end is None else f"{tier.end:f}",
                f"{tier.usd:f}",
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
