"""Whom a policy lets in, and under which conditions."""

import re

from archbench.architecture.element import Told
from archbench.architecture.openness import is_internet
from archbench.architecture.policy_allows import any_name
from archbench.architecture.policy_text import Condition, Policy, Statement
from archbench.hcl.values import Plain, Unknown
from archbench.patterns import regex

_LIMITS = regex(
    r"aws:(source(arn|account|owner|orgid|orgpaths|vpc|vpce|ip)|principal(orgid|orgpaths|account"
    r"|arn|tag/.+)|userid|vpcsourceip|sourcevpcarn|principalisawsservice)"
    r"|kms:(calleraccount|viaservice|grantoperations)|s3:dataaccesspoint(arn|account)"
    r"|sns:endpoint|lambda:sourcefunctionarn|elasticfilesystem:accesspointarn"
    r"|elasticfilesystem:accessedviamounttarget|.+:(aud|sub|amr)",
    re.IGNORECASE,
)
"""Condition keys that say who asks or from where:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html."""
_ANYTHING = regex(r"[*]+|arn:[*]+|arn:[a-z*-]+(:[*]+)+")


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
    return any_name(
        lambda name: name in ("*", "AWS *"), statement.principals, statement.not_principals
    )


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
    told = [item for item in known if isinstance(item, str)]
    return not (is_internet(told) or any(_ANYTHING.fullmatch(item) for item in told))


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
