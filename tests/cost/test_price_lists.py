"""The whole catalogue from a copy of AWS's price list on this machine, in both of its shapes."""

import doctest
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from decimal import Decimal
from importlib import import_module
from itertools import groupby
from pathlib import Path

import boto3
import pytest

from archbench.cost import estimate
from archbench.cost.bill import configuration
from archbench.cost.catalogue import GLOBAL, Catalogue, NoPrice, Price
from archbench.cost.price_files import from_bulk
from archbench.cost.price_list import Fetch
from archbench.cost.quantity import Quantity
from archbench.cost.refresh import Refresh, from_api, refresh, write
from archbench.cost.registry import leaf, priced_types
from archbench.cost.selector import Selector
from archbench.cost.selectors import UNASKED, selectors, unasked
from archbench.cost.usage import Entry, Usage
from tests.cost.price_lists import (
    RESERVED,
    Product,
    api_server,
    bulk_file,
    files_server,
    publish,
    recorded,
    roots,
    rows_of,
)

PREFIXES = {"us-east-1": "", "eu-west-1": "EU-", "us-gov-west-1": "UGW1-", "cn-north-1": "CNN1-"}
"""Regions of each kind: that without a prefix, the oldest, GovCloud, China."""


def _in_region(region: str) -> list[Product]:
    money = "CNY" if region.startswith("cn-") else "USD"
    return recorded(region, PREFIXES[region], currency=money)


def write_lists(directory: Path, region: str) -> None:
    """The files of a region, and of what has none, with their indexes."""
    partition = "cn" if region.startswith("cn-") else "aws"
    products = [*_in_region(region), *recorded("", is_global=True)]
    by_file = sorted(products, key=lambda product: (product.code, product.region))
    texts = {}
    for (code, place), some in groupby(by_file, key=lambda one: (one.code, one.region)):
        rows, columns = rows_of(some)
        texts[code, place] = bulk_file(rows, code, columns)
    publish(directory, texts, partition)


@contextmanager
def bulk(directory: Path, region: str) -> Iterator[Fetch]:
    """The files of a region, and of what has none, on a server."""
    write_lists(directory, region)
    with files_server(directory) as address:
        yield from_bulk(roots(address))


@contextmanager
def api(_: Path, region: str) -> Iterator[Fetch]:
    """The Query API, asked by the real client."""
    with api_server([*_in_region(region), *recorded("", is_global=True)]) as address:
        client = boto3.client(
            "pricing",
            region_name="us-east-1",
            endpoint_url=address,
            aws_access_key_id="x",
            aws_secret_access_key="x",  # noqa: S106 nothing here asks for a real one
        )
        yield from_api(client)


@pytest.fixture(params=[bulk, api])
def source(request: pytest.FixtureRequest) -> object:
    """Each shape in turn."""
    return request.param


def _items(products: list[Product]) -> dict[tuple[str, str], Product]:
    pairs = [(tuple(item.split(" ", 1)), one) for one in products for item in one.items]
    assert [key for key, times in Counter(key for key, _ in pairs).items() if times > 1] == []
    return {(key[0], key[1]): one for key, one in pairs}


def _refreshed(fetch: Fetch, *regions: str, catalogue: Catalogue) -> Refresh:
    return refresh(regions, catalogue, fetch, lambda _: None)


@pytest.mark.parametrize("region", PREFIXES)
def test_every_query_finds_its_product(source: object, region: str, tmp_path: Path) -> None:
    """Each item of each priced type is found exactly once, at its own product's price."""
    assert callable(source)
    products = _in_region(region)
    wanted = _items(products)
    with source(tmp_path / "offers", region) as fetch:
        found = _refreshed(fetch, region, catalogue=Catalogue(tmp_path / "none"))
    prices = found.prices[region]
    queries = {(query.service, query.item): query for query in selectors() if not query.is_global}
    for key, product in wanted.items():
        [tier] = prices[key].tiers
        assert tier.sku == product.sku, key
        scale = Decimal(prices[key].scale) / _query(key, queries.values()).parts
        assert tier.amount == product.usd * scale, key
        assert prices[key].currency == product.currency
    assert found.kept == ()
    reserved = {key for key in prices if "-ri-" in key[1]}
    assert set(prices) - reserved == set(wanted)


