"""What a comment folds away: fixes, what is touched, what stays as it was and was assumed."""

import re
from collections.abc import Iterator, Sequence

from archbench.requirements.output.markdown import code, escape
from archbench.review.change import Review
from archbench.review.touched import TouchedPart

MOST = 12
"""Items of a list that are shown; the rest is counted."""


def details(found: Review, fixes: Sequence[str]) -> Iterator[str]:
    """Each a fold that GitHub and GitLab open on a click."""
    yield from _fixes(fixes, found.after.inside)
    yield from _touched(found)
    yield from _unchanged(found)


def _fixes(fixes: Sequence[str], inside: str) -> Iterator[str]:
    """Each as a patch of the repository."""
    top = f"{inside}/" if inside not in ("", ".") else ""
    if fixes:
        count = f"{len(fixes)} new failure{'s' if len(fixes) > 1 else ''}"
        yield f"<details><summary>Fix for {count}</summary>"
        yield ""
        for diff in fixes:
            yield "```diff"
            named = re.sub(r"(?m)^(--- a|\+\+\+ b)/", rf"\1/{top}", diff)
            yield named.replace("```", "'''").rstrip()
            yield "```"
        yield "</details>"


def _touched(found: Review) -> Iterator[str]:
    item = found.resources
    counts = (
        (len(item.added), "added"),
        (len(item.removed), "removed"),
        (len(item.changed), "altered"),
        (len(item.replaced), "made anew"),
    )
    words = ", ".join(f"{count} {word}" for count, word in counts if count)
    if not words:
        return
    yield f"<details><summary>What is touched: {words}</summary>"
    yield ""
    yield from _list("Made anew, and gone until the new one is there", item.stops)
    yield from _list("Made anew", [name for name in item.replaced if name not in item.stops])
    yield from _list("Added", item.added)
    yield from _list("Removed", item.removed)
    altered = [f"{name}: {', '.join(attributes)}" for name, attributes in item.changed.items()]
    yield from _list("Altered", altered)
    if altered and found.after.place.is_dir():
        yield "Whether one is altered in place or made anew, a plan says: review two plans."
        yield ""
    reached = [_reached(part) for part in found.reached if part.by or part.to or part.is_store]
    if reached:
        yield "What leads there, and what lies behind:"
        yield ""
        yield from (f"- {line}" for line in reached[:MOST])
        if len(reached) > MOST:
            yield f"- and {len(reached) - MOST} more"
        yield ""
    yield "</details>"


def _list(label: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
        yield f"{label}: {', '.join(code(name) for name in names[:MOST])}{more}"
        yield ""


def _reached(part: TouchedPart) -> str:
    said = [
        f"asked by {_names(part.by)}" if part.by else "",
        f"asks {_names(part.to)}" if part.to else "",
        "holds data" if part.is_store else "",
    ]
    behind = [name for name in part.stores if name not in part.to]
    said.append(f"data behind it: {_names(behind)}" if behind else "")
    return f"{code(part.address)}: {'; '.join(filter(None, said))}"


def _names(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return ", ".join(code(name) for name in names[:MOST]) + more


def _unchanged(found: Review) -> Iterator[str]:
    changed = {(x.checklist, x.control.id) for x in found.verdicts}
    counts: dict[str, int] = {}
    for group in found.after.assessment.groups:
        for item in group.verdicts:
            if (group.checklist, item.control.id) not in changed:
                counts[item.verdict] = counts.get(item.verdict, 0) + 1
    named = (("fail", "fail"), ("pass", "pass"), ("open", "undecided"), ("review", "for people"))
    words = ", ".join(f"{counts[key]} {word}" for key, word in named if counts.get(key))
    lists = ", ".join(item.title or item.id for item in found.after.assessment.checklists)
    idle = [x.control.title for x in found.verdicts if x.turn == "idle"]
    yield f"<details><summary>Unchanged: {words or 'nothing'}; what was assumed</summary>"
    yield ""
    yield f"Checklists: {escape(lists)}."
    if idle:
        more = f"; and {len(idle) - MOST} more" if len(idle) > MOST else ""
        text = f"{'; '.join(idle[:MOST])}{more}"
        yield f"Nothing is there any more that these are about: {escape(text)}."
    if dates := found.after.estimate.price_dates:
        yield f"List prices published {dates}, without tax."
    waiting = len(found.after.estimate.open)
    if waiting:
        wait = "1 charge waits" if waiting == 1 else f"{waiting} charges wait"
        yield f"{wait} for usage: the total has what is known at least."
    yield "</details>"
