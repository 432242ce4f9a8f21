"""The tile of each element: icon, title, detail, badges; and the bands elements form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from archbench.architecture.element import Element
from archbench.architecture.joins import short_name
from archbench.architecture.model import (
    Compute,
    DatabaseCluster,
    DatabaseInstance,
    LoadBalancer,
    NatGateway,
    ScalingGroup,
    TargetGroup,
    Vpc,
)
from archbench.diagram import words
from archbench.diagram.card_text import TITLE_SIZE
from archbench.diagram.columns import LANE_CARD
from archbench.diagram.naming import many, without_common
from archbench.diagram.scene import (
    CARD_HEIGHT,
    ICON,
    TRAY_HEAD,
    TRAY_LINE,
    Accent,
    Badge,
    Look,
    Subject,
)
from archbench.diagram.text import width
from archbench.diagram.titling import called
from archbench.frozen import replace
from archbench.hcl.values import Unknown
from archbench.terraform.address import natural, resource_of

LANE_ROOM = LANE_CARD - ICON - 22
"""The width of a text on a card of the lane."""
NOWHERE = ""
"""The zone of what is in no zone that can be told."""
TIMES = "\N{MULTIPLICATION SIGN}"
MOST_IN_CELL = 3
T = TypeVar("T", bound=Element)


@dataclass(frozen=True, slots=True)
class Tile:
    """A card before it has a place."""

    key: str
    icon: str
    title: str
    detail: str
    subject: Subject
    look: Look = "plain"
    accent: Accent = ""
    badges: tuple[Badge, ...] = ()
    brief: str = ""
    tray: tuple[str, ...] = ()
    opens: bool = False

    @property
    def height(self) -> float:
        """How high its card is."""
        if not self.tray:
            return CARD_HEIGHT
        return CARD_HEIGHT + TRAY_HEAD + TRAY_LINE * len(self.tray)


@dataclass(frozen=True, slots=True)
class BandPlan:
    """A resource over zones: its tile in the lane and its tiles by zone.

    role is the row it stands in when none of its subnets is known; weight its instances; count how
    many of its kind it stands for.
    """

    tile: Tile
    cells: Mapping[str, tuple[Tile, ...]]
    role: str
    subnets: tuple[str, ...] = ()
    weight: int = 1
    count: int = 1


def bands(vpc: Vpc) -> tuple[BandPlan, ...]:
    """Every band of a VPC: balancers, groups, instances, databases; the live colour first."""
    targets = {
        group.address: group
        for group in (
            *(group for balancer in vpc.load_balancers for group in balancer.target_groups),
            *vpc.spare_target_groups,
        )
    }
    order = {"live": 0, "split": 1, "unknown": 2, "none": 2, "idle": 3}
    groups = sorted(vpc.scaling_groups, key=lambda item: (order[item.color], natural(item.address)))
    zone_of = {subnet.address: subnet.zone for subnet in vpc.subnets}
    return (
        *(_balancer(item, zone_of) for item in _sorted(vpc.load_balancers)),
        *(_group(item, targets, zone_of) for item in groups),
        *_computes(vpc.compute, targets),
        *(_cluster(item, zone_of) for item in _sorted(vpc.clusters)),
        *(_database(item, zone_of) for item in _sorted(vpc.databases)),
    )


def nat_tile(nat: NatGateway, zone: str = "") -> Tile:
    """A NAT gateway in its zone, or what a regional one has in a zone."""
    return Tile(
        f"{nat.address}@{zone}" if zone else nat.address,
        "nat",
        "NAT gateway",
        words.joined(nat.name, "regional" if nat.regional else ""),
        words.subject(nat, "NAT gateway", words.nat_facts(nat), zone=zone or nat.zone or ""),
    )


def _sorted(items: Iterable[T]) -> list[T]:
    return sorted(items, key=lambda item: natural(item.address))


def unknown_zones(known: Iterable[str]) -> tuple[Badge, ...]:
    """What a card says whose zones are not all told; known are those that are."""
    return (Badge("NOT ALL ZONES KNOWN" if any(known) else "ZONES NOT KNOWN", "neutral"),)


def _in_part(
    element: LoadBalancer | ScalingGroup, zone_of: Mapping[str, str | None]
) -> tuple[str, ...]:
    """The zones that are known where not all are: those of its subnets that have one."""
    known = {zone for subnet in element.subnets if (zone := zone_of.get(subnet))}
    return () if element.zones else tuple(sorted(known))


def _balancer(balancer: LoadBalancer, zone_of: Mapping[str, str | None]) -> BandPlan:
    kind = words.BALANCERS[balancer.kind]
    icon = {"application": "alb", "network": "nlb"}.get(balancer.kind, "elb")
    facts = words.balancer_facts(balancer)
    in_part = _in_part(balancer, zone_of)
    tile = Tile(
        balancer.address,
        icon,
        kind if width(kind, TITLE_SIZE, bold=True) <= LANE_ROOM else kind.replace(" load", ""),
        words.balancer_detail(balancer),
        words.subject(balancer, kind, facts),
        accent="balancer",
        badges=unknown_zones(in_part) if in_part else (),
    )
    node = {"application": "ALB node", "network": "NLB node"}.get(balancer.kind, "Balancer node")
    cross = {True: "cross-zone on", False: "cross-zone off"}
    detail = "" if isinstance(balancer.cross_zone, Unknown) else cross[balancer.cross_zone]
    cells = {
        zone: (
            Tile(
                f"{balancer.address}@{zone}",
                icon,
                node,
                detail,
                words.subject(balancer, node, facts, zone=zone),
                accent="balancer",
            ),
        )
        for zone in balancer.zones or in_part
    }
    role = "app" if balancer.internal is True else "public"
    return BandPlan(tile, cells, role, balancer.subnets)


def _group(
    group: ScalingGroup, targets: Mapping[str, TargetGroup], zone_of: Mapping[str, str | None]
) -> BandPlan:
    name = short_name(group.address)
    in_part = _in_part(group, zone_of)
    facts = words.group_facts(group)
    weights = [targets[item].weight for item in group.target_groups if item in targets]
    weight = max((item for item in weights if item is not None), default=None)
    look: Look = "idle" if group.desired == 0 else "plain"
    does = words.joined(words.capacity(group), *group.policies[:1])
    title, said = called("Auto Scaling", name, "", does, LANE_ROOM)
    tile = Tile(
        group.address,
        "asg",
        title,
        said,
        words.subject(group, "Auto Scaling group", facts),
        look,
        "compute",
        (*words.color_badge(group.color, weight), *(unknown_zones(in_part) if in_part else ())),
    )
    detail = words.joined(words.say(group.instance_type), group.volume)
    cells = {}
    for zone in group.zones or in_part:
        number = group.per_zone.get(zone)
        several = f"{TIMES} {'?' if isinstance(number, Unknown) else words.say(number, '?')}"
        cells[zone] = (
            Tile(
                f"{group.address}@{zone}",
                "ec2",
                f"EC2 {name} {several}",
                detail,
                words.subject(group, "instances of an Auto Scaling group", facts, zone=zone),
                "idle" if number == 0 else look,
                "compute",
                brief=f"EC2 {several}",
            ),
        )
    desired = group.desired
    return BandPlan(tile, cells, "app", group.subnets, desired if isinstance(desired, int) else 1)


def _computes(every: Iterable[Compute], targets: Mapping[str, TargetGroup]) -> list[BandPlan]:
    ordered = sorted(every, key=lambda item: natural(item.address))
    blocks: dict[str, list[Compute]] = {}
    for item in ordered:
        blocks.setdefault(resource_of(item.address), []).append(item)
    return [_compute(address, members, targets) for address, members in blocks.items()]


def _compute(address: str, members: list[Compute], targets: Mapping[str, TargetGroup]) -> BandPlan:
    name = short_name(address)
    types = ", ".join(sorted({words.say(item.instance_type) for item in members} - {""}))
    first = members[0]
    weights = [targets[t].weight for m in members for t in m.target_groups if t in targets]
    weight = max((item for item in weights if item is not None), default=None)
    everything = tuple(item.address for item in members)
    facts = (*words.compute_facts(first), ("instances", str(len(members))))
    title, detail = called("EC2", name, "", many(len(members), "instance"), LANE_ROOM)
    tile = Tile(
        f"block:{address}",
        "ec2",
        title,
        detail,
        Subject(
            first.address if len(members) == 1 else "",
            "EC2 instances",
            everything,
            words.place(first),
            tuple(fact for fact in facts if fact[1]),
        ),
        accent="compute",
        badges=words.color_badge(first.color, weight),
    )
    cells: dict[str, tuple[Tile, ...]] = {}
    in_zones = sorted(members, key=lambda item: item.zone or NOWHERE)
    for zone, group in groupby(in_zones, key=lambda item: item.zone or NOWHERE):
        here = list(group)
        if len(here) == 1:
            one = here[0]
            cells[zone] = (
                Tile(
                    one.address,
                    "ec2",
                    one.name,
                    words.say(one.instance_type),
                    words.subject(one, "EC2 instance", words.compute_facts(one), zone=zone),
                    accent="compute",
                    brief="EC2",
                ),
            )
            continue
        listed = tuple(item.address for item in here)
        cells[zone] = (
            Tile(
                f"block:{address}@{zone}",
                "ec2",
                f"EC2 {name} {TIMES} {len(here)}",
                types,
                Subject(
                    "",
                    "EC2 instances",
                    listed,
                    words.place(here[0]),
                    (("instance type", types),),
                    zone,
                ),
                accent="compute",
                brief=f"EC2 {TIMES} {len(here)}",
            ),
        )
    subnets = tuple(sorted({item.subnet for item in members if item.subnet}))
    return BandPlan(tile, cells, "app", subnets, len(members), len(members))


def _cluster(cluster: DatabaseCluster, zone_of: Mapping[str, str | None]) -> BandPlan:
    title = words.engine_name(cluster.engine)
    aws_chooses = any(item.zone is None for item in cluster.instances)
    tile = Tile(
        cluster.address,
        "aurora" if "aurora" in cluster.engine else "rds",
        title,
        words.cluster_detail(cluster),
        words.subject(
            cluster,
            "database cluster",
            words.cluster_facts(cluster),
            [item.address for item in cluster.instances if item.zone is None],
        ),
        accent="database",
        badges=(
            *((Badge("MULTI-AZ", "info"),) if cluster.multi_az else ()),
            *((Badge("ZONES BY AWS", "neutral"),) if aws_chooses else ()),
        ),
    )
    cells: dict[str, tuple[Tile, ...]] = {}
    placed = [item for item in cluster.instances if item.zone is not None]
    family = [cluster.name, *(item.name for item in cluster.instances)]
    for zone in sorted({item.zone for item in placed if item.zone}):
        here = sorted((i for i in placed if i.zone == zone), key=lambda i: natural(i.address))
        cells[zone] = _cell([_instance(item, family) for item in here])
    zones = {zone_of.get(subnet) for subnet in cluster.subnets} | set(cluster.zones)
    for zone in sorted(zone for zone in zones if zone):
        cells.setdefault(zone, ())
    return BandPlan(tile, cells, "database", cluster.subnets, max(1, len(cluster.instances)))


def _database(instance: DatabaseInstance, zone_of: Mapping[str, str | None]) -> BandPlan:
    multi = instance.multi_az is True
    tile = Tile(
        instance.address,
        "rds",
        words.engine_name(instance.engine),
        words.joined(
            words.say(instance.instance_class),
            "single zone" if instance.multi_az is False else "",
        ),
        words.subject(instance, "database", words.database_facts(instance)),
        accent="database",
        badges=(Badge("MULTI-AZ", "info"),) if multi else (),
    )
    zones = sorted({zone for subnet in instance.subnets if (zone := zone_of.get(subnet))})
    cells: dict[str, tuple[Tile, ...]] = dict.fromkeys(zones, ())
    if instance.zone:
        part = _instance(instance, [instance.name])
        part = replace(part, key=f"{part.key}@{instance.zone}", icon="database.RDSInstance")
        if multi:
            part = replace(part, badges=(Badge("PRIMARY", "data"),))
        cells[instance.zone] = (part,)
    others = [zone for zone in zones if zone != instance.zone]
    if multi:
        cells |= {zone: (_standby(instance, zone, len(others)),) for zone in others}
    return BandPlan(tile, cells, "database", instance.subnets)


def _standby(instance: DatabaseInstance, zone: str, zones: int) -> Tile:
    """Where the standby of a database may be: told only where one zone is left for it."""
    told = bool(instance.zone) and zones == 1
    title = "Standby" if instance.zone else "Primary or standby"
    detail = "takes no reads" if told else "AWS picks the zone"
    subject = words.subject(instance, "standby of a database", (("standby", detail),), zone=zone)
    return Tile(
        f"{instance.address}@{zone} standby",
        "database.RDSInstance",
        title,
        detail,
        subject,
        "plain" if told else "idle",
        "database",
        badges=(Badge("STANDBY", "neutral"),) if told else (),
        brief="Standby?",
    )


def _instance(instance: DatabaseInstance, family: Sequence[str]) -> Tile:
    badge = {"writer": Badge("WRITER", "data"), "reader": Badge("READER", "idle")}
    return Tile(
        instance.address,
        "database",
        instance.name,
        words.say(instance.instance_class),
        words.subject(
            instance,
            f"database {instance.role}",
            words.database_facts(instance),
            zone=instance.zone or "",
        ),
        accent="database",
        badges=(badge[instance.role],) if instance.role in badge else (),
        brief=without_common(instance.name, family),
    )


def _cell(tiles: list[Tile]) -> tuple[Tile, ...]:
    """At most MOST_IN_CELL tiles; the rest of them become the last one."""
    if len(tiles) <= MOST_IN_CELL:
        return tuple(tiles)
    kept, rest = tiles[: MOST_IN_CELL - 1], tiles[MOST_IN_CELL - 1 :]
    members = tuple(sorted(a for tile in rest for a in tile.subject.members))
    more = Tile(
        f"{rest[0].key}+",
        rest[0].icon,
        f"{len(rest)} more",
        rest[0].detail,
        Subject("", "instances", members, zone=rest[0].subject.zone),
        accent=rest[0].accent,
    )
    return (*kept, more)
