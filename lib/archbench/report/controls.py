"""Every control with its verdict on each configuration, and what the verdict rests on."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from archbench.report.tables import Table, table
from archbench.requirements import so_far
from archbench.requirements.assessment import Assessment
from archbench.requirements.verdict import Evidence, Verdict
from archbench.terraform.address import without_keys

if TYPE_CHECKING:
    from pandas import DataFrame

SHOWN = 2
"""How many things a verdict rests on are shown; the rest are counted, `archbench check` has all."""

_LONGEST = 60
"""Characters of a value that are shown."""


def controls(found: Sequence[Assessment]) -> Table:
    """One row per control: a verdict for each configuration, and the evidence.

    A failure beside the subject is left to the findings, which hold each with its place.
    """
    frame = _frame(found)
    paths = [item.path for item in found]
    return table(
        frame,
        "Every control, with what its verdict rests on",
        columns={
            "control": "Control",
            "severity": "Severity",
            **{path: path for path in paths},
            "evidence": "What it rests on",
        },
        formats={**dict.fromkeys(paths, "verdict"), "control": "named", "evidence": "code"},
        note="" if len(found) == 1 else "What fails stands with its place in the findings above.",
        anchors=("control", "id"),
    )


def _frame(found: Sequence[Assessment]) -> "DataFrame":
    from pandas import DataFrame  # noqa: PLC0415

    beside = [{verdict.control.id: verdict for verdict in item.verdicts} for item in found[1:]]
    rows = []
    for verdict in found[0].verdicts:
        others = [verdicts[verdict.control.id] for verdicts in beside]
        told = rests_on(verdict)
        for item, other in zip(found[1:], others, strict=True):
            if other.verdict != "fail" and (more := rests_on(other)):
                told += [f"{item.path}:", *more]
        rows.append(
            (
                verdict.control.id,
                f"{verdict.control.title}\n{verdict.control.id}",
                verdict.control.severity,
                *(item.verdict for item in (verdict, *others)),
                "\n".join(told),
            )
        )
    return DataFrame(
        rows, columns=["id", "control", "severity", *(item.path for item in found), "evidence"]
    )


def rests_on(verdict: Verdict) -> list[str]:
    """What a verdict rests on, a line each: the reason, the first evidence, how much more."""
    lines = _together(verdict.evidence)
    more = [f"and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [*filter(None, [verdict.in_words, so_far.in_words(verdict)]), *lines[:SHOWN], *more]


def _together(evidence: Iterable[Evidence]) -> list[str]:
    """Evidence alike in all but the instance key on one line, with how many it stands for."""
    groups: dict[tuple[str, ...], int] = {}
    first: dict[tuple[str, ...], Evidence] = {}
    for item in evidence:
        key = (without_keys(item.address), item.attribute, item.found, item.place)
        groups[key] = groups.get(key, 0) + 1
        first.setdefault(key, item)
    return [
        _line(first[key].address if count == 1 else f"{key[0]} x {count}", first[key])
        for key, count in groups.items()
    ]


def _line(name: str, item: Evidence) -> str:
    what = f"{name} {item.attribute}".strip()
    place = f"  {item.place}" if item.place else ""
    return f"{what} = {_short(item.found)}{place}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def telling(passed: Verdict) -> tuple[str, str]:
    """What a passing configuration has, and where: of the evidence what says most.

    A value that is set says more than that a resource exists, and that more than what is not set.
    """
    ranked = sorted(
        (item for item in passed.evidence if item.range),
        key=lambda item: (item.found == "not set", not item.attribute and item.found == "exists"),
    )
    if not ranked:
        return "", ""
    item = ranked[0]
    return f"{without_keys(item.address)} {item.attribute}".strip(), item.place
