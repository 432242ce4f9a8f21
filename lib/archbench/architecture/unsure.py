"""Losses that are open, for what is of unknown number may save what they take."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from archbench.architecture.egress import CutOff, of_cut_off
from archbench.architecture.failure import ORDER, DrillVerdict, Outcome, PartVerdict
from archbench.architecture.findings import SEVERITIES, Weakness
from archbench.architecture.perhaps import Perhaps
from archbench.architecture.standby import DatabaseLeft
from archbench.architecture.survival import PartLeft
from archbench.frozen import replace

_L = TypeVar("_L", DatabaseLeft, PartLeft)


def _is_saved(known: Outcome, maybe: Outcome) -> bool:
    """Whether a loss that is told is less with what may be there."""
    return known in ("down", "degraded") and ORDER.index(maybe) > ORDER.index(known)


def of_left(known: Sequence[_L], most: Sequence[_L], more: Perhaps) -> tuple[_L, ...]:
    """What is left of databases or parts, as far as that is certain."""
    others = {item.address: item for item in most}
    return tuple(_of_one(item, others.get(item.address), more) for item in known)


def _of_one(item: _L, other: _L | None, more: Perhaps) -> _L:
    outcome = other.outcome if other is not None else "survives"
    goes = other is not None and (other.goes_with_one or outcome == "down")
    if not _is_saved(item.outcome, outcome) and (goes or not item.goes_with_one):
        return item
    why = item.why + more.unless(item.address)
    return replace(item, outcome="unknown", why=why, goes_with_one=False)


def of_serving(
    known: Sequence[PartVerdict],
    most: Sequence[PartVerdict],
    standing: Iterable[str],
    more: Perhaps,
) -> Iterator[PartVerdict]:
    """What instances and balancers mean, as far as that is certain.

    standing: the addresses of those that there may be; of what is not among them, for it stands
        together with others there, the worst of all counts.
    """
    told = frozenset(standing)
    worst: dict[str, Outcome] = {}
    for address, outcome, _ in most:
        for at in (address, ""):
            worst[at] = min(worst.get(at, "survives"), outcome, key=ORDER.index)
    for address, outcome, why in known:
        if _is_saved(outcome, worst.get(address if address in told else "", "survives")):
            yield address, "unknown", why + more.unless(address)
        else:
            yield address, outcome, why


def of_ways(
    known: Sequence[CutOff], most: Sequence[CutOff], more: Perhaps
) -> tuple[tuple[CutOff, ...], tuple[DrillVerdict, ...]]:
    """The subnets that have no way for certain, and what to say of those that may have one."""
    closed = {(item.subnet, item.to) for item in most}
    sure = tuple(item for item in known if (item.subnet, item.to) in closed)
    rest = tuple(item for item in known if (item.subnet, item.to) not in closed)
    unless = more.unless(*(item.subnet for item in rest)) if rest else ""
    return sure, tuple(("unknown", why + unless) for _, why in of_cut_off(rest))


def of_region(known: DrillVerdict, most: DrillVerdict, more: Perhaps) -> DrillVerdict:
    """What the loss of a region means, as far as that is certain."""
    if _is_saved(known[0], most[0]):
        return "unknown", known[1] + more.unless()
    return known


def of_findings(
    known: Sequence[Weakness], most: Sequence[Weakness], more: Perhaps
) -> tuple[Weakness, ...]:
    """The findings; one that may not be there with more of what is not counted says so.

    It is as severe as it is where another that is no less stands in its place then.
    """
    told, there = {_what(item) for item in known}, {_what(item) for item in most}
    instead = [SEVERITIES.index(item.severity) for item in most if _what(item) not in told]
    found = []
    for item in known:
        if _what(item) in there:
            found.append(item)
            continue
        place = SEVERITIES.index(item.severity)
        if min(instead, default=len(SEVERITIES)) > place:
            place = max(place, SEVERITIES.index("medium"))
        title = item.title + more.unless(item.address)
        found.append(replace(item, severity=SEVERITIES[place], title=title))
    found.sort(key=lambda item: (SEVERITIES.index(item.severity), item.address, item.title))
    return tuple(found)


def _what(item: Weakness) -> tuple[str, str]:
    """Where a weakness is and what mends it, for a title counts what there is."""
    return item.address, item.fix
