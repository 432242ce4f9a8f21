"""A type with two names is one type; addresses stay as they are written."""

from pathlib import Path

import pytest

from archbench.terraform import load
from archbench.terraform.canonical import ALIASES
from archbench.terraform.planned_values import document
from archbench.terraform.schema import schema_of


def test_an_alias_is_its_canonical_type(tmp_path: Path) -> None:
    """The type is the one name; the address and the planned JSON have the written one."""
    (tmp_path / "main.tf").write_text(
        'resource "aws_alb" "web" {\n  count = 2\n}\n'
        'resource "aws_alb_listener" "web" {\n'
        "  load_balancer_arn = aws_alb.web[0].arn\n"
        "  port              = 80\n"
        '  default_action {\n    type = "forward"\n  }\n}\n',
        encoding="utf-8",
    )
    found = load(tmp_path)
    web, other, listener = found.instances
    assert (web.address, other.resource, listener.address) == (
        "aws_alb.web[0]",
        "aws_alb.web",
        "aws_alb_listener.web",
    )
    assert (web.type, listener.type) == ("aws_lb", "aws_lb_listener")
    assert found.of_type("aws_alb", "aws_lb") == (web, other)
    assert found.target(listener.get("load_balancer_arn")) is web
    shown = document(found)["planned_values"]["root_module"]["resources"]
    assert [item["type"] for item in shown] == ["aws_alb", "aws_alb", "aws_alb_listener"]


@pytest.mark.parametrize(("alias", "type_"), ALIASES.items())
def test_an_alias_takes_what_its_type_takes(alias: str, type_: str) -> None:
    """Both names have one schema."""
    one, other = schema_of("resource", alias), schema_of("resource", type_)
    assert one is not None
    assert other is not None
    assert one.type == other.type
