"""is_generated(instance, attribute): whether a secret is made on apply, and stands nowhere before.

True for what a function such as uuid(), a random_* resource or Secrets Manager makes; false for a
value written in the configuration; not known where a variable or another source gives it.
"""

from archbench.hcl.parser import parse_body
from archbench.hcl.refine import computed
from archbench.hcl.syntax import LiteralValue
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Origin, Plain, Sensitive, Unknown, Value, unknown
from archbench.requirements.functions.refers_to import address_of
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance

_FUNCTIONS = frozenset({"bcrypt()", "uuid()"})
_TYPES = ("random_", "aws_secretsmanager_random_password")


def call(view: View, instance: Value, attribute: Value) -> Value:
    """True or false; unknown while where the secret comes from is."""
    name = attribute.raw
    found = view.configuration.by_address.get(address_of(view, instance) or "")
    if found is None or not isinstance(name, str):
        return computed(BOOL, instance, attribute)
    value: Plain = found.values.get(name)
    if isinstance(value, Sensitive):
        value = value.value
    if isinstance(value, Unknown):
        if value.origins and all(_makes_secrets(origin) for origin in value.origins):
            return TRUE
        return unknown(BOOL, *value.origins)
    if value is None or _is_written(view, found, name):
        return FALSE
    reason = "where its value comes from, no configuration tells"
    return unknown(BOOL, Origin("resource", found.address, name, reason))


def _is_written(view: View, instance: Instance, name: str) -> bool:
    """Whether the attribute is a literal in the source; what a variable gives is not."""
    place = instance.ranges.get((name,))
    text = view.configuration.sources.get(place.filename) if place else None
    if place is None or text is None:
        return False
    lines = text.splitlines()[place.start.line - 1 : place.end.line]
    body, _ = parse_body("\n".join(lines) + "\n", place.filename)
    attribute = body.attributes.get(name)
    return attribute is not None and isinstance(attribute.expression, LiteralValue)


def _makes_secrets(origin: Origin) -> bool:
    if origin.kind == "function":
        return origin.subject in _FUNCTIONS
    kind = origin.subject.removeprefix("data.").removeprefix("ephemeral.")
    return origin.kind in ("resource", "data") and kind.startswith(_TYPES)
