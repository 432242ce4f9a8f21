"""AWS's price list in its own two shapes, on this machine: bulk files behind an index, and queries.

What is in it stands in tests/recorded/price_list.csv: products as AWS describes them, each with the
items of the catalogue it is, or with none.
"""

import csv
import io
import json
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

RECORDED = Path(__file__).parents[1] / "recorded" / "price_list.csv"
VERSION = "20261101000000"
DAY = "2026-11-01"
PAGE = 100
RESERVED = {
    "1yr-noupfront": ("1yr", "No Upfront"),
    "1yr-partialupfront-effective": ("1yr", "Partial Upfront"),
    "1yr-allupfront-effective": ("1yr", "All Upfront"),
    "3yr-noupfront": ("3yr", "No Upfront"),
    "3yr-partialupfront-effective": ("3yr", "Partial Upfront"),
    "3yr-allupfront-effective": ("3yr", "All Upfront"),
}
"""Terms as the catalogue calls them: the lease and the payment of the list."""

Row = dict[str, str]


@dataclass(frozen=True)
class Product:
    """A product of the list in one region, and the items it is: "AmazonEC2 nat-gateway-hour"."""

    sku: str
    code: str
    family: str
    usagetype: str
    attributes: Mapping[str, str]
    items: tuple[str, ...]
    usd: Decimal
    region: str = ""
    place: str = "regionCode"
    currency: str = "USD"
    classes: tuple[str, ...] = ()
    """Of its reserved terms."""

    @property
    def all_attributes(self) -> dict[str, str]:
        """As JSON has them."""
        return {
            **({"locationType": "AWS Region"} if self.region else {}),
            **self.attributes,
            "servicecode": self.code,
            "usagetype": self.usagetype,
            self.place: self.region,
        }

    def terms(self) -> Iterator[tuple[str, Row, Decimal, Decimal]]:
        """Kind, attributes, price an hour and price once of each term it is sold at."""
        yield "OnDemand", {}, self.usd, Decimal(0)
        for kind in self.classes:
            for lease, option in RESERVED.values():
                once = {"No": 0, "Partial": 876, "All": 1752}[option.split()[0]]
                hourly = Decimal(0) if option == "All Upfront" else self.usd / 2
                words = {
                    "LeaseContractLength": lease,
                    "PurchaseOption": option,
                    "OfferingClass": kind,
                }
                yield "Reserved", words, hourly, Decimal(once)


def recorded(
    region: str, prefix: str = "", *, is_global: bool = False, currency: str = "USD"
) -> list[Product]:
    """Every recorded product in a region, each at a price of its own."""
    with RECORDED.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = []
    for number, row in enumerate(rows, 1):
        if (row["place"] == "global") != is_global:
            continue
        items = tuple(filter(None, row["items"].split(" | ")))
        attributes = json.loads(row["attributes"] or "{}")
        place = "fromRegionCode" if row["code"] == "AWSDataTransfer" else "regionCode"
        found.append(
            Product(
                f"SKU{number:04}",
                row["code"],
                row["family"],
                prefix + row["usagetype"],
                attributes,
                items,
                Decimal(number) / 1000,
                "" if is_global else region,
                place,
                currency,
                _classes(items),
            )
        )
    return found


def _classes(items: Iterable[str]) -> tuple[str, ...]:
    """In which classes a product is sold reserved."""
    text = " ".join(items)
    if "-ondemand:" in text:
        return ("standard", "convertible")
    kinds = ("rds-instance:", "-instance:db", " node:", " instance:", "dedicated-host:")
    is_sold = any(kind in text for kind in kinds) and "AmazonSageMaker" not in text
    return ("standard",) if is_sold else ()


