"""Until when AWS supports a version of an engine or runtime: data/versions.csv, with its pages.

A product is named as in Terraform: the engine of a database or broker ("aurora-mysql", "postgres",
"activemq"), "redis", "kafka", "opensearch", "eks" and "lambda". The end of standard support is
when extended support begins, which costs extra, where there is such; "until" is the end of all
support. A date left out is not planned or not told.
"""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Literal, cast

from archbench.files import data_directory
from archbench.frozen import frozen


@frozen
class Support:
    """How long one version is supported, and where and when that was read."""

    product: str
    version: str
    standard: date | None
    """The last day of standard support; None where no end is told."""
    until: date | None
    """The last day of any support; None where no end is told."""
    address: str
    seen: date
    how: Literal["read", "quoted"]
    """Read on AWS's page or a copy of it, or seen as endoflife.date quotes it."""


@cache
def versions() -> Mapping[tuple[str, str], Support]:
    """Every version by product and name."""
    with (data_directory() / "versions.csv").open(newline="", encoding="utf-8") as file:
        return {(row["product"], row["version"]): _support(row) for row in csv.DictReader(file)}


def support_of(product: str, version: str) -> Support | None:
    """The support of a version: of the longest listed one that it is a release of.

    >>> str(support_of("postgres", "13.4").standard), support_of("postgres", "131")
    ('2026-02-28', None)
    >>> support_of("lambda", "java8.al3")
    """
    known = versions()
    while (product, version) not in known:
        shorter, dot, _ = version.rpartition(".")
        if not dot or not version[0].isdigit():
            return None
        version = shorter
    return known[product, version]


def _support(row: Mapping[str, str]) -> Support:
    return Support(
        product=row["product"],
        version=row["version"],
        standard=_date(row["standard"]),
        until=_date(row["until"]),
        address=row["address"],
        seen=date.fromisoformat(row["seen"]),
        how=cast("Literal['read', 'quoted']", row["how"]),
    )


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
