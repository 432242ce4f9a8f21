"""What principals may do, and who may use a resource: every place where IAM policies stand.

A policy is judged by what it grants, whether it stands inline, is attached, is AWS's own, or comes
from a document. What cannot be read is unclear, and no proof of anything.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase

from archbench.architecture.element import Told
from archbench.architecture.joins import Reader, leaves, text, value_at
from archbench.architecture.managed_policies import ManagedPolicy, by_arn, by_name, is_managed
from archbench.architecture.policy_text import Condition, Policy, Statement, policy_of
from archbench.architecture.resource_policies import RESOURCE_POLICIES
from archbench.frozen import frozen
from archbench.hcl.partly import NotReadError, is_of_resource, partial_text
from archbench.hcl.values import Plain, Unknown, bare
from archbench.terraform.configuration import Instance, Path

INLINE: Mapping[str, tuple[str, str]] = {
    "aws_iam_role_policy": ("policy", "role"),
    "aws_iam_user_policy": ("policy", "user"),
    "aws_iam_group_policy": ("policy", "group"),
    "aws_iam_policy": ("policy", ""),
    "aws_ssoadmin_permission_set_inline_policy": ("inline_policy", "permission_set_arn"),
}
"""Where a policy's text stands, and what names its principal."""
ATTACHED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "aws_iam_role_policy_attachment": ("policy_arn", ("role",)),
    "aws_iam_user_policy_attachment": ("policy_arn", ("user",)),
    "aws_iam_group_policy_attachment": ("policy_arn", ("group",)),
    "aws_iam_policy_attachment": ("policy_arn", ("roles", "users", "groups")),
    "aws_iam_role_policy_attachments_exclusive": ("policy_arns", ("role_name",)),
    "aws_iam_user_policy_attachments_exclusive": ("policy_arns", ("user_name",)),
    "aws_iam_group_policy_attachments_exclusive": ("policy_arns", ("group_name",)),
    "aws_ssoadmin_managed_policy_attachment": ("managed_policy_arn", ("permission_set_arn",)),
}
PRINCIPALS = ("aws_iam_role", "aws_iam_user", "aws_iam_group", "aws_ssoadmin_permission_set")

_WITHOUT_RESOURCES = frozenset({"support", "support-console", "supportplans"})
"""Services whose actions know no resource: https://docs.aws.amazon.com/service-authorization/."""
_ACTS_ON = {"sts": "iam"}
"""Services whose actions are for resources of another: a role that is assumed is IAM's."""
_LIMITS = re.compile(
    r"aws:(source(arn|account|owner|orgid|orgpaths|vpc|vpce|ip)|principal(orgid|orgpaths|account"
    r"|arn|tag/.+)|userid|vpcsourceip|sourcevpcarn|principalisawsservice)"
    r"|kms:(calleraccount|viaservice|grantoperations)|s3:dataaccesspoint(arn|account)"
    r"|sns:endpoint|lambda:sourcefunctionarn|elasticfilesystem:accesspointarn"
    r"|elasticfilesystem:accessedviamounttarget|.+:(aud|sub|amr)",
    re.IGNORECASE,
)
"""Condition keys that say who asks or from where:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html."""


@frozen
class Grant:
    """One place that lets principals do something.

    address and path   where it stands
    name               the policy in words: "AdministratorAccess", "inline", the policy's address
    principals         addresses of who gets it; empty for a customer managed policy by itself
    untold             why it is not known who gets it, or what it says; "" when all is
    """

    address: str
    path: Path
    name: str
    principals: tuple[str, ...]
    policy: Policy
    untold: str = ""
    arn: str = ""
    """Of an AWS managed policy."""


