"""Availability to expect from the service levels AWS publishes, in series and in parallel.

A service level is the monthly uptime below which AWS pays credits; it is a promise, not a measured
figure. What has no service level here is listed among the assumptions, never guessed.
"""

from collections.abc import Iterator
from decimal import Decimal
from math import prod

from archbench.architecture import part as graph_part
from archbench.architecture.egress import untold_targets
from archbench.architecture.facts import Fact, fact
from archbench.architecture.model import (
    Architecture,
    DatabaseCluster,
    DatabaseInstance,
    Region,
    ScalingGroup,
    Vpc,
)
from archbench.architecture.part import UNMOVED, Fewest, Graph
from archbench.architecture.survival import ACTING, FOLLOWS, matters
from archbench.aws.month import HOURS
from archbench.frozen import frozen
from archbench.hcl.values import Unknown
from archbench.terraform.address import is_module

MINUTES_PER_MONTH = int(HOURS) * 60
_COUNTED = (*FOLLOWS, "aws_route53_zone")
"""Types whose level is that of another part."""

_ASSUMPTIONS = (
    "A request needs every part of its region (series), and parts fail independently.",
    "A service level is what AWS promises before it pays credits, not what was measured.",
    "Several instances in one zone count as one: AWS gives no level for them together.",
    "NAT gateways, resolvers, certificates, the application and its deployments are not counted.",
)
_UNTOLD_NUMBER = "how many run cannot be told"
_FAILOVER = "DNS failover to another region works at once (parallel); it takes minutes in truth."


@frozen
class LevelledService:
    """One service every request passes, and the level AWS publishes for how it is deployed."""

    region: str
    """"" for Route 53, which has none, and for what has no known place."""
    name: str
    level: Decimal | None
    """Uptime, 0 to 1; None when its zones, or what it is, cannot be told, or AWS gives none."""
    basis: str
    """How it is deployed, and so which level counts; or why none does."""
    source: Fact | None
    """The agreement; None without a level."""
    better: Fact | None = None
    """The level of the same over several zones, or with a standby; None where it has that."""


@frozen
class Availability:
    """Parts in series in each region; regions in parallel where DNS fails over between them."""

    parts: tuple[LevelledService, ...]
    in_parallel: bool
    assumptions: tuple[str, ...]

    @property
    def total(self) -> Decimal | None:
        """Uptime to expect of the whole, 0 to 1; None when nothing serves or a part is unknown."""
        levels: dict[str, list[Decimal]] = {}
        for part in self.parts:
            if part.level is None:
                return None
            levels.setdefault(part.region, []).append(part.level)
        shared = prod(levels.pop("", []), start=Decimal(1))
        if not levels:
            return None
        regions = [prod(found, start=Decimal(1)) for found in levels.values()]
        return shared * (parallel(*regions) if self.in_parallel else prod(regions))

    @property
    def minutes_down_per_month(self) -> Decimal | None:
        """Minutes of a 730-hour month the total allows to be down."""
        total = self.total
        return None if total is None else (1 - total) * MINUTES_PER_MONTH


def parallel(*levels: Decimal) -> Decimal:
    """The availability of parts that can each do the work alone and fail independently.

    >>> parallel(Decimal("0.99"), Decimal("0.99"))
    Decimal('0.9999')
    """
    return 1 - prod((1 - level for level in levels), start=Decimal(1))


def availability(architecture: Architecture) -> Availability:
    """What a request passes: DNS, load balancer, compute, database."""
    parts = [
        part
        for region in architecture.regions
        for part in _region(region, architecture.graph, architecture.unasked)
    ]
    parts += _others(architecture)
    if not parts:
        return Availability((), in_parallel=False, assumptions=())
    parts += _uncounted(architecture)
    if architecture.records:
        level = fact("route53-level")
        parts.insert(0, LevelledService("", "Route 53", level.level, "hosted zone", level))
    failover = _fails_over(architecture)
    return Availability(
        tuple(parts), failover, (*_ASSUMPTIONS, _FAILOVER) if failover else _ASSUMPTIONS
    )


