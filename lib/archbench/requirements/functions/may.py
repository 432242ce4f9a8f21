"""may(principal, action): what lets a role, user or group do something: its grants, one each.

Each has address, resources (what a statement allows it on, identities for references) and
conditions (how many limit it). A grant that cannot be read is an element that is not known; a
denial takes nothing away here.
"""

from archbench.architecture.policies import ATTACHED, INLINE, allows
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Value
from archbench.requirements.functions._related import instance_of, related, uncounted, unsure
from archbench.requirements.view import Read, View


def call(view: View, principal: Value, action: Value) -> Value:
    """A tuple of statements."""
    item = instance_of(view, principal)
    if item is None or not isinstance(action.raw, str):
        return computed(DYNAMIC, principal, action)
    found = [unsure(grant.address, grant.untold) for grant in view.relations.untold_grants]
    for grant in view.relations.grants_of(item.address):
        if grant.policy.unread:
            found.append(unsure(grant.address, grant.policy.unread))
        for statement in allows(grant.policy, action.raw):
            everything = statement.not_resources
            resources = view.value(("*",) if everything else statement.resources)
            conditions = construct.number(len(statement.conditions))
            parts = {"resources": resources, "conditions": conditions}
            found.append(related(view, grant.address, parts, [Read(grant.address, grant.path)]))
    return construct.tuple_value([*found, *uncounted(view, *INLINE, *ATTACHED)])
