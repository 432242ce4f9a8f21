"""What a network ACL lets in from the internet: its rules by number, the first that fits decides.

https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archbench.architecture.joins import Reader, truth
from archbench.architecture.openness import HIGHEST, is_internet
from archbench.hcl.values import Plain, Unknown
from archbench.terraform.configuration import Instance

RULE = "aws_network_acl_rule"
_WITH_PORTS = ("tcp", "6")
_ALL = ("-1", "all")


@dataclass(frozen=True, slots=True)
class _Rule:
    number: int
    allows: bool
    protocol: str
    low: int
    high: int
    cidr: str


def admits(reader: Reader, acl: Instance, port: int) -> bool | None:
    """Whether the internet may reach a TCP port through an ACL; None while a rule is not known."""
    rules: list[_Rule] = []
    for found in _rules(reader, acl):
        if found is None:
            return None
        rules.append(found)
    allowed: list[str] = []
    for rule in sorted(rules, key=lambda rule: rule.number):
        if rule.protocol not in (*_ALL, *_WITH_PORTS) or not rule.low <= port <= rule.high:
            continue
        if rule.allows:
            allowed.append(rule.cidr)
        elif is_internet((rule.cidr,)):
            break
    return is_internet(allowed)


def _rules(reader: Reader, acl: Instance) -> Iterator[_Rule | None]:
    """The rules for what comes in; None for one that is not known."""
    blocks = acl.values.get("ingress")
    if isinstance(blocks, Unknown):
        yield None
    for block in blocks if isinstance(blocks, tuple) else ():
        if isinstance(block, Mapping):
            yield _rule(block, "rule_no", "action")
        else:
            yield None
    own = reader.naming(acl.address, RULE, "network_acl_id")
    others = reader.naming("", RULE, "network_acl_id")
    untold = [item for item in others if not reader.is_told(item, "network_acl_id")]
    for item in (*own, *untold):
        if truth(item.get("egress"), default=False) is False:
            yield None if item in untold else _rule(item.values, "rule_number", "rule_action")


def _rule(values: Mapping[str, Plain], number: str, action: str) -> _Rule | None:
    protocol = str(values.get("protocol", "")).lower()
    cidrs = [values.get(name) for name in ("cidr_block", "ipv6_cidr_block")]
    cidr = next((item for item in cidrs if item not in (None, "")), None)
    ports = (values.get("from_port"), values.get("to_port"))
    low, high = (0 if item is None else item for item in ports)
    if protocol in _ALL:
        low, high = 0, HIGHEST
    place, acts = values.get(number), values.get(action)
    if not isinstance(cidr, str) or not isinstance(acts, str):
        return None
    if not isinstance(place, int) or not isinstance(low, int) or not isinstance(high, int):
        return None
    return _Rule(place, acts.lower() == "allow", protocol, low, high, cidr)
