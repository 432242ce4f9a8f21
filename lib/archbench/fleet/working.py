"""The workers of a fleet: processes here, or those of a Dask cluster. A lost one loses nothing."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from archbench.errors import InputError, ToolError
from archbench.fleet.examining import examine_member
from archbench.fleet.member import Member
from archbench.fleet.result import MemberResult
from archbench.lifeline import tied, tied_pool

MOST_TRIES = 3
"""How often a configuration is begun whose worker is lost."""
PATIENCE = 60
"""Seconds to wait for the first worker of a cluster."""
_METHOD: Literal["fork", "spawn"] = "fork" if sys.platform == "linux" else "spawn"
LOST = (
    f"Its worker was lost {MOST_TRIES} times: most likely it needs more memory than there is. "
    "Examine it by itself, with fewer --jobs, or on a larger machine."
)


@dataclass(frozen=True, slots=True)
class Work:
    """A configuration to examine: which, under which key, for which day."""

    member: Member
    key: str
    as_of: date

    def done(self) -> MemberResult:
        """The answer; what nobody thought of is an answer too, and stops no other."""
        try:
            return examine_member(self.member, self.key, self.as_of)
        except Exception as error:  # noqa: BLE001 one of hundreds
            return self.failed(f"archbench itself failed: {type(error).__name__}: {error}")

    def failed(self, why: str) -> MemberResult:
        """An answer that says why there is none."""
        return MemberResult(self.member.name, self.key, revision=self.member.revision, error=why)


def by_pool(work: Sequence[Work], jobs: int) -> Iterator[tuple[Work, MemberResult]]:
    """Results as they come, of processes on this machine.

    What was in hand when a worker was lost is begun again, each alone, so that it is known whose
    worker is lost.
    """
    left, alone = deque(work), deque[Work]()
    while left:
        running: dict[Future[MemberResult], Work] = {}
        try:
            with tied_pool(min(jobs, len(left)), _METHOD) as pool:
                while left or running:
                    while left and len(running) < jobs:
                        future = pool.submit(tied, left[0].done)  # raises where one was lost
                        running[future] = left.popleft()
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        result = future.result()
                        yield running.pop(future), result
        except BrokenProcessPool:
            alone += running.values()
    for item in alone:
        yield item, _alone(item)


def _alone(item: Work) -> MemberResult:
    for _ in range(MOST_TRIES - 1):
        try:
            with tied_pool(1, _METHOD) as pool:
                return pool.submit(tied, item.done).result()
        except BrokenProcessPool:
            continue
    return item.failed(LOST)


def by_cluster(work: Sequence[Work], address: str) -> Iterator[tuple[Work, MemberResult]]:
    """Results as they come, of the workers of a Dask cluster, which see the same files.

    Raises:
        InputError: Dask is not installed.
        ToolError: nobody answers at the address, or no worker works there.
    """
    try:
        from distributed import Client, as_completed  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise InputError(
            "A cluster is asked by way of Dask, which is not installed: "
            "pip install 'archbench[fleet]'."
        ) from error
    try:
        client = Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ToolError(f"No Dask scheduler answers at {address}. Check the address.") from error
    here = os.getcwd()  # noqa: PTH109 as text, to be sent
    with client:
        _wait_for_worker(client, address)
        futures = {client.submit(_there, here, item, pure=False): item for item in work}
        for future in as_completed(list(futures), loop=client.loop):
            item = futures.pop(future)
            try:
                result = future.result()
            except Exception as error:  # noqa: BLE001 whatever became of its worker
                result = item.failed(f"Its worker failed: {type(error).__name__}: {error}")
            yield item, result


def _wait_for_worker(client: Any, address: str) -> None:  # noqa: ANN401 of Dask
    """Dask itself would wait without end, and say nothing."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise ToolError(
            f"The Dask cluster at {address} has no worker. Start one: dask worker {address}."
        ) from error


def _there(directory: str, item: Work) -> MemberResult:
    """In a worker: paths are as they were given to the command."""
    os.chdir(directory)
    return item.done()


Workers = Callable[[Sequence[Work]], Iterator[tuple[Work, MemberResult]]]
