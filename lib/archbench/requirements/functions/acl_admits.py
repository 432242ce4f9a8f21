"""acl_admits(acl, port): whether a network ACL lets the internet reach a TCP port.

The rules count by their numbers, those in blocks of their own included: a denial before an
allowance holds. One that may be there leaves it open where it would change the answer.
"""

from archbench.architecture.access_lists import RULE, admits
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions._more import more_naming, origin_of
from archbench.requirements.functions._related import instance_of, read
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
    more = more_naming(view, RULE, "network_acl_id", item)
    likes = [block.like for block in more if block.like is not None]
    found = admits(reader, item, port.raw)
    if found is None:
        reason = "a rule of it is not known"
        return unknown(BOOL, Origin("resource", item.address, "ingress", reason))
    if len(likes) < len(more) or admits(reader, item, port.raw, likes) is None:
        return unknown(BOOL, origin_of(more[0]))
    return construct.boolean(found)
