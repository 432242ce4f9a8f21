"""A review for programs: JSON with everything, SARIF of what fails newly."""

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal

from archbench.architecture.drill import as_json as plain
from archbench.cost.difference import document as cost_document
from archbench.requirements.output.code_scanning import as_sarif
from archbench.review.change import Review
from archbench.review.comment import headline
from archbench.review.verdicts import VerdictChange, only_new

FORMAT = 1


def as_json(found: Review, *, as_of: date) -> str:
    """The review as a JSON document: money as text, exactly."""
    touched = found.resources
    document = {
        "format": FORMAT,
        "answer": headline(found),
        "before": found.before.configuration.path,
        "after": found.after.configuration.path,
        "as_of": as_of.isoformat(),
        "verdicts": [_verdict(item) for item in found.verdicts],
        "cost": cost_document(found.cost),
        "losses": [{**asdict(item), "worse": item.worse} for item in found.losses],
        "open_questions": [asdict(item) for item in found.questions],
        "not_read": [
            {"name": item.name, "reason": item.reason, "before_too": before}
            for item, before in found.not_read
        ],
        "resources": {
            "added": touched.added,
            "removed": touched.removed,
            "altered": touched.changed,
            "made_anew": touched.replaced,
            "gone_meanwhile": touched.stops,
        },
        "reached": [plain(item) for item in found.reached],
    }
    return json.dumps(document, indent=2, ensure_ascii=False, default=_text) + "\n"


def as_code_scanning(found: Review) -> str:
    """SARIF 2.1.0 of what fails newly."""
    return as_sarif(only_new(found.after.assessment, found.verdicts))


def _verdict(item: VerdictChange) -> dict[str, object]:
    return {
        "checklist": item.checklist,
        "control": item.control.id,
        "title": item.control.title,
        "severity": item.control.severity,
        "turn": item.turn,
        "before": item.before,
        "after": item.after,
        "accepted": item.accepted,
        "place": item.place,
        "subjects": [answer.subject for answer in item.answers],
        "messages": list(dict.fromkeys(x.message for x in item.answers if x.message)),
    }


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"{type(value).__name__} is no JSON")