def _query(key: tuple[str, str], queries: Iterable[Selector]) -> Selector:
    fitting = [query for query in queries if query.service == key[0] and _may_name(query, key[1])]
    assert len(fitting) == 1, (key, [query.item for query in fitting])
    return fitting[0]


def _may_name(query: Selector, item: str) -> bool:
    """Whether an item is one of those a query names."""
    return any(_fits(template, item) for template in (query.item, query.reserved) if template)


def _fits(template: str, item: str) -> bool:
    fixed = [part.partition("}")[2] if n else part for n, part in enumerate(template.split("{"))]
    at = 0
    for number, part in enumerate(fixed):
        found = item.find(part, at) if part else (len(item) if number == len(fixed) - 1 else at)
        if found < 0 or (number == 0 and found != 0) or ":" in item[at:found].strip(":"):
            return False
        at = found + len(part)
    return at == len(item) or template.endswith("}")


def test_what_has_no_region_is_found_once(source: object, tmp_path: Path) -> None:
    """Zones, queries, edge locations and dashboards are told from what regions have of them."""
    assert callable(source)
    wanted = _items(recorded("", is_global=True))
    with source(tmp_path / "offers", "us-east-1") as fetch:
        found = _refreshed(fetch, GLOBAL, catalogue=Catalogue(tmp_path / "none"))
    assert {key: price.tiers[0].sku for key, price in found.prices[GLOBAL].items()} == {
        key: product.sku for key, product in wanted.items()
    }


def test_every_query_has_a_product() -> None:
    """Nothing is priced from a query that no recorded product was ever held against."""
    products = [*_in_region("us-east-1"), *recorded("", is_global=True)]
    items = set(_items(products))
    unmet = [
        query.item
        for query in selectors()
        if not any(key[0] == query.service and _may_name(query, key[1]) for key in items)
    ]
    assert unmet == []


def test_reserved_terms_are_read(source: object, tmp_path: Path) -> None:
    """Machines, databases, caches, search and warehouse nodes: one and three years, each payment.

    What is paid once is spread over the hours of the term: $876 over a year is $0.10 an hour.
    """
    assert callable(source)
    with source(tmp_path / "offers", "us-east-1") as fetch:
        prices = _refreshed(fetch, "us-east-1", catalogue=Catalogue(tmp_path)).prices["us-east-1"]
    named = {
        ("AmazonEC2", "linux-ri-standard-{}:m5.large", "linux-ondemand:m5.large"),
        ("AmazonEC2", "linux-ri-convertible-{}:m5.large", "linux-ondemand:m5.large"),
        ("AmazonEC2", "dedicated-host-ri-{}:m5", "dedicated-host:m5"),
        (
            "AmazonRDS",
            "rds-ri-{}:mysql:single-az:db.m5.large",
            "rds-instance:mysql:single-az:db.m5.large",
        ),
        ("AmazonRDS", "aurora-pg-ri-{}:db.m5.large", "aurora-pg-instance:db.m5.large"),
        ("AmazonElastiCache", "node-ri-{}:redis:cache.m5.large", "node:redis:cache.m5.large"),
        ("AmazonES", "instance-ri-{}:m5.large.search", "instance:m5.large.search"),
        ("AmazonRedshift", "node-ri-{}:ra3.4xlarge", "node:ra3.4xlarge"),
    }
    for service, item, on_demand in named:
        whole = prices[service, on_demand].tiers[0].amount
        for term in RESERVED:
            once = {"no": "0", "pa": "0.1", "al": "0.2"}[term[4:6]]
            hourly = Decimal(0) if term[4:6] == "al" else whole / 2
            spread = (Decimal(once) / int(term[0])).quantize(Decimal("0.00000001"))
            assert prices[service, item.format(term)].tiers[0].amount == hourly + spread, term


