"""Security groups: what may reach what, with inline and separate rules united."""

from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Literal

from archbench.architecture.joins import Reader, items, name_of, text, truth, value_at, whole
from archbench.architecture.model import Architecture
from archbench.architecture.narrow import is_narrow, is_network
from archbench.architecture.network import vpc_of
from archbench.architecture.openness import PREFIX_LIST, is_internet
from archbench.architecture.permission import Permission, SecurityGroup
from archbench.architecture.question import HOW_MANY
from archbench.frozen import frozen, replace
from archbench.hcl.partly import blocks
from archbench.hcl.values import Plain, Unknown, bare
from archbench.terraform.address import is_module
from archbench.terraform.configuration import Instance, Path

GROUP_TYPES = ("aws_security_group", "aws_default_security_group")
RULE_TYPES = (
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
)
Direction = Literal["ingress", "egress"]
_PROTOCOLS = {"6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6", "all": "-1"}
_CIDRS = ("cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6")
_LISTS = ("prefix_list_ids", "prefix_list_id")
_WHOSE = "whose rule it is"
_GROUPS = ("security_groups", "source_security_group_id", "referenced_security_group_id")


NOT_WORN = (*GROUP_TYPES, *RULE_TYPES, "aws_launch_template", "aws_launch_configuration")
"""Types that name security groups without wearing them."""
_WORN: tuple[Path, ...] = (
    ("security_groups",),
    ("security_group_ids",),
    ("vpc_security_group_ids",),
    ("vpc_config", 0, "security_group_ids"),
    ("network_configuration", 0, "security_groups"),
)


def wears(item: Instance) -> Iterator[Path]:
    """Where an instance that is no element names the security groups it wears."""
    return (path for path in _WORN if path[0] in item.values)


def security_groups(
    reader: Reader, members: Mapping[str, tuple[str, ...]]
) -> tuple[SecurityGroup, ...]:
    """Every security group; members maps each to the addresses of what wears it."""
    rules: dict[str, list[Permission]] = {}
    for item in reader.of_type(*RULE_TYPES):
        if not reader.is_told(item, "security_group_id"):
            reader.ask(item, _WHOSE, item.get("security_group_id"))
            continue
        group = reader.one(item, "security_group_id", types=GROUP_TYPES)
        if group:
            rules.setdefault(group, []).extend(_of_rule(reader, item, group))
    return tuple(
        SecurityGroup(
            address=item.address,
            name=name_of(item),
            range=item.range,
            vpc=vpc_of(reader, item),
            permissions=(*_inline(reader, item), *rules.get(item.address, ())),
            members=members.get(item.address, ()),
        )
        for item in reader.of_type(*GROUP_TYPES)
    )


def loose_rules(reader: Reader) -> tuple[SecurityGroup, ...]:
    """Rules of groups that stand elsewhere, or cannot be told: each as a group under its address.

    What they open is open, whoever wears the group.
    """
    return tuple(
        SecurityGroup(
            address=item.address,
            name=name_of(item),
            range=item.range,
            vpc="",
            permissions=tuple(_of_rule(reader, item, item.address)),
            members=(),
        )
        for item in reader.of_type(*RULE_TYPES)
        if not reader.is_told(item, "security_group_id")
        or not reader.one(item, "security_group_id", types=GROUP_TYPES)
    )


def likely_rules(reader: Reader, item: Instance) -> tuple[Permission, ...]:
    """What a group or a rule allows that there may be none of."""
    if item.type in GROUP_TYPES:
        return tuple(map(_likely, _inline(reader, item)))
    return tuple(map(_likely, _of_rule(reader, item, item.address)))


def _of_rule(reader: Reader, rule: Instance, group: str) -> Iterator[Permission]:
    ways = _ways(rule)
    for way in ways:
        found = _permissions(reader, rule, (), group, way)
        yield from found if len(ways) == 1 else map(_likely, found)


def _ways(rule: Instance) -> tuple[Direction, ...]:
    """The direction of a rule; both where it cannot be told."""
    if rule.type != "aws_security_group_rule":
        return ("egress",) if "egress" in rule.type else ("ingress",)
    given = bare(rule.get("type"))
    if isinstance(given, Unknown):
        return ("ingress", "egress")
    return ("egress",) if given == "egress" else ("ingress",)


