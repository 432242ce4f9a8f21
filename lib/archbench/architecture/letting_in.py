"""Who security groups let in to what wears them, one of each block for all its like."""

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network

from archbench.architecture.anchors import Anchors
from archbench.architecture.joins import Reader
from archbench.architecture.part import Part, Relation
from archbench.architecture.permission import Permission, SecurityGroup
from archbench.architecture.ports import in_words
from archbench.architecture.standing import named
from archbench.aws.kind import RelationKind
from archbench.aws.places import paths
from archbench.aws.values import text

ACTS = ("entry", "workload", "channel", "store")
"""Roles of what takes part in a request."""
_CALLS = ("entry", "workload", "channel")
"""Roles of what asks others by itself: what keeps data does not."""
BY_ROLE: Mapping[str, RelationKind] = {
    "store": "data",
    "channel": "event",
    "workload": "request",
    "entry": "request",
}
"""How a part that works reaches one of another role, where nothing tells more."""
_CLUSTER = "aws_eks_cluster"
_NODES = ("aws_eks_node_group", "aws_eks_fargate_profile")
_WORN = ("aws_security_group", "aws_default_security_group", _CLUSTER)
_Blocks = dict[str, Part]
_Network = IPv4Network | IPv6Network


def let_in(
    anchors: Anchors, parts: Mapping[str, Part], groups: Iterable[SecurityGroup]
) -> Iterator[Relation]:
    """From who is let in to what lets it in; by addresses only to what is a way out of a VPC."""
    wearing = _wearing(anchors, parts)
    for cluster in anchors.reader.of_type(_CLUSTER):
        yield from _among(wearing.get(cluster.address, {}), cluster.address)
    works = _by_vpc(parts)
    ranges = _ranges(anchors.reader)
    for opened in groups:
        for rule in opened.permissions:
            told = rule.direction == "ingress" and rule.certain
            if not told or rule.source == opened.address:
                continue
            for target in wearing.get(opened.address, {}).values():
                callers = wearing.get(rule.source, {})
                if target.kind.role == "network":
                    network = _network(rule.source)
                    near = works.get(target.place.vpc, {}) if network else callers
                    callers = {
                        key: part
                        for key, part in near.items()
                        if network is None or _holds(network, part, ranges)
                    }
                elif target.kind.role not in BY_ROLE:
                    continue
                for source in callers.values():
                    if source.kind.role in _CALLS:
                        yield _allowed(source, target, rule)


def _wearing(anchors: Anchors, parts: Mapping[str, Part]) -> dict[str, _Blocks]:
    """What wears each group; an EKS cluster stands for the group AWS makes for it.

    Nodes without groups of their own wear that of their cluster.
    """
    reader = anchors.reader
    worn: dict[str, dict[str, None]] = {part: dict.fromkeys(parts[part].worn) for part in parts}
    items = [(item, anchors.of(item.address)) for item in reader.configuration.managed()]
    for item, owners in items:
        ways = paths(item.type, "worn") if owners else ()
        mine = (one for way in ways for one in named(reader, item, way) if one.type in _WORN)
        told = dict.fromkeys(group.address for group in mine)
        for owner in owners:
            worn[owner] |= told
    for item, owners in items:
        if item.type in _NODES and not any(worn[owner] for owner in owners):
            told = dict.fromkeys(one.address for one in named(reader, item, "cluster_name"))
            for owner in owners:
                worn[owner] |= told
    found: dict[str, _Blocks] = {}
    for address, groups in worn.items():
        for group in groups:
            found.setdefault(group, {}).setdefault(_block(parts[address]), parts[address])
    return found


def _block(part: Part) -> str:
    return part.address.partition("[")[0] if part.address.endswith("]") else part.address


def _among(wearers: Mapping[str, Part], cluster: str) -> Iterator[Relation]:
    """Within the group of an EKS cluster everything is let in: nodes reach what is kept there."""
    for source in wearers.values():
        for target in wearers.values():
            if source.kind.role == "workload" and target.kind.role == "store":
                yield Relation("data", source.address, target.address, "", (cluster,), None)


def _by_vpc(parts: Mapping[str, Part]) -> dict[str, _Blocks]:
    """What works in each VPC."""
    found: dict[str, _Blocks] = {}
    for part in parts.values():
        if part.kind.role == "workload" and part.place.vpc and part.place.subnets:
            found.setdefault(part.place.vpc, {}).setdefault(_block(part), part)
    return found


def _ranges(reader: Reader) -> dict[str, _Network]:
    """The addresses of each subnet where they are known."""
    told = (
        (item.address, _network(text(item.get("cidr_block"))))
        for item in reader.of_type("aws_subnet", "aws_default_subnet")
    )
    return {address: network for address, network in told if network is not None}


def _network(written: str) -> _Network | None:
    try:
        return ip_network(written, strict=False) if written else None
    except ValueError:
        return None


def _holds(outer: _Network, part: Part, ranges: Mapping[str, _Network]) -> bool:
    """Whether a range holds every subnet that a part stands in."""
    return all(
        subnet in ranges
        and isinstance(inner := ranges[subnet], type(outer))
        and inner.subnet_of(outer)  # type: ignore[arg-type]
        for subnet in part.place.subnets
    )


def _allowed(source: Part, target: Part, rule: Permission) -> Relation:
    kind = BY_ROLE.get(target.kind.role, "egress")
    return Relation(
        "data" if kind == "event" else kind,
        source.address,
        target.address,
        in_words([rule]),
        (rule.rule,),
        rule.range,
    )
