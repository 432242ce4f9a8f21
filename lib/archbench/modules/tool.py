"""The installed terraform or tofu, which fetches modules as it always does: `terraform get`."""

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archbench.errors import FetchError
from archbench.modules import git
from archbench.modules.program import ended
from archbench.patterns import regex
from archbench.terraform.module_source import masked

SECONDS = 1800
_SHOWN = 20
_ERROR = regex(r"^Error: (.*)$", re.MULTILINE)
_PLACE = regex(r"^\s*on (.+) line (\d+)[^\n]*:\n(?:\s*\d+:[^\n]*\n)*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Tool:
    """A program with the command `get`."""

    name: str
    executable: str


def installed_tool(names: Sequence[str]) -> Tool | None:
    """The first of these programs that is installed."""
    for name in names:
        executable = shutil.which(name)
        if executable is not None:
            return Tool(name, executable)
    return None


def get(tool: Tool, root: Path, data: Path, environ: Mapping[str, str]) -> None:
    """Have a program fetch all modules of a root into the modules of its data directory.

    Nothing but the modules is fetched and nothing is executed: no provider, no backend.

    Raises:
        FetchError: it failed; what it says is told by file:line.
    """
    kept = {name: value for name, value in environ.items() if not name.startswith("TF_")}
    kept |= {name: value for name, value in environ.items() if name.startswith(_PASSED_ON)}
    kept |= {"CHECKPOINT_DISABLE": "1", "TF_DATA_DIR": os.path.relpath(data, root)}
    words = [tool.executable, "get", "-no-color"]
    done = ended(words, f"{tool.name} get", SECONDS, git.environment(kept), root)
    if done.returncode:
        raise FetchError(_told(tool.name, done.stderr))


_PASSED_ON = ("TF_TOKEN_", "TF_CLI_CONFIG_FILE", "TF_VAR_")


def _told(name: str, stderr: str) -> str:
    """The errors of a run, each in one line that begins with its place."""
    text = masked(stderr)
    starts = [found.start() for found in _ERROR.finditer(text)] or [0]
    problems = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        part = text[start:end]
        place = _PLACE.search(part)
        where = f"{place[1]}:{place[2]}: " if place else ""
        words = " ".join(_PLACE.sub("\n", _ERROR.sub("", part, count=1), count=1).split())
        problems.append(f"{where}{name} says: {words}")
    told = list(dict.fromkeys(problems))
    more = [f"and {len(told) - _SHOWN} more"] if len(told) > _SHOWN else []
    return "\n  ".join([*told[:_SHOWN], *more])
