"""trusts(role): who may assume a role, such as "Service ec2.amazonaws.com"."""

from archbench.architecture.policy_conditions import trusted
from archbench.architecture.policy_text import policy_of
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions._related import instance_of, read
from archbench.requirements.view import View


def call(view: View, role: Value) -> Value:
    """A tuple of principals; unknown when the trust policy cannot be read."""
    item = instance_of(view, role)
    if item is None:
        return computed(DYNAMIC, role)
    read(view, item.address, ("assume_role_policy",))
    policy = policy_of(view.relations.reader, item.get("assume_role_policy"))
    if policy.unread:
        origin = Origin("resource", item.address, "assume_role_policy", policy.unread)
        return unknown(DYNAMIC, origin)
    return view.value(tuple(dict.fromkeys(trusted(policy))))
