"""written_defaults(): the variables whose default, written in the configuration, is a secret.

Told by the name of the variable and the shape of the value; of the root module. A plan and a state
do not hold defaults, so that there it is not known.
"""

from archbench.architecture.written import written
from archbench.hcl import construct
from archbench.hcl.parser import parse_body
from archbench.hcl.syntax import LiteralValue
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions._related import related
from archbench.requirements.view import Read, View
from archbench.terraform.configuration import Variable


def call(view: View) -> Value:
    """A tuple of variables, with address and name."""
    variables = view.configuration.variables
    if view.has_no_variables or (variables and not any(_source(view, one) for one in variables)):
        origin = Origin("function", "written_defaults()", reason="defaults are in the source only")
        return unknown(DYNAMIC, origin)
    found = []
    for variable in variables:
        default = _default(view, variable)
        if default and written({variable.name: default}):
            address = f"var.{variable.name}"
            view.masked.add(Read(address, ()))
            parts = {"name": construct.string(variable.name)}
            found.append(related(view, address, parts, [Read(address, ())]))
    return construct.tuple_value(found)


def _source(view: View, variable: Variable) -> str:
    place = variable.range
    return view.configuration.sources.get(place.filename, "") if place else ""


def _default(view: View, variable: Variable) -> str:
    """The text of a default, "" for none."""
    source = _source(view, variable)
    if variable.range is None or not source or variable.range.filename.endswith(".json"):
        return ""
    body, _ = parse_body(source, variable.range.filename)
    for block in body.blocks:
        if block.type == "variable" and block.labels == (variable.name,):
            attribute = block.body.attributes.get("default")
            expression = attribute.expression if attribute else None
            if isinstance(expression, LiteralValue) and isinstance(expression.value, str):
                return expression.value
    return ""
