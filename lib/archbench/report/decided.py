"""The verdicts as a reader wants them: failures worst first, undecided by cause, passes counted."""

from archbench.columns import counted, verb
from archbench.report.risks import SERIOUS
from archbench.report.tables import Table, table
from archbench.requirements.assessment import Assessment
from archbench.requirements.checklist import SEVERITIES
from archbench.requirements.verdict import Verdict

_AT_ONCE = 20
"""So many failures fill some two pages; more are shown only where they are serious."""

_NAMED = 12
"""Controls named of one cause; a module that was not read may leave hundreds undecided."""


def failures(found: Assessment) -> Table:
    """A row for each failing control, worst first; what somebody has accepted comes last.

    Of many, the lesser ones are counted: every failure stands among the findings.
    """
    from pandas import DataFrame  # noqa: PLC0415

    failed = [item for item in found.verdicts if item.verdict == "fail"]
    failed.sort(key=lambda item: (item.waiver is not None, SEVERITIES.index(item.control.severity)))
    serious = sum(item.waiver is None and item.control.severity in SERIOUS for item in failed)
    shown = failed[: max(serious, _AT_ONCE)]
    more = len(failed) - len(shown)
    weighs, stands = verb(more, more, "weighs", "weigh"), verb(more, more, "stands", "stand")
    rows = [
        (
            item.control.id,
            item.control.severity,
            f"{item.control.title}\n{item.control.id}",
            item.in_words,
            next((answer.place for answer in item.decisive if answer.place), ""),
            f"Accepted: {item.waiver}" if item.waiver else item.control.fix,
        )
        for item in shown
    ]
    return table(
        DataFrame(rows, columns=["id", "severity", "control", "here", "place", "fix"]),
        "Controls that fail",
        columns={
            "severity": "Severity",
            "control": "What should be so",
            "here": "What is there",
            "place": "Where",
            "fix": "What to do",
        },
        formats={"control": "named"},
        anchors=("control", "id"),
        note=f"{more} more that {weighs} less {stands} under the findings of the appendix."
        if more
        else "",
    )


def undecided(found: Assessment) -> Table:
    """A row for each cause: how many controls wait for it, and which; of many the first."""
    from pandas import DataFrame  # noqa: PLC0415

    causes: dict[str, list[Verdict]] = {}
    for item in found.verdicts:
        if item.verdict == "open":
            causes.setdefault(_cause(item), []).append(item)
    rows = [
        (cause, len(items), _worst(items), "\n".join(item.control.id for item in items[:_NAMED]))
        for cause, items in sorted(causes.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    return table(
        DataFrame(rows, columns=["cause", "controls", "worst", "which"]),
        "What cannot be decided yet, and what it waits for",
        columns={
            "cause": "What it waits for",
            "controls": "Controls",
            "worst": "At worst",
            "which": "Which",
        },
        formats={"which": "many"},
        note=f"Of one cause the first {_NAMED} controls are named; all stand in the appendix."
        if any(len(items) > _NAMED for items in causes.values())
        else "",
    )


def to_look_at(found: Assessment) -> Table:
    """What Terraform cannot answer: for a person to look at."""
    from pandas import DataFrame  # noqa: PLC0415

    rows = [
        (item.control.title, item.control.severity, item.in_words)
        for item in found.verdicts
        if item.verdict == "review"
    ]
    return table(
        DataFrame(rows, columns=["control", "severity", "what"]),
        "For a person to look at",
        columns={"control": "What should be so", "severity": "Severity", "what": "What to look at"},
    )


def passes(found: Assessment) -> Table:
    """A row for each group in which a control passes: how many do, how many find no case.

    Groups in which none passes share the last row, where there are several.
    """
    from pandas import DataFrame  # noqa: PLC0415

    counts = {
        f"{found.number(group)} {group.group.title}": (
            sum(item.verdict == "pass" for item in group.verdicts),
            sum(item.verdict != "not_applicable" for item in group.verdicts),
            sum(item.verdict == "not_applicable" for item in group.verdicts),
        )
        for group in found.groups
        if any(item.verdict != "not_applicable" for item in group.verdicts)
    }
    without = [numbers for numbers in counts.values() if not numbers[0]]
    together = len(without) > 1
    rows = [(name, *numbers) for name, numbers in counts.items() if numbers[0] or not together]
    if together:
        passed, of, no_case = (sum(column) for column in zip(*without, strict=True))
        rows.append((f"{len(without)} groups in which none passes", passed, of, no_case))
    idle = [group for group in found.groups if group.verdict == "not_applicable"]
    controls = sum(len(group.verdicts) for group in idle)
    finds = verb(controls, controls, "finds", "find")
    groups = counted(len(idle), "more group")
    note = f"{counted(controls, 'control')} of {groups} {finds} no case here." if idle else ""
    return table(
        DataFrame(rows, columns=["group", "pass", "of", "idle"]),
        "Passes by group; each stands with its evidence in the appendix",
        columns={"group": "Group", "pass": "Pass", "of": "Of", "idle": "No case here"},
        total=["pass", "of", "idle"],
        note=note,
    )


def _cause(verdict: Verdict) -> str:
    """What a verdict waits for, by the name of a value of the stack; else its reason."""
    waits = {name for answer in verdict.decisive for name in answer.waits_for}
    named = sorted(name for name in waits if not name.startswith("architecture."))
    return ", ".join(named) or verdict.in_words


def _worst(items: list[Verdict]) -> str:
    return min((item.control.severity for item in items), key=SEVERITIES.index)
