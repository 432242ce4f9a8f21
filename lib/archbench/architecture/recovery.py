"""How a stack recovers: the steps AWS takes, how long they take, and how old restored data may be.

Times are those AWS documents (data/facts.csv), or those the configuration sets; anything else is
not given a time.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from archbench.architecture.backing_up import BackupRule, backup_of
from archbench.architecture.element import Element
from archbench.architecture.facts import Fact, fact
from archbench.architecture.failure import Failure
from archbench.architecture.joins import Reader, text, whole
from archbench.architecture.loss import Loss
from archbench.architecture.model import (
    Architecture,
    DatabaseCluster,
    DatabaseInstance,
    ScalingGroup,
)
from archbench.architecture.part import Graph
from archbench.architecture.schedule import longest_gap
from archbench.architecture.standby import DatabaseLeft
from archbench.architecture.survival import FOLLOWS, some
from archbench.aws.values import set_in, value_at
from archbench.frozen import frozen
from archbench.hcl.source import SourceRange
from archbench.hcl.values import Plain, Unknown
from archbench.terraform.configuration import Configuration, Instance

_PROBES = ("HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP")
"""Kinds of health check that ask an endpoint; others follow alarms or other checks."""


@frozen
class RecoveryStep:
    """One thing that must happen before the stack is whole again."""

    action: str
    seconds: tuple[int, int] | None
    """From and to, counted from the loss; None when nothing documents it."""
    source: Fact | None
    """What the time, or the step itself, rests on; None when no page was found."""
    settings: str = ""
    """The values of the configuration that go into the time."""
    automatic: bool = True
    """False when somebody must act."""
    tuned_by: "Tuned | None" = None
    """The setting that shortens it most simply; None for none."""


@frozen
class Tuned:
    """A setting of an instance that is counted into the end of a step."""

    address: str
    setting: str
    seconds: int

    def for_less(self, excess: int) -> str:
        """What to set it to so that the step ends so many seconds sooner; "" where none does."""
        most = self.seconds - excess
        return f"{self.address}: Set {self.setting} to at most {most}." if most > 0 else ""


@frozen
class RecoveryPoint:
    """One way to restore a database, and how much of the latest data it may miss."""

    database: str
    mechanism: str
    at_most: timedelta | None
    """The data lost at most; None when the schedule cannot be read."""
    typical: bool
    """Whether that is what AWS calls typical, not a bound."""
    kept_days: int | None
    address: str
    range: SourceRange | None
    source: Fact


def recovery(
    configuration: Configuration, architecture: Architecture, loss: Loss
) -> tuple[RecoveryStep, ...]:
    """What recovery from a loss needs, in order of how soon it is done."""
    reader = Reader(configuration)
    if loss.failure.kind == "region":
        action = "someone builds the stack in another region, with data from a backup copied there"
        rebuild = RecoveryStep(action, None, fact("region-recovery"), automatic=False)
        steps = [*_dns_steps(architecture, loss.failure.region), rebuild]
    else:
        steps = [
            *_balancer_steps(loss),
            *_target_steps(reader, architecture, loss),
            *(
                step
                for item in loss.databases
                if item.writer_lost or item.outcome == "down"
                if (step := _database_step(architecture.graph, loss.failure, item))
            ),
            *_part_steps(architecture.graph, loss),
            *_egress_steps(architecture.graph, loss),
        ]
    return tuple(sorted(steps, key=lambda step: (step.seconds is None, step.seconds or (0, 0))))


def _balancer_steps(loss: Loss) -> Iterator[RecoveryStep]:
    if not loss.failure.zones:  # a balancer loses nothing else
        return
    for item in loss.balancers:
        if item.before and not item.left:
            action = f"someone gives load balancer {item.name} a subnet in a zone left"
            yield RecoveryStep(action, None, None, automatic=False)
    if any(item.left and item.weakened for item in loss.balancers):
        ttl = fact("balancer-ttl")
        action = "clients forget the lost node of the load balancer (DNS time to live)"
        yield RecoveryStep(action, ttl.seconds, ttl)


@frozen
class _Check:
    """A target group's health check: seconds between checks and without an answer, failures."""

    interval: int
    failures: int
    timeout: int

    @property
    def noticed(self) -> tuple[int, int]:
        """Seconds until a lost target is unhealthy: the last check begins and runs out by then."""
        return (
            (self.failures - 1) * self.interval,
            self.failures * self.interval + self.timeout,
        )


