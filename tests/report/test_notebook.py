"""The runner stops where papermill passes over in silence."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import nbformat
import pytest
from jupyter_client.provisioning import LocalProvisioner
from nbclient import NotebookClient

from archbench.errors import InputError
from archbench.report.notebook import GAP, Gap, Job, read_notebook, run, run_all, transport
from archbench.report.parameters import NotebookParameter, ParameterValue, bind, read_parameters

from .conftest import MakeNotebook

DECLARED = (
    "account: str = '0'  # twelve digits\nflag: bool = False\nshare: float = 0.5\nn: list[str] = []"
)


def test_a_parameter_has_name_type_default_and_help(make_notebook: MakeNotebook) -> None:
    """The line's comment is the help; nothing is executed to read it."""
    notebook = nbformat.read(make_notebook(DECLARED), as_version=4)
    assert read_parameters(notebook, "n.ipynb")[:2] == (
        NotebookParameter("account", "str", "0", "twelve digits"),
        NotebookParameter("flag", "bool", default=False, help=""),
    )


@pytest.mark.parametrize(
    ("given", "bound"),
    [
        ({"account": "012345678901"}, {"account": "012345678901"}),
        ({"flag": "false"}, {"flag": False}),
        ({"share": "1"}, {"share": 1.0}),
        ({"n": '["a"]'}, {"n": ["a"]}),
    ],
)
def test_text_becomes_the_declared_type(
    make_notebook: MakeNotebook,
    given: Mapping[str, ParameterValue],
    bound: Mapping[str, ParameterValue],
) -> None:
    """A zero in front stays, false is false."""
    parameters = read_parameters(nbformat.read(make_notebook(DECLARED), as_version=4), "n.ipynb")
    result = bind(parameters, given)
    assert result == bound
    assert [type(value) for value in result.values()] == [type(value) for value in bound.values()]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"flags": True}, 'Did you mean "flag"?'),
        ({"flag": "no"}, "true or false"),
        ({"flag": 1}, "1 is not"),
        ({"account": 12}, "12 is not"),
    ],
)
def test_a_wrong_parameter_is_refused(
    make_notebook: MakeNotebook, given: Mapping[str, ParameterValue], message: str
) -> None:
    """Neither an unknown name nor a value of another type reaches a kernel."""
    parameters = read_parameters(nbformat.read(make_notebook(DECLARED), as_version=4), "n.ipynb")
    with pytest.raises(InputError) as caught:
        bind(parameters, given)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("a = 1", "`name: type = literal  # help`"),
        ("a: int = f()", "not a literal"),
        ("a: set = {1}", "has type set"),
        ("a: int = 'x'", "is not"),
        ("a: int =", "line 1"),
    ],
)
def test_a_parameters_cell_that_is_not_typed_literals_is_refused(
    make_notebook: MakeNotebook, cell: str, message: str
) -> None:
    """Each statement declares a name, a JSON type and a literal."""
    with pytest.raises(InputError) as caught:
        read_parameters(nbformat.read(make_notebook(cell), as_version=4), "n.ipynb")
    assert message in str(caught.value)


def test_two_parameters_cells_are_refused(make_notebook: MakeNotebook) -> None:
    """Papermill would take the second and say nothing."""
    notebook = nbformat.read(make_notebook("a: int = 1"), as_version=4)
    notebook.cells.append(notebook.cells[0])
    with pytest.raises(InputError, match="2 cells are tagged"):
        read_parameters(notebook, "n.ipynb")


def test_the_executed_copy_is_the_same_bytes_each_time(
    make_notebook: MakeNotebook, tmp_path: Path
) -> None:
    """It carries the parameter, its outputs, no times and no random ids."""
    source = make_notebook("n: int = 1", "# Doubled", "print(n * 2)")
    jobs = [Job(source, tmp_path / "out" / f"{i}.ipynb", {"n": 21}) for i in range(2)]
    runs = run_all(jobs, lambda _: None)
    first, second = (item.target.read_bytes() for item in runs)
    assert first == second
    assert "42" in nbformat.read(runs[0].target, as_version=4).cells[-1].outputs[0].text


@pytest.mark.parametrize(
    ("cell", "code", "message"),
    [
        ("x = {}\nx['a']", 3, "cell 3 under “Prices”: KeyError: 'a'\n      1 x = {}\n"),
        ("import sys; sys.exit(0)", 3, "SystemExit: 0"),
        ("import os; os._exit(9)", 4, "cell 3 under “Prices”: the kernel died"),
        ("import time; time.sleep(60)", 5, "stopped after 2 s"),
    ],
)
def test_a_notebook_that_does_not_end_names_the_cell_and_keeps_what_it_showed(
    make_notebook: MakeNotebook, tmp_path: Path, cell: str, code: int, message: str
) -> None:
    """A failing cell, half a report, a dead kernel and a time-out are told apart."""
    source = make_notebook("n: int = 1", "# Prices", cell, "print('never')", name="03_cost")
    done = run(Job(source, tmp_path / "out" / "sample.ipynb", {}, timeout=2))
    assert done.gap
    assert done.gap.exit_code == code
    assert message in done.gap.reason
    written = read_notebook(done.target)
    assert written.metadata[GAP] == {"kind": "failed", "reason": done.gap.reason.split("\n")[0]}
    assert not written.cells[-1].outputs
    assert str(tmp_path) not in done.target.read_text("utf-8")


def _kernel(code: str) -> str:
    return json.dumps({"argv": [sys.executable, "-c", code], "display_name": "P"})


