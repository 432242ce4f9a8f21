"""Git about a directory that is somebody else's: nothing that its repository configures is run.

The configuration and the attributes of a repository can name programs: a filter of files, one that
watches them, a hook for when the index was written, one that brings objects a partial clone left
out. Git would run them for `status` as well, and those of each repository inside.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

PLACES = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"})
"""Where a hook that runs archbench would have git work."""
_OWN = ("command", "global", "system")
"""Whose filters are of the person who runs archbench."""
_UNSET = {"clean": "", "smudge": "", "process": "", "required": "false"}
_MODULE = "160000"


def git_in(place: Path) -> list[str]:
    """How a command of git in a directory begins."""
    return ["git", "-c", "core.fsmonitor=false", "-C", str(place)]


def git_offline() -> Mapping[str, str]:
    """Variables with which git fetches nothing, and writes no index."""
    given = {name: value for name, value in os.environ.items() if name not in PLACES}
    return given | {
        "GIT_ALLOW_PROTOCOL": "",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
    }


def ask_git(place: Path, *command: str, **more: str) -> bytes:
    """What git prints in a directory.

    Raises:
        FileNotFoundError: there is no git.
        CalledProcessError: git refuses.
    """
    environment = {**git_offline(), **more}
    return subprocess.run(
        [*git_in(place), *command], capture_output=True, check=True, env=environment
    ).stdout


def commit(path: Path) -> tuple[str, bool]:
    """The commit checked out where path lies, and whether its files differ from it.

    ("not in a git repository", False) outside of one or without git. Files that a filter of the
    repository's own configuration would have changed are compared as they stand.
    """
    place = path if path.is_dir() else path.parent
    try:
        return ask_git(place, "rev-parse", "--short=12", "HEAD").decode().strip(), _differs(place)
    except (OSError, subprocess.CalledProcessError):
        return "not in a git repository", False


def _differs(place: Path) -> bool:
    """Whether files below a directory are not those of the commit, in repositories inside too."""
    status = ("status", "--porcelain", "--ignore-submodules=dirty", "--", ".")
    if ask_git(place, *status, **_without_filters(place)):
        return True
    listed = ask_git(place, "ls-files", "--stage", "-z", "--", ".").split(b"\0")[:-1]
    names = (line.partition(b"\t")[2] for line in listed if line.startswith(_MODULE.encode()))
    inside = (place / os.fsdecode(name) for name in names)
    return any(_differs(module) for module in inside if (module / ".git").exists())


def _without_filters(place: Path) -> Mapping[str, str]:
    """Variables that unset each filter which only the repository has configured."""
    try:
        command = ("config", "--show-scope", "--null", "--name-only", "--get-regexp", r"^filter\.")
        found = ask_git(place, *command).split(b"\0")[:-1]
    except subprocess.CalledProcessError:
        return {}
    scoped = zip(found[::2], found[1::2], strict=True)
    names = {os.fsdecode(key) for scope, key in scoped if scope.decode() not in _OWN}
    filters = sorted({name.rpartition(".")[0] for name in names})
    count = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
    return dict(_settings(filters, count)) if filters else {}


def _settings(filters: list[str], count: int) -> Iterator[tuple[str, str]]:
    pairs = [(f"{name}.{key}", value) for name in filters for key, value in _UNSET.items()]
    for number, (key, value) in enumerate(pairs, start=count):
        yield f"GIT_CONFIG_KEY_{number}", key
        yield f"GIT_CONFIG_VALUE_{number}", value
    yield "GIT_CONFIG_COUNT", str(count + len(pairs))
