"""refuses_clear(policy): whether a bucket's policy denies everyone who asks without TLS."""

from archbench.architecture.policy_conditions import refuses_clear
from archbench.architecture.policy_text import policy_of
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions._related import instance_of, read
from archbench.requirements.view import View


def call(view: View, policy: Value) -> Value:
    """True or false; unknown when the policy cannot be read."""
    item = instance_of(view, policy)
    if item is None:
        return computed(BOOL, policy)
    read(view, item.address, ("policy",))
    found = policy_of(view.relations.reader, item.get("policy"))
    if refuses_clear(found):
        return construct.boolean(True)  # noqa: FBT003
    if found.unread:
        return unknown(BOOL, Origin("resource", item.address, "policy", found.unread))
    return construct.boolean(False)  # noqa: FBT003
