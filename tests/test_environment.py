"""Commands read TF_VAR_ variables, as terraform does."""

import shutil
from pathlib import Path

import pytest

from archbench.cli import main

PAYMENTS = Path(__file__).parents[1] / "infra" / "payments"


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["compare", str(PAYMENTS)],
        ["cost"],
        ["draw", "-o", "x.svg", "--overlay", "verdicts"],
        ["drill"],
        ["resolve"],
    ],
    ids=lambda command: command[0],
)
def test_a_variable_from_the_environment_counts(
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without its value the required variable is missed; from the environment it is there."""
    stack = tmp_path / "payments"
    shutil.copytree(PAYMENTS, stack)
    (stack / "terraform.tfvars").unlink()
    monkeypatch.chdir(tmp_path)
    arguments = [command[0], str(stack), *command[1:]]
    assert main(arguments) == 2
    assert "environment_suffix" in capsys.readouterr().err
    monkeypatch.setenv("TF_VAR_environment_suffix", "env1")
    assert main(arguments) in (0, 1)
