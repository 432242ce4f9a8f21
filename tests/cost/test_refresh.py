"""Live prices: the Price List Query API and the bulk files, in the shape AWS gives them."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any, ClassVar

import boto3
import pytest
from botocore.stub import Stubber

from archbench.cost.catalogue import Catalogue, Price, read_prices, write_prices
from archbench.cost.price_files import from_bulk
from archbench.cost.price_list import Fetch
from archbench.cost.refresh import Refresh, from_api, refresh, write
from archbench.cost.selector import Selector
from archbench.cost.selectors import selectors
from archbench.errors import InputError
from tests.cost.price_lists import bulk_file, file_of, files_server, publish, roots, serving

HELD = Catalogue()
"""The catalogue archbench ships, read once for all of these."""


def selector(item: str) -> Selector:
    """The selector of an item."""
    return next(found for found in selectors() if found.item == item)


def product(
    sku: str,
    usagetype: str,
    price: str | list[tuple[str, str, str]],
    family: str = "",
    unit: str = "Hrs",
    **attributes: str,
) -> str:
    """An entry of PriceList as GetProducts returns it: a JSON text."""
    steps = [("0", "Inf", price)] if isinstance(price, str) else price
    term = f"{sku}.JRTCKXETXF"
    dimensions = {
        f"{term}.{number}": {
            "unit": unit,
            "beginRange": begin,
            "endRange": end,
            "description": f"${usd} per {unit}",
            "appliesTo": [],
            "rateCode": f"{term}.{number}",
            "pricePerUnit": {"USD": usd},
        }
        for number, (begin, end, usd) in enumerate(steps)
    }
    return json.dumps(
        {
            "product": {
                "productFamily": family,
                "sku": sku,
                "attributes": {"usagetype": usagetype, "regionCode": "us-east-1", **attributes},
            },
            "serviceCode": "x",
            "version": "20261101000000",
            "publicationDate": "2026-11-01T00:00:00Z",
            "terms": {
                "OnDemand": {
                    term: {
                        "sku": sku,
                        "offerTermCode": "JRTCKXETXF",
                        "effectiveDate": "2026-11-01T00:00:00Z",
                        "termAttributes": {},
                        "priceDimensions": dimensions,
                    }
                }
            },
        }
    )


LINUX = {
    "tenancy": "Shared",
    "operatingSystem": "Linux",
    "preInstalledSw": "NA",
    "licenseModel": "No License required",
    "capacitystatus": "Used",
    "marketoption": "OnDemand",
}


def answered(*pages: Mapping[str, Any] | str) -> tuple[Fetch, list[float], Stubber]:
    """A fetch whose client answers these pages in turn; a text is an error code."""
    client = boto3.client(
        "pricing",
        region_name="us-east-1",
        aws_access_key_id="x",
        aws_secret_access_key="x",  # noqa: S106 the stub needs no real one
    )
    stub = Stubber(client)
    for page in pages:
        if isinstance(page, str):
            stub.add_client_error("get_products", page, "Rate exceeded")
        else:
            stub.add_response("get_products", {"FormatVersion": "aws_v1", **page})
    stub.activate()
    waits: list[float] = []
    return from_api(client, waits.append), waits, stub


def only(fetch: Fetch, item: str, region: str = "us-east-1") -> Refresh:
    """A refresh that reads one item and finds nothing else."""

    def narrow(place: str, wanted: tuple[Selector, ...]) -> Iterator[Any]:
        yield from fetch(place, tuple(x for x in wanted if x.item == item))

    return refresh([region], HELD, narrow, lambda _: None)


def price(found: Refresh, service: str, item: str, region: str = "us-east-1") -> Price:
    """The price a refresh has for an item."""
    return found.prices[region][service, item]


def test_every_page_is_read() -> None:
    """A second page follows the token of the first."""
    pages = [
        product(f"SKU{n}", f"BoxUsage:{kind}", usd, "Compute Instance", instanceType=kind, **LINUX)
        for n, (kind, usd) in enumerate(
            [("m5.large", "0.0970000000"), ("m9.large", "0.1200000000")]
        )
    ]
    fetch, _, stub = answered(
        {"PriceList": pages[:1], "NextToken": "more"}, {"PriceList": pages[1:]}
    )
    found = only(fetch, "linux-ondemand:{instanceType}")
    stub.assert_no_pending_responses()
    assert price(found, "AmazonEC2", "linux-ondemand:m5.large").tiers[0].amount == Decimal("0.097")
    assert {(x.item, x.before is None) for x in found.changes} == {
        ("linux-ondemand:m5.large", False),
        ("linux-ondemand:m9.large", True),
    }


def test_a_throttled_page_is_asked_for_again() -> None:
    """Throttling costs a doubling pause and nothing else."""
    entry = product("A", "NatGateway-Hours", "0.0450000000", "NAT Gateway", group="NGW:NatGateway")
    fetch, waits, stub = answered(
        "ThrottlingException", "ThrottlingException", {"PriceList": [entry]}
    )
    found = only(fetch, "nat-gateway-hour")
    stub.assert_no_pending_responses()
    assert waits == [1.0, 2.0]
    assert found.confirmed == 1
    assert found.changes == ()


def test_a_refusal_is_explained() -> None:
    """Without permission the message names the permission and the way without."""
    fetch, _, _ = answered("AccessDeniedException")
    with pytest.raises(InputError, match=r"pricing:GetProducts; --bulk"):
        only(fetch, "nat-gateway-hour")


def test_throttling_without_end_is_an_error() -> None:
    """Six throttled answers end the refresh."""
    fetch, waits, _ = answered(*["ThrottlingException"] * 6)
    with pytest.raises(InputError, match="refused AmazonEC2"):
        only(fetch, "nat-gateway-hour")
    assert waits == [1.0, 2.0, 4.0, 8.0, 16.0]


def test_tiers_are_kept_and_ranges_joined() -> None:
    """CloudWatch's metrics come in four tiers."""
    steps = [
        ("250000", "1000000", "0.0500000000"),
        ("0", "10000", "0.3000000000"),
        ("1000000", "Inf", "0.0200000000"),
        ("10000", "250000", "0.1000000000"),
    ]
    entry = product("A", "CW:MetricMonitorUsage", steps, "Metric", "Metrics")
    fetch, _, _ = answered({"PriceList": [entry]})
    found = price(only(fetch, "custom-metric"), "AmazonCloudWatch", "custom-metric")
    shown = [f"{t.start}-{t.end}: {t.amount}" for t in found.tiers]
    assert shown == [
        "0-10000: 0.3",
        "10000-250000: 0.1",
        "250000-1000000: 0.05",
        "1000000-None: 0.02",
    ]


