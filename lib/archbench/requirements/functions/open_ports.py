"""open_ports(direction): what security groups open to the internet ("ingress") or lead into it.

Each has group, protocol, from_port, to_port (0 to 65535; null for a protocol without ports), ports
(both ends; none for a protocol without ports) and rules. Sources are united: two halves of the
internet are the internet, and a prefix list of the configuration is what it holds. Of a rule of a
group that stands elsewhere the group is not known, and the address is that of the rule. Of a rule
whose source cannot be told, ports alone is known: it may open these and no others. A rule whose
ports cannot be told is not known.
"""

from archbench.architecture.openness import Opening
from archbench.architecture.permission import Permission
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC, STRING
from archbench.hcl.values import NULL, Origin, Unknown, Value, unknown
from archbench.requirements.functions._related import (
    listed,
    read_rule,
    related,
    texts,
    uncounted,
    unsure,
)
from archbench.requirements.view import View

TYPES = (
    "aws_security_group",
    "aws_default_security_group",
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
)
WORDS = {"direction": ("ingress", "egress")}


def call(view: View, direction: Value) -> Value:
    """A tuple of openings."""
    if not isinstance(direction.raw, str):
        return computed(DYNAMIC, direction)
    listed(view, *TYPES)
    guards = view.relations.guards
    found = [item for guard in guards for item in openings(view, guard, direction.raw)]
    return construct.tuple_value([*found, *uncounted(view, *TYPES)])


def openings(view: View, guard: str, direction: str) -> list[Value]:
    """What one group, or one rule of a group that stands elsewhere, opens; none for any other."""
    openness = view.relations.openness(guard, direction)
    if openness is None:
        return []
    untold = [_maybe(view, guard, rule) for rule in openness.untold]
    return [*(_opening(view, item) for item in openness.openings), *untold]


def _group(view: View, guard: str) -> Value:
    if guard in view.elements:
        return construct.string(guard)
    reason = "its group is not in this configuration"
    return unknown(STRING, Origin("resource", guard, "security_group_id", reason))


def _maybe(view: View, address: str, rule: Permission) -> Value:
    """An opening that may be one: its ports are known, or nothing is."""
    low, high = rule.ports
    if isinstance(low, Unknown) or isinstance(high, Unknown) or rule.protocol in ("", "-1"):
        return unsure(rule.rule, "its source or ports are not known")
    ends = (low, high) if rule.protocol in ("tcp", "udp") else ()
    origin = Origin("resource", rule.rule, reason="its source is not known")
    untold = dict.fromkeys(("protocol", "from_port", "to_port"), unknown(DYNAMIC, origin))
    parts = {
        "group": _group(view, address),
        **untold,
        "ports": construct.tuple_value(construct.number(end) for end in ends),
        "rules": texts([rule.rule]),
    }
    return related(view, address, parts, read_rule(view, rule))


def _opening(view: View, item: Opening) -> Value:
    def port(number: int | None) -> Value:
        return NULL if number is None else construct.number(number)

    ends = [construct.number(end) for end in (item.from_port, item.to_port) if end is not None]
    parts = {
        "group": _group(view, item.group),
        "protocol": construct.string(item.protocol),
        "from_port": port(item.from_port),
        "to_port": port(item.to_port),
        "ports": construct.tuple_value(ends),
        "rules": texts(dict.fromkeys(rule.rule for rule in item.rules)),
    }
    proof = [read for rule in item.rules for read in read_rule(view, rule)]
    return related(view, item.group, parts, proof)
