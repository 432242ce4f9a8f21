"""may(principal, action): what lets a role, user or group do something: its grants, one each.

Each has address, resources (what a statement allows it on, identities for references), everywhere
(whether it is allowed on every resource, of one account too: not known where a wildcard may stand
in what is not known) and conditions (how many limit it). A grant or boundary that cannot be read,
or a grant of nobody knows whom, is an element that is not known where it may allow this. What is
denied on everything, or what the boundary of the principal leaves out, is not allowed.
"""

from archbench.architecture.boundaries import is_denied, within
from archbench.architecture.policies import ATTACHED, INLINE, Grant
from archbench.architecture.policy_allows import allows, may_allow, reaches_all
from archbench.architecture.policy_text import Statement
from archbench.hcl import construct
from archbench.hcl.partly import NotReadError, is_of_resource, partial_text
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL, DYNAMIC
from archbench.hcl.values import Origin, Plain, Unknown, Value, unknown
from archbench.patterns import regex
from archbench.requirements.functions._related import instance_of, related, uncounted, unsure
from archbench.requirements.record import Read
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance

_HOLE = regex(r"\$\{[^{}]*\}")


def call(view: View, principal: Value, action: Value) -> Value:
    """A tuple of statements."""
    item, name = instance_of(view, principal), action.raw
    if item is None or not isinstance(name, str):
        return computed(DYNAMIC, principal, action)
    grants = view.relations.grants_of(item.address)
    left = within(view.relations.boundaries.get(item.address), name)
    if left is False or is_denied(grants, name):
        return construct.tuple_value([])
    waits = "what it allows" if left else "what its boundary leaves"
    if left and any(_may_deny(item, one) for one in view.relations.more_grants):
        left, waits = None, "what a denial leaves"
    strays = [one for one in view.relations.untold_grants if may_allow(one.policy, name)]
    found = [unsure(grant.address, grant.untold) for grant in strays]
    for grant in grants:
        if grant.policy.unread:
            found.append(unsure(grant.address, grant.policy.unread))
        for statement, certain in allows(grant.policy, name):
            if left is None or not certain:
                found.append(unsure(grant.address, f"{waits} is not known"))
                continue
            all_but = statement.not_resources != ()
            parts = {
                "resources": view.value(("*",) if all_but else _told(view, statement.resources)),
                "everywhere": _everywhere(statement, name, grant.address),
                "conditions": construct.number(len(statement.conditions)),
            }
            found.append(related(view, grant.address, parts, [Read(grant.address, grant.path)]))
    return construct.tuple_value([*found, *uncounted(view, *INLINE, *ATTACHED)])


def _may_deny(principal: Instance, grant: Grant) -> bool:
    """Whether a policy that nobody can count may deny something to a principal."""
    policy = grant.policy
    about = bool(grant.untold) or principal.address in grant.principals
    return about and (bool(policy.unread) or any(s.effect != "Allow" for s in policy.statements))


def _everywhere(statement: Statement, action: str, address: str) -> Value:
    told = reaches_all(statement, action)
    if told is not None:
        return construct.boolean(told)
    named = statement.resources
    holes = named if isinstance(named, tuple) else (named,)
    origins = [origin for hole in holes if isinstance(hole, Unknown) for origin in hole.origins]
    return unknown(BOOL, *(origins or [Origin("resource", address, reason="on what it is")]))


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
