"""`archbench draw` as a person runs it."""

import re
from pathlib import Path

import pytest

from archbench.cli import main
from tests.diagram.stacks import INFRA

PAYMENTS = str(INFRA / "payments")


def svg(tmp_path: Path, *arguments: str) -> str:
    """The SVG the command writes."""
    target = tmp_path / "drawing.svg"
    assert main(["draw", PAYMENTS, "-o", str(target), *arguments]) == 0
    return target.read_text()


def test_it_writes_and_says_what_is_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line: the file, blocks and instances."""
    assert "LIVE 100%" in svg(tmp_path)
    told = capsys.readouterr().out
    assert re.fullmatch(r".*drawing\.svg: 76 of 76 resource blocks and 110 of 110 .*\n", told)


def test_variables_reach_the_drawing(tmp_path: Path) -> None:
    """With green live, green carries the traffic."""
    text = svg(tmp_path, "--var", "deployment_color=green")
    assert "green 100%, 8080" in text


def test_costs_are_laid_over(tmp_path: Path) -> None:
    """The estimate's total stands under the title, and each NAT gateway has its amount."""
    text = svg(tmp_path, "--overlay", "cost")
    assert "monthly cost at list price: $" in text
    assert text.count(">$36.50+<") == 3


def test_a_zone_can_be_lost_by_name_or_letter(tmp_path: Path) -> None:
    """Both give the same drawing."""
    by_letter = svg(tmp_path, "--overlay", "zone-loss=b")
    assert by_letter == svg(tmp_path, "--overlay", "zone-loss=us-east-1b")
    assert "Zone us-east-1b LOST" in by_letter


def test_recorded_metrics_are_laid_over(tmp_path: Path) -> None:
    """The sample has the names of the stack under review, on the bare path."""
    text = svg(tmp_path, "--overlay", "metrics")
    assert re.search(r">CPU \d+%<", text)
    assert "recorded metrics of" in text


def test_verdicts_are_laid_over(tmp_path: Path) -> None:
    """The payment stack passes: no card has a failed control, and the counts stand above."""
    text = svg(tmp_path, "--overlay", "verdicts")
    assert re.search(r"controls of payments: \d+ pass", text)
    assert re.search(r">\d+/\d+ pass", text)
    assert not re.search(r">\d+ of \d+ fail", text)
    failing = svg(tmp_path, "--overlay", "verdicts", "--var", "nat_gateway_count=1")
    assert re.search(r">\d+ of \d+ fail", failing) or "Also failed" in failing


def test_two_configurations_are_compared(tmp_path: Path) -> None:
    """What the other one has and this one has not is drawn as removed."""
    text = svg(tmp_path, "--overlay", f"compare={INFRA / 'migration'}")
    assert "+ ADDED" in text
    assert "- REMOVED" in text


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--overlay", "weather"], 'no overlay "weather"'),
        (["--overlay", "zone-loss=z"], "zone-loss=z: there is no such zone"),
        (["--overlay", "metrics", "--var", "environment_suffix=pr9"], "nothing in"),
        (["--overlay", "cost", "--overlay", "compare=x"], "stands alone"),
        (["--overlay", "cost=/nowhere.yml"], "/nowhere.yml"),
        (["--perspective", "sideways"], 'no perspective "sideways"'),
        (["--perspective", "zone:q"], "no zone q here: us-east-1a"),
        (["--theme", "pink"], 'no theme "pink"'),
    ],
)
def test_a_mistake_is_one_sentence_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], word: str
) -> None:
    """Exit code 2, what is wrong, and no file."""
    target = tmp_path / "x.svg"
    assert main(["draw", PAYMENTS, "-o", str(target), *arguments]) == 2
    told = capsys.readouterr().err
    assert word in told
    assert "Traceback" not in told
    assert not target.exists()


def test_an_unknown_ending_names_the_known_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message lists the endings there are."""
    assert main(["draw", PAYMENTS, "-o", str(tmp_path / "x.bmp")]) == 2
    assert ".drawio, .html" in capsys.readouterr().err


def test_each_side_of_a_comparison_has_its_own_variables(tmp_path: Path) -> None:
    """The same stack with one and with three NAT gateways: two were added, none as it is now."""
    same = ["--overlay", f"compare={PAYMENTS}"]
    assert "ADDED" not in svg(tmp_path, *same)
    changed = svg(tmp_path, *same, "--before-var", "nat_gateway_count=1")
    assert changed.count(">+ ADDED<") == 2
    assert "REMOVED" not in changed
    back = svg(
        tmp_path, *same, "--var", "nat_gateway_count=1", "--before-var", "nat_gateway_count=3"
    )
    assert back.count(">- REMOVED<") == 2


def test_variables_of_a_side_there_is_not_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They would change nothing, and nobody would see that."""
    target = tmp_path / "x.svg"
    assert main(["draw", PAYMENTS, "-o", str(target), "--before-var", "nat_gateway_count=1"]) == 2
    assert "give --overlay compare=PATH" in capsys.readouterr().err


AGED = """
provider "aws" { region = "us-east-1" }

resource "aws_db_instance" "old" {
  engine              = "postgres"
  engine_version      = "11.22"
  instance_class      = "db.t3.medium"
  allocated_storage   = 20
  username            = "u"
  password            = "not-a-real-one"
  skip_final_snapshot = true
}
"""


def test_a_day_decides_what_depends_on_it(tmp_path: Path) -> None:
    """Extended support costs from its day on: the bill of 2030 is not that of 2023."""
    (tmp_path / "main.tf").write_text(AGED)

    def bill(day: str) -> str:
        target = tmp_path / "cost.svg"
        options = ["--overlay", "cost", "--as-of", day]
        assert main(["draw", str(tmp_path), "-o", str(target), *options]) == 0
        found = re.search(r"monthly cost at list price: \$([0-9,.]+)", target.read_text())
        assert found is not None
        return found[1]

    assert bill("2030-01-01") != bill("2023-01-01")
    with pytest.raises(SystemExit):
        bill("soon")
