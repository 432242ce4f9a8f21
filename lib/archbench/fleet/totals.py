"""A fleet for programs: a row for each configuration, as CSV and JSON; money as text, exactly."""

import json
from collections.abc import Mapping, Sequence

from archbench.csv_text import csv_text
from archbench.fleet.rows import FleetRow
from archbench.hcl.text import visible
from archbench.requirements.checklist import SEVERITIES

FORMAT = 1


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