def test_the_free_part_of_an_account_is_no_list_price() -> None:
    """The 50 free health checks are an allowance: the list price starts at the first."""
    entry = product(
        "A",
        "Health-Check-AWS",
        [("0", "50", "0.0000000000"), ("50", "Inf", "0.5000000000")],
        "DNS Health Check",
        "HealthChecks",
    )
    fetch, _, _ = answered({"PriceList": [entry]})
    found = only(fetch, "health-check-aws", "global")
    [tier] = price(found, "AmazonRoute53", "health-check-aws", "global").tiers
    assert f"{tier.start}-{tier.end}: {tier.amount}" == "0-None: 0.5"


def test_units_are_turned_into_the_catalogues() -> None:
    """An I/O at 0.0000002 is 0.20 a million, a GiBps-month at 40.96 is 0.04 a MiBps-month."""
    entry = product(
        "A",
        "Aurora:StorageIOUsage",
        "0.0000002000",
        "System Operation",
        "IOs",
        databaseEngine="Any",
    )
    fetch, _, _ = answered({"PriceList": [entry]})
    assert price(only(fetch, "aurora-io"), "AmazonRDS", "aurora-io").tiers[0].amount == Decimal(
        "0.2"
    )
    entry = product(
        "B",
        "EBS:VolumeP-Throughput.gp3",
        "40.9600000000",
        "Provisioned Throughput",
        "GiBps-mo",
        volumeApiName="gp3",
    )
    fetch, _, _ = answered({"PriceList": [entry]})
    found = price(only(fetch, "ebs-throughput:gp3"), "AmazonEC2", "ebs-throughput:gp3")
    assert found.tiers[0].amount == Decimal("0.04")


