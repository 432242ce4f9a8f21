"""DNS: records with their routing policy, and the health checks that gate them."""

from typing import Literal, cast

from archbench.architecture.dns_record import DnsRecord, HealthCheck
from archbench.architecture.joins import Reader, name_of, text, truth, whole
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance

RoutingPolicy = Literal["simple", "failover", "weighted", "latency", "geolocation", "multivalue"]
_POLICIES: tuple[tuple[str, RoutingPolicy], ...] = (
    ("failover_routing_policy", "failover"),
    ("weighted_routing_policy", "weighted"),
    ("latency_routing_policy", "latency"),
    ("geolocation_routing_policy", "geolocation"),
    ("geoproximity_routing_policy", "geolocation"),
    ("multivalue_answer_routing_policy", "multivalue"),
)


def records(reader: Reader) -> tuple[DnsRecord, ...]:
    """Every Route 53 record."""
    return tuple(_record(reader, item) for item in reader.of_type("aws_route53_record"))


def health_checks(reader: Reader) -> tuple[HealthCheck, ...]:
    """Every Route 53 health check; an interval defaults to 30 s, a threshold to 3 failures."""
    return tuple(
        HealthCheck(
            address=item.address,
            name=_check_name(item),
            range=item.range,
            kind=text(item.get("type")),
            target=reader.one(item, "fqdn") or reader.one(item, "ip_address"),
            path=text(item.get("resource_path")),
            interval=_whole(item, "request_interval", 30),
            failure_threshold=_whole(item, "failure_threshold", 3),
            search_string=text(item.get("search_string")),
        )
        for item in reader.of_type("aws_route53_health_check")
    )


def _record(reader: Reader, item: Instance) -> DnsRecord:
    aliases = item.blocks("alias")
    failover = next((text(block.get("type")) for block in item.blocks(_POLICIES[0][0])), "")
    targets = _targets(reader, item)
    return DnsRecord(
        address=item.address,
        name=fqdn(reader, item) or name_of(item),
        range=item.range,
        fqdn=fqdn(reader, item),
        kind=text(item.get("type")),
        policy=_policy(item),
        failover=cast("Literal['PRIMARY', 'SECONDARY', '']", failover)
        if failover in ("PRIMARY", "SECONDARY")
        else "",
        target=", ".join(targets),
        targets=targets,
        health_check=reader.one(item, "health_check_id", types=("aws_route53_health_check",))
        or None,
        ttl=None if aliases else whole(item.get("ttl")),
        evaluates_target_health=truth(
            aliases[0].get("evaluate_target_health") if aliases else None, default=False
        ),
    )


def _targets(reader: Reader, item: Instance) -> tuple[str, ...]:
    aliases = item.blocks("alias")
    if aliases:
        literal = text(aliases[0].get("name"))
        told = not literal or reader.is_told(item, "alias", 0, "name")
        target = (reader.one(item, "alias", 0, "name") if told else "") or literal
        return (target,) if target else ()
    named = reader.many(item, "records") if _all_unknown(item) else ()
    values = item.get("records")
    shown = [text(value) for value in values] if isinstance(values, tuple) else []
    return tuple([found.address for found in named] or [name for name in shown if name])


def _all_unknown(item: Instance) -> bool:
    """Whether the record's values come from other resources rather than literal text."""
    values = item.get("records")
    if isinstance(values, tuple):
        return any(isinstance(value, Unknown) for value in values)
    return isinstance(values, Unknown)


def _policy(item: Instance) -> RoutingPolicy:
    for block, policy in _POLICIES:
        value = item.get(block)
        if isinstance(value, bool | tuple) and value:
            return policy
    return "simple"


def fqdn(reader: Reader, item: Instance) -> str:
    """The record's full name: completed with its zone's name as Route 53 does."""
    name = item.get("name")
    if not isinstance(name, str):
        return ""
    zone = reader.instance(item, "zone_id") if reader.is_told(item, "zone_id") else None
    suffix = text(zone.get("name")).rstrip(".") if zone else ""
    name = name.rstrip(".")
    if not suffix or name == suffix or name.endswith(f".{suffix}"):
        return name
    return f"{name}.{suffix}" if name else suffix


def _check_name(item: Instance) -> str:
    return text(item.get("reference_name")) or name_of(item)


def _whole(item: Instance, name: str, default: int) -> int | Unknown:
    value = whole(item.get(name))
    return default if value is None else value
