"""written_defaults(): the variables of the root module that have a text for their default.

Each has address, name and secret: whether the default is one, told by the name of the variable and
the shape of the value. A plan and a state do not hold defaults, so that there it is not known.
"""

from archbench.architecture.written import written
from archbench.hcl import construct
from archbench.hcl.syntax import LiteralValue
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions._related import related
from archbench.requirements.functions._source import block_at
from archbench.requirements.view import Read, View
from archbench.terraform.configuration import Variable


def call(view: View) -> Value:
    """A tuple of variables, with address and name."""
    if not view.configuration.sources:
        origin = Origin("function", "written_defaults()", reason="defaults are in the source only")
        return unknown(DYNAMIC, origin)
    return construct.tuple_value(
        _variable(view, variable.name, default)
        for variable in view.configuration.variables
        if (default := _default(view, variable))
    )


def _variable(view: View, name: str, default: str) -> Value:
    address = f"var.{name}"
    secret = bool(written({name: default}))
    if secret:
        view.masked.add(Read(address, ()))
    parts = {"name": construct.string(name), "secret": construct.boolean(secret)}
    return related(view, address, parts, [Read(address, ())])


def _default(view: View, variable: Variable) -> str:
    """The text of a default, "" for none."""
    block = block_at(view, variable.range)
    attribute = block.body.attributes.get("default") if block else None
    expression = attribute.expression if attribute else None
    if isinstance(expression, LiteralValue) and isinstance(expression.value, str):
        return expression.value
    return ""
