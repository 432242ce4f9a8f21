"""Expressions to values, exactly as Terraform 1.11 has them.

An expression that is wrong reports its diagnostic and is unknown because of it, so evaluation goes
on and finds the next mistake. What waits for something unknown is unknown and names what it waits
for; nothing is ever guessed.
"""

from archbench.errors import EvaluationLimitError
from archbench.hcl import access, calls, comprehension, conditional, construct, operators, strings
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.refine import computed, forgotten
from archbench.hcl.scope import Scope, evaluates, scope_of
from archbench.hcl.syntax import Expression, LiteralValue, Object, Parenthesis, Traversal, Tuple
from archbench.hcl.types import DYNAMIC, STRING
from archbench.hcl.values import EMPTY_STRING, NULL, Made, Value

__all__ = ["Scope", "evaluate", "scope_of"]

# Imported for the nodes they register.
_ = (access, calls, comprehension, conditional, operators, strings)


def evaluate(expression: Expression, scope: Scope) -> Value:
    """The value of an expression in a scope.

    Raises EvaluationLimitError when it asks for more than the scope's limits, or Python's stack,
    allow.
    """
    try:
        return scope.value(expression)
    except RecursionError:
        raise EvaluationLimitError(
            f"{expression.range}: this expression leads through too many others, one inside the "
            "next. Look for a chain of references or templates that goes on and on."
        ) from None


@evaluates(LiteralValue)
def literal(node: LiteralValue, scope: Scope) -> Value:
    """A constant."""
    del scope
    value = node.value
    if isinstance(value, str):
        return Value(STRING, value) if value else EMPTY_STRING
    if value is None:
        return NULL
    return construct.boolean(value) if isinstance(value, bool) else construct.number(value)


@evaluates(Parenthesis)
def parenthesis(node: Parenthesis, scope: Scope) -> Value:
    """(x) is x."""
    return scope.value(node.inner)


@evaluates(Tuple)
def tuple_(node: Tuple, scope: Scope) -> Value:
    """A tuple, [a, b]."""
    return scope.limits.weighed(construct.tuple_value([scope.value(item) for item in node.items]))


@evaluates(Object)
def object_(node: Object, scope: Scope) -> Value:
    """An object, { a = 1 }; of two equal keys the later one counts."""
    found: dict[str, Value] = {}
    pairs: list[Value] = []
    wrong = unclear = sensitive = False
    for item in node.items:
        key = _ambiguous(item.key, scope) or scope.value(item.key)
        value = scope.value(item.value)
        name = _key(key, item.key, scope)
        pairs += (key, value)
        if name is None:
            unclear, wrong = True, wrong or key.is_known
            continue
        sensitive = sensitive or key.sensitive
        found[name] = value
    if unclear:
        waiting = computed(DYNAMIC, *pairs)
        return waiting if wrong else forgotten(waiting, DYNAMIC, Made("object", tuple(pairs)))
    return scope.limits.weighed(construct.marked(construct.object_value(found), sensitive))


def _ambiguous(key: Expression, scope: Scope) -> Value | None:
    """A name with periods as a key: fine in a map of providers, a mistake in a value."""
    if not isinstance(key, Traversal):
        return None
    detail = (
        "If this expression is intended to be a reference, wrap it in parentheses. If it's instead "
        "intended as a literal name containing periods, wrap it in quotes to create a string "
        "literal."
    )
    return scope.error(key.range, "Ambiguous attribute key", detail)


def _key(key: Value, node: Expression, scope: Scope) -> str | None:
    """The name a key gives; None when it is not known, or reported as wrong."""
    if key.is_null:
        scope.error(node.range, "Null value as key", "Can't use a null value as a key.")
        return None
    try:
        converted = convert(key, STRING)
    except ConversionError as error:
        detail = f"Can't use this value as a key: {error}."
        scope.error(node.range, "Incorrect key type", detail)
        return None
    return converted.raw if isinstance(converted.raw, str) else None
