"""key_of(instance, attribute): the KMS key of the configuration an attribute names.

Through an alias of its region, an id or an ARN; its address. Null for a key that AWS manages, and
for none.
"""

from archbench.architecture.element import Told
from archbench.architecture.joins import value_at
from archbench.architecture.keys import KEY_TYPES
from archbench.architecture.near import near
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import STRING
from archbench.hcl.values import NULL, Origin, Value, bare, unknown
from archbench.requirements.functions._related import instance_of, path_of, read
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance


def call(view: View, instance: Value, attribute: Value) -> Value:
    """The address of the key; unknown when which key it is cannot be told."""
    item = instance_of(view, instance)
    if item is None or not isinstance(attribute.raw, str):
        return computed(STRING, instance, attribute)
    path = path_of(attribute.raw)
    read(view, item.address, path)
    value = value_at(item, path)
    value = bare(value)
    if value is None or value == "" or (isinstance(value, str) and "alias/aws/" in value):
        return NULL
    reader = view.relations.reader
    origin = Origin("resource", item.address, attribute.raw, "which key it is is not known")
    if isinstance(value, str) and (name := value.rpartition(":")[2]).startswith("alias/"):
        aliases = [
            (alias, _is_meant(alias, value, item))
            for alias in reader.of_type("aws_kms_alias")
            if alias.values.get("name") == name
        ]
        meant = [alias for alias, is_meant in aliases if is_meant is not False]
        told = len(meant) == 1 and (meant[0], True) in aliases
        return _named(view, meant[0]) if told else unknown(STRING, origin)
    if not reader.is_told(item, *path):
        return unknown(STRING, origin)
    target = reader.instance(item, *path)
    return NULL if target is None else _named(view, target)


def _is_meant(alias: Instance, text: str, item: Instance) -> Told:
    """Whether a text that holds the name of an alias means it: one of the region that is meant.

    That of an ARN is written in it, any other name is one of where it is used.
    """
    if not text.startswith("arn:"):
        return near(alias, item)
    region = text.split(":")[3:4]
    return [alias.region] == region if isinstance(alias.region, str) else None


def _named(view: View, target: Instance) -> Value:
    if target.type in KEY_TYPES and target.mode == "managed":
        return construct.string(target.address)
    if target.type != "aws_kms_alias":
        return NULL
    if target.mode == "data":
        name = target.values.get("name")
        if isinstance(name, str) and not name.startswith("alias/aws/"):
            origin = Origin("data", target.address, "target_key_arn", "it is asked of AWS")
            return unknown(STRING, origin)
        return NULL
    key = view.relations.reader.instance(target, "target_key_id", types=KEY_TYPES)
    if key is not None:
        return construct.string(key.address)
    origin = Origin("resource", target.address, "target_key_id", "it is not in this configuration")
    return unknown(STRING, origin)
