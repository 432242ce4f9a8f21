"""A document that lies there is kept where nothing it depends on has changed, and only there."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archbench.cli import main
from archbench.report import build, kept, request

from .conftest import MakeNotebook

Change = Callable[[Path, pytest.MonkeyPatch], None]


@pytest.fixture
def place(tmp_path: Path, make_notebook: MakeNotebook, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with a stack, a usage file and one notebook, reported on once into out."""
    stack = tmp_path / "stack"
    stack.mkdir()
    (stack / "main.tf").write_text('resource "aws_sqs_queue" "q" { name = "q" }\n', "utf-8")
    (tmp_path / "usage.yml").write_text("version: 0.1\n", "utf-8")
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    made = make_notebook("path: str = ''\nusage: str = ''", "# Numbers", "print(path)", name="01_a")
    made.rename(notebooks / made.name)
    for module in (build, request):
        monkeypatch.setattr(module, "notebooks_directory", lambda: notebooks)
    monkeypatch.chdir(tmp_path)
    assert report() == 0
    return tmp_path


def report(*more: str) -> int:
    """The command, on the stack."""
    given = ("report", "stack", "-o", "out", "--as-of", "2026-03-02", "-p", "usage=usage.yml")
    return main([*given, *more])


def refuse(*_: object) -> None:
    """In place of running notebooks."""
    raise AssertionError("a kernel would start")


def test_nothing_runs_where_nothing_has_changed(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page is where it was, and the command says that it lay there."""
    before = (place / "out" / "report.html").read_bytes()
    monkeypatch.setattr(build, "run_all", refuse)
    assert report() == 0
    assert "lay there already" in capsys.readouterr().err
    assert (place / "out" / "report.html").read_bytes() == before


def tf(place: Path, _: pytest.MonkeyPatch) -> None:
    """A value of the stack."""
    (place / "stack" / "main.tf").write_text('resource "aws_sqs_queue" "q" { name = "r" }\n')


def variables(place: Path, _: pytest.MonkeyPatch) -> None:
    """A file that was not there."""
    (place / "stack" / "more.auto.tfvars").write_text("")


def usage(place: Path, _: pytest.MonkeyPatch) -> None:
    """A file that a parameter names, outside of the stack."""
    (place / "usage.yml").write_text("version: 0.1\n# more\n")


def notebook(place: Path, _: pytest.MonkeyPatch) -> None:
    """The notebook."""
    path = place / "notebooks" / "01_a.ipynb"
    path.write_text(path.read_text().replace("print(path)", "print(path, 1)"))


def page(place: Path, _: pytest.MonkeyPatch) -> None:
    """What was written."""
    (place / "out" / "report.html").write_text("mine")


def gone(place: Path, _: pytest.MonkeyPatch) -> None:
    """An executed notebook."""
    (place / "out" / "notebooks" / "01_a.ipynb").unlink()


def environment(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that Terraform takes from the environment."""
    monkeypatch.setenv("TF_VAR_name", "x")


@pytest.mark.parametrize(
    "change", [tf, variables, usage, notebook, page, gone, environment], ids=lambda f: f.__name__
)
def test_whatever_changed_it_is_written_anew(
    place: Path, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    """Each of these alone starts the notebooks again."""
    change(place, monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(build, "run_all", refuse)
        with pytest.raises(AssertionError, match="would start"):
            report()
    assert report() == 0
    assert (place / "out" / "report.html").read_text("utf-8") != "mine"


def test_it_can_be_asked_for_and_a_running_stack_is_always_asked(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--anew writes; outputs of a running stack have no key."""
    monkeypatch.setattr(build, "run_all", refuse)
    with pytest.raises(AssertionError, match="a kernel would start"):
        report("--anew")
    live = request.Request((place / "stack",), parameters={"outputs": "outputs.json"})
    assert request.key(live, place / "out") is None


def test_what_is_too_much_to_look_at_is_not_kept(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather than half of it."""
    asked = request.Request((place / "stack",))
    assert request.key(asked, place / "out")
    monkeypatch.setattr(kept, "MOST_FILES", 10)
    assert request.key(asked, place / "out") is None


def test_a_file_of_the_repository_counts_though_its_text_is_as_long(place: Path) -> None:
    """A template above the stack, changed and set back to its old time."""
    (place / ".git").mkdir()
    above = place / "page.tftpl"
    above.write_text("one")
    before = request.key(request.Request((place / "stack",)), place / "out")
    time.sleep(0.02)  # a tick of the clock of the file system
    times = (above.stat().st_atime_ns, above.stat().st_mtime_ns)
    above.write_text("two")
    os.utime(above, ns=times)
    assert request.key(request.Request((place / "stack",)), place / "out") != before
