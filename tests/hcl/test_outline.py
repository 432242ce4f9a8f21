"""A text read by its layout is the text that the parser reads."""

import pytest

from archbench.errors import InputError
from archbench.files import data_directory
from archbench.hcl.outline import outline
from archbench.hcl.parser import parse_body
from archbench.hcl.syntax import Body

LISTS = sorted((data_directory() / "requirements").rglob("*.hcl"))


def assert_same(short: Body, whole: Body) -> None:
    """Names, places and expressions are equal, blocks within blocks too."""
    for found, known in zip(short.attributes.values(), whole.attributes.values(), strict=True):
        assert (found.name, found.name_range, found.range, found.expression) == (
            known.name,
            known.name_range,
            known.range,
            known.expression,
        )
    for inner, known_block in zip(short.blocks, whole.blocks, strict=True):
        assert (inner.type, inner.labels, inner.range) == (
            known_block.type,
            known_block.labels,
            known_block.range,
        )
        assert_same(inner.body, known_block.body)


def test_what_ships_reads_the_same_by_its_layout() -> None:
    """Each file of the shipped lists, every expression with the place it stands at."""
    assert len(LISTS) > 30
    for path in LISTS:
        text = path.read_text()
        short = outline(text, path.name)
        whole, problems = parse_body(text, path.name)
        assert short is not None, path
        assert not problems
        assert_same(short, whole)


@pytest.mark.parametrize(
    "text",
    [
        'a "b" {\n    c = 1\n}\n',
        'a "b" {\n  c = 1\n  }\n',
        'a "b" {\n  c = 1\n',
        "a = 1\na = 2\n",
        "a=1\n",
        'a "b" { c = 1 }\n',
        "a = 1\n/* b = 2\n*/\n",
    ],
    ids=["deep", "brace", "open", "twice", "narrow", "inline", "comment"],
)
def test_another_layout_is_for_the_parser(text: str) -> None:
    """Where lines do not say what they belong to, nothing is guessed."""
    assert outline(text, "x.hcl") is None


def test_an_expression_that_is_none_is_told_with_its_line() -> None:
    """When it is asked for."""
    body = outline("a = 1\n\nb = 2 +\nc = 3\n", "x.hcl")
    assert body is not None
    with pytest.raises(InputError, match=r"x\.hcl:3"):
        _ = body.attributes["b"].expression
    assert body.attributes["c"].range.start.line == 4
