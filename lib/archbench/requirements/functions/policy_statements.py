"""policy_statements(policy): the statements of a policy, as objects of one shape.

Each has effect, actions, not_actions, resources, not_resources, and conditions (how many). A policy
that comes from an aws_iam_policy_document is read from that document's blocks, before apply too.
"""

import json
from collections.abc import Iterator, Mapping

from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Plain, Unknown, Value
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance

_DOCUMENT = "aws_iam_policy_document"
_FIELDS = {
    "actions": "Action",
    "not_actions": "NotAction",
    "resources": "Resource",
    "not_resources": "NotResource",
}


class _UnclearError(Exception):
    """The policy cannot be read before apply."""


def call(view: View, policy: Value) -> Value:
    """A tuple of statements; unknown when they cannot be read."""
    try:
        if isinstance(policy.raw, Unknown):
            statements = list(_of_unknown(view, policy.raw))
        elif isinstance(policy.raw, str):
            statements = list(_of_json(policy.raw))
        else:
            statements = []
    except (_UnclearError, ValueError):
        return computed(DYNAMIC, policy)
    return construct.tuple_value(view.value(item) for item in statements)


def _of_unknown(view: View, raw: Unknown) -> Iterator[Plain]:
    document = view.configuration.target(raw)
    if document is None or document.type != _DOCUMENT:
        raise _UnclearError
    yield from _of_document(view, document)


def _of_document(view: View, document: Instance) -> Iterator[Plain]:
    for name in ("source_policy_documents", "override_policy_documents"):
        others = document.values.get(name, ())
        if not isinstance(others, tuple):
            raise _UnclearError
        for other in others:
            if isinstance(other, Unknown):
                yield from _of_unknown(view, other)
            elif isinstance(other, str):
                yield from _of_json(other)
    statements = document.values.get("statement", ())
    if not isinstance(statements, tuple):
        raise _UnclearError
    for statement in statements:
        if not isinstance(statement, Mapping):
            raise _UnclearError
        conditions = statement.get("condition", ())
        yield {
            "effect": statement.get("effect", "Allow"),
            "conditions": len(conditions) if isinstance(conditions, tuple) else conditions,
            **{name: statement.get(name, ()) for name in _FIELDS},
        }


def _of_json(text: str) -> Iterator[Plain]:
    document = json.loads(text)
    if not isinstance(document, dict):
        raise _UnclearError
    for statement in _listed(document.get("Statement")):
        if not isinstance(statement, dict):
            raise _UnclearError
        yield {
            "effect": statement.get("Effect", "Allow"),
            "conditions": sum(len(item) for item in statement.get("Condition", {}).values()),
            **{name: _listed(statement.get(key)) for name, key in _FIELDS.items()},
        }


def _listed(value: object) -> tuple[Plain, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)  # type: ignore[return-value]