@pytest.mark.parametrize(
    ("item", "right", "wrong"),
    [
        ("nat-gateway-hour", "USE1-NatGateway-Hours", "RegionalNatGateway-Hours"),
        ("nat-gateway-hour", "NatGateway-Hours", "NatGateway-Prvd-Bytes"),
        ("alb-hour", "LoadBalancerUsage", "TS-LoadBalancerUsage"),
        ("alb-hour", "EU-LoadBalancerUsage", "Outposts-LoadBalancerUsage"),
        ("alb-hour", "APS1-LoadBalancerUsage", "USE1-TS-LoadBalancerUsage"),
        ("vpce-interface-hour", "VpcEndpoint-Hours", "VpcEndpoint-GWLBE-Hours"),
        ("alarm-standard", "CW:AlarmMonitorUsage", "CW:HighResAlarmMonitorUsage"),
        ("alarm-standard", "EU-CW:AlarmMonitorUsage", "CW:CompositeAlarmMonitorUsage"),
        ("aurora-serverless-v2", "Aurora:ServerlessV2Usage", "Aurora:ServerlessUsage"),
        ("aurora-storage-standard", "Aurora:StorageUsage", "Aurora:StorageUsage-LimitlessPreview"),
        ("webacl-month", "WebACLV2", "ShieldProtected-WebACLV2"),
        ("public-ipv4-hour", "USE1-PublicIPv4:InUseAddress", "PublicIPv4:ContiguousBlock"),
        (
            "fargate-vcpu-hour:x86_64:linux",
            "USE1-Fargate-vCPU-Hours:perCPU",
            "USE1-Fargate-ARM-vCPU-Hours:perCPU",
        ),
        (
            "fargate-vcpu-hour:arm64:linux",
            "EU-Fargate-ARM-vCPU-Hours:perCPU",
            "EU-Fargate-vCPU-Hours:perCPU",
        ),
        (
            "fargate-gb-hour:x86_64:linux",
            "USW2-Fargate-GB-Hours",
            "SpotUsage-Fargate-GB-Hours",
        ),
        ("cluster-hour", "USE2-AmazonEKS-Hours:perCluster", "USE2-AmazonEKS-Hours:extendedSupport"),
        ("requests:arm64", "USE2-Request-ARM", "USE2-Lambda-Edge-Request-ARM"),
        ("duration:x86_64", "Lambda-GB-Second", "Lambda-GB-Second-ARM"),
        ("duration:arm64", "EU-Lambda-GB-Second-ARM", "EU-Lambda-GB-Second"),
        ("write-request", "USE2-WriteRequestUnits", "USE2-ReplWriteRequestUnits"),
        ("read-request", "ReadRequestUnits", "IA-ReadRequestUnits"),
        ("wcu-hour", "EU-WriteCapacityUnit-Hrs", "EU-ReplWriteCapacityUnit-Hrs"),
        ("rcu-hour", "ReadCapacityUnit-Hrs", "IA-ReadCapacityUnit-Hrs"),
        ("rest-requests", "USE1-ApiGatewayRequest", "USE1-ApiGatewayHttpRequest"),
        ("http-requests", "ApiGatewayHttpRequest", "ApiGatewayRequest"),
        ("rds-storage:gp3:single-az", "USE1-RDS:GP3-Storage", "USE1-RDS:Multi-AZ-GP3-Storage"),
        ("rds-storage:gp2:multi-az", "RDS:Multi-AZ-GP2-Storage", "RDS:GP2-Storage"),
        ("requests-standard", "USE2-Requests-Tier1", "USE2-Requests-FIFO-Tier1"),
    ],
)
def test_a_usage_type_that_looks_alike_is_another_product(
    item: str, right: str, wrong: str
) -> None:
    """Each selector takes its product in any region and leaves the one that resembles it."""
    found = selector(item)
    shared = {key.lower(): value for key, value in found.attributes.items()}
    shared |= {key.lower(): values[0] for key, values in found.any_of.items()}
    shared["productfamily"] = found.family
    assert found.name(shared | {"usagetype": right}) == item
    assert found.name(shared | {"usagetype": wrong}) is None


def test_a_query_finds_an_item_of_the_catalogue() -> None:
    """What a refresh writes has the unit the catalogue has; a query of a leaf has its item too."""
    for found in selectors():
        place = "global" if found.is_global else "us-east-1"
        held = HELD.price(place, found.service, found.item)
        if isinstance(held, Price):
            assert held.unit == found.unit, found.item


def test_dedicated_and_reserved_capacity_are_not_on_demand() -> None:
    """Of the products of one instance type only the shared, used, on-demand one counts."""
    one = partial(product, family="Compute Instance", instanceType="t3.medium")
    entries = [
        one("A", "BoxUsage:t3.medium", "0.0416000000", **LINUX),
        one("B", "DedicatedUsage:t3.medium", "0.0441000000", **{**LINUX, "tenancy": "Dedicated"}),
        one(
            "C",
            "UnusedBox:t3.medium",
            "0.0416000000",
            **{**LINUX, "capacitystatus": "UnusedCapacityReservation"},
        ),
        one("D", "BoxUsage:t3.medium", "0.0000000000", **LINUX),
    ]
    fetch, _, _ = answered({"PriceList": entries})
    found = only(fetch, "linux-ondemand:{instanceType}")
    assert price(found, "AmazonEC2", "linux-ondemand:t3.medium").tiers[0].sku == "A"
    assert price(found, "AmazonEC2", "linux-dedicated:t3.medium").tiers[0].sku == "B"


def test_equal_duplicates_are_one_price() -> None:
    """Two products at one price for an item agree."""
    entries = [
        product(
            sku,
            "Aurora:BackupUsage",
            "0.0210000000",
            "Storage Snapshot",
            "GB-Mo",
            databaseEngine=name,
        )
        for sku, name in (("A", "Aurora PostgreSQL"), ("B", "Any"))
    ]
    fetch, _, _ = answered({"PriceList": entries})
    found = only(fetch, "aurora-backup")
    assert not any("different prices" in problem for problem in found.kept)
    assert price(found, "AmazonRDS", "aurora-backup").tiers[0].sku in ("A", "B")


