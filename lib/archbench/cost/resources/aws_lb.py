"""Application, network or gateway load balancer: hours, capacity units, public addresses.

https://aws.amazon.com/elasticloadbalancing/pricing/. A capacity unit of an application load
balancer is 25 new connections a second, 3,000 active connections a minute, 1 GB an hour or 1,000
rule evaluations a second, whichever is most; of a network load balancer 800 new connections a
second (UDP 400, TLS 50), 100,000 active connections a minute (UDP 50,000, TLS 3,000) or 1 GB an
hour, by the protocol of its listeners; of a gateway one 600 and 60,000. An internet-facing one has
a public IPv4 address in each of its zones.

>>> from archbench.cost.bill import print_bill
>>> alb = {"subnets": ("subnet-a", "subnet-b", "subnet-c")}
>>> use = {"new_connections": 50, "processed_bytes_gb": 800}
>>> print_bill({"aws_lb.web": alb}, {"aws_lb.web": use})
Application load balancer                   730 Hrs                 $0.0225     $16.43
Load balancer capacity units              1,460 LCU-Hrs              $0.008     $11.68
Public IPv4 addresses                     2,190 Hrs                  $0.005     $10.95
>>> print_bill({"aws_lb.in": {"internal": True, "load_balancer_type": "network"}})
Network load balancer                       730 Hrs                 $0.0225     $16.43
Load balancer capacity units               open LCU-Hrs              $0.006
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from archbench.aws.elb import CAPACITY_UNIT
from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, amount
from archbench.cost.model import Basis, Unpriced
from archbench.cost.quantity import Open, Quantity
from archbench.cost.selector import queries
from archbench.hcl.values import Unknown

NAME = "Load balancer"
USAGE = {
    "new_connections": "new connections a second, on average",
    "active_connections": "active connections a minute, on average",
    "processed_bytes_gb": "GB it processes in a month",
    "rule_evaluations": "rule evaluations a second, on average (application load balancers)",
    "monthly_lcu_hours": "capacity-unit hours in a month, in place of the four above",
}
ARGUMENTS = arguments(
    priced="""
        enable_cross_zone_load_balancing internal ip_address_type load_balancer_type
        minimum_load_balancer_capacity subnet_mapping subnets
    """,
    free="""
        access_logs client_keep_alive connection_logs desync_mitigation_mode
        dns_record_client_routing_policy drop_invalid_header_fields
        enable_deletion_protection enable_http2 enable_prefix_for_ipv6_source_nat
        enable_tls_version_and_cipher_suite_headers enable_waf_fail_open
        enable_xff_client_port enable_zonal_shift
        enforce_security_group_inbound_rules_on_private_link_traffic health_check_logs
        idle_timeout name name_prefix preserve_host_header
        secondary_ips_auto_assigned_per_subnet security_groups xff_header_processing_mode
    """,
    costs={
        "customer_owned_ipv4_pool": "Load balancer on an Outpost",
        "ipam_pools": "Addresses from an IPAM pool",
    },
)

_PROTOCOLS = {
    "TCP": ("TCP",), "UDP": ("UDP",), "TLS": ("TLS",), "TCP_UDP": ("TCP", "UDP"),
    "QUIC": ("UDP",), "TCP_QUIC": ("TCP", "UDP"),
}  # fmt: skip

_ITEMS = {"application": "alb", "network": "nlb", "gateway": "gwlb"}

QUERIES = (
    *tuple(
        query
        for name, family in (("alb", "Application"), ("nlb", "Network"), ("gwlb", "Gateway"))
        for query in queries(
            "AWSELB",
            f"Load Balancer-{family}",
            (f"{name}-hour", "Hrs", "LoadBalancerUsage", {"locationType": "AWS Region"}),
            (f"{name}-lcu-hour", "LCU-Hrs", "LCUUsage", {"locationType": "AWS Region"}),
        )
    ),
    *queries(
        "AWSELB",
        "Load Balancer-Application",
        ("alb-trust-store-hour", "Hrs", "TS-LoadBalancerUsage"),
    ),
)


def charges(balancer: Resource) -> Iterator[Charge | Unpriced]:
    """Hours, capacity units, and the public addresses AWS gives it."""
    kind = balancer.text("load_balancer_type", "application")
    item = _ITEMS.get(kind, kind)
    yield balancer.hours("AWSELB", f"{item}-hour", f"{kind.capitalize()} load balancer")
    yield from _capacity(balancer, kind, item)
    yield from _addresses(balancer)


def _capacity(balancer: Resource, kind: str, item: str) -> Iterator[Charge]:
    label = "Load balancer capacity units"
    service, price = "AWSELB", f"{item}-lcu-hour"
    reserved = balancer.block("minimum_load_balancer_capacity")
    if reserved:
        units = amount(reserved.get("capacity_units"), "capacity_units")
        text = "Load balancer capacity units, reserved"
        yield balancer.hours(service, f"{item}-reserved-lcu-hour", text, units, "units")
    given, basis = balancer.usage_of("monthly_lcu_hours")
    key = "monthly_lcu_hours"
    if isinstance(given, Quantity):
        yield Charge(service, price, label, given, basis, key, key)
        return
    found = [_units(balancer, CAPACITY_UNIT.get(name, {})) for name in _kinds(balancer, kind)]
    known = [most for most in found if most]
    if not known:
        keys = ", ".join((*CAPACITY_UNIT.get(_kinds(balancer, kind)[0], {}), "processed_bytes_gb"))
        reason = Open(f"give {keys} for {balancer.address} in a usage file")
        yield Charge(service, price, label, reason, "open", usage_key="processed_bytes_gb")
        return
    least, most = (pick(known, key=lambda one: one.hours.likely) for pick in (min, max))
    hours = Quantity(least.hours.low, most.hours.likely, most.hours.high)
    words = f"most of the dimensions: {most.key}"
    if len(known) > 1:
        words += ", at the protocol that carries least"
    yield Charge(service, price, label, hours, most.basis, words, most.key)


def _kinds(balancer: Resource, kind: str) -> tuple[str, ...]:
    """Keys of CAPACITY_UNIT that hold for a balancer: its kind, or its listeners' protocols.

    A network balancer without a listener here counts as one for TCP.
    """
    if kind != "network":
        return (kind,)
    found: list[str] = []
    for type_ in ("aws_lb_listener", "aws_alb_listener"):
        for listener in balancer.named_by(type_, "load_balancer_arn"):
            found += _PROTOCOLS.get(listener.text("protocol").upper(), ())
    return tuple(dict.fromkeys(found)) or ("TCP",)


@dataclass(frozen=True, slots=True)
class _Load:
    """Capacity-unit hours a month by the dimension that needs most."""

    hours: Quantity
    key: str
    basis: Basis


def _units(balancer: Resource, carries: Mapping[str, int]) -> _Load | None:
    """What the usage comes to when a unit carries so much; None while it says nothing."""
    loads: list[_Load] = []
    for key, per_unit in carries.items():
        load, basis = balancer.usage_of(key)
        if isinstance(load, Quantity):
            loads.append(_Load((load / per_unit).map(lambda value: value * HOURS), key, basis))
    gigabytes, basis = balancer.usage_of("processed_bytes_gb")
    if isinstance(gigabytes, Quantity):
        loads.append(_Load(gigabytes, "processed_bytes_gb", basis))
    if not loads:
        return None
    first = max(loads, key=lambda load: load.hours.likely)
    low, high = (max(getattr(x.hours, end) for x in loads) for end in ("low", "high"))
    return _Load(Quantity(low, first.hours.likely, high), first.key, first.basis)


def _addresses(balancer: Resource) -> Iterator[Charge]:
    internal = balancer.instance.get("internal", default=False)
    label, item = "Public IPv4 addresses", "public-ipv4-hour"
    if isinstance(internal, Unknown):
        yield Charge("AmazonVPC", item, label, Open(f"internal is {internal}"))
        return
    if balancer.flag("internal") or balancer.text("load_balancer_type") == "gateway":
        return
    if balancer.text("ip_address_type") == "dualstack-without-public-ipv4":
        return
    mappings = balancer.blocks("subnet_mapping")
    own = [entry for entry in mappings if entry.get("allocation_id") is not None]
    count = Quantity.of(len(mappings)) if mappings else balancer.size("subnets")
    if own and isinstance(count, Quantity):
        count = count.map(lambda value: value - Decimal(len(own)))
        if count.high == 0:
            return
    yield balancer.hours("AmazonVPC", item, label, count, "zones")
