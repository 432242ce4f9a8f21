"""condition ? then : otherwise."""

from collections.abc import Callable

from archbench.frozen import frozen
from archbench.hcl import construct
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.refine import computed, not_null, range_bounds, refine_not_null, refined
from archbench.hcl.scope import Scope, evaluates
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Conditional, Expression
from archbench.hcl.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    ListOf,
    MapOf,
    ObjectOf,
    SetOf,
    TupleOf,
    Type,
)
from archbench.hcl.unify import unify
from archbench.hcl.values import UNREFINED, Refinement, Unknown, Value

Result = Callable[[Scope], Value]
"""What works out one of the two results in a scope."""

_MISMATCH = "Inconsistent conditional result types"


@frozen
class _Arm:
    """One result, worked out before it is known whether it counts."""

    value: Value
    diagnostics: tuple[Diagnostic, ...]

    @property
    def failed(self) -> bool:
        """Whether working it out met a mistake."""
        return any(diagnostic.severity == "error" for diagnostic in self.diagnostics)


def _arm(result: Result, scope: Scope) -> _Arm:
    heard: list[Diagnostic] = []
    value = result(scope.heard_by(heard.append))
    return _Arm(value, tuple(heard))


@evaluates(Conditional)
def conditional(node: Conditional, scope: Scope) -> Value:
    """A choice between two expressions."""
    range_ = node.then.range.to(node.otherwise.range)
    return choose(
        node.condition,
        lambda inner: inner.value(node.then),
        lambda inner: inner.value(node.otherwise),
        range_,
        scope,
    )


def choose(
    condition: Expression, true: Result, false: Result, range_: SourceRange, scope: Scope
) -> Value:
    """Both results are worked out, for their types; only the chosen one's mistakes count."""
    then, otherwise = _arm(true, scope), _arm(false, scope)
    type_ = _result_type(then.value, otherwise.value)
    if type_ is None:
        reason = _difference(then.value.type, otherwise.value.type)
        detail = f"The true and false result expressions must have consistent types. {reason}."
        return scope.error(range_, _MISMATCH, detail)
    test = scope.value(condition)
    if test.is_null:
        detail = "The condition value is null. Conditions must either be true or false."
        return scope.error(condition.range, "Null condition", detail, type_)
    sensitive = test.sensitive or then.value.sensitive or otherwise.value.sensitive
    if not test.is_known:
        value = _undecided(test, then, otherwise, type_)
        return construct.marked(value, sensitive)
    try:
        chosen = then if convert(test, BOOL).raw else otherwise
    except ConversionError:
        detail = "The condition expression must be of type bool."
        return scope.error(condition.range, "Incorrect condition type", detail, type_)
    for diagnostic in chosen.diagnostics:
        scope.report(diagnostic)
    return construct.marked(_converted(chosen, then, type_, range_, scope), sensitive)


def _converted(chosen: _Arm, then: _Arm, type_: Type, range_: SourceRange, scope: Scope) -> Value:
    value = chosen.value
    if type_ in (DYNAMIC, value.type):
        return value
    try:
        return convert(value, type_)
    except ConversionError as error:
        which = "true" if chosen is then else "false"
        detail = f"The {which} result value has the wrong type: {error}."
        return scope.error(range_, _MISMATCH, detail, type_)


def _result_type(then: Value, otherwise: Value) -> Type | None:
    """The type of the whole; None when the two results have none in common."""
    for one, other in ((then, otherwise), (otherwise, then)):
        if one.type == DYNAMIC and one.is_null and not one.sensitive:
            return other.type
    if DYNAMIC in (then.type, otherwise.type):
        return DYNAMIC
    return unify((then.type, otherwise.type))


def _undecided(test: Value, one: _Arm, other: _Arm, type_: Type) -> Value:
    """An unknown condition: only what holds for both results is known; mistakes do not count."""
    then, otherwise = one.value, other.value
    if then.is_null and otherwise.is_null:
        return Value(type_, None)
    certain = not_null(then) and not_null(otherwise)
    unsure = computed(type_, test, *(arm.value for arm in (one, other) if not arm.failed))
    raw = unsure.raw
    if not isinstance(raw, Unknown):  # pragma: no cover - nothing is known about it yet
        return unsure
    known = UNREFINED
    if then.type == NUMBER and otherwise.type == NUMBER:
        known = _both(_number_bounds(then), _number_bounds(otherwise))
    elif isinstance(then.type, ListOf | SetOf | MapOf) and then.type == otherwise.type:
        known = _both(_lengths(then), _lengths(otherwise))
    bounded = Refinement(certain, "", known.minimum, known.maximum)
    return (
        refined(raw, bounded)
        if known is not UNREFINED
        else (refine_not_null(unsure) if certain else unsure)
    )


def _number_bounds(value: Value) -> Refinement:
    raw = value.raw
    if isinstance(raw, Unknown):
        return raw.refinement
    if raw is None or isinstance(raw, float):
        return UNREFINED
    return Refinement(minimum=raw, maximum=raw)  # type: ignore[arg-type]


def _lengths(value: Value) -> Refinement:
    if value.is_null:
        return Refinement(minimum=0)
    low, high = range_bounds(value)
    return Refinement(minimum=low, maximum=high)


def _both(one: Refinement, other: Refinement) -> Refinement:
    low = None
    if one.minimum is not None and other.minimum is not None:
        low = min(one.minimum, other.minimum)
    high = None
    if one.maximum is not None and other.maximum is not None:
        high = max(one.maximum, other.maximum)
    return Refinement(minimum=low, maximum=high)


def _difference(then: Type, otherwise: Type) -> str:  # noqa: C901, PLR0911
    """What makes two types inconsistent, without a final full stop."""
    if isinstance(then, ObjectOf) and isinstance(otherwise, ObjectOf):
        for name in sorted(then.attributes.keys() | otherwise.attributes.keys()):
            if name not in otherwise.attributes:
                return (
                    f"The 'true' value includes object attribute \"{name}\", which is absent in "
                    "the 'false' value"
                )
            if name not in then.attributes:
                return (
                    f"The 'false' value includes object attribute \"{name}\", which is absent in "
                    "the 'true' value"
                )
            one, other = then.attributes[name], otherwise.attributes[name]
            if one != other:
                return f'Type mismatch for object attribute "{name}": {_difference(one, other)}'
    if isinstance(then, TupleOf) and isinstance(otherwise, TupleOf):
        if len(then.elements) != len(otherwise.elements):
            return (
                f"The 'true' tuple has length {len(then.elements)}, but the 'false' tuple has "
                f"length {len(otherwise.elements)}"
            )
        pairs = zip(then.elements, otherwise.elements, strict=True)
        for position, (one, other) in enumerate(pairs):
            if one != other:
                return f"Type mismatch for tuple element {position}: {_difference(one, other)}"
    if str(then) == str(otherwise):
        return (
            "At least one deeply-nested attribute or element is not compatible across both the "
            "'true' and the 'false' value"
        )
    return f"The 'true' value is {then}, but the 'false' value is {otherwise}"
