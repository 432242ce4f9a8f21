"""For a pull request: the answer, the groups as a table, what is not met folded beneath."""

import re
from collections.abc import Iterator, Sequence

from archbench.columns import counted
from archbench.requirements import so_far
from archbench.requirements.assessment import Assessment
from archbench.requirements.output.text import waiting_alike
from archbench.requirements.verdict import Verdict

_MARK = {"pass": "✓", "fail": "✗", "open": "○", "review": "◎", "not_applicable": "–"}
_WORD = {"not_applicable": "not applicable"}


def as_markdown(assessment: Assessment, *, everything: bool = False) -> str:
    """GitHub-flavoured Markdown."""
    return "\n".join(_lines(assessment, everything=everything)) + "\n"


def _lines(assessment: Assessment, *, everything: bool) -> Iterator[str]:
    yield f"## {escape(assessment.answer)}"
    yield ""
    yield f"Score **{assessment.score_in_words}** for `{assessment.path}`" + (
        f", profile {escape(assessment.profile)}." if assessment.profile else "."
    )
    yield from _known(assessment)
    yield ""
    yield "| # | Group | Severity | Verdict | Met |"
    yield "| ---: | --- | --- | --- | ---: |"
    for group in assessment.groups:
        passed = sum(item.verdict == "pass" for item in group.verdicts)
        judged = sum(item.verdict != "not_applicable" for item in group.verdicts)
        yield (
            f"| {assessment.number(group)} | {escape(group.group.title)} | {group.group.severity} "
            f"| {marked(group.verdict)} | {passed} of {judged} |"
        )
    alike = {} if everything else waiting_alike(assessment)
    gathered = {item.control.id for items in alike.values() for item in items}
    for group in assessment.groups:
        for item in group.verdicts:
            wanted = everything or item.verdict in ("fail", "open", "review")
            if wanted and item.control.id not in gathered:
                yield from _control(item)
    for reason, items in alike.items():
        yield from _waiting(reason, items)
    if assessment.coverage:
        yield ""
        yield escape(assessment.coverage)
    if assessment.unread:
        yield ""
        yield from (f"- {escape(line)}" for line in assessment.unread)


def _known(assessment: Assessment) -> Iterator[str]:
    """What was not read, and what the open controls come to without it."""
    known = so_far.counts(assessment.verdicts)
    told = (*assessment.not_read, *([f"Of the controls that are open, {known}"] if known else []))
    for text in told:
        yield from ("", f"{escape(text)}.")


def _waiting(reason: str, items: Sequence[Verdict]) -> Iterator[str]:
    """Open controls that wait for the same, folded."""
    yield ""
    summary = f"{marked('open')}: {len(items)} controls. {escape(reason)}"
    yield f"<details><summary>{summary}</summary>"
    yield ""
    for told, part in so_far.parted(items):
        yield from (told.strip().replace("--all", "`--all`"), "") if told else ()
        yield from (f"- {escape(item.control.title)}" for item in part)
        yield from [""] if part else []
    yield "</details>"


def _control(item: Verdict) -> Iterator[str]:  # noqa: C901
    control = item.control
    yield ""
    title = f"{marked(item.verdict)}: {escape(control.title)} ({control.severity})"
    yield f"<details><summary>{title}</summary>"
    yield ""
    for message in dict.fromkeys(answer.message for answer in item.decisive if answer.message):
        yield f"- {escape(message)}"
    if item.reason:
        yield escape(item.reason)
    if known := so_far.in_words(item):
        yield f"- {escape(known)}"
    if item.evidence:
        yield ""
        yield "| Address | Attribute | Found | Where |"
        yield "| --- | --- | --- | --- |"
        for found in item.evidence[:12]:
            cells = (found.address, found.attribute, found.found, found.place)
            yield "| " + " | ".join(code(cell) for cell in cells) + " |"
        if len(item.evidence) > 12:
            yield f"\nand {counted(len(item.evidence) - 12, 'more value')}"
    if item.verdict == "fail":
        for label, text in (("Why it matters", control.impact), ("Fix", control.fix)):
            if text:
                yield ""
                yield f"**{label}.** {escape(text)}"
        if control.link:
            yield f"\n<{control.link}>"
    if item.waiver:
        yield f"\n**Waived.** {escape(str(item.waiver))}"
    yield ""
    yield "</details>"


def marked(word: str) -> str:
    """A verdict as a shape and a word."""
    return f"{_MARK[word]} {_WORD.get(word, word)}"


def escape(text: str) -> str:
    r"""Text that Markdown takes for nothing else.

    >>> print(escape("a | *b* <c>"))
    a \| \*b\* &lt;c&gt;
    """
    text = re.sub(r"[\\`*\[\]|#~]|(?<!\w)_|_(?!\w)", r"\\\g<0>", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def code(text: str) -> str:
    r"""Text in a code span inside a table cell; nothing for nothing.

    >>> print(code("a|b`c"))
    `a\|b'c`
    """
    line = text.replace("`", "'").replace("|", "\\|").replace("\n", " ")
    return f"`{line}`" if line else ""