def test_a_region_is_written_and_read_in_its_own_currency(tmp_path: Path) -> None:
    """Yuan stay yuan: the file says so, and no statement in dollars takes them for dollars."""
    with bulk(tmp_path / "offers", "cn-north-1") as fetch:
        found = _refreshed(fetch, "cn-north-1", catalogue=Catalogue(tmp_path / "prices"))
    write(found, tmp_path / "prices")
    text = (tmp_path / "prices" / "cn-north-1.csv").read_text(encoding="utf-8")
    assert text.startswith("service,item,unit,from,to,cny,effective_date,source,confidence,sku\n")
    again = Catalogue(tmp_path / "prices")
    assert again.prices("cn-north-1") == found.prices["cn-north-1"]
    answer = again.price("cn-north-1", "AmazonEC2", "nat-gateway-hour")
    assert isinstance(answer, NoPrice)
    assert "is in CNY" in answer.reason
    assert "no rate of exchange" in answer.reason


def test_govcloud_is_priced_once_it_was_refreshed(tmp_path: Path) -> None:
    """Its prices stand among the commercial files, in dollars."""
    with bulk(tmp_path / "offers", "us-gov-west-1") as fetch:
        found = _refreshed(fetch, "us-gov-west-1", catalogue=Catalogue(tmp_path / "prices"))
    write(found, tmp_path / "prices")
    answer = Catalogue(tmp_path / "prices").price("us-gov-west-1", "AmazonEC2", "nat-gateway-hour")
    assert isinstance(answer, Price)


def test_a_service_a_region_does_not_have_is_told(tmp_path: Path) -> None:
    """Where the index names no file nothing is asked for, and the rest is read."""
    with bulk(tmp_path / "offers", "us-east-1") as fetch:
        (
            tmp_path / "offers/offers/v1.0/aws/AmazonKendra/20261101000000/us-east-1/index.csv"
        ).unlink()
        publish(tmp_path / "offers", {("AmazonKendra", ""): bulk_file([], "AmazonKendra")})
        found = _refreshed(fetch, "us-east-1", catalogue=Catalogue(tmp_path / "prices"))
    assert found.kept == ("us-east-1 AmazonKendra: AWS lists nothing of it here",)


@pytest.mark.parametrize("type_", sorted(priced_types()))
def test_whatever_a_type_asks_for_has_one_query(
    type_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each item in the bills a leaf shows is found by exactly one query, or says why by none.

    So is each that has a price and that it may ask for by a usage key: the requests of every area,
    the storage of every class.
    """
    asked: dict[tuple[str, str], Price | NoPrice] = {}
    real = Catalogue.price

    def price(self: Catalogue, region: str, service: str, item: str) -> Price | NoPrice:
        return asked.setdefault((service, item), real(self, region, service, item))

    monkeypatch.setattr(Catalogue, "price", price)
    module = import_module(f"archbench.cost.resources.{type_}")
    for test in doctest.DocTestFinder(recurse=False).find(module):
        with redirect_stdout(io.StringIO()):
            doctest.DocTestRunner(verbose=False).run(test)
    shown = set(asked)
    every = tuple(Entry(f"{type_}.a", key, Quantity.of(1), 1) for key in leaf(type_).USAGE)
    estimate(configuration({f"{type_}.a": {}}), usage=Usage("", every))
    for (service, item), found in asked.items():
        if ((service, item) in shown or isinstance(found, Price)) and not unasked(service, item):
            _query((service, item), selectors())


def test_what_is_not_asked_for_is_not_found_either() -> None:
    """Nothing has both a query and a reason to have none."""
    items = _items([*_in_region("us-east-1"), *recorded("", is_global=True)])
    assert [key for key in items if unasked(*key)] == []
    assert all(reason for reason in UNASKED.values())
