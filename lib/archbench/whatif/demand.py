"""Demand stays when capacity changes: usage belongs to the load, not to what happened to carry it.

A usage file says what each resource carries. A scenario with another number of them has the same
load, so those it leaves share evenly what those of the baseline carry in all:

- the NAT gateways of a network, whatever they are called: routes lead to whichever is there;
- instances of one block that differ by number alone: balancers, brokers, firewalls, queues.

Instances by name ("orders", "mail") do different work and are not shared. What a resource carried
that is gone without a peer, and what does not add up between instances, is in no figure and told
in the usage's notes. A scenario that gives a figure itself is taken at its word. What crosses zones
follows the architecture of the scenario, and what a load profile drives is worked out anew.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from archbench.architecture.model import Architecture, ScalingGroup
from archbench.cost.quantity import Quantity
from archbench.cost.usage import Entry, Usage
from archbench.terraform.address import every_instance

_Group = tuple[str, str]
"""A resource type and what its peers share: their network, or their block."""
_Given = Callable[[str, str], bool]
"""Whether the scenario itself gives a usage key of an address."""

_NUMBER = re.compile(r"\[\d+\]$")
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


def same_demand(
    usage: Usage, before: Architecture, after: Architecture, own: Mapping[str, object]
) -> Usage:
    """The usage with what the baseline carries laid over what the scenario leaves to carry it.

    own is what the scenario itself says of usage: resources by pattern, their keys inside. Notes
    of the usage say what is in no figure any longer.
    """
    said = [
        Entry(pattern, key, "", 0)
        for pattern, keys in own.items()
        if isinstance(keys, Mapping)
        for key in keys
    ]

    def given(address: str, key: str) -> bool:
        return any(entry.key == key and entry.matches(address) for entry in said)

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
            if here:
                entries += _shared(usage, type_, key, had, here)
            else:
                notes += _gone(usage, type_, key, had)
        for key in BOUND_TO_ONE.get(type_, ()):
            if not any(given(address, key) for address in (*had, *here)):
                notes += _uneven(usage, type_, key, had, here)
    entries += _within_bounds(usage, before, after, given)
    return replace(usage, entries=(*entries, *usage.entries), notes=(*usage.notes, *notes))


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
    """What the old ones carry, in equal parts; nothing while it is not told of each."""
    found = [usage.number(address, type_, key) for address in old]
    amounts = [value for value, _ in filter(None, found)]
    if len(amounts) < len(old):
        return
    whole = Quantity(*(sum(getattr(x, end) for x in amounts) for end in ("low", "likely", "high")))
    for address in new:
        yield Entry(address, key, whole / len(new), 0)


def _gone(usage: Usage, type_: str, key: str, old: tuple[str, ...]) -> Iterator[str]:
    for address in old:
        found = usage.number(address, type_, key)
        if found and found[0].high:
            yield (
                f"{address} is gone, and nothing says what carries its {key} "
                f"({found[0].likely:,f}) now: it is in no figure. Give it in the scenario's usage."
            )


def _uneven(
    usage: Usage, type_: str, key: str, old: tuple[str, ...], new: tuple[str, ...]
) -> Iterator[str]:
    known = [address for address in old if usage.number(address, type_, key)]
    if known:
        yield (
            f"{every_instance(known[0])}: {key} is as it was for {len(old)}, and there are "
            f"{len(new)} now: it does not follow the load in proportion. "
            "Give it in the scenario's usage."
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
