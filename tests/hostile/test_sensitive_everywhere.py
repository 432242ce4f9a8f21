"""A sensitive text in every argument of every type archbench knows is told by no command."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archbench.aws.catalogue import kinds
from archbench.cli import main
from archbench.hcl.types import STRING, ListOf, MapOf, SetOf
from archbench.terraform.schema import BlockSchema, schema_of

TOLD = "Hush5Omega"
GIVEN = {
    STRING: "var.secret",
    ListOf(STRING): "[var.secret]",
    SetOf(STRING): "[var.secret]",
    MapOf(STRING): "{ Key = var.secret }",
}
TYPES = sorted({type_ for kind in kinds() for type_ in kind.types})
PARTS = 16
DEEP = 3


def _body(schema: BlockSchema, deep: int = 0) -> Iterator[str]:
    for name, attribute in schema.attributes.items():
        if attribute.settable and attribute.type in GIVEN:
            yield f"{name} = {GIVEN[attribute.type]}"
    for name, nested in schema.nested.items():
        if deep < DEEP:
            yield from (f"{name} {{", *_body(nested.block, deep + 1), "}")


@pytest.mark.parametrize("part", range(PARTS))
def test_no_command_tells_it(part: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither as a name, a zone, a region, a version, nor as what is wrong with it."""
    lines = ['provider "aws" {', 'region = "eu-west-1"', "}"]
    lines += ['variable "secret" {', f'default = "{TOLD}"', "sensitive = true", "}"]
    for type_ in TYPES[part::PARTS]:
        schema = schema_of("resource", type_)
        if schema is not None:
            lines += [f'resource "{type_}" "r" {{', *_body(schema), "}"]
    stack = tmp_path / "stack"
    stack.mkdir()
    (stack / "main.tf").write_text("\n".join(lines) + "\n")
    picture = tmp_path / "x.html"
    said = []
    for words in (
        ["cost"],
        ["cost", "--json"],
        ["drill"],
        ["drill", "--json"],
        ["check", "--all"],
        ["resolve", "--json"],
        ["draw", "-o", str(picture)],
    ):
        main([words[0], str(stack), *words[1:]])
        said.append("".join(capsys.readouterr()))
    said.append(picture.read_text(encoding="utf-8"))
    assert [text for text in said if "this is a mistake of archbench" in text] == []
    assert [line for text in said for line in text.splitlines() if TOLD in line] == []
