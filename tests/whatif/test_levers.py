"""Levers, values and what a scenario says of usage, each as it is written."""

from decimal import Decimal
from pathlib import Path

import pytest

from archbench.cost.quantity import Quantity
from archbench.cost.usage import Entry, Usage
from archbench.errors import InputError
from archbench.hcl.writer import Json
from archbench.whatif.given import Span, axis_of, change_of, lever_of
from archbench.whatif.scenario import Change, Lever, leaves, nested, scenario, shown
from archbench.whatif.sweep import _at, grid, sample, short
from archbench.whatif.usage_changes import with_usage


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("usage.aws_x.y.gb", ("resource_usage", "aws_x.y", "gb")),
        ("usage.aws_x.*.gb", ("resource_usage", "aws_x.*", "gb")),
        ("usage.*.gb", ("resource_usage", "*", "gb")),
        ("usage.aws_x.y.a.b", ("resource_usage", "aws_x.y", "a.b")),
        ("usage.module.m.aws_x.y.gb", ("resource_usage", "module.m.aws_x.y", "gb")),
        (
            "usage.module.m.module.n[0].aws_x.y.gb",
            ("resource_usage", "module.m.module.n[0].aws_x.y", "gb"),
        ),
        ('usage.aws_x.y["a.b"].gb', ("resource_usage", 'aws_x.y["a.b"]', "gb")),
        ("usage.load_profile.log_kb.web", ("load_profile", "log_kb", "web")),
    ],
)
def test_usage_is_of_an_address_a_type_or_the_load(text: str, path: tuple[str, ...]) -> None:
    """Dots in quotes part nothing; a module's steps belong to the address."""
    assert lever_of(text, "x").path == path


@pytest.mark.parametrize(
    "text", ["usage.load_profile", "usage.module.m.gb", "var.", ".n", "regions"]
)
def test_what_is_no_lever_is_told(text: str) -> None:
    """With the place where it is written."""
    with pytest.raises(InputError, match=r"^there: "):
        lever_of(text, "there")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('var.m={"a": 1, "b": 2},{"a": 3, "b": 4}', ({"a": 1, "b": 2}, {"a": 3, "b": 4})),
        ("var.l=[[1,2],[3]],[]", ([[1, 2], [3]], [])),
        ("var.n=-2..0/3", (-2, -1, 0)),
        ("var.n=1..2/2", (1, 2)),
        ("var.n=0..1/4", (0, 0.333333333, 0.666666667, 1)),
        ("var.s=[a|b,c]", ("a", "b,c")),
        ("region=eu-west-1,eu-west-2", ("eu-west-1", "eu-west-2")),
        ("purchase=1..3", ("1..3",)),
        ("var.n=1,1.0,true", (1, 1.0, True)),
    ],
)
def test_values_stand_between_commas_or_ends(text: str, values: tuple[Json, ...]) -> None:
    """Commas within brackets and braces part nothing; both ends of a range are in it."""
    found = axis_of(text).values
    assert found == values
    assert repr(found) == repr(values)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("var.n=1..1", "goes down"),
        ("var.n=1..2/10001", "2 to 10,000 values, not 10001"),
        ("var.n=1.1.1..2", "is no range"),
        ("var.n=", "a value is empty"),
    ],
)
def test_a_range_that_is_none_is_told(text: str, message: str) -> None:
    """As it was written."""
    with pytest.raises(InputError, match=message):
        axis_of(text)


def test_as_many_values_as_there_may_be_are_taken() -> None:
    """Ten thousand of a range, and of a span in a grid; not one more."""
    assert len(list(grid((axis_of("var.n=1..2/10000"),)))) == 10_000
    assert len(list(grid((axis_of("var.n=1..10000"),)))) == 10_000
    with pytest.raises(InputError, match="more than 10,000 values"):
        grid((axis_of("var.n=1..10001"),))
    two = (axis_of("var.n=1..1000"), axis_of("var.m=1..100"))
    assert sum(1 for _ in grid(two)) == 100_000
    with pytest.raises(InputError, match=r"100,100 combinations, and at most 100,000 are tried"):
        grid((axis_of("var.n=1..1001"), axis_of("var.m=1..100")))