def _uncounted(architecture: Architecture) -> Iterator[LevelledService]:
    """Parts of unknown number, and whole modules, which may hold more that a request needs."""
    for item in architecture.uncounted:
        if is_module(item.address):
            yield LevelledService("", item.address, None, "what it holds cannot be told", None)
        elif matters(item.address, ways_out=False):
            yield LevelledService("", item.address, None, "how many there are cannot be told", None)
    for item in architecture.leaving:
        yield LevelledService("", item.address, None, "what it leads to cannot be told", None)
    for item in architecture.foreign:
        yield LevelledService("", item.address, None, "what it runs cannot be told", None)


def _others(architecture: Architecture) -> Iterator[LevelledService]:
    """Every other part that a request reaches, and what stands in zones and may be needed.

    The level of an instance covers its volumes: https://aws.amazon.com/compute/sla/ is of both.
    Names of Route 53 are one part, the hosted zones included.
    """
    graph = architecture.graph
    counted = architecture.shaped() | {
        part.address for part in graph.parts.values() if part.kind.types[0] in _COUNTED
    }
    needed = _reached(graph)
    for part in graph.parts.values():
        acts = part.kind.role in ACTING and part.address not in counted and part.units != 0
        if acts and (part.address in needed or part.loss not in UNMOVED):
            yield _other(part)


def _other(part: graph_part.Part) -> LevelledService:
    several, one = part.kind.levels
    over = len(part.place.zones) if part.loss in ("spread", "standby") else 1
    name = f"{part.kind.title} {part.name}"
    if part.loss == "spread" and isinstance(part.units, Unknown) and over > 1:
        return LevelledService(part.place.region, name, None, _UNTOLD_NUMBER, None)
    if part.loss == "spread" and isinstance(part.units, int):
        over = min(over, part.units)
    few = part.fewest if part.loss == "spread" and over > 1 else None
    if few is not None and (few.units != 1 or not one):
        return LevelledService(part.place.region, name, None, _too_few(few), None)
    over = 1 if few else over
    known = several if part.loss in UNMOVED or over > 1 else one
    if not known or not part.place.told or part.loss == "untold" or part.doubts:
        return LevelledService(
            part.place.region, name, None, "no service level is known here", None
        )
    basis = "kept over zones" if part.loss in UNMOVED else f"over {_zones(over)}"
    basis += f" {few.when}" if few else ""
    return _part(part.place.region, name, fact(known), basis, several=several)


def _reached(graph: Graph) -> set[str]:
    """What requests from an entry reach, waiting for each answer."""
    stack = [part.address for part in graph.parts.values() if part.kind.role == "entry"]
    seen: set[str] = set()
    while stack:
        address = stack.pop()
        if address not in seen:
            seen.add(address)
            stack += [
                relation.target
                for relation in graph.outgoing.get(address, ())
                if relation.kind in ("request", "data", "grant")
            ]
    return seen


def _fails_over(architecture: Architecture) -> bool:
    """Whether one name leads to load balancers of several regions by failover records."""
    region_of = {
        balancer.address: region.name
        for region in architecture.regions
        for vpc in region.vpcs
        for balancer in vpc.load_balancers
    }
    reached: dict[str, set[str]] = {}
    for record in architecture.records:
        here = {region_of[target] for target in record.targets if target in region_of}
        if record.failover and here:
            reached.setdefault(record.fqdn, set()).update(here)
    return any(len(regions) > 1 for regions in reached.values())


def _region(region: Region, graph: Graph, unasked: frozenset[str]) -> Iterator[LevelledService]:
    for vpc in region.vpcs:
        for balancer in vpc.load_balancers:
            zones = len(balancer.zones)
            level = _level(zones, "balancer-level-zones", "balancer-level-one-zone")
            basis = f"balancer over {_zones(zones)}"
            several = "balancer-level-zones"
            yield _part(region.name, balancer.name, level, basis, several=several, told=zones > 0)
        yield from _compute(region.name, vpc, graph, unasked)
        for target in untold_targets(vpc, graph):
            yield LevelledService(
                region.name, target.name, None, "what stands behind it cannot be told", None
            )
        for cluster in vpc.clusters:
            yield _cluster(region.name, cluster, graph.parts[cluster.address].kind.levels)
        for database in vpc.databases:
            if database.role == "single":
                yield _database(region.name, database)


