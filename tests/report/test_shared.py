"""Verdicts are found once for all notebooks of a report that ask for the same."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import nbformat
import pytest

from archbench.report import shared
from archbench.report.notebook import Job, run_all
from archbench.report.shared import PLACE, sharing
from archbench.report.verdicts import assessments
from archbench.requirements import check
from archbench.requirements.assessment import Assessment
from archbench.requirements.kept import Keeper
from tests.test_ending import SECONDS, until

from .conftest import MakeNotebook

STACK = """
variable "days" {
  default = 7
}
resource "aws_db_instance" "d" {
  engine                  = "postgres"
  instance_class          = "db.t3.micro"
  allocated_storage       = 20
  backup_retention_period = var.days
}
"""
LIST = """
checklist "mine" {
  title = "Mine"
}
group "g" {
  number = 1
}
control "kept" {
  group = "g"
  assert {
    for_each  = resources.aws_db_instance
    condition = each.backup_retention_period >= 7
  }
}
control "cheap" {
  group    = "g"
  profiles = ["strict"]
  assert {
    condition = estimate.total_monthly < 1
  }
}
"""
Counts = list[bool]
"""For each time that `check` was called, whether it had to judge."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A stack, a list and a usage file, and a directory in which verdicts are shared."""
    (tmp_path / "stack").mkdir()
    for name, text in (("stack/main.tf", STACK), ("list.hcl", LIST), ("usage.yml", "")):
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    with sharing(tmp_path):
        yield Path(os.environ[PLACE])
    assert PLACE not in os.environ
    assert not list(tmp_path.glob("shared-*"))


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Counts:
    """What has been judged so far."""
    counts: Counts = []

    def counting(*args: Any, kept: Keeper | None, **words: Any) -> Assessment:  # noqa: ANN401
        counts.append(kept is None)
        return check(*args, kept=kept, **words)

    monkeypatch.setattr(shared, "check", counting)
    return counts


def asked(**words: Any) -> Assessment:  # noqa: ANN401
    """What a notebook asks."""
    given: dict[str, Any] = {"checklists": ["list.hcl"], "usage": "usage.yml", **words}
    return assessments("stack", [], **given)[0]


def test_the_second_reads_what_the_first_has_found(place: Path, judged: Counts) -> None:
    """The same to the last letter; others can neither read nor enter where it lies."""
    assert asked() == asked()
    assert judged == [True, False]
    assert {item.suffix for item in place.iterdir()} == {".json", ".lock"}
    assert place.stat().st_mode & 0o077 == 0


CHANGES: dict[str, Callable[[], dict[str, Any]]] = {
    "a variable": lambda: {"variables": [["var", "days=1"]]},
    "the day": lambda: {"as_of": "2026-03-02"},
    "the profile": lambda: {"profile": "strict"},
    "no usage": lambda: {"usage": ""},
    "another list": lambda: {"checklists": ["list.hcl", "cost"]},
    "text of the stack": lambda: _written("stack/main.tf", STACK.replace("7", "1")),
    "text of the list": lambda: _written("list.hcl", LIST.replace("7", "8")),
    "text of the usage": lambda: _written("usage.yml", "version: 0.1\n"),
    "answers": lambda: {"data": str(_written("data.yml", "{}") or "data.yml")},
}


def _written(name: str, text: str) -> dict[str, Any]:
    Path(name).write_text(text, "utf-8")
    return {}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_differs_is_judged(
    change: Callable[[], dict[str, Any]], place: Path, judged: Counts
) -> None:
    """Whatever decides a verdict is part of the question."""
    asked()
    asked(**change())
    assert judged == [True, True]
    assert len(list(place.glob("*.json"))) == 2