def _inline(reader: Reader, group: Instance) -> Iterator[Permission]:
    directions: tuple[Direction, ...] = ("ingress", "egress")
    for direction in directions:
        value = group.values.get(direction)
        parts = blocks(value)
        if parts is not None:
            reader.ask(group, f"how many {direction} rules there are", value)
            yield from _in_part(reader, group, direction, parts)
        elif isinstance(value, Unknown):
            reader.ask(group, f"its {direction} rules", value)
            yield Permission(
                group.address, direction, "-1", value, value, "", group.address, group.at(direction)
            )
        for index, block in enumerate(items(group, direction)):
            path = (direction, index)
            if isinstance(block, Mapping):
                yield from _permissions(reader, group, path, group.address, direction)
            elif isinstance(block, Unknown):
                at = group.at(*path)
                yield Permission(
                    group.address, direction, "-1", block, block, "", group.address, at
                )


def _in_part(
    reader: Reader,
    group: Instance,
    direction: Direction,
    parts: tuple[tuple[Plain, ...], tuple[Plain, ...]],
) -> Iterator[Permission]:
    """The rules of a group of which it is not known how many it has: those, and what may come."""
    certain, likely = parts
    for index, block in enumerate((*certain, *likely)):
        path = (direction, index)
        if isinstance(block, Mapping):
            for rule in _rules(reader, group, path, group.address, direction, block):
                yield rule if index < len(certain) else _likely(rule)


def _likely(rule: Permission) -> Permission:
    """A rule that there may be none of: only who is not let in by it can be told."""
    few = rule.narrow or ("/" in rule.source and not is_internet((rule.source,)))
    named = rule.source and "/" not in rule.source and PREFIX_LIST not in rule.source
    grouped = rule.grouped or (bool(named) and not rule.source.startswith("pl-"))
    return replace(rule, source="", grouped=grouped, narrow=few, certain=False)


def _permissions(
    reader: Reader, item: Instance, path: Path, group: str, direction: Direction
) -> Iterator[Permission]:
    """One permission for each source of a rule."""
    found = value_at(item, path)
    values = found if isinstance(found, Mapping) else {}
    yield from _rules(reader, item, path, group, direction, values)


def _rules(  # noqa: PLR0913, PLR0917
    reader: Reader,
    item: Instance,
    path: Path,
    group: str,
    direction: Direction,
    values: Mapping[str, Plain],
) -> Iterator[Permission]:
    written = values.get("protocol", values.get("ip_protocol"))
    protocol = _protocol(written)
    low, high = whole(values.get("from_port")), whole(values.get("to_port"))
    if isinstance(written, Unknown):
        low = high = written  # all protocols have no ports
    elif protocol == "-1" or (low == -1 and high == -1):
        low = high = None
    for name, source, given in _sources(reader, item, path, values, group):
        yield Permission(
            group,
            direction,
            protocol,
            low,
            high,
            source,
            item.address,
            item.at(*path),
            grouped=not source and name in (*_GROUPS, "self"),
            narrow=not source and is_narrow(given, six="ipv6" in name),
        )


def _protocol(value: Plain) -> str:
    """The protocol in lower case, by name where it has one; "" when it cannot be told."""
    name = text(value).lower()
    return _PROTOCOLS.get(name, name)


def _sources(
    reader: Reader, item: Instance, path: Path, values: Mapping[str, Plain], group: str
) -> Iterator[tuple[str, str, Plain]]:
    """The argument that names it, each source, "" where it cannot be told, and what is given."""
    for name in (*_CIDRS, *_LISTS, *_GROUPS):
        for place, value in _items(values.get(name)):
            if isinstance(value, str) and name in _CIDRS:
                yield name, value, value
            elif value is not None:
                at = (*path, name, *place)
                known = text(value) if reader.is_told(item, *at) or name in _LISTS else ""
                found = [target.address for target in reader.many(item, *at)]
                if name in _CIDRS and not is_narrow(value, six="ipv6" in name):
                    found.append("")  # a subnet's range may stand in it beside any other
                yield from ((name, source, value) for source in found or [known])
    own = truth(values.get("self"), default=False)
    if own is not False:
        yield "self", "" if isinstance(own, Unknown) else group, own


def _items(value: Plain) -> Iterator[tuple[Path, Plain]]:
    value = bare(value)
    if isinstance(value, tuple):
        yield from (((index,), item) for index, item in enumerate(value))
    elif value not in (None, ""):
        yield (), value


Allowed = Literal["yes", "no", "unknown"]


