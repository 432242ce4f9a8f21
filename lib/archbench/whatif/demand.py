"""Demand stays when capacity changes: what fewer gateways of a network carry is what more did.

Usage files give what each NAT gateway carries. A scenario with another number of them has the same
traffic, so its gateways share evenly what those of the baseline carry in all, network by network. A
scenario that gives the figure itself is taken at its word.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from archbench.architecture.model import Architecture
from archbench.cost.quantity import Quantity
from archbench.cost.usage import Entry, Usage

_TYPE, _KEY = "aws_nat_gateway", "monthly_data_processed_gb"


def same_demand(
    usage: Usage, before: Architecture, after: Architecture, own: Mapping[str, object]
) -> Usage:
    """The usage with what the gateways of the baseline carry laid over those of the scenario.

    own is what the scenario itself says of usage: resources by pattern, their keys inside.
    """
    said = [Entry(pattern, _KEY, "", 0) for pattern, keys in own.items() if _gives(keys)]
    old = _gateways(before)
    entries = [
        entry
        for network, gateways in _gateways(after).items()
        if network in old and set(old[network]) != set(gateways)
        if not any(entry.matches(address) for entry in said for address in gateways)
        for entry in _shared(usage, old[network], gateways)
    ]
    return replace(usage, entries=(*entries, *usage.entries))


def _gives(keys: object) -> bool:
    return isinstance(keys, Mapping) and _KEY in keys


def _gateways(architecture: Architecture) -> dict[str, tuple[str, ...]]:
    """The addresses of each network's NAT gateways, where it has any."""
    return {
        vpc.address: tuple(gateway.address for gateway in vpc.nat_gateways)
        for region in architecture.regions
        for vpc in region.vpcs
        if vpc.nat_gateways
    }


def _shared(usage: Usage, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Entry]:
    """What the old gateways carry, in equal parts; nothing while it is not told of each."""
    found = [usage.number(address, _TYPE, _KEY) for address in old]
    amounts = [value for value, _ in filter(None, found)]
    if len(amounts) < len(old):
        return
    whole = Quantity(*(sum(getattr(x, end) for x in amounts) for end in ("low", "likely", "high")))
    for address in new:
        yield Entry(address, _KEY, whole / len(new), 0)
