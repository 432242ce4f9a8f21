"""The operators: arithmetic, comparison, equality and logic."""

from collections.abc import Callable

from archbench.hcl import construct, numbers
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.equality import equal
from archbench.hcl.numbers import Number
from archbench.hcl.refine import computed, is_wrong
from archbench.hcl.scope import Scope, evaluates
from archbench.hcl.syntax import Binary, Expression, Unary
from archbench.hcl.types import BOOL, NUMBER, Type
from archbench.hcl.values import Origin, Refinement, Unknown, Value, unknown

_NOT_NULL = Refinement(not_null=True)

_ARITHMETIC: dict[str, Callable[[Number, Number], Number]] = {
    "+": numbers.add,
    "-": numbers.subtract,
    "*": numbers.multiply,
    "/": numbers.divide,
    "%": numbers.modulo,
}
_OPERAND_TYPE: dict[str, Type] = {
    **dict.fromkeys(_ARITHMETIC, NUMBER),
    **dict.fromkeys(("<", ">", "<=", ">="), NUMBER),
    **dict.fromkeys(("&&", "||"), BOOL),
}


@evaluates(Binary)
def binary(node: Binary, scope: Scope) -> Value:
    """Both operands, then the operator; a chain like a + b + c is worked off without recursion."""
    chain = [node]
    while isinstance(chain[-1].left, Binary):
        chain.append(chain[-1].left)
    if scope.short_circuit and any(step.operator in ("&&", "||") for step in chain):
        return _short(chain, scope)
    left = scope.value(chain[-1].left)
    for step in reversed(chain):
        left = _apply(step, left, scope.value(step.right), scope)
    return left


def _short(chain: list[Binary], scope: Scope) -> Value:
    """A chain as from Terraform 1.12 on: && and || leave out a side that decides nothing.

    Both sides are evaluated; where one alone decides, what is wrong with the other is not heard.
    """
    heard: list[Diagnostic] = []
    left = scope.heard_by(heard.append).value(chain[-1].left)
    for step in reversed(chain):
        beside: list[Diagnostic] = []
        right = scope.heard_by(beside.append).value(step.right)
        side = _deciding(step.operator, left, right, wrong=bool(heard))
        if side is not None:
            decided, left_alone = side
            sensitive = left.sensitive or right.sensitive
            left = construct.marked(decided, sensitive and decided.is_known)
            heard = heard if left_alone else beside
        else:
            heard = [*heard, *beside]
            left = _apply(step, left, right, scope.heard_by(heard.append))
    for diagnostic in heard:
        scope.report(diagnostic)
    return left


def _deciding(  # noqa: PLR0911 one case per way to decide
    operator: str, left: Value, right: Value, *, wrong: bool
) -> tuple[Value, bool] | None:
    """The result where one side decides && or ||, and whether it is the left; None else."""
    if operator not in ("&&", "||"):
        return None
    try:
        a, b = convert(left, BOOL), convert(right, BOOL)
    except ConversionError:
        return None
    if a.is_null or b.is_null:
        return None
    decides = operator == "||"
    if not a.is_known and not b.is_known:
        return None if wrong else (computed(BOOL, a, refinement=_NOT_NULL), True)
    if a.is_known and a.raw is decides:
        return construct.boolean(decides), True
    if b.is_known and b.raw is decides:
        return construct.boolean(decides), False
    return None


def _apply(node: Binary, left: Value, right: Value, scope: Scope) -> Value:  # noqa: PLR0911
    operator = node.operator
    if operator in ("==", "!="):
        return _equality(operator, left, right)
    wanted = _OPERAND_TYPE[operator]
    converted = (
        _operand(left, wanted, "left", node.left, scope),
        _operand(right, wanted, "right", node.right, scope),
    )
    a, b = converted
    result_type = NUMBER if operator in _ARITHMETIC else BOOL
    if a is None or b is None:
        origin = Origin("error", str(node.range), reason="Invalid operand")
        return computed(result_type, left, right, unknown(result_type, origin))
    if a.is_null or b.is_null:
        which, other = ("left", node.left) if a.is_null else ("right", node.right)
        detail = f'The {which} operand of "{operator}" is null; it must be a {wanted}.'
        return scope.error(other.range, "Operation failed", detail, result_type)
    if is_wrong(a) or is_wrong(b):
        return computed(result_type, a, b)  # without marks, as in Terraform
    sensitive = a.sensitive or b.sensitive
    if operator in ("<", ">", "<=", ">="):
        return construct.marked(_comparison(operator, a, b, at_bounds=scope.at_bounds), sensitive)
    if not a.is_known or not b.is_known:
        # Terraform forgets the mark of an unknown in && and ||, and in unary operators
        kept = sensitive and operator in _ARITHMETIC
        return construct.marked(computed(result_type, a, b, refinement=_NOT_NULL), kept)
    if operator == "&&":
        return construct.marked(construct.boolean(bool(a.raw and b.raw)), sensitive)
    if operator == "||":
        return construct.marked(construct.boolean(bool(a.raw or b.raw)), sensitive)
    try:
        result = _ARITHMETIC[operator](a.raw, b.raw)  # type: ignore[arg-type]
    except ArithmeticError as error:
        return scope.error(node.range, "Operation failed", f"Error: {error}.", NUMBER)
    return Value(NUMBER, result, sensitive)


