"""Every place where IAM policies stand: those of principals, and those of resources.

A policy stands inline, is attached, is AWS's own, or comes from a document. What cannot be read is
unclear, and no proof of anything.
"""

from collections.abc import Iterator, Mapping

from archbench.architecture.joins import Reader, leaves, text, value_at
from archbench.architecture.managed_policies import ManagedPolicy, by_arn, by_name, is_managed
from archbench.architecture.policy_text import Condition, Policy, Statement, policy_of
from archbench.architecture.resource_policies import RESOURCE_POLICIES
from archbench.frozen import frozen
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
