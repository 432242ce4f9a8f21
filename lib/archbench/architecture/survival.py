"""What each part of the graph keeps when zones are lost, and whether requests still find a way.

Balancers, instances and databases are simulated instance by instance elsewhere; here is everything
else that stands in zones, by what its Kind says of how it fails.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archbench.architecture.failure import Failure, Outcome, Verdict, listed
from archbench.architecture.model import Architecture
from archbench.architecture.part import Graph, Part
from archbench.architecture.standing import kind_for
from archbench.hcl.values import Unknown
from archbench.terraform.canonical import canonical

ACTING = ("entry", "workload", "store", "channel")
"""Roles of what a request needs: its loss may stop the stack."""
ROUTING = ("aws_route", "aws_route_table_association", "aws_main_route_table_association")
"""Helpers that decide where a subnet's requests leave."""
UNMOVED = ("global", "regional", "none")
"""Losses that no zone carries."""


@dataclass(frozen=True, slots=True)
class PartLeft:
    """A part's zones before and after, and what that means."""

    address: str
    name: str
    title: str
    before: int
    left: int
    outcome: Outcome
    why: str
    """What parts alike have in common: "standing in us-east-1a alone"; "" where nothing is lost."""
    acts: bool
    """Whether a request may need it."""


MOST_NAMED = 4
"""Parts that a sentence names, before it counts the others."""


def of_parts(parts: Iterable[PartLeft]) -> Iterator[Verdict]:
    """One verdict for all parts of one outcome and reason, by name."""
    alike: dict[tuple[Outcome, str], list[str]] = {}
    for part in parts:
        if part.why:
            alike.setdefault((part.outcome, part.why), []).append(f"{part.title} {part.name}")
    for (outcome, why), names in alike.items():
        shown = names if len(names) <= MOST_NAMED else names[: MOST_NAMED - 1]
        more = [f"{len(names) - len(shown)} more"] if len(names) > len(shown) else []
        yield outcome, f"{why}: {listed([*shown, *more])}"


def in_zones(graph: Graph, region: str) -> tuple[Part, ...]:
    """The parts that stand in zones of a region and may be lost with one."""
    return tuple(
        part
        for part in graph.parts.values()
        if part.place.scope == "zones" and part.place.region == region and part.loss not in UNMOVED
    )


def not_simulated(architecture: Architecture) -> tuple[str, ...]:
    """The addresses of what stands in zones while nobody has said how it fails."""
    shaped = architecture.shaped()
    return tuple(
        part.address
        for part in architecture.graph.parts.values()
        if part.place.scope == "zones" and part.loss == "untold" and part.address not in shaped
    )


def matters(address: str, *, ways_out: bool = True) -> bool:
    """Whether the number of a resource's instances could change what the loss of a zone means.

    That of what stands in zones, of what requests pass through, and, with ways_out, of the network
    by which they leave.
    """
    kind = kind_for(canonical(address.split(".")[-2]))
    if kind is None:
        return False
    ways = any(link.kind == "request" for link in kind.links)
    if kind.role == "network" or kind.types[0] in ROUTING:
        return ways_out
    if kind.is_part:
        return kind.loss not in UNMOVED
    return kind.role == "passage" or kind.places or ways


def survivors(graph: Graph, failure: Failure, simulated: frozenset[str]) -> tuple[PartLeft, ...]:
    """What is left of every part that stands in zones of the failure's region.

    simulated are the addresses of the parts that are drilled instance by instance.
    """
    found = []
    for part in in_zones(graph, failure.region):
        if part.address in simulated:
            continue
        left = [zone for zone in part.place.zones if zone not in failure.zones]
        outcome, why = _outcome(graph, part, left) if failure.zones else ("survives", "")
        found.append(
            PartLeft(
                part.address,
                part.name,
                part.kind.title,
                len(part.place.zones),
                len(left),
                outcome,
                why,
                acts=part.kind.role in ACTING,
            )
        )
    return tuple(found)


def _outcome(graph: Graph, part: Part, left: list[str]) -> tuple[Outcome, str]:
    """What the loss of zones does to a part that stands in some, of which these are left."""
    touched = len(left) < len(part.place.zones)
    if part.units == 0 or (part.place.told and not touched):
        return "survives", ""
    if part.loss == "standby" and len(part.place.zones) != 1:
        return "survives", "taken over by another zone" if touched else ""
    if not part.place.told:
        return "unknown", "standing in zones that cannot be told"
    if part.loss == "untold":
        return "unknown", "not simulated when its zone is lost"
    if not left:
        return _lost(graph, part), f"standing in {listed(list(part.place.zones))} alone"
    return _partly(part, left)


def _partly(part: Part, left: list[str]) -> tuple[Outcome, str]:
    """What it means that some of its zones are lost, and some are left."""
    zones = part.place.zones
    if part.loss == "single":
        return "unknown", f"standing in one zone that AWS picks, {listed(list(zones), 'or')}"
    if isinstance(part.units, Unknown):
        return "unknown", "running in a number that cannot be told"
    if part.units is not None and part.units < len(zones):
        return "survives", f"started again in {listed(left, 'or')} where it ran in the lost zone"
    return "survives", ""


def _lost(graph: Graph, part: Part) -> Outcome:
    """Down where nothing else does what a lost part did."""
    if part.kind.role not in ACTING:
        return "degraded"
    if part.kind.role == "workload":
        entries = {
            relation.source
            for relation in graph.incoming.get(part.address, ())
            if relation.kind == "request"
        }
        others = {
            relation.target
            for entry in entries
            for relation in graph.outgoing.get(entry, ())
            if relation.kind == "request" and relation.target != part.address
        }
        gone = frozenset(part.place.zones)
        if any(_stays(graph.parts[other], gone) for other in others):
            return "degraded"
    return "down"


def _stays(part: Part, lost: frozenset[str]) -> bool:
    """Whether a part is left in some zone for certain."""
    if part.loss in UNMOVED:
        return True
    told = part.place.told and part.loss == "spread" and part.units != 0
    return told and any(zone not in lost for zone in part.place.zones)
