"""How elements are named and described on their cards, and the facts the details panel lists."""

from collections.abc import Sequence
from decimal import Decimal

from archbench.architecture.dns_record import DnsRecord, HealthCheck
from archbench.architecture.element import Element
from archbench.architecture.model import (
    Compute,
    DatabaseCluster,
    DatabaseInstance,
    LoadBalancer,
    NatGateway,
    ScalingGroup,
    Subnet,
)
from archbench.diagram.scene import Badge, Subject
from archbench.hcl.values import Unknown

Scalar = str | int | bool | Decimal | Unknown | None
Facts = tuple[tuple[str, str], ...]

ENGINES = {
    "aurora-postgresql": "Aurora PostgreSQL",
    "aurora-mysql": "Aurora MySQL",
    "aurora": "Aurora MySQL",
    "postgres": "PostgreSQL",
    "mysql": "MySQL",
    "mariadb": "MariaDB",
    "docdb": "DocumentDB",
    "neptune": "Neptune",
}
BALANCERS = {
    "application": "Load balancer",
    "network": "Network load balancer",
    "gateway": "Gateway load balancer",
    "classic": "Classic load balancer",
}
SUBNETS = {"public": "Public subnet", "app": "App subnet", "database": "DB subnet"}
TIERS = {
    "public": "Public subnet",
    "private": "Private subnet",
    "isolated": "Isolated subnet",
    "unknown": "Subnet",
}
"""What a subnet is called by its routes, where nothing that stands in its row names it."""


def say(value: Scalar, absent: str = "") -> str:
    """A value for people; an unknown says so, absent and null give the given text."""
    if isinstance(value, Unknown):
        return "not known yet"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return absent if value is None else str(value)


def joined(*parts: str) -> str:
    """The parts that say something, with commas between."""
    return ", ".join(part for part in parts if part)


def place(element: Element) -> str:
    """Where an element is written, as file:line."""
    return str(element.range) if element.range else ""


def subject(
    element: Element, kind: str, facts: Facts = (), members: Sequence[str] = (), zone: str = ""
) -> Subject:
    """What a shape for this element stands for; facts that say nothing are left out."""
    told = tuple((label, text) for label, text in (("name", element.name), *facts) if text)
    everything = tuple(sorted({element.address, *members} - {""}))
    return Subject(element.address, kind, everything, place(element), told, zone)


def engine_name(engine: str) -> str:
    """A database engine as people call it."""
    return ENGINES.get(engine, engine or "Database")


def capacity(group: ScalingGroup) -> str:
    """Desired capacity and limits: "6 of 6..18"."""
    return f"{say(group.desired, '?')} of {say(group.minimum, '?')}..{say(group.maximum, '?')}"


def group_facts(group: ScalingGroup) -> Facts:
    """An Auto Scaling group in words."""
    return (
        ("desired", say(group.desired)),
        ("minimum", say(group.minimum)),
        ("maximum", say(group.maximum)),
        ("instance type", say(group.instance_type)),
        ("root volume", group.volume),
        ("launch template", group.launch_template or ""),
        ("scaling", joined(*group.policies)),
        ("health check", group.health_check_type),
        ("security groups", joined(*group.security_groups)),
        ("traffic", group.color if group.color != "none" else ""),
    )


def balancer_detail(balancer: LoadBalancer) -> str:
    """The listeners of a load balancer, or its name."""
    ports = [f"{listener.protocol} {say(listener.port)}".strip() for listener in balancer.listeners]
    internal = "internal" if balancer.internal is True else ""
    return joined(internal, *ports) or balancer.name


def balancer_facts(balancer: LoadBalancer) -> Facts:
    """A load balancer in words."""
    listeners = "; ".join(
        f"{item.protocol} {say(item.port)}"
        + (f" redirects to {item.redirects_to}" if item.redirects_to else "")
        for item in balancer.listeners
    )
    targets = "; ".join(
        joined(
            f"{group.name}: {group.protocol} {say(group.port)}",
            "weight not known yet" if group.weight is None else f"{share(group.weight)} of traffic",
            group.health_check_path
            and f"checks {group.health_check_path}"
            + (
                f" every {say(group.health_check_interval)} s"
                if group.health_check_interval is not None
                else ""
            ),
            f"drains {say(group.deregistration_delay)} s"
            if group.deregistration_delay is not None
            else "",
        )
        for group in balancer.target_groups
    )
    return (
        ("internal", say(balancer.internal)),
        ("listeners", listeners),
        ("target groups", targets),
        ("cross-zone", say(balancer.cross_zone)),
        ("security groups", joined(*balancer.security_groups)),
    )


