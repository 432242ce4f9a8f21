"""grants(): every policy that lets a principal do something, wherever it stands.

Each has address, name, principals and wide: the actions it allows with a wildcard on every
resource, not known while its text is not; and asked: under a condition on what, in words, "" where
each is allowed under none. AWS managed policies count by what they grant; what a policy itself
denies on everything, or a boundary of all its principals takes, is not allowed. A policy of the
configuration counts once, where its text stands, and not again where it is attached.
"""

from collections.abc import Mapping, Sequence

from archbench.architecture.boundaries import wide_within
from archbench.architecture.policies import ATTACHED, INLINE, Grant
from archbench.architecture.policy_allows import asked_of_wide
from archbench.hcl import construct
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions._related import listed, related, texts, uncounted
from archbench.requirements.record import Read
from archbench.requirements.view import View


def call(view: View) -> Value:
    """A tuple of grants."""
    listed(view, "aws_iam_role", *INLINE, *ATTACHED)
    every = view.relations.grants
    written = {grant.address for grant in every}
    found = [_grant(view, grant) for grant in every if grant.name not in written]
    return construct.tuple_value([*found, *uncounted(view, "aws_iam_role", *INLINE, *ATTACHED)])


def _grant(view: View, grant: Grant) -> Value:
    actions, why = wide_within(grant, view.relations.boundaries)
    wide = texts(actions)
    asked = construct.string(_asked(actions, asked_of_wide(grant.policy)))
    if why and not actions:
        wide = asked = unknown(DYNAMIC, Origin("resource", grant.address, str(grant.path[0]), why))
    parts = {
        "name": construct.string(grant.name),
        "principals": texts(grant.principals),
        "wide": wide,
        "asked": asked,
    }
    return related(view, grant.address, parts, [Read(grant.address, grant.path)])


def _asked(actions: Sequence[str], keys: Mapping[str, Sequence[str]]) -> str:
    """What is asked of all of these actions, or of which of them."""
    under: dict[str, list[str]] = {}
    for action in actions:
        under.setdefault(" and ".join(keys.get(action, ())), []).append(action)
    said = [
        f"{', '.join(which) if len(under) > 1 else ''} under a condition on {asked}".strip()
        for asked, which in under.items()
        if asked
    ]
    return "; ".join(said)
