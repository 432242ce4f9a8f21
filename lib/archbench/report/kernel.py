"""Kernels that are gone before what they write into is removed, also where there is no home."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from traitlets import TraitError

from archbench.drafts import draft_directory
from archbench.errors import reason_of

_managers: "list[EndedKernelManager]" = []
_KEPT_AT_HOME = ("IPYTHONDIR", "MPLCONFIGDIR")
"""What names the directories that kernels make in a home directory."""


class EndedKernelManager(AsyncKernelManager):
    """Starts a kernel as every manager does, and remembers that it did."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 what traits take
        super().__init__(**given)
        _managers.append(self)

    async def _async_interrupt_kernel(self) -> None:
        """Nothing where it is killed next: a program that has just begun says what stopped it."""
        if not self.shutting_down:
            await super()._async_interrupt_kernel()


def end_kernels() -> None:
    """Kill every kernel of this process that still runs: one that was interrupted as it began."""
    while _managers:
        process = getattr(_managers.pop().provisioner, "process", None)
        if process is not None and process.poll() is None:
            process.kill()
            process.wait()


def look_for_kernel(name: str) -> None:
    """See that a kernel of this name can be started.

    Raises:
        RuntimeError: there is none, or its kernel.json is damaged.
    """
    try:
        KernelSpecManager().get_kernel_spec(name)
    except NoSuchKernel as error:
        raise RuntimeError("there is none of its name") from error
    except (OSError, TypeError, ValueError, TraitError) as error:
        raise RuntimeError(f"its kernel.json cannot be read: {reason_of(error)}") from error


@contextmanager
def homes() -> Iterator[None]:
    """A while in which kernels have a place where the home directory cannot be written.

    Each would make directories of its own among the temporary files, say so, and leave them.
    """
    missing = [name for name in _KEPT_AT_HOME if name not in os.environ]
    if not missing or os.access(os.path.expanduser("~"), os.W_OK):  # noqa: PTH111 raises for none
        yield
        return
    with draft_directory() as place:
        for name in missing:
            os.environ[name] = str(place / name.lower())
        try:
            yield
        finally:
            for name in missing:
                del os.environ[name]
