"""For a terminal: the answer, the groups, then what is not met with its evidence."""

from collections.abc import Iterator

from archbench.columns import folded
from archbench.requirements.verdict import Assessment, Verdict
from archbench.terraform.gathering import listing

WIDTH = 100
SHOWN = 4
"""Answers and evidence shown of one control; the rest is counted."""

_ORDER = (("fail", "open"), ("review",), ("pass",), ("not_applicable",))
"""What is not met comes first, then what people must look at."""

_WORD = {"not_applicable": "n/a"}


def as_text(assessment: Assessment, *, everything: bool = False, width: int = WIDTH) -> str:
    """Lines of at most this width, but for long names."""
    lines = _lines(assessment, width, everything=everything)
    return "\n".join(part for line in lines for part in _fit(line, width)) + "\n"


def _fit(line: str, width: int) -> list[str]:
    """A line folded where it must be, what follows two columns further in."""
    text = line.lstrip()
    indent = line[: len(line) - len(text)]
    return folded(text, width, indent, f"{indent}  ") or [""]


def _lines(assessment: Assessment, width: int, *, everything: bool) -> Iterator[str]:
    yield assessment.answer
    profile = f", profile {assessment.profile}" if assessment.profile else ""
    counts = ", ".join(
        f"{assessment.count(word)} {_WORD.get(word, word)}"
        for word in ("pass", "fail", "open", "review", "not_applicable")
        if assessment.count(word)
    )
    yield f"Score {assessment.score_in_words} ({assessment.path}{profile}; controls: {counts})"
    yield ""
    yield from _groups(assessment)
    alike = {} if everything else waiting_alike(assessment)
    gathered = {item.control.id for items in alike.values() for item in items}
    for words in _ORDER if everything else _ORDER[:1]:
        for group in assessment.groups:
            for item in group.verdicts:
                if item.verdict in words and item.control.id not in gathered:
                    yield from _control(assessment.number(group), item)
    for reason, items in alike.items():
        yield ""
        yield f"OPEN  {len(items)} controls: {reason}"
        yield f"  {', '.join(item.control.id for item in items)}"
    looked_at = [item for item in assessment.verdicts if item.verdict == "review"]
    if looked_at and not everything:
        yield ""
        yield f"For people to look at ({len(looked_at)}; --all says at what)"
        yield from (f"  {item.control.title}  [{item.control.id}]" for item in looked_at)
    if assessment.coverage:
        yield ""
        yield assessment.coverage
    if assessment.unread:
        yield ""
        yield f"To know ({len(assessment.unread)})"
        yield from listing((line.partition(": ")[::2] for line in assessment.unread), width)


def _groups(assessment: Assessment) -> Iterator[str]:
    """A line for each group, under the title of its list where there are several."""
    wide = max((len(group.group.title) for group in assessment.groups), default=0)
    titles = {item.id: item.title or item.id for item in assessment.checklists}
    shown = None
    for group in assessment.groups:
        if len(titles) > 1 and group.checklist != shown:
            shown = group.checklist
            yield f"{titles[shown]}  [{shown}]"
        passed = sum(item.verdict == "pass" for item in group.verdicts)
        counted = sum(item.verdict != "not_applicable" for item in group.verdicts)
        yield (
            f"{group.group.number:>3}  {group.group.title:<{wide}}  "
            f"{_WORD.get(group.verdict, group.verdict):<6}  {passed} of {counted}  "
            f"{group.group.severity}"
        )


def waiting_alike(assessment: Assessment) -> dict[str, list[Verdict]]:
    """Open controls that wait for the same, by what they say, where there are several.

    A module that was not read may hold anything, so that most controls wait for it.
    """
    found: dict[str, list[Verdict]] = {}
    for item in assessment.verdicts:
        if item.verdict == "open":
            found.setdefault(item.in_words, []).append(item)
    return {reason: items for reason, items in found.items() if len(items) >= SHOWN}


def _control(number: str, item: Verdict) -> Iterator[str]:  # noqa: C901
    control = item.control
    yield ""
    word = _WORD.get(item.verdict, item.verdict)
    yield f"{number}. {word.upper()}  {control.title}  [{control.id}, {control.severity}]"
    if item.reason:
        yield f"    {item.reason}"
    answers = item.decisive
    for answer in answers[:SHOWN]:
        if answer.message:
            yield f"    {answer.message}"
        for evidence in answer.evidence[:SHOWN]:
            yield f"      {evidence}"
        if len(answer.evidence) > SHOWN:
            yield f"      and {len(answer.evidence) - SHOWN} more values"
    if len(answers) > SHOWN:
        yield f"    and {len(answers) - SHOWN} more"
    if item.verdict == "fail":
        for label, text in (("Why", control.impact or control.why), ("Fix", control.fix)):
            if text:
                yield f"    {label}: {text}"
        if control.link:
            yield f"    {control.link}"
    if item.waiver:
        yield f"    Waived: {item.waiver}"
