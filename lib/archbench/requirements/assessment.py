"""A whole configuration against checklists: the score, and the answer in a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING

from archbench.architecture.findings import Severity
from archbench.frozen import field, frozen
from archbench.requirements.checklist import SEVERITIES, Checklist
from archbench.requirements.verdict import GroupVerdict, Verdict, Word
from archbench.rich import shown
from archbench.terraform.moves import Move

if TYPE_CHECKING:
    from pandas import DataFrame

WEIGHT: Mapping[Severity, int] = {"critical": 4, "high": 3, "medium": 2, "low": 1}
"""How much a group of this severity counts in the score."""

NAMED = 8
"""As many groups are named in the first sentence; of more it says how many there are."""


@frozen
class Assessment:
    """A configuration against checklists.

    score is 10 x the weight of the groups that pass / the weight of all that count, rounded down
    to a tenth, so that 10 means every one; a group weighs 4, 3, 2 or 1 as its severity is
    critical, high, medium or low. None when nothing counts.
    """

    path: str
    profile: str
    checklists: tuple[Checklist, ...]
    groups: tuple[GroupVerdict, ...]
    directory: str = ""
    """What names of files are relative to: path, or the directory a plan was made from."""
    sources: Mapping[str, str] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()
    """What stood at another address before."""
    not_read: tuple[str, ...] = ()
    """What was not read or counted, in short: what every verdict stands without."""
    unread: tuple[str, ...] = ()
    """What a reader must know: resources not counted, waivers that do not hold."""
    present: Mapping[str, int] = field(default_factory=dict)
    """How many managed instances of each type there are."""
    types: Mapping[str, str] = field(default_factory=dict)
    """The type of each managed instance by its address."""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every verdict, in order of groups."""
        return tuple(item for group in self.groups for item in group.verdicts)

    @property
    def counted(self) -> tuple[GroupVerdict, ...]:
        """The groups that count."""
        return tuple(group for group in self.groups if group.counted)

    @property
    def met(self) -> bool:
        """Whether every group that counts passes; a failure somebody waived still fails here."""
        return all(group.verdict in ("pass", "review") for group in self.counted)

    @property
    def accepted(self) -> bool:
        """Whether nothing is open and somebody waived every failure."""
        return not self.failures() and not self.count("open")

    @property
    def score(self) -> Decimal | None:
        """Out of ten."""
        whole = sum(WEIGHT[group.group.severity] for group in self.counted)
        if not whole:
            return None
        got = sum(
            WEIGHT[group.group.severity]
            for group in self.counted
            if group.verdict in ("pass", "review")
        )
        return (Decimal(10 * got) / whole).quantize(Decimal("0.1"), rounding=ROUND_DOWN).normalize()

    @property
    def score_in_words(self) -> str:
        """The score as people say it: "10/10"; a group that waits may still add to it.

        That it is at least nothing is not said.
        """
        if self.score is None:
            return "no score"
        waits = any(group.verdict == "open" for group in self.counted)
        if waits and not self.score:
            return "not known yet"
        return f"{'at least ' if waits else ''}{self.score:f}/10"

    def count(self, word: Word) -> int:
        """How many controls have this verdict."""
        return sum(item.verdict == word for item in self.verdicts)

    @property
    def with_case(self) -> int:
        """How many controls find something here to judge, or cannot tell yet."""
        return len(self.verdicts) - self.count("not_applicable")

    @property
    def judged(self) -> bool:
        """Whether anything at all could be decided."""
        return any(item.verdict in ("pass", "fail") for item in self.verdicts)

    @property
    def idle(self) -> tuple[Checklist, ...]:
        """The lists that found nothing to judge, not even what cannot be told yet."""
        counted = {group.checklist for group in self.counted}
        return tuple(item for item in self.checklists if item.id not in counted)

    def number(self, group: GroupVerdict) -> str:
        """The number of a group, with its list where there are several.

        Each list counts from 1.
        """
        number = str(group.group.number)
        return f"{group.checklist} {number}" if len(self.checklists) > 1 else number

    @property
    def not_judged(self) -> Mapping[str, int]:
        """The resource types present that no verdict looked at, with how many there are."""
        seen = {
            self.types.get(found.address, "")
            for item in self.verdicts
            for answer in item.answers
            if answer.verdict != "not_applicable"
            for found in answer.evidence
        }
        return {type_: n for type_, n in sorted(self.present.items()) if type_ not in seen}

    @property
    def coverage(self) -> str:
        """What of the configuration no control of these lists looked at, in a line; "" for none."""
        missed = self.not_judged
        if not missed:
            return ""
        kinds = ", ".join(f"{type_} ({count})" for type_, count in missed.items())
        total = sum(self.present.values())
        return f"Not judged by any control: {sum(missed.values())} of {total} resources: {kinds}"

    @property
    def answer(self) -> str:
        """The first sentences a person reads."""
        return self._answer(named=True)

    @property
    def in_short(self) -> str:
        """How many groups fail and how many wait, for where their names stand beside it."""
        return self._answer(named=False)

    def _answer(self, *, named: bool) -> str:
        lists = [item.title or item.id for item in self.idle] if self.counted else []
        idle = f" Nothing to judge was found by: {', '.join(lists)}." if lists else ""
        return self._of_groups(named=named) + idle

    def _of_groups(self, *, named: bool) -> str:
        groups, total = self.counted, len(self.counted)
        if not total:
            return "Nothing here could be checked."
        missed = [group for group in groups if group.verdict == "fail"]
        waits = [group for group in groups if group.verdict == "open"]
        if not missed and not waits:
            which = f"all {in_words(total)} requirement groups" if total > 1 else "its group"
            return f"Meets {which}."
        job = next(
            (v.in_words for g in missed for v in g.verdicts if "another job" in v.in_words), ""
        )
        if len(missed) == total > 1:
            return f"Fails {in_words(total)} of {in_words(total)} requirement groups. {job}".strip()
        said = []
        if missed:
            some = f"{in_words(len(missed))} of {in_words(total)} groups"
            said.append(_told(f"fails {some if total > 1 else 'its group'}", missed, named))
        if waits:
            few = in_words(len(waits))
            if not missed:
                few = f"{few} of {in_words(total)} groups" if total > 1 else "its group"
            said.append(_told(f"{few} cannot be decided yet", waits, named))
        text = "; ".join(said)
        return f"{text[0].upper()}{text[1:]}. {job}".strip()

    def failures(self, at_least: Severity = "low") -> tuple[Verdict, ...]:
        """Failing controls of this severity or worse, most severe first; waived ones left out."""
        limit = SEVERITIES.index(at_least)
        found = [
            item
            for item in self.verdicts
            if item.verdict == "fail"
            and SEVERITIES.index(item.control.severity) <= limit
            and item.waiver is None
        ]
        return tuple(sorted(found, key=lambda item: SEVERITIES.index(item.control.severity)))

    def _repr_html_(self) -> str:
        """The answer, and the controls that do not pass, the worst of them first."""
        words: tuple[Word, ...] = ("fail", "open", "review")
        found = [item for item in self.verdicts if item.verdict in words]
        found.sort(key=lambda v: (words.index(v.verdict), SEVERITIES.index(v.control.severity)))
        rows = [(v.verdict, v.control.severity, v.control.title, v.in_words) for v in found]
        told: tuple[Word, ...] = ("pass", *words)
        counts = ", ".join(f"{self.count(word)} {word}" for word in told)
        heads = ("verdict", "severity", "control", "why")
        return shown(self.answer, heads, rows, [f"Controls: {counts}", *self.unread])

    def frame(self) -> "DataFrame":
        """One row for each control."""
        from pandas import DataFrame  # noqa: PLC0415 - pandas is slow to load

        return DataFrame(list(rows(self)), columns=COLUMNS)


