"""A fleet for programs: a row for each configuration; money as text, exactly, in CSV and JSON."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib.util import find_spec
from io import BytesIO

from archbench.csv_text import csv_text
from archbench.fleet.rows import FleetRow
from archbench.hcl.text import visible
from archbench.requirements.checklist import SEVERITIES

FORMAT = 1
_MONEY = ("cost_low", "cost_likely", "cost_high")
_PLACES = 20


def row(item: FleetRow) -> Mapping[str, object]:
    """What stands in both: the answer in words and in figures."""
    found = item.result
    fails = {f"fail_{severity}": found.count("fail", severity) for severity in SEVERITIES}
    return {
        "name": found.name,
        "subject": found.subject,
        "revision": found.revision,
        "commit": found.commit,
        "local_changes": found.dirty,
        "digest": found.digest,
        "as_of": found.as_of,
        "error": found.error,
        "standing": found.standing,
        "sentence": found.sentence,
        "score": found.score,
        "cost": found.cost,
        "cost_low": found.cost_low,
        "cost_likely": found.cost_likely,
        "cost_high": found.cost_high,
        "cost_whole": found.cost_whole,
        "zone": found.zone,
        "resources": found.resources,
        **fails,
        "open": found.count("open"),
        "caveats": "; ".join(found.caveats),
        "worst": found.risks[0].title if found.risks else "",
        "worst_place": found.risks[0].place if found.risks else "",
        "since": item.since,
    }


def as_csv(rows: Sequence[FleetRow]) -> str:
    """A line for each."""
    found = [row(item) for item in rows]
    return csv_text([found[0], *(item.values() for item in found)])


def as_json(rows: Sequence[FleetRow], passed_over: int) -> str:
    """Every row, and how many directories hold no configuration."""
    document = {
        "format": FORMAT,
        "passed_over": passed_over,
        "configurations": [row(item) for item in rows],
    }
    return visible(json.dumps(document, indent=1, ensure_ascii=False)) + "\n"


def as_parquet(rows: Sequence[FleetRow]) -> bytes | None:
    """Every row with its types; None without pyarrow, which the extra `fleet` brings.

    Money is a decimal number of 20 places, the most that leaves room for any amount in Parquet;
    null where there is no figure.
    """
    if find_spec("pyarrow") is None:
        return None
    import pyarrow as pa  # noqa: PLC0415 (an extra)
    from pyarrow import parquet  # noqa: PLC0415

    money = pa.decimal128(38, _PLACES)
    kinds = {str: pa.string(), bool: pa.bool_(), int: pa.int64()}
    found = [row(item) for item in rows]
    schema = pa.schema(
        [(key, money if key in _MONEY else kinds[type(value)]) for key, value in found[0].items()]
    )
    table = pa.Table.from_pylist([_typed(item) for item in found], schema=schema)
    target = BytesIO()
    parquet.write_table(table, target)
    return target.getvalue()


def _typed(item: Mapping[str, object]) -> Mapping[str, object]:
    amounts = {
        key: round(Decimal(str(item[key])), _PLACES) if item[key] else None for key in _MONEY
    }
    return {**item, **amounts}