def share(weight: Decimal) -> str:
    """A share of traffic as a percentage.

    >>> share(Decimal("1")), share(Decimal("0.333"))
    ('100%', '33.3%')
    """
    return f"{(weight * 100).quantize(Decimal('0.1')).normalize():f}%"


def compute_facts(instance: Compute) -> Facts:
    """A plain instance in words."""
    return (
        ("instance type", say(instance.instance_type)),
        ("subnet", instance.subnet or ""),
        ("security groups", joined(*instance.security_groups)),
    )


def cluster_detail(cluster: DatabaseCluster) -> str:
    """Version, backup retention and encryption."""
    days = cluster.retention_days
    backup = f"{days} d backup" if isinstance(days, int) else ""
    version = "" if isinstance(cluster.engine_version, Unknown) else cluster.engine_version or ""
    return joined(
        version,
        backup,
        "KMS" if cluster.kms_key else "encrypted" if cluster.encrypted is True else "",
    )


def cluster_facts(cluster: DatabaseCluster) -> Facts:
    """A database cluster in words."""
    return (
        ("engine", joined(cluster.engine, say(cluster.engine_version))),
        ("port", say(cluster.port)),
        (
            "backups kept",
            f"{say(cluster.retention_days)} days" if cluster.retention_days is not None else "",
        ),
        ("encrypted", say(cluster.encrypted)),
        ("key", cluster.kms_key or ""),
        ("security groups", joined(*cluster.security_groups)),
    )


def database_facts(instance: DatabaseInstance) -> Facts:
    """A database instance in words."""
    assumed = " (assumed from the order of its subnet group)" if instance.zone_is_assumed else ""
    return (
        ("role", instance.role),
        ("class", say(instance.instance_class)),
        ("engine", instance.engine),
        ("zone", f"{instance.zone}{assumed}" if instance.zone else "chosen by AWS"),
        ("promotion tier", say(instance.promotion_tier)),
        ("Multi-AZ", say(instance.multi_az) if instance.multi_az is not False else ""),
        ("security groups", joined(*instance.security_groups)),
    )


def nat_facts(nat: NatGateway) -> Facts:
    """A NAT gateway in words."""
    return (
        ("subnet", nat.subnet or ""),
        ("elastic IPs", joined(*nat.elastic_ips)),
        ("way out for", joined(*nat.serves)),
    )


def subnet_facts(subnet: Subnet) -> Facts:
    """A subnet in words."""
    return (
        ("CIDR", say(subnet.cidr)),
        ("tier", subnet.tier),
        ("route table", subnet.route_table or ""),
        ("leaves through", subnet.nat or ""),
    )


def record_facts(record: DnsRecord) -> Facts:
    """A DNS record in words."""
    return (
        ("type", record.kind),
        ("routing", joined(record.policy, record.failover)),
        ("leads to", record.target),
        ("health check", record.health_check or ""),
        ("evaluates target health", say(record.evaluates_target_health)),
        ("TTL", "" if record.ttl is None else f"{say(record.ttl)} s"),
    )


def check_detail(check: HealthCheck) -> str:
    """What a health check asks, how often and how long it forgives: "/health, 30 s, 3 fails"."""
    interval = f"{check.interval} s" if isinstance(check.interval, int) else ""
    fails = f"{check.failure_threshold} fails" if isinstance(check.failure_threshold, int) else ""
    return joined(check.path or check.kind, interval, fails)


def check_facts(check: HealthCheck) -> Facts:
    """A health check in words."""
    return (
        ("type", check.kind),
        ("probes", check.target),
        ("path", check.path),
        ("every", f"{say(check.interval)} s"),
        ("fails after", f"{say(check.failure_threshold)} probes"),
        ("looks for", check.search_string),
    )


def traffic(color: str, weight: Decimal | None) -> str:
    """The share of a listener's traffic; of several listeners that differ, the greatest.

    >>> traffic("live", Decimal(1)), traffic("split", Decimal(1)), traffic("unknown", None)
    ('100%', 'up to 100%', '?%')
    """
    if weight is None:
        return "?%"
    return f"up to {share(weight)}" if color == "split" and weight == 1 else share(weight)


def color_badge(color: str, weight: Decimal | None) -> tuple[Badge, ...]:
    """The share of traffic a group receives, as a badge; none for what stands behind nothing."""
    match color:
        case "live":
            return (Badge("LIVE 100%", "live"),)
        case "idle":
            return (Badge("IDLE 0%", "idle"),)
        case "split":
            return (
                Badge(f"SPLIT {traffic(color, weight)}" if weight != 1 else "UP TO 100%", "info"),
            )
        case "unknown":
            return (Badge("TRAFFIC ?", "neutral"),)
    return ()
