"""Live prices into the catalogue: from the Price List Query API, or from the public bulk files.

The priced region is a filter; the API itself answers in us-east-1. A filter that matches nothing
answers with an empty list and no error, so nothing found is reported, and the old price stays.
Two different prices for one item are reported likewise. A file or answer that is not whole, not of
one version, or no price list ends the refresh. Files are written when every region is done, all or
none.
"""

import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from http.client import HTTPException
from pathlib import Path
from typing import Any, Protocol, cast

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from archbench.cost.catalogue import GLOBAL, OTHER_PARTITIONS, Catalogue, Price, Tier, write_prices
from archbench.cost.price_list import (
    Offer,
    Publications,
    offers_of_csv,
    offers_of_products,
    tiers,
)
from archbench.cost.selector import Selector
from archbench.cost.selectors import selectors_for
from archbench.errors import InputError
from archbench.files import write_atomic

SOURCE = "aws-price-list"
"""The source key of a price read from AWS itself."""

BULK = "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws"
_ATTEMPTS = 6
_THROTTLED = ("ThrottlingException", "InternalErrorException")

PriceKey = tuple[str, str]
Fetch = Callable[[str, tuple[Selector, ...]], Iterator[Offer]]
"""Reads the offers of a region that selectors of one service take."""
Progress = Callable[[str], None]


class PriceListClient(Protocol):
    """The one operation of boto3's pricing client that a refresh needs."""

    def get_products(self, **request: Any) -> Mapping[str, Any]:  # noqa: ANN401 botocore's own
        """A page of products."""
        ...


@dataclass(frozen=True, slots=True)
class PriceChange:
    """An item whose price is new or differs; before is None for a new one."""

    region: str
    service: str
    item: str
    before: Price | None
    after: Price


@dataclass(frozen=True, slots=True)
class Refresh:
    """What a refresh found: prices by region, what changed, and what it could not read."""

    prices: Mapping[str, Mapping[PriceKey, Price]]
    changes: tuple[PriceChange, ...]
    confirmed: int
    """Items read whose price is the one the catalogue had."""
    kept: tuple[str, ...]
    """Items whose old price stays, or that stay without one, and why."""


def pricing_client() -> PriceListClient:
    """A client of the Price List Query API, which answers in us-east-1 for every region."""
    return cast("PriceListClient", boto3.client("pricing", region_name="us-east-1"))


def from_api(client: PriceListClient, wait: Callable[[float], None] = time.sleep) -> Fetch:
    """Offers by query; a throttled page is asked for again after a pause that doubles."""
    publications = Publications()

    def fetch(region: str, wanted: tuple[Selector, ...]) -> Iterator[Offer]:
        for selector in wanted:
            products = _products(client, selector, region, wait)
            yield from offers_of_products(products, selector.service_code, publications)

    return fetch


def _products(
    client: PriceListClient, selector: Selector, region: str, wait: Callable[[float], None]
) -> Iterator[object]:
    wanted = dict(selector.attributes)
    if selector.family:
        wanted["productFamily"] = selector.family
    if selector.region_attribute:
        wanted[selector.region_attribute] = region
    request: dict[str, Any] = {
        "ServiceCode": selector.service_code,
        "Filters": [
            {"Type": "TERM_MATCH", "Field": name, "Value": value}
            for name, value in sorted(wanted.items())
        ],
        "FormatVersion": "aws_v1",
        "MaxResults": 100,
    }
    while True:
        page = _page(client, request, wait)
        yield from page["PriceList"]
        token = page.get("NextToken")
        if not token:
            return
        request["NextToken"] = token


def _page(
    client: PriceListClient, request: Mapping[str, Any], wait: Callable[[float], None]
) -> Mapping[str, Any]:
    for attempt in range(_ATTEMPTS):
        try:
            return client.get_products(**request)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code not in _THROTTLED or attempt == _ATTEMPTS - 1:
                raise InputError(
                    f"The price list API refused {request['ServiceCode']}: {error}. It needs "
                    "credentials that allow pricing:GetProducts; --bulk reads the public files "
                    "without any."
                ) from error
            wait(2.0**attempt)
        except BotoCoreError as error:
            raise InputError(
                f"The price list API cannot be asked: {error}. --bulk reads the public files "
                "without credentials."
            ) from error
    raise AssertionError("the last attempt returns or raises")


def from_bulk(base: str = BULK, timeout: float = 60) -> Fetch:
    """Offers from the public files, streamed line by line; EC2's alone has hundreds of MB."""
    publications = Publications()

    def fetch(region: str, wanted: tuple[Selector, ...]) -> Iterator[Offer]:
        for code in sorted({selector.service_code for selector in wanted}):
            place = "" if region == GLOBAL else f"{region}/"
            url = f"{base}/{code}/current/{place}index.csv"
            own = tuple(selector for selector in wanted if selector.service_code == code)
            try:
                with urllib.request.urlopen(url, timeout=timeout) as answer:  # noqa: S310 https
                    length = answer.headers.get("Content-Length")
                    lines = _whole(answer, int(length) if length else None)
                    yield from offers_of_csv(lines, own, code, region, publications)
            except (urllib.error.URLError, OSError, HTTPException) as error:
                raise InputError(f"{url} cannot be read: {error}.") from error

    return fetch