def test_as_many_draws_as_there_may_be_are_taken() -> None:
    """One, and a hundred thousand; neither none nor one more."""
    axes = (axis_of("var.n=1,2"),)
    assert len(list(sample(axes, 1, 1))) == 1
    assert sample(axes, 100_000, 1)
    for number in (0, 100_001):
        with pytest.raises(InputError, match=f"^--sample {number}: 1 to 100,000 scenarios"):
            sample(axes, number, 1)


def test_a_place_of_an_axis_has_its_value() -> None:
    """The first at 0, the last just below 1; a whole span has both its ends."""
    three, whole = axis_of("var.n=1,2,3"), axis_of("var.n=6..8")
    places = [Decimal(text) for text in ("0", "0.33", "0.34", "0.67", "0.999999")]
    assert [_at(three, place) for place in places] == [1, 1, 2, 3, 3]
    assert [_at(whole, place) for place in places] == [6, 6, 7, 8, 8]
    part = axis_of("var.n=0.5..2.5")
    assert [_at(part, place) for place in (Decimal(0), Decimal("0.25"))] == [0.5, 1]


def test_independent_draws_fall_anywhere() -> None:
    """Of ten, two in one tenth; spread evenly, one in each."""
    axis = (axis_of("var.n=0.0..0.9999"),)
    tenths = [
        [int(float(str(one.changes[0].value)) * 10) for one in sample(axis, 10, 1, sampling=how)]
        for how in ("latin", "random")
    ]
    assert sorted(tenths[0]) == list(range(10))
    assert len(set(tenths[1])) < 10


def test_a_scenario_of_a_sweep_is_named_by_what_it_sets() -> None:
    """By the last word of each lever; what is fixed comes first, so that a sweep may change it."""
    axes = (axis_of("aws_x.*.instance_class=a,b"), axis_of("region=eu-west-1,eu-west-2"))
    first, *_ = grid(axes, (change_of("var.n=2"),))
    assert first.name == "instance_class a, region eu-west-1"
    assert [str(change.lever) for change in first.changes] == [
        *("var.n", "aws_x.*.instance_class", "region"),
    ]
    assert first.place == "--sweep aws_x.*.instance_class=a,b"
    assert short(axis_of("usage.load_profile.scale=1,2")) == "scale"


def test_a_span_is_whole_where_both_ends_are() -> None:
    """Either end with a part makes it none."""
    found = [Span(Decimal(low), Decimal(high)).is_whole for low, high in (("1", "2"), ("1.5", "2"))]
    assert (*found, Span(Decimal(1), Decimal("2.5")).is_whole) == (True, False, False)


def test_nested_values_are_their_keys_and_back() -> None:
    """Each value once, under the keys that lead to it; a range stays one value."""
    data: dict[str, Json] = {
        "resource_usage": {
            "aws_x.y": {"gb": {"low": 1, "likely": 2, "high": 3}, "standard": {"a": 1, "b": 2}},
            "aws_x.z": {"gb": 4},
        },
        "load_profile": {"scale": 2},
    }
    found = dict(leaves(data))
    assert ("resource_usage", "aws_x.y", "gb") in found
    assert ("resource_usage", "aws_x.y", "standard", "b") in found
    assert len(found) == 5
    assert nested(found) == data


def test_the_later_of_two_changes_holds() -> None:
    """Of one lever, of a variable, of what there is one of."""
    one = scenario("x", region="eu-west-1", variables={"a": 1})
    both = scenario("x", region="eu-west-2", purchase="p")
    changes = (*one.changes, *both.changes)
    found = type(one)("x", "", changes)
    assert found.value("region") == "eu-west-2"
    assert found.value("price_book") is None
    assert found.variables == {"a": 1}
    assert [change.place for change in changes] == ["“x”"] * 4


def test_a_lever_is_shown_as_it_is_set() -> None:
    """Text as it is, everything else as JSON; the section of a usage file is not said."""
    levers = (
        Lever("usage", ("resource_usage", "aws_x.y", "gb")),
        Lever("usage", ("resource_type_default_usage", "aws_x", "gb")),
        Lever("usage", ("load_profile", "scale")),
        Lever("attribute", ("aws_x.y.z",)),
    )
    assert list(map(str, levers)) == [
        *("usage.aws_x.y.gb", "usage.aws_x.gb", "usage.load_profile.scale", "aws_x.y.z"),
    ]
    assert [shown(value) for value in ("a", 1, True, None, ["a"])] == [
        *("a", "1", "true", "null", '["a"]'),
    ]


