"""`archbench drill`: the answer first, its exit code, and the same as JSON."""

import json
from pathlib import Path

import pytest

from archbench.cli import main

INFRA = Path(__file__).parents[2] / "infra"
STACKS = Path(__file__).parent / "stacks"


def test_answer_comes_first_and_decides_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    """0 when any one zone may be lost."""
    assert main(["drill", str(INFRA / "payments")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Survives the loss of any one zone: us-east-1a, us-east-1b or us-east-1c."
    assert lines[1].startswith("At worst 4 of 6 instances carry 1.50 x their load")


def test_no_is_exit_code_one(capsys: pytest.CaptureFixture[str]) -> None:
    """1 when a zone's loss costs something for good, with the line to change."""
    assert main(["drill", str(INFRA / "payments"), "--var", "nat_gateway_count=1"]) == 1
    text = capsys.readouterr().out
    assert text.startswith("Loses a part, until somebody acts, if us-east-1a is lost")
    assert "vpc.tf:" in text


@pytest.mark.parametrize("stack", ["default_vpc", "empty_vpc"])
def test_cannot_tell_is_no_yes(stack: str, capsys: pytest.CaptureFixture[str]) -> None:
    """1 as well when it cannot be told, or nothing serves."""
    assert main(["drill", str(STACKS / stack)]) == 1
    assert not capsys.readouterr().out.startswith("Survives")


def test_json_is_the_whole_drill(capsys: pytest.CaptureFixture[str]) -> None:
    """Valid JSON with the answer, every failure, and places in the code."""
    main(["drill", str(INFRA / "payments"), "--json"])
    data = json.loads(capsys.readouterr().out)
    assert data["survives"] is True
    assert len(data["zones"]) == 3
    assert data["findings"][0]["range"].startswith("ec2.tf:")
    assert data["availability"]["total"] == "0.999700029999"


def test_same_input_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    """Two runs print the same."""
    outputs = []
    for _ in range(2):
        main(["drill", str(STACKS / "two_regions"), "--json"])
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]


def test_text_fits_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """No line of the reference stack's drill is wider than 100 characters, but for an address."""
    main(["drill", str(INFRA / "payments"), "--var", "nat_gateway_count=1"])
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line) for line in lines if " https://" not in line) <= 100


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (["--availability", "99.9"], 0),
        (["--availability", "99.99"], 1),
        (["--rpo", "5m"], 0),
        (["--rto", "15m"], 1),  # somebody must mend the routes of a lost NAT gateway
        (["--rto", "soon"], 2),
    ],
)
def test_objectives_decide_with_the_zones(
    asked: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each failure is judged below the answer; what is no time is said to be none."""
    assert main(["drill", str(INFRA / "payments"), *asked]) == code
    text = capsys.readouterr()
    assert ("Objectives" in text.out) == (code != 2)
    assert ("is no time" in text.err) == (code == 2)
