"""Where an expression is evaluated: what names mean, the functions, who hears of errors.

Modules of the evaluator register how to evaluate one kind of node each; `Scope.value` finds them.
"""

from collections import ChainMap
from collections.abc import Callable, Collection, Mapping, MutableMapping
from types import MappingProxyType
from typing import Any, TypeVar

from archbench.frozen import field, record
from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.functions.table import Context, Function
from archbench.hcl.limits import CHECK_EVERY, Limits
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Expression, Traversal
from archbench.hcl.types import DYNAMIC, Type
from archbench.hcl.values import Origin, Value, unknown

Resolve = Callable[[Traversal], tuple[Value, int]]
"""Gives the value a traversal's first steps name, and how many steps that took."""
_Evaluator = TypeVar("_Evaluator", bound=Callable[..., Value])
_EVALUATORS: dict[type, Callable[[Any, "Scope"], Value]] = {}
_MANY_WORDS = 1000
_NO_FUNCTIONS: Mapping[str, Function] = MappingProxyType({})


def evaluates(node: type) -> Callable[[_Evaluator], _Evaluator]:
    """Register a function as the evaluator of a kind of node."""

    def register(evaluator: _Evaluator) -> _Evaluator:
        _EVALUATORS[node] = evaluator
        return evaluator

    return register


def _ignore(_: Diagnostic) -> None:
    pass


def _nothing() -> None:
    pass


def _unwatched() -> Callable[[], None]:
    return _nothing


@record
class Scope:
    """The surroundings of an expression; never changed, only not frozen: every call makes one.

    resolve    gives the value a traversal's first steps name, and how many steps that took; it
               reports what is wrong with a name itself
    functions  by name; try and can are among them
    report     hears every diagnostic, once
    context    what functions may see of the world
    limits     shared by everything that draws on one budget
    names      what `for` expressions around the expression have named, and under "*" the element
               a splat around it is looking at
    watch      called before the condition of a `for` looks at an element; what it returns is called
               when the condition leaves that element out
    short_circuit  whether && and || leave out what is not needed, as from Terraform 1.12 on
    at_bounds  whether >= and <= are decided by the bound itself: of what is at least 2 Terraform
               does not know whether it is >= 2
    """

    resolve: Resolve
    functions: Mapping[str, Function] = field(default_factory=dict)
    report: Callable[[Diagnostic], None] = _ignore
    context: Context = field(default_factory=Context)
    limits: Limits = field(default_factory=Limits)
    names: MutableMapping[str, Value] = field(default_factory=dict)
    watch: Callable[[], Callable[[], None]] = _unwatched
    short_circuit: bool = False
    at_bounds: bool = False

    def value(self, expression: Expression) -> Value:
        """The value of an expression here."""
        limits = self.limits
        limits.steps -= 1
        if not limits.steps % CHECK_EVERY:
            limits.check()
        return _EVALUATORS[expression.__class__](expression, self)

    def inner(self, names: dict[str, Value]) -> "Scope":
        """The scope inside a `for` expression or splat, which renames these for each element."""
        around = ChainMap(names, self.names) if self.names else names
        return self._with(self.resolve, self.report, around)

    def heard_by(self, report: Callable[[Diagnostic], None]) -> "Scope":
        """The same scope with another ear."""
        return self._with(self.resolve, report, self.names)

    def at(self, resolve: Resolve, report: Callable[[Diagnostic], None]) -> "Scope":
        """The same scope at a place where names mean something else, and with its ear."""
        return self._with(resolve, report, self.names)

    def _with(
        self,
        resolve: Resolve,
        report: Callable[[Diagnostic], None],
        names: MutableMapping[str, Value],
    ) -> "Scope":
        return Scope(  # `replace` takes several times as long, and every call makes a scope
            resolve,
            self.functions,
            report,
            self.context,
            self.limits,
            names,
            self.watch,
            self.short_circuit,
            self.at_bounds,
        )

    def hint(self, range_: SourceRange, word: str, known: Collection[str]) -> str:
        """A closing "did you mean"; looked for once at a place, as it is slow among many words."""
        limits = self.limits
        if not limits.hints or range_ in limits.hinted or len(known) > _MANY_WORDS:
            return ""
        limits.hinted.add(range_)
        return did_you_mean(word, set(known))

    def error(self, range_: SourceRange, summary: str, detail: str, type_: Type = DYNAMIC) -> Value:
        """Report an error; the value is unknown because of it."""
        self.report(Diagnostic("error", summary, detail, range_))
        return unknown(type_, Origin("error", str(range_), reason=f"{summary}: {detail}"))


def scope_of(
    variables: Mapping[str, Value],
    functions: Mapping[str, Function] = _NO_FUNCTIONS,
    report: Callable[[Diagnostic], None] = _ignore,
    *,
    context: Context | None = None,
    limits: Limits | None = None,
) -> Scope:
    """A scope where names are just these variables, as in a template file or a test."""

    def resolve(traversal: Traversal) -> tuple[Value, int]:
        if traversal.root in variables:
            return variables[traversal.root], 0
        hint = did_you_mean(traversal.root, set(variables))
        detail = f'There is no variable named "{traversal.root}" here.{hint}'
        report(Diagnostic("error", "Unknown variable", detail, traversal.range))
        origin = Origin("error", str(traversal.range), reason=detail)
        return unknown(DYNAMIC, origin), len(traversal.steps)

    return Scope(resolve, functions, report, context or Context(), limits or Limits())
