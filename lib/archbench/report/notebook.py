"""Notebooks run by papermill, so that what it passes over in silence stops the run.

Parameters are typed and checked before a kernel starts. Where a notebook does not reach its end,
the executed copy holds what it did show and the gap: an input that was not given, or a failing
cell, a dead kernel or a time-out, with the notebook and the cell, by the heading above it.
"""

import logging
import os
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

import nbformat
from nbformat import NotebookNode

from archbench.drafts import draft_directory
from archbench.errors import InputError, NotGivenError, ToolError, reason_of
from archbench.files import write_atomic
from archbench.hcl.text import visible
from archbench.lifeline import tied, tied_pool
from archbench.report.parameters import NotebookParameter, ParameterValue, bind, read_parameters

GAP = "archbench_gap"
"""Where the metadata of an executed notebook tells its gap: {"kind": ..., "reason": ...}."""

NOT_GIVEN = "not given"
"""The kind of a gap for want of an input; any other is a failure."""

_NAME = "python3"
_KERNEL = (
    f"Notebooks need the kernel {_NAME}: pip install ipykernel, or mend its kernel.json, which"
    " `jupyter kernelspec list` finds."
)
_LOST = (
    "a process that runs the notebooks was ended from outside, most likely for want of memory; "
    "nothing was written. Give it more memory, or report on fewer configurations at once."
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a notebook did not reach its end.

    reason      a sentence that says where and what; further lines quote the cell
    exit_code   0 an input was not given, 3 a cell failed, 4 the kernel died, 5 it ran out of time
    """

    reason: str
    exit_code: int

    @property
    def kind(self) -> str:
        """In two words at most, for the cover."""
        return "failed" if self.exit_code else NOT_GIVEN


@dataclass(frozen=True, slots=True)
class Job:
    """One notebook to run: where it is, where the executed copy goes, what is set in it."""

    source: Path
    target: Path
    parameters: Mapping[str, ParameterValue]
    timeout: int = 600
    """Seconds one cell may take."""
    patience: int = 60
    """Seconds to wait for the first word of a kernel."""


@dataclass(frozen=True, slots=True)
class Run:
    """A notebook that was run, to its end where there is no gap."""

    source: Path
    target: Path
    cells: int
    seconds: float
    gap: Gap | None = None


def read_notebook(path: Path) -> NotebookNode:
    """A notebook as it lies on disk.

    Raises:
        InputError: it cannot be read or is no notebook.
    """
    try:
        return cast("NotebookNode", nbformat.read(path, as_version=4))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}.") from error
    except (ValueError, nbformat.ValidationError) as error:
        raise InputError(f"{path} is not a notebook: {error}.") from error


def parameters_of(path: Path) -> tuple[NotebookParameter, ...]:
    """The parameters the notebook at path declares."""
    return read_parameters(read_notebook(path), path.name)


def run(job: Job) -> Run:
    """Run one notebook in a kernel of its own, in the current directory.

    The executed copy carries no times and no random ids: the same input gives the same bytes.

    Raises:
        InputError: a parameter is unknown or of the wrong type; no kernel was started.
    """
    from nbclient import exceptions  # noqa: PLC0415  (half a second of imports)
    from papermill.exceptions import PapermillExecutionError  # noqa: PLC0415
    from papermill.execute import execute_notebook  # noqa: PLC0415
    from traitlets.config import Config  # noqa: PLC0415

    from archbench.report.kernel import (  # noqa: PLC0415
        EndedKernelManager,
        end_kernels,
        look_for_kernel,
    )

    notebook = read_notebook(job.source)
    values = bind(read_parameters(notebook, job.source.name), job.parameters)
    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # the rest we say ourselves
    started = time.monotonic()
    stopped = None
    with draft_directory() as directory:
        draft = directory / "notebook.ipynb"
        try:
            look_for_kernel(_NAME)
            execute_notebook(
                notebook,
                draft,
                parameters=values,
                kernel_name=_NAME,
                progress_bar=False,
                start_timeout=job.patience,
                execution_timeout=job.timeout,
                shutdown_kernel="immediate",
                config=Config(KernelManager=transport(directory)),
                kernel_manager_class=EndedKernelManager,
            )
        except PapermillExecutionError:
            pass  # the draft says which cell and why
        except exceptions.DeadKernelError:
            stopped = ("the kernel died (out of memory, or killed).", 4)
        except exceptions.CellTimeoutError:
            stopped = (f"stopped after {job.timeout} s.", 5)
        except (RuntimeError, FileNotFoundError, PermissionError) as error:
            stopped = (f"the kernel did not start: {reason_of(error)}. {_KERNEL}", 4)
        finally:
            end_kernels()
        executed = read_notebook(draft) if draft.exists() else notebook
    last = _last_started(executed)
    executed.cells = [cell for cell in executed.cells if not _is_papermill_note(cell)]
    gap = Gap(f"{_place(job, executed, last)}: {stopped[0]}", stopped[1]) if stopped else None
    gap = gap or _gap(job, executed)
    write_atomic(job.target, nbformat.writes(_kept(executed, gap)) + "\n")
    return Run(job.source, job.target, len(executed.cells), time.monotonic() - started, gap)


def transport(directory: Path) -> dict[str, str]:
    """How to talk to a kernel: by files of this directory, which nobody else takes.

    Where the platform has no such sockets, or their names are too long for it, by free ports,
    which another program may take before the kernel does.
    """
    import zmq  # noqa: PLC0415

    prefix = str(directory / "kernel")
    file = {"connection_file": f"{prefix}.json"}
    if zmq.has("ipc") and len(os.fsencode(f"{prefix}-9")) < zmq.IPC_PATH_MAX_LEN:
        return {"transport": "ipc", "ip": prefix, **file}
    return {"transport_encryption": "auto", **file}


def run_all(jobs: Sequence[Job], progress: Callable[[str], None]) -> tuple[Run, ...]:
    """Run notebooks side by side, two to a core, each in a process; the result keeps their order.

    progress is given one line as each ends. A gap in one stops no other.
    """
    import papermill  # noqa: F401, PLC0415  (imported once here, forked workers have it)

    from archbench.report.kernel import homes  # noqa: PLC0415

    workers = max(1, min(len(jobs), 2 * (os.cpu_count() or 1)))
    try:
        method: Literal["fork", "spawn"] = "fork" if sys.platform == "linux" else "spawn"
        with homes(), tied_pool(workers, method) as pool:
            futures = [pool.submit(tied, run, job) for job in jobs]
            for future in as_completed(futures):
                done = future.result()
                told = f"   {done.gap.kind}" if done.gap else ""
                progress(
                    f"{done.source.stem:<18} {done.cells:>3} cells {done.seconds:6.1f} s{told}"
                )
    except BrokenProcessPool as error:
        raise ToolError(_LOST) from error
    return tuple(future.result() for future in futures)


def heading(notebook: NotebookNode, index: int) -> str:
    """The nearest Markdown heading at or above a cell, "" where there is none."""
    for cell in reversed(notebook.cells[: index + 1]):
        if cell.cell_type == "markdown":
            found = re.findall(r"^#+\s+(.+?)\s*$", cell.source, re.MULTILINE)
            if found:
                return str(found[-1])
    return ""


def _last_started(notebook: NotebookNode) -> int:
    started = [
        index
        for index, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and cell.metadata.get("papermill", {}).get("start_time")
    ]
    return started[-1] if started else 0


def _place(job: Job, notebook: NotebookNode, index: int) -> str:
    title = heading(notebook, index)
    index -= sum(_is_injected(cell) for cell in notebook.cells[:index])
    return f"{job.source.name}, cell {index + 1}{f' under “{title}”' if title else ''}"


def _gap(job: Job, notebook: NotebookNode) -> Gap | None:
    """The first error a cell shows."""
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type != "error":
                continue
            if output.ename == NotGivenError.__name__:
                return Gap(str(output.evalue), 0)
            place = _place(job, notebook, index)
            quoted = _excerpt(cell.source, output.traceback)
            return Gap(f"{place}: {output.ename}: {output.evalue}\n{quoted}", 3)
    return None


def _is_papermill_note(cell: NotebookNode) -> bool:
    return "papermill-error-cell-tag" in cell.metadata.get("tags", [])


def _is_injected(cell: NotebookNode) -> bool:
    return "injected-parameters" in cell.metadata.get("tags", [])


def _excerpt(source: str, traceback: Sequence[str]) -> str:
    """The line of the cell that failed, and the two before it, as they stand in the notebook."""
    lines = source.splitlines()
    text = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(traceback))
    marked = re.search(r"^-+> (\d+) ", text, re.MULTILINE)
    failing = int(marked.group(1)) if marked else len(lines)
    shown = range(max(1, failing - 2), min(failing, len(lines)) + 1)
    return "\n".join(
        f"  {'>' if number == failing else ' '} {number:>3} {lines[number - 1]}" for number in shown
    )


def _kept(notebook: NotebookNode, gap: Gap | None) -> NotebookNode:
    """What is written: no times, no paths of this machine in a traceback, and the gap by name."""
    notebook.metadata.pop("papermill", None)
    if gap:
        told = {"kind": gap.kind, "reason": gap.reason.split("\n", maxsplit=1)[0]}
        notebook.metadata[GAP] = told
    for index, cell in enumerate(notebook.cells):
        for name in ("papermill", "execution"):
            cell.metadata.pop(name, None)
        if _is_injected(cell):
            cell.id = f"injected-parameters-{index}"
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.traceback = [f"{output.ename}: {output.evalue}"]
            output.update({name: _seen(value) for name, value in output.items()})
    return notebook


def _seen(value: object) -> object:
    """What an output holds, without characters that steer a terminal or turn its direction."""
    if isinstance(value, Mapping):
        return {name: _seen(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_seen(item) for item in value]
    return visible(value) if isinstance(value, str) else value
