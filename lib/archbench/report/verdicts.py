"""The requirements section: verdicts of each configuration, the findings, every control."""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from archbench.architecture.failure import listed
from archbench.columns import counted, verb
from archbench.diagram.overlays import verdicts as verdicts_on_drawing
from archbench.report.controls import telling
from archbench.report.findings import Finding, FindingPoint, Findings, findings
from archbench.report.inputs import day, file, find, pairs, subject
from archbench.report.shared import SharedCheck
from archbench.report.summary import Decision, KeyFigure, Mark, Summary
from archbench.requirements import assess, so_far
from archbench.requirements.assessment import Assessment
from archbench.requirements.checklist import Checklist
from archbench.requirements.verdict import GroupVerdict, Verdict, Word

if TYPE_CHECKING:
    from pandas import DataFrame

    from archbench.diagram import Overlay


def assessments(  # noqa: PLR0913  (the parameters of the notebook)
    path: str,
    others: Sequence[str],
    *,
    variables: Sequence[Sequence[str]] = (),
    data: str = "",
    checklists: Sequence[str] = (),
    profile: str = "",
    usage: str = "",
    as_of: str = "",
    waivers: str = "",
) -> tuple[Assessment, ...]:
    """The configuration at path and those beside it against the same checklists.

    Args:
        path: the subject; variables are its own.
        others: what stands beside it, with the variables in its own files.
        variables: as inputs.configuration takes them.
        data: answers for data sources, "" for the shipped ones.
        checklists: names of shipped checklists, or files; those that fit the subject when empty.
        profile: "" for each checklist's own.
        usage: a usage file, for controls on the cost of the subject.
        as_of: the day of their rates and of the waivers, YYYY-MM-DD.
        waivers: accepted failures of the subject, "" for none.

    Raises:
        InputError: a configuration or a checklist cannot be used.
    """
    subject(path)
    answers = file(data)
    chosen: Sequence[str | Checklist] | None = checklists or None
    found: list[Assessment] = []
    for item in (path, *others):
        given = pairs(variables) if item == path else ()
        used = file(usage) if item == path else None
        made = assess(
            find(item),
            chosen,
            variables=given,
            data=answers,
            environ=os.environ,
            profile=profile or None,
            usage=used,
            as_of=day(as_of),
            judge=SharedCheck([given, as_of], [answers, used]),
        )
        chosen = made.checklists
        found.append(waived(made, waivers, as_of) if item == path else made)
    return tuple(found)


def waived(found: Assessment, waivers: str, as_of: str) -> Assessment:
    """The failures somebody has accepted marked as such, as of a day, today when it is ""."""
    if not waivers:
        return found
    from archbench.requirements.waiving import read_waivers, waive  # noqa: PLC0415 few have them

    items, problems = read_waivers(find(waivers))
    today = day(as_of) or datetime.now().astimezone().date()
    return waive(found, items, today=today, problems=problems)


def summary(subject: Assessment, *beside: Assessment) -> Summary:
    """Whether the requirements are met, the score, one mark for each group, what is open."""
    passed, total = subject.count("pass"), subject.with_case
    words: tuple[Word, ...] = ("fail", "open", "review")
    rest = {word: subject.count(word) for word in words}
    said = ", ".join(f"{count} {word}" for word, count in rest.items() if count)
    known = so_far.counts(subject.verdicts)
    said += f"; of what is open, {known}" if known else ""
    idle = subject.count("not_applicable")
    said += (
        f"{'; ' if said else ''}{idle} {verb(idle, idle, 'finds', 'find')} no case here"
        if idle
        else ""
    )
    return Summary(
        "requirements",
        subject.in_short,
        facts=(
            KeyFigure(
                "Score",
                subject.score_in_words,
                f"{passed} of {counted(total, 'control')} {verb(passed, total, 'passes', 'pass')}"
                f"{f'; {said}' if said else ''}",
            ),
            *(
                KeyFigure(f"Beside it, {item.path}", item.score_in_words, item.answer)
                for item in beside
            ),
        ),
        marks=tuple(
            Mark(f"{subject.number(g)} {g.group.title}", g.verdict) for g in _in_order(subject)
        ),
        decisions=tuple(
            Decision(item.control.title, item.in_words)
            for word in ("open", "review")  # what is of this stack before what is of every one
            for item in subject.verdicts
            if item.verdict == word
        ),
    )


def _in_order(subject: Assessment) -> Sequence[GroupVerdict]:
    """The groups as the list has them; of several lists, those that matter first."""
    if len(subject.checklists) == 1:
        return subject.groups
    order = ("fail", "open", "review", "pass", "not_applicable")
    return sorted(subject.groups, key=lambda group: order.index(group.verdict))


def overlay(found: Assessment, name: str = "") -> "Overlay":
    """Each control on the cards of its evidence, to lay over the drawing.

    name is what the lists are called in the subtitle; their own names when empty.
    """
    results: dict[str, list[str]] = {}
    for verdict in found.verdicts:
        for address, word in _by_address(verdict).items():
            results.setdefault(address, []).append(word)
    words: tuple[Word, ...] = ("pass", "fail", "open", "review")
    told = ", ".join(f"{found.count(word)} {word}" for word in words if found.count(word))
    lists = name or listed([item.title for item in found.checklists])
    return verdicts_on_drawing(results, subtitle=f"controls of {lists}: {told}")


def _by_address(verdict: Verdict) -> Mapping[str, str]:
    """What a control says of each address of its evidence; of itself when nothing is decided."""
    words: dict[str, str] = {}
    for answer in verdict.answers:
        for item in answer.evidence:
            worst = words.get(item.address) == "fail" or answer.verdict == "fail"
            words[item.address] = "fail" if worst else answer.verdict
    return words or {f"control {verdict.control.id}": verdict.verdict}


def matrix(found: Sequence[Assessment]) -> "DataFrame":
    """One row per group, one column of verdicts per configuration."""
    from pandas import DataFrame  # noqa: PLC0415

    first = found[0]
    return DataFrame(
        [
            (
                first.number(group),
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
    known = [passing[item.control.id][0].path for item in failed if item.control.id in passing]
    reference = max(dict.fromkeys(known), key=known.count, default="")
    return Finding(
        group.group.severity,
        f"{group.group.title}: {len(failed)} of {counted(len(group.verdicts), 'control')}"
        f" {verb(len(failed), len(group.verdicts), 'fails', 'fail')}",
        place=subject.path,
        why=" ".join(filter(None, (first.why, first.impact))),
        points=tuple(_point(verdict, passing, reference) for verdict in failed),
        reference=reference,
    )


def _point(
    verdict: Verdict, passing: Mapping[str, tuple[Assessment, Verdict]], reference: str
) -> FindingPoint:
    place = next((answer.place for answer in verdict.decisive if answer.place), "")
    wanted = wanted_place = ""
    if verdict.control.id in passing:
        other, passed = passing[verdict.control.id]
        wanted, wanted_place = telling(passed)
        if wanted_place and other.path != reference:
            wanted_place = f"{other.directory}/{wanted_place}"
    return FindingPoint(
        verdict.control.title, verdict.in_words, place, wanted, wanted_place, verdict.control.fix
    )
