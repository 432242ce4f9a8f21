"""What a policy allows: its actions, on what, and which of it cannot be told."""

import re
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase

from archbench.architecture.element import Told
from archbench.architecture.policy_text import Policy, Statement
from archbench.hcl.partly import NotReadError, is_of_resource, partial_text
from archbench.hcl.values import Plain, Unknown

_WITHOUT_RESOURCES = frozenset({"support", "support-console", "supportplans"})
"""Services whose actions know no resource: https://docs.aws.amazon.com/service-authorization/."""
_ACTS_ON = {"sts": "iam"}
"""Services whose actions are for resources of another: a role that is assumed is IAM's."""


def wide_actions(policy: Policy) -> tuple[tuple[str, ...], str]:
    """The actions a policy allows with a wildcard on every resource, and why there may be more.

    NotAction and NotResource allow all but what they name. Conditions do not excuse: who meets
    them may do everything.
    """
    found: list[str] = []
    unclear = policy.unread
    for statement in policy.statements:
        if statement.effect == "Deny":
            continue
        everywhere = any_name(is_wide_resource, statement.resources, statement.not_resources)
        if everywhere is False:
            continue
        actions, untold = _wide(statement)
        if everywhere and statement.effect == "Allow":
            found.extend(actions)
            unclear = unclear or untold
        elif actions or untold:
            unclear = unclear or untold or "on what it allows that is not known"
    kept = [action for action in found if not denies(policy, action)]
    return tuple(dict.fromkeys(kept)), unclear


def asked_of_wide(policy: Policy) -> Mapping[str, tuple[str, ...]]:
    """By wide action, the keys that the conditions of every statement that allows it look at.

    Of one that a statement allows without condition, or under a key that is not known, there are
    none.
    """
    found: dict[str, tuple[str, ...]] = {}
    for statement in policy.statements:
        if statement.effect != "Allow":
            continue
        keys = tuple(dict.fromkeys(test.key for test in statement.conditions))
        for action in _wide(statement)[0]:
            before = found.get(action, keys)
            certain = before and keys and all((*before, *keys))
            found[action] = tuple(dict.fromkeys((*before, *keys))) if certain else ()
    return found


def denies(policy: Policy, action: str) -> bool:
    """Whether a policy denies an action, or all that a pattern stands for, on everything."""
    return any(
        statement.effect == "Deny"
        and not statement.conditions
        and any_name(lambda name: not name.strip("*"), statement.resources, ()) is True
        and _matches(statement.actions, action) is True
        for statement in policy.statements
    )


def _wide(statement: Statement) -> tuple[list[str], str]:
    if not isinstance(statement.actions, tuple) or not isinstance(statement.not_actions, tuple):
        return [], "its actions are not known"
    wide = [item for item in statement.actions if isinstance(item, str) and is_wide_action(item)]
    if statement.not_actions:
        wide.append("all but " + ", ".join(map(str, statement.not_actions)))
    unknown = any(not isinstance(item, str) for item in statement.actions)
    return wide, "an action is not known" if unknown else ""


def is_wide_action(action: str) -> bool:
    """Whether an action stands for all of a service, or of every service.

    >>> is_wide_action("*"), is_wide_action("s3:*"), is_wide_action("s3:Get*")
    (True, True, False)
    """
    service, _, name = action.partition(":")
    if not service.strip("*?"):
        return not name.strip("*?")
    return bool(name) and not name.strip("*?") and service.lower() not in _WITHOUT_RESOURCES


def is_wide_resource(resource: str) -> bool:
    """Whether a resource pattern stands for every resource of a service.

    What stands before the wildcard is a kind of resource, but of S3 a bucket
    (https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-arn-format.html).

    >>> is_wide_resource("arn:aws:s3:::*"), is_wide_resource("arn:aws:s3:::logs-*")
    (True, False)
    >>> is_wide_resource("arn:aws:s3:::*/*"), is_wide_resource("arn:aws:s3:::logs/*")
    (True, False)
    >>> is_wide_resource("arn:aws:sqs:*:*:*"), is_wide_resource("arn:aws:dynamodb:*:*:table/*")
    (True, True)
    """
    if not resource.strip("*?"):
        return True
    parts = resource.split(":", 5)
    if len(parts) < 6 or parts[0].strip("arn*?") != "":
        return False
    kind = "" if parts[2] == "s3" and not parts[4] else "([a-z0-9-]+[/:])?"
    return re.fullmatch(rf"{kind}[*?]+([/:][*?]+)*", parts[5]) is not None


def any_name(holds: Callable[[str], bool], named: Plain, excluded: Plain) -> Told:
    """Whether one of the names holds; a list of exclusions leaves all the rest."""
    if not isinstance(named, tuple) or not isinstance(excluded, tuple):
        return None
    if excluded:
        return True
    answers = {_of_name(holds, item) for item in named}
    return True if True in answers else None if None in answers else False


def _of_name(holds: Callable[[str], bool], name: Plain) -> Told:
    """Whether a name holds; of one that is known in part, whether it does whatever the rest is.

    What is not known is a wildcard, which lets in most, or a word, which lets in least.
    """
    if isinstance(name, str):
        return holds(name)
    if not isinstance(name, Unknown) or is_of_resource(name):
        return False
    try:
        text = partial_text(name)
    except NotReadError:
        return None
    if holds(text.filled("0")):
        return True
    return None if holds(re.sub("[*]+", "*", text.filled("*"))) else False


def reaches_all(statement: Statement, action: str) -> Told:
    """Whether a statement that allows an action does so on every resource it is for.

    Every one of an account or region is every one; None while that is not known.
    """
    service = action.partition(":")[0]
    service = _ACTS_ON.get(service, service)

    def holds(resource: str) -> bool:
        of = resource.split(":", 3)[2:3]
        return is_wide_resource(resource) and fnmatchcase(service, of[0] if of else "*")

    return any_name(holds, statement.resources, statement.not_resources)


def may_allow(policy: Policy, action: str) -> bool:
    """Whether a policy allows an action on something, or may: what is not known of it may."""
    return bool(policy.unread) or any(True for _ in allows(policy, action))


def allows(policy: Policy, action: str) -> Iterator[tuple[Statement, bool]]:
    """The statements that allow an action on something, and whether they do for certain.

    One whose effect, or what it is about, is not known may allow it.
    """
    for statement in policy.statements:
        told = _allows(statement, action)
        if told is not False:
            yield statement, told is True


def _allows(statement: Statement, action: str) -> Told:
    if statement.effect == "Deny":
        return False
    told = _matches(statement.actions, action)
    if not told and statement.not_actions != ():
        left_out = _matches(statement.not_actions, action)
        told = None if left_out is None else not left_out
    return None if told and statement.effect != "Allow" else told


def _matches(patterns: Plain, action: str) -> Told:
    return any_name(lambda item: fnmatchcase(action.lower(), item.lower()), patterns, ())
