"""refers_to(value, target): whether a value names an instance of the configuration.

value is an attribute, or a list of them; target an instance or its address. A value that is made
from several things (a dashboard's body) refers to each of them.
"""

from collections.abc import Mapping

from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Unknown, Value
from archbench.requirements.view import Record, View


def call(view: View, value: Value, target: Value) -> Value:
    """True or false; unknown where the value may turn out to name anything."""
    address = address_of(view, target)
    if address is None:
        return FALSE if target.is_known else computed(BOOL, target)
    answers = [_refers(view, item, address) for item in leaves(value)]
    if True in answers:
        return TRUE
    return computed(BOOL, value) if None in answers else FALSE


def address_of(view: View, target: Value) -> str | None:
    """The address of an instance, an identity or a text."""
    if isinstance(target.raw, Record):
        return target.raw.address
    if isinstance(target.raw, str):
        return view.named_by(target.raw) or target.raw
    return None


def leaves(value: Value) -> list[Value]:
    """The value, or the values inside a collection."""
    if isinstance(value.raw, tuple):
        return [leaf for item in value.raw for leaf in leaves(item)]
    if isinstance(value.raw, Mapping):
        return [leaf for item in value.raw.values() for leaf in leaves(item)]
    return [value]


def _refers(view: View, value: Value, address: str) -> bool | None:
    raw = value.raw
    if isinstance(raw, Unknown):
        if address in {origin.subject for origin in raw.origins}:
            return True
        told = raw.exact and raw.origins[0].kind == "resource" and not raw.origins[0].reason
        return False if told and raw.origins[0].path else None
    if not isinstance(raw, str):
        return False
    named = view.named_by(raw)
    if named is None:
        instance = view.configuration.target(raw)
        named = instance.address if instance else None
    return named == address