def entry(product: Product) -> str:
    """A product as GetProducts returns it: a JSON text."""
    terms: dict[str, dict[str, Any]] = {}
    for number, (kind, words, hourly, once) in enumerate(product.terms()):
        name = f"{product.sku}.T{number:02}"
        dimensions = {f"{name}.H": _dimension("Hrs", hourly, product.currency)}
        if once:
            dimensions[f"{name}.Q"] = _dimension("Quantity", once, product.currency)
        terms.setdefault(kind, {})[name] = {
            "sku": product.sku,
            "offerTermCode": f"T{number:02}",
            "effectiveDate": f"{DAY}T00:00:00Z",
            "termAttributes": words,
            "priceDimensions": dimensions,
        }
    return json.dumps(
        {
            "product": {
                "productFamily": product.family,
                "sku": product.sku,
                "attributes": product.all_attributes,
            },
            "serviceCode": product.code,
            "version": VERSION,
            "publicationDate": f"{DAY}T00:00:00Z",
            "terms": terms,
        }
    )


def _dimension(unit: str, price: Decimal, currency: str) -> dict[str, Any]:
    return {
        "unit": unit,
        "beginRange": "0",
        "endRange": "Inf",
        "description": "",
        "appliesTo": [],
        "pricePerUnit": {currency: f"{price:.10f}"},
    }


COLUMNS = (
    "SKU", "OfferTermCode", "RateCode", "TermType", "PriceDescription", "EffectiveDate",
    "StartingRange", "EndingRange", "Unit", "PricePerUnit", "Currency", "LeaseContractLength",
    "PurchaseOption", "OfferingClass", "Product Family", "serviceCode", "Location", "Location Type",
    "Instance Type", "Tenancy", "Operating System", "License Model", "Group", "CapacityStatus",
    "Pre Installed S/W", "usageType", "Region Code", "MarketOption",
)  # fmt: skip
_SPELLINGS = {"preInstalledSw": "Pre Installed S/W", "usagetype": "usageType"}


