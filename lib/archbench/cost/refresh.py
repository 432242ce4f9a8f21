"""Live prices into the catalogue: from the Price List Query API, or from the public bulk files.

The priced region is a filter; the API answers in one region of each partition. A filter that
matches nothing answers with an empty list and no error, so nothing found is reported, and the old
price stays.
Two different prices for one item are reported likewise. A file or answer that is not whole, not of
one version, or no price list ends the refresh. Files are written when every region is done, all or
none.
"""

import errno
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol, cast

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from archbench.cost.catalogue import STAGED, Catalogue, Price, currency, write_prices
from archbench.cost.price_files import BULK, PlanFetch, PlansRefusedError
from archbench.cost.price_list import (
    Fetch,
    Offer,
    Publications,
    offers_of_products,
    tiers,
)
from archbench.cost.selector import Selector
from archbench.cost.selectors import selectors_for, unasked
from archbench.cost.throttling import attempted
from archbench.errors import InputError
from archbench.files import write_atomic
from archbench.frozen import replace

SOURCE = "aws-price-list"
"""The source key of a price read from AWS itself."""

_API = {"aws": "us-east-1", "cn": "cn-northwest-1"}
"""The region in which the Query API answers for a partition."""
_LARGE = Decimal("0.1")

PriceKey = tuple[str, str]
Progress = Callable[[str], None]
PriceFigures = tuple[Any, ...]
Candidates = dict[PriceKey, dict[PriceFigures | None, Price | None]]
"""The different prices of each item; None stands for one that is not whole."""


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

    @property
    def share(self) -> Decimal | None:
        """By how much of what it was the first tier changed; None where that says nothing."""
        if self.before is None or self.before.unit != self.after.unit:
            return None
        was, now = self.before.tiers[0].amount, self.after.tiers[0].amount
        return (now - was) / was if was else None

    @property
    def is_large(self) -> bool:
        """Whether it changed by more than a tenth: look at it before using it."""
        return self.share is not None and abs(self.share) > _LARGE


@dataclass(frozen=True, slots=True)
class Refresh:
    """What a refresh found: prices by region, what changed, and what it could not read."""

    prices: Mapping[str, Mapping[PriceKey, Price]]
    changes: tuple[PriceChange, ...]
    confirmed: int
    """Items read whose price is the one the catalogue had."""
    kept: tuple[str, ...]
    """Items whose old price stays, or that stay without one, and why."""


def pricing_client(name: str = "aws") -> PriceListClient:
    """A client of the Price List Query API, which answers in one region for a whole partition."""
    return cast("PriceListClient", boto3.client("pricing", region_name=_API[name]))


def from_api(client: PriceListClient, wait: Callable[[float], None] = time.sleep) -> Fetch:
    """Offers by query; a throttled page is asked for again after a pause that doubles."""
    publications = Publications()

    def fetch(region: str, wanted: tuple[Selector, ...]) -> Iterator[Offer]:
        for code, filters in sorted({_asked(selector, region) for selector in wanted}):
            products = _products(client, code, filters, wait)
            yield from offers_of_products(products, code, region, publications)

    return fetch


