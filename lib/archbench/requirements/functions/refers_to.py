"""refers_to(value, target): whether a value names an instance of the configuration.

value is an attribute, or a list of them; target an instance or its address. A value that is made
from several things (a dashboard's body) refers to each of them: by reference, or by its ARN in the
text: as it is known, or as its name and region make it.
"""

import re
from collections.abc import Mapping

from archbench.architecture.joins import IDENTITIES
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Origin, Unknown, Value, bare
from archbench.requirements.record import Record
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance
from archbench.terraform.identity import NAMES
from archbench.terraform.schema import schema_of


def call(view: View, value: Value, target: Value) -> Value:
    """True or false; unknown where the value may turn out to name anything."""
    address = address_of(view, target)
    if address is None:
        return FALSE if target.is_known else computed(BOOL, target)
    answers = [refers(view, item, address) for item in leaves(value)]
    if True in answers:
        return TRUE
    return computed(BOOL, value) if None in answers else FALSE


def address_of(view: View, target: Value) -> str | None:
    """The address of an instance, an identity or a text."""
    if isinstance(target.raw, Record):
        return target.raw.address
    if isinstance(target.raw, str):
        return view.named_by(target.raw) or target.raw
    return None


def leaves(value: Value) -> list[Value]:
    """The value, or the values inside a collection."""
    if isinstance(value.raw, tuple):
        return [leaf for item in value.raw for leaf in leaves(item)]
    if isinstance(value.raw, Mapping):
        return [leaf for item in value.raw.values() for leaf in leaves(item)]
    return [value]


def refers(view: View, value: Value, address: str) -> bool | None:
    """Whether one value names the instance at an address; None where it may."""
    raw = value.raw
    if isinstance(raw, Unknown):
        if address in {origin.subject for origin in raw.origins}:
            return True
        told = bool(raw.origins) and all(is_only_computed(view, item) for item in raw.origins)
        return False if told else None
    if not isinstance(raw, str):
        return False
    named = view.named_by(raw)
    if named is not None:
        return named == address
    instance = view.configuration.by_address.get(address)
    return instance is not None and _is_written(view, raw, instance)


def _is_written(view: View, raw: str, instance: Instance) -> bool | None:
    """Whether a text names an instance by what it is known by, or by an ARN of its name.

    None where it may be of another region than the text says.
    """
    arn = bare(instance.values.get("arn"))
    held = isinstance(arn, str) and re.search(rf"(?<![\w/-]){re.escape(arn)}(?![\w/:-])", raw)
    if held or any(bare(instance.values.get(name)) == raw for name in IDENTITIES):
        return True
    named = [one for one in view.written_in(raw) if one.type == instance.type]
    name = bare(instance.values.get(NAMES.get(instance.type, "")))
    alike = [one.region for one in named if one.name == name]
    if not alike or instance.region in alike or "" in alike:
        return bool(alike)
    return False if isinstance(instance.region, str) else None


def is_only_computed(view: View, origin: Origin) -> bool:
    """Whether AWS makes this value, so that it cannot hold a reference somebody wrote."""
    instance = view.configuration.by_address.get(origin.subject)
    if origin.kind != "resource" or instance is None:
        return False
    name = origin.path.partition(".")[0].partition("[")[0]
    schema = schema_of("resource", instance.type)
    attribute = schema.attributes.get(name) if schema else None
    return name == "id" or (attribute is not None and not attribute.settable)
