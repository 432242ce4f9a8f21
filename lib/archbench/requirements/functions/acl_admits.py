"""acl_admits(acl, port): whether a network ACL lets the internet reach a TCP port.

The rules count by their numbers, those in blocks of their own included: a denial before an
allowance holds.
"""

from archbench.architecture.access_lists import RULE, admits
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions._related import instance_of, read, uncounted_origin
from archbench.requirements.view import View


def call(view: View, acl: Value, port: Value) -> Value:
    """True or false; unknown while a rule is not known."""
    item = instance_of(view, acl)
    if item is None or not isinstance(port.raw, int):
        return computed(BOOL, acl, port)
    reader = view.relations.reader
    read(view, item.address, ("ingress",))
    for rule in reader.naming(item.address, RULE, "network_acl_id"):
        read(view, rule.address, ("cidr_block",), ("rule_action",), ("from_port",), ("to_port",))
    found = admits(reader, item, port.raw)
    if found is None:
        reason = "a rule of it is not known"
        return unknown(BOOL, Origin("resource", item.address, "ingress", reason))
    more = uncounted_origin(view, RULE)
    return unknown(BOOL, more) if more and not found else construct.boolean(found)
