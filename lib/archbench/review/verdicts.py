"""Verdicts that differ between two sides, matched by control and by what they are about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from archbench.frozen import replace
from archbench.requirements.assessment import Assessment
from archbench.requirements.checklist import SEVERITIES, Control
from archbench.requirements.verdict import Answer, GroupVerdict, Verdict, Word
from archbench.terraform.moves import moved

Turn = Literal["fails", "undecided", "mended", "decided", "idle"]
"""fails: something fails that did not; undecided: it was told before and cannot be now; mended: it
failed and passes; decided: it was open and passes; idle: it was told, and nothing is there now that
it is about, which mends nothing."""

ORDER: tuple[Turn, ...] = ("fails", "undecided", "mended", "decided", "idle")


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A control whose verdict differs, or that fails at something it did not fail at."""

    checklist: str
    control: Control
    turn: Turn
    before: Word
    after: Word
    answers: tuple[Answer, ...]
    """What fails newly, or else what decides the verdict now."""
    accepted: bool
    """Whether a waiver accepts the failure."""

    @property
    def more(self) -> int:
        """At how many more things a control fails that failed before, too; 0 for any other."""
        both = self.before == self.after == "fail"
        return len({answer.subject for answer in self.answers}) if both else 0

    @property
    def place(self) -> str:
        """file:line of the first answer that has one; "" where the evidence is nowhere."""
        return next((answer.place for answer in self.answers if answer.place), "")

    @property
    def waits_for(self) -> tuple[str, ...]:
        """What an undecided control waits for, in order of name."""
        return tuple(sorted({name for answer in self.answers for name in answer.waits_for}))

    @property
    def message(self) -> str:
        """What is wrong, in a sentence."""
        return next((item.message for item in self.answers if item.message), self.control.title)


def verdict_changes(before: Assessment, after: Assessment) -> tuple[VerdictChange, ...]:
    """All of them: what fails newly first, the most severe of it first."""
    old = {(group.checklist, item.control.id): item for group, item in _all(before)}
    found = [
        change
        for group, item in _all(after)
        if (change := _change(group, old.get((group.checklist, item.control.id)), item, after))
    ]
    return tuple(
        sorted(found, key=lambda x: (ORDER.index(x.turn), SEVERITIES.index(x.control.severity)))
    )


def only_new(after: Assessment, changes: tuple[VerdictChange, ...]) -> Assessment:
    """An assessment that holds what fails newly, and nothing else."""
    new = {(x.checklist, x.control.id): x for x in changes if x.turn == "fails"}
    groups = (
        replace(
            group,
            verdicts=tuple(
                replace(item, answers=new[group.checklist, item.control.id].answers)
                for item in group.verdicts
                if (group.checklist, item.control.id) in new
            ),
        )
        for group in after.groups
    )
    return replace(after, groups=tuple(group for group in groups if group.verdicts))


def _change(
    group: GroupVerdict, old: Verdict | None, now: Verdict, after: Assessment
) -> VerdictChange | None:
    before: Word = old.verdict if old else "not_applicable"
    known = {_same(moved(item.subject, after.moves)) for item in (old.decisive if old else ())}
    answers = now.decisive
    if now.verdict == "fail":
        if before == "fail":
            answers = tuple(item for item in now.decisive if _same(item.subject) not in known)
        if before == "fail" and not answers:
            return None
    elif now.verdict == before:
        return None
    turn = _turn(before, now.verdict)
    if turn is None:
        return None
    return VerdictChange(
        group.checklist, now.control, turn, before, now.verdict, answers, now.waiver is not None
    )


def _turn(before: Word, after: Word) -> Turn | None:
    """What a change of the word means; None where nobody needs to know."""
    if after == "fail":
        return "fails"
    if after == "open":
        return "undecided" if before in ("pass", "fail") else None
    if after == "not_applicable":
        return "idle" if before in ("pass", "fail", "open") else None
    if before == "fail":
        return "mended"
    return "decided" if before == "open" else None


def _same(address: str) -> str:
    """An address, alike with and without the key that a count of one gives."""
    return address.removesuffix("[0]")


def _all(assessment: Assessment) -> Iterator[tuple[GroupVerdict, Verdict]]:
    return ((group, item) for group in assessment.groups for item in group.verdicts)
