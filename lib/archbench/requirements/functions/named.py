"""named(instance, attribute): the instances that an attribute names, themselves.

As named_by, which gives their addresses: for conditions on what they are like.
"""

from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Value
from archbench.requirements.functions._related import instance_of, path_of, read, records, unsure
from archbench.requirements.view import View


def call(view: View, instance: Value, attribute: Value) -> Value:
    """A tuple of instances; what cannot be told is an element that is not known."""
    item = instance_of(view, instance)
    if item is None or not isinstance(attribute.raw, str):
        return computed(DYNAMIC, instance, attribute)
    path = path_of(attribute.raw)
    read(view, item.address, path)
    reader = view.relations.reader
    if not reader.is_told(item, *path):
        reason = f"what its {attribute.raw} names is not known"
        return construct.tuple_value([unsure(item.address, reason)])
    return construct.tuple_value(records(view, reader.many(item, *path)))
