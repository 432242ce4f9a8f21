"""Charts of scenarios: what makes a change, what a month may cost, cost against availability.

All are static and follow charts.py; nothing is told by colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from archbench.report.charts import INK, LINE, LINES, SECOND, THIRD, Chart, blank, finished
from archbench.report.tables import money
from archbench.whatif.frontier import ZONE_LOSS, Option, dominated, frontier

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW = 27
_HEAD = 58
_WIDTH = 1040
_BLUE = LINES[0]


@dataclass(frozen=True, slots=True)
class Tenths:
    """A row of a chart of spreads, in US dollars a month."""

    name: str
    p10: Decimal
    p50: Decimal
    p90: Decimal
    expected: Decimal


def waterfall(steps: Sequence[tuple[str, Decimal]], before: Decimal, title: str) -> Chart:
    """What makes a change: each step beside those above it, from the cost as it stands.

    Args:
        steps: a charge and how much more it costs a month, in the order they are drawn.
        before: what the whole costs as it stands.
        title: what it is, with its unit.
    """
    rows = ["As it stands", *(name for name, _ in steps), "This scenario"]
    figure, axes = _rows(rows)
    axes.axvline(0, color=THIRD, linewidth=1)
    done = Decimal(0)
    texts = [_usd(before)]
    for place, (_, amount) in enumerate(steps, 1):
        axes.barh(
            place,
            float(amount),
            left=float(done),
            height=0.6,
            facecolor=INK if amount > 0 else "none",
            edgecolor=INK,
            linewidth=1,
        )
        done += amount
        axes.plot([float(done)] * 2, [place, place + 1], color=THIRD, linewidth=0.75)
        texts.append(_signed(amount))
    axes.barh(len(rows) - 1, float(done), height=0.6, color=_BLUE)
    texts.append(f"{_usd(before + done)}  ({_signed(done)})")
    _at_the_end(axes, texts)
    axes.set_xlabel("US dollars a month more or less than as it stands", color=SECOND, fontsize=11)
    words = "; ".join(f"{name} {text}" for name, text in zip(rows, texts, strict=True))
    data = [("", "USD a month"), ("As it stands", str(before)), *((n, str(x)) for n, x in steps)]
    return finished(figure, title, f"{title}: {words}", data)


def tenths(rows: Sequence[Tenths], title: str) -> Chart:
    """What a month costs in eight of ten cases, for each of several scenarios."""
    figure, axes = _rows([row.name for row in rows])
    for place, row in enumerate(rows):
        axes.plot([float(row.p10), float(row.p90)], [place] * 2, color=_BLUE, linewidth=5)
        axes.plot(float(row.p50), place, "|", color=INK, markersize=15, markeredgewidth=2)
        axes.plot(
            float(row.expected),
            place,
            "D",
            markersize=6,
            markeredgecolor=INK,
            markerfacecolor="none",
        )
    axes.set_xlim(0, float(max(row.p90 for row in rows)) * 1.04)
    texts = [f"{_usd(row.p10)}   {_usd(row.p50)}   {_usd(row.p90)}" for row in rows]
    _at_the_end(axes, texts, "P10 to P50 to P90")
    axes.set_xlabel(
        "US dollars a month: bar from P10 to P90, stroke at P50, diamond with usage as expected",
        color=SECOND,
        fontsize=11,
    )
    words = "; ".join(
        f"{row.name} P10 {_usd(row.p10)}, P50 {_usd(row.p50)}, P90 {_usd(row.p90)}" for row in rows
    )
    data = [(x.name, str(x.p10), str(x.p50), str(x.p90), str(x.expected)) for x in rows]
    heads = ("", "P10", "P50", "P90", "expected")
    return finished(figure, title, f"{title}: {words}", [heads, *data])


def driven(
    drivers: Sequence[tuple[str, Decimal, Decimal, Decimal]], middle: Decimal, title: str
) -> Chart:
    """What the spread comes from: each driver with its share, and the mean cost at its ends.

    Args:
        drivers: name, share of the spread from 0 to 1, mean cost in its lowest and highest tenth.
        middle: P50 of the whole.
        title: what it is, with its unit.
    """
    figure, axes = _rows([name for name, _, _, _ in drivers])
    axes.axvline(float(middle), color=THIRD, linewidth=1)
    texts = []
    for place, (_, share, low, high) in enumerate(drivers):
        axes.barh(place, float(high - low), left=float(low), height=0.55, color=_BLUE)
        texts.append(f"{share * 100:.0f} %   {_usd(low)} to {_usd(high)}")
    _at_the_end(axes, texts, "share, low to high")
    axes.set_xlabel(
        f"US dollars a month on average where it is low, and where it is high; line at P50,"
        f" {_usd(middle)}",
        color=SECOND,
        fontsize=11,
    )
    words = "; ".join(
        f"{name} {text}" for (name, _, _, _), text in zip(drivers, texts, strict=True)
    )
    data = [(name, *map(str, figures)) for name, *figures in drivers]
    heads = ("", "share", "where it is low", "where it is high")
    return finished(figure, title, f"{title}: {words}", [heads, *data])


def letters(among: Sequence[Option]) -> dict[str, str]:
    """A letter for each option of a chart, in order; two from the 27th on."""
    found = {}
    for number, option in enumerate(among):
        first, last = divmod(number, 26)
        found[option.name] = (chr(64 + first) if first else "") + chr(65 + last)
    return found


def against(among: Sequence[Option], title: str) -> Chart:
    """Cost against availability on paper, by letter; hollow where another option dominates.

    A cross is an option that does not survive the loss of every zone. Options without a cost or
    without an availability are not drawn.
    """
    from matplotlib.ticker import FixedLocator  # noqa: PLC0415

    named, left = letters(among), dominated(among)
    shown = [x for x in among if x.cost is not None and x.availability is not None]
    levels = {x.availability for x in shown}
    figure, axes = blank(_WIDTH, 170 if len(levels) == 1 else 300)
    best = [(float(x.cost or 0), float(x.availability or 0) * 100) for x in frontier(among)]
    best.sort()
    if best:
        axes.step(*zip(*best, strict=True), where="post", color=LINE, linewidth=1.5)
    beside: dict[tuple[int, float], int] = {}
    costs = [float(x.cost or 0) for x in shown]
    step = (max(costs) - min(costs)) / 40 or 1 if costs else 1
    for option, cost in zip(shown, costs, strict=True):
        up = float(option.availability or 0) * 100
        survives = option.meets.get(ZONE_LOSS) is True
        out = option.name in left
        axes.plot(
            cost,
            up,
            "o" if survives else "X",
            markersize=9,
            markeredgecolor=THIRD if out else INK,
            markerfacecolor="none" if out else _BLUE,
        )
        spot = (round(cost / step), up)
        lift = beside.get(spot, 0)
        beside[spot] = lift + 1
        axes.annotate(
            named[option.name],
            (cost, up),
            xytext=(0, 9 + 13 * lift),
            textcoords="offset points",
            ha="center",
            color=SECOND if out else INK,
            fontsize=12,
            fontweight="normal" if out else "bold",
        )
    ups = [float(x.availability or 0) * 100 for x in shown]
    if ups:
        room = max((max(ups) - min(ups)) * 0.25, 0.005)
        axes.set_ylim(min(ups) - room, max(ups) + room * 2)
        wide = max((max(costs) - min(costs)) * 0.08, 1)
        axes.set_xlim(min(costs) - wide, max(costs) + wide)
    axes.yaxis.set_major_locator(FixedLocator(sorted(set(ups))))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.4f} %")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.set_ylabel("up, on paper", color=SECOND, fontsize=11)
    axes.set_xlabel("US dollars a month, expected", color=SECOND, fontsize=11)
    words = "; ".join(
        f"{named[x.name]} {x.name}, {_usd(x.cost or Decimal(0))}, "
        f"{(x.availability or 0) * 100:.4f} %{', dominated' if x.name in left else ''}"
        for x in shown
    )
    data = [(named[x.name], x.name, str(x.cost), str(x.availability)) for x in shown]
    heads = ("", "scenario", "USD a month", "up, on paper")
    return finished(figure, title, f"{title}: {words}", [heads, *data])


def _rows(names: Sequence[str]) -> tuple["Figure", "Axes"]:
    figure, axes = blank(_WIDTH, _HEAD + _ROW * len(names))
    axes.set_yticks(range(len(names)), [_short(name) for name in names])
    for label in axes.get_yticklabels():
        label.set_parse_math(False)  # a name is no formula
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", colors=INK)
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x", color=LINE, linewidth=0.75)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    return figure, axes


def _at_the_end(axes: "Axes", texts: Sequence[str], head: str = "") -> None:
    """Figures in a column at the right of the rows, under a head."""
    for place, text in enumerate([head, *texts], -1):
        axes.annotate(
            text,
            (1, place),
            xycoords=("axes fraction", "data"),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            color=SECOND if place < 0 else INK,
            fontsize=11.5,
            annotation_clip=False,
        )


def _usd(amount: Decimal) -> str:
    """Dollars without their sign, which the title has."""
    return money(amount).replace("$", "")


def _signed(amount: Decimal) -> str:
    return f"{'−' if amount < 0 else '+'}{_usd(abs(amount))}"


def _short(name: str, most: int = 46) -> str:
    """A name that leaves room for the chart: its beginning and its end."""
    return name if len(name) <= most else f"{name[: most // 2 - 1]}…{name[-most // 2 :]}"
