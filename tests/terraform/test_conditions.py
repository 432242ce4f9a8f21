"""Conditions and checks say what the real terraform says, recorded in tests/conformance/refused.

Each case there is a configuration with conditions that fail, or that are mistaken, and
recorded.json, every diagnostic of a plan of it: `python -m tests.record_configurations`.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from archbench.cli import main
from archbench.errors import InputError
from archbench.terraform import load
from archbench.terraform.configuration import Configuration
from archbench.terraform.session import Session
from tests.terraform.test_agreement import TESTS, recorded
from tests.terraform_cli import RECORDED_WITH

CASES = TESTS / "conformance" / "refused"
NAMES = sorted(path.name for path in CASES.iterdir())

# What Terraform says besides: of every name after a mistake, and that an assertion waits.
BESIDES = ("Unknown variable", "Check block assertion known after apply")
UNSAID = "This check failed, but has an invalid error message"
SIZED = """variable "size" {
  default = 3
}

resource "terraform_data" "sized" {
  input = var.size

  lifecycle {
    precondition {
      condition     = var.size > 1
      error_message = "Too small."
    }

    postcondition {
      condition     = self.input < 5
      error_message = "Too big: ${self.input}."
    }
  }
}
"""


def as_recorded(case: Path) -> Configuration:
    """A case as the terraform reads it that was asked; later ones take more."""
    return Session(case, terraform=RECORDED_WITH).resolve()


def said(case: Path) -> list[tuple[str, str]]:
    """Place with summary, and the rest, of every problem archbench names in a case."""
    try:
        texts = [str(item) for item in as_recorded(case).diagnostics]
    except InputError as error:
        texts = [
            re.sub(rf"^\s*({re.escape(case.as_posix())}/)?", "", t) for t in str(error).split("\n")
        ]
        texts = [text for text in texts if not text.endswith("problems:")]
    found = (re.fullmatch(r"(\S+?:\d+: [^:]+): (.*)", text) for text in texts)
    return [(match[1], match[2]) for match in found if match]


@pytest.mark.parametrize("case", NAMES)
def test_what_terraform_says_against_a_configuration_is_said(case: str) -> None:
    """The same summaries at the same lines, and none besides."""
    answer = [item for item in recorded(CASES / case / "recorded.json") if _is_own(item)]
    ours = said(CASES / case)
    assert {place for place, _ in ours} == {_place(item) for item in answer}
    for item in answer:
        if item["summary"].endswith("failed") and not item["detail"].startswith(UNSAID):
            message = " ".join(item["detail"].split())
            assert any(p == _place(item) and d.startswith(f"{message} (") for p, d in ours)


@pytest.mark.parametrize("case", NAMES)
def test_what_terraform_refuses_is_an_error(case: str) -> None:
    """Failed checks and messages that are hidden are warnings, all else is an error."""
    answer = [item for item in recorded(CASES / case / "recorded.json") if _is_own(item)]
    severities = {(_place(item), item["severity"]) for item in answer}
    try:
        found = as_recorded(CASES / case).diagnostics
    except InputError:
        assert {severity for _, severity in severities} == {"error"}
        return
    assert {(f"{d.range}: {d.summary}", d.severity) for d in found} == severities


def _is_own(item: dict[str, Any]) -> bool:
    return item["summary"] not in BESIDES


def _place(item: dict[str, Any]) -> str:
    return f"{item['file']}:{item['line']}: {item['summary']}"


def test_each_instance_has_its_own_verdict() -> None:
    """The address of the instance stands behind the message; others of the block are not named."""
    found = as_recorded(CASES / "conditions").diagnostics
    details = [item.detail for item in found if item.range and "guarded" not in item.range.filename]
    assert [text for text in details if "many" in text] == [
        'self a (terraform_data.many["a"])',
        'key b (terraform_data.many["b"])',
    ]
    assert "c 0 (terraform_data.counted[0])" in details
    assert 'It is called a. (module.guarded["a"].output.name)' in [item.detail for item in found]


def test_a_sensitive_message_is_never_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """What fails is named with its address, without the text."""
    for option in ("", "--json"):
        assert main(["resolve", str(CASES / "conditions"), *filter(None, [option])]) == 1
        shown = capsys.readouterr().out
        assert "its error message is sensitive. (terraform_data.sens)" in shown
        assert "msg secret" not in shown


def test_a_failed_check_is_shown_and_does_not_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A warning leaves exit code 0; a failed precondition gives 1."""
    text = 'check "never" {\n  assert {\n    condition     = path.module == "x"\n'
    text += '    error_message = "It is ${path.module}."\n  }\n}\n'
    (tmp_path / "main.tf").write_text(text + SIZED, encoding="utf-8")
    assert main(["resolve", str(tmp_path)]) == 0
    assert "main.tf:3: Check block assertion failed: It is .. (check.never)" in (
        capsys.readouterr().out
    )
    assert main(["resolve", str(tmp_path), "--var", "size=1"]) == 1
    assert "Resource precondition failed: Too small. (terraform_data.sized)" in (
        capsys.readouterr().out
    )


