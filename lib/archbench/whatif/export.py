"""Scenarios as programs and documents read them: JSON, CSV, Markdown; stable, money exact."""

import json
from collections.abc import Mapping

from archbench.csv_text import csv_text
from archbench.requirements.output.markdown import escape
from archbench.whatif.row import ScenarioRow, as_data
from archbench.whatif.text import HEADS, Tried, cells, headline

_COLUMNS = (
    "scenario",
    "changes",
    "expected",
    "low",
    "high",
    "change",
    "at_least",
    "not_comparable",
    "without_figure",
    "broken",
    "mended",
    "failing",
    "undecided",
    "zone_loss",
    "headroom",
    "problem",
)


def as_json(tried: Tried) -> str:
    """The baseline and every scenario, best first."""
    document = {
        "path": tried.path,
        "answer": headline(tried),
        "baseline": as_data(tried.baseline),
        "scenarios": [as_data(row) for row in tried.ordered],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def as_csv(tried: Tried) -> str:
    """A row for the baseline, then one for each scenario, best first; money is exact."""
    rows = (_record(row).values() for row in (tried.baseline, *tried.ordered))
    return csv_text([_COLUMNS, *rows])


def _record(row: ScenarioRow) -> Mapping[str, object]:
    data = as_data(row)
    lists = {
        "changes": "; ".join(row.changes),
        "not_comparable": "; ".join(row.not_comparable),
        "broken": "; ".join(item.control for item in row.broken),
        "further": "; ".join(item.control for item in row.further),
        "mended": "; ".join(item.control for item in row.mended),
    }
    found = {"scenario": row.name, **data, **lists}
    return {name: "" if found[name] is None else found[name] for name in _COLUMNS}


def as_markdown(tried: Tried) -> str:
    """The answer and the table."""
    answer, *more = headline(tried)
    lines = [f"**{escape(answer)}.**", "", *(f"{escape(text)}.  " for text in more), ""]
    lines += [f"| {' | '.join(HEADS)} |", f"|{'---|' * len(HEADS)}"]
    for row in (tried.baseline, *tried.ordered):
        shown = cells(row, tried) if not row.problem else (row.name, "does not apply")
        padded = (*shown, *("" for _ in range(len(HEADS) - len(shown))))
        lines.append(f"| {' | '.join(map(escape, padded))} |")
    refused = [row for row in tried.ordered if row.problem]
    lines += ["", *(f"- {escape(row.name)}: {escape(row.problem)}" for row in refused)]
    return "\n".join(lines).rstrip() + "\n"