def _target_steps(reader: Reader, architecture: Architecture, loss: Loss) -> Iterator[RecoveryStep]:
    """Unhealthy after so many failures, replaced and healthy within the grace period.

    A new target needs one good check, so nothing is added to the lower bound; the grace period is
    what the configuration allows for its start.
    """
    known = reader.configuration.by_address
    weakened = [group for group in loss.capacities if group.serves and group.left != group.before]
    if not weakened:
        return
    for group in weakened:
        if not group.replaced:
            action = f"someone starts {group.name} in a zone left"
            yield RecoveryStep(action, None, fact("instance-recovery"), automatic=False)
            continue
        instance = known[group.address]
        checks = [
            check
            for target in _targets(architecture.by_address[group.address])
            if (check := _health_check(known[target])) is not None
        ]
        slowest = max(checks, key=lambda check: check.noticed[1], default=None)
        if slowest:
            yield RecoveryStep(
                f"the load balancer stops sending to the lost instances of {group.name}",
                slowest.noticed,
                fact("target-unhealthy"),
                f"threshold {slowest.failures} x interval {slowest.interval} s, "
                f"timeout {slowest.timeout} s",
            )
        if group.after == 0:
            action = f"someone gives {group.name} a subnet in a zone left"
            yield RecoveryStep(action, None, None, automatic=False)
        if not group.after:
            continue
        missing = (group.after or 0) - (group.left or 0)
        plural = "" if missing == 1 else "s"
        action = f"Auto Scaling starts {missing} instance{plural} of {group.name} in the zones left"
        grace = whole(instance.get("health_check_grace_period", 300))
        rule = fact("autoscaling-grace")
        if slowest and instance.get("health_check_type") == "ELB" and isinstance(grace, int):
            first, last = slowest.noticed
            tuned = Tuned(group.address, "health_check_grace_period", grace)
            times = first, last + grace
            yield RecoveryStep(action, times, rule, f"grace period {grace} s", tuned_by=tuned)
        else:
            yield RecoveryStep(action, None, rule)


def _targets(element: Element) -> tuple[str, ...]:
    return element.target_groups if isinstance(element, ScalingGroup) else ()


def _health_check(target: Instance) -> _Check | None:
    """Interval and threshold default as the provider sets them, the timeout as the API does."""
    blocks = target.blocks("health_check")
    check: Mapping[str, Plain] = blocks[0] if blocks else {}
    interval = whole(set_in(check, "interval", 30))
    failures = whole(set_in(check, "unhealthy_threshold", 3))
    timeout = whole(check.get("timeout"))
    if timeout is None:
        timeout = 6 if text(check.get("protocol")) in ("", "HTTP") else 10
    if isinstance(interval, int) and isinstance(failures, int) and isinstance(timeout, int):
        return _Check(interval, failures, timeout)
    return None


def _database_step(graph: Graph, failure: Failure, left: DatabaseLeft) -> RecoveryStep | None:
    """What brings back a database that lost its writer or is down, by the figures of its Kind."""
    if left.outcome == "down":
        return _new_instance(graph, failure, left)
    if left.outcome == "unknown":
        return None
    if left.outcome == "degraded":
        action = f"someone makes {left.name}, a copy, anew"
        return RecoveryStep(action, None, fact("rds-restorable"), automatic=False)
    return _failover(graph, left)


