"""For code scanning: SARIF 2.1.0, so that verdicts stand at their lines.

Format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from archbench.hcl.source import Position, SourceRange
from archbench.requirements.assessment import Assessment
from archbench.requirements.checklist import Control
from archbench.requirements.verdict import Answer, Verdict
from archbench.terraform.files import boundary_of
from archbench.version import __version__

_KIND = {
    "pass": "pass",
    "fail": "fail",
    "open": "open",
    "review": "review",
    "not_applicable": "notApplicable",
}
_LEVEL = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}
_SECURITY_SEVERITY = {"critical": "9.5", "high": "8.0", "medium": "5.0", "low": "2.0"}


def as_sarif(assessment: Assessment, *, everything: bool = False) -> str:
    """One run: a rule for each control, a result for each failing answer, each with its place.

    What passes, is open or is for people to review is no problem to show at a line; everything
    adds it. Places are relative to the repository, as code scanning takes them. What was not
    judged or read stands in the notifications of the run.
    """
    rules = list({item.control.id: _rule(item.control) for item in assessment.verdicts}.values())
    indexes = {str(rule["id"]): index for index, rule in enumerate(rules)}
    results = [
        result
        for item in assessment.verdicts
        if everything or item.verdict == "fail"
        for result in _results(item, assessment, indexes)
    ]
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "archbench", "version": __version__, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolExecutionNotifications": list(_notifications(assessment)),
                    }
                ],
                "results": results,
            }
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def as_full_sarif(assessment: Assessment, *, everything: bool = False) -> str:
    """The same with what passes, is open, for review or not applicable."""
    del everything
    return as_sarif(assessment, everything=True)


def _notifications(assessment: Assessment) -> Iterator[dict[str, object]]:
    if assessment.coverage:
        yield {"level": "note", "message": {"text": assessment.coverage}}
    for line in assessment.unread:
        yield {"level": "warning", "message": {"text": line}}


def _rule(control: Control) -> dict[str, object]:
    rule: dict[str, object] = {
        "id": control.id,
        "shortDescription": {"text": control.title},
        "fullDescription": {"text": f"{control.why} {control.impact}".strip() or control.title},
        "help": {"text": control.fix or control.review or control.title},
        "defaultConfiguration": {"level": _LEVEL[control.severity]},
        "properties": {
            "severity": control.severity,
            "security-severity": _SECURITY_SEVERITY[control.severity],
            "tags": [control.group, *(f"{k}/{v}" for k, v in control.frameworks.items())],
        },
    }
    if control.link:
        rule["helpUri"] = control.link
    return rule


def _results(
    item: Verdict, assessment: Assessment, indexes: Mapping[str, int]
) -> list[dict[str, object]]:
    answers: tuple[Answer | None, ...] = item.decisive or (None,)
    return [_result(item, answer, assessment, indexes[item.control.id]) for answer in answers]


def _result(
    item: Verdict, answer: Answer | None, assessment: Assessment, index: int
) -> dict[str, object]:
    subject = answer.subject if answer else ""
    said = (answer.message if answer else "") or item.reason or item.control.title
    identity = hashlib.sha256(f"{item.control.id}\n{subject}".encode()).hexdigest()
    result: dict[str, object] = {
        "ruleId": item.control.id,
        "ruleIndex": index,
        "kind": _KIND[item.verdict],
        "level": _LEVEL[item.control.severity] if item.verdict == "fail" else "none",
        "message": {"text": said},
        "partialFingerprints": {"controlAndAddress/v1": identity},
    }
    places = [found.range for found in answer.evidence if found.range] if answer else []
    if not places and item.verdict == "fail":
        places = [_top(assessment)]
    if places:
        result["locations"] = [_location(assessment, places[0], subject)]
        others = list(dict.fromkeys(places[1:]))[:10]
        if others:
            result["relatedLocations"] = [_location(assessment, place, "") for place in others]
    if item.waiver:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": item.waiver.justification}
        ]
    return result


def _top(assessment: Assessment) -> SourceRange:
    """Where code scanning shows what is nowhere: the first line of the configuration."""
    return SourceRange(min(assessment.sources, default=""), Position(1, 1), Position(1, 1))


def _uri(assessment: Assessment, filename: str) -> str:
    """A file as code scanning names it: relative to the repository around it.

    A plan without its files is itself the place.
    """
    place = Path(assessment.directory or assessment.path)
    root = boundary_of(place if filename else place.parent)
    return quote(Path(os.path.relpath(place.resolve() / filename, root)).as_posix())


def _location(assessment: Assessment, place: SourceRange, subject: str) -> dict[str, object]:
    location: dict[str, object] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(assessment, place.filename)},
            "region": {
                "startLine": place.start.line,
                "startColumn": place.start.column,
                "endLine": place.end.line,
                "endColumn": place.end.column,
            },
        }
    }
    if subject:
        location["logicalLocations"] = [{"fullyQualifiedName": subject, "kind": "resource"}]
    return location
