"""The forms an assessment and a comparison are written in."""

import argparse
import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from archbench.architecture import build
from archbench.cli import check as check_command
from archbench.cli import main
from archbench.requirements import assess, check, read_checklist
from archbench.requirements.assessment import Assessment
from archbench.requirements.compare import Comparison, Side, compare
from archbench.requirements.output import FORMATS
from archbench.requirements.output.review import as_review
from archbench.requirements.reading import parse_checklist
from archbench.terraform import load_again
from tests.requirements.test_stacks import MIGRATION, PAYMENTS, RECORDED

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def one_nat() -> Assessment:
    """Payments with one NAT gateway."""
    return assess(PAYMENTS, variables=(("var", "nat_gateway_count=1"),))


@pytest.fixture(scope="module")
def both() -> Comparison:
    """Payments beside migration."""

    def sides() -> Iterator[Side]:
        for path in (MIGRATION, PAYMENTS):
            configuration, resolve = load_again(path)
            yield Side(
                configuration,
                check(
                    configuration,
                    build(configuration),
                    [read_checklist("payments")],
                    resolve=resolve,
                ),
            )

    return compare(tuple(sides()))


def test_the_table_begins_with_the_answer(one_nat: Assessment) -> None:
    """First the answer, then score and groups, then what is not met with its place."""
    lines = FORMATS["table"](one_nat).splitlines()
    assert lines[0] == "Fails one of twelve groups: Constraints."
    assert lines[1].startswith("Score 9/10")
    assert any("aws_nat_gateway.main[0]" in line and "vpc.tf:" in line for line in lines)


def test_json_holds_every_verdict(one_nat: Assessment) -> None:
    """Every control with its answers and evidence, passes too; the same bytes each time."""
    text = FORMATS["json"](one_nat)
    document = json.loads(text)
    controls = [item for group in document["groups"] for item in group["controls"]]
    assert len(controls) == len(one_nat.verdicts)
    assert all(item["answers"] for item in controls if item["verdict"] == "pass")
    assert FORMATS["json"](one_nat) == text


