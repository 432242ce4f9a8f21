"""Levers and values as a command is given them."""

from pathlib import Path

import pytest

from archbench.errors import InputError
from archbench.whatif.given import Span, axis_of, change_of
from archbench.whatif.scenario import Lever


@pytest.mark.parametrize(
    ("text", "lever", "value"),
    [
        ("var.n=3", Lever("var", ("n",)), 3),
        ("var.version=1.10", Lever("var", ("version",)), "1.10"),
        ("var.on=true", Lever("var", ("on",)), True),
        ('var.m={"a": [1]}', Lever("var", ("m",)), {"a": [1]}),
        ("aws_x.*.size=a=b", Lever("attribute", ("aws_x.*.size",)), "a=b"),
        ('aws_x.y["a=b"].z=1', Lever("attribute", ('aws_x.y["a=b"].z',)), 1),
        ("usage.load_profile.scale=0.5", Lever("usage", ("load_profile", "scale")), 0.5),
        (
            'usage.module.n["a.b"].aws_x.y[0].standard.storage_gb=7',
            Lever("usage", ("resource_usage", 'module.n["a.b"].aws_x.y[0]', "standard.storage_gb")),
            7,
        ),
        ("usage.aws_x.gb=1", Lever("usage", ("resource_type_default_usage", "aws_x", "gb")), 1),
        ("region=eu-west-1", Lever("region"), "eu-west-1"),
        ("purchase=reserved, 1 year", Lever("purchase"), "reserved, 1 year"),
    ],
)
def test_a_change_is_a_lever_and_a_value(text: str, lever: Lever, value: object) -> None:
    """The lever before the first = outside of brackets; a value keeps its type."""
    change = change_of(text)
    assert (change.lever, change.value, change.place) == (lever, value, f"--set {text}")


def test_a_patch_is_given_by_its_file(tmp_path: Path) -> None:
    """Its text is the value."""
    (tmp_path / "p.tf").write_text("locals {}\n", "utf-8")
    assert change_of(f"patch={tmp_path / 'p.tf'}").value == "locals {}\n"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("var.n=1,2,3", (1, 2, 3)),
        ("var.n=0.5..3/6", (0.5, 1, 1.5, 2, 2.5, 3)),
        ("var.l=[1,2],[3]", ([1, 2], [3])),
        ('var.s="a,b",c', ("a,b", "c")),
        ("purchase=[on demand|reserved, 1 year]", ("on demand", "reserved, 1 year")),
    ],
)
def test_an_axis_lists_values(text: str, values: tuple[object, ...]) -> None:
    """Commas part them outside of brackets and quotes; LOW..HIGH/NUMBER spaces them evenly."""
    assert axis_of(text).values == values


def test_a_range_without_a_number_is_a_span() -> None:
    """Whole ends mean whole numbers."""
    whole, other = axis_of("var.n=6..12").values, axis_of("var.n=0.5..3").values
    assert isinstance(whole, Span)
    assert isinstance(other, Span)
    assert (whole.is_whole, other.is_whole) == (True, False)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("var.n", "write LEVER=VALUE"),
        ("nat_gateway_count=1", "A variable is var.nat_gateway_count"),
        ("regoin=x", 'Did you mean "region"'),
        ("usage.scale=1", "write usage.load_profile.KEY"),
        ("var.n=3..1", "goes down"),
        ("var.n=1..3/1", "2 to 10,000 values"),
        ("var.n=1,,2", "a value is empty"),
        ("var.n=1,1", "one value stands twice"),
        ("patch=none.tf", "cannot be read"),
    ],
)
def test_what_is_no_axis_is_told(text: str, message: str) -> None:
    """The option as it was written, what is wrong, what to write."""
    with pytest.raises(InputError, match=f"^--sweep .*{message}"):
        axis_of(text)
