"""How much of what was asked is known, and what is not, with its reason.

Known means published, or zero where absence says so of a thing that was there. A stack a day old
has a day's points, whatever the window; what fell silent, came in part or not at all is counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from archbench.metrics.queries import Query
from archbench.metrics.series import Pull, Series, parts, seen, thing

Unmeasured = tuple[str, str]
"""What is not known, and why or what to do."""
_NAMED = 3
_NODES = frozenset(("Broker ID", "CacheClusterId", "CacheNodeId"))
"""Dimensions that tell the nodes of one resource apart."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Series and things of a pull, counted.

    whole, part, empty  series known in all of their periods, in some, in none
    failed              those among the last two that CloudWatch did not finish
    things, silent      things asked about, and those that published nothing at all
    """

    whole: int
    part: int
    empty: int
    failed: int
    things: int
    silent: int


def coverage(pull: Pull) -> Counted:
    """The series of a pull by how much of them is known."""
    known = [len(item.known) for item in pull.series]
    whole = sum(1 for item, n in zip(pull.series, known, strict=True) if n == len(item.values))
    things = {thing(item.query) for item in pull.series}
    return Counted(
        whole=whole,
        part=sum(1 for n in known if n) - whole,
        empty=known.count(0),
        failed=sum(1 for item in pull.series if not item.complete),
        things=len(things),
        silent=len({thing(item.query) for item in _silent(pull)}),
    )


def gaps(pull: Pull) -> tuple[Unmeasured, ...]:
    """Everything that is not known: not asked, refused, silent, without points, in part."""
    silent = tuple(_silent(pull))
    quiet = {thing(item.query) for item in silent}
    heard = [item for item in pull.series if item.complete and thing(item.query) not in quiet]
    failed = [item for item in pull.series if not item.complete]
    return tuple(
        dict.fromkeys(
            (
                *pull.not_measured,
                *_joined((item, _reason(item)) for item in failed),
                *_joined((item, _nothing(pull)) for item in silent),
                *_by_thing((item, _pointless(item)) for item in heard if not item.known),
                *_by_thing((item, _holes(item)) for item in heard if _has_holes(item)),
                *_by_thing((item, text) for item in heard for text in item.remarks),
            )
        )
    )


def label(query: Query) -> str:
    """What a query is about, for people: its address, else what CloudWatch calls it."""
    if not query.address:
        return query.subject
    shown = parts(query.metric) | _NODES
    return " ".join((query.address, *(v for name, v in query.dimensions if name in shown)))


def _silent(pull: Pull) -> Iterator[Series]:
    """The series of things that answered in full and said nothing."""
    alive = seen(pull.series)
    failed = {thing(item.query) for item in pull.series if not item.complete}
    return (
        item
        for item in pull.series
        if thing(item.query) not in alive and thing(item.query) not in failed
    )


def _nothing(pull: Pull) -> str:
    return (
        f"nothing was published from {pull.start:%Y-%m-%d %H:%M} to {pull.end:%Y-%m-%d %H:%M} UTC:"
        " it was idle, not there, or has another name"
    )


def _reason(item: Series) -> str:
    return " ".join(item.remarks) or "CloudWatch did not finish its answer."


def _pointless(item: Series) -> str:
    needs = item.query.metric.needs
    return f"no points; it needs {needs}" if needs else "no points"


def _has_holes(item: Series) -> bool:
    return 0 < len(item.known) < len(item.values)


def _holes(item: Series) -> str:
    """How much is missing; only the end is when the newest points are still to come."""
    total, known = len(item.values), len(item.known)
    oldest = item.oldest
    since = ""
    if oldest and oldest - item.start >= timedelta(seconds=item.period):
        since = f", the first at {oldest:%Y-%m-%d %H:%M} UTC"
    return f"{known} of {total} periods are known{since}"


def _joined(found: Iterator[tuple[Series, str]]) -> Iterator[Unmeasured]:
    """One gap for each reason and region, whatever it hit."""
    grouped: dict[tuple[str, str], list[Series]] = {}
    for item, why in found:
        grouped.setdefault((item.query.region, why), []).append(item)
    for (region, why), items in grouped.items():
        names = list(dict.fromkeys(item.query.address or item.query.subject for item in items))
        if len(names) > _NAMED:
            where = f" in {region}" if region else ""
            yield f"{len(names)} things{where}: {', '.join(names[:_NAMED])} and others", why
        else:
            yield from ((name, why) for name in names)


def _by_thing(found: Iterator[tuple[Series, str]]) -> Iterator[Unmeasured]:
    """One gap for each thing and reason, with the metrics it is about."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for item, why in found:
        grouped.setdefault((label(item.query), why), []).append(item.query.metric.title)
    for (name, why), titles in grouped.items():
        yield name, f"{', '.join(dict.fromkeys(titles))}: {why}"
