"""What is open to the internet: address arithmetic on the sources of security-group rules.

Sources are united for each port: 0.0.0.0/1 with 128.0.0.0/1 is everyone, and so is a prefix list
of the configuration that holds them. More public addresses than a /8 has, of which no
organisation but a few holds one, are the internet.
"""

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network
from itertools import pairwise

from archbench.architecture.joins import Reader
from archbench.architecture.narrow import is_narrow
from archbench.architecture.permission import Permission, SecurityGroup
from archbench.frozen import frozen
from archbench.hcl.values import Plain, Unknown
from archbench.terraform.configuration import Instance

PREFIX_LIST = "aws_ec2_managed_prefix_list"
_ENTRY = "aws_ec2_managed_prefix_list_entry"
_OF_AWS = "com.amazonaws."
_MOST_4 = 2**24
_MOST_6 = 2**112
"""Addresses of a /8, and of an IPv6 /16: more are the internet."""
_PUBLIC_6 = IPv6Network("2000::/3")
_PRIVATE_4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "224.0.0.0/3",
    )
)
"""Not reachable over the internet: https://www.iana.org/assignments/iana-ipv4-special-registry."""

_Networks = tuple[IPv4Network | IPv6Network, ...]


@frozen
class Opening:
    """Ports of a security group that a source may reach.

    protocol "tcp", "udp", "icmp", or "-1" for all; from_port and to_port 0 to 65535 for tcp and
    udp, None for protocols without ports. rules are the permissions that open them together.
    """

    group: str
    protocol: str
    from_port: int | None
    to_port: int | None
    rules: tuple[Permission, ...]


@frozen
class Openness:
    """What is open, and the permissions that may open more: their ports or sources are unknown."""

    openings: tuple[Opening, ...]
    untold: tuple[Permission, ...]


def prefix_lists(reader: Reader) -> Mapping[str, tuple[str, ...] | None]:
    """The CIDRs of each managed prefix list by its address; None while one is not known.

    A list of AWS holds addresses of one of its services, and so no one else's.
    """
    found: dict[str, tuple[str, ...] | None] = {}
    likely = [block.like for block in reader.configuration.uncounted if block.type == _ENTRY]
    for item in reader.of_type(PREFIX_LIST):
        cidrs = [block.get("cidr") for block in _blocks(item.values.get("entry"))]
        maybe = [one is None or _may_be_of(reader, one, item) for one in likely]
        for entry in reader.of_type(_ENTRY):
            if not reader.is_told(entry, "prefix_list_id"):
                cidrs.append(entry.get("prefix_list_id"))
            elif reader.one(entry, "prefix_list_id") == item.address:
                cidrs.append(entry.get("cidr"))
        known = tuple(cidr for cidr in cidrs if isinstance(cidr, str))
        whole = len(known) == len(cidrs) and not any(maybe)
        found[item.address] = known if whole or is_internet(known) else None
    for item in reader.of_type(PREFIX_LIST, "aws_prefix_list", data=True):
        if item.mode == "data":
            names = [item.get("name"), item.get("prefix_list_name")]
            of_aws = any(isinstance(name, str) and name.startswith(_OF_AWS) for name in names)
            found[item.address] = () if of_aws else None
    return found


def _may_be_of(reader: Reader, entry: Instance, prefix_list: Instance) -> bool:
    """Whether an entry that there may be may make a list hold the internet."""
    cidr = entry.get("cidr")
    few = is_narrow(cidr, six=True) or (isinstance(cidr, str) and not is_internet((cidr,)))
    told = reader.is_told(entry, "prefix_list_id")
    return not few and (not told or reader.one(entry, "prefix_list_id") == prefix_list.address)


def _blocks(value: Plain) -> Iterator[Mapping[str, Plain]]:
    if isinstance(value, tuple):
        for block in value:
            yield block if isinstance(block, Mapping) else {"cidr": block}
    elif value is not None:
        yield {"cidr": value}


def open_to_internet(
    group: SecurityGroup, lists: Mapping[str, tuple[str, ...] | None], direction: str = "ingress"
) -> Openness:
    """The ports of a group that the internet may reach, or that may reach the internet."""
    openings: list[Opening] = []
    untold: dict[Permission, None] = {}
    by_protocol: dict[str, list[Permission]] = {}
    for permission in group.permissions:
        if permission.direction == direction:
            by_protocol.setdefault(permission.protocol, []).append(permission)
    everything = by_protocol.pop("-1", [])
    for protocol in sorted({"-1", *by_protocol} if everything else by_protocol):
        rules = [*by_protocol.get(protocol, []), *everything]
        if protocol in ("tcp", "udp", "-1"):
            found, unclear = _ports(group.address, protocol, rules, lists)
        else:
            found, unclear = _whole(group.address, protocol, rules, lists)
        openings.extend(found)
        untold |= dict.fromkeys(unclear)
    return Openness(tuple(openings), tuple(untold))


