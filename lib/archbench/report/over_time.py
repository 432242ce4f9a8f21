"""Series over time as a chart: lines named where they end, gaps left open, bounds drawn in.

Every chart says how often a point stands, how old the newest is, and whether it was live.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from archbench.metrics.limits import Limit
from archbench.metrics.series import Pull
from archbench.metrics.signals import Curve, Panel
from archbench.report.charts import LIMIT, LINES, SECOND, Chart, blank, finished

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH, _HEIGHT = 500, 232
_MOST_LINES = 6
_STYLES = ("solid", (0, (4, 2)), (0, (1, 1.5)))
_FAR = 3
"""How many times the highest value a bound may be and still be drawn."""
_WIDE = 74
"""Characters of a line of words over a chart."""
_LABEL = 32
"""Most characters of a name at the end of a line."""
_APART = 0.09
"""Least distance of two words at one side, as a share of the height."""


@dataclass(frozen=True, slots=True)
class _Bound:
    """A bound in the unit of its panel; always is drawn however far from the lines."""

    value: float
    word: str
    always: bool

    @property
    def name(self) -> str:
        return f"{self.word} {self.value:,.4g}"


def over_time(panel: Panel, pull: Pull, limits: Sequence[Limit] = ()) -> Chart:
    """A panel as a chart: its lines, and the bounds the configuration sets them.

    Of more than six lines the six with the most in them are drawn; how many are not is said.
    """
    from matplotlib.dates import AutoDateLocator, date2num, num2date  # noqa: PLC0415

    drawn = _drawn(panel.lines)
    near, far = _bounds(drawn, limits)
    figure, axes = blank(_WIDTH, _HEIGHT)
    for index, line in enumerate(drawn):
        values = [
            float("nan") if value is None else value * line.factor for value in line.series.values
        ]
        color, style = LINES[index % len(LINES)], _STYLES[index // len(LINES)]
        times = date2num(line.series.times)
        axes.plot(times, values, color=color, linewidth=1.25, linestyle=style)
        alone = _alone(line.series.values)
        axes.plot([times[i] for i in alone], [values[i] for i in alone], ".", color=color, ms=3)
    _, highest = axes.get_ylim()
    top = _top(highest, near)
    axes.set_ylim(0, top)
    _draw_bounds(axes, near, top)
    _name_ends(axes, drawn, top)
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=8))
    windows = [line.series.window for line in drawn]
    start, end = min(one.start for one in windows), max(one.end for one in windows)
    axes.set_xlim(date2num(start), date2num(end))
    pattern = "{:%H:%M}" if end - start <= timedelta(days=2) else "{0.day} {0:%b}"
    axes.xaxis.set_major_formatter(lambda number, _: pattern.format(num2date(number)))
    title = panel.title
    told = _told(panel, drawn, far, pull)
    axes.set_title(told, loc="left", fontsize=11, color=SECOND, pad=7)
    words = "; ".join(_span(line) for line in drawn)
    bounds = "; ".join(bound.name for bound in (*near, *far))
    text = f"{title}: {words}{f'; {bounds}' if bounds else ''}. {told}.".replace("\n", "; ")
    return finished(figure, title, text)


def _top(highest: float, bounds: Sequence[_Bound]) -> float:
    """Where a chart ends above: over its lines, and with room for the name of each bound."""
    return max([highest, *(bound.value * 1.12 for bound in bounds)]) or 1.0


def _drawn(lines: Sequence[Curve]) -> list[Curve]:
    """The lines to draw, as they stand; of too many those that reach furthest."""
    if len(lines) <= _MOST_LINES:
        return list(lines)
    least = lines[0].series.query.statistic == "Minimum"
    reach = min if least else max
    far = sorted(lines, key=lambda line: reach(line.series.known) * line.factor, reverse=not least)
    chosen = {id(line) for line in far[:_MOST_LINES]}
    return [line for line in lines if id(line) in chosen]


def _bounds(
    lines: Sequence[Curve], limits: Sequence[Limit]
) -> tuple[tuple[_Bound, ...], tuple[_Bound, ...]]:
    """Bounds of these lines within sight of them, and those far above."""
    found: dict[_Bound, None] = {}
    for line in lines:
        for limit in limits:
            value = limit.on(line)
            if value is not None:
                found.setdefault(_Bound(value, limit.word, not limit.statistic))
    highest = max(
        (value * line.factor for line in lines for value in line.series.known), default=0.0
    )
    near = [bound for bound in found if bound.always or bound.value <= highest * _FAR]
    return tuple(near), tuple(bound for bound in found if bound not in near)


def _told(panel: Panel, drawn: Sequence[Curve], far: Sequence[_Bound], pull: Pull) -> str:
    """How often a point stands and how old the newest is; what is not drawn."""
    newest = max(found for line in drawn if (found := line.series.newest))
    age, period = pull.end - newest, words_of(drawn[0].series.period)
    parts = [] if pull.live else ["recorded sample"]
    parts += [
        f"a point {'for' if period[0].isdigit() else ''} {period}".replace("  ", " "),
        f"to {newest:%Y-%m-%d %H:%M} UTC{f', {_age(age)} old' if pull.live else ''}",
    ]
    if far:
        parts.append(f"{', '.join(bound.name for bound in far)} is beyond")
    if len(panel.lines) > len(drawn):
        parts.append(f"{len(panel.lines) - len(drawn)} more in the table")
    text = "; ".join(parts)
    return text if len(text) <= _WIDE else f"{'; '.join(parts[:-1])}\n{parts[-1]}"


def words_of(seconds: int) -> str:
    """A period in words.

    >>> [words_of(seconds) for seconds in (60, 900, 3600, 21_600, 86_400)]
    ['a minute', '15 minutes', 'an hour', '6 hours', 'a day']
    """
    for size, one, name in ((86_400, "a day", "days"), (3600, "an hour", "hours")):
        if seconds % size == 0:
            return one if seconds == size else f"{seconds // size} {name}"
    return "a minute" if seconds == 60 else f"{seconds // 60} minutes"


def _age(age: timedelta) -> str:
    minutes = int(age.total_seconds()) // 60
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 2880 else f"{minutes // 1440} days"


def _span(line: Curve) -> str:
    known = [value * line.factor for value in line.series.known]
    gaps = len(line.series.values) - len(known)
    lacks = f", {gaps} of {len(line.series.values)} points unknown" if gaps else ""
    return f"{line.label} from {min(known):,.4g} to {max(known):,.4g}{lacks}"


def _alone(values: Sequence[float | None]) -> list[int]:
    """Points with a gap on either side, which a line would not show."""
    return [
        index
        for index, value in enumerate(values)
        if value is not None
        and (index == 0 or values[index - 1] is None)
        and (index + 1 == len(values) or values[index + 1] is None)
    ]


def _draw_bounds(axes: "Axes", bounds: Sequence[_Bound], top: float) -> None:
    lowest = -top
    for bound in sorted(bounds, key=lambda one: one.value):
        axes.axhline(bound.value, color=LIMIT, linewidth=1, dashes=(4, 3))
        height = max(bound.value, lowest + top * _APART)
        lowest = height
        axes.annotate(
            bound.name,
            (0, height),
            xycoords=("axes fraction", "data"),
            xytext=(2, 3),
            textcoords="offset points",
            color=LIMIT,
            fontsize=11,
        )


def _name_ends(axes: "Axes", lines: Sequence[Curve], top: float) -> None:
    """Names at the right end of each line, moved apart where two would touch."""
    ends = [
        (line.series.known[-1] * line.factor, line.label, LINES[index % len(LINES)])
        for index, line in enumerate(lines)
    ]
    lowest = -top
    for value, label, color in sorted(ends):
        height = max(value, lowest + top * _APART)
        lowest = height
        axes.annotate(
            _fitting(label) if len(lines) > 1 else "",
            (1, height),
            xycoords=("axes fraction", "data"),
            xytext=(5, 0),
            textcoords="offset points",
            color=color,
            fontsize=11,
            va="center",
            annotation_clip=False,
        )


def _fitting(label: str) -> str:
    """A label that leaves room for the lines; the words beside the chart have it in full."""
    return label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}\N{HORIZONTAL ELLIPSIS}"
