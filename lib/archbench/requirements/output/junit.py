"""For a build server: JUnit XML, a suite for each group and a case for each control.

What no control looked at is a suite of its own, a skipped case for each type.
"""

from xml.sax.saxutils import escape, quoteattr

from archbench.patterns import regex
from archbench.requirements.assessment import Assessment
from archbench.requirements.verdict import Verdict

_CONTROL_CHARACTERS = regex(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(assessment: Assessment, *, everything: bool = False) -> str:
    """A failing control is a failure; what is waived, open, to review, or no case is skipped."""
    del everything
    missed, present = assessment.not_judged, sum(assessment.present.values())
    total = len(assessment.verdicts) + len(missed)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        (
            f"<testsuites name={_quoted(assessment.path)} tests={_number(total)} "
            f"failures={_number(sum(_fails(item) for item in assessment.verdicts))}>"
        ),
    ]
    for group in assessment.groups:
        failures = sum(_fails(item) for item in group.verdicts)
        skipped = sum(item.verdict != "pass" and not _fails(item) for item in group.verdicts)
        name = f"{assessment.number(group)} {group.group.title}"
        lines.append(
            f"  <testsuite name={_quoted(name)} tests={_number(len(group.verdicts))} "
            f"failures={_number(failures)} skipped={_number(skipped)}>"
        )
        for item in group.verdicts:
            lines.extend(_case(item, f"{group.checklist}.{group.group.id}"))
        lines.append("  </testsuite>")
    if missed:
        number = _number(len(missed))
        lines.append(
            f'  <testsuite name="not judged" tests={number} failures="0" skipped={number}>'
        )
        for type_, count in missed.items():
            lines.append(f'    <testcase classname="not_judged" name={_quoted(type_)}>')
            said = f"no control looks at it: {count} of {present} resources"
            lines.append(f"      <skipped message={_quoted(said)}/>")
            lines.append("    </testcase>")
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _case(item: Verdict, classname: str) -> list[str]:
    head = f"    <testcase classname={_quoted(classname)} name={_quoted(item.control.id)}"
    if item.verdict == "pass":
        return [f"{head}/>"]
    tag = "failure" if _fails(item) else "skipped"
    said = f"waived: {item.waiver}" if item.waiver else item.in_words or item.verdict
    body = "\n".join(str(found) for found in item.evidence)
    return [
        f"{head}>",
        f"      <{tag} message={_quoted(f'{item.verdict}: {said}')}>{escape(_clean(body))}</{tag}>",
        "    </testcase>",
    ]


def _fails(item: Verdict) -> bool:
    return item.verdict == "fail" and item.waiver is None


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))


def _number(value: int) -> str:
    return f'"{value}"'


def _clean(text: str) -> str:
    """The text without characters XML cannot hold."""
    return _CONTROL_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", text)