def _ports(
    group: str,
    protocol: str,
    rules: Iterable[Permission],
    lists: Mapping[str, tuple[str, ...] | None],
) -> tuple[list[Opening], list[Permission]]:
    """Openings by port: the sources of each stretch of ports united."""
    told: list[tuple[int, int, _Networks, Permission]] = []
    untold: list[Permission] = []
    for rule in rules:
        networks = _sources(rule, lists)
        low, high = rule.ports
        if networks is None or isinstance(low, Unknown) or isinstance(high, Unknown):
            if _may_open(networks):
                untold.append(rule)
        elif networks:
            told.append((low, high, networks, rule))
    edges = sorted({edge for low, high, _, _ in told for edge in (low, high + 1)})
    openings: list[Opening] = []
    for start, end in pairwise(edges):
        here = [item for item in told if item[0] <= start and item[1] >= end - 1]
        if not _is_internet(network for _, _, networks, _ in here for network in networks):
            continue
        by = tuple(rule for _, _, _, rule in here)
        openings.append(Opening(group, protocol, start, end - 1, by))
    return openings, untold


def _whole(
    group: str,
    protocol: str,
    rules: Iterable[Permission],
    lists: Mapping[str, tuple[str, ...] | None],
) -> tuple[list[Opening], list[Permission]]:
    """The opening of a protocol without ports; one that is not known may be any."""
    told = [(rule, _sources(rule, lists)) for rule in rules]
    untold = [rule for rule, networks in told if networks is None]
    if not protocol:
        return [], [rule for rule, networks in told if _may_open(networks)]
    if _is_internet(network for _, networks in told for network in networks or ()):
        by = tuple(rule for rule, networks in told if networks)
        return [Opening(group, protocol, None, None, by)], untold
    return [], untold


def _sources(rule: Permission, lists: Mapping[str, tuple[str, ...] | None]) -> _Networks | None:
    """The addresses a rule lets in; none for a security group, None when that is not known."""
    if rule.source in lists:
        cidrs = lists[rule.source]
        return None if cidrs is None else tuple(_networks(cidrs))
    if rule.grouped or (rule.narrow and not rule.source):
        return ()
    if not rule.source or rule.source.startswith("pl-"):
        return None
    return tuple(_networks((rule.source,)))


def _may_open(networks: _Networks | None) -> bool:
    """Whether sources have part in an opening: groups and private addresses never do."""
    return networks is None or any(_public(network) for network in networks)


def _networks(cidrs: Iterable[str]) -> Iterator[IPv4Network | IPv6Network]:
    for cidr in cidrs:
        try:
            yield ip_network(cidr, strict=False)
        except ValueError:
            continue


def _is_internet(networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    """Whether these hold more public addresses than one organisation has.

    >>> halves = [ip_network("0.0.0.0/1"), ip_network("128.0.0.0/1")]
    >>> _is_internet(halves), _is_internet([ip_network("10.0.0.0/8")])
    (True, False)
    """
    found = list(networks)
    four = collapse_addresses(item for item in found if isinstance(item, IPv4Network))
    if sum(_public_4(item) for item in four) >= _MOST_4:
        return True
    six = list(collapse_addresses(item for item in found if isinstance(item, IPv6Network)))
    return sum(_public_6(item) for item in six) >= _MOST_6


def _public(network: IPv4Network | IPv6Network) -> int:
    return _public_4(network) if isinstance(network, IPv4Network) else _public_6(network)


def _public_4(network: IPv4Network) -> int:
    inside = sum(
        min(network.num_addresses, private.num_addresses)
        for private in _PRIVATE_4
        if network.overlaps(private)
    )
    return network.num_addresses - inside


def _public_6(network: IPv6Network) -> int:
    if not network.overlaps(_PUBLIC_6):
        return 0
    return min(network.num_addresses, _PUBLIC_6.num_addresses)


def is_internet(cidrs: Iterable[str]) -> bool:
    """Whether these ranges together are the internet; what is no range holds nothing."""
    return _is_internet(_networks(cidrs))


def is_public(cidr: str) -> bool:
    """Whether a range holds any address of the internet; what is no range holds none.

    >>> is_public("198.51.100.7/32"), is_public("10.1.0.0/16"), is_public("sg-1")
    (True, False, False)
    """
    return any(_public(item) for item in _networks((cidr,)))
