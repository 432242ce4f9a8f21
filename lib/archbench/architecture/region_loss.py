"""What the loss of a whole region means: what stood there, and what goes on elsewhere."""

from archbench.architecture.failure import Verdict, listed
from archbench.architecture.model import Architecture
from archbench.architecture.part import Graph, Part
from archbench.architecture.survival import ACTING

_NEEDS = ("request", "data", "event", "grant", "uses")
MOST_NAMED = 3


def of_region(architecture: Architecture, region: str) -> Verdict:
    """The verdict on losing one region with everything in it."""
    failover = _failover(architecture, region)
    if failover:
        return failover
    graph = architecture.graph
    acting = [part for part in graph.parts.values() if part.kind.role in ACTING]
    here = [part for part in acting if part.place.region == region]
    elsewhere = [part for part in acting if part.place.region not in (region, "")]
    if not elsewhere:
        return "down", _alone(here, region)
    lost = {part.address for part in here}
    sources = {address: source for address in lost if (source := _copied_from(graph, address))}
    if here and all(part.address in sources or part.member_of in sources for part in here):
        kept = sorted({source.place.region for source in sources.values()})
        return "degraded", f"only copies stand in {region}: {_names(here)}; {listed(kept)} goes on"
    copies = [part for part in elsewhere if _original(graph, part.address, lost)]
    if len(copies) == len(elsewhere):
        promoted = f"{_names(copies)} must be promoted by somebody"
        return "down", f"what is written in {region} is lost; {promoted}"
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
        return "down", f"{part.name} in {part.place.region} needs {needed.name}, lost in {region}"
    others = sorted({part.place.region for part in elsewhere})
    verb = "goes" if len(others) == 1 else "go"
    return (
        "degraded",
        f"lost in {region}: {_names(here) or 'nothing'}; {listed(others)} {verb} on",
    )


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


def _failover(architecture: Architecture, region: str) -> Verdict | None:
    """Where DNS leads once a region is lost; None where no failover record leads elsewhere."""
    inside = {
        part.address for part in architecture.graph.parts.values() if part.place.region == region
    }
    names = {
        record.fqdn
        for record in architecture.records
        if record.failover == "PRIMARY" and record.target in inside
    }
    for record in architecture.records:
        if record.failover == "SECONDARY" and record.fqdn in names and record.target not in inside:
            target = record.target or "a target that cannot be told"
            return "degraded", f"{record.fqdn} leads to {target}; everything in {region} is lost"
    return None
