"""Function calls."""

from collections.abc import Mapping

from archbench.frozen import replace
from archbench.hcl import construct
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.functions.table import (
    Attempt,
    Context,
    Function,
    FunctionError,
    call,
    call_lazy,
)
from archbench.hcl.parser import parse_template
from archbench.hcl.refine import computed
from archbench.hcl.scope import Scope, evaluates, scope_of
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Call, Expression, LiteralValue
from archbench.hcl.text import remembered
from archbench.hcl.types import DYNAMIC, ListOf, SetOf, TupleOf
from archbench.hcl.values import Origin, Value, unknown


@evaluates(Call)
def function_call(node: Call, scope: Scope) -> Value:
    """What name(args) is."""
    function = scope.functions.get(node.name.removeprefix("core::"))
    if function is None:
        return _no_function(node, scope)
    context = _context(node.range, scope)
    heard: list[Diagnostic] = []

    def listen(diagnostic: Diagnostic) -> None:
        heard.append(diagnostic)
        scope.report(diagnostic)

    try:
        return _value(node, function, context, scope.heard_by(listen), heard)
    except FunctionError as error:
        return scope.error(_blame(node, error), error.summary, error.detail)


def _value(
    node: Call, function: Function, context: Context, scope: Scope, heard: list[Diagnostic]
) -> Value:
    """What the function makes of its arguments; heard is what they had to report."""
    expanded = _expanded(node, scope)
    if isinstance(expanded, Value):
        return expanded
    if _has_errors(heard):
        return computed(DYNAMIC, *expanded)
    written = node.args[:-1] if node.expand else node.args
    if function.lazy:
        attempts = [_attempt(item, scope) for item in written]
        given = [_given(item, node.args[-1].range) for item in expanded]
        return call_lazy(function, attempts + given, context)
    args = [scope.value(item) for item in written] + expanded
    if _has_errors(heard):
        return computed(DYNAMIC, *args)
    scope.limits.check()  # one call may take as long as thousands of steps
    return call(function, args, context)


def _has_errors(heard: list[Diagnostic]) -> bool:
    return any(diagnostic.severity == "error" for diagnostic in heard)


def _blame(node: Call, error: FunctionError) -> SourceRange:
    """The argument at fault, or the call."""
    if error.argument is None or not node.args:
        return node.range
    return node.args[min(error.argument, len(node.args) - 1)].range


def _no_function(node: Call, scope: Scope) -> Value:
    """A name that is no function: wrong, or a provider's, which only the provider can compute."""
    if node.name.startswith("provider::"):
        detail = f"{node.name}() is computed by the provider, which archbench does not run."
        scope.report(Diagnostic("warning", "Value not computed", detail, node.range))
        return unknown(DYNAMIC, Origin("function", f"{node.name}()", reason=detail))
    summary = "Unknown provider function" if "::" in node.name else "Call to unknown function"
    hint = scope.hint(node.name_range, node.name, scope.functions)
    detail = f'There is no function named "{node.name}".{hint}'
    return scope.error(node.name_range, summary, detail)


def _expanded(node: Call, scope: Scope) -> list[Value] | Value:
    """What `...` makes of the last argument; what the call gives when it cannot be expanded."""
    if not node.expand:
        return []
    last = scope.value(node.args[-1])
    if last.is_null or not isinstance(last.type, TupleOf | ListOf | SetOf | type(DYNAMIC)):
        need = "must not be null" if last.is_null else "must be of a tuple, list, or set type"
        return scope.error(
            node.args[-1].range,
            "Invalid expanding argument value",
            f"The expanding argument (indicated by ...) {need}.",
        )
    if not isinstance(last.raw, tuple):
        return computed(DYNAMIC, last)  # without its mark, as in Terraform
    return [construct.marked(item, last.sensitive) for item in last.raw]


def _given(value: Value, range_: SourceRange) -> Attempt:
    """An argument that is a value already, which try() and can() find no mistake in."""
    return Attempt(LiteralValue(None, range_), lambda: (value, ()))


def _attempt(expression: Expression, scope: Scope) -> Attempt:
    """An argument for try() and can(): its mistakes are theirs to hear."""

    def evaluate() -> tuple[Value, tuple[Diagnostic, ...]]:
        heard: list[Diagnostic] = []
        limits, before = scope.limits, scope.limits.hints
        limits.hints = False
        try:
            value = scope.heard_by(heard.append).value(expression)
        finally:
            limits.hints = before
        return value, tuple(heard)

    return Attempt(expression, evaluate)


def _context(range_: SourceRange, scope: Scope) -> Context:
    """The function's view of the world, with reports placed at the call."""

    def report(diagnostic: Diagnostic) -> None:
        placed = diagnostic if diagnostic.range else replace(diagnostic, range=range_)
        scope.report(placed)

    def render(
        source: str, filename: str, variables: Mapping[str, Value], forbidden: frozenset[str]
    ) -> Value:
        functions = {
            name: function
            for name, function in scope.functions.items()
            if name.removeprefix("core::") not in forbidden
        }
        return _render(source, filename, variables, functions, scope)

    return scope.context.at(render, report)


_parsed = remembered(parse_template)


def _render(
    source: str,
    filename: str,
    variables: Mapping[str, Value],
    functions: Mapping[str, Function],
    scope: Scope,
) -> Value:
    """A template file as a value; raises FunctionError for what is wrong in it."""
    expression, problems = _parsed(source, filename)
    heard = list(problems)
    value: Value | None = None
    if expression is not None:
        inner = scope_of(
            variables, functions, heard.append, context=scope.context, limits=scope.limits
        )
        value = inner.value(expression)
    errors = [diagnostic for diagnostic in heard if diagnostic.severity == "error"]
    if errors or value is None:
        first = errors[0]
        raise FunctionError(f"{first.range}: {first.summary}. {first.detail}".rstrip("."))
    for diagnostic in heard:
        scope.report(diagnostic)
    return value