def test_a_notebook_by_itself_judges(
    place: Path, judged: Counts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in JupyterLab, and nothing is left anywhere."""
    monkeypatch.delenv(PLACE)
    asked()
    asked()
    assert judged == [True, True]
    assert not list(place.iterdir())
    monkeypatch.setenv(PLACE, str(place))


@pytest.mark.parametrize("text", ["", "[]", '[["pass"],[],[]]', "\0"])
def test_a_damaged_text_is_judged_as_if_there_were_none(
    text: str, place: Path, judged: Counts
) -> None:
    """And whole again for the next."""
    first = asked()
    [file] = place.glob("*.json")
    file.write_text(text, "utf-8")
    assert asked() == asked() == first
    assert judged == [True, True, False]


def test_more_than_is_shared_is_judged_by_each(
    place: Path, judged: Counts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is neither written nor read."""
    monkeypatch.setattr(shared, "MOST", 10)
    assert asked() == asked()
    assert judged == [True, True]
    assert not list(place.glob("*.json"))


def test_a_report_that_has_ended_is_judged_without_it(
    place: Path, judged: Counts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kernel that is left makes no directory anew."""
    gone = place / "gone"
    monkeypatch.setenv(PLACE, str(gone))
    asked()
    assert judged == [True]
    assert not gone.exists()
    monkeypatch.setenv(PLACE, str(place))


def test_who_comes_while_it_is_judged_waits(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second judges nothing, though the first has not ended when it asks."""
    begun, ends, counts = threading.Event(), threading.Event(), Counts()

    def slow(*args: Any, kept: Keeper | None, **words: Any) -> Assessment:  # noqa: ANN401
        counts.append(kept is None)
        if kept is None:
            begun.set()
            assert ends.wait(SECONDS)
        return check(*args, kept=kept, **words)

    monkeypatch.setattr(shared, "check", slow)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(asked)
        assert begun.wait(SECONDS)
        [lock] = place.glob("*.lock")
        second = pool.submit(asked)
        waits = f":{lock.stat().st_ino} "
        arrived = until(lambda: any("->" in line and waits in line for line in _locks()))
        ends.set()
        assert arrived
        assert first.result() == second.result()
    assert counts == [True, False]


def _locks() -> list[str]:
    return Path("/proc/locks").read_text("utf-8").splitlines()


def _killed() -> None:
    def dies(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shared, "check", dies)
        asked()


def test_a_kernel_that_is_killed_lets_the_next_judge(place: Path, judged: Counts) -> None:
    """It leaves no text and no lock."""
    child = get_context("fork").Process(target=_killed)
    child.start()
    child.join(SECONDS)
    assert child.exitcode == -signal.SIGKILL
    assert not list(place.glob("*.json"))
    asked()
    assert judged == [True]


TOLD = """
from archbench.report import shared
judges, check = [], shared.check
def counting(*args, **words):
    judges.append(words["kept"] is None)
    return check(*args, **words)
shared.check = counting
"""
CELLS = (
    f"""{TOLD}
from archbench.report.examined import examine
found = examine("stack", checklists=["list.hcl"]).assessment""",
    f"""{TOLD}
from archbench.report.verdicts import assessments
[found] = assessments("stack", [], checklists=["list.hcl"])""",
)


def test_two_kernels_judge_once(place: Path, make_notebook: MakeNotebook, tmp_path: Path) -> None:
    """Page one and the requirements, which ask by different ways, have the same answer."""
    shown = "print(judges, [(v.verdict, v.evidence) for v in found.verdicts])"
    jobs = [
        Job(make_notebook("", cell, shown, name=f"{number}"), tmp_path / f"out{number}.ipynb", {})
        for number, cell in enumerate(CELLS)
    ]
    assert not any(run.gap for run in run_all(jobs, lambda _: None))
    cells = [nbformat.read(job.target, as_version=4).cells[-1] for job in jobs]
    told = sorted(cell.outputs[0].text for cell in cells)
    assert told == [told[0], told[0].replace("[False]", "[True]")]
    assert "aws_db_instance.d" in told[0]
    assert len(list(place.glob("*.json"))) == 1
