"""Availability to expect from the service levels AWS publishes, in series and in parallel.

A service level is the monthly uptime below which AWS pays credits; it is a promise, not a measured
figure. What has no service level here is listed among the assumptions, never guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from archbench.architecture.model import (
    Architecture,
    DatabaseCluster,
    DatabaseInstance,
    Region,
    Vpc,
)

_ELB = "https://aws.amazon.com/elasticloadbalancing/sla/"
_EC2 = "https://aws.amazon.com/compute/sla/"
_AURORA = "https://aws.amazon.com/rds/aurora/sla/"
_RDS = "https://aws.amazon.com/rds/sla/"
_DNS = "https://aws.amazon.com/route53/sla/"

MINUTES_PER_MONTH = 730 * 60

_ASSUMPTIONS = (
    "A request needs every part of its region (series), and parts fail independently.",
    "A service level is what AWS promises before it pays credits, not what was measured.",
    "Several instances in one zone count as one: AWS gives no level for them together.",
    "NAT gateways, resolvers, certificates, the application and its deployments are not counted.",
)
_FAILOVER = "DNS failover to another region works at once (parallel); it takes minutes in truth."


@dataclass(frozen=True, slots=True)
class Part:
    """One service every request passes, and the level AWS publishes for how it is deployed."""

    region: str
    """"" for Route 53, which has none."""
    name: str
    level: Decimal | None
    """Uptime, 0 to 1; None when its zones cannot be told."""
    basis: str
    """How it is deployed, and so which level counts."""
    source: str


@dataclass(frozen=True, slots=True)
class Availability:
    """Parts in series in each region; regions in parallel where DNS fails over between them."""

    parts: tuple[Part, ...]
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
    """What a request passes: DNS, load balancer, compute, database.

    Levels, and the agreement each was read in on 2026-11-23, in stored copies of AWS's pages:

    - Elastic Load Balancing 99.99 % over two or more zones, else 99.9 %: SLA of 2022-07-25.
    - Aurora 99.99 % over two or more zones, else 99.9 %: SLA of 2022-05-19.
    - RDS 99.95 % with a standby or as a Multi-AZ cluster, else 99.5 %: SLA of 2024-01-22.
    - EC2 99.99 % over two or more zones: compute SLA of 2022-05-05, since replaced by another
      version; 99.5 % for a single instance: quoted by others from the current one.
    - Route 53 100 %: quoted by others; its page was not at hand.
    """
    parts = [part for region in architecture.regions for part in _region(region)]
    if not parts:
        return Availability((), in_parallel=False, assumptions=())
    if architecture.records:
        parts.insert(0, Part("", "Route 53", Decimal(1), "hosted zone", _DNS))
    failover = _fails_over(architecture)
    return Availability(
        tuple(parts), failover, (*_ASSUMPTIONS, _FAILOVER) if failover else _ASSUMPTIONS
    )


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
        if record.failover and record.target in region_of:
            reached.setdefault(record.fqdn, set()).add(region_of[record.target])
    return any(len(regions) > 1 for regions in reached.values())


def _region(region: Region) -> Iterator[Part]:
    for vpc in region.vpcs:
        for balancer in vpc.load_balancers:
            zones = len(balancer.zones)
            level = _level(zones, "0.9999", "0.999")
            yield Part(region.name, balancer.name, level, f"balancer over {_zones(zones)}", _ELB)
        yield from _compute(region.name, vpc)
        for cluster in vpc.clusters:
            yield _cluster(region.name, cluster)
        for database in vpc.databases:
            if database.role == "single":
                yield _database(region.name, database)


def _compute(region: str, vpc: Vpc) -> Iterator[Part]:
    """Groups and plain instances that take requests."""
    for group in vpc.scaling_groups:
        if group.color == "idle" or group.desired == 0:
            continue
        zones = sum(number != 0 for number in group.per_zone.values())
        yield _instances(region, group.name, zones)
    behind: dict[tuple[str, ...], set[str | None]] = {}
    names: dict[tuple[str, ...], str] = {}
    for machine in vpc.compute:
        if machine.color != "idle":
            key = machine.target_groups or (machine.address,)
            behind.setdefault(key, set()).add(machine.zone)
            names.setdefault(key, machine.name)
    for key, found in behind.items():
        yield _instances(region, names[key], 0 if None in found else len(found))


def _instances(region: str, name: str, zones: int) -> Part:
    basis = "the level of a single instance" if zones == 1 else f"instances over {_zones(zones)}"
    return Part(region, name, _level(zones, "0.9999", "0.995"), basis, _EC2)


def _cluster(region: str, cluster: DatabaseCluster) -> Part:
    if cluster.multi_az:
        return Part(region, cluster.name, Decimal("0.9995"), "Multi-AZ DB cluster", _RDS)
    zones = len({item.zone for item in cluster.instances if item.zone})
    level = _level(zones, "0.9999", "0.999")
    return Part(region, cluster.name, level, f"cluster over {_zones(zones)}", _AURORA)


def _database(region: str, database: DatabaseInstance) -> Part:
    standby = database.multi_az is True
    level = Decimal("0.9995" if standby else "0.995")
    return Part(
        region, database.name, level, "with a standby" if standby else "without a standby", _RDS
    )


def _level(zones: int, several: str, one: str) -> Decimal | None:
    return Decimal(several if zones > 1 else one) if zones else None


def _zones(count: int) -> str:
    return f"{count} zone{'' if count == 1 else 's'}" if count else "untold zones"
