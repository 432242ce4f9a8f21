"""The functions of the AWS provider that compute from their arguments alone.

Rules by the documentation of the functions,
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/functions/arn_parse and beside it.
"""

import re
from collections.abc import Mapping

from archbench.hcl.functions.table import Function, FunctionError, simple, table
from archbench.hcl.types import STRING, ObjectOf
from archbench.hcl.values import Value
from archbench.patterns import regex

_PARTS = ("partition", "service", "region", "account_id", "resource")
_ARN = regex(r"arn:([^:]*):([^:]*):([^:]*):([^:]*):(.*)", re.DOTALL)


def _apart(arn: str) -> dict[str, str]:
    found = _ARN.fullmatch(arn)
    if found is None:
        raise FunctionError("it is no ARN: arn:partition:service:region:account-id:resource", 0)
    return dict(zip(_PARTS, found.groups(), strict=True))


def _parse(arn: str) -> Mapping[str, Value]:
    return {name: Value(STRING, text) for name, text in sorted(_apart(arn).items())}


def _build(*parts: str) -> str:
    return ":".join(("arn", *parts))


def _trim(arn: str) -> str:
    """The ARN of a role without the path before its name."""
    found = _apart(arn)
    if found["service"] != "iam":
        raise FunctionError('the service of the ARN must be "iam"', 0)
    kind, _, name = found["resource"].partition("/")
    if kind != "role" or not name:
        raise FunctionError('the resource of the ARN must begin with "role/"', 0)
    return _build(*(found | {"resource": f"role/{name.rpartition('/')[2]}"}).values())


_OBJECT = ObjectOf(dict.fromkeys(sorted(_PARTS), STRING))
PROVIDER_FUNCTIONS: Mapping[str, Function] = table(
    simple("provider::aws::arn_parse", _OBJECT, _parse, arn=STRING),
    simple(
        "provider::aws::arn_build",
        STRING,
        _build,
        partition=STRING,
        service=STRING,
        region=STRING,
        account_id=STRING,
        resource=STRING,
    ),
    simple("provider::aws::trim_iam_role_path", STRING, _trim, arn=STRING),
)
"""By the name a configuration calls them with."""
