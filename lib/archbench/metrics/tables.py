"""A pull of metrics as tables: one row per series, and what was not measured."""

from typing import TYPE_CHECKING

from archbench.metrics.coverage import gaps, label
from archbench.metrics.series import Pull

if TYPE_CHECKING:
    from pandas import DataFrame


def frame(pull: Pull) -> "DataFrame":
    """One row per series: what, of what, lowest, mean, highest, and how much of it is known.

    Each figure is of periods: the highest Average of periods of an hour is a mean of that hour.
    published counts the points CloudWatch gave; assumed those that are zero by their absence.
    """
    from pandas import DataFrame  # noqa: PLC0415

    rows = []
    for item in pull.series:
        query = item.query
        unit, scale = _readable(query.metric.unit, max(item.known, default=0))
        known = [value * scale for value in item.known]
        newest = item.newest
        rows.append(
            (
                query.metric.namespace.removeprefix("AWS/"),
                query.metric.title,
                label(query),
                query.statistic,
                unit,
                item.period,
                _short(min(known)) if known else None,
                _short(sum(known) / len(known)) if known else None,
                _short(max(known)) if known else None,
                f"{item.points} of {len(item.values)}",
                len(known) - item.points,
                f"{newest:%Y-%m-%d %H:%M}" if newest else None,
            )
        )
    return DataFrame(
        rows,
        columns=[
            "namespace", "metric", "of", "statistic", "unit", "seconds", "lowest", "mean",
            "highest", "published", "assumed", "until",
        ],
        dtype=object,
    )  # fmt: skip


def listed(pull: Pull) -> "DataFrame":
    """The same for paper: the unit beside the metric, and in a cell how much is known."""
    found = frame(pull)
    found["metric"] = found["metric"] + ", " + found["unit"]
    zeros = found["assumed"].map(lambda count: f", {count} zero" if count else "")
    found["published"] = found["published"] + zeros
    return found[["metric", "of", "statistic", "lowest", "mean", "highest", "published"]]


def not_measured(pull: Pull) -> "DataFrame":
    """What was not asked or not answered, with its reason."""
    from pandas import DataFrame  # noqa: PLC0415

    return DataFrame(gaps(pull), columns=["what", "why"])


def _readable(unit: str, highest: float) -> tuple[str, float]:
    """The unit a reading is shown in, and what its value is multiplied by: GiB for many bytes.

    >>> _readable("bytes", 5e9)[0], _readable("bytes", 5e5), _readable("errors", 5e9)
    ('GiB', ('bytes', 1), ('errors', 1))
    """
    return ("GiB", 1 / 1024**3) if unit == "bytes" and highest >= 1024**2 else (unit, 1)


def _short(value: float) -> float:
    """Four digits: more is noise in a measurement."""
    return float(f"{value:.4g}")