def _whole(answer: Iterable[bytes], length: int | None) -> Iterator[str]:
    """The lines of a file.

    Raises:
        ValueError: it ends before the length its server gave, within a line, or is no text.
    """
    read, line = 0, b""
    for line in answer:
        read += len(line)
        yield line.decode("utf-8")
    if length is not None and read != length:
        raise ValueError(f"the file ended after {read:,} of {length:,} bytes")
    if not read:
        raise ValueError("the file is empty")
    if not line.endswith(b"\n"):
        raise ValueError("the file ends within a line: it is not whole")


def refresh(
    regions: Iterable[str], catalogue: Catalogue, fetch: Fetch, progress: Progress
) -> Refresh:
    """The prices of these regions as AWS has them now, merged with those of the catalogue.

    Nothing is written; see `write`.

    Raises:
        InputError: a region is none of the commercial ones, AWS refused or cannot be reached, an
            answer has another shape, or nothing at all was found for a region.
    """
    prices: dict[str, Mapping[PriceKey, Price]] = {}
    changes: list[PriceChange] = []
    kept: list[str] = []
    confirmed = 0
    for region in sorted(set(regions)):
        if region.startswith(OTHER_PARTITIONS):
            raise InputError(f"{region} has price lists of its own, which archbench does not read.")
        found, problems = _read(region, fetch, progress)
        if not found:
            raise InputError(
                f"AWS lists no price for {region}: is it a region? Nothing is changed."
            )
        old = catalogue.prices(region)
        for key, price in sorted(found.items()):
            before = old.get(key)
            if before is not None and _figures(before) == _figures(price):
                confirmed += 1
            else:
                changes.append(PriceChange(region, *key, before, price))
        kept += [f"{region} {problem}" for problem in problems]
        kept += [
            f"{region} {' '.join(key)}: no longer listed"
            for key, price in sorted(old.items())
            if key not in found and price.tiers[0].source == SOURCE
        ]
        prices[region] = {**old, **found}
    return Refresh(prices, tuple(changes), confirmed, tuple(kept))


def _read(region: str, fetch: Fetch, progress: Progress) -> tuple[dict[PriceKey, Price], list[str]]:
    wanted = selectors_for(region)
    found: dict[PriceKey, dict[tuple[Tier, ...], Price]] = {}
    codes = sorted({selector.service_code for selector in wanted})
    for number, code in enumerate(codes, 1):
        progress(f"{region}: {code} ({number} of {len(codes)})")
        own = tuple(selector for selector in wanted if selector.service_code == code)
        try:
            for offer in fetch(region, own):
                _sort(offer, own, region, found)
        except ValueError as error:
            raise InputError(f"{region}, {code}: {error}. Nothing is changed.") from error
    prices: dict[PriceKey, Price] = {}
    problems: list[str] = []
    for key, candidates in found.items():
        if len(candidates) == 1:
            prices[key] = next(iter(candidates.values()))
        else:
            problems.append(f"{' '.join(key)}: {len(candidates)} different prices match")
    problems += [
        f"{selector.service} {selector.item}: nothing matches"
        for selector in wanted
        if "{" not in selector.item and (selector.service, selector.item) not in found
    ]
    return prices, sorted(problems)


def _sort(
    offer: Offer,
    wanted: tuple[Selector, ...],
    region: str,
    found: dict[PriceKey, dict[tuple[Tier, ...], Price]],
) -> None:
    """Put an offer under the item it is; a product at no price at all is a preview or a block."""
    for selector in wanted:
        name = selector.name(offer.attributes)
        if name is None or not any(step[2] for step in offer.steps):
            continue
        if offer.term != "OnDemand":
            if not selector.has_reserved:
                continue
            kind = name.split(":", 1)[1]
            name = f"linux-{offer.term}-noupfront:{kind}"
        levels = tiers(offer, selector.times, SOURCE)
        price = Price(region, selector.service, name, selector.unit, levels)
        found.setdefault((selector.service, name), {})[_figures(price)] = price


def _figures(price: Price) -> tuple[Any, ...]:
    return price.unit, tuple((tier.start, tier.end, Decimal(tier.usd)) for tier in price.tiers)


def write(found: Refresh, directory: Path) -> None:
    """Write the price files of a refresh, and name its source.

    All are written beside the present ones first, then put in their place: what fails before that
    changes nothing.
    """
    path = directory / "sources.csv"
    text = path.read_text(encoding="utf-8") if path.is_file() else "source,title,address\n"
    files = {f"{region}.csv": write_prices(prices) for region, prices in found.prices.items()}
    if f"\n{SOURCE}," not in text:
        files["sources.csv"] = f"{text}{SOURCE},AWS Price List,{BULK}\n"
    staged = directory / ".refresh"
    try:
        for name, content in files.items():
            write_atomic(staged / name, content)
        for name in files:
            (staged / name).replace(directory / name)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
