"""The parser: trees with exact places, and several clear mistakes from one file."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import hcl2
import pytest

from archbench.hcl import syntax
from archbench.hcl.json_syntax import parse_json_body
from archbench.hcl.parser import parse_body, parse_expression, parse_template
from archbench.hcl.scanner import MAX_DEPTH
from archbench.hcl.source import Position, SourceRange
from archbench.hcl.walk import blocks, calls, traversals

ROOT = Path(__file__).parents[2]


def problems(text: str) -> list[str]:
    """What the parser says, with line and column."""
    found = parse_body(text, "f.tf")[1]
    return [
        f"{item.range.start.line}:{item.range.start.column} {item.summary}"
        for item in found
        if item.range
    ]


def shape(node: object) -> object:
    """A tree without the places of its nodes."""
    if isinstance(node, SourceRange):
        return None
    if is_dataclass(node):
        parts = [shape(getattr(node, item.name)) for item in fields(node)]
        return (type(node).__name__, *parts)
    if isinstance(node, tuple):
        return tuple(shape(item) for item in node if not isinstance(item, SourceRange))
    if isinstance(node, Mapping):
        return {key: shape(item) for key, item in node.items()}
    return node


def test_every_node_knows_its_place() -> None:
    """Columns count characters, lines count from 1, the end is exclusive."""
    body, _ = parse_body('# é\nlocals {\n  ü = "é${var.x}"\n}\n', "f.tf")
    attribute = body.blocks[0].body.attributes["ü"]
    assert attribute.range == SourceRange("f.tf", Position(3, 3), Position(3, 18))
    assert isinstance(attribute.expression, syntax.Template)
    assert attribute.expression.parts[1].range == SourceRange(
        "f.tf", Position(3, 11), Position(3, 16)
    )
    assert body.blocks[0].range == SourceRange("f.tf", Position(2, 1), Position(2, 7))


def test_an_expression_in_a_file_starts_where_it_stands() -> None:
    """Only the first line is shifted by the column of the start."""
    found, _ = parse_expression("[a,\nb]", "f.json", Position(5, 10))
    assert isinstance(found, syntax.Tuple)
    assert [item.range.start for item in found.items] == [Position(5, 11), Position(6, 1)]


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "# only\n", "/* a */", "\r\n\r\n", "  "])
def test_an_empty_file_is_an_empty_body(text: str) -> None:
    """Comments, blanks, line ends and a byte-order mark alone are fine."""
    body, found = parse_body(text, "f.tf")
    assert (body.attributes, body.blocks, found) == ({}, (), ())


def test_line_ends_do_not_matter() -> None:
    """CRLF and a byte-order mark give the same tree as LF."""
    text = (ROOT / "infra/payments/vpc.tf").read_text()
    windows = "\ufeff" + text.replace("\n", "\r\n")
    assert shape(parse_body(text, "f.tf")[0]) == shape(parse_body(windows, "f.tf")[0])


def test_one_file_gives_several_mistakes() -> None:
    """After a mistake the parser goes on with the next line or block."""
    text = """a = 1 +
