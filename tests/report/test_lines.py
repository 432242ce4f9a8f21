"""What the metrics section says and draws of lines: how far, how old, which, and beside what."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

import pytest

from archbench.metrics.coverage import Counted
from archbench.metrics.limits import Limit
from archbench.metrics.queries import Query
from archbench.metrics.series import Pull, Series
from archbench.metrics.signals import Curve, Panel, panels
from archbench.report import measured
from archbench.report.measured import _GOLDEN, _furthest, _lacks, _paid
from archbench.report.over_time import (
    _age,
    _alone,
    _Bound,
    _bounds,
    _draw_bounds,
    _drawn,
    _fitting,
    _name_ends,
    _span,
    _told,
    _top,
    over_time,
    words_of,
)
from tests.metrics.published import MONDAY, NOW, always, every, pull, query

Values = Sequence[float | None]
SAMPLE = Pull("s", live=False, start=MONDAY, end=MONDAY, series=())


def line(name: str, *values: float | None, asked: Query | None = None, period: int = 3600) -> Curve:
    """A line of these values, in thousands."""
    found = asked or query(f"aws_lb.{name}", "RequestCount", "Sum")
    return Curve(name, Series(found, MONDAY, period, values, len(values)), 0.001)


def least(name: str, *values: float | None) -> Curve:
    """A line that is read as a minimum."""
    return line(
        name, *values, asked=query("aws_rds_cluster.a", "FreeableMemory", "Minimum", Role="WRITER")
    )


def panel(*lines: Curve) -> Panel:
    """Lines of one question."""
    return Panel("aws_lb", "traffic", "Requests", "requests a second", lines, first=True)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 min"),
        (1.9, "1 min"),
        (119, "119 min"),
        (120, "2 h"),
        (2879, "47 h"),
        (2880, "2 days"),
        (4320, "3 days"),
    ],
)
def test_an_age_is_told_in_the_unit_that_fits(minutes: float, said: str) -> None:
    """Minutes up to two hours, hours up to two days."""
    assert _age(timedelta(minutes=minutes)) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (60, "a minute"),
        (120, "2 minutes"),
        (5400, "90 minutes"),
        (7200, "2 hours"),
        (172_800, "2 days"),
        (90_000, "25 hours"),
    ],
)
def test_a_period_is_told_in_the_largest_unit_it_is_whole_in(seconds: int, said: str) -> None:
    """One of each with its article."""
    assert words_of(seconds) == said


@pytest.mark.parametrize(
    ("values", "alone"),
    [
        ((1, None, 1), [0, 2]),
        ((1, 1, None), []),
        ((None, 1, None), [1]),
        ((None, 1, 1), []),
        ((1,), [0]),
        ((None, 1), [1]),
        ((1, 1, None, 1, None, 1, 1), [3]),
        ((0.0, None), [0]),
        ((1, None, None, 1), [0, 3]),
        ((), []),
    ],
)
def test_a_point_with_a_gap_on_either_side_is_alone(values: Values, alone: list[int]) -> None:
    """At an end, one gap is enough."""
    assert _alone(values) == alone


def test_of_seven_lines_six_are_drawn_in_their_order() -> None:
    """Those that reach furthest up, or down where the least is read; what is unknown last."""
    heights = (3, 9, 5, 8, 1, 7, 6)
    up = [line(str(high), 0, high) for high in heights]
    assert [x.label for x in _drawn(up)] == ["3", "9", "5", "8", "7", "6"]
    assert _drawn(up[:6]) == up[:6]
    down = [least(str(high), 10, high) for high in heights]
    assert [x.label for x in _drawn(down)] == ["3", "5", "8", "1", "7", "6"]


def test_a_bound_is_near_up_to_three_times_the_highest() -> None:
    """One of the stack itself always; each once, though several lines have it."""

    def limit(value: float, word: str, statistic: str = "Sum", of: str = "a") -> Limit:
        return Limit(f"aws_lb.{of}", "RequestCount", statistic, value, 1, word, "aws_x.y")

    lines = (line("a", 1000, 2000), line("a", 500))
    near, far = _bounds(
        lines,
        [
            limit(6, "alarm >"),
            limit(6.1, "alarm >"),
            limit(99, "max", ""),
            limit(1, "of another", of="b"),
        ],
    )
    assert [(x.value, x.word, x.always) for x in near] == [(6, "alarm >", False), (99, "max", True)]
    assert [x.name for x in far] == ["alarm > 6.1"]
    assert _bounds((), [limit(6, "alarm >")]) == ((), ())


def test_a_chart_ends_above_its_lines_and_its_bounds() -> None:
    """With room for a name; of nothing it is one high."""
    bounds = [_Bound(value, "alarm >", always=True) for value in (100, 50)]
    assert _top(10, []) == 10
    assert _top(10, bounds) == pytest.approx(112)
    assert _top(200, bounds) == 200
    assert _top(0, []) == 1


def told(*lines: Curve, live: bool = True, far: Sequence[_Bound] = (), more: int = 0) -> str:
    """What stands over a chart of these lines."""
    whole = panel(*lines, *(line("more", 1) for _ in range(more)))
    found = Pull("s", live, MONDAY, MONDAY + timedelta(hours=5), ())
    return _told(whole, lines, far, found)


def test_the_words_over_a_chart_are_its_period_its_age_and_what_is_not_drawn() -> None:
    """The newest of any line; a sample has no age; the last part goes on a second line."""
    lines = (line("a", 1, None, None), line("b", 1, 2, None))
    assert told(*lines) == "a point an hour; to 2026-03-02 02:00 UTC, 3 h old"
    assert told(*lines, live=False) == ("recorded sample; a point an hour; to 2026-03-02 02:00 UTC")
    assert told(line("a", 1, period=900)) == (
        "a point for 15 minutes; to 2026-03-02 00:15 UTC, 4 h old"
    )
    far = [_Bound(90, "alarm >", always=False), _Bound(1234.5, "max", always=False)]
    assert told(*lines, far=far[:1]) == (
        "a point an hour; to 2026-03-02 02:00 UTC, 3 h old; alarm > 90 is beyond"
    )
    assert told(*lines, far=far, more=2) == (
        "a point an hour; to 2026-03-02 02:00 UTC, 3 h old; alarm > 90, max 1,234 is beyond"
        "\n2 more in the table"
    )


def test_a_line_is_its_least_and_its_most_with_what_is_unknown() -> None:
    """In the unit of its panel."""
    assert _span(line("a", 1000, 3000, 2000)) == "a from 1 to 3"
    assert _span(line("a", None, 3000, None)) == "a from 3 to 3, 2 of 3 points unknown"


@pytest.mark.parametrize(("size", "shown"), [(32, "x" * 32), (33, "x" * 31 + "…")])
def test_a_long_name_leaves_room_for_the_lines(size: int, shown: str) -> None:
    """Thirty-two characters are whole."""
    assert _fitting("x" * size) == shown


class Notes:
    """Axes that keep what is written on them and where."""

    def __init__(self) -> None:
        self.words: list[tuple[str, float]] = []
        self.sides: set[float] = set()
        self.lines: list[float] = []

    def annotate(self, text: str, at: tuple[float, float], **_: object) -> None:
        """Some words."""
        self.words.append((text, round(at[1], 3)))
        self.sides.add(at[0])

    def axhline(self, value: float, **_: object) -> None:
        """A line across."""
        self.lines.append(value)


def test_names_at_the_ends_of_lines_do_not_touch() -> None:
    """The lowest first, each at least nine hundredths above the one below; one line needs none."""
    axes = Notes()
    lines = [line("high", 1, 50_000), line("low", 9, 10_000), line("near", 1, 12_000, None)]
    _name_ends(cast("Any", axes), lines, 100)
    assert axes.words == [("low", 10), ("near", 19), ("high", 50)]
    assert axes.sides == {1}
    alone = Notes()
    _name_ends(cast("Any", alone), lines[:1], 100)
    assert alone.words == [("", 50)]
    pair = Notes()
    _name_ends(cast("Any", pair), lines[:2], 100)
    assert pair.words == [("low", 10), ("high", 50)]


def test_names_of_bounds_do_not_touch_and_their_lines_stand_at_their_values() -> None:
    """Whatever order they come in."""
    axes = Notes()
    bounds = [_Bound(value, word, always=True) for value, word in ((22, "c"), (20, "b"), (5, "a"))]
    _draw_bounds(cast("Any", axes), bounds, 100)
    assert axes.lines == [5, 20, 22]
    assert axes.words == [("a 5", 5), ("b 20", 20), ("c 22", 29)]
    assert axes.sides == {0}


def test_a_chart_says_in_words_all_that_it_draws() -> None:
    """Each line, then each bound, then how often and how old."""
    lines = (line("a", 1000, 2000), line("b", 500, 1000))
    bound = Limit("aws_lb.a", "RequestCount", "Sum", 5, 1, "alarm >", "aws_x.y")
    chart = over_time(panel(*lines), SAMPLE, [bound])
    assert chart.text == (
        "Requests: a from 1 to 2; b from 0.5 to 1; alarm > 5. recorded sample; a point an hour; "
        "to 2026-03-02 02:00 UTC."
    )
    assert over_time(panel(*lines), SAMPLE).text.startswith(
        "Requests: a from 1 to 2; b from 0.5 to"
    )


@pytest.mark.parametrize(("hours", "pattern"), [(48, r">\d\d:\d\d<"), (49, r">\d+ Mar<")])
def test_two_days_are_told_by_the_hour_and_more_by_the_day(hours: int, pattern: str) -> None:
    """Below the lines; never both."""
    svg = over_time(panel(line("a", *[1000.0] * hours)), SAMPLE).svg
    assert re.search(pattern, svg)
    assert bool(re.search(r">\d\d:\d\d<", svg)) is (hours <= 48)


def test_every_line_is_drawn_in_whole_though_another_is_shorter() -> None:
    """The days below a chart are those of the line that goes on longest."""
    short, long = line("short", *[1000.0] * 24), line("long", *[1000.0] * 120)
    days = [
        set(re.findall(r">(\d+ Mar)<", over_time(panel(*lines), SAMPLE).svg))
        for lines in ((short, long), (long, short), (long,))
    ]
    assert days[0] == days[1] == days[2]
    assert len(days[0]) > 2


def test_every_line_has_its_name_however_near_the_top_they_end() -> None:
    """Those that are moved apart go on above the chart."""
    svg = over_time(panel(*(line(f"name-{n}", 1000, 1000) for n in range(6))), SAMPLE).svg
    assert [f"name-{n}" in svg for n in range(6)] == [True] * 6


def test_each_line_has_a_colour_or_a_stroke_of_its_own() -> None:
    """Four colours, then the same with other strokes; a zero is drawn, a gap is not."""
    svg = over_time(panel(*(line(str(n), 0, 1000 * n, 500) for n in range(6))), SAMPLE).svg
    drawn = set(re.findall(r'<path d="[^"]*" clip-path="[^"]*" style="([^"]*)"', svg))
    assert len({style for style in drawn if "var(--" in style}) >= 6


def test_the_furthest_is_the_line_whose_peak_is() -> None:
    """With the period in which it stands."""
    lines = [line("a", 1000, 2000), line("b", 9000, 3000), line("c", 4000, None)]
    found, value, when = _furthest(lines)
    assert (found.label, value) == ("b", 9)
    assert when == "the hour from 2026-03-02 00:00 UTC"
    assert _furthest([line("d", 1, 5, period=21_600)])[2] == (
        "the 6 hours from 2026-03-02 06:00 UTC"
    )


@pytest.mark.parametrize(
    ("things", "silent", "failed", "said"),
    [
        (0, 0, 0, "nothing was asked: no live thing is known"),
        (1, 1, 0, "nothing was measured: 1 of 1 thing published nothing"),
        (3, 3, 2, "nothing was measured: 3 of 3 things published nothing"),
        (3, 2, 0, "2 of 3 things published nothing"),
        (3, 0, 1, "1 series did not come in full"),
        (3, 1, 4, "1 of 3 things published nothing and 4 series did not come in full"),
        (3, 0, 0, ""),
    ],
)
def test_what_is_lacking_leads(things: int, silent: int, failed: int, said: str) -> None:
    """Nothing where nothing is."""
    values = dict.fromkeys(Counted.__dataclass_fields__, 0)
    found = Counted(**{**values, "things": things, "silent": silent, "failed": failed})
    assert _lacks(found) == said


def test_what_a_pull_cost_is_told_where_it_was_one() -> None:
    """One call and several."""
    asked = pull({query("aws_lb.a", "RequestCount", "Sum"): every(900, 7, always(9.0))})
    assert _paid(asked) == "1 call for at most $0.00001"
    assert _paid(Pull("s", live=False, start=NOW, end=NOW, series=())) == "nothing was asked"
    assert _paid(Pull("s", live=True, start=NOW, end=NOW, series=(), calls=2)) == (
        "2 calls for at most $0"
    )


def test_what_is_read_first_and_the_rest_are_all_there_is() -> None:
    """Each chart once; of each golden signal no more than fit a sheet."""
    names = [
        ("aws_lb.a", "RequestCount", "Sum"),
        ("aws_lb.a", "TargetResponseTime", "p99"),
        ("aws_autoscaling_group.g", "CPUUtilization", "Maximum"),
        ("aws_rds_cluster.c", "CPUUtilization", "Maximum"),
        ("aws_sqs_queue.q", "NumberOfMessagesSent", "Sum"),
    ]
    writer = {"aws_rds_cluster.c": {"Role": "WRITER"}}
    asked = (query(*name, **writer.get(name[0], {})) for name in names)
    found = pull({one: every(900, 1, always(9.0)) for one in asked})
    first, rest = (list(measured.charts(found, first=first)) for first in (True, False))
    every_panel = panels(found)
    assert len(first) + len(rest) == len(every_panel) == 5
    golden = [one for one in every_panel if any(x.text.startswith(f"{one.title}: ") for x in first)]
    assert len(golden) == len(first)
    assert all(one.first for one in golden)
    for tells, most in _GOLDEN.items():
        of_it = [one for one in every_panel if one.first and one.tells == tells]
        assert [one.title for one in golden if one.tells == tells] == [
            one.title for one in of_it[:most]
        ]
    assert len(rest) == 1