def _compute(
    region: str, vpc: Vpc, graph: Graph, unasked: frozenset[str]
) -> Iterator[LevelledService]:
    """Groups and plain instances that take requests."""
    for group in vpc.scaling_groups:
        if group.color == "idle" or group.desired == 0:
            continue
        few = graph.parts[group.address].fewest if len(group.zones) > 1 else None
        zones = _spread_over(group, few)
        when = f" {few.when}" if few else ""
        if zones is None:
            untold = _too_few(few) if few else _UNTOLD_NUMBER
            yield LevelledService(region, group.name, None, untold, None)
        else:
            yield _instances(region, group.name, zones, when)
    behind: dict[tuple[str, ...], set[str | None]] = {}
    names: dict[tuple[str, ...], str] = {}
    for machine in vpc.compute:
        if machine.color != "idle" and machine.address not in unasked:
            key = machine.target_groups or (machine.address,)
            behind.setdefault(key, set()).add(machine.zone)
            names.setdefault(key, machine.name)
    for key, found in behind.items():
        yield _instances(region, names[key], 0 if None in found else len(found))


def _spread_over(group: ScalingGroup, few: Fewest | None) -> int | None:
    """How many zones a group's instances stand in for certain; None where that cannot be told.

    The agreement is of instances that run in two zones or more at the same time: what leaves one
    of them at times leaves the level of one.
    """
    zones = len(group.zones)
    if zones < 2:
        return zones
    if few is not None:
        return 1 if few.units == 1 else None
    if isinstance(group.desired, int):
        return min(zones, group.desired)
    # it never runs fewer than its minimum; one may be one or several
    sure = group.minimum
    return min(zones, sure) if isinstance(sure, int) and sure > 1 else None


def _too_few(few: Fewest) -> str:
    """Why what leaves too few units at times leaves no level."""
    if few.units == 1:
        return f"no service level is known for one unit {few.when}"
    return f"none runs {few.when}" if few.units == 0 else f"{_UNTOLD_NUMBER} {few.when}"


def _instances(region: str, name: str, zones: int, when: str = "") -> LevelledService:
    alone = f"the level of a single instance{when}"
    basis = alone if zones == 1 else f"instances over {_zones(zones)}"
    level = _level(zones, "instances-level-zones", "instance-level")
    several = "instances-level-zones"
    return _part(region, name, level, basis, several=several, told=zones > 0)


def _cluster(region: str, cluster: DatabaseCluster, levels: tuple[str, str]) -> LevelledService:
    if cluster.multi_az:
        return _part(region, cluster.name, fact("rds-level-standby"), "Multi-AZ DB cluster")
    zones = len({item.zone for item in cluster.instances if item.zone})
    if len(cluster.instances) == 1:
        zones = 1  # whichever it is
    level = _level(zones, *levels)
    basis = f"cluster over {_zones(zones)}"
    return _part(region, cluster.name, level, basis, several=levels[0], told=zones > 0)


def _database(region: str, database: DatabaseInstance) -> LevelledService:
    if isinstance(database.multi_az, Unknown):
        return LevelledService(
            region, database.name, None, "whether it has a standby cannot be told", None
        )
    standby = database.multi_az is True
    level = fact("rds-level-standby" if standby else "rds-level-one")
    basis = "with a standby" if standby else "without a standby"
    return _part(region, database.name, level, basis, several="rds-level-standby")


def _level(zones: int, several: str, one: str) -> Fact:
    return fact(several if zones > 1 else one)


def _part(  # noqa: PLR0913 - each by its name
    region: str, name: str, level: Fact, basis: str, *, several: str = "", told: bool = True
) -> LevelledService:
    """A part with its level, or none when its zones cannot be told.

    several is the name of the level it has over several zones.
    """
    better = fact(several) if several and told and several != level.fact else None
    return LevelledService(region, name, level.level if told else None, basis, level, better)


def _zones(count: int) -> str:
    return f"{count} zone{'' if count == 1 else 's'}" if count else "untold zones"
