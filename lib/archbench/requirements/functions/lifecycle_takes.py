"""lifecycle_takes(volume): whether a Data Lifecycle Manager policy takes a volume by its tags."""

from archbench.architecture.lifecycle_policies import ATTACHMENT, LIFECYCLE, tagged_by_lifecycle
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions._related import instance_of, uncounted_origin
from archbench.requirements.view import View


def call(view: View, volume: Value) -> Value:
    """True or false; unknown while the tags are, or how many policies there are."""
    item = instance_of(view, volume)
    if item is None:
        return computed(BOOL, volume)
    takes = tagged_by_lifecycle(view.relations.reader, item)
    if takes is None:
        more = uncounted_origin(view, LIFECYCLE, ATTACHMENT)
        return unknown(BOOL, more or Origin("resource", item.address, "tags_all"))
    return construct.boolean(takes)