def bulk_file(
    rows: Iterable[Row], code: str = "AmazonEC2", columns: Sequence[str] = COLUMNS
) -> str:
    """A service's bulk CSV file: five lines of preamble, the header, and rows."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows(
        [
            ("FormatVersion", "v1.0"),
            ("Disclaimer", "This pricing list is for informational purposes only."),
            ("Publication Date", f"{DAY}T00:00:00Z"),
            ("Version", VERSION),
            ("OfferCode", code),
            columns,
        ]
    )
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return file.getvalue()


def rows_of(products: Iterable[Product]) -> tuple[list[Row], tuple[str, ...]]:
    """Products as rows of a bulk file, and its columns: one row for each price of each term."""
    rows: list[Row] = []
    for product in products:
        same = {_column(name): value for name, value in product.all_attributes.items()}
        for kind, words, hourly, once in product.terms():
            for unit, price in (("Hrs", hourly), ("Quantity", once)):
                if unit == "Quantity" and not once:
                    continue
                rows.append(
                    {
                        **same,
                        **words,
                        "SKU": product.sku,
                        "Product Family": product.family,
                        "TermType": kind,
                        "Unit": unit,
                        "PricePerUnit": f"{price:.10f}",
                        "Currency": product.currency,
                        "EffectiveDate": DAY,
                        "StartingRange": "0" if kind == "OnDemand" else "",
                        "EndingRange": "Inf" if kind == "OnDemand" else "",
                    }
                )
    more = sorted({name for row in rows for name in row} - set(COLUMNS))
    return rows, (*COLUMNS, *more)


def _column(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return _SPELLINGS.get(name, words[:1].upper() + words[1:])


def file_of(root: Path, code: str, region: str, partition: str = "aws") -> Path:
    """Where a service's file is: a region's by version, that of all regions as the current one."""
    folder = root / "offers" / "v1.0" / partition / code
    return folder / (f"{VERSION}/{region}/index.csv" if region else "current/index.csv")


def publish(root: Path, texts: Mapping[tuple[str, str], str], partition: str = "aws") -> None:
    """Write files by service code and region ("" for all regions), and the index of each code."""
    for (code, region), text in texts.items():
        path = file_of(root, code, region, partition)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for code in {code for code, _ in texts}:
        folder = root / "offers" / "v1.0" / partition / code
        index = folder / "current" / "region_index.json"
        index.parent.mkdir(parents=True, exist_ok=True)
        places = sorted(path.parent.name for path in folder.glob(f"{VERSION}/*/index.csv"))
        regions = {
            place: {
                "regionCode": place,
                "currentVersionUrl": (
                    f"/offers/v1.0/{partition}/{code}/{VERSION}/{place}/index.json"
                ),
            }
            for place in places
        }
        document = {
            "formatVersion": "v1.0",
            "disclaimer": "This pricing list is for informational purposes only.",
            "publicationDate": f"{DAY}T00:00:00Z",
            "regions": regions,
        }
        index.write_text(json.dumps(document), encoding="utf-8")


PLAN_COLUMNS = (
    "SKU", "RateCode", "Unit", "EffectiveDate", "DiscountedRate", "Currency", "DiscountedSKU",
    "DiscountedServiceCode", "DiscountedUsageType", "DiscountedOperation", "PurchaseOption",
    "LeaseContractLength", "LeaseContractLengthUnit", "ServiceCode", "UsageType", "Operation",
    "Description", "Instance Family", "Location", "Location Type", "Granularity", "Product Family",
    "DiscountedRegionCode", "DiscountedInstanceType",
)  # fmt: skip


def publish_plans(root: Path, name: str, region: str, rows: Iterable[Row]) -> Path:
    """Write a file of Savings Plans and its index; gives the file."""
    folder = root / "savingsPlan" / "v1.0" / "aws" / name
    path = folder / VERSION / region / "index.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows(
        [
            ("FormatVersion", "v1.0"),
            ("Disclaimer", "This pricing list is for informational purposes only."),
            ("Publication Date", f"{DAY}T00:00:00Z"),
            ("Version", VERSION),
            ("OfferCode", name),
            PLAN_COLUMNS,
        ]
    )
    writer.writerows([row.get(column, "") for column in PLAN_COLUMNS] for row in rows)
    path.write_text(file.getvalue(), encoding="utf-8")
    index = folder / "current" / "region_index.json"
    index.parent.mkdir(parents=True, exist_ok=True)
    address = f"/savingsPlan/v1.0/aws/{name}/{VERSION}/{region}/index.json"
    entry_of = {"regionCode": region, "versionUrl": address}
    index.write_text(json.dumps({"disclaimer": "", "regions": [entry_of]}), encoding="utf-8")
    return path


def roots(address: str) -> dict[str, str]:
    """The roots of both partitions on a server of this machine."""
    return {name: f"{address}/offers/v1.0/{name}" for name in ("aws", "cn")}


@contextmanager
def files_server(root: Path) -> Iterator[str]:
    """A directory served over HTTP; gives its address."""

    class Quiet(SimpleHTTPRequestHandler):
        """Serves the directory without a log."""

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with serving(partial(Quiet, directory=str(root))) as address:
        yield address


@contextmanager
def api_server(products: Sequence[Product]) -> Iterator[str]:
    """GetProducts as the Query API answers it: filters ANDed, a hundred products a page."""

    class Api(BaseHTTPRequestHandler):
        """One operation of one service."""

        def do_POST(self) -> None:
            """Answer a query."""
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert self.headers["X-Amz-Target"] == "AWSPriceListService.GetProducts"
            fitting = [one for one in products if _fits(one, request)]
            start = int(request.get("NextToken", "0"))
            page: dict[str, Any] = {
                "FormatVersion": "aws_v1",
                "PriceList": [entry(one) for one in fitting[start : start + PAGE]],
            }
            if len(fitting) > start + PAGE:
                page["NextToken"] = str(start + PAGE)
            body = json.dumps(page).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with serving(Api) as address:
        yield address


def _fits(product: Product, request: Mapping[str, Any]) -> bool:
    has = {**product.all_attributes, "productFamily": product.family}
    return product.code == request["ServiceCode"] and all(
        has.get(wanted["Field"], "") == wanted["Value"] for wanted in request["Filters"]
    )


@contextmanager
def serving(handler: Any) -> Iterator[str]:  # noqa: ANN401 a class or what makes its instances
    """A server of this machine for as long as the block; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
