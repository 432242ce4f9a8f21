"""What recorded answers do not show: origins, places of mistakes, and limits."""

from dataclasses import replace

import pytest

from archbench.errors import EvaluationLimitError
from archbench.hcl.construct import object_value, string
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.evaluate import evaluate, scope_of
from archbench.hcl.functions import FUNCTIONS
from archbench.hcl.limits import Limits
from archbench.hcl.parser import parse_expression
from archbench.hcl.plain import from_plain, plain
from archbench.hcl.refine import refine_not_null
from archbench.hcl.types import BOOL, DYNAMIC, STRING
from archbench.hcl.values import Origin, Unknown, Value, unknown

ID = Origin("resource", "aws_subnet.a", "id")
NAMES = {
    "id": refine_not_null(unknown(STRING, ID, exact=True)),
    "other": unknown(STRING, Origin("resource", "aws_subnet.b", "id"), exact=True),
    "any": unknown(DYNAMIC, Origin("data", "data.aws_ami.x", "block"), exact=True),
    "yes": unknown(BOOL, Origin("variable", "var.yes"), exact=True),
    "o": from_plain({"name": "x", "items": [1, 2], "none": None}),
}


def value(text: str, heard: list[Diagnostic] | None = None, limits: Limits | None = None) -> Value:
    """The value of an expression over NAMES."""
    expression, problems = parse_expression(text, "f.tf")
    assert expression is not None, problems
    report = (lambda _: None) if heard is None else heard.append
    return evaluate(expression, scope_of(NAMES, FUNCTIONS, report, limits=limits))


def raw(text: str) -> Unknown:
    """The unknown an expression gives."""
    found = value(text).raw
    assert isinstance(found, Unknown)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "id",
        "(id)",
        '"${id}"',
        "[id][0]",
        "{ a = id }.a",
        'true ? id : "x"',
        "false ? null : id",
        "([id][*])[0]",
        "([{ a = id }][*].a)[0]",
        "[for x in [id]: x][0]",
        "{ for k, v in { a = id } : k => v }.a",
        "(id[*])[0]",
        "try({ a = id }.a)",
        "tolist([id])[0]",
    ],
)
def test_the_same_thing_stays_exact(text: str) -> None:
    """An unknown passed on unchanged is still its one origin."""
    assert raw(text).origins == (ID,)
    assert raw(text).exact


@pytest.mark.parametrize("text", ['"x-${id}"', "upper(id)", "id == other", 'yes ? id : "x"'])
def test_what_is_computed_is_not_exact(text: str) -> None:
    """It names everything it waits for."""
    assert not raw(text).exact
    assert ID in raw(text).origins


def test_origins_unite() -> None:
    """A value that waits for two things names both, in order."""
    assert [str(item) for item in raw('"${id}/${other}"').origins] == [
        "aws_subnet.a.id",
        "aws_subnet.b.id",
    ]


def test_a_step_into_an_exact_unknown_extends_its_path() -> None:
    """The origin's path is written as Terraform writes it."""
    found = raw('any.a[0]["k"].b')
    assert found.exact
    assert [str(item) for item in found.origins] == ['data.aws_ami.x.block.a[0]["k"].b']


def test_a_mistake_is_reported_once_and_evaluation_goes_on() -> None:
    """Each wrong part gives its own diagnostic; the rest has its value."""
    heard: list[Diagnostic] = []
    found = value('{ a = o.nmae, b = o.items[5], c = 1 + "x", d = "ok", e = o.none.x }', heard)
    assert [(str(item.range), item.summary) for item in heard] == [
        ("f.tf:1", "Unsupported attribute"),
        ("f.tf:1", "Invalid index"),
        ("f.tf:1", "Invalid operand"),
        ("f.tf:1", "Attempt to get attribute from null value"),
    ]
    assert heard[0].detail.endswith('Did you mean "name"?')
    assert isinstance(found.raw, dict)
    assert plain(found.raw["d"]) == "ok"
    for name in "abce":
        part = found.raw[name].raw
        assert isinstance(part, Unknown)
        assert part.origins[0].kind == "error"
        assert part.origins[0].reason


def test_the_arm_not_taken_keeps_its_mistakes() -> None:
    """A conditional reports only what the chosen result says."""
    heard: list[Diagnostic] = []
    assert plain(value("true ? 1 : o.nmae", heard)) == 1
    assert heard == []
    value("false ? 1 : o.nmae", heard)
    assert len(heard) == 1


