"""What a review of the architecture's resilience finds, each with its place in the code."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from archbench.architecture.backing_up import backup_of
from archbench.architecture.capacity import group_capacity
from archbench.architecture.egress import runs_in
from archbench.architecture.element import Element
from archbench.architecture.joins import Reader, items, truth, value_at, whole
from archbench.architecture.model import (
    Architecture,
    DatabaseCluster,
    NatGateway,
    ScalingGroup,
    Subnet,
    Vpc,
)
from archbench.architecture.part import Graph, Part
from archbench.architecture.survival import ACTING, FOLLOWS
from archbench.frozen import frozen
from archbench.hcl.source import SourceRange
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Configuration

Severity = Literal["critical", "high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low")


@frozen
class Weakness:
    """One weakness: a sentence, why it matters, what to do, and where it is written.

    through: the address of what it depends on, where a weakness there is the same one: a subnet's
        NAT gateway.
    """

    severity: Severity
    title: str
    impact: str
    fix: str
    address: str
    range: SourceRange | None
    through: str = ""


def findings(configuration: Configuration, architecture: Architecture) -> tuple[Weakness, ...]:
    """Every weakness found, most severe first."""
    reader = Reader(configuration)
    found = [
        finding
        for region in architecture.regions
        for vpc in region.vpcs
        for finding in _vpc(reader, architecture.graph, vpc)
    ]
    found += _parts(architecture)
    found.sort(key=lambda item: (SEVERITIES.index(item.severity), item.address, item.title))
    return tuple(found)


def _vpc(reader: Reader, graph: Graph, vpc: Vpc) -> Iterator[Weakness]:
    yield from _ways_out(graph, vpc)
    for group in vpc.scaling_groups:
        if group.color != "idle" and group.desired != 0:
            yield from _group(reader, group)
    for cluster in vpc.clusters:
        yield from _cluster(cluster)
    yield from _databases(reader, vpc)
    for balancer in vpc.load_balancers:
        if len(balancer.zones) == 1:
            [zone] = balancer.zones
            yield _finding(
                balancer,
                "critical",
                f"Load balancer {balancer.name} stands in {zone} only",
                "The loss of that zone ends all requests.",
                "Give it a subnet in each of at least two zones.",
            )
    yield from _unreached(vpc)
    for machine in vpc.compute:
        yield _finding(
            machine,
            "high" if not machine.target_groups else "medium",
            f"Instance {machine.name} is not replaced when it or its zone is lost",
            "Somebody must start it again by hand, in another zone.",
            "Run it in an Auto Scaling group over two or more zones.",
        )


def _parts(architecture: Architecture) -> Iterator[Weakness]:
    """Parts of the graph that one zone takes with it: by where they stand, and how many run."""
    shaped = architecture.shaped()
    for part in architecture.graph.parts.values():
        yield from _doubtful(part)
        apart = part.address not in shaped and part.kind.types[0] not in FOLLOWS
        if apart and part.loss in ("spread", "single", "standby") and part.units != 0:
            yield from _part(part)


def _doubtful(part: Part) -> Iterator[Weakness]:
    """What leaves open how a part fails, and what leaves too few of it at times."""
    name = f"{part.kind.title} {part.name}"
    for doubt in part.doubts:
        yield _finding(
            doubt,
            "medium",
            f"{name} is {doubt.why}",
            "Whether it survives the loss of a zone cannot be told.",
            "Set it so that every zone holds enough of it, or expect to lose it with a zone.",
        )
    few = part.fewest
    if few is not None and few.units in (0, 1):
        runs = "one unit" if few.units else "nothing"
        yield _finding(
            few,
            "high" if few.units else "medium",
            f"{name} runs {runs} {few.when}",
            "The loss of its zone then takes it until another has started."
            if few.units
            else "Nothing answers in that time, whatever is lost.",
            "Keep two or more over the zones at all times.",
        )


def _part(part: Part) -> Iterator[Weakness]:
    name = f"{part.kind.title} {part.name}"
    acts = part.kind.role in ACTING
    lost = "what needs it has nothing left" if acts else "what leads through it has no way"
    if part.loss == "single":
        yield _finding(
            part,
            "critical" if part.kind.role in ("store", "channel") else "high",
            f"{name} has no second unit in another zone",
            f"The loss of its zone takes it: {lost} until somebody acts.",
            "Choose a deployment with a standby or replica in another zone, or run another there.",
        )
    elif part.place.told and len(part.place.zones) == 1:
        [zone] = part.place.zones
        yield _finding(
            part,
            "critical" if acts else "high",
            f"{name} stands in {zone} only",
            f"The loss of that zone takes it: {lost}.",
            "Give it a subnet in each of at least two zones.",
        )
    elif part.loss == "spread" and part.units == 1:
        yield _finding(
            part,
            "high",
            f"{name} runs one unit",
            f"The loss of its zone takes it until another has started: {lost}.",
            "Run two or more over the zones.",
        )


def _finding(at: Element, severity: Severity, title: str, impact: str, fix: str) -> Weakness:
    return Weakness(severity, title, impact, fix, at.address, at.range)


def _ways_out(graph: Graph, vpc: Vpc) -> Iterator[Weakness]:
    """NAT gateways that serve other zones than their own."""
    nats = {nat.address: nat for nat in vpc.nat_gateways}
    shared: dict[str, set[str]] = {}
    for subnet in vpc.subnets:
        nat = nats.get(subnet.nat or "")
        if nat is None or not subnet.zone or not nat.zone:
            continue
        shared.setdefault(nat.address, set()).add(subnet.zone)
        if subnet.zone != nat.zone:
            yield _other_zone(graph, vpc, subnet, nat)
    for address, zones in shared.items():
        nat = nats[address]
        if len(zones) > 1:
            leaving = ", ".join(sorted(zones))
            yield _finding(
                nat,
                "high",
                f"One NAT gateway is shared fate: {leaving} leave through it",
                f"The loss of {nat.zone}, or of this gateway, cuts all of them off.",
                "Create one NAT gateway in each zone and route each zone's subnets to its own.",
            )


def _other_zone(graph: Graph, vpc: Vpc, subnet: Subnet, nat: NatGateway) -> Weakness:
    route = next(
        (
            route
            for table in vpc.route_tables
            if table.address == subnet.route_table
            for route in table.routes
            if route.target == nat.address
        ),
        None,
    )
    runs = runs_in(graph, subnet)
    return Weakness(
        "high" if runs else "medium",
        f"Subnet {subnet.name} in {subnet.zone} leaves through the NAT gateway in {nat.zone}",
        f"The loss of {nat.zone} cuts {subnet.zone} off as well; its traffic also crosses zones, "
        "which is billed.",
        f"Route it to a NAT gateway in {subnet.zone}.",
        route.address if route else subnet.address,
        (route.range if route else None) or subnet.range,
        nat.address,
    )


def _group(reader: Reader, group: ScalingGroup) -> Iterator[Weakness]:
    instance = reader.configuration.by_address[group.address]
    if len(group.zones) == 1:
        [zone] = group.zones
        yield _finding(
            group,
            "critical",
            f"Auto Scaling group {group.name} stands in {zone} only",
            "The loss of that zone leaves no instance and no place to start one.",
            "Give it subnets in at least two more zones.",
        )
    elif group.zones:
        yield from _capacity(reader, group)
    if group.held_back:
        yield Weakness(
            "high",
            f"Auto Scaling group {group.name} replaces no instance of a lost zone",
            f"For {group.held_back}: what the zone takes is gone until somebody acts.",
            "Suspend none of Launch, Terminate, HealthCheck and ReplaceUnhealthy, and let it start "
            "instances in other zones (balanced-best-effort).",
            group.address,
            instance.at("suspended_processes"),
        )
    if group.target_groups and group.health_check_type == "EC2":
        yield Weakness(
            "medium",
            f"Auto Scaling group {group.name} replaces only instances EC2 finds broken",
            "An instance whose application no longer answers stays in the group.",
            'Set health_check_type = "ELB".',
            group.address,
            instance.at("health_check_type"),
        )


def _unreached(vpc: Vpc) -> Iterator[Weakness]:
    """Groups in zones their load balancer has no subnet in: those instances get no request.

    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/
    target-group-health-checks.html, reason code Target.NotInUse.
    """
    behind: dict[str, list[int]] = {}
    for place, group in enumerate(vpc.scaling_groups):
        for target in group.target_groups:
            behind.setdefault(target, []).append(place)
    for balancer in vpc.load_balancers:
        targets = [target.address for target in balancer.target_groups]
        for place in sorted({place for target in targets for place in behind.get(target, ())}):
            group = vpc.scaling_groups[place]
            missed = [zone for zone in group.zones if zone not in balancer.zones]
            if balancer.zones and missed:
                yield _finding(
                    balancer,
                    "high",
                    f"Load balancer {balancer.name} has no subnet in {', '.join(missed)}, where "
                    f"{group.name} runs",
                    "Instances there are registered and paid for, but get no request.",
                    "Give the load balancer a subnet in each zone of the group.",
                )


def _capacity(reader: Reader, group: ScalingGroup) -> Iterator[Weakness]:
    """What the minimum leaves of itself when the fullest zone is lost."""
    if isinstance(group.minimum, Unknown) or group.minimum == 0:
        return
    worst = group_capacity(group, group.minimum, frozenset(group.zones[:1]))
    left = worst.left or 0
    instance = reader.configuration.by_address[group.address]
    title = (
        f"Minimum {group.minimum} over {len(group.zones)} zones leaves {left} of the "
        f"{group.minimum} needed when a zone is lost"
    )
    target = _cpu_target(reader, group)
    if worst.factor is None:
        severity: Severity = "high"
        impact = "No instance is left until Auto Scaling has started a new one."
    elif target is None:
        severity = "medium"
        impact = (
            f"Each instance left carries {worst.factor:.2f} times its load until replacements run."
        )
    else:
        load = target * worst.factor
        severity = "high" if load > 100 else "low"
        impact = (
            f"Each instance left carries {worst.factor:.2f} times its load until replacements run: "
            f"the CPU target of {target.normalize():f} % becomes {load:.0f} %"
            + ("." if load <= 100 else ", more than there is.")
        )
    enough = _static(group)
    yield Weakness(
        severity,
        title,
        impact,
        f"To lose a zone without waiting for new instances, run at least {enough}.",
        group.address,
        instance.at("min_size"),
    )


def _static(group: ScalingGroup) -> int:
    """Instances to run so that the loss of a zone still leaves the minimum."""
    needed = group.minimum if isinstance(group.minimum, int) else 0
    others = len(group.zones) - 1
    return -(-needed * len(group.zones) // others)


def _cpu_target(reader: Reader, group: ScalingGroup) -> Decimal | None:
    """The CPU percentage a policy of the group that is on holds, None when there is none."""
    for policy in reader.of_type("aws_autoscaling_policy"):
        if truth(policy.get("enabled"), default=True) is not True:
            continue
        if reader.one(policy, "autoscaling_group_name") != group.address:
            continue
        for index in range(len(items(policy, "target_tracking_configuration"))):
            path = ("target_tracking_configuration", index)
            specified = (*path, "predefined_metric_specification", 0, "predefined_metric_type")
            metric, target = value_at(policy, specified), value_at(policy, (*path, "target_value"))
            if metric == "ASGAverageCPUUtilization" and isinstance(target, int | Decimal):
                return Decimal(target)
    return None


def _cluster(cluster: DatabaseCluster) -> Iterator[Weakness]:
    """Whether another instance, in another zone and as large, can take over from the writer."""
    writers = [item for item in cluster.instances if item.role == "writer"]
    readers = [item for item in cluster.instances if item.role == "reader"]
    if cluster.multi_az or not writers:
        return
    writer = writers[0]
    if not readers:
        yield _finding(
            cluster,
            "critical",
            f"Cluster {cluster.name} has no reader to promote",
            "The loss of its only instance, or of its zone, ends all access to the data.",
            "Add a reader in another zone.",
        )
    elif writer.zone and all(item.zone == writer.zone for item in readers):
        yield _finding(
            readers[0],
            "critical",
            f"All readers of {cluster.name} stand in the writer's zone, {writer.zone}",
            "The loss of that zone leaves no instance to promote.",
            "Place at least one reader in another zone.",
        )
    for item in readers:
        known = isinstance(item.instance_class, str) and isinstance(writer.instance_class, str)
        if known and item.instance_class != writer.instance_class:
            yield _finding(
                item,
                "medium",
                f"Reader {item.name} is {item.instance_class}, the writer {writer.instance_class}",
                "Promoted, it must carry the writer's load on another class.",
                "Give readers that may be promoted the writer's class.",
            )


def _databases(reader: Reader, vpc: Vpc) -> Iterator[Weakness]:
    for item in vpc.databases:
        if item.role != "single":
            continue
        if item.multi_az is False:
            yield _finding(
                item,
                "critical",
                f"Database {item.name} has no standby in another zone",
                "The loss of its zone ends all access until it is restored from a backup.",
                "Set multi_az = true.",
            )
        instance = reader.configuration.by_address[item.address]
        kept = whole(instance.get("backup_retention_period", 0))
        if kept == 0:
            backup = backup_of(reader, instance)
            more = backup.maybe_more
            unless = f", unless AWS Backup takes it: {more}" if more else ""
            yield Weakness(
                "medium" if backup.taken else "critical",
                f"Database {item.name} keeps no automated backup",
                "A lost database is as old as the last run of AWS Backup."
                if backup.taken
                else f"A lost database cannot be restored{unless}.",
                "Set backup_retention_period to at least 1.",
                item.address,
                instance.at("backup_retention_period"),
            )
