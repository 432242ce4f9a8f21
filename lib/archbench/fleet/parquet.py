"""The totals of a fleet as Parquet, with the types that CSV has not, written by DuckDB."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, Context, Decimal
from pathlib import Path

from archbench.drafts import draft_directory
from archbench.errors import ToolError
from archbench.fleet.rows import FleetRow
from archbench.fleet.totals import row
from archbench.hcl.text import visible

LACKING = "is not written: DuckDB writes it, pip install 'archbench[fleet]' brings that"
"""Behind the file's name."""
_WHOLE, _PLACES = 18, 20
"""Digits of an amount before its point and behind it: the most that Parquet has, so divided."""
_LAST = Decimal(1).scaleb(-_PLACES)
_MONEY = f"DECIMAL({_WHOLE + _PLACES}, {_PLACES})"
_FIGURES: Mapping[str, str] = {
    "score": "DECIMAL(3, 1)",
    **dict.fromkeys(("cost_low", "cost_likely", "cost_high"), _MONEY),
}
"""What stands as text elsewhere."""
_KINDS = {str: "VARCHAR", bool: "BOOLEAN", int: "BIGINT"}
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
"""The same bytes each time, and nothing is fetched."""


def as_parquet(path: Path, rows: Sequence[FleetRow]) -> bytes | None:
    """What the file at path is to hold, every row; None where DuckDB is not there to write it.

    A figure that is not known is null, and so is an amount of 10^18 dollars or more; all the
    amounts are in CSV and JSON.

    Raises:
        OSError: it cannot be written.
        ToolError: DuckDB cannot write it.
    """
    try:
        import duckdb  # noqa: PLC0415 (an extra)
    except ImportError:
        return None
    found = [row(item) for item in rows]
    columns = {key: _FIGURES.get(key) or _KINDS[type(value)] for key, value in found[0].items()}
    kinds = ", ".join(f'"{key}" {kind}' for key, kind in columns.items())
    marks = ", ".join("?" for _ in columns)
    try:
        with draft_directory(path.parent) as place, duckdb.connect(config=_SETTINGS) as db:
            db.execute(f"CREATE TABLE totals ({kinds})")
            db.executemany(f"INSERT INTO totals VALUES ({marks})", list(map(_typed, found)))  # noqa: S608 marks
            db.table("totals").write_parquet(str(place / path.name))
            return (place / path.name).read_bytes()
    except RuntimeError as error:
        if "interrupted" in str(error):  # what DuckDB makes of Ctrl-C
            raise KeyboardInterrupt from error
        raise
    except duckdb.Error as error:
        why = str(error).partition("\n")[0]
        raise ToolError(f"{path} cannot be written by DuckDB: {why}.") from error


def _typed(item: Mapping[str, object]) -> list[object]:
    return [
        _figure(str(value)) if key in _FIGURES else _shown(value) for key, value in item.items()
    ]


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, str) else value


def _figure(text: str) -> Decimal | None:
    """Exactly, to the last place: DuckDB itself would take a longer number by way of a float."""
    number = Decimal(text) if text else None
    if number is None or number.adjusted() >= _WHOLE:
        return None
    return number.quantize(_LAST, ROUND_DOWN, Context(prec=_WHOLE + _PLACES))
