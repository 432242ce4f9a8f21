"""Which metrics AWS publishes of what, and what each tells: data/metrics/catalogue.csv.

A row is one metric of one resource type under one set of dimensions. Its page and the day it was
read stand in data/metrics/pages.csv; a fact that no page says has no row.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Literal, cast

from archbench.files import data_directory

Absent = Literal["zero", "unknown"]
"""What a point that was not published means: published only when there is something to count, so
none of it happened; or always published, so nothing is known."""

Tells = Literal["latency", "traffic", "errors", "saturation", "cost", "capacity"]
"""The question a metric answers: the four golden signals, what is billed, how much there is."""

Dimensions = tuple[tuple[str, str], ...]
"""Names and values, sorted by name."""


@dataclass(frozen=True, slots=True)
class Page:
    """Where something was read: its address, the date the text bears ("" for none), the day."""

    address: str
    edition: str
    seen: str


@dataclass(frozen=True, slots=True, order=True)
class Metric:
    """A metric of one resource type, and the dimensions that name what it belongs to.

    dimensions  names, sorted
    fixed       of some of them, the only values it is published under; with a *, how they begin
    statistics  those worth reading, as CloudWatch writes them: "Sum", "p99"
    unit        of a value as published: "bytes", "seconds", "%"
    absent      what a missing point means
    region      where it is published when not in the region of the resource
    interval    seconds between two points as AWS publishes them, unless more is paid for; 300 where
                its page does not say, as a period of 300 s holds a point then either way
    needs       what must be switched on before it is published, "" for nothing
    type        the resource type, canonical
    page        key of pages()
    """

    namespace: str
    name: str
    dimensions: tuple[str, ...]
    statistics: tuple[str, ...]
    unit: str
    title: str
    absent: Absent = "unknown"
    region: str = ""
    interval: int = 60
    tells: Tells = "traffic"
    needs: str = ""
    type: str = ""
    fixed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    page: str = ""

    def takes(self, dimensions: Dimensions) -> bool:
        """Whether it is published under these dimensions."""
        values = dict(dimensions)
        return self.dimensions == tuple(values) and all(
            any(fnmatchcase(values[name], pattern) for pattern in allowed)
            for name, allowed in self.fixed
        )


@cache
def catalogue() -> tuple[Metric, ...]:
    """Every metric, in the order of the file: by service, what is read first before the rest."""
    with (data_directory() / "metrics" / "catalogue.csv").open(
        newline="", encoding="utf-8"
    ) as file:
        return tuple(_metric(row) for row in csv.DictReader(file))


@cache
def pages() -> Mapping[str, Page]:
    """The pages the catalogue was read on, by key."""
    return {
        row["page"]: Page(row["address"], row["edition"], row["seen"]) for row in _rows("pages.csv")
    }


def metrics_of(type_: str, dimensions: Dimensions) -> Iterator[Metric]:
    """The metrics that a thing of this type publishes under these dimensions."""
    return (metric for metric in catalogue() if metric.type == type_ and metric.takes(dimensions))


def _rows(name: str) -> list[dict[str, str]]:
    with (data_directory() / "metrics" / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _metric(row: Mapping[str, str]) -> Metric:
    dimensions = [part.partition("=") for part in row["dimensions"].split(";")]
    return Metric(
        namespace=row["namespace"],
        name=row["name"],
        dimensions=tuple(sorted(name for name, _, _ in dimensions)),
        statistics=tuple(row["statistics"].split()),
        unit=row["unit"],
        title=row["title"],
        absent=cast("Absent", row["absent"]),
        region=row["region"],
        interval=int(row["interval"]),
        tells=cast("Tells", row["tells"]),
        needs=row["needs"],
        type=row["type"],
        fixed=tuple(
            (name, tuple(values.split("|"))) for name, _, values in sorted(dimensions) if values
        ),
        page=row["page"],
    )