def test_different_duplicates_keep_the_old_price() -> None:
    """Two prices for one item are reported, and the catalogue's stays; none is picked."""
    entries = [
        product(sku, "NatGateway-Hours", usd, "NAT Gateway", group="NGW:NatGateway")
        for sku, usd in (("A", "0.0450000000"), ("B", "0.0500000000"))
    ]
    entries.append(
        product("C", "NatGateway-Hours", "0.0450000000", "NAT Gateway", group="NGW:NatGateway")
    )
    other = product("D", "EBS:SnapshotUsage", "0.0500000000", "Storage Snapshot", "GB-Mo")

    def fetch(region: str, wanted: tuple[Selector, ...]) -> Iterator[Any]:
        first, _, _ = answered({"PriceList": [*entries, other]})
        if any(found.item == "nat-gateway-hour" for found in wanted):
            yield from first(region, (selector("nat-gateway-hour"),))

    found = refresh(["us-east-1"], HELD, fetch, lambda _: None)
    assert "us-east-1 AmazonEC2 nat-gateway-hour: 2 different prices match" in found.kept
    assert price(found, "AmazonEC2", "nat-gateway-hour").tiers[0].source != "aws-price-list"


def test_an_empty_answer_is_a_failure() -> None:
    """A region of which AWS lists nothing changes nothing."""
    fetch, _, _ = answered({"PriceList": []})
    with pytest.raises(InputError, match="lists no price for us-east-1"):
        only(fetch, "nat-gateway-hour")


def _entry(price: str = "0.1", **more: object) -> dict[str, object]:
    """An entry of the price list, with other values for some of its fields."""
    dimension = {"unit": "Hrs", "pricePerUnit": {"USD": price}}
    terms = {"OnDemand": {"t": {"priceDimensions": {"d": dimension}}}}
    product = {"sku": "A", "attributes": {}}
    return {"version": "1", "product": product, "terms": terms, **more}


@pytest.mark.parametrize(
    "entry",
    [
        {"product": {"sku": "A", "attributes": {}}},
        _entry(product=None),
        _entry(product={"sku": "A", "attributes": []}),
        _entry(terms=[]),
        _entry(price="much"),
        "no mapping",
    ],
)
def test_an_answer_of_another_shape_is_an_error(entry: object) -> None:
    """A field that is missing, or of another kind, ends the refresh with a sentence."""
    fetch, _, _ = answered({"PriceList": [json.dumps(entry)]})
    with pytest.raises(InputError, match="another shape"):
        only(fetch, "nat-gateway-hour")


T3 = {
    "Product Family": "Compute Instance",
    "serviceCode": "AmazonEC2",
    "Instance Type": "t3.medium",
    "Tenancy": "Shared",
    "Operating System": "Linux",
    "License Model": "No License required",
    "CapacityStatus": "Used",
    "Pre Installed S/W": "NA",
    "usageType": "BoxUsage:t3.medium",
    "Region Code": "us-east-1",
    "MarketOption": "OnDemand",
    "Currency": "USD",
    "Unit": "Hrs",
    "EffectiveDate": "2026-11-01",
}


