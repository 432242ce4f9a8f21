"""What takes rights away again: the permissions boundary of a principal, and a denial.

A principal may do what a policy allows, its boundary allows as well, and nothing denies.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from collections.abc import Iterable, Iterator, Mapping

from archbench.architecture.joins import Reader
from archbench.architecture.policies import ATTACHED, PRINCIPALS, Grant, grant_of
from archbench.architecture.policy_allows import allows, denies, wide_actions
from archbench.architecture.policy_text import Policy
from archbench.frozen import replace
from archbench.terraform.configuration import Instance

_BOUNDED = ("aws_iam_role", "aws_iam_user")
_AT = "permissions_boundary"
_BESIDES = "of a policy of AWS only what it allows with a wildcard is known"


def boundaries(reader: Reader) -> Mapping[str, Policy]:
    """The policy that bounds each role and user that has one; unread where it is elsewhere."""
    bounded = [item for item in reader.of_type(*_BOUNDED) if item.get(_AT) is not None]
    return {item.address: _boundary(reader, item) for item in bounded}


def _boundary(reader: Reader, item: Instance) -> Policy:
    grant = grant_of(reader, item, (_AT,), item.get(_AT), (item.address,), "")
    return replace(grant.policy, unread=_BESIDES) if grant.arn else grant.policy


def bounding_only(reader: Reader) -> frozenset[str]:
    """The policies of the configuration that bound somebody and are attached to nobody."""
    bounding = set(_named(reader, _AT, *_BOUNDED))
    attached = {
        address
        for type_, (attribute, _) in ATTACHED.items()
        for address in _named(reader, attribute, type_)
    }
    return frozenset(bounding - attached - set(_named(reader, "managed_policy_arns", *PRINCIPALS)))


def _named(reader: Reader, attribute: str, *types: str) -> Iterator[str]:
    for item in reader.of_type(*types):
        yield from (one.address for one in reader.many(item, attribute))


def within(boundary: Policy | None, action: str) -> bool | None:
    """Whether a boundary leaves an action; None while that cannot be told."""
    if boundary is None:
        return True
    certain = {told for _, told in allows(boundary, action)}
    return True if True in certain else None if certain or boundary.unread else False


def is_denied(grants: Iterable[Grant], action: str) -> bool:
    """Whether one of a principal's policies denies an action on everything, whoever asks."""
    return any(denies(grant.policy, action) for grant in grants)


def wide_within(grant: Grant, bounds: Mapping[str, Policy]) -> tuple[tuple[str, ...], str]:
    """The wide actions of a grant, as far as the boundaries of all its principals leave them."""
    wide, why = wide_actions(grant.policy)
    if not wide or not grant.principals or any(one not in bounds for one in grant.principals):
        return wide, why
    left = [
        one for who in grant.principals for action in wide for one in _left(bounds[who], action)
    ]
    return tuple(dict.fromkeys(left)), why


def _left(boundary: Policy, action: str) -> tuple[str, ...]:
    """What a boundary leaves of a wide action: of everything, what it allows itself."""
    wide, _ = wide_actions(boundary)
    if boundary.unread or "*" in wide or action in wide or action.startswith("all but "):
        return (action,)
    all_but = tuple(one for one in wide if one.startswith("all but "))
    return wide if action == "*" else (action,) if all_but else ()
