"""A pull on disk: CSV, a series a row, under lines that say where and when it came from.

The lines begin with # and hold JSON. A value is written so that it reads back the same; a period of
which nothing is known is empty. A catalogue that no longer has a metric refuses the file.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from math import isfinite
from pathlib import Path

from archbench.errors import InputError, reason_of
from archbench.files import MOST_BYTES_MADE, read_text, write_atomic
from archbench.metrics.catalogue import Metric, catalogue
from archbench.metrics.queries import Query
from archbench.metrics.series import Pull, Series

_FIRST = "# archbench metrics 1"
_COLUMNS = (
    *("address", "type", "region", "namespace", "metric", "dimensions", "statistic", "unit"),
    *("period", "start", "published", "complete", "remarks", "values"),
)


def save(pull: Pull, path: Path) -> None:
    """Write a pull, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    write_atomic(path, text(pull))


def text(pull: Pull) -> str:
    """The file of a pull; the same pull gives the same bytes."""
    file = io.StringIO()
    file.write(f"{_FIRST}\n")
    for name, value in _provenance(pull).items():
        file.write(f"# {name}: {json.dumps(value)}\n")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(_row(item) for item in pull.series)
    return file.getvalue()


def _provenance(pull: Pull) -> Mapping[str, object]:
    return {
        "source": pull.source,
        "live": pull.live,
        "start": pull.start.isoformat(),
        "end": pull.end.isoformat(),
        "price_usd": str(pull.price),
        "calls": pull.calls,
        "series": len(pull.series),
        "not_measured": [list(pair) for pair in pull.not_measured],
    }


def _row(item: Series) -> tuple[object, ...]:
    query = item.query
    return (
        query.address,
        query.metric.type,
        query.region,
        query.metric.namespace,
        query.metric.name,
        json.dumps(dict(query.dimensions), ensure_ascii=False),
        query.statistic,
        query.metric.unit,
        item.period,
        item.start.isoformat(),
        item.points,
        str(item.complete).lower(),
        json.dumps(list(item.remarks)),
        ";".join("" if value is None else repr(value) for value in item.values),
    )


def is_saved(path: Path) -> bool:
    """Whether a file begins as one that was saved; a file that cannot be read does not."""
    try:
        with path.open("rb") as file:
            return file.read(len(_FIRST)) == _FIRST.encode()
    except OSError:
        return False


def read(path: Path) -> Pull:
    """The pull in a file.

    Raises:
        InputError: there is none, or not as it was written; the text says where.
    """
    try:
        whole = read_text(path, MOST_BYTES_MADE)
        lines = whole.splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as saved metrics: {reason_of(error)}.") from error
    if not lines or lines[0] != _FIRST:
        raise InputError(f"{path} is no saved pull: make it with `archbench metrics --save FILE`.")
    if not whole.endswith("\n"):
        raise InputError(f"{path} ends within a line: it was cut off. Pull it anew.")
    head = [line for line in lines if line.startswith("# ")]
    try:
        said = {
            name: json.loads(value)
            for name, _, value in (line[2:].partition(": ") for line in head[1:])
        }
        series = tuple(_series(path, lines, len(head)))
        if len(series) != int(said["series"]):
            raise InputError(
                f"{path} holds {len(series)} of the {said['series']} series that were saved: it was"
                " cut off or changed. Pull it anew."
            )
        return Pull(
            source=str(said["source"]),
            live=bool(said["live"]),
            start=datetime.fromisoformat(said["start"]),
            end=datetime.fromisoformat(said["end"]),
            series=series,
            price=Decimal(said["price_usd"]),
            not_measured=tuple((str(what), str(why)) for what, why in said["not_measured"]),
            calls=int(said["calls"]),
        )
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        InvalidOperation,
        csv.Error,
    ) as error:
        raise InputError(f"{path} is not as archbench saved it: {error}.") from error


def _series(path: Path, lines: list[str], head: int) -> Iterator[Series]:
    csv.field_size_limit(MOST_BYTES_MADE)
    for number, row in enumerate(csv.DictReader(lines[head:]), head + 2):
        dimensions = tuple(sorted(json.loads(row["dimensions"]).items()))
        metric = _metric(row, dimensions)
        if metric is None:
            raise InputError(
                f"{path}:{number}: the catalogue has no {row['namespace']} {row['metric']} of"
                f" {row['type']}: pull it anew."
            )
        yield Series(
            Query(metric, row["statistic"], dimensions, row["address"], row["region"]),
            datetime.fromisoformat(row["start"]),
            int(row["period"]),
            tuple(_number(value) if value else None for value in row["values"].split(";")),
            int(row["published"]),
            row["complete"] == "true",
            tuple(json.loads(row["remarks"])),
        )


def _number(text: str) -> float:
    value = float(text)
    if not isfinite(value):
        raise ValueError(f"{text} is no measurement")
    return value


def _metric(row: Mapping[str, str], dimensions: tuple[tuple[str, str], ...]) -> Metric | None:
    wanted = row["type"], row["namespace"], row["metric"]
    return next(
        (
            item
            for item in catalogue()
            if (item.type, item.namespace, item.name) == wanted and item.takes(dimensions)
        ),
        None,
    )
