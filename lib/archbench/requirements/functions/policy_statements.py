"""policy_statements(policy): the statements of a policy, as objects of one shape.

Each has effect, actions, not_actions, resources, not_resources, principals, not_principals,
conditions (how many) and condition_keys (what those look at that not everything meets). A policy
is read in every spelling, also where only a part of it is known; what of it cannot be read is an
element that is not known.
"""

from archbench.architecture.policy_text import Condition, Statement, policy_of
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC, STRING
from archbench.hcl.values import Origin, Sensitive, Unknown, Value
from archbench.patterns import regex
from archbench.requirements.view import View

_ALL = regex(r"(repo:|system:serviceaccount:)?[*?]+([:/][*?]+)*")
_UNTOLD = Unknown(STRING, (Origin("function", "policy_statements()", reason="a key is not known"),))


def call(view: View, policy: Value) -> Value:
    """A tuple of statements; unknown when none can be read."""
    raw = policy.raw
    if raw is not None and not isinstance(raw, str | Unknown):
        return construct.tuple_value(())
    given = Sensitive(raw) if policy.sensitive else raw
    found = policy_of(view.relations.reader, given)
    statements = [_statement(view, item) for item in found.statements]
    if not found.unread:
        return construct.tuple_value(statements)
    rest = computed(DYNAMIC, policy)
    return construct.tuple_value([*statements, rest]) if statements else rest


def _is_met_by_all(test: Condition) -> bool:
    """Whether one of the values of a test is a pattern for everything, or for every repository."""
    values = test.values if isinstance(test.values, tuple) else (test.values,)
    return "Like" in test.test and any(
        isinstance(value, str) and _ALL.fullmatch(value) for value in values
    )


def _statement(view: View, item: Statement) -> Value:
    return view.value(
        {
            "effect": item.effect,
            "actions": item.actions,
            "not_actions": item.not_actions,
            "resources": item.resources,
            "not_resources": item.not_resources,
            "principals": item.principals,
            "not_principals": item.not_principals,
            "conditions": len(item.conditions),
            "condition_keys": tuple(
                test.key or _UNTOLD for test in item.conditions if not _is_met_by_all(test)
            ),
        }
    )
