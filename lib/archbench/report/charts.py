"""Charts as SVG that prints, follows the page's theme, and is the same bytes each time.

Bars start at zero and carry their value; over_time draws series. Colours are written as custom
properties of the page with their light value as fallback.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from archbench.cost.model import Total
from archbench.csv_text import csv_text
from archbench.report.tables import money

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, SECOND, THIRD, LINE = "#14181d", "#434c59", "#596473", "#d6dbe2"
LIMIT = "#ad1f17"
LINES = ("#3b48cc", "#c2570c", "#3f7d1f", "#7a3fd0")
_TOKENS = {
    INK: "--ink",
    SECOND: "--second",
    THIRD: "--third",
    LINE: "--line",
    LIMIT: "--fail",
    LINES[0]: "--database",
    LINES[1]: "--compute",
    LINES[2]: "--storage",
    LINES[3]: "--network",
}
_INCH = 72


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to be shown: its SVG, in words what it shows, and the figures as CSV."""

    svg: str
    text: str
    figures: str = ""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """SVG for people, words for readers that cannot show it, figures for a spreadsheet."""
        del include, exclude
        shown = {"image/svg+xml": self.svg, "text/plain": self.text}
        return shown | ({"text/csv": self.figures} if self.figures else {})


def bars(names: Sequence[str], amounts: Sequence[Total], title: str) -> Chart:
    """Amounts as bars from zero, as given, each with its value and its range where it has one.

    Args:
        names: one for each bar.
        amounts: USD: what is expected, and between what and what it lies.
        title: what it is, with its unit.
    """
    figure, axes = blank(1040, 30 + 26 * max(1, len(names)))
    places = range(len(names))
    axes.barh(list(places), [float(item.likely) for item in amounts], height=0.62, color=LINES[0])
    axes.set_yticks(list(places), names)
    axes.invert_yaxis()
    most = max((max(item.likely, item.high) for item in amounts), default=Decimal(1))
    axes.set_xlim(0, float(most) * 1.2 or 1)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    axes.grid(visible=False)
    axes.tick_params(axis="y", colors=INK)
    shown = [_amount(item) for item in amounts]
    for place, item, text in zip(places, amounts, shown, strict=True):
        if item.low != item.high:
            ends = [float(item.low), float(item.high)]
            axes.plot(ends, [place, place], color=THIRD, linewidth=1.5, marker="|", markersize=8)
        axes.annotate(
            text,
            (float(max(item.likely, item.high)), place),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            color=INK,
            fontsize=12,
        )
    words = "; ".join(f"{name} {text}" for name, text in zip(names, shown, strict=True))
    rows = [
        (name, str(item.likely), str(item.low), str(item.high))
        for name, item in zip(names, amounts, strict=True)
    ]
    heads = ("", "expected", "at least", "at most")
    return finished(figure, title, f"{title}: {words}", [heads, *rows])


def _amount(item: Total) -> str:
    likely, low, high = (
        money(value).replace("$", "") for value in (item.likely, item.low, item.high)
    )
    return likely if low == high else f"{likely}, {low} to {high}"


def blank(width: int, height: int) -> tuple["Figure", "Axes"]:
    """An empty figure of so many pixels, and its axes."""
    from matplotlib.figure import Figure  # noqa: PLC0415  (a third of a second)

    figure = Figure(figsize=(width / _INCH, height / _INCH), dpi=_INCH, layout="constrained")
    figure.patch.set_alpha(0)
    axes = figure.subplots()
    axes.patch.set_alpha(0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(THIRD)
    axes.tick_params(colors=SECOND, labelsize=11, length=0)
    axes.grid(axis="y", color=LINE, linewidth=0.75)
    axes.set_axisbelow(True)
    return figure, axes


def finished(figure: "Figure", title: str, text: str, rows: Sequence[Sequence[str]] = ()) -> Chart:
    """A figure as a chart with its title; text says what it shows to who cannot see it.

    rows are its data, the heads first, for who wants to work with them.
    """
    import matplotlib as mpl  # noqa: PLC0415

    head = figure.suptitle(title, x=0.008, ha="left", fontsize=12.5, color=INK, fontweight="bold")
    head.set_parse_math(False)
    with mpl.rc_context({"svg.hashsalt": title, "svg.fonttype": "none"}):
        file = io.StringIO()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    svg = file.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<style.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"'DejaVu Sans'[^;\"]*", "system-ui, 'DejaVu Sans', sans-serif", svg)
    svg = re.sub(r' d="[^"]*"', lambda found: re.sub(r"(\.\d)\d+", r"\1", found[0]), svg)
    svg = re.sub(
        r"#[0-9a-f]{6}",
        lambda found: f"var({_TOKENS[found[0]]}, {found[0]})" if found[0] in _TOKENS else found[0],
        svg,
    )
    return Chart(svg, text, csv_text(rows) if rows else "")
