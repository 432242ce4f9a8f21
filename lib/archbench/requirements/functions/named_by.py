"""named_by(instance, attribute): the addresses of the instances an attribute names.

By reference, in a plan too; a path into blocks is written with dots ("alias.0.name").
"""

from archbench.architecture.joins import value_at
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Unknown, Value, unknown
from archbench.requirements.functions._related import instance_of, path_of, read, texts
from archbench.requirements.view import View


def call(view: View, instance: Value, attribute: Value) -> Value:
    """A tuple of addresses; unknown when what is named cannot be told."""
    item = instance_of(view, instance)
    if item is None or not isinstance(attribute.raw, str):
        return computed(DYNAMIC, instance, attribute)
    path = path_of(attribute.raw)
    read(view, item.address, path)
    reader = view.relations.reader
    if not reader.is_told(item, *path):
        value = value_at(item, path)
        if isinstance(value, Unknown):
            return unknown(DYNAMIC, *value.origins)
        reason = "what it names is not in this configuration"
        return unknown(DYNAMIC, Origin("resource", item.address, attribute.raw, reason))
    return texts(found.address for found in reader.many(item, *path))
