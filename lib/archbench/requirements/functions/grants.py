"""grants(): every policy that lets a principal do something, wherever it stands.

Each has address, name, principals and wide: the actions it allows with a wildcard on every
resource, not known while its text is not. AWS managed policies count by what they grant; what a
policy itself denies on everything, or a boundary of all its principals takes, is not allowed.
"""

from archbench.architecture.boundaries import wide_within
from archbench.architecture.policies import ATTACHED, INLINE, Grant
from archbench.hcl import construct
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions._related import listed, related, texts, uncounted
from archbench.requirements.record import Read
from archbench.requirements.view import View


def call(view: View) -> Value:
    """A tuple of grants."""
    listed(view, "aws_iam_role", *INLINE, *ATTACHED)
    found = [_grant(view, grant) for grant in view.relations.grants]
    return construct.tuple_value([*found, *uncounted(view, "aws_iam_role", *INLINE, *ATTACHED)])


def _grant(view: View, grant: Grant) -> Value:
    actions, why = wide_within(grant, view.relations.boundaries)
    wide = texts(actions)
    if why and not actions:
        wide = unknown(DYNAMIC, Origin("resource", grant.address, str(grant.path[0]), why))
    parts = {
        "name": construct.string(grant.name),
        "principals": texts(grant.principals),
        "wide": wide,
    }
    return related(view, grant.address, parts, [Read(grant.address, grant.path)])