def usage(value: Json, *path: str, base: Usage | None = None) -> Usage:
    """A usage with one thing said."""
    return with_usage(base or Usage(), (Change(Lever("usage", path), value, "s.yml:3"),))


@pytest.mark.parametrize(
    ("value", "entries"),
    [
        (3, {"k": Quantity.of(Decimal(3))}),
        (0, {"k": Quantity.of(Decimal(0))}),
        (0.5, {"k": Quantity.of(Decimal("0.5"))}),
        ("1_000", {"k": Quantity.of(Decimal(1000))}),
        ("text", {"k": "text"}),
        (True, {"k": "true"}),
        ([1, 2], {"k.0": Quantity.of(Decimal(1)), "k.1": Quantity.of(Decimal(2))}),
        (
            {"low": 1, "likely": 2, "high": 3},
            {"k": Quantity(Decimal(1), Decimal(2), Decimal(3))},
        ),
        (None, {}),
    ],
)
def test_a_value_of_usage_is_read_as_a_file_reads_it(
    value: Json, entries: dict[str, object]
) -> None:
    """Numbers, texts, ranges, lists by place; null says nothing."""
    found = usage(value, "resource_usage", "aws_x.y", "k")
    assert {entry.key: entry.value for entry in found.entries} == entries
    assert not found.defaults


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (-1, "k must be zero or more, not -1"),
        ("-1", "k must be zero or more, not -1"),
        ("nan", "k must be zero or more, not NaN"),
        ({"low": True, "high": 2}, "low of k must be a number, not True"),
        ({"low": 3, "high": 2}, "low <= likely <= high"),
        ({"least": 3}, "k must be a number, or low, likely and high"),
        ([-1], "k.0 must be zero or more"),
    ],
)
def test_a_value_that_is_no_quantity_is_told_at_its_line(value: Json, message: str) -> None:
    """With the key it stands under."""
    with pytest.raises(InputError, match=f"^s.yml:3: .*{message}"):
        usage(value, "resource_usage", "aws_x.y", "k")


@pytest.mark.parametrize(
    "path", [("resource_usage", "aws_x.y"), ("load_profile",), ("resource_usag", "aws_x.y", "k")]
)
def test_what_is_no_usage_is_told(path: tuple[str, ...]) -> None:
    """A section without a key, a section that is none."""
    with pytest.raises(InputError, match=r"^s\.yml:3: .* is no usage\."):
        usage(1, *path)


def test_what_a_scenario_says_holds_over_the_file_where_its_pattern_fits() -> None:
    """Its own key of these addresses goes; another key, another address stay."""
    one = Quantity.of(Decimal(1))
    had = Usage(
        entries=(
            Entry("aws_x.y[0]", "k", one, 1),
            Entry("aws_x.y[0]", "other", one, 2),
            Entry("aws_x.z", "k", one, 3),
            Entry("aws_x.y[*]", "k", one, 4),
        ),
        defaults=(Entry("aws_x", "k", one, 5), Entry("aws_x", "other", one, 6)),
        load={"scale": one, "log_kb.web": one, "log_kbs": one},
    )
    found = usage(2, "resource_usage", "aws_x.y[*]", "k", base=had)
    assert [(x.pattern, x.key, x.line) for x in found.entries] == [
        ("aws_x.y[*]", "k", 0),
        ("aws_x.y[0]", "other", 2),
        ("aws_x.z", "k", 3),
    ]
    assert found.defaults == had.defaults
    typed = usage(2, "resource_type_default_usage", "aws_x", "k", base=had)
    assert [(x.pattern, x.key, x.line) for x in typed.defaults] == [
        ("aws_x", "k", 0),
        ("aws_x", "other", 6),
    ]
    assert typed.entries == had.entries
    loaded = usage(2, "load_profile", "log_kb", base=had)
    assert loaded.load == {"scale": one, "log_kbs": one, "log_kb": Quantity.of(Decimal(2))}


def test_a_patch_of_a_sweep_is_read_from_each_file(tmp_path: Path) -> None:
    """One after the other."""
    for name in "ab":
        (tmp_path / f"{name}.tf").write_text(f"# {name}\n", "utf-8")
    found = axis_of(f"patch={tmp_path / 'a.tf'},{tmp_path / 'b.tf'}")
    assert found.values == ("# a\n", "# b\n")
