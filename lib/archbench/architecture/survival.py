"""What each part of the graph keeps when zones are lost, and whether requests still find a way.

Balancers, instances and databases are simulated instance by instance elsewhere; here is everything
else that stands in zones, by what its Kind says of how it fails.
"""

from collections.abc import Iterable, Iterator, Mapping

from archbench.architecture.failure import ORDER, DrillVerdict, Failure, Outcome, listed
from archbench.architecture.foreign import runs_in_aws
from archbench.architecture.model import Architecture
from archbench.architecture.part import UNMOVED, Graph, Part, Place
from archbench.architecture.reach import unreached
from archbench.architecture.standing import kind_for
from archbench.aws.kind import Role
from archbench.frozen import frozen, replace
from archbench.hcl.values import Unknown
from archbench.terraform.address import without_keys
from archbench.terraform.canonical import canonical

ACTING = ("entry", "workload", "store", "channel")
"""Roles of what a request needs: its loss may stop the stack."""
ROUTING = ("aws_route", "aws_route_table_association", "aws_main_route_table_association")
"""Helpers that decide where a subnet's requests leave."""
FOLLOWS = ("aws_ebs_volume",)
"""What is attached to an instance: its loss, and its level, are those of the instance."""


@frozen
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
    role: Role
    goes_with_one: bool = False
    """Whether the loss of one zone takes it, though nobody can tell which zone that is."""

    @property
    def acts(self) -> bool:
        """Whether a request may need it."""
        return self.role in ACTING

    @property
    def taken_over(self) -> bool:
        """Whether a unit in another zone does its work now."""
        return self.outcome == "survives" and bool(self.why)


MOST_NAMED = 4
"""Parts that a sentence names, before it counts the others."""


def of_parts(parts: Iterable[PartLeft]) -> Iterator[DrillVerdict]:
    """One verdict for all parts of one reason, by name; those that decide it first."""
    alike: dict[str, list[PartLeft]] = {}
    for part in parts:
        if part.why:
            alike.setdefault(part.why, []).append(part)
    for why, found in alike.items():
        found.sort(key=lambda part: ORDER.index(part.outcome))
        names = [f"{part.title} {part.name}" for part in found]
        yield found[0].outcome, f"{why}: {some(names)}"


def some(names: list[str]) -> str:
    """The names of a few parts; the first ones of many, and how many more there are."""
    names = list(dict.fromkeys(names))
    shown = names if len(names) <= MOST_NAMED else names[: MOST_NAMED - 1]
    more = [f"{len(names) - len(shown)} more"] if len(names) > len(shown) else []
    return listed([*shown, *more])


def in_zones(graph: Graph, region: str) -> tuple[Part, ...]:
    """The parts of a region that may be lost with a zone, or cannot be reached without it."""
    return (
        *(
            part
            for part in graph.parts.values()
            if part.place.region == region and (part.loss not in UNMOVED or part.doubts)
        ),
        *_footed(graph, region),
    )


def _footed(graph: Graph, region: str) -> Iterator[Part]:
    """What AWS keeps over a region, as each VPC reaches it: through the zones of its feet."""
    for foot in graph.feet:
        part = graph.parts[foot.owner]
        if part.place.region == region:
            place = Place("zones", region, foot.told, foot.vpc, zones=foot.zones)
            yield replace(part, place=place, loss="spread", doubts=())


def not_simulated(architecture: Architecture) -> tuple[str, ...]:
    """The addresses of what may stand in zones while nothing says how it fails."""
    shaped = architecture.shaped()
    return tuple(
        part.address
        for part in architecture.graph.parts.values()
        if part.loss == "untold" and part.address not in shaped
    )


