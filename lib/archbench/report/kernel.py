"""Kernels that are gone before what they write into is removed."""

from typing import Any

from jupyter_client.manager import AsyncKernelManager

_managers: "list[EndedKernelManager]" = []


class EndedKernelManager(AsyncKernelManager):
    """Starts a kernel as every manager does, and remembers that it did."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 what traits take
        super().__init__(**given)
        _managers.append(self)


def end_kernels() -> None:
    """Kill every kernel of this process that still runs: one that was interrupted as it began."""
    while _managers:
        process = getattr(_managers.pop().provisioner, "process", None)
        if process is not None and process.poll() is None:
            process.kill()
            process.wait()