def _asked(selector: Selector, region: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Whom and what to ask for a selector: the same for all that differ in usage type alone."""
    wanted = dict(selector.filters)
    if selector.region_attribute:
        wanted[selector.region_attribute] = region
    return selector.service_code, tuple(sorted(wanted.items()))


def _products(
    client: PriceListClient,
    code: str,
    filters: tuple[tuple[str, str], ...],
    wait: Callable[[float], None],
) -> Iterator[object]:
    request: dict[str, Any] = {
        "ServiceCode": code,
        "Filters": [
            {"Type": "TERM_MATCH", "Field": name, "Value": value} for name, value in filters
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
    try:
        return attempted(lambda: client.get_products(**request), wait)
    except ClientError as error:
        raise InputError(
            f"The price list API refused {request['ServiceCode']}: {error}. It needs "
            "credentials that allow pricing:GetProducts; --bulk reads the public files "
            "without any."
        ) from error
    except BotoCoreError as error:
        raise InputError(
            f"The price list API cannot be asked: {error}. --bulk reads the public files "
            "without credentials."
        ) from error


def refresh(
    regions: Iterable[str],
    catalogue: Catalogue,
    fetch: Fetch,
    progress: Progress,
    plans: PlanFetch | None = None,
) -> Refresh:
    """The prices of these regions as AWS has them now, merged with those of the catalogue.

    Nothing is written; see `write`.

    Raises:
        InputError: AWS refused or cannot be reached, an answer has another shape, or nothing at all
            was found for a region.
    """
    prices: dict[str, Mapping[PriceKey, Price]] = {}
    changes: list[PriceChange] = []
    kept: list[str] = []
    confirmed = 0
    for region in sorted(set(regions)):
        found, problems = _read(region, fetch, progress)
        if not found:
            raise InputError(
                f"AWS lists no price for {region}: is it a region? Nothing is changed."
            )
        try:
            found |= _planned(region, found, plans, progress) if plans else {}
        except PlansRefusedError as error:
            problems.append(f"Savings Plans: {error}")
        old = catalogue.prices(region)
        for key, price in sorted(found.items()):
            before = old.get(key)
            if before is not None and _figures(before) == _figures(price):
                confirmed += 1
            else:
                changes.append(PriceChange(region, *key, before, price))
        kept += [f"{region} {problem}" for problem in problems]
        for key, price in sorted(old.items()):
            if key not in found and (why := unasked(*key) or _gone(price)):
                kept.append(f"{region} {' '.join(key)}: {why}")
        prices[region] = {**old, **found}
    return Refresh(prices, tuple(changes), confirmed, tuple(kept))


def _planned(
    region: str, found: Mapping[PriceKey, Price], plans: PlanFetch, progress: Progress
) -> dict[PriceKey, Price]:
    """What Savings Plans charge for the items found, by the SKU each has on demand."""
    progress(f"{region}: Savings Plans")
    priced: dict[str, list[Price]] = {}
    for price in found.values():
        if len(price.tiers) == 1 and "-ri-" not in price.item:
            priced.setdefault(price.tiers[0].sku, []).append(price)
    prices: dict[PriceKey, Price] = {}
    try:
        for rate in plans(region, priced):
            for base in priced[rate.sku]:
                [tier] = base.tiers
                amount = (rate.rate * base.scale).normalize() + 0
                day = rate.effective_date
                item = f"{rate.plan}:{base.item}"
                own = replace(tier, amount=amount, effective_date=day)
                prices[base.service, item] = replace(base, item=item, tiers=(own,))
    except ValueError as error:
        raise InputError(f"{region}, Savings Plans: {error}. Nothing is changed.") from error
    return prices


def _gone(price: Price) -> str:
    return "no longer listed" if price.tiers[0].source == SOURCE else ""


def _read(region: str, fetch: Fetch, progress: Progress) -> tuple[dict[PriceKey, Price], list[str]]:
    wanted = selectors_for(region)
    found: Candidates = {}
    told: dict[str, bool] = {}
    codes = sorted({selector.service_code for selector in wanted})
    for number, code in enumerate(codes, 1):
        progress(f"{region}: {code} ({number} of {len(codes)})")
        own = tuple(selector for selector in wanted if selector.service_code == code)
        try:
            for offer in fetch(region, own):
                told[code] = _sort(offer, own, region, found) or told.get(code, False)
        except ValueError as error:
            raise InputError(f"{region}, {code}: {error}. Nothing is changed.") from error
    prices: dict[PriceKey, Price] = {}
    problems: list[str] = []
    for key, candidates in found.items():
        if None in candidates:
            problems.append(f"{' '.join(key)}: its tiers do not go from 0 on without end")
        elif len(candidates) == 1:
            prices[key] = next(price for price in candidates.values() if price)
        else:
            problems.append(f"{' '.join(key)}: {len(candidates)} different prices match")
    there = {code for code, some in told.items() if some}
    problems += [f"{code}: AWS lists nothing of it here" for code in codes if code not in there]
    problems += [
        f"{selector.service} {selector.item}: nothing matches"
        for selector in wanted
        if selector.service_code in there
        and "{" not in selector.item
        and (selector.service, selector.item) not in found
    ]
    return prices, sorted(problems)


def _sort(offer: Offer, wanted: tuple[Selector, ...], region: str, found: Candidates) -> bool:
    """Put an offer under the items it is; a product at no price at all is a preview or a block."""
    is_one = False
    for selector in wanted:
        name = selector.name(offer.attributes, offer.term)
        if name is None or not any(step[2] for step in offer.steps):
            continue
        is_one = True
        candidates = found.setdefault((selector.service, name), {})
        levels = tiers(offer, selector.times, SOURCE)
        price = Price(region, selector.service, name, selector.unit, levels, currency(region))
        if offer.is_whole:
            candidates[_figures(price)] = price
        else:
            candidates[None] = None
    return is_one


def _figures(price: Price) -> PriceFigures:
    return price.unit, tuple((tier.start, tier.end, tier.amount) for tier in price.tiers)


def write(found: Refresh, directory: Path) -> None:
    """Write the price files of a refresh, and name its source.

    All are written beside the present ones first. From the moment their folder has its name they
    are the prices, whether they are in their place yet or not: what fails before changes nothing,
    what fails after loses nothing.

    Raises:
        OSError: one cannot be written; it names that file.
    """
    _settle(directory)
    path = directory / "sources.csv"
    text = path.read_text(encoding="utf-8") if path.is_file() else "source,title,address\n"
    files = {f"{region}.csv": write_prices(prices) for region, prices in found.prices.items()}
    if f"\n{SOURCE}," not in text:
        files["sources.csv"] = f"{text}{SOURCE},AWS Price List,{BULK['aws']}\n"
    for name in sorted(files):
        if (directory / name).is_dir():
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(directory / name))
    begun = directory / f"{STAGED}.part"
    shutil.rmtree(begun, ignore_errors=True)
    try:
        with _naming(directory):
            begun.mkdir(parents=True)
        for name, content in files.items():
            with _naming(directory / name):
                write_atomic(begun / name, content)
        with _naming(directory):
            begun.rename(directory / STAGED)
    finally:
        shutil.rmtree(begun, ignore_errors=True)
    _settle(directory)


def _settle(directory: Path) -> None:
    """Put files that count already in their place."""
    staged = directory / STAGED
    if staged.is_dir():
        for path in sorted(staged.iterdir()):
            with _naming(directory / path.name):
                path.replace(directory / path.name)
        staged.rmdir()


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """What fails here names what is written, not where it is written first."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
