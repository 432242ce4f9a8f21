"""What AWS documents and a drill rests on: data/facts.csv, each figure and rule with its page.

The guides were read in their last public edition on GitHub (organization awsdocs), the service
level agreements and newer pages in archived copies, the API in botocore's service models. Where
no page could be read, others quote it.
"""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Literal, cast

from archbench.files import data_directory
from archbench.frozen import frozen

NOT_SOURCED = "not sourced"
"""What stands in the place of a source where no page was found."""


@frozen
class Fact:
    """A figure or a rule, and where it was read."""

    fact: str
    least: Decimal | None
    most: Decimal | None
    """From and to; only the latter for a level, neither for a rule without figures."""
    unit: Literal["s", "%", ""]
    says: str
    address: str
    edition: str
    """The date the text itself bears, "" for none."""
    seen: str
    """The day it was read."""
    how: Literal["read", "quoted"]
    """Read on AWS's page or a copy of it, or seen as others quote it."""

    @property
    def seconds(self) -> tuple[int, int]:
        """A time, from and to; a rule without figures has none to ask for."""
        assert self.least is not None and self.most is not None  # noqa: S101, PT018
        return int(self.least), int(self.most)

    @property
    def at_most(self) -> timedelta | None:
        """A time at most; None where no figure is given."""
        return None if self.most is None else timedelta(seconds=int(self.most))

    @property
    def level(self) -> Decimal:
        """A service level, 0 to 1; what is none has none to ask for."""
        assert self.most is not None  # noqa: S101
        return self.most / 100

    @property
    def dated(self) -> str:
        """How and when it was read: "text of 2022-05-19, read 2026-11-23"."""
        if self.how == "quoted":
            return f"as others quote it, seen {self.seen}"
        return f"text of {self.edition}, read {self.seen}" if self.edition else f"read {self.seen}"


def cited(source: Fact | None, settings: str = "") -> str:
    """The address with what it is applied to and when it was read, or "not sourced".

    >>> cited(fact("rds-level-one"))
    'https://aws.amazon.com/rds/sla/ (text of 2024-01-22, read 2026-11-23)'
    """
    if source is None:
        return NOT_SOURCED
    return f"{source.address} ({f'{settings}; ' if settings else ''}{source.dated})"


@cache
def facts() -> Mapping[str, Fact]:
    """Every fact by its name."""
    import csv  # noqa: PLC0415 most checks rest on no such fact

    with (data_directory() / "facts.csv").open(newline="", encoding="utf-8") as file:
        return {row["fact"]: _fact(row) for row in csv.DictReader(file)}


def fact(name: str) -> Fact:
    """A fact the code rests on.

    Raises:
        KeyError: the file has no such fact.
    """
    return facts()[name]


def _fact(row: Mapping[str, str]) -> Fact:
    return Fact(
        fact=row["fact"],
        least=Decimal(row["least"]) if row["least"] else None,
        most=Decimal(row["most"]) if row["most"] else None,
        unit=cast("Literal['s', '%', '']", row["unit"]),
        says=row["says"],
        address=row["address"],
        edition=row["edition"],
        seen=row["seen"],
        how=cast("Literal['read', 'quoted']", row["how"]),
    )
