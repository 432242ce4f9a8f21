"""A few small configurations, and a fleet of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archbench.cli import main

STACK = 'provider "aws" {{\n  region = "us-east-1"\n}}\nresource "aws_nat_gateway" "{}" {{\n}}\n'
RunFleet = Callable[..., tuple[int, str]]


@pytest.fixture
def stacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three in the current directory, and one that is none."""
    for name in ("one", "two", "three"):
        (tmp_path / "stacks" / name).mkdir(parents=True)
        (tmp_path / "stacks" / name / "main.tf").write_text(STACK.format(name))
    (tmp_path / "stacks" / "docs").mkdir()
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def fleet(capsys: pytest.CaptureFixture[str]) -> RunFleet:
    """Run a fleet into out: the exit code, and what was said on the way."""

    def run(*words: str) -> tuple[int, str]:
        code = main(["fleet", *words, "-o", "out", "--as-of", "2026-03-02", "--jobs", "2"])
        return code, capsys.readouterr().err

    return run
