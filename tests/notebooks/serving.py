"""A Jupyter server of a test's own, with no setting of this user."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
HOMES = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR")


@contextmanager
def served(command: Sequence[str], directory: Path, home: Path, answers: str) -> Iterator[str]:
    """The address where a module with its arguments serves, once it answers at this path."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | dict.fromkeys(HOMES, str(home)) | {"PYTHONPATH": str(ROOT / "lib")}
    said = directory / "server.log"
    with (
        said.open("w", encoding="utf-8") as log,
        subprocess.Popen(
            [sys.executable, "-m", *command, f"--port={port}"],
            cwd=directory, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
        ) as server,
    ):  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{address}/{answers}", server, said)
            yield address
        finally:
            server.terminate()
            server.wait(30)


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(240):
        try:
            with urlopen(address, timeout=5):  # noqa: S310 our own server
                return
        except HTTPError:
            return
        except OSError:
            assert server.poll() is None, log.read_text("utf-8")
            time.sleep(0.25)
    raise AssertionError(log.read_text("utf-8"))
