"""A Kind speaks of arguments that exist, has an icon that exists, and is its type's only one.

What each says is tested with its service; here is what holds for all of them.
"""

from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from archbench.aws import Kind, kind_of, kinds
from archbench.hcl.types import ListOf, MapOf, ObjectOf, SetOf, Type
from archbench.terraform.schema import schema_of, type_names
from tests.aws.placed import names_a_place

ALL = [pytest.param(kind, id=kind.types[0]) for kind in kinds()]
PARTS = [pytest.param(kind, id=kind.types[0]) for kind in kinds() if kind.is_part]
PLACED = [name for name in type_names("resource") if names_a_place(name)]


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


def stated(kind: Kind) -> Iterator[str]:
    """Every path a Kind names."""
    yield from (*kind.belongs_to, *kind.made_of, *kind.beside)
    for link in kind.links:
        yield from (path for path in (link.source, link.target) if path)


def test_reaches_goes_through_blocks_and_stops_at_what_is_not_there() -> None:
    """The walker itself: blocks, lists of objects, texts, and a wrong word."""
    schema = schema_of("resource", "aws_lambda_function")
    assert schema is not None
    assert reaches(schema.type, ["vpc_config", "subnet_ids"])
    assert not reaches(schema.type, ["vpc_config", "subnets"])
    assert not reaches(schema.type, ["role", "arn"])


def test_a_type_has_one_kind() -> None:
    """Two Kinds of one type would answer by the order of files."""
    seen = Counter(type_ for kind in kinds() for type_ in kind.types)
    assert [type_ for type_, count in seen.items() if count > 1] == []


@pytest.mark.parametrize("kind", ALL)
def test_types_and_paths_are_the_providers(kind: Kind) -> None:
    """A path that no argument has would name nothing, in silence."""
    for type_ in kind.types:
        schema = schema_of("resource", type_)
        assert schema is not None, type_
        missing = [path for path in stated(kind) if not reaches(schema.type, path.split("."))]
        assert missing == [], type_


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


@pytest.mark.parametrize("type_", PLACED)
def test_what_can_stand_in_a_zone_is_understood(type_: str) -> None:
    """A type that a zone can take away is described."""
    assert kind_of(type_) is not None
