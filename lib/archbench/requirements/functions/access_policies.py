"""access_policies(): every policy that says who may use a resource.

Each has address and public: the actions it allows to everyone, under no condition that says who
asks or from where; not known while its text is not.
"""

from archbench.architecture.policies import public_actions
from archbench.architecture.resource_policies import RESOURCE_POLICIES
from archbench.hcl import construct
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions._related import listed, related, texts, uncounted
from archbench.requirements.record import Read
from archbench.requirements.view import View


def call(view: View) -> Value:
    """A tuple of policies."""
    listed(view, *RESOURCE_POLICIES)
    found = []
    for access in view.relations.accesses:
        actions, why = public_actions(access.policy)
        public = texts(actions)
        if why and not actions:
            public = unknown(DYNAMIC, Origin("resource", access.address, str(access.path[0]), why))
        item = view.configuration.by_address[access.address]
        parts = {"public": public, "type": construct.string(item.type)}
        found.append(related(view, access.address, parts, [Read(access.address, access.path)]))
    return construct.tuple_value([*found, *uncounted(view, *RESOURCE_POLICIES)])