def _operand(
    value: Value, wanted: Type, which: str, node: Expression, scope: Scope
) -> Value | None:
    """The operand as the type the operator wants; None, reported, when it does not convert."""
    if value.type is wanted:
        return value
    try:
        return convert(value, wanted)
    except ConversionError as error:
        reason = str(error)
        detail = f"Unsuitable value for {which} operand: {reason}."
        scope.error(node.range, "Invalid operand", detail)
        return None


def _equality(operator: str, left: Value, right: Value) -> Value:
    if is_wrong(left) or is_wrong(right):
        return computed(BOOL, left, right)
    sensitive = construct.is_sensitive_deep(left) or construct.is_sensitive_deep(right)
    same = equal(left, right)
    if same is None:
        return construct.marked(computed(BOOL, left, right, refinement=_NOT_NULL), sensitive)
    return construct.marked(construct.boolean(same is (operator == "==")), sensitive)


def _comparison(operator: str, left: Value, right: Value, *, at_bounds: bool) -> Value:
    """Comparison by the bounds of both sides, which are the value itself when it is known."""
    if operator in (">", ">="):
        left, right = right, left
    (low, high), (other_low, other_high) = _bounds(left), _bounds(right)
    less: bool | None = None
    if high is not None and other_low is not None and high < other_low:
        less = True
    elif left.is_known and right.is_known:
        less = False  # not less, whatever its bounds
    elif low is not None and other_high is not None and low > other_high:
        less = False
    if less is not True and operator in ("<=", ">="):
        same = equal(left, right)
        less = True if same else less if same is False else None
    if less is None and at_bounds:
        less = _at_bounds(operator, high, other_low, low, other_high)
    if less is None:
        return computed(BOOL, left, right, refinement=_NOT_NULL)
    return construct.boolean(less)


def _at_bounds(
    operator: str,
    high: Number | None,
    other_low: Number | None,
    low: Number | None,
    other_high: Number | None,
) -> bool | None:
    """What a bound that is reached decides: left <= right of `<=` and `>=`, left < right else."""
    if operator in ("<=", ">="):
        reached = high is not None and other_low is not None and high <= other_low
        return True if reached else None
    passed = low is not None and other_high is not None and low >= other_high
    return False if passed else None


def _bounds(value: Value) -> tuple[Number | None, Number | None]:
    if isinstance(value.raw, Unknown):
        return value.raw.refinement.minimum, value.raw.refinement.maximum
    number: Number = value.raw  # type: ignore[assignment]
    return number, number


@evaluates(Unary)
def unary(node: Unary, scope: Scope) -> Value:
    """-x or !x."""
    given = scope.value(node.operand)
    wanted = NUMBER if node.operator == "-" else BOOL
    value = _operand(given, wanted, "unary", node.operand, scope)
    if value is None:
        origin = Origin("error", str(node.range), reason="Invalid operand")
        return computed(wanted, given, unknown(wanted, origin))
    if value.is_null:
        detail = f'The operand of "{node.operator}" is null; it must be a {wanted}.'
        return scope.error(node.operand.range, "Operation failed", detail, wanted)
    if not value.is_known:
        return computed(wanted, value, refinement=_NOT_NULL)
    if node.operator == "!":
        result = construct.boolean(not value.raw)
    else:
        result = Value(NUMBER, numbers.negate(value.raw))  # type: ignore[arg-type]
    return construct.marked(result, value.sensitive)
