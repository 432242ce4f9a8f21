"""color_of(instance, colors): which of these colours an instance is; else not known.

By its instance key, else a whole word of its block's name, its module, a tag, or its own name.
"""

from archbench.architecture.serving import color_of
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions._related import instance_of
from archbench.requirements.view import View


def call(view: View, instance: Value, colors: Value) -> Value:
    """The colour."""
    item = instance_of(view, instance)
    names = colors.raw
    if item is None or not isinstance(names, tuple):
        return computed(STRING, instance, colors)
    words = [name.raw for name in names]
    if not all(isinstance(word, str) for word in words):
        return computed(STRING, colors)
    found = color_of(item, [str(word) for word in words])
    if found:
        return construct.string(found)
    origin = Origin("resource", item.address, "name", "no key, tag or word of it says its colour")
    return unknown(STRING, origin)
