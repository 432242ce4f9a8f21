"""same(instance, other, attribute): whether two instances have the same value of an attribute.

By what it names where it is a reference, else by the text.
"""

from archbench.architecture.joins import value_at
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import Unknown, Value
from archbench.requirements.functions._related import instance_of, path_of, read
from archbench.requirements.view import View


def call(view: View, instance: Value, other: Value, attribute: Value) -> Value:
    """True or false; unknown while one of the values is."""
    one, two = instance_of(view, instance), instance_of(view, other)
    name = attribute.raw
    if one is None or two is None or not isinstance(name, str):
        return computed(BOOL, instance, other, attribute)
    path = path_of(name)
    read(view, one.address, path)
    read(view, two.address, path)
    mine, theirs = value_at(one, path), value_at(two, path)
    if not (isinstance(mine, Unknown) or isinstance(theirs, Unknown)):
        return construct.boolean(mine == theirs)
    reader = view.relations.reader
    if not (reader.is_told(one, *path) and reader.is_told(two, *path)):
        return computed(BOOL, view.value(mine), view.value(theirs))
    named, others = ({item.address for item in reader.many(each, *path)} for each in (one, two))
    return construct.boolean(bool(named) and named == others)
