"""What the policies that AWS manages grant on every resource: data/managed_policies.csv.

One row a policy: the actions it allows on every resource with a wildcard for the whole service,
what it leaves out where it allows all but that, and whether it reads every secret. The rows were
made from the policy documents in moto 5.2.5 (Apache-2.0, https://github.com/getmoto/moto), which
lists what AWS publishes; read 2026-11-28. A policy that is not there is one AWS made later.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from archbench.files import data_directory

_ARN = re.compile(r"arn:(?:aws|aws-cn|aws-us-gov):iam::aws:policy(/.*)")


@dataclass(frozen=True, slots=True)
class ManagedPolicy:
    """A policy of AWS, as far as it is about every resource."""

    name: str
    path: str
    wide: tuple[str, ...]
    """Actions with a wildcard for a whole service: "s3:*", "*"."""
    all_but: tuple[str, ...]
    """Of a policy that allows every action but some: those it leaves out."""
    reads_secrets: bool


@cache
def managed_policies() -> Mapping[str, ManagedPolicy]:
    """Every policy by the end of its ARN: "/service-role/AWSLambdaBasicExecutionRole"."""
    with (data_directory() / "managed_policies.csv").open(newline="", encoding="utf-8") as file:
        found = [
            ManagedPolicy(
                row["name"],
                row["path"],
                tuple(row["wide"].split()),
                tuple(row["all_but"].split()),
                row["reads_secrets"] == "yes",
            )
            for row in csv.DictReader(file)
        ]
    return {f"{policy.path}{policy.name}": policy for policy in found}


def by_arn(arn: str) -> ManagedPolicy | None:
    """The policy an ARN names; None when it is none of AWS's, or one the table has not.

    >>> by_arn("arn:aws:iam::aws:policy/AdministratorAccess").wide
    ('*',)
    """
    found = _ARN.fullmatch(arn)
    return managed_policies().get(found[1]) if found else None


def is_managed(arn: str) -> bool:
    """Whether an ARN names a policy of AWS, known or not."""
    return _ARN.fullmatch(arn) is not None


def by_name(name: str) -> ManagedPolicy | None:
    """The policy of AWS with this name, as a data source finds it."""
    found = [policy for policy in managed_policies().values() if policy.name == name]
    return found[0] if len(found) == 1 else None
