"""open_ports(direction): what security groups open to the internet ("ingress") or lead into it.

Each has group, protocol, from_port, to_port (0 to 65535; null for a protocol without ports), ports
(both ends; none for a protocol without ports) and rules. Sources are united: two halves of the
internet are the internet, and a prefix list of the configuration is what it holds. Of a rule of a
group that stands elsewhere the group is not known, and the address is that of the rule. Of a rule
whose source cannot be told, or of which it is not known how many there are, ports alone is known:
it may open these and no others. A rule whose ports cannot be told is not known.
"""

from collections.abc import Iterator

from archbench.architecture.openness import Opening
from archbench.architecture.permission import Permission
from archbench.architecture.security import GROUP_TYPES, RULE_TYPES, likely_rules
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC, STRING
from archbench.hcl.values import NULL, Origin, Unknown, Value, unknown
from archbench.requirements.functions._more import names_or_may
from archbench.requirements.functions._related import (
    listed,
    read_rule,
    related,
    texts,
    unsure,
)
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance

TYPES = (*GROUP_TYPES, *RULE_TYPES)
_GROUP = "security_group_id"
WORDS = {"direction": ("ingress", "egress")}


def call(view: View, direction: Value) -> Value:
    """A tuple of openings."""
    if not isinstance(direction.raw, str):
        return computed(DYNAMIC, direction)
    listed(view, *TYPES)
    guards = view.relations.guards
    found = [item for guard in guards for item in openings(view, guard, direction.raw)]
    return construct.tuple_value([*found, *uncounted_openings(view, direction.raw)])


def uncounted_openings(
    view: View, direction: str, guard: Instance | None = None
) -> Iterator[Value]:
    """What groups and rules that cannot be counted may open, all of it or of one group."""
    for block in dict.fromkeys(block for type_ in TYPES for block in view.more_of(type_)):
        if block.like is None:
            yield unsure(block.address, block.reason)
        elif guard is None or _may_be_of(view, block.like, guard):
            rules = likely_rules(view.relations.reader, block.like)
            group = _group_of(view, block.like) or block.address
            for rule in view.relations.untold_of(rules, direction):
                yield _maybe(view, group, rule, block.reason)


def _may_be_of(view: View, like: Instance, guard: Instance) -> bool:
    """Whether a rule of which it is not known how many there are may be one of a group."""
    if like.type not in RULE_TYPES:
        return False
    reader, group = view.relations.reader, _group_of(view, like)
    if group:
        return group == guard.address
    return reader.is_told(like, _GROUP) or names_or_may(view, like, _GROUP, guard)


def _group_of(view: View, rule: Instance) -> str:
    """The group that a rule names; "" where that is none of the configuration, or not told."""
    reader = view.relations.more or view.relations.reader
    return reader.one(rule, _GROUP, types=GROUP_TYPES)


def openings(view: View, guard: str, direction: str) -> list[Value]:
    """What one group, or one rule of a group that stands elsewhere, opens; none for any other."""
    openness = view.relations.openness(guard, direction)
    if openness is None:
        return []
    untold = [_maybe(view, guard, rule) for rule in openness.untold]
    return [*(_opening(view, item) for item in openness.openings), *untold]


def _group(view: View, guard: str, reason: str = "") -> Value:
    if guard in view.elements:
        return construct.string(guard)
    reason = reason or "its group is not in this configuration"
    return unknown(STRING, Origin("resource", guard, "security_group_id", reason))


def _maybe(view: View, address: str, rule: Permission, reason: str = "") -> Value:
    """An opening that may be one: its ports are known, or nothing is. reason: why it may not be."""
    low, high = rule.ports
    if isinstance(low, Unknown) or isinstance(high, Unknown) or rule.protocol in ("", "-1"):
        return unsure(rule.rule, reason or "its source or ports are not known")
    ends = (low, high) if rule.protocol in ("tcp", "udp") else ()
    origin = Origin("resource", rule.rule, reason=reason or "its source is not known")
    untold = dict.fromkeys(("protocol", "from_port", "to_port"), unknown(DYNAMIC, origin))
    parts = {
        "group": _group(view, address, reason),
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
