"""How a stack recovers: the steps AWS takes, how long they take, and how old restored data may be.

Times are those AWS documents, or those the configuration sets; anything else is not given a time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from archbench.architecture.joins import Reader, text, truth, whole
from archbench.architecture.loss import Loss
from archbench.architecture.model import Architecture, DatabaseCluster, DatabaseInstance
from archbench.architecture.schedule import longest_gap
from archbench.architecture.standby import DatabaseLeft
from archbench.hcl.source import SourceRange
from archbench.hcl.values import Plain, Unknown
from archbench.terraform.configuration import Configuration, Instance

_AURORA = (
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/"
    "Concepts.AuroraHighAvailability.html"
)
_RDS = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html"
_RDS_CLUSTER = (
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.html"
)
_TARGETS = (
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/"
    "target-group-health-checks.html"
)
_SCALING = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html"
_DNS = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html"
_BALANCER = (
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/"
    "how-elastic-load-balancing-works.html"
)
_EC2 = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-recover.html"
_NAT = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html"
_PITR = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html"

ALIAS_TTL = 60
"""Seconds resolvers keep the address of a load balancer, also behind an alias record.

From memory of the page in _BALANCER, not read again.
"""
CONTINUOUS = timedelta(minutes=5)
"""How far behind the present point-in-time restore is at most, typically.

From memory of the Aurora and RDS guides, not read again; _PITR, read on 2026-11-23, says that
backups are continuous and gives no figure.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that must happen before the stack is whole again."""

    action: str
    seconds: tuple[int, int] | None
    """From and to, counted from the loss; None when nothing documents it."""
    source: str
    """The AWS page the time comes from, and the settings that go into it."""
    automatic: bool = True
    """False when somebody must act."""


@dataclass(frozen=True, slots=True)
class RecoveryPoint:
    """One way to restore a database, and how much of the latest data it may miss."""

    database: str
    mechanism: str
    at_most: timedelta | None
    """The data lost at most; None when the schedule cannot be read."""
    kept_days: int | None
    address: str
    range: SourceRange | None


def recovery(
    configuration: Configuration, architecture: Architecture, loss: Loss
) -> tuple[Step, ...]:
    """What recovery from a loss needs, in order of how soon it is done."""
    reader = Reader(configuration)
    if loss.failure.kind == "region":
        steps = [*_dns_steps(architecture), _REBUILD]
    else:
        steps = [
            *_balancer_steps(loss),
            *_target_steps(reader, loss),
            *(step for item in loss.databases if (step := _database_step(architecture, item))),
            *_egress_steps(loss),
        ]
    return tuple(sorted(steps, key=lambda step: (step.seconds is None, step.seconds or (0, 0))))


_REBUILD = Step(
    "someone builds the stack in another region, with data from a backup copied there",
    None,
    "https://docs.aws.amazon.com/whitepapers/latest/disaster-recovery-workloads-on-aws/"
    "disaster-recovery-options-in-the-cloud.html",
    automatic=False,
)


def _balancer_steps(loss: Loss) -> Iterator[Step]:
    if any(0 < item.left < item.before for item in loss.balancers):
        yield Step(
            "clients forget the lost node of the load balancer (DNS time to live)",
            (0, ALIAS_TTL),
            _BALANCER,
        )


def _target_steps(reader: Reader, loss: Loss) -> Iterator[Step]:
    """Unhealthy after threshold x interval; replaced instances serve within the grace period.

    An instance in service needs healthy threshold x interval once it answers; the grace period is
    what the configuration allows for its start.
    """
    for group in loss.capacities:
        if not group.serves or group.left == group.before:
            continue
        if not group.replaced:
            yield Step(f"someone starts {group.name} in a zone left", None, _EC2, automatic=False)
            continue
        instance = reader.configuration.by_address[group.address]
        checks = [
            check
            for target in _target_groups(reader, instance)
            if (check := _health_check(target)) is not None
        ]
        if checks:
            interval, _, bad = max(checks, key=lambda check: check[0] * check[2])
            yield Step(
                f"the load balancer stops sending to the lost instances of {group.name}",
                ((bad - 1) * interval, bad * interval),
                f"{_TARGETS} (threshold {bad} x interval {interval} s)",
            )
        if not group.after:
            continue
        missing = (group.after or 0) - (group.left or 0)
        plural = "" if missing == 1 else "s"
        action = f"Auto Scaling starts {missing} instance{plural} of {group.name} in the zones left"
        grace = whole(instance.get("health_check_grace_period", 300))
        if checks and instance.get("health_check_type") == "ELB" and isinstance(grace, int):
            interval, good, bad = max(checks, key=lambda check: check[0] * check[2])
            yield Step(
                action,
                ((bad - 1) * interval + good * interval, bad * interval + grace),
                f"{_SCALING} (grace period {grace} s)",
            )
        else:
            yield Step(action, None, _SCALING)


def _target_groups(reader: Reader, group: Instance) -> tuple[Instance, ...]:
    return reader.many(group, "target_group_arns")


def _health_check(target: Instance) -> tuple[int, int, int] | None:
    """Interval in seconds, healthy and unhealthy threshold; defaults are the provider's."""
    blocks = target.blocks("health_check")
    check: Mapping[str, Plain] = blocks[0] if blocks else {}
    interval = whole(check.get("interval", 30))
    good = whole(check.get("healthy_threshold", 3))
    bad = whole(check.get("unhealthy_threshold", 3))
    if isinstance(interval, int) and isinstance(good, int) and isinstance(bad, int):
        return interval, good, bad
    return None


