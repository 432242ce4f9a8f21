"""managed_policies(principal): the policies attached to a role, user or group.

ARNs of AWS's own and addresses of those of the configuration, whether attached one by one, by the
role's managed_policy_arns, or as an exclusive set.
"""

from archbench.architecture.policies import ATTACHED
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Value
from archbench.requirements.functions._related import instance_of, read, uncounted, unsure
from archbench.requirements.view import View


def call(view: View, principal: Value) -> Value:
    """A tuple of texts; what cannot be told is an element that is not known."""
    item = instance_of(view, principal)
    if item is None:
        return computed(DYNAMIC, principal)
    found = []
    for grant in view.relations.grants_of(item.address):
        if grant.path[0] not in ("policy", "inline_policy"):
            read(view, grant.address, grant.path)
            found.append(construct.string(grant.arn or grant.name))
    found.extend(
        unsure(grant.address, grant.untold)
        for grant in view.relations.untold_grants
        if grant.path[0] not in ("policy", "inline_policy")
    )
    return construct.tuple_value([*found, *uncounted(view, *ATTACHED)])
