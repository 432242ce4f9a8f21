"""What the policies that AWS manages grant on every resource: data/managed_policies.csv.

One row a policy: the actions it allows on every resource with a wildcard for the whole service,
what it leaves out where it allows all but that, and which of the actions in ASKED it allows on
every resource besides, without a condition and with one. The rows were made from the policy
documents in moto 5.2.5 (Apache-2.0, https://github.com/getmoto/moto), which lists what AWS
publishes; read 2026-11-30. A policy that is not there is one AWS made later.
"""

from collections.abc import Mapping
from functools import cache

from archbench.files import data_directory
from archbench.frozen import frozen
from archbench.patterns import regex

_ARN = regex(r"arn:(?:aws|aws-cn|aws-us-gov):iam::aws:policy(/.*)")

ASKED = (
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreatePolicyVersion",
    "iam:PassRole",
    "iam:PutGroupPolicy",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateLoginProfile",
    "kms:Decrypt",
    "secretsmanager:GetSecretValue",
    "ssm:GetParameter",
    "ssm:GetParameterHistory",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
    "ssm:UpdateInstanceInformation",
    "ssmmessages:OpenDataChannel",
    "sts:AssumeRole",
)
"""The actions that the rows tell of one by one: those that shipped checklists ask `may` about."""


@frozen
class ManagedPolicy:
    """A policy of AWS, as far as it is about every resource."""

    name: str
    path: str
    wide: tuple[str, ...]
    """Actions with a wildcard for a whole service: "s3:*", "*"."""
    all_but: tuple[str, ...]
    """Of a policy that allows every action but some: those it leaves out."""
    allows: tuple[str, ...]
    """Actions of ASKED that it allows besides."""
    limited: tuple[str, ...]
    """Those that it allows under a condition only."""


@cache
def rows() -> Mapping[str, Mapping[str, str]]:
    """The table by the end of the ARN: "/service-role/AWSLambdaBasicExecutionRole"."""
    import csv  # noqa: PLC0415 few configurations attach one

    with (data_directory() / "managed_policies.csv").open(newline="", encoding="utf-8") as file:
        return {f"{row['path']}{row['name']}": row for row in csv.DictReader(file)}


def policy_of_row(row: Mapping[str, str]) -> ManagedPolicy:
    """The policy a row tells of."""
    wide, all_but, allows, limited = (
        tuple(row[name].split()) for name in ("wide", "all_but", "allows", "limited")
    )
    return ManagedPolicy(row["name"], row["path"], wide, all_but, allows, limited)


def by_arn(arn: str) -> ManagedPolicy | None:
    """The policy an ARN names; None when it is none of AWS's, or one the table has not.

    >>> by_arn("arn:aws:iam::aws:policy/AdministratorAccess").wide
    ('*',)
    """
    found = _ARN.fullmatch(arn)
    row = rows().get(found[1]) if found else None
    return policy_of_row(row) if row else None


def is_managed(arn: str) -> bool:
    """Whether an ARN names a policy of AWS, known or not."""
    return _ARN.fullmatch(arn) is not None


def by_name(name: str) -> ManagedPolicy | None:
    """The policy of AWS with this name, as a data source finds it."""
    found = [row for row in rows().values() if row["name"] == name]
    return policy_of_row(found[0]) if len(found) == 1 else None
