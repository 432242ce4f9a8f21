"""What OpenTofu evaluates before it reads modules: sources and versions of module calls.

Variables, locals and functions may stand in them, and nothing that exists only in a plan:
https://opentofu.org/docs/language/modules/sources/#support-for-variable-and-local-evaluation.
"""

from collections.abc import Callable, Mapping

from archbench.frozen import field, record
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.evaluate import evaluate
from archbench.hcl.functions import FUNCTIONS
from archbench.hcl.functions.table import Context
from archbench.hcl.scope import Scope
from archbench.hcl.syntax import Attr, Expression, Traversal
from archbench.hcl.types import DYNAMIC, STRING
from archbench.hcl.values import Origin, Value, unknown
from archbench.terraform.module import Module, ModuleCall
from archbench.terraform.variables import declare

_CIRCLE = "it depends on itself"


@record
class EarlyValues:
    """The variables and locals of a module, as far as they are settled before any plan."""

    module: Module
    context: Context
    given: Callable[[str], Value | None]
    """What a variable was given, or None where its default counts."""
    _known: dict[str, Value] = field(default_factory=dict)

    def text(self, expression: Expression) -> tuple[str | None, tuple[Diagnostic, ...]]:
        """An expression as a text; None where that is not settled, with what is wrong."""
        problems: list[Diagnostic] = []
        value = self.value(expression, problems.append)
        try:
            raw = convert(value, STRING).raw
        except ConversionError as error:
            detail = f"It must be a text: {error}."
            problems.append(Diagnostic("error", "Invalid value", detail, expression.range))
            return None, tuple(problems)
        return raw if isinstance(raw, str) else None, tuple(problems)

    def value(self, expression: Expression, report: Callable[[Diagnostic], None]) -> Value:
        """The value of an expression among variables and locals."""
        return evaluate(expression, Scope(self._resolver(report), FUNCTIONS, report, self.context))

    def of_call(self, call: ModuleCall, child: Module) -> "EarlyValues":
        """The same for a module that is called here."""

        def given(name: str) -> Value | None:
            argument = call.arguments.get(name)
            return None if argument is None else self.value(argument.expression, _ignore)

        return EarlyValues(child, self.context, given)

    def _resolver(
        self, report: Callable[[Diagnostic], None]
    ) -> Callable[[Traversal], tuple[Value, int]]:
        def resolve(traversal: Traversal) -> tuple[Value, int]:
            first = traversal.steps[0] if traversal.steps else None
            name = first.name if isinstance(first, Attr) else ""
            root, module = traversal.root, self.module
            if root == "var" and name in module.variables:
                return self._once(f"var.{name}", lambda: self._variable(name)), 1
            if root == "local" and name in module.locals:
                expression = module.locals[name].expression
                return self._once(f"local.{name}", lambda: self.value(expression, report)), 1
            detail = (
                "Only variables, locals and functions are known when modules are read, "
                f"not {traversal.root}."
            )
            report(Diagnostic("error", "Value not known early", detail, traversal.range))
            return _not_known(detail), len(traversal.steps)

        return resolve

    def _once(self, name: str, make: Callable[[], Value]) -> Value:
        if name not in self._known:
            self._known[name] = _not_known(_CIRCLE)
            self._known[name] = make()
        return self._known[name]

    def _variable(self, name: str) -> Value:
        declaration = declare(self.module.variables[name], _ignore)
        return declaration.settle(self.given(name), None, _ignore)


def root_values(module: Module, context: Context, given: Mapping[str, Value]) -> EarlyValues:
    """The early values of a root module with these variables."""
    return EarlyValues(module, context, given.get)


def _ignore(_: Diagnostic) -> None:
    pass


def _not_known(reason: str) -> Value:
    return unknown(DYNAMIC, Origin("error", "", "", reason))
