"""opened(group, direction): what one security group opens to the internet, or leads into it.

The elements of open_ports that are about it, and those of which that is not known: looked up, not
searched for, where each of many groups is asked about.
"""

from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Value
from archbench.requirements.functions._related import instance_of, listed
from archbench.requirements.functions.open_ports import TYPES, WORDS, openings, uncounted_openings
from archbench.requirements.functions.refers_to import address_of
from archbench.requirements.view import View

__all__ = ["WORDS", "call"]


def call(view: View, group: Value, direction: Value) -> Value:
    """A tuple of openings."""
    address, guard = address_of(view, group), instance_of(view, group)
    if address is None or not isinstance(direction.raw, str):
        return computed(DYNAMIC, group, direction)
    listed(view, *TYPES)
    guards = dict.fromkeys((address, *view.relations.strays))
    found = [item for guard in guards for item in openings(view, guard, direction.raw)]
    return construct.tuple_value([*found, *uncounted_openings(view, direction.raw, guard)])
