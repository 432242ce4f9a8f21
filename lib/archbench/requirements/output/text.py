"""For a terminal: the answer, the groups, then what is not met with its evidence."""

from collections.abc import Iterator
from textwrap import wrap

from archbench.requirements.verdict import Assessment, Verdict

WIDTH = 100
SHOWN = 4
"""Answers and evidence shown of one control; the rest is counted."""

_ORDER = (("fail", "open"), ("review",), ("pass",), ("not_applicable",))
"""What is not met comes first, then what people must look at."""

_WORD = {"not_applicable": "n/a"}


def as_text(assessment: Assessment, *, everything: bool = False) -> str:
    """Lines of at most 100 characters, but for long names."""
    return "\n".join(_lines(assessment, everything=everything)) + "\n"


def _lines(assessment: Assessment, *, everything: bool) -> Iterator[str]:
    yield from wrap(assessment.answer, WIDTH)
    profile = f", profile {assessment.profile}" if assessment.profile else ""
    counts = ", ".join(
        f"{assessment.count(word)} {_WORD.get(word, word)}"
        for word in ("pass", "fail", "open", "review", "not_applicable")
        if assessment.count(word)
    )
    yield f"Score {assessment.score_in_words} ({assessment.path}{profile}; controls: {counts})"
    yield ""
    width = max((len(group.group.title) for group in assessment.groups), default=0)
    for group in assessment.groups:
        passed = sum(item.verdict == "pass" for item in group.verdicts)
        counted = sum(item.verdict != "not_applicable" for item in group.verdicts)
        yield (
            f"{group.group.number:>3}  {group.group.title:<{width}}  "
            f"{_WORD.get(group.verdict, group.verdict):<6}  {passed} of {counted}  "
            f"{group.group.severity}"
        )
    for words in _ORDER if everything else _ORDER[:2]:
        for group in assessment.groups:
            for item in group.verdicts:
                if item.verdict in words:
                    yield from _control(group.group.number, item)
    if assessment.unread:
        yield ""
        yield f"To know ({len(assessment.unread)})"
        for line in assessment.unread:
            yield from wrap(line, WIDTH, initial_indent="  ", subsequent_indent="    ")


def _control(number: int, item: Verdict) -> Iterator[str]:  # noqa: C901
    control = item.control
    yield ""
    word = _WORD.get(item.verdict, item.verdict)
    yield f"{number}. {word.upper()}  {control.title}  [{control.id}, {control.severity}]"
    if item.reason:
        yield from _indented(item.reason)
    answers = item.decisive
    for answer in answers[:SHOWN]:
        if answer.message:
            yield from _indented(answer.message)
        for evidence in answer.evidence[:SHOWN]:
            yield from _indented(str(evidence), "      ")
        if len(answer.evidence) > SHOWN:
            yield f"      and {len(answer.evidence) - SHOWN} more values"
    if len(answers) > SHOWN:
        yield f"    and {len(answers) - SHOWN} more"
    if item.verdict == "fail":
        for label, text in (("Why", control.impact or control.why), ("Fix", control.fix)):
            if text:
                yield from _indented(f"{label}: {text}")
        if control.link:
            yield f"    {control.link}"
    if item.waiver:
        yield from _indented(f"Waived: {item.waiver}")


def _indented(text: str, indent: str = "    ") -> list[str]:
    return wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
