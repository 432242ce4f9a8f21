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
        known = item.known
        rows.append(
            (
                item.query.metric.namespace.removeprefix("AWS/"),
                item.query.metric.title,
                item.query.subject,
                item.query.statistic,
                item.query.metric.unit,
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


def _short(value: float) -> float:
    """Four digits: more is noise in a measurement."""
    return float(f"{value:.4g}")
