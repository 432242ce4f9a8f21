"""Notebooks run by papermill, so that what it passes over in silence stops the run.

Parameters are typed and checked before a kernel starts. The result appears under its name only
when every cell ran. A failing cell, a dead kernel and a time-out are different errors, and each
names the notebook and the cell, by the heading above it.
"""

import logging
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import nbformat
from nbformat import NotebookNode

from archbench.errors import InputError, NotebookError
from archbench.files import write_atomic
from archbench.report.parameters import Json, Parameter, bind, read_parameters


class CellError(NotebookError):
    """A cell raised an exception; exit code 3."""

    exit_code = 3


class KernelDiedError(NotebookError):
    """The kernel ended while a cell ran, by running out of memory for instance; exit code 4."""

    exit_code = 4


class CellTimeoutError(NotebookError):
    """A cell ran longer than allowed; exit code 5."""

    exit_code = 5


@dataclass(frozen=True, slots=True)
class Job:
    """One notebook to run: where it is, where the executed copy goes, what is set in it."""

    source: Path
    target: Path
    parameters: Mapping[str, Json]
    timeout: int = 600
    """Seconds one cell may take."""


@dataclass(frozen=True, slots=True)
class Run:
    """A notebook that ran to its end."""

    source: Path
    target: Path
    cells: int
    seconds: float


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


def parameters_of(path: Path) -> tuple[Parameter, ...]:
    """The parameters the notebook at path declares."""
    return read_parameters(read_notebook(path), path.name)


def run(job: Job) -> Run:
    """Run one notebook in a kernel of its own, in the current directory.

    The executed copy carries no times and no random ids: the same input gives the same bytes.

    Raises:
        InputError: a parameter is unknown or of the wrong type; no kernel was started.
        CellError, KernelDiedError, CellTimeoutError: it did not reach its end; nothing was written.
    """
    from nbclient import exceptions  # noqa: PLC0415  (half a second of imports)
    from papermill.exceptions import PapermillExecutionError  # noqa: PLC0415
    from papermill.execute import execute_notebook  # noqa: PLC0415
    from traitlets.config import Config  # noqa: PLC0415

    notebook = read_notebook(job.source)
    values = bind(read_parameters(notebook, job.source.name), job.parameters)
    logging.getLogger("papermill").setLevel(logging.ERROR)  # its warnings are our errors
    started = time.monotonic()
    with TemporaryDirectory(prefix="archbench-") as directory:
        draft = Path(directory) / "notebook.ipynb"
        try:
            execute_notebook(
                notebook,
                draft,
                parameters=values,
                kernel_name="python3",
                progress_bar=False,
                execution_timeout=job.timeout,
                shutdown_kernel="immediate",
                config=Config(KernelManager={"transport_encryption": "auto"}),
            )
        except PapermillExecutionError:
            pass  # the draft says which cell and why
        except exceptions.DeadKernelError as error:
            raise KernelDiedError(
                f"{_place(job, _last_started(draft))}: the kernel died (out of memory, or killed)."
            ) from error
        except exceptions.CellTimeoutError as error:
            raise CellTimeoutError(
                f"{_place(job, _last_started(draft))}: stopped after {job.timeout} s."
            ) from error
        executed = read_notebook(draft)
    _raise_for_errors(job, executed)
    write_atomic(job.target, nbformat.writes(_without_times(executed)) + "\n")
    return Run(job.source, job.target, len(executed.cells), time.monotonic() - started)


def run_all(jobs: Sequence[Job], progress: Callable[[str], None]) -> tuple[Run, ...]:
    """Run notebooks side by side, two to a core, each in a process; the result keeps their order.

    progress is given one line as each ends. The first failure stops those not yet begun and is
    raised; one that has begun ends first.
    """
    import papermill  # noqa: F401, PLC0415  (imported once here, forked workers have it)

    workers = max(1, min(len(jobs), 2 * (cpu_count() or 1)))
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        futures = [pool.submit(run, job) for job in jobs]
        try:
            for future in as_completed(futures):
                done = future.result()
                progress(f"{done.source.stem:<18} {done.cells:>3} cells {done.seconds:6.1f} s")
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return tuple(future.result() for future in futures)


def heading(notebook: NotebookNode, index: int) -> str:
    """The nearest Markdown heading at or above a cell, "" where there is none."""
    for cell in reversed(notebook.cells[: index + 1]):
        if cell.cell_type == "markdown":
            found = re.findall(r"^#+\s+(.+?)\s*$", cell.source, re.MULTILINE)
            if found:
                return str(found[-1])
    return ""


def _last_started(draft: Path) -> tuple[NotebookNode, int]:
    notebook = read_notebook(draft)
    started = [
        index
        for index, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and cell.metadata.get("papermill", {}).get("start_time")
    ]
    return notebook, started[-1] if started else 0


def _place(job: Job, at: tuple[NotebookNode, int]) -> str:
    notebook, index = at
    title = heading(notebook, index)
    index -= sum(_is_injected(cell) for cell in notebook.cells[:index])
    return f"{job.source.name}, cell {index + 1}{f' under “{title}”' if title else ''}"


def _raise_for_errors(job: Job, notebook: NotebookNode) -> None:
    cells = [cell for cell in notebook.cells if not _is_papermill_note(cell)]
    notebook.cells = cells
    for index, cell in enumerate(cells):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                raise CellError(
                    f"{_place(job, (notebook, index))}: {output.ename}: {output.evalue}\n"
                    f"{_excerpt(cell.source, output.traceback)}"
                )


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


def _without_times(notebook: NotebookNode) -> NotebookNode:
    notebook.metadata.pop("papermill", None)
    for index, cell in enumerate(notebook.cells):
        for name in ("papermill", "execution"):
            cell.metadata.pop(name, None)
        if _is_injected(cell):
            cell.id = f"injected-parameters-{index}"
    return notebook
