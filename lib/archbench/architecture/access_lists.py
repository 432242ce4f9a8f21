"""What a network ACL lets in from the internet: its rules by number, the first that fits decides.

https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network

from archbench.architecture.joins import Reader, truth
from archbench.architecture.narrow import is_narrow
from archbench.architecture.openness import is_internet
from archbench.architecture.permission import HIGHEST
from archbench.frozen import frozen
from archbench.hcl.values import Plain, Unknown
from archbench.terraform.configuration import Instance

RULE = "aws_network_acl_rule"
_WITH_PORTS = ("tcp", "6")
_ALL = ("-1", "all")
_ACTIONS = ("allow", "deny")
_Network = IPv4Network | IPv6Network


@frozen
class _Rule:
    """A rule for what comes in, of one version of IP.

    None where it is not known: its number, and network, whom it is for; few: whether for few.
    """

    number: int | None
    allows: bool
    protocol: str
    low: int
    high: int
    version: int
    network: _Network | None
    few: bool

    def is_for(self, port: int) -> bool:
        """Whether it decides about a TCP port."""
        return self.protocol in (*_ALL, *_WITH_PORTS) and self.low <= port <= self.high


def admits(reader: Reader, acl: Instance, port: int, maybe: Sequence[Instance] = ()) -> bool | None:
    """Whether the internet may reach a TCP port through an ACL; None while a rule is not known.

    What is for a few addresses lets no internet in and keeps none out, whichever they are. Rules
    that may be there count where they change the answer: denials of one that is yes, and so on.
    """
    rules = tuple(_rules(reader, acl))
    answers = {
        _answer((*rules, *_separate(one for one in maybe if _may_say(one, action))), port)
        for action in (_ACTIONS if maybe else _ACTIONS[:1])
    }
    return answers.pop() if len(answers) == 1 else None


def _may_say(rule: Instance, action: str) -> bool:
    """Whether a rule allows, or denies, as far as it is known."""
    said = rule.get("rule_action")
    return not isinstance(said, str) or said.lower() == action


def _answer(every: Iterable[_Rule | None], port: int) -> bool | None:
    """What rules, all of them there, say of a port."""
    rules: list[tuple[int, _Rule]] = []
    for found in every:
        if found is None:
            return None
        if found.is_for(port) and not found.few:
            if found.number is None:
                return None
            rules.append((found.number, found))
    open_: dict[int, list[_Network]] = {4: [ip_network("0.0.0.0/0")], 6: [ip_network("::/0")]}
    allowed: list[str] = []
    for _, rule in sorted(rules, key=lambda numbered: numbered[0]):
        left = open_[rule.version]
        if rule.network is None and left:
            return None
        if rule.network is not None:
            here = [both for one in left if (both := _shared(one, rule.network))]
            open_[rule.version] = [rest for one in left for rest in _without(one, rule.network)]
            allowed += map(str, here if rule.allows else ())
        if is_internet(allowed):
            return True
    return False


def _shared(one: _Network, other: _Network) -> _Network | None:
    """The addresses that two ranges have in common: of two that overlap one holds the other."""
    if not one.overlaps(other):
        return None
    return one if _is_in(one, other) else other


def _without(one: _Network, other: _Network) -> Iterable[_Network]:
    """The ranges of the addresses of one that another does not hold."""
    if not one.overlaps(other):
        return [one]
    if _is_in(one, other):
        return []
    return one.address_exclude(other)  # type: ignore[arg-type]  # both of one version


def _is_in(one: _Network, other: _Network) -> bool:
    return one.subnet_of(other)  # type: ignore[arg-type]  # both of one version


def _rules(reader: Reader, acl: Instance) -> Iterator[_Rule | None]:
    """The rules for what comes in; None for one that is not known."""
    written = acl.values.get("ingress")
    if isinstance(written, Unknown):
        yield None
    for block in written if isinstance(written, tuple) else ():
        if isinstance(block, Mapping):
            yield _rule(block, "rule_no", "action")
        else:
            yield None
    own = reader.naming(acl.address, RULE, "network_acl_id")
    others = reader.naming("", RULE, "network_acl_id")
    untold = [item for item in others if not reader.is_told(item, "network_acl_id")]
    incoming = (item for item in untold if truth(item.get("egress"), default=False) is not True)
    yield from (*_separate(own), *(None for _ in incoming))


def _separate(rules: Iterable[Instance]) -> Iterator[_Rule | None]:
    """Those of rules in blocks of their own that are for what comes in."""
    for item in rules:
        leaves = truth(item.get("egress"), default=False)
        if leaves is False:
            yield _rule(item.values, "rule_number", "rule_action")
        elif leaves is not True:
            yield None


def _rule(values: Mapping[str, Plain], numbered: str, action: str) -> _Rule | None:
    protocol = str(values.get("protocol", "")).lower()
    cidrs = {name: values.get(name) for name in ("cidr_block", "ipv6_cidr_block")}
    name = next((name for name, item in cidrs.items() if item not in (None, "")), "cidr_block")
    cidr = cidrs[name]
    ports = (values.get("from_port"), values.get("to_port"))
    low, high = (0 if item is None else item for item in ports)
    if protocol in _ALL:
        low, high = 0, HIGHEST
    place, acts = values.get(numbered), values.get(action)
    if not isinstance(acts, str) or isinstance(values.get("protocol"), Unknown):
        return None
    if not isinstance(low, int) or not isinstance(high, int):
        return None
    number = place if isinstance(place, int) else None
    version = 6 if name.startswith("ipv6") else 4
    few = is_narrow(cidr, six=version == 6)
    allows = acts.lower() == "allow"
    return _Rule(number, allows, protocol, low, high, version, _network(cidr), few)


def _network(cidr: Plain) -> _Network | None:
    try:
        return ip_network(cidr, strict=False) if isinstance(cidr, str) else None
    except ValueError:
        return None
