"""may(principal, action): what lets a role, user or group do something: its grants, one each.

Each has address, resources (what a statement allows it on, identities for references) and
conditions (how many limit it). A grant that cannot be read is an element that is not known; a
denial takes nothing away here.
"""

import re

from archbench.architecture.policies import ATTACHED, INLINE, allows
from archbench.hcl import construct
from archbench.hcl.partly import NotReadError, is_of_resource, partial_text
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Plain, Unknown, Value
from archbench.requirements.functions._related import instance_of, related, uncounted, unsure
from archbench.requirements.record import Read
from archbench.requirements.view import View

_HOLE = re.compile(r"\$\{[^{}]*\}")


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
            resources = view.value(("*",) if everything else _told(view, statement.resources))
            conditions = construct.number(len(statement.conditions))
            parts = {"resources": resources, "conditions": conditions}
            found.append(related(view, grant.address, parts, [Read(grant.address, grant.path)]))
    return construct.tuple_value([*found, *uncounted(view, *INLINE, *ATTACHED)])


def _told(view: View, resources: Plain) -> Plain:
    """Resources as text where they are known in part: what AWS makes is no pattern."""
    if not isinstance(resources, tuple):
        return resources
    return tuple(_text(item) if _is_open(view, item) else item for item in resources)


def _is_open(view: View, item: Plain) -> bool:
    return isinstance(item, Unknown) and isinstance(view.value(item).raw, Unknown)


def _text(item: Plain) -> Plain:
    try:
        shown = partial_text(item).shown
    except NotReadError:
        return item
    whole = _HOLE.fullmatch(shown) is not None
    return item if whole and not (isinstance(item, Unknown) and is_of_resource(item)) else shown
