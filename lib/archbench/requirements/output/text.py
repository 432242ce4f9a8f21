"""For a terminal: the answer, the groups, then what is not met with its evidence."""

from collections.abc import Iterator

from archbench.columns import counted, folded
from archbench.requirements import so_far
from archbench.requirements.assessment import Assessment
from archbench.requirements.checklist import SEVERITIES
from archbench.requirements.verdict import Evidence, GroupVerdict, Verdict
from archbench.sections import TextSection, section, sentences, whole
from archbench.terraform.gathering import listed

WIDTH = 100
SHOWN = 4
"""Answers and evidence shown of one control; the rest is counted."""

_ORDER = (("fail", "open"), ("review",), ("pass",), ("not_applicable",))
"""What is not met comes first, then what people must look at."""

_WORD = {"not_applicable": "n/a"}


def as_text(assessment: Assessment, *, everything: bool = False, width: int = WIDTH) -> str:
    """Every line, of at most this width but for long names."""
    lines = whole(*laid_out(assessment, width, everything=everything))
    return "\n".join(text for _, text in lines) + "\n"


def laid_out(
    assessment: Assessment, width: int, *, everything: bool
) -> tuple[list[str], list[TextSection]]:
    """The answer, the groups, each control that is not met with its evidence, what to know.

    everything: controls that pass, too.
    """
    alike = {} if everything else waiting_alike(assessment)
    gathered = {item.control.id for items in alike.values() for item in items}
    controls = (
        _fitted(_control(assessment.number(group), item), width)
        for words in (_ORDER if everything else _ORDER[:1])
        for group in assessment.groups
        for item in group.verdicts
        if item.verdict in words and item.control.id not in gathered
    )
    waiting = (
        (
            *folded(f"OPEN  {len(items)} controls: {reason}", width, "", "  "),
            *(
                line
                for told, part in so_far.parted(items)
                for line in folded(
                    told + ", ".join(item.control.id for item in part), width, "  ", "    "
                )
            ),
        )
        for reason, items in alike.items()
    )
    return _answer(assessment, width), [
        *_groups(assessment, width),
        *(TextSection("", (lines,)) for lines in (*controls, *waiting)),
        *([] if everything else [_looked_at(assessment, width)]),
        TextSection("", _coverage(assessment, width)),
        _to_know(assessment, width),
    ]


def on_a_screen(assessment: Assessment, width: int) -> tuple[list[str], list[TextSection]]:
    """The same in short: a line for each failure, the worst first, and what waits for what."""
    found = {word: [x for x in assessment.verdicts if x.verdict == word] for word in _ORDER[0]}
    worst = sorted(found["fail"], key=lambda item: SEVERITIES.index(item.control.severity))
    groups = sorted(assessment.groups, key=lambda group: group.verdict not in _ORDER[0])
    rows = [(assessment.number(group), *_row(group)) for group in groups]
    evidence = (
        _fitted(_control(assessment.number(group), item), width)
        for group in assessment.groups
        for item in group.verdicts
        if item.verdict in _ORDER[0]
    )
    asked = listed(((item.control.id, item.in_words) for item in found["open"]), width, 3)
    return _answer(assessment, width), [
        TextSection("Fails", tuple(_in_short(item, width) for item in worst), (), 10),
        _to_know(assessment, width),
        TextSection("Open, for the same reason", tuple(asked), (), 3),
        section("Groups", rows, width, first=12),
        TextSection("What no control judged", _coverage(assessment, width)),
        TextSection("Evidence, why and how to fix", tuple(evidence)),
        _looked_at(assessment, width),
    ]


def _answer(assessment: Assessment, width: int) -> list[str]:
    profile = f", profile {assessment.profile}" if assessment.profile else ""
    counts = ", ".join(
        f"{assessment.count(word)} {_WORD.get(word, word)}"
        for word in ("pass", "fail", "open", "review", "not_applicable")
        if assessment.count(word)
    )
    score = f"Score {assessment.score_in_words} ({assessment.path}{profile}; controls: {counts})"
    known = so_far.counts(assessment.verdicts)
    told = [assessment.answer, *assessment.not_read, score]
    if known:
        told.append(f"Of those that are open, {known}")
    return [line for text in told for line in folded(text, width, "", "  ")]


def _in_short(item: Verdict, width: int) -> tuple[str, ...]:
    """A control that fails in a line or two: how bad, what, where."""
    places = (e.place for answer in item.decisive for e in answer.evidence if e.place)
    told = ", ".join(filter(None, (next(places, ""), "waived" if item.waiver else "")))
    text = f"{item.control.title}{f' ({told})' if told else ''}  [{item.control.id}]"
    return tuple(folded(text, width, f"  {item.control.severity:<10}", " " * 12))


