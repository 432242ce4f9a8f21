"""A review as a comment on the change: Markdown as GitHub and GitLab show it, the answer first."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from archbench.architecture.failure import listed
from archbench.requirements.output.markdown import code, escape
from archbench.requirements.verdict import Verdict
from archbench.review.bill import in_headline
from archbench.review.change import Review
from archbench.review.details import details
from archbench.review.losses import LossChange
from archbench.review.places import Places
from archbench.review.tables import tables
from archbench.review.verdicts import VerdictChange
from archbench.terraform.caveats import refused

MARK = "<!-- archbench review -->"
"""The first line, by which a job finds the comment it wrote before."""
_SHOWN = 3


def as_comment(found: Review, *, as_of: date, url: str = "", fixes: tuple[str, ...] = ()) -> str:
    """The comment.

    Args:
        found: the review.
        as_of: the day it is made.
        url: what the address of a file at the reviewed commit starts with, for links.
        fixes: changes of the files, as unified diffs, that mend what fails newly.
    """
    places = Places(found.after.inside, url)
    lines = (
        MARK,
        f"### archbench: {escape(headline(found))}",
        "",
        _what(found, as_of),
        "",
        *_points(found, places),
        *_warning(found, places),
        *tables(found, places),
        *_questions(found),
        *details(found, fixes),
    )
    return "\n".join(lines).rstrip() + "\n"


def headline(found: Review) -> str:
    """The first sentence: what was not read, what fails, what is mended, what it costs."""
    waits = len(found.not_read)
    zones = [item for item in found.losses if item.worse and item.kind == "zone"]
    untold = [name for item in zones if _is_untold(item) for name in item.names]
    worse = [name for item in zones if not _is_untold(item) for name in item.names]
    counts = {
        turn: sum(x.turn == turn and not x.accepted for x in found.verdicts)
        for turn in ("fails", "undecided", "mended")
    }
    said = (
        (waits, f"{_count(waits, 'part')} not read"),
        (worse, f"the loss of {_or(worse)} takes more than before"),
        (untold, f"what the loss of {_or(untold)} takes cannot be told any more"),
        (counts["fails"], f"{_count(counts['fails'], 'control')} {_now(counts['fails'])}"),
        (counts["undecided"], f"{counts['undecided']} newly undecided"),
        (counts["mended"], f"{counts['mended']} mended"),
    )
    parts = [words for count, words in said if count]
    verdicts = ", ".join(parts) or "no verdict changes"
    return f"{verdicts}; {in_headline(found.cost)}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _is_untold(item: LossChange) -> bool:
    return item.after is not None and item.after.outcome == "unknown"


def _or(names: list[str]) -> str:
    return listed(names, "or") if names else ""


def _now(number: int) -> str:
    return "now fails" if number == 1 else "now fail"


def _what(found: Review, as_of: date) -> str:
    what = f"{code(found.after.inside)}, " if found.after.inside else ""
    sides = f"{code(found.before.name)} → {code(found.after.name)}"
    return f"{what}{sides}, reviewed {as_of.day} {as_of:%B %Y}"


def _points(found: Review, places: Places) -> Iterator[str]:
    """The worst that is new, what is mended, the worst that stays: a line each."""
    groups = (
        ("New failure", found.new_failures),
        ("Mended", tuple(x for x in found.verdicts if x.turn == "mended")),
    )
    lines = [_point(label, items, places) for label, items in groups if items]
    stays = _staying(found)
    if stays:
        answer = next(iter(stays[0].decisive), None)
        place = places(answer.place) if answer else ""
        more = f"; {len(stays) - 1} more fail as before" if len(stays) > 1 else ""
        lines.append(
            f"- **Still there:** {_sentence(stays[0].in_words or stays[0].control.title)}"
            f"{', ' + place if place else ''}, {stays[0].control.severity}{more}"
        )
    if lines:
        yield from (*lines, "")


def _point(label: str, items: tuple[VerdictChange, ...], places: Places) -> str:
    first = items[0]
    text = first.message if label == "New failure" else first.control.title
    place = places(first.place)
    more = f"; {len(items) - 1} more below" if len(items) > 1 else ""
    where = f", {place}" if place and label == "New failure" else ""
    return f"- **{label}:** {_sentence(text)}{where}, {first.control.severity}{more}"


def _staying(found: Review) -> list[Verdict]:
    new = {item.control.id for item in found.verdicts if item.turn == "fails"}
    failures = found.after.assessment.failures()
    return [item for item in failures if item.control.id not in new]


def _sentence(text: str) -> str:
    """A sentence inside another: without its end."""
    return escape(text.rstrip("."))


def _warning(found: Review, places: Places) -> Iterator[str]:
    """What the whole answer stands without."""
    problems = refused(found.after.configuration)
    if not (found.not_read or problems):
        return
    yield "> [!WARNING]"
    if problems:
        yield f"> {escape(found.after.name)} has {escape(problems)}"
    for item, before in islice(found.not_read, _SHOWN):
        place = places(f"{item.range.filename}:{item.range.start.line}") if item.range else ""
        both = " on both sides" if before else ""
        yield (
            f"> Not read{both}: {code(item.name)}{', ' + place if place else ''}, "
            f"{escape(item.reason.rstrip('.'))}. No figure and no verdict here knows what it holds."
        )
    if len(found.not_read) > _SHOWN:
        yield f"> And {len(found.not_read) - _SHOWN} more that are not read."
    yield ""


def _questions(found: Review) -> Iterator[str]:
    if not found.questions:
        return
    count = len(found.questions)
    yield f"#### {count} new open question{'s' if count > 1 else ''}"
    yield ""
    for item in islice(found.questions, 2 * _SHOWN):
        text = found.without_reasons(f"{item.question} ({item.reason})")
        yield f"- {code(item.address)}: {escape(text)}"
    if count > 2 * _SHOWN:
        yield f"- and {count - 2 * _SHOWN} more"
    yield ""
