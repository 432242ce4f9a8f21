"""A comparison as a design review in Markdown: overview, findings, differences, summary."""

from collections.abc import Iterator

from archbench.cost.difference import difference
from archbench.cost.money import dollars
from archbench.cost.statement import figure
from archbench.requirements.assessment import in_words
from archbench.requirements.compare import Comparison, GroupFinding, Side
from archbench.requirements.output.markdown import code, escape, marked

SHOWN = 40
"""Rows of a table of differences that are shown; the rest is counted."""


FIGURES = ("Resources", "Regions", "Groups met", "Score", "List price a month")
"""What `overview` says of a side."""


def as_review(found: Comparison) -> str:
    """The whole write-up."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Comparison) -> Iterator[str]:
    yield "# Design review"
    yield ""
    yield f"**{escape(found.answer)}** The reference is {code(found.reference.path)}."
    yield ""
    yield from _overview(found)
    yield from _matrix(found)
    if found.findings:
        yield ""
        yield "## Findings"
        for finding in found.findings:
            yield from _finding(finding, found)
    for side in found.others:
        yield from _differences(found, side)
    yield from _summary(found)


def overview(side: Side) -> tuple[str, ...]:
    """A side in figures: resources, regions, groups met, score, list price a month."""
    instances = tuple(side.configuration.managed())
    met = sum(group.verdict in ("pass", "review") for group in side.assessment.counted)
    return (
        f"at least {len(instances)}" if side.configuration.uncounted else str(len(instances)),
        ", ".join(sorted({str(item.region) for item in instances if item.region})),
        f"{met} of {len(side.assessment.counted)}",
        side.assessment.score_in_words,
        _cost(side),
    )


def _overview(found: Comparison) -> Iterator[str]:
    yield "## Overview"
    yield ""
    yield f"| Configuration | {' | '.join(FIGURES)} |"
    yield "| --- | ---: | --- | ---: | ---: | ---: |"
    for side in found.sides:
        yield f"| {code(side.path)} | {' | '.join(map(escape, overview(side)))} |"


def _matrix(found: Comparison) -> Iterator[str]:
    yield ""
    yield "## Verdicts"
    yield ""
    yield "| # | Control | Severity | " + " | ".join(code(s.path) for s in found.sides) + " |"
    yield "| ---: | --- | --- | " + " | ".join("---" for _ in found.sides) + " |"
    for group, verdict, words in found.matrix():
        cells = " | ".join(marked(word) for word in words)
        control = verdict.control
        number = found.reference.assessment.number(group)
        yield f"| {number} | {escape(control.title)} | {control.severity} | {cells} |"


def _finding(item: GroupFinding, found: Comparison) -> Iterator[str]:
    several = f" ({code(item.path)})" if len(found.others) > 1 else ""
    yield ""
    yield f"### {item.number}. {escape(item.title)}{several}"
    yield ""
    yield f"Severity: **{item.severity}**"
    yield ""
    place = f" (at {code(item.place)})" if item.place else ""
    yield f"**This configuration**{place}"
    yield ""
    yield from (f"- {escape(text)}" for text in item.has)
    if item.reference:
        yield ""
        yield f"**The reference** (at {code(item.reference_place)})"
        yield ""
        yield "```hcl"
        yield item.reference.replace("```", "'''")
        yield "```"
    for label, texts in (("Why it matters", item.why), ("How to fix it", item.fix)):
        if texts:
            yield ""
            yield f"**{label}**"
            yield ""
            yield from (f"- {escape(text)}" for text in texts)


def _differences(found: Comparison, side: Side) -> Iterator[str]:
    types = found.types(side)
    changes = found.changes(side)
    yield ""
    yield f"## What {code(side.path)} has otherwise"
    yield ""
    before, after = found.reference.monthly, side.monthly
    if before is not None and after is not None:
        more = after - before
        than = f"{dollars(abs(more))} a month {'more' if more > 0 else 'less'} than"
        text = f"It costs {than if more else 'the same as'} the reference, at list price."
        if _one_sided(found.reference, side):
            text = "Charges have a figure on one side only, so the two totals are not compared."
        yield text
        yield ""
    if types:
        yield "| Resource type | Reference | Here |"
        yield "| --- | ---: | ---: |"
        yield from (f"| {code(name)} | {mine} | {theirs} |" for name, mine, theirs in types)
    if changes:
        yield ""
        yield "| Resource | Attribute | Reference | Here |"
        yield "| --- | --- | --- | --- |"
        for item in changes[:SHOWN]:
            cells = (item.address, item.attribute, item.reference, item.other)
            yield "| " + " | ".join(code(cell) or "not set" for cell in cells) + " |"
        if len(changes) > SHOWN:
            yield f"\nand {len(changes) - SHOWN} more attributes"
    if not types and not changes:
        yield "No resource and no attribute differs."


def _summary(found: Comparison) -> Iterator[str]:
    yield ""
    yield "## Summary"
    yield ""
    yield "| Severity | Findings |"
    yield "| --- | ---: |"
    for severity, count in found.severities().items():
        yield f"| {severity} | {count} |"
    for side in found.others:
        missed = [group for group in side.assessment.groups if group.verdict == "fail"]
        yield ""
        if not missed:
            yield f"{code(side.path)} fails no group."
            continue
        names = [f"{escape(g.group.title)} ({g.group.severity})" for g in missed]
        total = len(side.assessment.counted)
        yield (
            f"{code(side.path)} fails {in_words(len(missed))} of {in_words(total)} groups: "
            f"{', '.join(names)}. {_job(side)}"
        ).rstrip()
    yield ""
    for side in found.sides:
        if side.assessment.coverage:
            yield f"{code(side.path)}: {escape(side.assessment.coverage)}"
            yield ""
    scores = (f"{code(side.path)} **{side.assessment.score_in_words}**" for side in found.sides)
    yield f"Score: {', '.join(scores)}."


def _job(side: Side) -> str:
    said = (item.in_words for item in side.assessment.verdicts)
    return escape(next((text for text in said if "another job" in text), ""))


def _cost(side: Side) -> str:
    """What a side costs, in the words of every answer about a whole."""
    if side.estimate is None:
        return "not estimated"
    return figure(side.estimate) if side.estimate.has_figure else "no amount"


def _one_sided(reference: Side, side: Side) -> bool:
    """Whether a charge has a figure on one side only, so that the totals cannot be compared."""
    return bool(
        reference.estimate
        and side.estimate
        and difference(reference.estimate, side.estimate).one_sided
    )
