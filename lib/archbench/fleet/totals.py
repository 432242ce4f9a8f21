"""A fleet for programs: a row for each configuration, as CSV and JSON; money as text, exactly."""

import csv
import io
import json
from collections.abc import Mapping, Sequence

from archbench.fleet.rows import FleetRow
from archbench.requirements.checklist import SEVERITIES

FORMAT = 1
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
    """A line for each; a text that a spreadsheet would take for a formula begins with '."""
    file = io.StringIO()
    found = [row(item) for item in rows]
    writer = csv.DictWriter(file, list(found[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _plain(value) for name, value in item.items()} for item in found)
    return file.getvalue()


def _plain(value: object) -> object:
    harmless = not isinstance(value, str) or not value.startswith(_FORMULA)
    return value if harmless else f"'{value}"


def as_json(rows: Sequence[FleetRow], passed_over: int) -> str:
    """Every row, and how many directories hold no configuration."""
    document = {
        "format": FORMAT,
        "passed_over": passed_over,
        "configurations": [row(item) for item in rows],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"
