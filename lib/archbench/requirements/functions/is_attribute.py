"""is_attribute(value, instance, attribute): whether a value is this attribute of an instance.

`aws_rds_cluster.a.endpoint` is not its reader_endpoint, though both refer to the cluster; the id of
a group of machines is its name, and that of a topic its ARN.
"""

from archbench.architecture.joins import value_at
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, Origin, Unknown, Value, bare, unknown
from archbench.requirements.functions._related import instance_of, path_of
from archbench.requirements.view import InstanceIdentity, View
from archbench.terraform.configuration import Instance
from archbench.terraform.identity import same_attribute


def call(view: View, value: Value, instance: Value, attribute: Value) -> Value:
    """True or false; unknown where the value may turn out to be it."""
    item = instance_of(view, instance)
    name = attribute.raw
    if item is None or not isinstance(name, str):
        return computed(BOOL, value, instance, attribute)
    raw = value.raw
    named = view.named_by(raw)
    if named is not None:
        by = raw.attribute if isinstance(raw, InstanceIdentity) else "id"
        return _is_same(item, named, by, name)
    if isinstance(raw, Unknown):
        if raw.exact and raw.origins[0].kind == "resource":
            origin = raw.origins[0]
            return _is_same(item, origin.subject, origin.path, name)
        return computed(BOOL, value)
    known = bare(value_at(item, path_of(name)))
    if isinstance(known, Unknown):
        return computed(BOOL, view.value(known))
    return FALSE if raw is None else construct.boolean(raw == known)


def _is_same(item: Instance, named: str, one: str, other: str) -> Value:
    """Whether an attribute of what is named is another one of this instance."""
    if named != item.address:
        return FALSE
    same = same_attribute(item.type, one, other)
    if same is not None:
        return construct.boolean(same)
    reason = f"whether the {one} of a {item.type} is its {other} is not known here"
    return unknown(BOOL, Origin("resource", item.address, one, reason))