def grants(reader: Reader) -> tuple[Grant, ...]:
    """Every grant of the configuration, in order of address."""
    found: list[Grant] = []
    for type_, (attribute, owner) in INLINE.items():
        for item in reader.of_type(type_):
            owners = reader.many(item, owner, types=PRINCIPALS) if owner else ()
            untold = "" if not owner or owners else f"whose policy {item.address} is"
            found.append(
                Grant(
                    item.address,
                    (attribute,),
                    "a policy",
                    tuple(principal.address for principal in owners),
                    policy_of(reader, item.get(attribute)),
                    untold,
                )
            )
    for item in reader.of_type("aws_iam_role"):
        found.extend(_of_role(reader, item))
    for type_, (attribute, names) in ATTACHED.items():
        for item in reader.of_type(type_):
            who = tuple(
                principal.address
                for name in names
                for principal in reader.many(item, name, types=PRINCIPALS)
            )
            untold = "" if who else f"whom {item.address} is attached to"
            found.extend(_attached(reader, item, (attribute,), who, untold))
    return tuple(found)


def _of_role(reader: Reader, item: Instance) -> Iterator[Grant]:
    """The policies a role block itself holds."""
    who = (item.address,)
    blocks = item.values.get("inline_policy", ())
    if isinstance(blocks, Unknown):
        yield Grant(item.address, ("inline_policy",), "inline", who, Policy((), str(blocks)))
    for index, block in enumerate(blocks if isinstance(blocks, tuple) else ()):
        given = block.get("policy") if isinstance(block, Mapping) else block
        path: Path = ("inline_policy", index, "policy")
        yield Grant(item.address, path, "inline", who, policy_of(reader, given))
    yield from _attached(reader, item, ("managed_policy_arns",), who, "")


def _attached(
    reader: Reader, item: Instance, path: Path, who: tuple[str, ...], untold: str
) -> Iterator[Grant]:
    """A grant for each policy that is attached here by its ARN."""
    for at, arn in leaves(value_at(item, path), path):
        yield grant_of(reader, item, at, arn, who, untold)


def grant_of(  # noqa: PLR0913, PLR0917
    reader: Reader, item: Instance, path: Path, arn: Plain, who: tuple[str, ...], untold: str
) -> Grant:
    """The grant of a policy that is named by its ARN, AWS's own or one of the configuration."""
    opened = bare(arn)
    if isinstance(opened, str) and is_managed(opened) and (own := by_arn(opened)):
        name = opened.rpartition("/")[2]
        return Grant(item.address, path, name, who, _managed(own), untold, opened)
    if isinstance(arn, str) and is_managed(arn):
        policy = Policy((), f"{arn} is a policy this table has not")
        return Grant(item.address, path, arn.rpartition("/")[2], who, policy, untold, arn)
    for target in reader.many(item, *path):
        if target.type != "aws_iam_policy":
            continue
        if target.mode == "managed":
            policy = policy_of(reader, target.get("policy"))
            return Grant(item.address, path, target.address, who, policy, untold)
        return _looked_up(reader, item, path, target, who, untold)
    reason = f"{arn} is not in this configuration" if isinstance(arn, str) else str(arn)
    return Grant(item.address, path, str(arn), who, Policy((), reason), untold)


def _looked_up(  # noqa: PLR0913, PLR0917
    reader: Reader, item: Instance, path: Path, data: Instance, who: tuple[str, ...], untold: str
) -> Grant:
    """The policy a data source finds by its ARN or name."""
    arn, name = text(data.get("arn")), text(data.get("name"))
    own = by_arn(arn) if arn else by_name(name)
    if own is not None:
        found = f"arn:aws:iam::aws:policy{own.path}{own.name}"
        return Grant(item.address, path, own.name, who, _managed(own), untold, found)
    policy = policy_of(reader, data.get("policy"))
    unread = policy.unread or ("" if policy.statements else f"{data.address} is asked of AWS")
    return Grant(item.address, path, data.address, who, Policy(policy.statements, unread), untold)


