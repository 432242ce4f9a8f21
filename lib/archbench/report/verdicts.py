"""The requirements section: verdicts of each configuration, the findings, every control."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from archbench.hcl.source import SourceRange
from archbench.report.findings import Finding, Findings, findings
from archbench.report.inputs import find, pairs
from archbench.report.summary import Decision, Fact, Mark, Summary
from archbench.report.tables import Table, table
from archbench.requirements import assess
from archbench.requirements.verdict import Assessment, GroupVerdict, Verdict, Word

if TYPE_CHECKING:
    from pandas import DataFrame


def assessments(  # noqa: PLR0913  (the parameters of the notebook)
    path: str,
    others: Sequence[str],
    *,
    variables: Sequence[Sequence[str]] = (),
    data: str = "",
    checklists: Sequence[str] = ("payments",),
    profile: str = "",
) -> tuple[Assessment, ...]:
    """The configuration at path and those beside it against the same checklists.

    Args:
        path: the subject; variables are its own.
        others: what stands beside it, with the variables in its own files.
        variables: as inputs.configuration takes them.
        data: answers for data sources, "" for the shipped ones.
        checklists: names of shipped checklists, or files.
        profile: "" for each checklist's own.

    Raises:
        InputError: a configuration or a checklist cannot be used.
    """
    return tuple(
        assess(
            find(item),
            checklists,
            variables=pairs(variables) if item == path else (),
            data=find(data) if data else None,
            environ=os.environ,
            profile=profile or None,
        )
        for item in (path, *others)
    )


def summary(subject: Assessment) -> Summary:
    """Whether the requirements are met, the score, one mark for each group, what is open."""
    passed, total = subject.count("pass"), len(subject.verdicts)
    words: tuple[Word, ...] = ("fail", "open", "review", "not_applicable")
    rest = {word.replace("_", " "): subject.count(word) for word in words}
    said = ", ".join(f"{count} {word}" for word, count in rest.items() if count)
    return Summary(
        "requirements",
        subject.answer,
        facts=(
            Fact(
                "Score",
                subject.score_in_words,
                f"{passed} of {total} controls pass{f'; {said}' if said else ''}",
            ),
        ),
        marks=tuple(Mark(f"{g.group.number} {g.group.title}", g.verdict) for g in subject.groups),
        decisions=tuple(
            Decision(item.control.title, item.in_words)
            for item in subject.verdicts
            if item.verdict in ("open", "review")
        ),
    )


def matrix(found: Sequence[Assessment]) -> "DataFrame":
    """One row per group, one column of verdicts per configuration."""
    from pandas import DataFrame  # noqa: PLC0415

    first = found[0]
    return DataFrame(
        [
            (
                group.group.number,
                group.group.title,
                group.group.severity,
                *(item.groups[index].verdict for item in found),
            )
            for index, group in enumerate(first.groups)
        ],
        columns=["#", "group", "severity", *(item.path for item in found)],
    )


def scores(found: Sequence[Assessment]) -> "DataFrame":
    """One row per configuration: the answer, the score, how many controls have each verdict."""
    from pandas import DataFrame  # noqa: PLC0415

    words: tuple[Word, ...] = ("pass", "fail", "open", "review", "not_applicable")
    return DataFrame(
        [
            (item.path, item.answer, item.score_in_words, *(item.count(word) for word in words))
            for item in found
        ],
        columns=["configuration", "answer", "score", *words],
    )


def controls(subject: Assessment) -> Table:
    """Every control of one configuration, with what its verdict rests on."""
    return table(
        subject.frame(),
        f"Controls on {subject.path}",
        columns=["control", "title", "severity", "verdict", "why", "found", "where"],
        formats={"control": "code", "found": "code", "where": "code"},
    )


def failing(found: Sequence[Assessment], subject: Assessment) -> Findings:
    """One finding for each failing group, beside what another configuration has that passes it."""
    passing = {
        verdict.control.id: (item, verdict)
        for item in reversed(found)
        for verdict in item.verdicts
        if verdict.verdict == "pass"
    }
    return findings(
        [
            _finding(subject, group, passing)
            for group in subject.groups
            if any(verdict.verdict == "fail" for verdict in group.verdicts)
        ],
        f"No control of {subject.path} fails.",
    )


def failing_beside(found: Sequence[Assessment]) -> Iterator[Findings]:
    """The findings of each configuration beside the subject."""
    for item in found[1:]:
        yield failing(found, item)


def _finding(
    subject: Assessment,
    group: GroupVerdict,
    passing: Mapping[str, tuple[Assessment, Verdict]],
) -> Finding:
    failed = [verdict for verdict in group.verdicts if verdict.verdict == "fail"]
    first = failed[0].control
    wanted = wanted_place = ""
    if first.id in passing:
        other, passed = passing[first.id]
        range_ = next((item.range for item in passed.evidence if item.range), None)
        if range_:
            wanted, wanted_place = _excerpt(other, range_), f"{other.path}/{range_}"
    return Finding(
        group.group.severity,
        f"{group.group.title}: {len(failed)} of {len(group.verdicts)} controls fail",
        place=subject.path,
        found="\n".join(f"{_place(v)}{v.control.title}: {v.in_words}" for v in failed) + "\n",
        wanted=wanted,
        wanted_place=wanted_place,
        why=" ".join(filter(None, (first.why, first.impact))),
        fix=" ".join(dict.fromkeys(verdict.control.fix for verdict in failed)),
    )


def _place(verdict: Verdict) -> str:
    place = next((answer.place for answer in verdict.decisive if answer.place), "")
    return f"{place}  " if place else ""


def _excerpt(assessment: Assessment, range_: SourceRange) -> str:
    """The lines a range covers, as they stand in the file, and never fewer than its first."""
    lines = assessment.sources.get(range_.filename, "").splitlines()
    last = max(range_.start.line, min(range_.end.line, range_.start.line + 7))
    return "\n".join(lines[range_.start.line - 1 : last]) + "\n"
