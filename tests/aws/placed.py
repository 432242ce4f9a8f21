"""Which resource types can stand in a subnet or a zone, by the provider's schema."""

import re

from archbench.hcl.types import ListOf, MapOf, ObjectOf, SetOf, Type
from archbench.terraform.schema import schema_of

_PLACE = re.compile(
    r"(.*_)?(subnets?|subnet_ids?|subnet_arns?|subnet_group(_name|_id)?|subnet_mapping"
    r"|availability_zones?|availability_zone_(id|name))"
)


def names_a_place(type_: str) -> bool:
    """Whether an argument of a resource type, at any depth, names a subnet or a zone."""
    schema = schema_of("resource", type_)
    if schema is None:
        return False
    settable = {name for name, argument in schema.attributes.items() if argument.settable}
    return any(
        _names_a_place(name, inner)
        for name, inner in schema.type.attributes.items()
        if name in settable or name in schema.blocks
    )


def _names_a_place(name: str, type_: Type) -> bool:
    if _PLACE.fullmatch(name):
        return True
    while isinstance(type_, ListOf | SetOf | MapOf):
        type_ = type_.element
    return isinstance(type_, ObjectOf) and any(
        _names_a_place(inner, kind) for inner, kind in type_.attributes.items()
    )
