"""puts_secret(instance, attribute, called): whether a secret is put into what is called so.

By the last word of what it is called, by its shape, for what a random password makes or Secrets
Manager keeps, and for what a variable that is declared sensitive gives; not known where a variable
may give one.
"""

from archbench.architecture.joins import value_at
from archbench.architecture.written import carried, declared, is_declared, written
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Plain, Sensitive, Value, bare, unknown
from archbench.requirements.functions._related import instance_of, path_of, read
from archbench.requirements.view import View


def call(view: View, instance: Value, attribute: Value, called: Value) -> Value:
    """True or false; unknown where what a variable gives may be one."""
    item, name = instance_of(view, instance), attribute.raw
    if item is None or not isinstance(name, str):
        return computed(BOOL, instance, attribute)
    read(view, item.address, path_of(name))
    value: Plain = bare(value_at(item, path_of(name)))
    if value in (None, ""):
        return FALSE
    secrets = declared(view.configuration)
    if isinstance(value, str) and is_declared(value, secrets):
        value = Sensitive(value)
    last = called.raw.rpartition("/")[2] if isinstance(called.raw, str) else ""
    given = {last: value}
    found, maybe = carried(given, secrets, item.address)
    if found or written(given):
        return TRUE
    return unknown(BOOL, *(one for each in maybe for one in each.origins)) if maybe else FALSE
