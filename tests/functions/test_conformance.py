"""Every function answers as the real terraform did when the cases were recorded."""

import json
from pathlib import Path

import pytest

from archbench.hcl.construct import unmarked
from archbench.hcl.functions import FUNCTIONS
from archbench.hcl.functions.json_text import json_text
from archbench.hcl.types import BOOL, DYNAMIC, NUMBER, STRING, ListOf, MapOf, SetOf, Type
from archbench.hcl.values import Unknown, Value
from tests.functions.workspace import answer, shown, type_text

RECORDED = Path(__file__).parents[1] / "conformance" / "functions"
SIGNATURES = json.loads((RECORDED.parent / "function_signatures.json").read_text())
CASES = {path.stem: json.loads(path.read_text()) for path in sorted(RECORDED.glob("*.json"))}
NOT_COMPUTED = {
    'base64gzip("test")',
    'cidrhost("::ffff:10.0.0.0/104", 1)',
    'cidrnetmask("::ffff:10.0.0.0/104")',
    'cidrsubnet("fd00::/16", 64, 18446744073709551617)',
    "plantimestamp()",
    "pow(2.5, 3.5)",
    'regex("(?P<n>a)(?P<n>b)", "ab")',
    'textdecodebase64("eA==", "bogus")',
    'textencodebase64("x", "US-ASCII")',
    'textencodebase64("x", "UTF8")',
    'textencodebase64("x", "bogus")',
    'textencodebase64("é", "UTF-16")',
    'textencodebase64("漢", "Shift_JIS")',
}
"""What terraform answers and we do not: an unknown that says why, as docs/guides/functions.md has
it."""


def _cases() -> list[object]:
    return [
        pytest.param(case, id=case["expression"][:80]) for cases in CASES.values() for case in cases
    ]


@pytest.mark.parametrize("case", _cases())
def test_the_answer_is_terraforms(case: dict[str, str]) -> None:
    """Value and type are the recorded ones; an error, an unknown or a mark stays one."""
    value, reports = answer(case["expression"])
    errors = [str(report) for report in reports if report.severity == "error"]
    if case["expression"] in NOT_COMPUTED:
        assert isinstance(value.raw, Unknown)
        assert any(origin.kind == "function" and origin.reason for origin in value.raw.origins)
        return
    if "error" in case:
        assert errors, f"terraform says: {case['error']}"
        return
    assert not errors
    if case.get("plan") == "unknown":
        assert not value.is_known
    if "type" in case:
        assert type_text(value.type) == case["type"]
        assert _text(value, encoded="json" in case) == case.get("json", case.get("shown"))


def _text(value: Value, *, encoded: bool) -> str:
    return json_text(unmarked(value)) if encoded else shown(value)


@pytest.mark.parametrize("name", sorted(SIGNATURES))
def test_every_function_of_terraform_is_there_as_terraform_has_it(name: str) -> None:
    """Names and types of the parameters are those `terraform metadata functions` gives."""
    function, signature = FUNCTIONS[name], SIGNATURES[name]
    given = [*signature.get("parameters", ()), signature.get("variadic_parameter")]
    parameters = [*function.parameters, function.variadic]
    assert len(parameters) == len(given)
    for parameter, row in zip(parameters, given, strict=True):
        if parameter is None or row is None:
            assert parameter is row
        else:
            assert (parameter.name, parameter.type) == (row["name"], _type(row["type"]))
            assert function.lazy or parameter.null == row.get("is_nullable", False)
    if not callable(function.returns) and signature["return_type"] != "dynamic":
        assert function.returns == _type(signature["return_type"])


PLAIN_TYPES: dict[str, Type] = {
    "string": STRING,
    "number": NUMBER,
    "bool": BOOL,
    "dynamic": DYNAMIC,
}


def _type(row: object) -> Type:
    match row:
        case str(name):
            return PLAIN_TYPES[name]
        case ["list", inner]:
            return ListOf(_type(inner))
        case ["set", inner]:
            return SetOf(_type(inner))
        case ["map", inner]:
            return MapOf(_type(inner))
    raise ValueError(row)


@pytest.mark.parametrize("name", sorted(name for name in FUNCTIONS if "::" not in name))
def test_every_function_has_cases(name: str) -> None:
    """A function without at least three recorded answers is not done."""
    assert len(CASES[name]) >= 3
    assert any("error" not in case for case in CASES[name])
    assert FUNCTIONS[f"core::{name}"] is FUNCTIONS[name]


def test_no_function_is_ours_alone() -> None:
    """The table holds nothing that Terraform has not."""
    assert set(FUNCTIONS) == set(SIGNATURES)
