"""Verdicts with their evidence, by control and by group."""

from collections.abc import Iterator, Sequence
from typing import Literal

from archbench.frozen import frozen
from archbench.hcl.source import SourceRange
from archbench.requirements.checklist import Checklist, Control, Group
from archbench.requirements.waiver import Waiver

Word = Literal["pass", "fail", "open", "review", "not_applicable"]

WORST_FIRST: tuple[Word, ...] = ("fail", "open", "review", "pass", "not_applicable")


@frozen
class Evidence:
    """One value a verdict rests on.

    found is the value in HCL's words, "not set" when the configuration leaves it out, and
    "(sensitive value)" for a secret.
    """

    address: str
    attribute: str
    found: str
    range: SourceRange | None = None

    @property
    def place(self) -> str:
        """file:line; "" when the evidence is that something is nowhere."""
        return str(self.range) if self.range else ""

    def __str__(self) -> str:
        what = f"{self.address}.{self.attribute}" if self.attribute else self.address
        return f"{what} = {self.found}" + (f" ({self.place})" if self.range else "")


@frozen
class Answer:
    """What one assert says of one thing.

    subject is its address, "" when the assert is about the configuration as a whole; message says
    what is wrong; waits_for names what is not known yet, when the verdict is open. An assert
    that finds no case to look at is not applicable.
    """

    verdict: Literal["pass", "fail", "open", "not_applicable"]
    subject: str
    expected: str
    message: str
    evidence: tuple[Evidence, ...]
    waits_for: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where to look: the first file:line of the evidence."""
        return next((item.place for item in self.evidence if item.range), "")

    @property
    def range(self) -> SourceRange | None:
        """The first range of the evidence."""
        return next((item.range for item in self.evidence if item.range), None)


@frozen
class SoFar:
    """What an open control comes to on what is known to be there alone, and why where it fails."""

    verdict: Word
    reason: str = ""


@frozen
class Verdict:
    """What became of one control: its word, the answers behind it, and a reason in words.

    so_far is there for an open one where a module was not read.
    """

    control: Control
    verdict: Word
    answers: tuple[Answer, ...] = ()
    reason: str = ""
    waiver: Waiver | None = None
    so_far: SoFar | None = None

    @property
    def decisive(self) -> tuple[Answer, ...]:
        """The answers that made the verdict what it is."""
        return tuple(answer for answer in self.answers if answer.verdict == self.verdict)

    @property
    def in_words(self) -> str:
        """Why, in a sentence or two: the first decisive message and how many more there are."""
        if self.reason:
            return self.reason
        messages = list(dict.fromkeys(answer.message for answer in self.decisive))
        if self.verdict == "pass" or not messages:
            return ""
        more = f" And {len(messages) - 1} more." if len(messages) > 1 else ""
        return f"{messages[0]}{more}"

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of the decisive answers, each once."""
        return tuple(dict.fromkeys(item for answer in self.decisive for item in answer.evidence))


@frozen
class GroupVerdict:
    """A group with the verdicts of its controls; the worst of them is its own."""

    group: Group
    checklist: str
    verdicts: tuple[Verdict, ...]

    @property
    def verdict(self) -> Word:
        """The worst verdict of its controls."""
        words = {item.verdict for item in self.verdicts}
        return next(word for word in WORST_FIRST if word in words)

    @property
    def counted(self) -> bool:
        """Whether it counts: something in it could be decided, now or after apply."""
        return any(item.verdict in ("pass", "fail", "open") for item in self.verdicts)


def grouped(checklist: Checklist, verdicts: Sequence[Verdict]) -> Iterator[GroupVerdict]:
    """The verdicts of a checklist by group, in order of number."""
    for group in checklist.groups:
        yield GroupVerdict(
            group,
            checklist.id,
            tuple(item for item in verdicts if item.control.group == group.id),
        )