b = 2
resource "x" "y" {
  c = (1
  d = 4
}
resource "x" {
  e = [1 2]
  f = "ok"
  "g" = 1
}
h = 5
"""
    assert problems(text) == [
        "1:8 Invalid expression",
        "5:3 Unbalanced parentheses",
        "8:10 Missing item separator",
        "10:3 Invalid argument name",
    ]
    body, _ = parse_body(text, "f.tf")
    assert list(body.attributes) == ["b", "h"]
    assert list(body.blocks[-1].body.attributes) == ["f"]


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("a {", "1:3 Unclosed configuration block"),
        ("a = 1 b = 2", "1:7 Missing newline after argument"),
        ("a = 1,", "1:6 Unexpected comma after argument"),
        ("a {} b {}", "1:6 Missing newline after block definition"),
        ('a "b"\n{\n}', "1:6 Invalid block definition"),
        ("a = 1\na = 2", "2:1 Attribute redefined"),
        ('a "b${c}" {}', "1:3 Invalid string literal"),
        ("a { b = 1, c = 2 }", "1:10 Invalid single-argument block definition"),
        ("a { b {} }", "1:5 Argument definition required"),
        ("a = 'x'", "1:5 Invalid character"),
        ("a = b & c", "1:7 Unsupported operator"),
        ('a = "x\n"', "1:5 Invalid multi-line string"),
        ("a = <<E\nx\n", "1:5 Unterminated template string"),
        ('a = "\\q"', "1:6 Invalid escape sequence"),
        ('a = "${b"', "1:9 Unclosed template interpolation sequence"),
        ("a = {b = 1", "1:5 Unterminated object constructor expression"),
        ("a = f(1 2)", "1:9 Missing argument separator"),
        ("= 1", "1:1 Argument or block definition required"),
        ("/* a", "1:1 Unterminated comment"),
    ],
)
def test_a_mistake_is_named_and_placed(text: str, summary: str) -> None:
    """The first thing said is what is wrong, where it is."""
    assert summary in problems(text)


@pytest.mark.parametrize("opening", ["(", "[", "{a=", '"${', "f(", "!", "-", "true ? 1 : ", "b[*]"])
@pytest.mark.parametrize("count", [MAX_DEPTH + 5, 5000])
def test_nesting_has_a_limit(opening: str, count: int) -> None:
    """Nesting too deep is a diagnostic, not a crash."""
    prefix = "b" if opening == "b[*]" else ""
    text = f"a = {prefix}{(opening * count).replace('b[', '[')}"
    assert any("Nested too deeply" in item for item in problems(text))


def test_long_chains_are_not_deep() -> None:
    """Thousands of operands, steps or items are fine."""
    for text in ("1 + " * 5000 + "1", "a" + ".b" * 5000, f"[{'1,' * 5000}]"):
        assert problems(f"a = {text}\n") == []


def test_a_template_file_has_no_quotes() -> None:
    """Quotes, backslashes and newlines stand for themselves."""
    found, none = parse_template('a "b" \\n ${c}\n', "f.tftpl")
    assert none == ()
    assert isinstance(found, syntax.Template)
    assert isinstance(found.parts[0], syntax.LiteralValue)
    assert found.parts[0].value == 'a "b" \\n '


def test_names_are_found_without_evaluating() -> None:
    """Traversals leave out what `for` names, calls include nested ones."""
    text = '[for k, v in a.b: "${k}-${v.x}-${c[d].e}" if f(k, g(h)) && v[*].i == z]'
    found, _ = parse_expression(text, "f.tf")
    assert found is not None
    assert [item.root for item in traversals(found)] == ["a", "c", "d", "h", "z"]
    assert [item.name for item in calls(found)] == ["f", "g"]


@pytest.mark.parametrize("path", sorted(ROOT.glob("infra/*/*.tf")), ids=str)
def test_a_second_reader_sees_the_same(path: Path) -> None:
    """python-hcl2 finds the same blocks, labels and arguments in our own configurations."""
    text = path.read_text()
    body, none = parse_body(text, path.name)
    assert none == ()
    theirs = hcl2.loads(text)
    ours: dict[str, list[object]] = {}
    for block in body.blocks:
        inner: Any = block.body.attributes.keys() | {item.type for item in block.body.blocks}
        for label in reversed(block.labels):
            inner = {label: inner}
        ours.setdefault(block.type, []).append(inner)
    assert ours.keys() == {name for name in theirs if not name.startswith("__")}
    for name, items in ours.items():
        assert items == [names(item, items[0]) for item in theirs[name]]


def names(item: Any, like: Any) -> Any:  # noqa: ANN401 - JSON
    """The keys of a block as python-hcl2 gives it, below as many labels."""
    keys = {key.strip('"'): value for key, value in item.items() if not key.startswith("__")}
    if isinstance(like, dict):
        inner = next(iter(like.values()))
        return {key: names(value, inner) for key, value in keys.items()}
    return set(keys)


def test_json_is_the_same_language() -> None:
    """A .tf.json file gives the body its .tf twin gives."""
    native = """
variable "n" {
  type    = list(object({ a = string }))
  default = [1, "$${x}", null, true, 1.5]
}
resource "aws_x" "a" {
  count      = 2
  name       = "a-${var.n[0]}"
  tags       = { "k" = "${upper("v")}" }
  depends_on = [aws_x.b, module.m]
  lifecycle {
    ignore_changes = [tags["k"]]
  }
}
locals {
  text = "$${no}"
}
moved {
  from = aws_x.c
  to   = aws_x.a[0]
}
"""
    twin = {
        "variable": {
            "n": {"type": "list(object({ a = string }))", "default": [1, "${x}", None, True, 1.5]}
        },
        "resource": {
            "aws_x": {
                "a": {
                    "//": "a comment",
                    "count": 2,
                    "name": "a-${var.n[0]}",
                    "tags": {"k": '${upper("v")}'},
                    "depends_on": ["aws_x.b", "module.m"],
                    "lifecycle": {"ignore_changes": ['tags["k"]']},
                }
            }
        },
        "locals": [{"text": "$${no}"}],
        "moved": {"from": "aws_x.c", "to": "aws_x.a[0]"},
    }
    text = json.dumps(twin, indent=2)
    one, other = parse_body(native, "f.tf"), parse_json_body(text, "f.tf.json")
    assert one[1] == other[1] == ()
    assert shape(one[0].blocks) == shape(other[0].blocks)
    reference = next(item for item in blocks(other[0]) if item.type == "lifecycle")
    line = text.splitlines().index('          "ignore_changes": [') + 1
    assert reference.body.attributes["ignore_changes"].range.start.line == line


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "1:2 Invalid JSON"),
        ("[1,]", "1:4 Invalid JSON"),
        ('{"a" 1}', "1:6 Invalid JSON"),
        ('{"locals": {"a": 1e99999999}}', "1:18 Invalid JSON"),
        ('{"locals": {"a": "${"}}', "1:21 Invalid expression"),
        ('{"locals": 5}', "1:12 Incorrect JSON value type"),
        ('{"locals": {"a": 1, "a": 2}}', "1:21 Attribute redefined"),
        ("[" * 5000, f"1:{MAX_DEPTH + 1} Invalid JSON"),
        ('{"a": "\\x"}', "1:7 Invalid JSON"),
        ("{} {}", "1:4 Invalid JSON"),
        ("", "1:1 Invalid JSON"),
    ],
)
def test_a_mistake_in_json_is_placed(text: str, place: str) -> None:
    """What is no JSON, or no Terraform in JSON, is said where it stands."""
    found = parse_json_body(text, "f.tf.json")[1]
    starts = [(item.range.start, item.summary) for item in found if item.range]
    assert [f"{start.line}:{start.column} {summary}" for start, summary in starts] == [place]