def matters(address: str, *, ways_out: bool = True) -> bool:
    """Whether the number of a resource's instances could change what the loss of a zone means.

    That of what stands in zones, of what requests pass through, and, with ways_out, of the network
    by which they leave.
    """
    type_ = _type_of(address)
    kind = kind_for(type_)
    if kind is None:
        return runs_in_aws(type_)
    ways = any(link.kind == "request" for link in kind.links)
    if kind.role == "network" or type_ in ROUTING:
        return ways_out
    if kind.is_part:
        return kind.loss not in UNMOVED
    return kind.role == "passage" or kind.places or kind.foot or ways


def may_act(address: str) -> bool:
    """Whether a resource of unknown number is one that requests need, wherever it stands."""
    kind = kind_for(_type_of(address))
    return kind is not None and kind.is_part and kind.role in ACTING


def _type_of(address: str) -> str:
    return canonical(without_keys(address).split(".")[-2])


def survivors(graph: Graph, failure: Failure, simulated: frozenset[str]) -> tuple[PartLeft, ...]:
    """What is left of every part that stands in zones of the failure's region.

    simulated are the addresses of the parts that are drilled instance by instance.
    """
    found = []
    after = _after(graph, failure)
    for part in in_zones(graph, failure.region):
        # what runs in a number of 0 is no loss, and keeps nothing going either
        if part.address in simulated or part.units == 0 or follows(graph, part):
            continue
        left = [zone for zone in part.place.zones if zone not in failure.zones]
        outcome, why = _outcome(graph, part, after) if failure.zones else ("survives", "")
        found.append(
            PartLeft(
                part.address,
                part.name,
                part.kind.title,
                len(part.place.zones),
                len(left),
                outcome,
                why,
                role=part.kind.role,
                goes_with_one=outcome == "unknown" and _is_in_one(part),
            )
        )
    return tuple(found)


def _is_in_one(part: Part) -> bool:
    """Whether a part that requests may need stands in one zone at a time, whichever that is."""
    if part.doubts or part.kind.role not in ACTING:
        return False
    few = 2 if part.fewest is None else part.fewest.units
    return part.loss == "single" or (part.loss == "spread" and 1 in (part.units, few))


def follows(graph: Graph, part: Part) -> bool:
    """Whether a part fails with the instance it is attached to, and is no point of its own."""
    return part.kind.types[0] in FOLLOWS and any(
        item.kind == "data" and graph.parts[item.source].kind.role == "workload"
        for item in graph.incoming.get(part.address, ())
    )


@frozen
class _After:
    """What a failure leaves for certain: the entries in zones, and the workloads that are asked.

    Both by their region.
    """

    lost: frozenset[str]
    entered: Mapping[str, frozenset[str]]
    answering: Mapping[str, frozenset[str]]
    of_any: bool
    """Whether the lost zone stands for whichever it is."""


def _outcome(graph: Graph, part: Part, after: _After) -> tuple[Outcome, str]:
    """What the loss of zones does to a part."""
    zones = part.place.zones
    left = [zone for zone in zones if zone not in after.lost]
    told = part.place.told and bool(zones)
    touched = len(left) < len(zones)
    if told and not touched:
        return "survives", ""
    if part.loss == "untold" or (part.doubts and (left or not zones)):
        return "unknown", _not_told(part)
    if part.loss == "standby" and part.place.told and len(zones) != 1:
        return "survives", "taken over by another zone" if touched else ""
    if not told:
        alone = _is_in_one(part)
        where = "one zone at a time, and which" if alone else "zones that"
        outcome = _lost(graph, part, after) if alone and after.of_any else "unknown"
        return outcome, f"standing in {where} cannot be told"
    if left:
        return _partly(graph, part, left, after)
    footed = graph.parts[part.address].loss in UNMOVED
    how = "with subnets in" if footed else "standing in"
    return _lost(graph, part, after), f"{how} {listed(list(zones))} alone"


def _not_told(part: Part) -> str:
    """Why nothing is said of how a part fails: nobody has said it, or its arguments do not."""
    if part.doubts:
        return part.doubts[0].why
    if isinstance(part.kind.loss, str):
        return "not simulated when a zone is lost"
    return "failing in a way that its arguments leave open"


