"""attached(target, type, attribute): the resources of a type that name a target at an attribute.

What belongs to something and stands in a block of its own: a bucket's versioning, a web ACL's
logging. By reference, id, ARN or name; a path into blocks is written with dots.
"""

import re

from archbench.architecture.joins import IDENTITIES, value_at
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Plain, Value
from archbench.requirements.functions._related import (
    belonging,
    instance_of,
    path_of,
    read,
    uncounted,
    unsure,
)
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance


def call(view: View, target: Value, type: Value, attribute: Value) -> Value:  # noqa: A002
    """A tuple of instances; unknown, or with an element that is, where one may belong to it."""
    item = instance_of(view, target)
    if item is None or not isinstance(type.raw, str) or not isinstance(attribute.raw, str):
        return computed(DYNAMIC, target, type, attribute)
    path = path_of(attribute.raw)
    named, untold = view.relations.naming(type.raw, path)
    found = named.get(item.address, ())
    for one in found:
        read(view, one.address, path)
    reason = f"what its {attribute.raw} names is not known"
    maybe = [unsure(one.address, reason) for one in untold if _may_name(value_at(one, path), item)]
    return belonging(view, item.address, found, [*maybe, *uncounted(view, type.raw)])


def _may_name(value: Plain, target: Instance) -> bool:
    """Whether a value that names nothing for certain may name this: a text must hold its name."""
    if not isinstance(value, str):
        return True
    words = set(re.split(r"[^\w.-]+", value))
    return any(target.values.get(name) in words for name in IDENTITIES if _is_text(target, name))


def _is_text(target: Instance, name: str) -> bool:
    return isinstance(target.values.get(name), str)
