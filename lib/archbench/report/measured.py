"""The metrics section: where its numbers come from, the answer, the charts."""

from collections.abc import Iterator
from pathlib import Path

from archbench.errors import InputError, NotGivenError
from archbench.files import read_text
from archbench.json_text import json_data
from archbench.metrics.series import Pull, Series
from archbench.metrics.tables import gaps
from archbench.metrics.usage_from_metrics import measured
from archbench.report.charts import Chart, Threshold, lines
from archbench.report.inputs import find
from archbench.report.request import RECORDED
from archbench.report.snippet import Snippet
from archbench.report.summary import KeyFigure, Summary


def pull(
    outputs: str, *, days: float, region: str = "", profile: str = "", endpoint: str = ""
) -> Pull:
    """Metrics of the stack whose outputs these are, or the recorded sample.

    Args:
        outputs: file of `terraform output -json` or of {"name": value}, or RECORDED.
        days: how far back from now.
        region: "" for the one the outputs or the session name.
        profile: AWS profile, "" for the session's own.
        endpoint: "" for AWS, or what AWS_ENDPOINT_URL says.

    Raises:
        NotGivenError: there are no outputs.
        InputError: the outputs cannot be read, or CloudWatch cannot be asked.
    """
    from archbench.metrics import recorded  # noqa: PLC0415

    if not outputs:
        raise NotGivenError(
            "Nothing was measured: name the outputs of the running stack, -p outputs=FILE, made"
            " with `terraform output -json`."
        )
    if outputs == RECORDED:
        return recorded.load()
    from archbench.metrics.cloudwatch import live  # noqa: PLC0415  (boto3)

    return live(
        _outputs(find(outputs)), days=days, region=region, profile=profile, endpoint=endpoint
    )


def _outputs(path: Path) -> dict[str, object]:
    try:
        document = json_data(read_text(path))
    except OSError as error:
        raise InputError(
            f"{path}: {error.strerror}. Make it with `terraform output -json`."
        ) from error
    except ValueError as error:
        raise InputError(f"{path} is not JSON: {error}.") from error
    if not isinstance(document, dict):
        raise InputError(f"{path} holds no outputs: make it with `terraform output -json`.")
    return document


def summary(found: Pull) -> Summary:
    """The busiest moment, the slowest answer, the database's highest load, and the source."""
    requests = _peak(found.get("RequestCount", "Sum"))
    slowest = _peak(found.get("TargetResponseTime", "p99"))
    database = _peak(found.get("CPUUtilization", "Maximum", Role="WRITER"))
    parts = [
        "no requests were measured"
        if requests is None
        else f"at most {requests / found.period:,.0f} requests a second",
        "the response time was not measured"
        if slowest is None
        else f"99 of 100 answers within {slowest:,.2f} s",
        "the database's CPU was not measured"
        if database is None
        else f"the writer's CPU at most {database:.0f} %",
    ]
    sentence = f"{', '.join(parts[:2])} and {parts[2]}."
    minutes = found.period // 60
    return Summary(
        "metrics",
        sentence[0].upper() + sentence[1:],
        facts=(
            KeyFigure("Source", "CloudWatch" if found.live else "Recorded sample", found.source),
            KeyFigure(
                "Time",
                f"{found.start:%Y-%m-%d} to {found.end:%Y-%m-%d}",
                f"UTC, one point every {f'{minutes} minutes' if minutes > 1 else 'minute'}",
            ),
            KeyFigure(
                "Not measured",
                str(len(gaps(found))),
                f"{len(found.series)} series asked; the pull cost"
                f" {'nothing' if not found.live else f'${found.price:.4f}'}",
            ),
        ),
        tag="" if found.live else "metrics: recorded sample, not live",
        provenance=(("Metrics", found.source),),
    )


def usage(found: Pull) -> Snippet:
    """What was measured, as a usage file for the estimate, with what it had to leave out."""
    result = measured(found)
    notes = [f"# left out: {what}: {why}" for what, why in result.left_out]
    return Snippet(f"Usage file from {found.source}", "\n".join([*notes, result.text()]))


def _peak(series: tuple[Series, ...]) -> float | None:
    return max((value for item in series for value in item.known), default=None)


def charts(found: Pull) -> Iterator[Chart]:
    """The charts a reviewer looks at first; one whose series were not measured is left out."""
    per_second = 1 / found.period
    gib = 1 / 1024**3
    response = found.get("TargetResponseTime", "p50") + found.get("TargetResponseTime", "p99")
    cpu = found.get("CPUUtilization", "Maximum", Role="WRITER") + found.get(
        "CPUUtilization", "Maximum", Role="READER"
    )
    connections = found.get("DatabaseConnections", "Maximum", Role="WRITER")
    running = [item for item in found.get("GroupInServiceInstances", "Average") if item.known]
    nat = found.get("BytesInFromSource", "Sum") + found.get("BytesInFromDestination", "Sum")
    drawn = (
        (found.get("RequestCount", "Sum"), "Requests a second", ("requests",), per_second, None),
        (response, "Response time, s", ("median", "p99"), 1, Threshold(1, "alarm above 1 s")),
        (cpu, "Database CPU, % at most", ("writer", "readers"), 1, Threshold(80, "alarm at 80 %")),
        (connections, "Connections to the writer", ("writer",), 1, None),
        (running, "Instances in service", tuple(_color(item) for item in running), 1, None),
        (
            _total(nat),
            "Through the NAT gateways, GiB an hour",
            ("all",),
            gib * 3600 * per_second,
            None,
        ),
    )
    source = "" if found.live else " (recorded sample)"
    for series, title, labels, scale, threshold in drawn:
        if series and any(item.known for item in series):
            yield lines(series, f"{title}{source}", labels=labels, scale=scale, threshold=threshold)


def _color(series: Series) -> str:
    name = series.query.subject
    return next((color for color in ("blue", "green") if color in name), name)


def _total(series: tuple[Series, ...]) -> tuple[Series, ...]:
    """The sum of series; unknown where one of them is."""
    if not series:
        return ()
    first = series[0]
    values = tuple(
        None if any(value is None for value in values) else sum(v for v in values if v is not None)
        for values in zip(*(item.values for item in series), strict=True)
    )
    return (Series(first.query, first.start, first.period, values, first.points, first.complete),)