def _managed(policy: ManagedPolicy) -> Policy:
    """What a policy of AWS grants on every resource, as statements."""
    everywhere = {"effect": "Allow", "resources": ("*",)}
    found = []
    if policy.wide or policy.allows:
        found.append(Statement(actions=(*policy.wide, *policy.allows), **everywhere))  # type: ignore[arg-type]
    if policy.limited:
        condition = Condition("", "", ())
        found.append(
            Statement(actions=policy.limited, conditions=(condition,), **everywhere)  # type: ignore[arg-type]
        )
    if policy.all_but:
        found.append(Statement(not_actions=policy.all_but, **everywhere))  # type: ignore[arg-type]
    return Policy(tuple(found))


@frozen
class Access:
    """A resource's policy: whom it lets in, and where it stands."""

    address: str
    path: Path
    policy: Policy


def accesses(reader: Reader) -> tuple[Access, ...]:
    """Every policy of a resource, that of who may assume a role included."""
    return tuple(
        Access(item.address, (attribute,), policy_of(reader, item.get(attribute)))
        for type_, attribute in RESOURCE_POLICIES.items()
        for item in reader.of_type(type_)
        if item.values.get(attribute) is not None
    )


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
        everywhere = _any(is_wide_resource, statement.resources, statement.not_resources)
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
        and _any(lambda name: not name.strip("*"), statement.resources, ()) is True
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


def _any(holds: Callable[[str], bool], named: Plain, excluded: Plain) -> Told:
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

    return _any(holds, statement.resources, statement.not_resources)


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
    return _any(lambda item: fnmatchcase(action.lower(), item.lower()), patterns, ())


def public_actions(policy: Policy) -> tuple[tuple[str, ...], str]:
    """What everyone may do: allowed to any principal under no condition that says who or where."""
    found: list[str] = []
    unclear = policy.unread
    for statement in policy.statements:
        if statement.effect == "Deny":
            continue
        everyone = _everyone(statement)
        if everyone is False or any(limits(item) for item in statement.conditions):
            continue
        if everyone is None or isinstance(statement.effect, Unknown):
            unclear = unclear or "whom it lets in is not known"
            continue
        actions = statement.actions if isinstance(statement.actions, tuple) else ()
        found.extend(str(item) for item in actions)
        if statement.not_actions != () or not actions:
            found.append("all but some actions")
    return tuple(dict.fromkeys(found)), unclear


def _everyone(statement: Statement) -> Told:
    return _any(lambda name: name in ("*", "AWS *"), statement.principals, statement.not_principals)


def limits(condition: Condition) -> bool:
    """Whether a condition says who may come or from where.

    A negative test lets all but some in; a pattern that matches everything, or every address,
    limits nothing.
    """
    if "Not" in condition.test or condition.test.startswith(("Null", "Bool")):
        return condition.key.lower() == "aws:principalisawsservice"
    if condition.test and not _LIMITS.fullmatch(condition.key):
        return False
    values = condition.values
    known = values if isinstance(values, tuple) else (values,)
    return not any(item in ("*", "0.0.0.0/0", "::/0", "arn:aws:*") for item in known)


def trusted(policy: Policy) -> tuple[Plain, ...]:
    """The principals of every statement that allows."""
    return tuple(
        name
        for statement in policy.statements
        if statement.effect != "Deny"
        for name in (
            statement.principals
            if isinstance(statement.principals, tuple)
            else (statement.principals,)
        )
    )


def refuses_clear(policy: Policy) -> bool:
    """Whether everyone who asks without TLS is denied."""
    return any(
        statement.effect == "Deny"
        and _everyone(statement) is True
        and any(_is_clear(condition) for condition in statement.conditions)
        for statement in policy.statements
    )


def _is_clear(condition: Condition) -> bool:
    key, values = condition.key.lower(), condition.values
    known = values if isinstance(values, tuple) else (values,)
    return key == "aws:securetransport" and all(str(item).lower() == "false" for item in known)
