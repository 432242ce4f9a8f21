"""The forms an assessment and a comparison are written in."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from archbench.architecture import build
from archbench.cli import main
from archbench.requirements import assess, check, read_checklist
from archbench.requirements.compare import Comparison, Side, compare
from archbench.requirements.output import FORMATS
from archbench.requirements.output.review import as_review
from archbench.requirements.verdict import Assessment
from archbench.terraform import load_again
from tests.requirements.test_stacks import MIGRATION, PAYMENTS


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


def test_junit_counts_failures(one_nat: Assessment) -> None:
    """One case for each control, one failure for each that fails."""
    tree = ET.fromstring(FORMATS["junit"](one_nat).encode())  # noqa: S314 our own text
    assert len(tree.findall(".//testcase")) == len(one_nat.verdicts)
    assert [case.get("name") for case in tree.findall(".//testcase[failure]")] == [
        "three_nat_gateways"
    ]


def test_csv_has_a_row_for_each_control(one_nat: Assessment) -> None:
    """The verdict stands in its column, and no cell is a formula."""
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"](one_nat))))
    assert {row["control"]: row["verdict"] for row in rows}["three_nat_gateways"] == "fail"
    assert len(rows) == len(one_nat.verdicts)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_markdown_escapes_what_it_shows(one_nat: Assessment) -> None:
    """Text of a configuration makes no markup."""
    hostile = replace(one_nat, path="x`<img src=a>|")
    text = FORMATS["markdown"](hostile)
    assert "✗ fail: Exactly three NAT gateways" in text
    assert "| 3 | Constraints | high | ✗ fail | 8 of 9 |" in text


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


def test_compare_needs_two(capsys: pytest.CaptureFixture[str]) -> None:
    """One path is an error that says so."""
    assert main(["compare", str(PAYMENTS)]) == 2
    assert "two paths" in capsys.readouterr().err
