"""A review as a comment on the change: Markdown as GitHub and GitLab show it, the answer first."""

from collections.abc import Iterator, Mapping, Sequence
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
from archbench.review.verdicts import Turn, VerdictChange

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


_LACKS = {
    "resource": ("Of unknown number", "No figure here counts it."),
    "": ("Not read", "No figure and no verdict here knows what it holds."),
}
"""What is said of what is not read, and of what is and cannot be counted."""


def headline(found: Review) -> str:
    """The first sentence: what was not read, what fails, what is mended, what it costs."""
    uncounted = sum(item.what == "resource" for item, _ in found.not_read)
    waits = len(found.not_read) - uncounted
    zones = [item for item in found.losses if item.worse and item.kind == "zone"]
    untold = [name for item in zones if _is_untold(item) for name in item.names]
    worse = [name for item in zones if not _is_untold(item) for name in item.names]
    anew = any(item.before for item in zones if _is_untold(item))
    refused, stores = len(found.refused), len(found.stores_gone)
    said = (
        (refused, f"{_count(refused, 'problem')} that Terraform refuses"),
        (waits, f"{_count(waits, 'part')} not read"),
        (uncounted, f"{_count(uncounted, 'part')} of unknown number"),
        (stores, f"{_count(stores, 'store')} of data gone"),
        (worse, f"the loss of {_or(worse)} takes more than before"),
        (untold, f"what the loss of {_or(untold)} takes cannot be told{' any more' * anew}"),
        *_verdicts(found),
    )
    parts = [words for count, words in said if count]
    if not found.verdicts:
        parts.append("no verdict changes")
    return f"{', '.join(parts)}; {in_headline(found.cost)}"


def _verdicts(found: Review) -> Iterator[tuple[int, str]]:
    """How many verdicts turn which way, in words; all of them together are every change."""
    fails = [item for item in found.verdicts if item.turn == "fails"]
    new = sum(not (item.accepted or item.more) for item in fails)
    further = [item for item in fails if item.more and not item.accepted]
    places = sum(item.more for item in further)
    accepted = sum(item.accepted for item in fails)
    yield new, f"{_count(new, 'control')} now {_verb(new)}"
    who = f"{_count(len(further), 'control')} {_verb(len(further))}"
    yield len(further), f"{who} at {_count(places, 'more thing')}"
    yield accepted, f"{accepted} newly {_verb(accepted)} as accepted"
    for turn, words in _TURNS.items():
        count = sum(item.turn == turn for item in found.verdicts)
        yield count, f"{count} {words}"


_TURNS: Mapping[Turn, str] = {
    "undecided": "newly undecided",
    "mended": "mended",
    "decided": "newly decided",
    "idle": "without a case any more",
}


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _is_untold(item: LossChange) -> bool:
    return item.after is not None and item.after.outcome == "unknown"


def _or(names: list[str]) -> str:
    return listed(names, "or") if names else ""


def _verb(number: int) -> str:
    return "fails" if number == 1 else "fail"


def _what(found: Review, as_of: date) -> str:
    inside = found.after.inside
    what = f"{code(inside)}, " if inside not in ("", ".") else ""
    sides = f"{code(found.before.name)} → {code(found.after.name)}"
    return f"{what}{sides}, reviewed {as_of.day} {as_of:%B %Y}"


def _points(found: Review, places: Places) -> Iterator[str]:
    """The worst that is new, what is mended, the worst that stays: a line each."""
    groups = (
        ("New failure", found.new_failures),
        ("Mended", tuple(x for x in found.verdicts if x.turn == "mended")),
    )
    lines = [_point(label, items, places) for label, items in groups if items]
    lines += [
        f"- **{label}:** {_addresses(stores)}"
        for label, stores in (
            ("Held data and is not in the configuration any more", found.stores_gone),
            ("Holds data and is made anew", found.stores_anew),
        )
        if stores
    ]
    stays = _staying(found)
    if stays:
        answer = next(iter(stays[0].decisive), None)
        place = places(answer.place) if answer else ""
        more = f"; {len(stays) - 1} more fail as before" if len(stays) > 1 else ""
        lines.append(
            f"- **Still there:** {_sentence(_first(stays[0]))}"
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


def _first(item: Verdict) -> str:
    """What is wrong in the first place, and of how many more the same can be said."""
    answers = [answer.message for answer in item.decisive if answer.message]
    others = len(dict.fromkeys(answers)) - 1
    if item.reason or not answers:
        return item.in_words or item.control.title
    return f"{answers[0].rstrip('.')}{f' (and {others} more)' if others else ''}"


def _addresses(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"{', '.join(map(code, names[:_SHOWN]))}{more}"


def _staying(found: Review) -> list[Verdict]:
    new = {item.control.id for item in found.verdicts if item.turn == "fails"}
    failures = found.after.assessment.failures()
    return [item for item in failures if item.control.id not in new]


def _sentence(text: str) -> str:
    """A sentence inside another: without its end."""
    return escape(text.rstrip("."))


def _warning(found: Review, places: Places) -> Iterator[str]:
    """What the whole answer stands without."""
    if not (found.not_read or found.refused):
        return
    yield "> [!WARNING]"
    if found.refused:
        yield from _refused(found, places)
    for item, before in islice(found.not_read, _SHOWN):
        place = places(f"{item.range.filename}:{item.range.start.line}") if item.range else ""
        both = " on both sides" if before else ""
        kind, lacks = _LACKS["resource" if item.what == "resource" else ""]
        yield (
            f"> {kind}{both}: {code(item.name)}{', ' + place if place else ''}, "
            f"{escape(item.reason.rstrip('.'))}. {lacks}"
        )
    if len(found.not_read) > _SHOWN:
        yield f"> And {len(found.not_read) - _SHOWN} more."
    yield ""


def _refused(found: Review, places: Places) -> Iterator[str]:
    """What Terraform refuses, what is new of it first."""
    ordered = sorted(found.refused, key=lambda pair: pair[1])
    for item, before in ordered[:_SHOWN]:
        place = places(f"{item.range.filename}:{item.range.start.line}") if item.range else ""
        both = " on both sides" if before else ""
        yield f"> Terraform refuses{both}: {place}{', ' * bool(place)}{escape(item.summary)}."
    rest = len(ordered) - _SHOWN
    more = f"{rest} more are refused. " if rest > 0 else ""
    yield f"> {more}The answer is about what is left."


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
