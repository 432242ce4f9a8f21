"""is_set(instance, attribute): whether the configuration gives an attribute a value at all.

A reference to what AWS makes, an id or an ARN, is a value; what a variable may leave out is not
known. A path into blocks is written with dots.
"""

from archbench.architecture.joins import value_at
from archbench.hcl import construct
from archbench.hcl.partly import is_of_resource
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, Unknown, Value, bare
from archbench.requirements.functions._related import instance_of, path_of, read
from archbench.requirements.view import View


def call(view: View, instance: Value, attribute: Value) -> Value:
    """True or false."""
    item = instance_of(view, instance)
    may_be = view.would_be(instance)
    if may_be is not None and isinstance(attribute.raw, str):
        left_out = value_at(may_be, path_of(attribute.raw)) is None
        return FALSE if left_out else computed(BOOL, instance)
    if item is None or not isinstance(attribute.raw, str):
        return computed(BOOL, instance, attribute)
    path = path_of(attribute.raw)
    read(view, item.address, path)
    value = value_at(item, path)
    value = bare(value)
    if isinstance(value, Unknown) and not (is_of_resource(value) or value.refinement.not_null):
        return computed(BOOL, view.value(value))
    return construct.boolean(value is not None and value != "")
