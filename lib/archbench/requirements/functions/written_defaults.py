"""written_defaults(): the variables of the root module that have a text for their default.

Each has address, name and secret: whether the default is one, told by the name of the variable and
the shape of the value. A state holds no defaults, so that there it is not known.
"""

from archbench.architecture.written import written
from archbench.hcl import construct
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions._related import related
from archbench.requirements.record import Read
from archbench.requirements.view import View


def call(view: View) -> Value:
    """A tuple of variables, with address and name."""
    if not view.configuration.declares:
        origin = Origin("function", "written_defaults()", reason="a state holds no defaults")
        return unknown(DYNAMIC, origin)
    return construct.tuple_value(
        _variable(view, variable.name, variable.default)
        for variable in view.configuration.variables
        if isinstance(variable.default, str) and variable.default
    )


def _variable(view: View, name: str, default: str) -> Value:
    address = f"var.{name}"
    secret = bool(written({name: default}))
    if secret:
        view.masked.add(Read(address, ()))
    parts = {"name": construct.string(name), "secret": construct.boolean(secret)}
    return related(view, address, parts, [Read(address, ())])
