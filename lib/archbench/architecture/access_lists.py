"""What a network ACL lets in from the internet: its rules by number, the first that fits decides.

https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
"""

from collections.abc import Iterator, Mapping

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


@frozen
class _Rule:
    """A rule for what comes in; cidr "" where whom it is for is not known, few whether few are."""

    number: int
    allows: bool
    protocol: str
    low: int
    high: int
    cidr: str
    few: bool

    def is_for(self, port: int) -> bool:
        """Whether it decides about a TCP port."""
        return self.protocol in (*_ALL, *_WITH_PORTS) and self.low <= port <= self.high


def admits(reader: Reader, acl: Instance, port: int) -> bool | None:
    """Whether the internet may reach a TCP port through an ACL; None while a rule is not known.

    What is for a few addresses lets no internet in and keeps none out, whichever they are.
    """
    rules: list[_Rule] = []
    unread = False
    for found in _rules(reader, acl):
        if found is None:
            unread = True
        elif found.is_for(port) and not found.few:
            rules.append(found)
    allowed: list[str] = []
    for rule in sorted(rules, key=lambda rule: rule.number):
        if not rule.cidr or unread:
            return None
        if rule.allows:
            allowed.append(rule.cidr)
        elif is_internet((rule.cidr,)):
            break
        if is_internet(allowed):
            return True
    return None if unread else False


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
    for item in (*own, *untold):
        if truth(item.get("egress"), default=False) is False:
            yield None if item in untold else _rule(item.values, "rule_number", "rule_action")


def _rule(values: Mapping[str, Plain], number: str, action: str) -> _Rule | None:
    protocol = str(values.get("protocol", "")).lower()
    cidrs = {name: values.get(name) for name in ("cidr_block", "ipv6_cidr_block")}
    name = next((name for name, item in cidrs.items() if item not in (None, "")), "cidr_block")
    cidr = cidrs[name]
    ports = (values.get("from_port"), values.get("to_port"))
    low, high = (0 if item is None else item for item in ports)
    if protocol in _ALL:
        low, high = 0, HIGHEST
    place, acts = values.get(number), values.get(action)
    if not isinstance(acts, str) or isinstance(values.get("protocol"), Unknown):
        return None
    if not isinstance(place, int) or not isinstance(low, int) or not isinstance(high, int):
        return None
    few = is_narrow(cidr, six=name.startswith("ipv6"))
    known = cidr if isinstance(cidr, str) else ""
    return _Rule(place, acts.lower() == "allow", protocol, low, high, known, few)