def _new_instance(graph: Graph, failure: Failure, left: DatabaseLeft) -> RecoveryStep:
    """AWS makes a lone member anew in its zone; all else is for somebody to do."""
    kind = graph.parts[left.address].kind
    members = (graph.parts[address] for address in failure.addresses)
    anew = next((part.kind.recovers for part in members if part.member_of == left.address), "")
    if anew:
        known = fact(anew)
        action = f"{kind.service} makes the instance of {left.name} anew"
        return RecoveryStep(action, known.seconds, known)
    if left.kept_apart:
        action = f"someone makes an instance of {left.name} in another zone, where its data is kept"
        source = fact("aurora-other-zone") if kind.recovers == "aurora-failover" else None
        return RecoveryStep(action, None, source, automatic=False)
    action = f"someone restores {left.name} in another zone from a backup"
    return RecoveryStep(action, None, fact(kind.restores), automatic=False)


def _failover(graph: Graph, left: DatabaseLeft) -> RecoveryStep:
    kind = graph.parts[left.address].kind
    if left.promoted:
        action = f"{kind.service} promotes {graph.parts[left.promoted].name}"
        known = fact(kind.recovers)
    elif left.before != 1:
        action = f"RDS moves the writer of {left.name} to a standby"
        known = fact("rds-cluster-failover")
    else:
        action = f"RDS fails {left.name} over to its standby"
        known = fact("rds-failover")
    return RecoveryStep(action, known.seconds, known)


def _part_steps(graph: Graph, loss: Loss) -> Iterator[RecoveryStep]:
    """What brings back the other parts: a standby, units started again, or somebody."""
    steps: dict[tuple[str, str, bool], list[str]] = {}
    for item in loss.parts:
        part = graph.parts[item.address]
        if part.kind.types[0] in FOLLOWS:
            continue
        if part.loss == "standby" and item.taken_over:
            known, by_itself = part.kind.recovers, True
            action = f"{part.kind.service} fails over to the standby of"
        elif item.left and item.left < item.before and part.kind.role == "workload":
            if part.units is None or item.outcome == "unknown":
                continue
            known, by_itself = part.kind.recovers, True
            action = f"{part.kind.service} starts again, in a zone left, what was lost of"
        elif item.outcome not in ("down", "degraded"):
            continue
        elif part.loss == "spread" and not part.place.told and part.kind.role == "workload":
            known, by_itself = part.kind.recovers, True
            where = "where a zone is left to it"
            action = f"{part.kind.service} starts again, {where}, what was lost of"
        else:
            known, by_itself = part.kind.recovers, False
            action = "someone sets up again, in a zone left,"
        steps.setdefault((action, known, by_itself), []).append(f"{item.title} {item.name}")
    for (action, known, by_itself), names in steps.items():
        rule = fact(known) if known else None
        seconds = rule.seconds if rule and by_itself else None
        yield RecoveryStep(f"{action} {some(names)}", seconds, rule, automatic=by_itself)


def _dns_steps(architecture: Architecture, region: str) -> Iterator[RecoveryStep]:
    """DNS failover away from a region: so many failed checks in a row, then the time to live."""
    checks = {check.address: check for check in architecture.health_checks}
    inside = {
        part.address for part in architecture.graph.parts.values() if part.place.region == region
    }
    for record in architecture.records:
        check = checks.get(record.health_check or "")
        leaves = record.failover == "PRIMARY" and inside & {*record.targets}
        if check is None or not leaves:
            continue
        ttl = record.ttl if isinstance(record.ttl, int) else fact("balancer-ttl").seconds[1]
        action = f"Route 53 answers {record.fqdn} with the secondary record"
        known = fact("route53-connection-tcp" if check.kind == "TCP" else "route53-connection")
        interval, failures, wait = check.interval, check.failure_threshold, known.seconds[1]
        if check.kind in _PROBES and isinstance(interval, int) and isinstance(failures, int):
            yield RecoveryStep(
                action,
                ((failures - 1) * interval, failures * (interval + wait) + ttl),
                known,
                f"threshold {failures} x (interval {interval} s, connection {wait} s), "
                f"time to live {ttl} s",
            )
        else:
            yield RecoveryStep(action, None, known)