def _looked_at(assessment: Assessment, width: int) -> TextSection:
    """What people must look at, a line each."""
    found = [item for item in assessment.verdicts if item.verdict == "review"]
    texts = (f"{item.control.title}  [{item.control.id}]" for item in found)
    return sentences("For people to look at", texts, width)


def _coverage(assessment: Assessment, width: int) -> tuple[tuple[str, ...], ...]:
    """What no control looked at."""
    lines = tuple(folded(assessment.coverage, width, "", "  "))
    return (lines,) if lines else ()


def _to_know(assessment: Assessment, width: int) -> TextSection:
    """What else the verdicts must not be read without."""
    unread = listed((line.partition(": ")[::2] for line in assessment.unread), width)
    return TextSection("To know", tuple(unread), (), 2)


def _fitted(lines: Iterator[str], width: int) -> tuple[str, ...]:
    """Lines folded where they must be, what follows two columns further in."""
    return tuple(part for line in lines for part in _fit(line, width))


def _fit(line: str, width: int) -> list[str]:
    text = line.lstrip()
    indent = line[: len(line) - len(text)]
    return folded(text, width, indent, f"{indent}  ") or [""]


def _groups(assessment: Assessment, width: int) -> Iterator[TextSection]:
    """A line for each group, under the title of its list where there are several."""
    for checklist in assessment.checklists:
        several = len(assessment.checklists) > 1
        title = f"{checklist.title or checklist.id}  [{checklist.id}]" if several else "Groups"
        groups = [group for group in assessment.groups if group.checklist == checklist.id]
        rows = [(str(group.group.number), *_row(group)) for group in groups]
        yield section(title, rows, width)


def _row(group: GroupVerdict) -> tuple[str, str, str, str]:
    passed = sum(item.verdict == "pass" for item in group.verdicts)
    counted = sum(item.verdict != "not_applicable" for item in group.verdicts)
    word = _WORD.get(group.verdict, group.verdict)
    return group.group.title, word, f"{passed} of {counted}", group.group.severity


def waiting_alike(assessment: Assessment) -> dict[str, list[Verdict]]:
    """Open controls that wait for the same, by what they say, where there are several.

    A module that was not read may hold anything, so that most controls wait for it. One that asks
    about something that is there is told by itself, with what that is.
    """
    found: dict[str, list[Verdict]] = {}
    for item in assessment.verdicts:
        if item.verdict == "open" and not any(answer.subject for answer in item.decisive):
            found.setdefault(item.in_words, []).append(item)
    return {reason: items for reason, items in found.items() if len(items) >= SHOWN}


def _control(number: str, item: Verdict) -> Iterator[str]:
    control = item.control
    word = _WORD.get(item.verdict, item.verdict)
    yield f"{number}. {word.upper()}  {control.title}  [{control.id}, {control.severity}]"
    if item.reason:
        yield f"    {item.reason}"
    yield from _answers(item)
    if known := so_far.in_words(item):
        yield f"    {known}"
    if item.verdict == "fail":
        for label, text in (("Why", control.impact or control.why), ("Fix", control.fix)):
            if text:
                yield f"    {label}: {text}"
        if control.link:
            yield f"    {control.link}"
    if item.waiver:
        yield f"    Waived: {item.waiver}"


def _answers(item: Verdict) -> Iterator[str]:
    """What decided a control, with its evidence, the first of each."""
    alike = _alike(item)
    for message, evidence in alike[:SHOWN]:
        if message:
            yield f"    {message}"
        yield from (f"      {found}" for found in evidence[:SHOWN])
        if len(evidence) > SHOWN:
            yield f"      and {counted(len(evidence) - SHOWN, 'more value')}"
    if len(alike) > SHOWN:
        yield f"    and {len(alike) - SHOWN} more"


def _alike(item: Verdict) -> list[tuple[str, list[Evidence]]]:
    """What the answers say, each with its evidence; of open ones what waits for the same is one.

    What several of these look at stands with the first.
    """
    if item.verdict != "open":
        return [(answer.message, list(answer.evidence)) for answer in item.decisive]
    found: dict[str, list[Evidence]] = {}
    told: set[Evidence] = set()
    for answer in item.decisive:
        shown = found.setdefault(answer.message, [])
        shown += [one for one in dict.fromkeys(answer.evidence) if one not in told]
        told.update(shown)
    return list(found.items())