def _database_step(architecture: Architecture, left: DatabaseLeft) -> Step | None:
    """Documented failover times.

    Aurora: usually under 60 s, often under 30 s (quotations of its page, seen on 2026-11-23; the
    guide's edition before 2023 said 120 and 60). From memory of their pages, not read again: RDS
    with one standby 60 to 120 s, RDS Multi-AZ DB cluster usually under 35 s. Without a standby
    somebody must restore or start an instance.
    """
    if left.outcome == "unknown":
        return None
    if left.outcome == "down":
        return Step(
            f"someone starts an instance of {left.name} in another zone, or restores it",
            None,
            _AURORA,
            automatic=False,
        )
    if not left.writer_lost:
        return None
    if left.promoted:
        return Step(f"Aurora promotes {_name(architecture, left.promoted)}", (30, 60), _AURORA)
    if left.before > 1:
        return Step(f"RDS moves the writer of {left.name} to a standby", (0, 35), _RDS_CLUSTER)
    return Step(f"RDS fails {left.name} over to its standby", (60, 120), _RDS)


def _name(architecture: Architecture, address: str) -> str:
    return next(item.name for item in architecture.elements() if item.address == address)


def _dns_steps(architecture: Architecture) -> Iterator[Step]:
    """DNS failover: interval x failure threshold, then the record's time to live."""
    checks = {check.address: check for check in architecture.health_checks}
    for record in architecture.records:
        check = checks.get(record.health_check or "")
        if record.failover != "PRIMARY" or check is None:
            continue
        ttl = record.ttl if isinstance(record.ttl, int) else ALIAS_TTL
        action = f"Route 53 answers {record.fqdn} with the secondary record"
        if isinstance(check.interval, int) and isinstance(check.failure_threshold, int):
            detected = check.interval * check.failure_threshold
            yield Step(action, (detected, detected + ttl), _DNS)
        else:
            yield Step(action, None, _DNS)


def _egress_steps(loss: Loss) -> Iterator[Step]:
    if any(item.runs for item in loss.cut_off):
        names = ", ".join(item.name for item in loss.cut_off if item.runs)
        yield Step(
            f"someone routes {names} to a NAT gateway that is left", None, _NAT, automatic=False
        )


def recovery_points(
    configuration: Configuration, architecture: Architecture
) -> tuple[RecoveryPoint, ...]:
    """How each database can be restored, best first."""
    reader = Reader(configuration)
    vpcs = [vpc for region in architecture.regions for vpc in region.vpcs]
    stores: list[DatabaseCluster | DatabaseInstance] = [c for vpc in vpcs for c in vpc.clusters]
    stores += [database for vpc in vpcs for database in vpc.databases]
    found = [point for store in stores for point in _points(reader, store)]
    return tuple(
        sorted(
            found,
            key=lambda point: (point.database, point.at_most is None, point.at_most or CONTINUOUS),
        )
    )


def _points(reader: Reader, store: DatabaseCluster | DatabaseInstance) -> Iterator[RecoveryPoint]:
    item = reader.configuration.by_address[store.address]
    default = 1 if isinstance(store, DatabaseCluster) else 0
    kept = whole(item.get("backup_retention_period", default))
    if isinstance(kept, Unknown) or kept:
        yield RecoveryPoint(
            store.address,
            "point-in-time restore",
            CONTINUOUS,
            kept if isinstance(kept, int) else None,
            store.address,
            item.at("backup_retention_period"),
        )
    for plan in _plans(reader, store.address):
        for index, rule in enumerate(plan.blocks("rule")):
            yield _plan_point(store.address, plan, index, rule)


def _plan_point(
    database: str, plan: Instance, index: int, rule: Mapping[str, Plain]
) -> RecoveryPoint:
    """A rule of a backup plan: its schedule, or point-in-time restore where it is continuous."""
    lifecycle = rule.get("lifecycle")
    kept = None
    if isinstance(lifecycle, tuple) and lifecycle and isinstance(lifecycle[0], Mapping):
        kept = whole(lifecycle[0].get("delete_after"))
    continuous = truth(rule.get("enable_continuous_backup"), default=False) is True
    schedule = text(rule.get("schedule"))
    return RecoveryPoint(
        database,
        f"AWS Backup, {'continuous' if continuous else schedule or 'no schedule'}",
        CONTINUOUS if continuous else longest_gap(schedule),
        kept if isinstance(kept, int) else None,
        plan.address,
        plan.at("rule", index, "schedule"),
    )


def _plans(reader: Reader, database: str) -> Iterator[Instance]:
    """Backup plans whose selections name a database; selection by tag is not followed."""
    for selection in reader.of_type("aws_backup_selection"):
        if database in (item.address for item in reader.many(selection, "resources")):
            plan = reader.instance(selection, "plan_id", types=("aws_backup_plan",))
            if plan is not None:
                yield plan