def _egress_steps(graph: Graph, loss: Loss) -> Iterator[RecoveryStep]:
    gateways = [
        item for item in loss.cut_off if item.runs and graph.parts[item.nat].kind.role == "network"
    ]
    if gateways:
        names = ", ".join(item.name for item in gateways)
        action = f"someone routes {names} to a NAT gateway that is left"
        yield RecoveryStep(action, None, fact("nat-zone"), automatic=False)


def recovery_points(
    configuration: Configuration, architecture: Architecture
) -> tuple[RecoveryPoint, ...]:
    """How each database can be restored, best first."""
    reader = Reader(configuration)
    vpcs = [vpc for region in architecture.regions for vpc in region.vpcs]
    stores: list[DatabaseCluster | DatabaseInstance] = [c for vpc in vpcs for c in vpc.clusters]
    stores += [database for vpc in vpcs for database in vpc.databases]
    found = [
        point
        for store in stores
        for point in _points(reader, store, fact(_restores(architecture.graph, store)))
    ]
    unknown = timedelta.max
    return tuple(sorted(found, key=lambda point: (point.database, point.at_most or unknown)))


def _restores(graph: Graph, store: DatabaseCluster | DatabaseInstance) -> str:
    """The fact about restores of a store; a Multi-AZ DB cluster is one of RDS."""
    multi_az = isinstance(store, DatabaseCluster) and store.multi_az
    return "rds-restorable" if multi_az else graph.parts[store.address].kind.restores


def _points(
    reader: Reader, store: DatabaseCluster | DatabaseInstance, restorable: Fact
) -> Iterator[RecoveryPoint]:
    item = reader.configuration.by_address[store.address]
    cluster = isinstance(store, DatabaseCluster)
    kept = whole(item.get("backup_retention_period", 1 if cluster else 0))
    if isinstance(kept, Unknown) or kept:
        yield RecoveryPoint(
            store.address,
            "point-in-time restore",
            restorable.at_most,
            typical=True,
            kept_days=kept if isinstance(kept, int) else None,
            address=store.address,
            range=item.at("backup_retention_period"),
            source=restorable,
        )
    backup, known = backup_of(reader, item), reader.configuration.by_address
    for rule in backup.rules:
        yield _plan_point(store.address, known[rule.plan], rule, restorable)
    if backup.maybe_more:
        yield RecoveryPoint(
            store.address,
            f"AWS Backup: {backup.maybe_more}",
            None,
            typical=False,
            kept_days=None,
            address=store.address,
            range=store.range,
            source=fact("backup-start"),
        )


def _plan_point(database: str, plan: Instance, rule: BackupRule, restorable: Fact) -> RecoveryPoint:
    """A rule of a backup plan: its schedule, or point-in-time restore where it is continuous."""
    schedule = text(rule.schedule)
    runs = "continuous" if rule.continuous else schedule or "a schedule that is not known"
    return RecoveryPoint(
        database,
        f"AWS Backup, {runs}",
        restorable.at_most if rule.continuous else between_runs(plan, rule),
        typical=rule.continuous,
        kept_days=rule.kept_days if isinstance(rule.kept_days, int) else None,
        address=plan.address,
        range=plan.at("rule", rule.index, "schedule"),
        source=restorable if rule.continuous else fact("backup-start"),
    )


def between_runs(plan: Instance, rule: BackupRule) -> timedelta | None:
    """The longest time between two runs of a rule; None when its schedule cannot be read.

    It is the longest gap of the schedule and the window the later one may start in.
    """
    block = value_at(plan, ("rule", rule.index))
    given = block if isinstance(block, Mapping) else {}
    window = whole(set_in(given, "start_window", fact("backup-start").seconds[1] // 60))
    gap = longest_gap(text(rule.schedule))
    return gap + timedelta(minutes=window) if gap and isinstance(window, int) else None
