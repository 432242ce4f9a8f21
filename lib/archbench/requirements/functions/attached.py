"""attached(target, type, attribute): the resources of a type that name a target at an attribute.

What belongs to something and stands in a block of its own: a bucket's versioning, a web ACL's
logging. By reference, id, ARN or name; "route.nat_gateway_id" looks into every block of the name.
"""

import re

from archbench.architecture.joins import IDENTITIES
from archbench.aws.values import found_at
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Plain, Value
from archbench.requirements.functions._related import (
    belonging,
    instance_of,
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
    dotted = attribute.raw
    named, untold = view.relations.naming(type.raw, dotted)
    found = named.get(item.address, ())
    for one in found:
        read(view, one.address, *(path for path, _ in found_at(one, dotted)))
    reason = f"what its {dotted} names is not known"
    maybe = [unsure(one.address, reason) for one in untold if _may_name(one, dotted, item)]
    return belonging(view, found, [*maybe, *uncounted(view, type.raw)])


def _may_name(one: Instance, dotted: str, target: Instance) -> bool:
    """Whether what names nothing for certain may name this: a text must hold its name."""
    names = {target.values.get(name) for name in IDENTITIES if _is_text(target, name)}
    return any(_may_be(value, names) for _, value in found_at(one, dotted))


def _may_be(value: Plain, names: set[Plain]) -> bool:
    if isinstance(value, tuple):
        return any(_may_be(item, names) for item in value)
    if not isinstance(value, str):
        return True
    return any(re.search(rf"(?<![\w.-]){re.escape(str(name))}(?![\w.-])", value) for name in names)


def _is_text(target: Instance, name: str) -> bool:
    return isinstance(target.values.get(name), str)
