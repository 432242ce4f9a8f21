"""For programs: JSON with everything, CSV with a row for each control."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from archbench.csv_text import csv_text
from archbench.hcl.source import SourceRange
from archbench.requirements.assessment import COLUMNS, Assessment, rows
from archbench.requirements.verdict import Answer, Verdict

if TYPE_CHECKING:
    from archbench.requirements.compare import Comparison


def as_json(assessment: Assessment, *, everything: bool = False) -> str:
    """The assessment as a JSON document; evidence of passes is always in it."""
    del everything
    return json.dumps(document(assessment), indent=2, ensure_ascii=False) + "\n"


def document(assessment: Assessment) -> dict[str, object]:
    """The same as JSON data."""
    return {
        "format": 1,
        "path": assessment.path,
        "profile": assessment.profile,
        "checklists": [item.id for item in assessment.checklists],
        "answer": assessment.answer,
        "met": assessment.met,
        "score": None if assessment.score is None else f"{assessment.score:f}",
        "groups": [
            {
                "checklist": group.checklist,
                "number": group.group.number,
                "id": group.group.id,
                "title": group.group.title,
                "severity": group.group.severity,
                "verdict": group.verdict,
                "controls": [_control(item) for item in group.verdicts],
            }
            for group in assessment.groups
        ],
        "unread": list(assessment.unread),
        "moves": [asdict(item) for item in assessment.moves],
        "judged": assessment.judged,
        "not_judged": dict(assessment.not_judged),
    }


def _control(item: Verdict) -> dict[str, object]:
    control = item.control
    return {
        "id": control.id,
        "title": control.title,
        "severity": control.severity,
        "verdict": item.verdict,
        "so_far": asdict(item.so_far) if item.so_far else None,
        "reason": item.in_words,
        "why": control.why,
        "impact": control.impact,
        "fix": control.fix,
        "link": control.link,
        "frameworks": dict(control.frameworks),
        "waiver": str(item.waiver) if item.waiver else None,
        "answers": [_answer(answer) for answer in item.answers],
    }


def _answer(answer: Answer) -> dict[str, object]:
    return {
        "verdict": answer.verdict,
        "subject": answer.subject,
        "expected": answer.expected,
        "message": answer.message,
        "waits_for": list(answer.waits_for),
        "evidence": [
            {
                "address": item.address,
                "attribute": item.attribute,
                "found": item.found,
                "range": _range(item.range),
            }
            for item in answer.evidence
        ],
    }


def _range(range_: SourceRange | None) -> dict[str, object] | None:
    if range_ is None:
        return None
    return {
        "filename": range_.filename,
        "start": {"line": range_.start.line, "column": range_.start.column},
        "end": {"line": range_.end.line, "column": range_.end.column},
    }


def comparison_document(found: "Comparison") -> dict[str, object]:
    """A comparison as JSON data: each assessment, the findings, what differs."""
    return {
        "format": 1,
        "answer": found.answer,
        "reference": found.reference.path,
        "sides": [
            {
                "assessment": document(side.assessment),
                "monthly": None if side.monthly is None else f"{side.monthly:f}",
                "types": [list(row) for row in found.types(side)],
                "changes": [asdict(change) for change in found.changes(side)],
            }
            for side in found.sides
        ],
        "findings": [asdict(finding) for finding in found.findings],
        "severities": dict(found.severities()),
    }


def as_csv(assessment: Assessment, *, everything: bool = False) -> str:
    """A row for each control, then one for each type that none looked at."""
    del everything
    others: Iterator[Mapping[str, object]] = (
        {"title": type_, "verdict": "not_judged", "found": f"{count} resources"}
        for type_, count in assessment.not_judged.items()
    )
    told = [*rows(assessment), *others]
    return csv_text([COLUMNS, *([row.get(name, "") for name in COLUMNS] for row in told)])
