"""is_generated(instance, attribute): whether a secret is made or given on apply, written nowhere.

True for what a function such as uuid(), a random_* resource or Secrets Manager makes or keeps, and
for a variable that has no default; false for a value written in the configuration, as the default
of a variable too; not known where another source gives it.
"""

from archbench.architecture.joins import value_at
from archbench.hcl.parser import parse_body
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Origin, Plain, Unknown, Value, bare, unknown
from archbench.hcl.walk import traversals
from archbench.patterns import regex
from archbench.requirements.functions._related import path_of
from archbench.requirements.functions.refers_to import address_of
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance, Path

_FUNCTIONS = frozenset({"bcrypt()", "uuid()"})
_KEEPS = ("aws_secretsmanager_secret_version", "aws_ssm_parameter")
"""Data sources that read a secret from where it is kept."""
_TYPES = ("random_", "aws_secretsmanager_random_password")
_RESOURCE = regex(r"(\w+)\.[^.\[]+(?:\[[^\]]*\])?$")
"""The type in an address, in whatever module."""


def call(view: View, instance: Value, attribute: Value) -> Value:
    """True or false; unknown while where the secret comes from is."""
    name = attribute.raw
    found = view.configuration.by_address.get(address_of(view, instance) or "")
    if found is None or not isinstance(name, str):
        return computed(BOOL, instance, attribute)
    path = path_of(name)
    value = bare(value_at(found, path))
    if isinstance(value, Unknown):
        if value.origins and all(_makes_secrets(view, origin) for origin in value.origins):
            return TRUE
        return unknown(BOOL, *value.origins)
    if value is None or _is_written(view, found, path) or is_default(view, value):
        return FALSE
    reason = "where its value comes from, no configuration tells"
    return unknown(BOOL, Origin("resource", found.address, name, reason))


def _is_written(view: View, instance: Instance, path: Path) -> bool:
    """Whether the attribute is written out in the source; what a variable gives is not."""
    place = instance.ranges.get(path)
    if place is None:
        return False
    text = view.configuration.sources[place.filename]
    lines = text.splitlines()[place.start.line - 1 : place.end.line]
    body, _ = parse_body("\n".join(lines) + "\n", place.filename)
    attribute = body.attributes.get(str(path[-1]))
    return attribute is not None and not list(traversals(attribute.expression))


def is_default(view: View, value: Plain) -> bool:
    """Whether a value is the default of a variable."""
    return any(variable.default == value for variable in view.configuration.variables)


def is_given(view: View, origin: Origin) -> bool:
    """Whether a variable without a default gives a value: then it stands in no file."""
    variable = view.configuration.variable(origin.subject.removeprefix("var."))
    return origin.kind == "variable" and variable is not None and variable.default is None


def _makes_secrets(view: View, origin: Origin) -> bool:
    if origin.kind == "function":
        return origin.subject in _FUNCTIONS
    named = _RESOURCE.search(origin.subject)
    type_ = named[1] if named is not None else ""
    if origin.kind == "data" and type_ in _KEEPS:
        return True
    made = origin.kind in ("resource", "data") and type_.startswith(_TYPES)
    return made or is_given(view, origin)