def test_what_is_not_known_yet_says_nothing(tmp_path: Path) -> None:
    """Neither that it fails nor that it holds."""
    (tmp_path / "main.tf").write_text(SIZED, encoding="utf-8")
    assert load(tmp_path, variables=[("unknown", "size")]).diagnostics == ()


def test_a_data_source_in_a_check_is_read(tmp_path: Path) -> None:
    """As in a plan of 1.11, where the assertion about it fails already, and as a warning."""
    data = 'data "aws_region" "NAME" {}\n'
    check = 'check "region" {\n  DATA  assert {\n    condition     = REF == "mars"\n'
    check += '    error_message = "It is ${REF}."\n  }\n}\n'
    text = 'provider "aws" {\n  region = "eu-west-1"\n}\n' + data.replace("NAME", "outside")
    outside = check.replace("DATA", "").replace("REF", "data.aws_region.outside.name")
    inside = check.replace('"region"', '"again"').replace("DATA", data.replace("NAME", "inside"))
    inside = inside.replace("REF", "data.aws_region.inside.name")
    (tmp_path / "main.tf").write_text(text + outside + inside, encoding="utf-8")
    found = load(tmp_path)
    assert [item.detail for item in found.diagnostics] == [
        "It is eu-west-1. (check.again)",
        "It is eu-west-1. (check.region)",
    ]
    assert [item.address for item in found.instances if item.deferred] == ["data.aws_region.inside"]


def test_conditions_are_judged_again_when_a_variable_changes(tmp_path: Path) -> None:
    """In one session, there and back."""
    (tmp_path / "main.tf").write_text(SIZED, encoding="utf-8")
    session = Session(tmp_path)
    found = [
        [item.detail for item in session.resolve([("var", f"size={size}")]).diagnostics]
        for size in (3, 9, 3, 1)
    ]
    assert found == [
        [],
        ["Too big: 9. (terraform_data.sized)"],
        [],
        ["Too small. (terraform_data.sized)"],
    ]


def test_a_condition_that_closes_a_ring_is_refused(tmp_path: Path) -> None:
    """A resource waits for what its conditions name, as in Terraform's graph."""
    text = SIZED + 'output "o" {\n  value = terraform_data.sized.input\n}\n'
    text = text.replace("var.size > 1", "local.back > 1")
    text += "locals {\n  back = terraform_data.sized.input\n}\n"
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"Cycle: .*local\.back"):
        load(tmp_path)


def test_a_long_message_is_cut(tmp_path: Path) -> None:
    """A thousand characters of it are shown, on one line."""
    text = SIZED.replace('"Too small."', 'join("\\n", [for i in range(1000) : "word"])')
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    (item,) = load(tmp_path, variables=[("var", "size=0")]).diagnostics
    assert len(item.detail) < 1_100
    assert item.detail.endswith("word [...] (terraform_data.sized)")
    assert "\n" not in item.detail


@pytest.mark.parametrize("kind", ["check", "validation", "output", "local", "var", "module"])
def test_a_resource_type_may_be_called_as_other_objects(tmp_path: Path, kind: str) -> None:
    """A block of such a type is resolved like any other of a provider that is not known."""
    (tmp_path / "main.tf").write_text(f'resource "{kind}" "x" {{}}\n', encoding="utf-8")
    assert [item.address for item in load(tmp_path).instances] == [f"{kind}.x"]
