"""The estimate as measured beside the estimate as assumed, charge by charge."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.architecture import build
from archbench.architecture.model import Architecture
from archbench.cost import Estimate, estimate
from archbench.cost.model import LineItem
from archbench.cost.statement import figure
from archbench.cost.usage import Usage
from archbench.cost.usage_file import parse_usage, read_usage
from archbench.frozen import replace
from archbench.metrics.series import Pull
from archbench.metrics.usage_from_metrics import measured
from archbench.report import inputs
from archbench.report.tables import Table, table
from archbench.terraform.configuration import Configuration

if TYPE_CHECKING:
    from pandas import DataFrame

_Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Calibrated:
    """Two estimates of one configuration: by what was assumed, and by what was measured of it.

    What was not measured stands in the second as it does in the first.
    """

    assumed: Estimate
    measured: Estimate
    source: str

    @property
    def answer(self) -> str:
        """Both totals in a sentence, with where the second comes from."""
        changed = len(_rows(self))
        return (
            f"As assumed {figure(self.assumed)} a month, as measured {figure(self.measured)}:"
            f" {changed} {'charge differs' if changed == 1 else 'charges differ'}."
            f" Measured by: {self.source}."
        )

    def frame(self) -> "DataFrame":
        """One row for each charge that differs: USD a month as assumed, and as measured."""
        from pandas import DataFrame  # noqa: PLC0415

        return DataFrame(
            _rows(self),
            columns=["address", "charge_description", "assumed", "low", "likely", "high"],
            dtype=object,
        )


def calibrated(
    found: Pull,
    configuration: Configuration,
    architecture: Architecture,
    *,
    usage: Path | None = None,
    as_of: date | None = None,
) -> Calibrated:
    """What a configuration costs with the usage that was measured of it.

    Raises:
        InputError: the usage file cannot be used.
    """
    assumed = read_usage(usage) if usage else Usage()
    known = configuration.by_address
    taken = parse_usage(measured(found).text(), found.source)
    entries = tuple(entry for entry in taken.entries if entry.pattern in known)
    both = replace(assumed, entries=(*entries, *assumed.entries))
    first, second = (
        estimate(configuration, architecture, usage=each, as_of=as_of) for each in (assumed, both)
    )
    return Calibrated(first, second, found.source)


def _rows(found: Calibrated) -> list[tuple[object, ...]]:
    before, after = _costs(found.assumed), _costs(found.measured)
    return [
        (address, charge, *_money(before.get(key), likely_only=True), *_money(after.get(key)))
        for key in dict.fromkeys((*before, *after))
        for address, charge, _ in (key,)
        if _ends(before.get(key)) != _ends(after.get(key))
    ]


def _costs(made: Estimate) -> dict[_Key, LineItem]:
    """Line items by address and charge; the same charge twice is counted."""
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[_Key, LineItem] = {}
    for item in made.line_items:
        key = item.address, item.charge_description
        found[*key, seen[key]] = item
        seen[key] += 1
    return found


def _ends(item: LineItem | None) -> tuple[Decimal | None, ...]:
    return (item.list_cost_low, item.list_cost, item.list_cost_high) if item else (None,) * 3


def _money(item: LineItem | None, *, likely_only: bool = False) -> tuple[Decimal | None, ...]:
    ends = _ends(item)
    return ends[1:2] if likely_only else ends


def beside(  # noqa: PLR0913  (the parameters of a notebook)
    found: Pull,
    path: str,
    variables: Sequence[Sequence[str]] = (),
    *,
    data: str = "",
    usage: str = "",
    as_of: str = "",
) -> Table:
    """The charges that differ between the estimate as assumed and as measured, as a table.

    Raises:
        InputError: the configuration or the usage file cannot be used.
    """
    if not path:
        empty = Calibrated(_NOTHING, _NOTHING, found.source)
        return table(empty.frame(), "No configuration was given: set path to see what it costs")
    configuration = inputs.configuration(path, variables, data)
    made = calibrated(
        found,
        configuration,
        build(configuration),
        usage=inputs.file(usage),
        as_of=inputs.day(as_of),
    )
    heads = ("assumed", "low", "likely", "high")
    return table(
        made.frame(),
        made.answer,
        columns={
            "address": "Address",
            "charge_description": "Charge",
            "assumed": "As assumed, USD",
            "low": "Least day",
            "likely": "As measured, USD",
            "high": "Most day",
        },
        formats=dict.fromkeys(heads, "money"),
        missing="open",
    )


_NOTHING = Estimate("", None, (), (), ())