def test_sarif_points_at_lines(one_nat: Assessment) -> None:
    """A failure is an error at the file and line of its evidence; every rule has an index."""
    document = json.loads(FORMATS["sarif"](one_nat))
    run = document["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[item["ruleIndex"]]["id"] == item["ruleId"] for item in run["results"])
    failures = [item for item in run["results"] if item["kind"] == "fail"]
    assert {item["ruleId"] for item in failures} == {"three_nat_gateways"}
    for item in failures:
        place = item["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].endswith("vpc.tf")
        assert place["region"]["startLine"] > 1
        assert item["level"] == "error"


def test_sarif_is_relative_to_the_repository_and_every_problem_has_a_place(tmp_path: Path) -> None:
    """Code scanning shows nothing that has no place in the repository, wherever check was run."""
    (tmp_path / ".git").mkdir()
    stack = shutil.copytree(PAYMENTS, tmp_path / "live" / "pay")
    found = assess(stack, variables=(("var", "nat_gateway_count=1"),))
    results = _results(FORMATS["sarif"](found))
    assert {_uri(item) for item in results} == {"live/pay/vpc.tf"}
    plan = shutil.copy(RECORDED / "migration/plan-default.json", tmp_path / "live" / "plan.json")
    alone = assess(plan)
    results = _results(FORMATS["sarif"](alone))
    assert len(results) >= alone.count("fail") > 10
    assert {_uri(item) for item in results} == {"live/plan.json"}
    whole = _results(FORMATS["sarif-full"](alone))
    assert {item["kind"] for item in results} == {"fail"}
    assert {item["kind"] for item in whole} == {"fail", "notApplicable"}
    joined = assess(plan, source=MIGRATION)
    assert any(
        _uri(item).endswith("infra/migration/ec2.tf") for item in _results(FORMATS["sarif"](joined))
    )


def test_what_stands_nowhere_is_shown_at_the_top_of_the_first_file(tmp_path: Path) -> None:
    """A control that finds nothing of a type has no line of its own."""
    (tmp_path / "main.tf").write_text('resource "aws_sqs_queue" "q" {}\n')
    (tmp_path / "alone.tf").write_text("locals {}\n")
    text = (
        'checklist "x" {\n title = "X"\n}\ngroup "g" {\n number = 1\n}\ncontrol "c" {\n'
        ' group = "g"\n assert {\n for_each = resources.aws_lb\n condition = true\n }\n}\n'
    )
    found = assess(tmp_path, [parse_checklist(text, "x.hcl")], environ={})
    (result,) = _results(FORMATS["sarif"](found))
    assert _uri(result).endswith("alone.tf")
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}


def _results(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)["runs"][0]["results"]
    return found


def _uri(result: dict[str, Any]) -> str:
    return str(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


def test_every_format_says_what_no_control_looked_at(tmp_path: Path) -> None:
    """With how many there are; where all was looked at, none says so."""
    (tmp_path / "main.tf").write_text(
        'resource "aws_sqs_queue" "q" {}\nresource "aws_pinpoint_app" "p" {\n  count = 3\n}\n'
    )
    found = assess(tmp_path, ["security"])
    assert found.not_judged == {"aws_pinpoint_app": 3}
    for name, write in FORMATS.items():
        text = write(found)
        assert "aws_pinpoint_app" in text, name
        assert "3" in text[text.index("aws_pinpoint_app") :], name
    (tmp_path / "main.tf").write_text('resource "aws_sqs_queue" "q" {}\n')
    for name, write in FORMATS.items():
        text = write(assess(tmp_path, ["security"]))
        assert "aws_pinpoint_app" not in text, name
        assert "Not judged" not in text, name


def test_groups_of_several_lists_are_told_apart() -> None:
    """Each list counts from 1, so that a number alone would mean two groups."""
    found = assess(MIGRATION, ["reliability", "security"])
    table = FORMATS["table"](found, everything=True)
    assert table.count("\nreliability 2. ") >= 1
    assert table.count("\nsecurity 2. ") >= 1
    assert "\n2. " not in table
    tree = ET.fromstring(FORMATS["junit"](found).encode())  # noqa: S314 our own text
    names = [suite.get("name") for suite in tree.findall("testsuite")]
    assert len(names) == len(set(names))
    assert "| security 2 |" in FORMATS["markdown"](found)
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"](found))))
    assert {row["checklist"] for row in rows if row["control"]} == {"reliability", "security"}
    alone = FORMATS["table"](assess(MIGRATION, ["security"]))
    assert "\n2. FAIL" in alone


def test_a_list_that_found_nothing_to_judge_does_not_end_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Named, it was meant to judge; it is told, and exits 1 with --fail-on as well."""
    (tmp_path / "main.tf").write_text(
        'resource "aws_sqs_queue" "q" {\n  sqs_managed_sse_enabled = true\n}\n'
    )
    (tmp_path / "own.hcl").write_text(
        'checklist "own" {\n  title = "Own rules"\n}\n'
        'group "g" {\n  number = 1\n  title = "G"\n  severity = "high"\n}\n'
        'control "queues" {\n  group = "g"\n  title = "A queue"\n  assert {\n'
        "    condition = length(resources.aws_sqs_queue) == 1\n  }\n}\n"
    )
    (tmp_path / "idle.hcl").write_text(
        (tmp_path / "own.hcl")
        .read_text()
        .replace('"own"', '"idle"')
        .replace("Own", "Idle")
        .replace('group = "g"\n', 'group = "g"\n  applies = length(resources.aws_vpc) > 0\n')
        .replace('control "queues"', 'control "idle_queues"')
    )
    own, idle = str(tmp_path / "own.hcl"), str(tmp_path / "idle.hcl")
    assert main(["check", str(tmp_path), "--requirements", own]) == 0
    capsys.readouterr()
    for more in ([], ["--fail-on", "critical"]):
        assert main(["check", str(tmp_path), *more, "--requirements", own, idle]) == 1
        assert "Nothing to judge was found by: Idle rules." in capsys.readouterr().out
        assert main(["check", str(tmp_path), *more, "--requirements", idle]) == 1


def test_every_registered_format_can_be_asked_for_and_is_in_the_guide() -> None:
    """The command's choices are the registry, and the guide names each."""
    parser = argparse.ArgumentParser()
    check_command.configure(parser)
    choices = next(a.choices for a in parser._actions if a.dest == "format")  # noqa: SLF001
    assert list(choices or ()) == list(FORMATS)
    guide = (ROOT / "docs/guides/checklists.md").read_text(encoding="utf-8")
    told = guide[guide.index("`--format` gives") :].split("\n\n")[0]
    assert [name for name in FORMATS if not re.search(rf"\b{name}\b", told)] == []


def test_no_word_of_python_shows() -> None:
    """What is not set, true or a list is said as in HCL, in every format and in all evidence."""
    for path, lists in (
        (PAYMENTS, ["payments", "pci-dss"]),
        (MIGRATION, ["reliability", "security"]),
    ):
        found = assess(path, lists)
        for name, write in FORMATS.items():
            text = write(found, everything=True)
            assert not re.findall(r"\b(?:None|True|False|Decimal\(|Unknown\(|frozenset)", text), (
                name
            )


def test_junit_counts_failures(one_nat: Assessment) -> None:
    """One case for each control, one failure for each that fails."""
    tree = ET.fromstring(FORMATS["junit"](one_nat).encode())  # noqa: S314 our own text
    controls = [c for c in tree.findall(".//testcase") if c.get("classname") != "not_judged"]
    assert len(controls) == len(one_nat.verdicts)
    assert [case.get("name") for case in tree.findall(".//testcase[failure]")] == [
        "three_nat_gateways"
    ]


def test_csv_has_a_row_for_each_control(one_nat: Assessment) -> None:
    """The verdict stands in its column, and no cell is a formula."""
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"](one_nat))))
    assert {row["control"]: row["verdict"] for row in rows}["three_nat_gateways"] == "fail"
    assert len([row for row in rows if row["control"]]) == len(one_nat.verdicts)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_markdown_escapes_what_it_shows(one_nat: Assessment) -> None:
    """Text of a configuration makes no markup."""
    hostile = replace(one_nat, path="x`<img src=a>|")
    text = FORMATS["markdown"](hostile)
    assert "✗ fail: Exactly three NAT gateways" in text
    assert "| 3 | Constraints | high | ✗ fail | 8 of 9 |" in text


@pytest.mark.parametrize(
    ("subnets", "more"), [(12, ""), (13, "and 1 more value"), (40, "and 28 more values")]
)
def test_markdown_counts_the_values_it_does_not_show(
    subnets: int, more: str, tmp_path: Path
) -> None:
    """Twelve stand in the table."""
    (tmp_path / "main.tf").write_text(
        f'resource "aws_sqs_queue" "q" {{\n  count = {subnets}\n  name = "q${{count.index}}"\n}}\n'
    )
    control = "for_each = resources.aws_sqs_queue\n condition = each.configured.name == null"
    checklist = parse_checklist(
        'checklist "x" {\n title = "X"\n}\ngroup "g" {\n number = 1\n}\n'
        f'control "c" {{\n group = "g"\n title = "C"\n assert {{\n {control}\n }}\n}}\n',
        "x.hcl",
    )
    said = FORMATS["markdown"](assess(tmp_path, [checklist], environ={}))
    assert said.count("| `aws_sqs_queue.q[") == 12
    assert re.findall(r"^and \d+ more.*", said, re.MULTILINE) == ([more] if more else [])


def test_the_reference_is_the_best(both: Comparison) -> None:
    """Whatever the order given, the best score is the reference, and the other has the findings."""
    assert both.reference.configuration.path.endswith("payments")
    assert [item.number for item in both.findings] == list(range(1, 13))
    assert dict(both.severities()) == {"critical": 2, "high": 5, "medium": 3, "low": 2}


def test_findings_show_both_sides(both: Comparison) -> None:
    """A finding has what this one has, the reference's HCL at its place, why, and the fix."""
    for item in both.findings:
        assert item.has
        assert item.why
        assert item.fix
        assert item.reference_place
        assert item.reference


def test_the_review_is_whole(both: Comparison) -> None:
    """Overview, verdicts, twelve findings, differences, summary, score."""
    text = as_review(both)
    for heading in ("Overview", "Verdicts", "Findings", "Summary"):
        assert f"## {heading}\n" in text
    assert "### 12. " in text
    assert text.rstrip().endswith("**10/10**.")
    assert "| `aws_nat_gateway` | 3 | 0 |" in text


def test_each_side_is_compared_with_what_is_given_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Variables, usage and waivers of one path alone; two readings of one path have two names."""
    path = str(PAYMENTS)
    (tmp_path / "waivers.hcl").write_text(
        'waiver "three_nat_gateways" {\n  justification = "one will do in tests"\n'
        '  approver = "lee"\n  expiration_date = "2999-12-31"\n}\n'
    )
    one = ["compare", path, path, "--var", "2:nat_gateway_count=1", "--format", "json"]
    assert main(one) == 1
    sides = json.loads(capsys.readouterr().out)["sides"]
    assert [side["assessment"]["met"] for side in sides] == [True, False]
    assert sides[0]["monthly"] != sides[1]["monthly"]
    assert main([*one, "--waivers", f"2:{tmp_path / 'waivers.hcl'}"]) == 0
    capsys.readouterr()
    used = ["--usage", f"1:{ROOT / 'infra/payments/usage.yml'}"]
    assert main([*one[:-2], *used, "--markdown"]) == 1
    text = capsys.readouterr().out
    assert f"`{path} (2: var nat_gateway_count=1)`" in text
    assert f"`{path} (1: usage " in text
    (tmp_path / "x.yml").write_text("{}\n")
    assert main([*one, "--data", f"3:{tmp_path / 'x.yml'}"]) == 2
    assert "is for path 3: there are 2." in capsys.readouterr().err


def test_compare_needs_two(capsys: pytest.CaptureFixture[str]) -> None:
    """One path is an error that says so."""
    assert main(["compare", str(PAYMENTS)]) == 2
    assert "two paths" in capsys.readouterr().err
