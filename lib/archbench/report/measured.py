"""The metrics section: where its numbers come from, the answer, the charts, the usage."""

from collections.abc import Iterator, Mapping, Sequence

from archbench.diagram.naming import many
from archbench.metrics.catalogue import Tells
from archbench.metrics.coverage import Counted, coverage, gaps, label
from archbench.metrics.limits import Limit, limits
from archbench.metrics.series import Pull
from archbench.metrics.signals import Curve, Panel, in_a_sentence, panels, unit_of
from archbench.metrics.usage_from_metrics import measured
from archbench.report import inputs
from archbench.report.charts import Chart
from archbench.report.over_time import over_time, words_of
from archbench.report.snippet import Snippet
from archbench.report.summary import KeyFigure, Summary

_PER_CENT = "%"


def bounds(path: str, variables: Sequence[Sequence[str]] = (), data: str = "") -> tuple[Limit, ...]:
    """What the configuration sets bounds to, for the charts; nothing without a path.

    Raises:
        InputError: the configuration cannot be used.
    """
    return limits(inputs.configuration(path, variables, data)) if path else ()


def summary(found: Pull) -> Summary:
    """What is not known where it could change the rest; the busiest, slowest and fullest moment."""
    counted = coverage(found)
    missing = gaps(found)
    drawn = panels(found)
    told = [text for text in (_lacks(counted), *_peaks(drawn)) if text]
    series = len(found.series)
    return Summary(
        "metrics",
        " ".join(f"{text[0].upper()}{text[1:]}." for text in told),
        facts=(
            KeyFigure("Source", "CloudWatch" if found.live else "Recorded sample", found.source),
            KeyFigure("Time", f"{found.start:%Y-%m-%d} to {found.end:%Y-%m-%d}", "UTC"),
            KeyFigure(
                "Known",
                f"{counted.whole} of {series} series in whole",
                f"{counted.part} in part, {counted.empty} not at all; {_paid(found)}",
            ),
            KeyFigure("Not measured", str(len(missing)), "listed below, each with its reason"),
        ),
        tag="" if found.live else "metrics: recorded sample, not live",
        provenance=(("Metrics", found.source),),
    )


def _lacks(counted: Counted) -> str:
    """What leads the answer: a thing that says nothing, a series CloudWatch did not give."""
    if not counted.things:
        return "nothing was asked: no live thing is known"
    silent = f"{counted.silent} of {many(counted.things, 'thing')} published nothing"
    if counted.silent == counted.things:
        return f"nothing was measured: {silent}"
    failed = f"{counted.failed} series did not come in full"
    return " and ".join(
        [*([silent] if counted.silent else []), *([failed] if counted.failed else [])]
    )


def _paid(found: Pull) -> str:
    if not found.live:
        return "nothing was asked"
    return f"{many(found.calls, 'call')} for at most ${found.price.normalize():f}"


def _peaks(drawn: Sequence[Panel]) -> Iterator[str]:
    """The most of what comes in first, the slowest answer there, what was fullest."""
    for tells, phrase in (("traffic", _traffic), ("latency", _latency)):
        entry = next((panel for panel in drawn if panel.tells == tells), None)
        if entry:
            yield phrase(_furthest(entry.lines))
    full = [
        line
        for panel in drawn
        if panel.tells == "saturation" and panel.unit == _PER_CENT
        for line in panel.lines
    ]
    if full:
        yield _fullest(_furthest(full))


def _furthest(lines: Sequence[Curve]) -> tuple[Curve, float, str]:
    """The line that reaches furthest, how far, and in which period: "the hour from ... UTC"."""
    line, (value, when) = max(
        ((line, peak) for line in lines if (peak := line.peak)), key=lambda pair: pair[1][0]
    )
    period = words_of(line.series.period).removeprefix("an ").removeprefix("a ")
    return line, value, f"the {period} from {when:%Y-%m-%d %H:%M} UTC"


def _traffic(found: tuple[Curve, float, str]) -> str:
    line, value, when = found
    query = line.series.query
    unit, _, _ = unit_of(query.metric, query.statistic, query.metric.tells)
    return f"at most {value:,.4g} {unit} at {label(query)}, on average over {when}"


def _latency(found: tuple[Curve, float, str]) -> str:
    line, value, when = found
    query = line.series.query
    what = _MEANING.get(query.statistic) or f"of {query.statistic[1:]} in 100 at most"
    title = in_a_sentence(query.metric.title)
    return f"{title} {what} {value:,.3g} {query.metric.unit} at {label(query)}, in {when}"


def _fullest(found: tuple[Curve, float, str]) -> str:
    line, value, when = found
    query = line.series.query
    how = _MEANING.get(query.statistic, "")
    title = in_a_sentence(query.metric.title)
    return f"{title} {how} {value:.0f} % at {label(query)}, in {when}"


_MEANING = {"Average": "on average", "Maximum": "at most"}


_GOLDEN: Mapping[Tells, int] = {"latency": 2, "traffic": 1, "errors": 1, "saturation": 2}
"""What is read first of any service, and of how many kinds of thing: that fits a sheet.

https://sre.google/sre-book/monitoring-distributed-systems/
"""


def charts(found: Pull, set_by: Sequence[Limit] = (), *, first: bool = True) -> Iterator[Chart]:
    """A chart for each question asked of each kind of thing, with the bounds the stack sets.

    Args:
        found: the pull.
        set_by: the bounds of the configuration.
        first: the golden signals; else the rest.
    """
    every = panels(found)
    golden = [
        panel
        for tells, most in _GOLDEN.items()
        for panel in [one for one in every if one.first and one.tells == tells][:most]
    ]
    for panel in every:
        if (panel in golden) == first:
            yield over_time(panel, found, set_by)


def usage(found: Pull) -> Snippet:
    """What was measured, as a usage file for the estimate, with what it had to leave out."""
    return Snippet(f"Usage file from {found.source}", measured(found).text())
