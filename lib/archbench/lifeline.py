"""Worker processes that end when the one that started them does, however that ends.

Each worker reads from a pipe whose other end the starter alone holds. Nothing is ever written: when
the starter ends, or lets go, the pipe closes, a worker leaves what it is doing as for Ctrl-C, which
ends its kernel and removes its drafts, and exits.
"""

import _thread
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from typing import Literal, ParamSpec, TypeVar

GRACE = 5.0
"""Seconds a worker may take to leave what it is doing."""

_SAFE_PATH = "PYTHONSAFEPATH"
_working = threading.Lock()
_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


@contextmanager
def tied_pool(workers: int, method: Literal["fork", "spawn"]) -> Iterator[ProcessPoolExecutor]:
    """A pool whose workers end with this process, and at once where the block is left early.

    No Python that begins meanwhile, a kernel or a worker, imports from the current directory.
    """
    reader, writer = Pipe(duplex=False)
    held = writer if method == "fork" else None  # what is forked has a copy, and lets it go
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context(method), initializer=_tie, initargs=(reader, held)
    )
    given = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield pool
    except BaseException:
        writer.close()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        writer.close()
        reader.close()
        del os.environ[_SAFE_PATH]
        if given is not None:
            os.environ[_SAFE_PATH] = given


def tied(work: Callable[_Given, _Result], *args: _Given.args, **kwargs: _Given.kwargs) -> _Result:
    """Do a piece of work in a worker of such a pool."""
    with _working:
        return work(*args, **kwargs)


def _tie(reader: "Connection[object, object]", held: "Connection[object, object] | None") -> None:
    """Begin a worker: Ctrl-C is for the starter, which then lets go."""
    if held is not None:
        held.close()
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    threading.Thread(target=_end_with, args=(reader,), daemon=True).start()


def _end_with(reader: "Connection[object, object]") -> None:
    with suppress(EOFError, OSError):
        reader.recv_bytes()
    if not _working.acquire(blocking=False):
        if sys.platform == "win32":
            _thread.interrupt_main(signal.SIGTERM)
        else:
            main = threading.main_thread().ident
            signal.pthread_kill(main or 0, signal.SIGTERM)  # wakes it where it waits
        _working.acquire(timeout=GRACE)
    os._exit(1)
