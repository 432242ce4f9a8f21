"""What the loss of a whole region means: what stood there, and what goes on elsewhere."""

from archbench.architecture.failure import DrillVerdict, Outcome, listed
from archbench.architecture.model import Architecture
from archbench.architecture.part import Graph, Part
from archbench.architecture.survival import ACTING
from archbench.frozen import frozen

_NEEDS = ("request", "data", "event", "grant", "uses")
_SERVES = ("entry", "workload")
MOST_NAMED = 3


@frozen
class _Left:
    """What the loss of a region means, and the regions that go on without it."""

    outcome: Outcome
    why: str
    going_on: tuple[str, ...] = ()


def of_region(architecture: Architecture, region: str) -> DrillVerdict:
    """The verdict on losing one region with everything in it."""
    failover = _failover(architecture, region)
    if failover:
        return failover
    left = _without(architecture, region)
    return left.outcome, left.why


def going_on(architecture: Architecture, region: str) -> str:
    """Which other regions go on whatever is lost in this one, in words; "" for none."""
    if len(architecture.regions) < 2:
        return ""
    return _go_on(_without(architecture, region).going_on)


def _go_on(regions: tuple[str, ...]) -> str:
    return f"{listed(list(regions))} {'goes' if len(regions) == 1 else 'go'} on" if regions else ""


def _without(architecture: Architecture, region: str) -> _Left:
    graph = architecture.graph
    acting = [part for part in graph.parts.values() if part.kind.role in ACTING]
    here = [part for part in acting if part.place.region == region]
    elsewhere = [part for part in acting if part.place.region not in (region, "")]
    if not elsewhere:
        return _Left("down", _alone(here, region))
    lost = {part.address for part in here}
    sources = {address: source for address in lost if (source := _copied_from(graph, address))}
    if here and all(part.address in sources or part.member_of in sources for part in here):
        kept = tuple(sorted({source.place.region for source in sources.values()}))
        copies = f"only copies stand in {region}: {_names(here)}"
        return _Left("degraded", f"{copies}; {_go_on(kept)}", kept)
    copied = [part for part in elsewhere if _original(graph, part.address, lost)]
    if len(copied) == len(elsewhere):
        read = [part for part in copied if _asked_from_outside(graph, part.address)]
        if read:
            kept = tuple(sorted({part.place.region for part in read}))
            why = f"what is written in {region} is lost; {_names(read)} can still be read"
            return _Left("degraded", why, kept)
        promoted = f"{_names(copied)} must be promoted by somebody"
        return _Left("down", f"what is written in {region} is lost; {promoted}")
    needing = next(
        (
            (part, graph.parts[relation.target])
            for part in elsewhere
            for relation in graph.outgoing.get(part.address, ())
            if relation.kind in _NEEDS and relation.target in lost
        ),
        None,
    )
    if needing:
        part, needed = needing
        why = f"{part.name} in {part.place.region} needs {needed.name}, lost in {region}"
        return _Left("down", why)
    return _beside(architecture, region, here, elsewhere)


def _beside(
    architecture: Architecture, region: str, here: list[Part], elsewhere: list[Part]
) -> _Left:
    """What other regions go on with that need nothing of the lost one."""
    lost = {part.address for part in here}
    serving = {part.address for part in elsewhere if part.kind.role in _SERVES}
    if not serving and any(part.kind.role in _SERVES for part in here):
        where = listed(sorted({part.place.region for part in elsewhere}))
        kept = f"what stands in {where} serves nobody by itself: {_names(elsewhere)}"
        return _Left("down", f"all that serves stands in {region}; {kept}")
    entrances = _entrances(architecture, lost, serving)
    if entrances:
        return _Left("down", f"{listed(entrances[:MOST_NAMED])} leads to {region} alone")
    others = tuple(sorted({part.place.region for part in elsewhere}))
    return _Left(
        "degraded", f"lost in {region}: {_names(here) or 'nothing'}; {_go_on(others)}", others
    )


def _entrances(architecture: Architecture, lost: set[str], serving: set[str]) -> list[str]:
    """What leads in from outside of any region, where all of it leads only to what is lost."""
    graph = architecture.graph
    leading = [
        (record.fqdn, target) for record in architecture.records for target in record.targets
    ]
    leading += [
        (f"{part.kind.title} {part.name}", relation.target)
        for part in graph.parts.values()
        for relation in graph.outgoing.get(part.address, ())
        if relation.kind == "request" and not part.place.region
    ]
    if any(target in serving for _, target in leading):
        return []
    return list(dict.fromkeys(name for name, target in leading if target in lost))


def _alone(here: list[Part], region: str) -> str:
    """What is lost with the only region that anything stands in; some of it keeps copies."""
    copied = [part for part in here if any(at != region for at in part.copies)]
    if not copied:
        return f"everything stands in {region}, and no failover record leads elsewhere"
    regions = sorted({at for part in copied for at in part.copies if at != region})
    kept = listed([at or "a region that cannot be told" for at in regions])
    return f"all that works stands in {region}; copies of {_names(copied)} stand in {kept}"


def _copied_from(graph: Graph, address: str) -> Part | None:
    """What a part is a copy of, in another region."""
    home = graph.parts[address].place.region
    sources = (
        graph.parts[relation.source]
        for relation in graph.incoming.get(address, ())
        if relation.kind == "replica"
    )
    return next((source for source in sources if source.place.region not in (home, "")), None)


def _asked_from_outside(graph: Graph, address: str) -> bool:
    """Whether something that stands in no region leads to a part: a distribution, a record."""
    return any(
        relation.kind == "request" and not graph.parts[relation.source].place.region
        for relation in graph.incoming.get(address, ())
    )


def _original(graph: Graph, address: str, lost: set[str]) -> bool:
    """Whether a part, or what it is a member of, is a copy of something lost."""
    part = graph.parts[address]
    return any(
        relation.kind == "replica" and relation.source in lost
        for own in (address, part.member_of)
        for relation in graph.incoming.get(own, ())
    )


def _names(parts: list[Part]) -> str:
    """The names of some parts, the first few of many; a cluster stands for its members."""
    whole = [part for part in parts if not part.member_of]
    names = [f"{part.kind.title} {part.name}" for part in whole[:MOST_NAMED]]
    more = len(whole) - len(names)
    return listed([*names, f"{more} more"] if more else names) if names else ""


def _failover(architecture: Architecture, region: str) -> DrillVerdict | None:
    """Where DNS leads once a region is lost; None where no failover record leads elsewhere."""
    inside = {
        part.address for part in architecture.graph.parts.values() if part.place.region == region
    }
    names = {
        record.fqdn
        for record in architecture.records
        if record.failover == "PRIMARY" and inside & {*record.targets}
    }
    for record in architecture.records:
        apart = not inside & {*record.targets}
        if record.failover == "SECONDARY" and record.fqdn in names and apart:
            target = record.target or "a target that cannot be told"
            return "degraded", f"{record.fqdn} leads to {target}; everything in {region} is lost"
    return None
