"""named(instance, attribute, type): the resources of a type that an attribute names, themselves.

As named_by, which gives the addresses of whatever is named: for conditions on what they are like.
What a data source looks up is one that is not known.
"""

from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Value
from archbench.requirements.functions._related import (
    belonging,
    instance_of,
    path_of,
    read,
    unsure,
)
from archbench.requirements.view import View
from archbench.terraform.canonical import canonical


def call(view: View, instance: Value, attribute: Value, type: Value) -> Value:  # noqa: A002
    """A tuple of instances; unknown, or with an element that is, where what is named is not."""
    item = instance_of(view, instance)
    if item is None or not isinstance(attribute.raw, str) or not isinstance(type.raw, str):
        return computed(DYNAMIC, instance, attribute, type)
    path = path_of(attribute.raw)
    read(view, item.address, path)
    reader = view.relations.reader
    if not reader.is_told(item, *path):
        untold = [unsure(item.address, f"what its {attribute.raw} names is not known")]
        return belonging(view, item.address, (), untold)
    kind = canonical(type.raw)
    named = [one for one in reader.many(item, *path) if canonical(one.type) == kind]
    found = [one for one in named if one.mode == "managed"]
    asked = [unsure(one.address, "it is asked of AWS") for one in named if one.mode == "data"]
    return belonging(view, item.address, found, asked)