def _partly(graph: Graph, part: Part, left: list[str], after: _After) -> tuple[Outcome, str]:
    """What it means that some of its zones are lost, and some are left."""
    zones = part.place.zones
    if unreached(graph, part.address, left, after.lost):
        where = f"left in {listed(left)} alone, where its load balancer has no subnet"
        return _lost(graph, part, after), where
    if part.loss == "single":
        return "unknown", f"standing in one zone that AWS picks, {listed(list(zones), 'or')}"
    return _by_number(graph, part, left, after)


def _by_number(graph: Graph, part: Part, left: list[str], after: _After) -> tuple[Outcome, str]:
    """What it means by how many units there are, and how few at times."""
    few = part.fewest
    if few is not None and few.units == 0:
        return "unknown", f"running nothing {few.when}"
    again = f"if it ran there, until it is started again in {listed(left, 'or')}"
    if few is not None and few.units == 1:
        return _lost(graph, part, after), f"gone {few.when}, {again}"
    if part.units == 1:
        return _lost(graph, part, after), f"gone, {again}"
    if few is not None or isinstance(part.units, Unknown):
        when = f" {few.when}" if few is not None else ""
        return "unknown", f"running in a number that cannot be told{when}"
    return "survives", ""


def _lost(graph: Graph, part: Part, after: _After) -> Outcome:
    """Down where nothing else does what a lost part did, or led an entry's requests on.

    Its clients are those of its region: what stands in another serves them where who asked the lost
    part asks it as well. That another region goes on by itself is told of the whole.
    """
    asked_by = [item for item in graph.incoming.get(part.address, ()) if item.kind == "request"]
    leads_on = any(graph.parts[item.source].kind.role == "entry" for item in asked_by)
    if part.kind.role not in ACTING and not leads_on:
        return "degraded"
    others: Iterable[str] = ()
    if part.kind.role == "entry":
        others = after.entered.get(part.place.region, ())
    elif part.kind.role == "workload" or leads_on:
        beside = (
            item.target
            for source in dict.fromkeys(item.source for item in asked_by)
            for item in graph.outgoing[source]
            if item.kind == "request" and _answers(graph.parts[item.target], after)
        )
        # a workload that nobody asks is missed by no request that another answers
        others = beside if asked_by else after.answering.get(part.place.region, ())
    return "degraded" if any(one != part.address for one in others) else "down"


def _answers(part: Part, after: _After) -> bool:
    return part.address in after.answering.get(part.place.region, ())


def _after(graph: Graph, failure: Failure) -> _After:
    lost = failure.zones
    # AWS's own entries may lead to a lost one
    entries = (
        part
        for part in graph.parts.values()
        if part.kind.role == "entry" and part.loss not in UNMOVED
    )
    asked = dict.fromkeys(item.target for item in graph.relations if item.kind == "request")
    workloads = (part for one in asked if (part := graph.parts[one]).kind.role == "workload")
    left = _left_of(entries, lost), _left_of(workloads, lost)
    return _After(lost, *left, of_any=failure.of_any)


def _left_of(parts: Iterable[Part], lost: frozenset[str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for part in parts:
        if _stays(part, lost):
            found.setdefault(part.place.region, set()).add(part.address)
    return {region: frozenset(addresses) for region, addresses in found.items()}


def _stays(part: Part, lost: frozenset[str]) -> bool:
    """Whether a part is left in some zone for certain."""
    if part.loss in UNMOVED:
        return True
    zones = part.place.zones
    left = [zone for zone in zones if zone not in lost]
    if part.loss != "spread" or not part.place.told or not left or isinstance(part.units, Unknown):
        return False
    if part.doubts or part.fewest:
        return False
    return part.units != 0 and (part.units != 1 or len(left) == len(zones))
