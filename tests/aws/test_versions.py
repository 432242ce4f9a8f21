"""Until when versions are supported: every date has its page and the day it was read."""

import csv
from datetime import date
from urllib.parse import urlsplit

import pytest

from archbench.aws.versions import Support, support_of, versions
from archbench.files import data_directory


@pytest.mark.parametrize("known", versions().values(), ids=lambda x: f"{x.product}-{x.version}")
def test_a_version_has_a_page_of_aws_and_the_day_it_was_read(known: Support) -> None:
    """An https address of AWS without query or fragment; extended support ends last."""
    page = urlsplit(known.address)
    assert (page.scheme, page.netloc, page.query, page.fragment) == (
        "https",
        "docs.aws.amazon.com",
        "",
        "",
    )
    assert page.path.endswith(".html")
    assert known.how in ("read", "quoted")
    assert known.seen >= date(2026, 11, 29)
    if known.standard and known.until:
        assert known.standard <= known.until


def test_no_version_stands_twice() -> None:
    """One row a product and version."""
    with (data_directory() / "versions.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["product"], row["version"]) for row in csv.DictReader(file)]
    assert len(rows) == len(set(rows)) == len(versions())


@pytest.mark.parametrize(
    ("product", "version", "listed"),
    [
        ("mysql", "8.0.35", "8.0"),
        ("mysql", "5.7.44-rds.20240408", "5.7"),
        ("aurora-mysql", "8.0.mysql_aurora.3.10.0", "8.0"),
        ("kafka", "3.7.x.kraft", "3.7"),
        ("postgres", "9.6.24", "9.6"),
        ("opensearch", "OpenSearch_2.11", "OpenSearch_2.11"),
    ],
)
def test_a_release_is_found_by_what_it_is_a_release_of(
    product: str, version: str, listed: str
) -> None:
    """The longest listed version that it begins with, by whole numbers."""
    found = support_of(product, version)
    assert found is not None
    assert found.version == listed


@pytest.mark.parametrize(
    ("product", "version"),
    [("eks", "1.99"), ("lambda", "python3.99"), ("postgres", "160"), ("lambda", "java8.al3")],
)
def test_what_the_table_has_not_is_not_told(product: str, version: str) -> None:
    """A runtime that only begins like another is no release of it."""
    assert support_of(product, version) is None