@pytest.fixture
def bulk(tmp_path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """A directory served over HTTP as the bulk files are, and its roots."""
    root = tmp_path / "offers"
    root.mkdir()
    with files_server(root) as address:
        yield root, roots(address)


def _serve(root: Path, rows: list[dict[str, str]], region: str = "us-east-1") -> None:
    """EC2's file of a region."""
    publish(root, {("AmazonEC2", region): bulk_file(rows)})


def _ec2(addresses: Mapping[str, str]) -> Fetch:
    """Reads EC2's files, of which every damage is tried, and no others."""
    fetch = from_bulk(addresses)

    def narrow(region: str, wanted: tuple[Selector, ...]) -> Iterator[Any]:
        yield from fetch(region, tuple(one for one in wanted if one.service_code == "AmazonEC2"))

    return narrow


def test_bulk_files_give_on_demand_and_reserved_prices(
    bulk: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    """The public CSV is read over HTTP, written whole, and read back as the same prices."""
    root, address = bulk
    reserved = {
        "TermType": "Reserved",
        "LeaseContractLength": "1yr",
        "PurchaseOption": "No Upfront",
        "OfferingClass": "standard",
    }
    _serve(
        root,
        [
            {**T3, "SKU": "A", "TermType": "OnDemand", "PricePerUnit": "0.0420000000"},
            {**T3, **reserved, "SKU": "A", "PricePerUnit": "0.0262000000"},
            {**T3, **reserved, "SKU": "A", "PricePerUnit": "0", "PurchaseOption": "All Upfront"},
            {**T3, "SKU": "B", "TermType": "OnDemand", "PricePerUnit": "0.05", "Tenancy": "Host"},
        ],
    )
    found = refresh(["us-east-1"], HELD, _ec2(address), lambda _: None)
    assert {(x.item, x.after.tiers[0].amount) for x in found.changes} == {
        ("linux-ondemand:t3.medium", Decimal("0.042")),
        ("linux-ri-standard-1yr-noupfront:t3.medium", Decimal("0.0262")),
    }
    target = tmp_path / "prices"
    write(found, target)
    again = Catalogue(target)
    assert again.prices("us-east-1") == found.prices["us-east-1"]
    assert again.sources["aws-price-list"].startswith("AWS Price List")


def test_a_failing_region_leaves_every_file_alone(
    bulk: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    """When the second region cannot be read, the first is not written either."""
    root, address = bulk
    for region in ("us-east-1", "us-west-2"):
        row = {**T3, "Region Code": region, "SKU": "A", "TermType": "OnDemand"}
        _serve(root, [{**row, "PricePerUnit": "0.042"}], region)
    file_of(root, "AmazonEC2", "us-west-2").unlink()
    with pytest.raises(InputError, match=r"us-west-2/index\.csv cannot be read"):
        refresh(["us-east-1", "us-west-2"], HELD, _ec2(address), lambda _: None)
    assert not (tmp_path / "prices").exists()


def test_a_file_that_is_no_price_list_is_an_error(bulk: tuple[Path, dict[str, str]]) -> None:
    """A web page in place of the file is named as such."""
    root, address = bulk
    _serve(root, [])
    file_of(root, "AmazonEC2", "us-east-1").write_text("<html></html>\n", encoding="utf-8")
    with pytest.raises(InputError, match="no AWS price list"):
        refresh(["us-east-1"], HELD, _ec2(address), lambda _: None)


T3_PRICE = {**T3, "SKU": "A", "TermType": "OnDemand", "PricePerUnit": "0.0420000000"}
SNAPSHOT = {
    "Product Family": "Storage Snapshot",
    "serviceCode": "AmazonEC2",
    "usageType": "EBS:SnapshotUsage",
    "Region Code": "us-east-1",
    "Currency": "USD",
    "Unit": "GB-Mo",
    "EffectiveDate": "2026-11-01",
    "SKU": "S",
    "TermType": "OnDemand",
}
WHOLE = bulk_file([T3_PRICE, {**SNAPSHOT, "PricePerUnit": "0.05"}])


def _tiered(*steps: tuple[str, str, str]) -> str:
    rows = [
        {**SNAPSHOT, "StartingRange": start, "EndingRange": end, "PricePerUnit": usd}
        for start, end, usd in steps
    ]
    return bulk_file([T3_PRICE, *rows])


def _priced(usd: str) -> str:
    return bulk_file([{**T3_PRICE, "PricePerUnit": usd}])


DAMAGE: Mapping[str, tuple[str | bytes, str]] = {
    "nothing": ("", "is empty"),
    "a web page": ("<html><body>Service Unavailable</body></html>\n", "no column sku"),
    "an error of S3": ('<?xml version="1.0"?>\n<Error/>\n', "no column sku"),
    "a cut in the preamble": ("\n".join(WHOLE.split("\n")[:3]) + "\n", "no column sku"),
    "a cut in the header": (
        WHOLE[: WHOLE.index('"PricePerUnit"')] + "\n",
        "no column priceperunit",
    ),
    "a cut within a row": (WHOLE[:-200] + "\n", "columns where the file has"),
    "a cut within a field": (WHOLE[:-10], "within a line"),
    "a cut before the last line ends": (WHOLE[:-1], "within a line"),
    "a row too long": (WHOLE.replace('"0.05",', '"0.05","0.06",'), "columns where the file has"),
    "a column less": (WHOLE.replace('"TermType",', ""), "no column termtype"),
    "another service's file": (bulk_file([T3_PRICE], "AmazonRDS"), "that of AmazonRDS"),
    "another format": (WHOLE.replace('"v1.0"', '"v2.0"'), "has format v2.0"),
    "no version": (WHOLE.replace('"Version","20261101000000"', '"Note","x"'), "when it was"),
    "another day's file": (WHOLE.replace("20261101000000", "20261102000000"), "published anew"),
    "no price": (_priced(""), "no number"),
    "a word as price": (_priced("free"), "no number"),
    "not a number": (_priced("NaN"), "is NaN"),
    "a negative price": (_priced("-0.01"), "is -0.01"),
    "a gap between tiers": (_tiered(("0", "10", "0.05"), ("20", "Inf", "0.04")), "do not join"),
    "tiers that overlap": (_tiered(("0", "10", "0.05"), ("5", "Inf", "0.04")), "do not join"),
    "a tier twice": (_tiered(("0", "Inf", "0.05"), ("0", "Inf", "0.05")), "do not join"),
    "a tier that ends before it starts": (_tiered(("5", "1", "0.05")), "before it starts"),
    "no text": (b"\xff\xfe\x00" + WHOLE.encode(), "decode"),
    "a packed file": (
        gzip.compress(WHOLE.encode(), mtime=0),
        "decode|no column|no CSV|within a line",
    ),
}
"""Ways in which a file arrives that is not the price list, with what is said of each."""


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_changes_nothing(
    damage: str, bulk: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    """Whatever is wrong with the second region's file, no file of any region is written."""
    root, address = bulk
    directory = tmp_path / "prices"
    directory.mkdir()
    for name in ("us-east-1.csv", "us-west-2.csv", "sources.csv"):
        (directory / name).write_bytes((HELD.directory / name).read_bytes())
    before = {path.name: path.read_bytes() for path in directory.iterdir()}
    for region in ("us-east-1", "us-west-2"):
        _serve(root, [{**T3_PRICE, "Region Code": region}], region)
    content, said = DAMAGE[damage]
    path = file_of(root, "AmazonEC2", "us-west-2")
    path.write_bytes(content if isinstance(content, bytes) else _of_west(content).encode())
    with pytest.raises(InputError, match=said):
        write(
            refresh(
                ["us-east-1", "us-west-2"], Catalogue(directory), _ec2(address), lambda _: None
            ),
            directory,
        )
    assert {path.name: path.read_bytes() for path in directory.iterdir()} == before


def _of_west(text: str) -> str:
    return text.replace('"us-east-1"', '"us-west-2"')


def test_the_whole_file_is_taken(bulk: tuple[Path, dict[str, str]]) -> None:
    """What the damaged files are made of is itself a price list."""
    root, address = bulk
    _serve(root, [])
    file_of(root, "AmazonEC2", "us-east-1").write_text(WHOLE, encoding="utf-8")
    found = refresh(["us-east-1"], HELD, _ec2(address), lambda _: None)
    assert price(found, "AmazonEC2", "ebs-snapshot").tiers[0].amount == Decimal("0.05")
    assert price(found, "AmazonEC2", "linux-ondemand:t3.medium").tiers[0].amount == Decimal("0.042")


class Sending(SimpleHTTPRequestHandler):
    """Sends the files of a directory, EC2's as it is told."""

    headers_of: ClassVar[Mapping[str, str]] = {}
    bytes_of: ClassVar[bytes] = b""

    def do_GET(self) -> None:
        """Answer a path below the directory."""
        if "AmazonEC2" not in self.path or "region_index" in self.path:
            super().do_GET()
            return
        self.send_response(200)
        for name, value in self.headers_of.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.bytes_of)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _read_from(root: Path, content: bytes, headers: Mapping[str, str]) -> Refresh:
    """What a refresh makes of EC2's file, sent so."""

    class Told(Sending):
        """Sends this."""

        headers_of = headers
        bytes_of = content

    with serving(partial(Told, directory=str(root))) as address:
        return refresh(["us-east-1"], HELD, _ec2(roots(address)), lambda _: None)


@pytest.mark.parametrize("share", range(0, 100, 4))
def test_a_file_cut_anywhere_is_none(
    share: int, bulk: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    """However much of it arrives, less than its length is nothing."""
    root, _ = bulk
    _serve(root, [T3_PRICE])
    whole = WHOLE.encode()
    with pytest.raises(InputError, match=r"Nothing is changed|cannot be read"):
        _read_from(root, whole[: len(whole) * share // 100], {"Content-Length": str(len(whole))})
    assert list(tmp_path.glob("**/*.part")) == []


def test_a_file_cut_at_the_end_of_a_row_is_none(bulk: tuple[Path, dict[str, str]]) -> None:
    """Every line of it is whole; its length tells."""
    root, _ = bulk
    _serve(root, [T3_PRICE])
    lines = WHOLE.encode().splitlines(keepends=True)
    with pytest.raises(InputError, match="ended after"):
        _read_from(root, b"".join(lines[:-1]), {"Content-Length": str(len(WHOLE.encode()))})


def test_a_file_nobody_knows_the_length_of_is_none(bulk: tuple[Path, dict[str, str]]) -> None:
    """Half of it would look like all of it."""
    root, _ = bulk
    _serve(root, [T3_PRICE])
    with pytest.raises(InputError, match="does not say how long"):
        _read_from(root, WHOLE.encode(), {})


def test_pieces_say_themselves_where_they_end(bulk: tuple[Path, dict[str, str]]) -> None:
    """A file in chunks is taken with its last one, and not without it."""
    root, _ = bulk
    _serve(root, [T3_PRICE])
    text = WHOLE.encode()
    piece = f"{len(text):x}\r\n".encode() + text + b"\r\n"
    chunked = {"Transfer-Encoding": "chunked"}
    found = _read_from(root, piece + b"0\r\n\r\n", chunked)
    assert price(found, "AmazonEC2", "linux-ondemand:t3.medium").tiers[0].amount == Decimal("0.042")
    for cut in (piece, piece[:-2], piece[:-300], piece[: piece.rindex(b"\n", 0, -3) + 1]):
        with pytest.raises(InputError, match="cannot be read"):
            _read_from(root, cut, chunked)


INDEX_DAMAGE: Mapping[str, tuple[str, str]] = {
    "nothing": ("", "is empty"),
    "a web page": ("<html></html>", "another shape"),
    "half of it": ('{"formatVersion": "v1.0", "regions": {"us-east-1": {', "another shape"),
    "no address": ('{"regions": {"us-east-1": {"regionCode": "us-east-1"}}}', "another shape"),
    "a list": ('{"regions": []}', "another shape"),
    "a list alone": ("[]", "another shape"),
    "a region by its name": ('{"regions": {"a": "us-east-1"}}', "another shape"),
    "another server": (
        '{"regions": {"a": {"regionCode": "us-east-1", "currentVersionUrl": "https://example.com/x"}}}',
        "leads to https://example.com",
    ),
    "a way out": (
        '{"regions": {"a": {"regionCode": "us-east-1", "currentVersionUrl": "/offers/../x.json"}}}',
        "leads to /offers/../x.json",
    ),
}
"""What may stand in place of an index of regions, with what is said of it."""


@pytest.mark.parametrize("damage", INDEX_DAMAGE)
def test_a_damaged_index_changes_nothing(
    damage: str, bulk: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    """The index leads to a file of the same server, or to nothing."""
    root, address = bulk
    _serve(root, [T3_PRICE])
    text, said = INDEX_DAMAGE[damage]
    path = root / "offers/v1.0/aws/AmazonEC2/current/region_index.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        refresh(["us-east-1"], Catalogue(tmp_path), _ec2(address), lambda _: None)


@pytest.mark.parametrize("steps", [(("0", "10", "0.05"),), (("10", "Inf", "0.04"),)])
def test_a_price_for_a_part_is_none(
    steps: tuple[tuple[str, str, str], ...], bulk: tuple[Path, dict[str, str]]
) -> None:
    """Tiers that stop, or begin somewhere, leave the old price."""
    root, address = bulk
    _serve(root, [])
    file_of(root, "AmazonEC2", "us-east-1").write_text(_tiered(*steps), encoding="utf-8")
    found = refresh(["us-east-1"], HELD, _ec2(address), lambda _: None)
    told = "us-east-1 AmazonEC2 ebs-snapshot: its tiers do not go from 0 on without end"
    assert told in found.kept
    assert price(found, "AmazonEC2", "ebs-snapshot").tiers[0].source != "aws-price-list"


def test_a_large_change_is_told_apart(bulk: tuple[Path, dict[str, str]]) -> None:
    """More than a tenth is marked; less is a change like others."""
    root, address = bulk
    _serve(root, [{**T3_PRICE, "PricePerUnit": "0.06"}, {**SNAPSHOT, "PricePerUnit": "0.052"}])
    found = refresh(["us-east-1"], HELD, _ec2(address), lambda _: None)
    marks = {change.item: change.is_large for change in found.changes}
    assert marks["linux-ondemand:t3.medium"]
    assert not marks["ebs-snapshot"]


@pytest.mark.parametrize(
    "other",
    [
        {"Currency": "CNY"},
        {"TermType": "Reserved", "PurchaseOption": "Heavy Utilization"},
        {"TermType": "Reserved", "PurchaseOption": "Heavy Utilization", "Currency": ""},
        {"TermType": "FlatRate"},
    ],
)
def test_rows_in_other_money_or_of_other_terms_are_no_prices(
    other: Mapping[str, str], bulk: tuple[Path, dict[str, str]]
) -> None:
    """What is not sold as this catalogue prices it stands in the same file, and is passed over."""
    root, address = bulk
    _serve(root, [{**T3_PRICE, **other, "PricePerUnit": "9"}, T3_PRICE])
    found = refresh(["us-east-1"], HELD, _ec2(address), lambda _: None)
    assert price(found, "AmazonEC2", "linux-ondemand:t3.medium").tiers[0].amount == Decimal("0.042")
    assert {one.item for one in found.changes} == {"linux-ondemand:t3.medium"}


def test_a_local_zone_is_not_its_region(bulk: tuple[Path, dict[str, str]]) -> None:
    """Rows of a Local Zone stand in the file of its region, at prices of their own."""
    root, address = bulk
    zone = {**T3_PRICE, "SKU": "L", "Region Code": "us-east-1-bos-1", "PricePerUnit": "0.06"}
    _serve(root, [T3_PRICE, zone])
    found = refresh(["us-east-1"], HELD, _ec2(address), lambda _: None)
    assert price(found, "AmazonEC2", "linux-ondemand:t3.medium").tiers[0].amount == Decimal("0.042")


def test_pages_of_two_lists_are_none() -> None:
    """AWS published a new list between two pages: neither is taken."""
    entry = product("A", "NatGateway-Hours", "0.0450000000", "NAT Gateway", group="NGW:NatGateway")
    later = json.dumps({**json.loads(entry), "version": "20261102000000"})
    fetch, _, _ = answered({"PriceList": [entry], "NextToken": "more"}, {"PriceList": [later]})
    with pytest.raises(InputError, match="published anew"):
        only(fetch, "nat-gateway-hour")


def test_an_entry_cut_short_is_an_error() -> None:
    """Half a JSON text ends the refresh with a sentence."""
    entry = product("A", "NatGateway-Hours", "0.0450000000", "NAT Gateway", group="NGW:NatGateway")
    fetch, _, _ = answered({"PriceList": [entry[:-40]]})
    with pytest.raises(InputError, match="is no JSON"):
        only(fetch, "nat-gateway-hour")


def test_what_a_list_no_longer_has_is_told(
    bulk: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    """An item read from AWS before keeps its price, and is named."""
    root, address = bulk
    _serve(root, [T3_PRICE, {**SNAPSHOT, "PricePerUnit": "0.05"}])
    both = refresh(["us-east-1"], HELD, _ec2(address), lambda _: None)
    assert "us-east-1 AmazonEC2 nat-gateway-hour: nothing matches" in both.kept
    assert not [told for told in both.kept if "ebs-snapshot:" in told or "{" in told]
    write(both, tmp_path)
    _serve(root, [T3_PRICE])
    found = refresh(["us-east-1"], Catalogue(tmp_path), _ec2(address), lambda _: None)
    assert "us-east-1 AmazonEC2 ebs-snapshot: no longer listed" in found.kept
    assert not list(tmp_path.glob(".refresh"))


def test_a_file_that_cannot_be_written_changes_none(
    bulk: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    """Where the second of two files cannot be staged, the first stays as it was."""
    root, address = bulk
    for region in ("us-east-1", "us-west-2"):
        _serve(root, [{**T3_PRICE, "Region Code": region}], region)
    found = refresh(["us-east-1", "us-west-2"], HELD, _ec2(address), lambda _: None)
    nameless = replace(found, prices={**found.prices, "us\0west": {}})
    with pytest.raises(ValueError, match="null"):
        write(nameless, tmp_path / "prices")
    assert [path.name for path in (tmp_path / "prices").iterdir()] == []


def test_a_refresh_interrupted_while_files_move_is_whole(
    bulk: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    """From the moment the folder has its name its files are the prices, moved or not."""
    root, address = bulk
    _serve(root, [T3_PRICE])
    found = refresh(["us-east-1"], HELD, _ec2(address), lambda _: None)
    write(found, tmp_path / "new")
    prices = tmp_path / "prices"
    prices.mkdir()
    (prices / "us-east-1.csv").write_text(write_prices({}), encoding="utf-8")
    (tmp_path / "new").rename(prices / ".refresh")
    assert Catalogue(prices).prices("us-east-1") == found.prices["us-east-1"]
    assert Catalogue(prices).regions == ("us-east-1",)
    write(replace(found, prices={}), prices)
    assert not (prices / ".refresh").exists()
    assert read_prices(prices / "us-east-1.csv") == found.prices["us-east-1"]


def test_what_was_begun_and_not_named_is_nothing(
    bulk: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    """Files of a refresh that was interrupted while it wrote them are not taken later."""
    root, address = bulk
    _serve(root, [T3_PRICE])
    found = refresh(["us-east-1"], HELD, _ec2(address), lambda _: None)
    (tmp_path / "prices" / ".refresh.part").mkdir(parents=True)
    (tmp_path / "prices" / ".refresh.part" / "us-west-2.csv").write_text("half", encoding="utf-8")
    write(found, tmp_path / "prices")
    assert sorted(path.name for path in (tmp_path / "prices").iterdir()) == [
        "sources.csv",
        "us-east-1.csv",
    ]


@pytest.mark.parametrize("region", [*HELD.regions, "global"])
def test_a_price_file_reads_back_as_itself(region: str, tmp_path: Path) -> None:
    """Writing the catalogue's own files and reading them gives the same prices."""
    prices = HELD.prices(region)
    path = tmp_path / f"{region}.csv"
    path.write_text(write_prices(prices), encoding="utf-8")
    assert read_prices(path) == prices
