"""may(principal, action): what lets a role, user or group do something: its grants, one each.

Each has address, resources (what a statement allows it on, identities for references), everywhere
(whether these are all of a service, of any account and region) and conditions (how many limit
it). A grant or boundary that cannot be read is an element that is not known. What is denied on
everything, or what the boundary of the principal leaves out, is not allowed.
"""

import re

from archbench.architecture.boundaries import is_denied, within
from archbench.architecture.policies import ATTACHED, INLINE, allows, is_wide_resource
from archbench.architecture.policy_text import Statement
from archbench.hcl import construct
from archbench.hcl.partly import NotReadError, is_of_resource, partial_text
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL, DYNAMIC
from archbench.hcl.values import FALSE, TRUE, Origin, Plain, Unknown, Value, unknown
from archbench.requirements.functions._related import instance_of, related, uncounted, unsure
from archbench.requirements.record import Read
from archbench.requirements.view import View

_HOLE = re.compile(r"\$\{[^{}]*\}")


def call(view: View, principal: Value, action: Value) -> Value:
    """A tuple of statements."""
    item = instance_of(view, principal)
    if item is None or not isinstance(action.raw, str):
        return computed(DYNAMIC, principal, action)
    grants = view.relations.grants_of(item.address)
    left = within(view.relations.boundaries.get(item.address), action.raw)
    if left is False or is_denied(grants, action.raw):
        return construct.tuple_value([])
    found = [unsure(grant.address, grant.untold) for grant in view.relations.untold_grants]
    for grant in grants:
        if grant.policy.unread:
            found.append(unsure(grant.address, grant.policy.unread))
        for statement in allows(grant.policy, action.raw):
            everything = statement.not_resources
            resources = view.value(("*",) if everything else _told(view, statement.resources))
            conditions = construct.number(len(statement.conditions))
            parts = {"resources": resources, "conditions": conditions}
            parts["everywhere"] = _everywhere(view, grant.address, statement)
            if left is None:
                found.append(unsure(grant.address, "what its boundary leaves is not known"))
                continue
            found.append(related(view, grant.address, parts, [Read(grant.address, grant.path)]))
    return construct.tuple_value([*found, *uncounted(view, *INLINE, *ATTACHED)])


def _everywhere(view: View, address: str, statement: Statement) -> Value:
    """Whether a statement is about all of a service; unknown while a resource is."""
    if statement.not_resources:
        return TRUE
    resources = statement.resources
    each = resources if isinstance(resources, tuple) else (resources,)
    if any(isinstance(one, str) and is_wide_resource(one) for one in map(_text, each)):
        return TRUE
    if any(_may_be_wide(view, one) for one in each):
        return unknown(BOOL, Origin("resource", address, reason="a resource is not known"))
    return FALSE


def _may_be_wide(view: View, resource: Plain) -> bool:
    """Whether what is not known of a resource may be all of a service: a variable may say so."""
    if not _is_open(view, resource) or (isinstance(resource, Unknown) and is_of_resource(resource)):
        return False
    try:
        return is_wide_resource(partial_text(resource).widest)
    except NotReadError:
        return True


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
