"""attached(target, type, attribute): the resources of a type that name a target at an attribute.

What belongs to something and stands in a block of its own: a bucket's versioning, a web ACL's
logging. By reference, id, ARN or name; "route.nat_gateway_id" looks into every block of the name.
"""

from archbench.aws.values import found_at
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Value
from archbench.requirements.functions._more import may_name, more_naming
from archbench.requirements.functions._related import (
    belonging,
    instance_of,
    read,
    unsure,
)
from archbench.requirements.view import View


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
    maybe = [unsure(one.address, reason) for one in untold if may_name(one, dotted, item)]
    more = [
        unsure(block.address, block.reason) for block in more_naming(view, type.raw, dotted, item)
    ]
    return belonging(view, found, [*maybe, *more])