def test_a_secret_key_does_not_show_in_a_message() -> None:
    """The key of a failed look-up is left out when it is sensitive."""
    heard: list[Diagnostic] = []
    value('o[sensitive("hunter2")]', heard)
    value('{ for x in ["hunter2", "hunter2"] : sensitive(x) => 1 }', heard)
    value('tomap({ a = 1 })[sensitive("hunter2")]', heard)
    value("sensitive({ hunter2 = 1 }).hunter", heard)
    value("sensitive(tomap({ hunter2 = 1 })).hunter", heard)
    value('sensitive(tomap({ hunter2 = 1 }))["hunter"]', heard)
    assert len(heard) == 6
    assert not any("hunter2" in str(item) for item in heard)
    assert "hunter2" not in str(raw('any[sensitive("hunter2")]'))


def test_steps_run_out() -> None:
    """A loop over too much ends in an error that says so."""
    nested = "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a * b * c]]]"
    with pytest.raises(EvaluationLimitError, match="more steps than are allowed"):
        value(nested, limits=Limits(steps=50_000))


def test_time_runs_out() -> None:
    """The clock is read now and then."""
    ticks = iter(range(1_000_000))
    limits = Limits(clock=lambda: next(ticks), deadline=3)
    nested = "[for a in range(1000) : [for b in range(1000) : a * b]]"
    with pytest.raises(EvaluationLimitError, match="more time than is allowed"):
        value(nested, limits=limits)


def test_doubling_strings_end() -> None:
    """A string that doubles itself is refused before it is made."""
    limits = Limits(length=1000)
    names = {"s": string("x")}
    expression, _ = parse_expression('"${s}${s}"', "f.tf")
    assert expression is not None
    for _ in range(9):
        names["s"] = evaluate(expression, scope_of(names, limits=limits))
    with pytest.raises(EvaluationLimitError, match="A string would have 1024 characters"):
        evaluate(expression, scope_of(names, limits=limits))


def test_doubling_collections_end() -> None:
    """Shared parts count each time, as whoever walks the value would meet them."""
    limits = Limits(size=1000)
    names = {"s": string("x")}
    for text in ("[s, s]", "{ a = s, b = s }", "[for x in [1, 2] : s]"):
        expression, _ = parse_expression(text, "f.tf")
        assert expression is not None
        names["s"] = string("x")
        for _ in range(8):
            names["s"] = evaluate(expression, scope_of(names, limits=limits))
        with pytest.raises(EvaluationLimitError, match="A collection would hold 1023 values"):
            evaluate(expression, scope_of(names, limits=limits))


def test_a_stack_of_scopes_ends() -> None:
    """A resolver that evaluates without end gives a limit error, not a RecursionError."""
    expression, _ = parse_expression("a", "f.tf")
    assert expression is not None
    scope = scope_of({})
    scope = replace(scope, resolve=lambda _: (evaluate(expression, scope), 0))
    with pytest.raises(EvaluationLimitError, match=r"f\.tf:1: this expression leads through"):
        evaluate(expression, scope)


def test_an_unknown_cannot_decide_a_condition_by_accident() -> None:
    """Plain data keeps unknown and sensitive apart from every truth value."""
    made = object_value({"a": NAMES["id"], "b": value("sensitive(1)")})
    data = plain(made)
    assert isinstance(data, dict)
    for name in ("a", "b"):
        with pytest.raises(TypeError, match="condition"):
            bool(data[name])
    assert repr(data["b"]) == "Sensitive()"


def test_what_terraform_answers_at_random_is_unknown() -> None:
    """It compares attributes in no fixed order and stops at an unknown or a difference."""
    assert not value('{ a = id, b = 1 } == { a = "x", b = 2 }').is_known


def test_a_secret_condition_hides_what_a_loop_over_the_unknown_gives() -> None:
    """How many elements are left would tell of it."""
    assert value('[for x in split(",", id) : x if sensitive(true)]').sensitive
    assert not value('[for x in split(",", id) : x if true]').sensitive


def test_a_key_made_twice_leaves_no_value() -> None:
    """After the mistake is told nothing is stated about the object."""
    heard: list[Diagnostic] = []
    assert not value('{ for k in ["a", "a"] : k => 1 }', heard).is_known
    assert [item.summary for item in heard] == ["Duplicate object key"]


@pytest.mark.parametrize(("prefix", "known"), [("ab", True), ("abcde", False)])
def test_a_prefix_is_compared_by_its_bytes(prefix: str, *, known: bool) -> None:
    """As far as Terraform knows the text for sure: the first of two letters of two bytes each."""
    assert value(f'startswith("éé${{id}}", "{prefix}")').is_known == known
