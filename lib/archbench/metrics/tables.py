"""A pull of metrics as tables: one row per series, and what was not measured."""

from typing import TYPE_CHECKING

from archbench.metrics.series import Pull

if TYPE_CHECKING:
    from pandas import DataFrame


def frame(pull: Pull) -> "DataFrame":
    """One row per series: what, of what, lowest, mean, highest, latest, points found."""
    from pandas import DataFrame  # noqa: PLC0415

    rows = []
    for item in pull.series:
        unit, scale = _readable(item.query.metric.unit, max(item.known, default=0))
        known = [value * scale for value in item.known]
        rows.append(
            (
                item.query.metric.namespace.removeprefix("AWS/"),
                item.query.metric.title,
                item.query.subject,
                item.query.statistic,
                unit,
                _short(min(known)) if known else None,
                _short(sum(known) / len(known)) if known else None,
                _short(max(known)) if known else None,
                f"{len(known)} of {len(item.values)}",
            )
        )
    return DataFrame(
        rows,
        columns=[
            "namespace", "metric", "of", "statistic", "unit", "lowest", "mean", "highest", "known",
        ],
        dtype=object,
    )  # fmt: skip


def not_measured(pull: Pull) -> "DataFrame":
    """What was not asked or not answered, with its reason."""
    from pandas import DataFrame  # noqa: PLC0415

    return DataFrame(gaps(pull), columns=["what", "why"])


def gaps(pull: Pull) -> tuple[tuple[str, str], ...]:
    """Everything that was not measured, with its reason: targets first, then series."""
    incomplete = [
        (item.query.subject, f"{item.query.metric.title}: CloudWatch did not finish")
        for item in pull.series
        if not item.complete
    ]
    unknown = [
        (item.query.subject, f"{item.query.metric.title} ({item.query.statistic}): no points")
        for item in pull.series
        if item.complete and not item.known
    ]
    return (*pull.not_measured, *incomplete, *unknown)


def _readable(unit: str, highest: float) -> tuple[str, float]:
    """The unit a reading is shown in, and what its value is multiplied by: GiB for many bytes.

    >>> _readable("bytes", 5e9)[0], _readable("bytes", 5e5), _readable("errors", 5e9)
    ('GiB', ('bytes', 1), ('errors', 1))
    """
    return ("GiB", 1 / 1024**3) if unit == "bytes" and highest >= 1024**2 else (unit, 1)


def _short(value: float) -> float:
    """Four digits: more is noise in a measurement."""
    return float(f"{value:.4g}")
