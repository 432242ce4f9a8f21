"""written_defaults(): the variables of the root module that have a text for their default.

Each has address, name and secret: whether the default is one, told by the name of the variable and
the shape of the value; not known where it is another and declared sensitive. A state holds no
defaults, so that there it is not known.
"""

from archbench.architecture.written import written
from archbench.hcl import construct
from archbench.hcl.types import BOOL, DYNAMIC
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions._related import related
from archbench.requirements.record import Read
from archbench.requirements.view import View

_TELLING = "password"
"""A name that tells of a secret: what would be none under it, as "<your password>", is none."""


def call(view: View) -> Value:
    """A tuple of variables, with address and name."""
    if not view.configuration.declares:
        origin = Origin("function", "written_defaults()", reason="a state holds no defaults")
        return unknown(DYNAMIC, origin)
    return construct.tuple_value(
        _variable(view, variable.name, variable.default, is_marked=variable.sensitive)
        for variable in view.configuration.variables
        if isinstance(variable.default, str) and variable.default
    )


def _variable(view: View, name: str, default: str, *, is_marked: bool) -> Value:
    address = f"var.{name}"
    secret = bool(written({name: default}))
    if secret:
        view.masked.add(Read(address, ()))
    told = construct.boolean(secret)
    if is_marked and not secret and written({_TELLING: default}):
        told = unknown(BOOL, Origin("resource", address, reason="it is declared sensitive"))
    parts = {"name": construct.string(name), "secret": told}
    return related(view, address, parts, [Read(address, ())])
