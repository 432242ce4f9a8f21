"""prevents_destroy(instance): whether its lifecycle block forbids Terraform to destroy it."""

from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.syntax import LiteralValue
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, Origin, Value, unknown
from archbench.requirements.functions._related import instance_of, read
from archbench.requirements.functions._source import block_at
from archbench.requirements.view import View


def call(view: View, instance: Value) -> Value:
    """True or false; unknown where the block cannot be read: a plan does not hold it."""
    item = instance_of(view, instance)
    if item is None:
        return computed(BOOL, instance)
    block = block_at(view, item.range)
    for inner in block.body.blocks if block else ():
        attribute = inner.body.attributes.get("prevent_destroy")
        if inner.type != "lifecycle" or attribute is None:
            continue
        read(view, item.address, ("lifecycle",))
        if isinstance(attribute.expression, LiteralValue):
            return construct.boolean(attribute.expression.value is True)
        origin = Origin("resource", item.address, "prevent_destroy", "it is worked out")
        return unknown(BOOL, origin)
    return FALSE
