"""The cost section: the total and what it covers, by service, tier and zone, line by line."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from archbench.architecture.failure import listed
from archbench.cost import Estimate
from archbench.cost.model import LineItem, Total
from archbench.cost.statement import figure, uncounted_words
from archbench.cost.statement_rows import rows
from archbench.diagram import overlays
from archbench.diagram.naming import many
from archbench.report.charts import Chart, bars
from archbench.report.summary import Decision, KeyFigure, Summary
from archbench.report.tables import money
from archbench.terraform.address import without_keys
from archbench.terraform.gathering import gather

if TYPE_CHECKING:
    from pandas import DataFrame

    from archbench.diagram import Overlay


def cost_fact(estimate: Estimate) -> KeyFigure:
    """The total as every answer about the whole has it, with its range and what it covers."""
    span = _span(estimate)
    value = figure(estimate)
    if not estimate.has_figure:
        value = "No price" if _unpriced(estimate) else "Not known yet"
    return KeyFigure("Cost a month", value, "; ".join(filter(None, [span, *_covers(estimate)])))


def _covers(estimate: Estimate) -> list[str]:
    """How much of it has a figure, and what has none."""
    waiting, unpriced = len(estimate.open), _unpriced(estimate)
    return [
        *([f"{many(len(estimate.priced), 'charge')} at list price"] if estimate.priced else []),
        *([f"{waiting} {'waits' if waiting == 1 else 'wait'} for usage"] if waiting else []),
        *uncounted_words(estimate),
        *([f"{many(unpriced, 'resource')} without a price"] if unpriced else []),
    ]


def _span(estimate: Estimate) -> str:
    """Between what and what it costs; "" where that is not told."""
    total = estimate.total
    if total.low == total.high or estimate.uncounted:
        return ""
    span = f"from {money(total.low)} to {money(total.high)}"
    return span if estimate.at_most is not None else f"what has a figure {span}"


def summary(estimate: Estimate) -> Summary:
    """The monthly total with its range, what it covers and what it leaves out."""
    total, waiting, unpriced = estimate.total, len(estimate.open), _unpriced(estimate)
    fact, span = cost_fact(estimate), _span(estimate)
    largest = next(iter(estimate.by_service().items()), None)
    answer = (
        f"It costs {fact.value} a month at list price"
        f"{f', {span}' if span else ''}{', before usage' if waiting else ''}"
        f"{f'; {_resources(unpriced)} no price' if unpriced else ''}"
        f"{''.join(f'; {words}' for words in uncounted_words(estimate))}."
    )
    if not estimate.has_figure:
        answer = f"No charge has an amount: {listed(_covers(estimate))}."
    dates = estimate.price_dates
    return Summary(
        "cost",
        answer,
        facts=(
            fact,
            *(
                (
                    KeyFigure(
                        "Largest service",
                        largest[0],
                        f"{_at_least(estimate, largest[0])}{money(largest[1].likely)},"
                        f" {_share(largest[1], total)} of what has a figure",
                    ),
                )
                if largest
                else ()
            ),
            KeyFigure(
                "Free of charge",
                many(len(estimate.free), "resource"),
                "listed below with what has no price",
            ),
        ),
        decisions=_decisions(estimate),
        provenance=(("Prices as of", dates),) if dates else (),
    )


def _at_least(estimate: Estimate, service: str) -> str:
    """What stands before its cost where a charge of the service has no figure yet."""
    return "at least " if any(item.service_name == service for item in estimate.open) else ""


def _unpriced(estimate: Estimate) -> int:
    """How many resources have something without a price."""
    return len({item.address for item in estimate.unpriced if not item.uncounted})


def charges(count: int) -> str:
    """So many charges that wait, with their verb.

    >>> charges(1), charges(2)
    ('1 charge waits', '2 charges wait')
    """
    return "1 charge waits" if count == 1 else f"{count} charges wait"


def _resources(count: int) -> str:
    return "one resource has" if count == 1 else f"{count} resources have"


def _share(part: Total, whole: Total) -> str:
    return f"{100 * part.likely / whole.likely:.0f} %" if whole.likely else "none"


def _decisions(estimate: Estimate) -> tuple[Decision, ...]:
    found = []
    if estimate.open:
        found.append(
            Decision(
                f"{charges(len(estimate.open))} for usage: how much traffic, storage and logs?",
                "Each has its unit price below; a usage file settles them.",
            )
        )
    if _unpriced(estimate):
        found.append(
            Decision(
                f"{_resources(_unpriced(estimate)).capitalize()} no price.",
                "The total leaves it out; the reason is listed below."
                if _unpriced(estimate) == 1
                else "The total leaves them out; each is listed with its reason.",
            )
        )
    return tuple(found)


def by_service(estimate: Estimate) -> Chart | None:
    """Bars: the expected cost of each service that costs anything, and its range; None of none."""
    totals = {name: total for name, total in estimate.by_service().items() if total.likely}
    if not totals:
        return None
    return bars(
        list(totals),
        list(totals.values()),
        "List cost by service, USD a month",
    )


def overlay(estimate: Estimate) -> "Overlay":
    """The expected cost of each address, to lay over the drawing."""
    return overlays.cost(
        {address: total.likely for address, total in estimate.by_address().items()},
        by_usage=sorted({item.address for item in estimate.open}),
        unpriced=sorted({item.address for item in estimate.unpriced}),
    )


def totals(groups: Mapping[str, Total], name: str) -> "DataFrame":
    """One row per group with its expected, least and most cost a month."""
    from pandas import DataFrame  # noqa: PLC0415

    return DataFrame(
        [(group, total.likely, total.low, total.high) for group, total in groups.items()],
        columns=[name, "expected", "least", "most"],
        dtype=object,
    )


_SHARED = (
    "charge_description",
    "region_id",
    "pricing_unit",
    "list_unit_price",
    "formula",
    "price_date",
)
"""What is shown of charges on one row, beside their sum."""


def lines(estimate: Estimate) -> "DataFrame":
    """The priced charges, costliest first; those alike in all but the instance key added up."""
    frame = _together(estimate.priced)
    return frame.sort_values(
        ["list_cost", "address", "charge_description"], ascending=[False, True, True], kind="stable"
    )


_GREATEST = 10


def greatest(estimate: Estimate) -> "DataFrame":
    """The costliest charges, each with its share of what has a figure, in percent."""
    from pandas import Series  # noqa: PLC0415

    frame = lines(estimate).head(_GREATEST)
    total = estimate.total.likely
    shares = [_percent(cost, total) if total else None for cost in frame["list_cost"]]
    return frame.assign(share=Series(shares, frame.index, dtype=object))


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    """A share in percent, to a digit that says something.

    >>> _percent(Decimal(1), Decimal(8)), _percent(Decimal(1), Decimal(2000))
    (Decimal('12.5'), Decimal('0.05'))
    """
    share = 100 * part / whole
    return round(share, 1 if share >= 1 or not share else 2)


def _together(items: Iterable[LineItem]) -> "DataFrame":
    """A row for charges alike in all but the instance."""
    from pandas import DataFrame  # noqa: PLC0415

    found = [
        (
            row.name,
            *(getattr(row.first, name) for name in _SHARED),
            row.reason,
            row.quantity,
            row.cost,
        )
        for row in rows(items)
    ]
    columns = ["address", *_SHARED, "open_reason", "pricing_quantity", "list_cost"]
    return DataFrame(found, columns=columns, dtype=object)


def waiting(estimate: Estimate) -> "DataFrame":
    """The charges whose quantity is open, with their unit price and what would settle them."""
    return _together(estimate.open)


def sources(estimate: Estimate) -> "DataFrame":
    """Where the prices come from, and how many lines rest on each source."""
    from pandas import DataFrame  # noqa: PLC0415

    found: dict[tuple[str, str], int] = {}
    for item in estimate.line_items:
        key = item.price_source, item.price_date
        found[key] = found.get(key, 0) + 1
    return DataFrame(
        [
            (source, estimate.sources.get(source, ""), day, count)
            for (source, day), count in sorted(found.items())
        ],
        columns=["source", "what it is", "date", "lines"],
    )


def unpriced(estimate: Estimate) -> "DataFrame":
    """What has no price, by reason: how many resources, and which."""
    return _gathered((item.address, item.reason) for item in estimate.unpriced)


def free(estimate: Estimate) -> "DataFrame":
    """What AWS does not charge for, by type of resource."""
    from pandas import DataFrame  # noqa: PLC0415

    types: dict[str, list[str]] = {}
    for address in estimate.free:
        types.setdefault(without_keys(address).split(".")[-2], []).append(address)
    rows = [(type_, len(found), "\n".join(found)) for type_, found in sorted(types.items())]
    return DataFrame(rows, columns=["type", "resources", "which"])


def _gathered(items: Iterable[tuple[str, str]]) -> "DataFrame":
    from pandas import DataFrame  # noqa: PLC0415

    rows = [
        (group.reason, len(group.addresses), "\n".join(group.addresses)) for group in gather(items)
    ]
    return DataFrame(rows, columns=["reason", "charges", "which"])


def notes(estimate: Estimate) -> "DataFrame":
    """What a reader of the estimate should know."""
    from pandas import DataFrame  # noqa: PLC0415

    return DataFrame({"note": list(estimate.notes)})
