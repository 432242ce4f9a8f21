"""A Kind speaks of arguments that exist, has an icon that exists, and is its type's only one.

What each says is tested with its service; here is what holds for all of them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import get_args

import pytest

from archbench.architecture.facts import fact, facts
from archbench.aws import Kind, LossBehavior, kind_of, kinds
from archbench.aws.places import can_stand
from archbench.hcl.types import STRING, ListOf, MapOf, ObjectOf, SetOf, Type
from archbench.hcl.values import Origin, Unknown
from archbench.terraform.schema import schema_of, type_names
from tests.architecture.hand import resource

ALL = [pytest.param(kind, id=kind.types[0]) for kind in kinds()]
PARTS = [pytest.param(kind, id=kind.types[0]) for kind in kinds() if kind.is_part]
LATER = {"availability_mode": Unknown(STRING, (Origin("variable", "var.x"),))}
"""Arguments of a later provider that a Kind knows already."""
TOLD_BY_TYPE = ("aws_waf_web_acl", "aws_wafregional_web_acl")
PLACED = [name for name in type_names("resource") if can_stand(name)]


def reaches(type_: Type, steps: list[str]) -> bool:
    """Whether a dotted path leads to something a value of this type has."""
    while isinstance(type_, ListOf | SetOf):
        type_ = type_.element
    if not steps:
        return True
    if isinstance(type_, MapOf):
        return reaches(type_.element, steps[1:])
    inner = type_.attributes.get(steps[0]) if isinstance(type_, ObjectOf) else None
    return inner is not None and reaches(inner, steps[1:])


def linked(kind: Kind) -> Iterator[str]:
    """Every path the links of a Kind name."""
    for link in kind.links:
        yield from (path for path in (link.source, link.target) if path)


def has(type_: str, path: str) -> bool:
    """Whether the provider's type has such an argument or result."""
    schema = schema_of("resource", type_)
    return schema is not None and reaches(schema.type, path.split("."))


def test_reaches_goes_through_blocks_and_stops_at_what_is_not_there() -> None:
    """The walker itself: blocks, lists of objects, texts, and a wrong word."""
    assert has("aws_lambda_function", "vpc_config.subnet_ids")
    assert not has("aws_lambda_function", "vpc_config.subnets")
    assert not has("aws_lambda_function", "role.arn")


def test_a_type_has_one_kind() -> None:
    """Two Kinds of one type would answer by the order of files."""
    seen = Counter(type_ for kind in kinds() for type_ in kind.types)
    assert [type_ for type_, count in seen.items() if count > 1] == []


@pytest.mark.parametrize("kind", ALL)
def test_its_file_writes_out_each_type(kind: Kind) -> None:
    """A type that a file puts together of parts would not be found, and not be understood."""
    assert [type_ for type_ in kind.types if kind_of(type_) is not kind] == []


@pytest.mark.parametrize("kind", ALL)
def test_types_and_paths_are_the_providers(kind: Kind) -> None:
    """A path that no argument has would name nothing, in silence."""
    assert [type_ for type_ in kind.types if schema_of("resource", type_) is None] == []
    of_all = (*kind.belongs_to, *kind.made_of, *kind.beside, *kind.copies)
    assert [(name, path) for name in kind.types for path in of_all if not has(name, path)] == []
    of_one = set(linked(kind))
    assert [path for path in of_one if not any(has(name, path) for name in kind.types)] == []


@pytest.mark.parametrize("kind", PARTS)
def test_a_part_is_named_and_its_icon_is_a_file(kind: Kind) -> None:
    """What is drawn has words and a picture."""
    assert kind.title
    assert kind.service
    module, _, name = kind.icon.partition(".")
    drawn = getattr(import_module(f"diagrams.aws.{module}"), name)
    spec = find_spec("diagrams")
    assert spec is not None
    assert spec.origin is not None
    assert (Path(spec.origin).parents[1] / drawn._icon_dir / drawn._icon).is_file()  # noqa: SLF001


@pytest.mark.parametrize("kind", PARTS)
def test_the_facts_it_rests_on_are_in_the_file(kind: Kind) -> None:
    """A time and a level are those of a page, by name, or none."""
    names = {name for name in (kind.recovers, *kind.levels) if name}
    assert names <= facts().keys()
    assert all(fact(name).unit == "%" for name in kind.levels if name)


@pytest.mark.parametrize("kind", ALL)
def test_what_is_not_known_is_not_told(kind: Kind) -> None:
    """With every argument unknown a loss that depends on one is untold, or its place is."""
    for type_ in kind.types:
        schema = schema_of("resource", type_)
        assert schema is not None
        arguments = {
            name: Unknown(inner, (Origin("variable", "var.x"),))
            for name, inner in schema.type.attributes.items()
        }
        bare = resource(f"{type_}.x")
        hidden = replace(bare, values=arguments | LATER)
        if not isinstance(kind.loss, str) and type_ not in TOLD_BY_TYPE:
            in_subnets = {"spread"} if can_stand(type_) else set()
            assert kind.loss_of(hidden) in {"untold"} | in_subnets
        assert isinstance(kind.units(hidden), Unknown | None)
        assert kind.detail([hidden, hidden]) is not None
        assert kind.loss_of(bare) in get_args(LossBehavior)
        assert kind.detail([bare]) is not None


@pytest.mark.parametrize("type_", PLACED)
def test_what_can_stand_in_a_zone_is_understood(type_: str) -> None:
    """A type that a zone can take away is described."""
    assert kind_of(type_) is not None
