"""Demand stays when capacity changes: usage belongs to the load, not to what happened to carry it.

A usage file says what each resource carries. A scenario with another number of them has the same
load, so those it leaves share evenly what those of the baseline carry in all:

- the NAT gateways of a network, whatever they are called: routes lead to whichever is there;
- instances of one block that differ by number alone: balancers, brokers, firewalls, queues.

Instances by name ("orders", "mail") do different work and are not shared. What a resource carried
that is gone without a peer, of whatever type, what is told of some peers alone, and what does not
add up between instances, is in no figure and told in the usage's notes. A scenario that gives a
figure itself is taken at its word. What crosses zones follows the architecture of the scenario, and
what a load profile drives is worked out anew.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from archbench.architecture.model import Architecture, ScalingGroup
from archbench.columns import verb
from archbench.cost.quantity import Quantity
from archbench.cost.registry import leaf, priced_types
from archbench.cost.usage import Entry, Usage
from archbench.frozen import replace
from archbench.hcl.writer import Json
from archbench.patterns import regex
from archbench.terraform.address import every_instance, without_keys
from archbench.terraform.canonical import canonical
from archbench.whatif.scenario import leaves

_Group = tuple[str, str]
"""A resource type and what its peers share: their network, or their block."""
_Given = Callable[[str, str], bool]
"""Whether the scenario itself gives a usage key of an address."""

_NUMBER = regex(r"\[\d+\]$")
_NAT = "aws_nat_gateway"
_DATA = "monthly_data_processed_gb"
_STREAM = ("put_units", "long_term_retention_gb", "long_term_retrieval_gb", "efo_data_out_gb")

CARRIED: Mapping[str, tuple[str, ...]] = {
    _NAT: (_DATA,),
    "aws_lb": (
        "new_connections",
        "active_connections",
        "processed_bytes_gb",
        "rule_evaluations",
        "monthly_lcu_hours",
    ),
    "aws_elb": (_DATA,),
    "aws_vpc_endpoint": (_DATA,),
    "aws_networkfirewall_firewall": (_DATA,),
    "aws_vpn_connection": (_DATA,),
    "aws_mq_broker": ("storage_size_gb",),
    "aws_msk_cluster": (
        "storage_gb",
        "monthly_data_in_gb",
        "tiered_storage_gb",
        "monthly_tiered_retrieval_gb",
        "monthly_private_connectivity_gb",
    ),
    "aws_kinesis_stream": tuple(f"monthly_provisioned_{key}" for key in _STREAM),
    "aws_sqs_queue": ("monthly_requests",),
    "aws_lambda_function": ("monthly_requests",),
    "aws_ecs_service": ("tasks",),
}
"""Usage keys of what a load brings, which adds up over whatever shares it."""

BOUND_TO_ONE: Mapping[str, tuple[str, ...]] = {
    "aws_instance": ("monthly_cpu_credit_hrs",),
    "aws_rds_cluster_instance": ("monthly_cpu_credit_hrs", "capacity_units_per_hr"),
    "aws_docdb_cluster_instance": ("monthly_cpu_credit_hrs",),
    "aws_neptune_cluster_instance": ("monthly_cpu_credit_hrs", "average_ncu"),
}
"""Usage keys that follow the load of each instance, but not in proportion to it: a burst counts
above a baseline, a serverless instance has a floor."""

OF_ITSELF = frozenset(
    {
        "custom_metrics",
        "instances",
        "monthly_checks",
        "monthly_enhanced_monitoring_gb",
        "monthly_hrs",
    }
)
"""Usage keys of what a resource does by being there, which rightly goes with it."""
_HOW = ("_kb", "_mb", "_ms")
"""Ends of keys that say what one request is like, not how much arrives."""


def same_demand(
    usage: Usage,
    before: Architecture,
    after: Architecture,
    own: Mapping[str, Json],
    gone: Mapping[str, str],
) -> Usage:
    """The usage with what the baseline carries laid over what the scenario leaves to carry it.

    own is what the scenario itself says of usage, in the layout of a usage file; gone has what the
    scenario leaves out, types by address. Notes of the usage say what is in no figure any longer.
    """
    given = _given(own)
    old, new = _peers(before), _peers(after)
    entries: list[Entry] = []
    notes: list[str] = []
    for group, had in old.items():
        type_, here = group[0], new.get(group, ())
        if set(had) == set(here):
            continue
        for key in CARRIED.get(type_, ()):
            if any(given(address, key) for address in (*had, *here)):
                continue
            if here and not (partly := _partly(usage, type_, key, had)):
                entries += _shared(usage, type_, key, had, here)
            elif here:
                notes += partly
                usage = _without(usage, key, here)
            else:
                notes += _gone(usage, type_, (key,), had)
        for key in BOUND_TO_ONE.get(type_, ()):
            if not any(given(address, key) for address in (*had, *here)):
                notes += _uneven(usage, type_, key, had, here)
    for address, type_ in gone.items():
        whose = address, every_instance(address)
        keys = [key for key in _load_of(type_) if not any(given(x, key) for x in whose)]
        notes += _gone(usage, type_, keys, (address,))
    entries += _within_bounds(usage, before, after, given)
    return replace(usage, entries=(*entries, *usage.entries), notes=(*usage.notes, *notes))


def _given(own: Mapping[str, Json]) -> _Given:
    """Tells whether a scenario says a key of an address: by its address, its block or its type."""
    said = [
        (section == "resource_type_default_usage", Entry(pattern, ".".join(path), "", 0))
        for section, patterns in own.items()
        if section != "load_profile" and isinstance(patterns, Mapping)
        for pattern, keys in patterns.items()
        if isinstance(keys, Mapping)
        for path, _ in leaves(keys)
    ]

    def given(address: str, key: str) -> bool:
        type_ = canonical(without_keys(address).split(".")[-2])
        return any(
            entry.key == key
            and (
                canonical(entry.pattern) == type_
                if by_type
                else entry.matches(address) or every_instance(entry.pattern) == address
            )
            for by_type, entry in said
        )

    return given


def _peers(architecture: Architecture) -> dict[_Group, tuple[str, ...]]:
    """The addresses of what shares one load."""
    found: dict[_Group, tuple[str, ...]] = {
        (_NAT, vpc.address): tuple(gateway.address for gateway in vpc.nat_gateways)
        for region in architecture.regions
        for vpc in region.vpcs
        if vpc.nat_gateways
    }
    for part in architecture.graph.parts.values():
        type_ = part.kind.types[0]
        if type_ != _NAT and (type_ in CARRIED or type_ in BOUND_TO_ONE):
            group = (type_, _NUMBER.sub("", part.address))
            found[group] = (*found.get(group, ()), part.address)
    return found


def _shared(
    usage: Usage, type_: str, key: str, old: tuple[str, ...], new: tuple[str, ...]
) -> Iterator[Entry]:
    """What the old ones carry, in equal parts; nothing while it is told of none."""
    found = [usage.number(address, type_, key) for address in old]
    amounts = [value for value, _ in filter(None, found)]
    if not amounts:
        return
    whole = Quantity(*(sum(getattr(x, end) for x in amounts) for end in ("low", "likely", "high")))
    for address in new:
        yield Entry(address, key, whole / len(new), 0)


def _partly(usage: Usage, type_: str, key: str, old: tuple[str, ...]) -> list[str]:
    """What is said where the load of some is told and of the others it is not."""
    untold = [address for address in old if not usage.number(address, type_, key)]
    if not untold or len(untold) == len(old):
        return []
    rest = f" and {len(untold) - 1} more" if untold[1:] else ""
    said = (
        f"{key} of {untold[0]}{rest} is not told, so what its peers carry now waits for usage. "
        "Give it in the usage file or in the scenario's usage."
    )
    return [said]


def _without(usage: Usage, key: str, addresses: tuple[str, ...]) -> Usage:
    """The usage without a figure of these for a key: it was one share of an unknown whole."""
    kept = tuple(
        entry
        for entry in usage.entries
        if entry.key != key or not any(map(entry.matches, addresses))
    )
    return replace(usage, entries=kept)


def _load_of(type_: str) -> list[str]:
    """The usage keys of a type that stand for a load and that no peers share."""
    if type_ not in priced_types():
        return []
    apart = {*CARRIED.get(type_, ()), *BOUND_TO_ONE.get(type_, ()), *OF_ITSELF}
    return [key for key in leaf(type_).USAGE if key not in apart and not key.endswith(_HOW)]


def _gone(usage: Usage, type_: str, keys: Iterable[str], old: tuple[str, ...]) -> Iterator[str]:
    for address in old:
        carried = []
        for key in keys:
            found = usage.find(address, type_, key)
            if found and isinstance(amount := found[0].value, Quantity) and amount.high:
                carried.append(f"{key} ({amount.likely:,f})")
        if carried:
            yield (
                f"{address} is gone, and nothing says what carries its {', '.join(carried)} now: "
                "it is in no figure. Give it in the scenario's usage."
            )


def _uneven(
    usage: Usage, type_: str, key: str, old: tuple[str, ...], new: tuple[str, ...]
) -> Iterator[str]:
    known = [address for address in old if usage.number(address, type_, key)]
    if known:
        yield (
            f"{every_instance(known[0])}: {key} is as it was for {len(old)}, and there "
            f"{verb(len(new), len(new), 'is', 'are')} {len(new)} now: it does not follow the load "
            "in proportion. Give it in the scenario's usage."
        )


def _within_bounds(
    usage: Usage, before: Architecture, after: Architecture, given: _Given
) -> Iterator[Entry]:
    """What a usage file says runs in a group, within the bounds the scenario gives the group."""
    old = _groups(before)
    for address, group in _groups(after).items():
        bounds = group.minimum, group.maximum
        was = old.get(address)
        if was is None or bounds == (was.minimum, was.maximum) or given(address, "instances"):
            continue
        found = usage.number(address, "aws_autoscaling_group", "instances")
        low, high = bounds
        if found and isinstance(low, int) and isinstance(high, int):
            ends = (found[0].low, found[0].likely, found[0].high)
            within = Quantity(*(max(Decimal(low), min(Decimal(high), end)) for end in ends))
            if within != found[0]:
                yield Entry(address, "instances", within, 0)


def _groups(architecture: Architecture) -> dict[str, ScalingGroup]:
    return {
        group.address: group
        for region in architecture.regions
        for vpc in region.vpcs
        for group in vpc.scaling_groups
    }
