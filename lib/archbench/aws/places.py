"""Where arguments place a resource, by their names in the provider's schema.

The provider names them alike in every service: a subnet's argument ends in `subnet_id`,
`subnet_ids` or `subnets`, a security group's in `security_groups` or `security_group_ids`. What a
type of the schema says here holds for a Kind and for what has none.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from archbench.hcl.types import ListOf, MapOf, ObjectOf, SetOf, Type
from archbench.patterns import regex
from archbench.terraform.schema import BlockSchema, schema_of

PathMeaning = Literal["subnet", "group", "zone", "vpc", "worn", "key", "role"]
_NAMES: dict[PathMeaning, re.Pattern[str]] = {
    "subnet": regex(r"(.*_)?subnet(s|_id|_ids|_arns?)|vpc_zone_identifier"),
    "group": regex(r"(.*_)?subnet_group(_name|_id)?"),
    "zone": regex(r"(.*_)?(availability_zones?(_name)?|cluster_azs)"),
    "vpc": regex(r"vpc_id|vpc"),
    "worn": regex(r"(vpc_)?security_group(s|_ids?)"),
    "key": regex(r"(.*_)?kms_(master_)?key(_id|_arn)?|kms_key_identifier|encryption_key(_arn)?"),
    "role": regex(
        r"(.*_)?role(_arn)?|iam_instance_profile|instance_profile|(authorizer_)?credentials(_arn)?"
    ),
}


DEPTH = 4
"""Blocks in blocks that are looked into; what lies deeper (rules of a firewall) places nothing."""


@cache
def paths(type_: str, what: PathMeaning) -> tuple[str, ...]:
    """The dotted paths of a resource type's arguments that name this, in order."""
    named = _NAMES[what].fullmatch
    return tuple(path for path in _arguments(type_) if named(path.rsplit(".", 1)[-1]))


@cache
def can_stand(type_: str) -> bool:
    """Whether an argument of a resource type names a subnet, a subnet group or a zone."""
    return any(paths(type_, what) for what in ("subnet", "group", "zone"))


@cache
def _arguments(type_: str) -> tuple[str, ...]:
    """Every argument of a resource type as a dotted path."""
    schema = schema_of("resource", type_)
    return () if schema is None else tuple(".".join(path) for path in _settable(schema, ()))


def _settable(schema: BlockSchema, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, attribute in schema.attributes.items():
        if attribute.settable:
            yield (*above, name)
            yield from _inside(attribute.type, (*above, name))
    if len(above) < DEPTH - 1:
        for name, nested in schema.blocks.items():
            yield from _settable(nested.block, (*above, name))


def _inside(type_: Type, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    while isinstance(type_, ListOf | SetOf | MapOf):
        type_ = type_.element
    if isinstance(type_, ObjectOf) and len(above) < DEPTH:
        for name, inner in type_.attributes.items():
            yield (*above, name)
            yield from _inside(inner, (*above, name))