@frozen
class Reach:
    """Whether a flow is allowed, and by which permissions at either end."""

    allowed: Allowed
    ingress: tuple[Permission, ...]
    egress: tuple[Permission, ...]
    """Of the source, when that is a security group of the configuration."""


def reachable(
    architecture: Architecture, source: str, group: str, port: int, protocol: str = "tcp"
) -> Reach:
    """Whether a source may open a connection to members of a security group on a port.

    See Reachability, which answers many such questions.
    """
    return Reachability(architecture).between(source, group, port, protocol)


class Reachability:
    """Who may open connections to whom in one architecture."""

    def __init__(self, architecture: Architecture) -> None:
        self._groups = architecture.groups
        self._told = rules_told(architecture)
        vpcs = (vpc for region in architecture.regions for vpc in region.vpcs)
        self._ranges = {vpc.address: vpc.cidr for vpc in vpcs}

    def between(self, source: str, group: str, port: int, protocol: str = "tcp") -> Reach:
        """Whether a source may open a connection to members of a security group on a port.

        source is the address of a security group, a CIDR, or a prefix list. A security group
        reaches another when its egress rules let it out and the other's ingress rules let it in; a
        rule for the whole internet or for the VPC's addresses lets any group in or out.
        """
        goal = self._groups.get(group)
        if goal is None:
            return Reach("unknown", (), ())
        flow, told = _Flow(port, protocol), self._told
        start = self._groups.get(source)
        addresses = self._ranges.get(goal.vpc) if start else None
        entry, ingress = flow.through(goal, "ingress", source, addresses, told=told)
        if start is None:
            return Reach(entry, ingress, ())
        around = self._ranges.get(start.vpc)
        leave, egress = flow.through(start, "egress", group, around, told=told)
        if "no" in (entry, leave):
            return Reach("no", ingress, egress)
        return Reach("unknown" if "unknown" in (entry, leave) else "yes", ingress, egress)


@frozen
class _Flow:
    """A connection to a port."""

    port: int
    protocol: str

    def through(
        self,
        group: SecurityGroup,
        direction: Direction,
        other: str,
        addresses: str | Unknown | None,
        *,
        told: bool,
    ) -> tuple[Allowed, tuple[Permission, ...]]:
        """Whether a group lets the flow pass to or from another end, and what may let it.

        addresses is the VPC's CIDR; told whether every rule of the configuration is known.
        """
        answers = {
            permission: self._passes(permission, other, addresses)
            for permission in group.permissions
            if permission.direction == direction
        }
        may = tuple(permission for permission, answer in answers.items() if answer != "no")
        if "yes" in answers.values():
            return "yes", may
        return "unknown" if may or not told else "no", may

    def _passes(
        self, permission: Permission, other: str, addresses: str | Unknown | None
    ) -> Allowed:
        parts = (
            "unknown" if not permission.protocol else permission.protocol in ("-1", self.protocol),
            permission.covers(self.port),
            _admits(permission.source, other, addresses),
        )
        if any(part is False or part == "no" for part in parts):
            return "no"
        told = permission.certain and all(part is True or part == "yes" for part in parts)
        return "yes" if told else "unknown"


def _admits(rule: str, other: str, addresses: str | Unknown | None) -> Allowed:
    """Whether a rule's source holds another end: a CIDR, or the members of a security group.

    A rule for the range of a VPC or subnet that is not known yet may hold any.
    """
    outer = _network(rule)
    if rule and rule == other:
        return "yes"
    if outer is None:
        return "unknown" if not rule or is_network(rule) else "no"
    inner = _network(other)
    if inner is None and outer.prefixlen:
        if not isinstance(addresses, str):
            return "unknown"
        inner = _network(addresses)
    return "yes" if inner is None or _holds(outer, inner) else "no"


def _holds(outer: IPv4Network | IPv6Network, inner: IPv4Network | IPv6Network) -> bool:
    if isinstance(outer, IPv4Network) and isinstance(inner, IPv4Network):
        return inner.subnet_of(outer)
    if isinstance(outer, IPv6Network) and isinstance(inner, IPv6Network):
        return inner.subnet_of(outer)
    return False


def _network(value: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(value, strict=False)
    except ValueError:
        return None


def rules_told(architecture: Architecture) -> bool:
    """Whether the group of every rule resource can be told, and how many rules there are."""
    return not any(
        question.question in (_WHOSE, HOW_MANY)
        and (
            is_module(question.address)
            or any(kind in question.address.split(".") for kind in RULE_TYPES)
        )
        for question in architecture.open_questions
    )
