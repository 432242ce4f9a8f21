"""A comparison for a terminal: figures and verdicts side by side, then what differs."""

from collections.abc import Iterator

from archbench.columns import counted, folded
from archbench.requirements.compare import Comparison, GroupFinding
from archbench.requirements.output.review import FIGURES, overview
from archbench.sections import TextSection, section

_WORD = {"not_applicable": "n/a"}


def laid_out(found: Comparison, width: int) -> tuple[list[str], list[TextSection]]:
    """The answer; figures, groups and controls, a column for each configuration; what to mend."""
    paths = tuple(side.path for side in found.sides)
    figures = zip(FIGURES, *map(overview, found.sides), strict=True)
    answer = [
        *folded(found.answer, width, "", "  "),
        *folded(f"The reference is {found.reference.path}.", width),
    ]
    return answer, [
        section("Figures", list(figures), width, ("", *paths), first=len(FIGURES)),
        section("Groups", list(_groups(found)), width, ("", "", *paths), first=12),
        *(
            section(
                f"Resource types that {side.path} has otherwise",
                [(name, str(mine), str(theirs)) for name, mine, theirs in found.types(side)],
                width,
                ("", "reference", "here"),
                first=3,
            )
            for side in found.others
        ),
        section("Controls", list(_controls(found)), width, ("", "", "severity", *paths)),
        *(
            section(
                f"Attributes that {side.path} has otherwise",
                [
                    (
                        f"{x.address}.{x.attribute}",
                        f"{_or_none(x.reference)} -> {_or_none(x.other)}",
                    )
                    for x in found.changes(side)
                ],
                width,
            )
            for side in found.others
        ),
        TextSection("What fails, why it matters and how to fix it", tuple(_findings(found, width))),
    ]


def _or_none(text: str) -> str:
    return text or "not set"


def _groups(found: Comparison) -> Iterator[tuple[str, ...]]:
    """The groups on which the configurations differ first."""
    rows = [
        (
            side_by_side[0].group.title,
            found.reference.assessment.number(side_by_side[0]),
            tuple(_WORD.get(group.verdict, group.verdict) for group in side_by_side),
        )
        for side_by_side in zip(*(side.assessment.groups for side in found.sides), strict=True)
    ]
    for title, number, words in sorted(rows, key=lambda row: len(set(row[2])) == 1):
        yield number, title, *words


def _controls(found: Comparison) -> Iterator[tuple[str, ...]]:
    for group, verdict, words in found.matrix():
        cells = (_WORD.get(word, word) for word in words)
        number = found.reference.assessment.number(group)
        yield number, verdict.control.title, verdict.control.severity, *cells


def _findings(found: Comparison, width: int) -> Iterator[tuple[str, ...]]:
    for item in found.findings:
        place = f" ({item.place})" if item.place else ""
        several = f" of {item.path}" if len(found.others) > 1 else ""
        head = f"{item.number}. {item.title}{several}: {counted(len(item.has), 'failure')}{place}"
        yield (
            *folded(head, width, "  ", "    "),
            *(line for text in _said(item) for line in folded(text, width, "    ", "      ")),
        )


def _said(item: GroupFinding) -> Iterator[str]:
    yield from item.has
    yield from (f"Why: {text}" for text in item.why)
    yield from (f"Fix: {text}" for text in item.fix)