KERNELS = {
    "says nothing": (_kernel("import time; time.sleep(60)"), "in 1 seconds"),
    "ends at once": (_kernel("raise SystemExit(1)"), "died before replying"),
    "is not there": ('{"argv": ["/nowhere/python"], "display_name": "P"}', "no such file or dir"),
    "is cut": ('{"argv": [', "its kernel.json cannot be read: expecting value"),
    "is a list": ("[]", "its kernel.json cannot be read: "),
}


@pytest.mark.parametrize("name", KERNELS)
def test_a_kernel_that_never_came_is_told_with_what_to_do(
    name: str,
    make_notebook: MakeNotebook,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """One sentence, of the section alone: nothing of Jupyter's own is said beside it."""
    text, why = KERNELS[name]
    place = tmp_path / "jupyter" / "kernels" / "python3"
    place.mkdir(parents=True)
    (place / "kernel.json").write_text(text, encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    kill = LocalProvisioner.kill

    async def late(self: LocalProvisioner, restart: bool = False) -> None:  # noqa: FBT001, FBT002
        """As on a busy machine: whoever was told to stop has time to say so."""
        await asyncio.sleep(0.3)
        await kill(self, restart)

    monkeypatch.setattr(LocalProvisioner, "kill", late)
    patience = 1 if name == "says nothing" else 60
    source = make_notebook("n: int = 1", "print(n)")
    job = Job(source, tmp_path / "out.ipynb", {}, patience=patience)
    gap = run(job).gap
    assert gap is not None
    assert gap.exit_code == 4
    assert gap.reason.startswith(f"{job.source.name}, cell 1: the kernel did not start: ")
    assert why in gap.reason
    assert "pip install ipykernel, or mend its kernel.json" in gap.reason
    assert "\n" not in gap.reason
    assert str(tmp_path) not in job.target.read_text("utf-8")
    assert capfd.readouterr() == ("", "")


def test_nothing_is_imported_from_the_current_directory(
    make_notebook: MakeNotebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies there is somebody's Terraform, and may be named as what a kernel imports."""
    for name in ("ipykernel_launcher", "IPython", "pandas", "archbench", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    job = Job(
        make_notebook("n: int = 1", "import pandas\npandas.DataFrame"), tmp_path / "o.ipynb", {}
    )
    monkeypatch.chdir(tmp_path)
    (done,) = run_all([job], lambda _: None)
    assert done.gap is None
    assert not (tmp_path / "ran").exists()
    assert "PYTHONSAFEPATH" not in os.environ


def test_a_report_needs_no_home(
    make_notebook: MakeNotebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is none, kernels leave nothing among the temporary files, and say nothing."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    for name in ("IPYTHONDIR", "MPLCONFIGDIR"):
        monkeypatch.delenv(name, raising=False)
    asks = "import os\nprint(get_ipython().ipython_dir, os.environ['MPLCONFIGDIR'])"
    job = Job(make_notebook("n: int = 1", asks), tmp_path / "out.ipynb", {})
    (done,) = run_all([job], lambda _: None)
    assert done.gap is None
    places = read_notebook(done.target).cells[-1].outputs[0].text.split()
    assert [Path(place).parents[2] for place in places] == [tmp_path / "tmp"] * 2
    assert "IPYTHONDIR" not in os.environ
    assert not list((tmp_path / "tmp").iterdir())


def test_an_input_that_was_not_given_is_no_failure(
    make_notebook: MakeNotebook, tmp_path: Path
) -> None:
    """What the section says is the whole reason; no cell, no traceback, and the others run."""
    says = "from archbench.errors import NotGivenError\nraise NotGivenError('Name a file.')"
    jobs = [
        Job(make_notebook("n: int = 1", cell, name=name), tmp_path / f"out-{name}.ipynb", {})
        for name, cell in (("01_lacks", says), ("02_runs", "print(1)"))
    ]
    told: list[str] = []
    lacks, runs = run_all(jobs, told.append)
    assert lacks.gap == Gap("Name a file.", 0)
    assert runs.gap is None
    assert sum("not given" in line for line in told) == 1


def test_kernels_talk_by_files_that_nobody_else_takes(
    make_notebook: MakeNotebook, tmp_path: Path
) -> None:
    """Every address of the kernel is a file of the directory, and no socket listens to a port."""
    directory = tmp_path / "talk"
    directory.mkdir()
    assert transport(directory) == {
        "transport": "ipc",
        "ip": str(directory / "kernel"),
        "connection_file": str(directory / "kernel.json"),
    }
    assert "ip" not in transport(tmp_path / ("long" * 30))
    asks = (
        "from ipykernel.kernelapp import IPKernelApp\n"
        "app = IPKernelApp.instance()\nprint(app.transport, app.ip)"
    )
    done = run(Job(make_notebook("n: int = 1", asks), tmp_path / "out.ipynb", {}))
    assert done.gap is None
    words = read_notebook(done.target).cells[-1].outputs[0].text.split()
    assert words[0] == "ipc"
    assert not Path(words[1]).parent.exists()


def test_a_kernel_that_is_interrupted_as_it_begins_is_ended(
    make_notebook: MakeNotebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before what it would write into is removed: it makes no directory anew."""
    begun: list[subprocess.Popen[bytes]] = []

    def interrupted(client: NotebookClient) -> None:
        begun.append(client.km.provisioner.process)  # type: ignore[union-attr]
        raise KeyboardInterrupt

    monkeypatch.setattr(NotebookClient, "start_new_kernel_client", interrupted)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(KeyboardInterrupt):
        run(Job(make_notebook("path: str = ''"), tmp_path / "out.ipynb", {}))
    assert [process.returncode for process in begun] == [-9]
    assert not list(tmp_path.glob("*draft"))
