"""Configurations side by side: verdicts, resources, cost, and a write-up of what is missing.

The reference is the configuration with the best score; among equals, the first one given.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from archbench.architecture.findings import Severity
from archbench.frozen import frozen
from archbench.requirements.assessment import Assessment, in_words
from archbench.requirements.checklist import SEVERITIES
from archbench.requirements.evidence import shown
from archbench.requirements.verdict import GroupVerdict, Verdict, Word
from archbench.rich import shown_frame
from archbench.terraform.configuration import Configuration, Instance
from archbench.terraform.withheld import veiled

if TYPE_CHECKING:
    from pandas import DataFrame

    from archbench.cost import Estimate


@frozen
class Side:
    """One configuration of a comparison."""

    configuration: Configuration
    assessment: Assessment
    estimate: "Estimate | None" = None
    given: str = ""
    """What it was read with, in words, where another side has the same path."""

    @property
    def path(self) -> str:
        """What names it: its path, and what tells it from another reading of that."""
        return (
            f"{self.configuration.path} ({self.given})" if self.given else self.configuration.path
        )

    @property
    def monthly(self) -> Decimal | None:
        """What it costs a month at list price, as far as it is priced; None for no amount."""
        made = self.estimate
        return made.total_monthly if made and made.has_figure else None


@frozen
class GroupFinding:
    """A group that one configuration fails, in the words of a design review.

    has and place say what this configuration holds, reference and reference_place what the
    reference has there, as HCL.
    """

    number: int
    path: str
    title: str
    severity: Severity
    controls: tuple[str, ...]
    has: tuple[str, ...]
    place: str
    reference: str
    reference_place: str
    why: tuple[str, ...]
    fix: tuple[str, ...]


@frozen
class Changed:
    """One attribute of one resource that differs from the reference's; "" where it is absent."""

    address: str
    attribute: str
    reference: str
    other: str


@frozen
class Comparison:
    """Configurations in the order given."""

    sides: tuple[Side, ...]

    @cached_property
    def reference(self) -> Side:
        """The one with the best score."""
        return max(self.sides, key=lambda side: side.assessment.score or Decimal(0))

    @property
    def others(self) -> tuple[Side, ...]:
        """All but the reference."""
        return tuple(side for side in self.sides if side is not self.reference)

    def matrix(self) -> Iterator[tuple[GroupVerdict, Verdict, tuple[Word, ...]]]:
        """Each control with its verdict in each configuration."""
        for row, group in enumerate(self.reference.assessment.groups):
            for column, verdict in enumerate(group.verdicts):
                words = tuple(
                    side.assessment.groups[row].verdicts[column].verdict for side in self.sides
                )
                yield group, verdict, words

    def _repr_html_(self) -> str:
        """The answer and its table."""
        return shown_frame(self.answer, self.frame())

    def frame(self) -> "DataFrame":
        """The matrix: a row for each control, a column for each configuration."""
        from pandas import DataFrame  # noqa: PLC0415 - pandas is slow to load

        return DataFrame(
            [
                {
                    "group": self.reference.assessment.number(group),
                    "control": verdict.control.title,
                    "severity": verdict.control.severity,
                    **{side.path: word for side, word in zip(self.sides, words, strict=True)},
                }
                for group, verdict, words in self.matrix()
            ]
        )

    @cached_property
    def findings(self) -> tuple[GroupFinding, ...]:
        """A finding for each failed group of each other configuration, most severe first."""
        found = [
            (side, row, group)
            for side in self.others
            for row, group in enumerate(side.assessment.groups)
            if group.verdict == "fail"
        ]
        found.sort(key=lambda item: SEVERITIES.index(item[2].group.severity))
        return tuple(
            _finding(number, side, group, self.reference, self.reference.assessment.groups[row])
            for number, (side, row, group) in enumerate(found, start=1)
        )

    def changes(self, other: Side) -> tuple[Changed, ...]:
        """Attributes that differ in resources both configurations have, by address."""
        mine, theirs = self.reference.configuration.by_address, other.configuration.by_address
        return tuple(
            change
            for address in mine
            if address in theirs and mine[address].mode == "managed"
            for change in _changes(mine[address], theirs[address])
        )

    def types(self, other: Side) -> tuple[tuple[str, int, int], ...]:
        """Resource types both do not have alike: the reference's count, and the other's."""
        mine, theirs = (_count(side.configuration) for side in (self.reference, other))
        names = sorted(mine.keys() | theirs.keys())
        return tuple((n, mine[n], theirs[n]) for n in names if mine[n] != theirs[n])

    @property
    def answer(self) -> str:
        """The first sentence a person reads."""
        parts = [f"{side.path} scores {side.assessment.score_in_words}" for side in self.sides]
        text = ", ".join(parts[:-1]) + f" and {parts[-1]}." if len(parts) > 1 else f"{parts[0]}."
        worst = min(self.others, key=lambda s: s.assessment.score or Decimal(0), default=None)
        if worst is None or not self.findings:
            return f"{text} No group is failed." if not self.findings else text
        missed = sum(group.verdict == "fail" for group in worst.assessment.groups)
        total = len(worst.assessment.counted)
        return f"{text} {worst.path} fails {in_words(missed)} of {in_words(total)} groups."

    def severities(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity."""
        counts = Counter(finding.severity for finding in self.findings)
        return {severity: counts[severity] for severity in SEVERITIES}


def compare(sides: Sequence[Side]) -> Comparison:
    """The comparison of configurations that were checked against the same checklists."""
    return Comparison(tuple(sides))


def _count(configuration: Configuration) -> Counter[str]:
    return Counter(instance.type for instance in configuration.managed())


def _changes(mine: Instance, other: Instance) -> Iterator[Changed]:
    for name in sorted({*mine.values, *other.values}):  # noqa: PD011 no pandas here
        before, after = mine.get(name), other.get(name)
        if before != after:
            texts = (
                "" if value is None else shown(veiled(mine.type, (name,), value))
                for value in (before, after)
            )
            yield Changed(mine.address, name, *texts)


def _finding(
    number: int, side: Side, group: GroupVerdict, reference: Side, wanted: GroupVerdict
) -> GroupFinding:
    failed = [item for item in group.verdicts if item.verdict == "fail"]
    ids = {item.control.id for item in failed}
    answers = [answer for item in failed for answer in item.decisive]
    met = [item for item in wanted.verdicts if item.control.id in ids and item.verdict == "pass"]
    places = [e.place for item in met for a in item.answers for e in a.evidence if e.range]
    excerpt = reference.configuration.excerpt
    place = next((answer.place for answer in answers if answer.place), "")
    shown_place = next((place for place in places if excerpt(place)), "")
    return GroupFinding(
        number=number,
        path=side.path,
        title=group.group.title,
        severity=group.group.severity,
        controls=tuple(item.control.title for item in failed),
        has=tuple(dict.fromkeys(item.in_words for item in failed if item.in_words)),
        place=f"{side.assessment.directory}/{place}" if place else "",
        reference=excerpt(shown_place) if shown_place else "",
        reference_place=f"{reference.assessment.directory}/{shown_place}" if shown_place else "",
        why=tuple(dict.fromkeys(item.control.impact for item in failed if item.control.impact)),
        fix=tuple(dict.fromkeys(item.control.fix for item in failed if item.control.fix)),
    )