COLUMNS = (
    "checklist",
    "group",
    "control",
    "title",
    "severity",
    "verdict",
    "why",
    "found",
    "expected",
    "where",
    "waits_for",
    "waived",
)


def rows(assessment: Assessment) -> Iterator[dict[str, object]]:
    """Each control as a row for people."""
    for group in assessment.groups:
        for item in group.verdicts:
            yield {
                "checklist": group.checklist,
                "group": group.group.number,
                "control": item.control.id,
                "title": item.control.title,
                "severity": item.control.severity,
                "verdict": item.verdict,
                "why": item.in_words,
                "found": "; ".join(
                    f"{e.attribute or e.address} = {e.found}" for e in item.evidence[:3]
                ),
                "expected": "; ".join(dict.fromkeys(a.expected for a in item.decisive)),
                "where": next((a.place for a in item.decisive if a.place), ""),
                "waits_for": ", ".join(sorted({o for a in item.decisive for o in a.waits_for})),
                "waived": item.waiver.justification if item.waiver else "",
            }


_SMALL = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)


def _told(words: str, groups: Sequence[GroupVerdict], named: bool) -> str:  # noqa: FBT001
    """Words about groups, followed by their names if they are wanted and few enough to be read."""
    if not named or len(groups) > NAMED:
        return words
    return f"{words}: {', '.join(group.group.title for group in groups)}"


def in_words(number: int) -> str:
    """A small number as a word.

    >>> in_words(12), in_words(20), in_words(21)
    ('twelve', 'twenty', '21')
    """
    return _SMALL[number] if number < len(_SMALL) else str(number)
