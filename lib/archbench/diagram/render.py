"""Graphviz source to SVG, by `dot` where it is recent enough, else by graphviz-pure.

The only module of this package that starts a program.
"""

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from archbench.errors import ToolError

OLDEST_DOT = (2, 40)
SECONDS = 60


@cache
def renderer() -> str:
    """The program to render with.

    Raises:
        ToolError: there is neither a recent `dot` nor graphviz-pure.
    """
    dot = shutil.which("dot")
    if dot and _version(dot) >= OLDEST_DOT:
        return dot
    beside_python = Path(sys.executable).parent / "graphviz-pure"
    pure = shutil.which("graphviz-pure") or (str(beside_python) if beside_python.exists() else "")
    if pure:
        return pure
    raise ToolError(
        "nothing to render with: install graphviz-pure (pip install graphviz-pure) "
        "or Graphviz 2.40 or newer (https://graphviz.org/download/)"
    )


def _version(program: str) -> tuple[int, int]:
    done = subprocess.run(
        [program, "-V"], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    found = re.search(r"version (\d+)\.(\d+)", done.stderr + done.stdout)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _environment() -> dict[str, str]:
    # `dot` takes SERVER_NAME, which Voila and web servers set, for the sign of a web server that
    # serves strangers, and then reads no icon.
    kept = {name: value for name, value in os.environ.items() if name != "SERVER_NAME"}
    return kept | {"LC_ALL": "C.UTF-8"}


def render_svg(source: str, program: str = "") -> str:
    """The SVG of a source, by this program or the one found.

    Raises:
        ToolError: the program is missing, failed or took longer than a minute.
    """
    program = program or renderer()
    try:
        done = subprocess.run(
            [program, "-Tsvg"],
            input=source.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=_environment(),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolError(f"{program} did not render the drawing: {error}") from error
    if done.returncode or not done.stdout:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        raise ToolError(f"{program} failed: {told[-1] if told else f'code {done.returncode}'}")
    return done.stdout.decode()
