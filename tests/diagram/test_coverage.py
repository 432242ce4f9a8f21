"""Nothing is dropped: every instance is drawn, listed with something drawn, or named as missing."""

from dataclasses import replace

import pytest

from archbench.architecture.model import Architecture
from archbench.diagram import draw
from archbench.diagram.coverage import instances
from tests.diagram.stacks import CASES, built, resolved


@pytest.mark.parametrize("case", sorted(CASES))
def test_every_instance_is_drawn_listed_or_missing(case: str) -> None:
    """The three parts are disjoint and make up the whole."""
    found = draw(CASES[case]).coverage
    parts = (set(found.drawn), set(found.listed), set(found.missing))
    assert set().union(*parts) == set(instances(CASES[case]))
    assert sum(map(len, parts)) == len(set().union(*parts))


@pytest.mark.parametrize("stack", ["payments", "migration", "modules", "fleet", "empty"])
def test_the_coverage_is_of_the_configuration(stack: str) -> None:
    """What is counted is exactly what Terraform manages, and all of it is on the drawing."""
    managed = {instance.address for instance in resolved(stack).managed()}
    found = draw(built(stack)).coverage
    assert set(found.drawn) | set(found.listed) == managed
    assert found.missing == ()


def test_what_is_listed_is_among_the_members_of_a_shape() -> None:
    """Each listed instance is found on a card or box, so that its details name it."""
    drawing = draw(built("payments"))
    members = {item for shape in drawing.scene.shapes() for item in shape.subject.members}
    assert set(drawing.coverage.listed) <= members


def test_what_belongs_to_nothing_is_named() -> None:
    """An instance without an owner is counted, listed as not drawn, and told under the drawing."""
    alone = replace(built("migration"), supporting={"aws_mystery.thing[0]": ""})
    drawing = draw(alone)
    assert drawing.coverage.missing == ("aws_mystery.thing[0]",)
    assert "1 not drawn" in drawing.coverage.line
    assert "Not drawn: aws_mystery.thing[0]" in drawing.scene.notes
    assert "aws_mystery.thing[0]" in drawing.text()


def test_data_sources_are_not_counted() -> None:
    """What Terraform only reads is no part of the whole, in a module either."""
    read = {"data.aws_ami.a": "", "module.m.data.aws_ami.a": "", "module.m[0].aws_x.a": ""}
    assert instances(Architecture("x", (), supporting=read)) == {"module.m[0].aws_x.a"}


def test_the_coverage_line_counts_blocks_and_instances() -> None:
    """Instances of one block count once as a block."""
    line = draw(built("payments")).coverage.line
    assert line.startswith("76 of 76 resource blocks and 110 of 110 instances: ")
