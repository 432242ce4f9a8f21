"""attached(target, type, attribute): the resources of a type that name a target at an attribute.

What belongs to something and stands in a block of its own: a bucket's versioning, a web ACL's
logging. By reference, id, ARN or name; a path into blocks is written with dots.
"""

from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Value
from archbench.requirements.functions._related import (
    instance_of,
    path_of,
    read,
    records,
    uncounted,
    unsure,
)
from archbench.requirements.view import View


def call(view: View, target: Value, type: Value, attribute: Value) -> Value:  # noqa: A002
    """A tuple of instances; one that may belong to it is an element that is not known."""
    item = instance_of(view, target)
    if item is None or not isinstance(type.raw, str) or not isinstance(attribute.raw, str):
        return computed(DYNAMIC, target, type, attribute)
    path = path_of(attribute.raw)
    named, untold = view.relations.naming(type.raw, path)
    found = named.get(item.address, ())
    for one in found:
        read(view, one.address, path)
    maybe = [
        unsure(one.address, f"whose it is: its {attribute.raw} is not known") for one in untold
    ]
    return construct.tuple_value([*records(view, found), *maybe, *uncounted(view, type.raw)])
