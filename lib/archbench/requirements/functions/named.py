"""named(instance, attribute, type): the resources of a type that an attribute names, themselves.

As named_by, which gives the addresses of whatever is named: for conditions on what they are like.
What a data source looks up, alone or among others, is one that is not known.
"""

from archbench.architecture.joins import is_identity, leaves, value_at
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Unknown, Value
from archbench.requirements.functions._related import (
    belonging,
    instance_of,
    path_of,
    read,
    unsure,
)
from archbench.requirements.view import View
from archbench.terraform.canonical import canonical
from archbench.terraform.configuration import Instance, Path


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
        return belonging(view, (), untold)
    kind = canonical(type.raw)
    behind = reader.many(item, *path)
    named = [one for one in behind if canonical(one.type) == kind]
    others = [one for one in behind if canonical(one.type) != kind]
    found = [one for one in named if one.mode == "managed"]
    asked = [unsure(one.address, "it is asked of AWS") for one in named if one.mode == "data"]
    asked += [
        unsure(one.address, f"what its {attribute.raw} names is asked for")
        for one in others
        if one.mode == "data" and not _stands_for(one, item, path)
    ]
    return belonging(view, found, asked)


def _stands_for(data: Instance, item: Instance, path: Path) -> bool:
    """Whether what is looked up is what is named: its id or ARN, and no value that it keeps."""
    values = [value for _, value in leaves(value_at(item, path), path)]
    origins = [at for value in values if isinstance(value, Unknown) for at in value.origins]
    asked = [at for at in origins if at.subject == data.address]
    return bool(asked) and all("." not in at.path and is_identity(at.path) for at in asked)
