"""Modules in git repositories, by the git program: over the network only, and without questions."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from archbench.errors import FetchError
from archbench.modules.program import ended
from archbench.repository import PLACES
from archbench.terraform.module_source import masked

SECONDS = 600
PROTOCOLS = "http:https:ssh:git"
"""What git may use; a path on this machine, or a program as `ext::` names one, it may not."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A git address of a module: where, which reference, how many commits deep."""

    url: str
    reference: str
    depth: int

    @classmethod
    def of(cls, url: str) -> "Repository":
        """What the query of an address says.

        Raises:
            FetchError: it asks for what is not done here.
        """
        parts = urlsplit(url)
        query = parse_qs(parts.query, keep_blank_values=True)
        if "sshkey" in query:
            raise FetchError("a key in its address is not used: give ssh the key, and leave it out")
        reference = query.pop("ref", [""])[0]
        depth = query.pop("depth", [""])[0]
        if reference.startswith("-") or (depth and not depth.isdecimal()):
            raise FetchError(f"its address cannot be used: {masked(url)}")
        if parts.scheme not in PROTOCOLS.split(":"):
            raise FetchError(
                f"git may not read {masked(url)} here, only HTTP and SSH; a directory is named "
                "by a relative path"
            )
        rest = urlencode(query, doseq=True)
        return cls(urlunsplit(parts._replace(query=rest)), reference, int(depth or 0))


def clone(repository: Repository, into: Path) -> None:
    """Fetch a repository and check out its reference, as `terraform get` does.

    Raises:
        FetchError: git is not installed, or failed; its words are in the text.
    """
    shallow: list[str] = []
    if repository.depth:
        shallow = ["--depth", str(repository.depth)]
        shallow += ["--branch", repository.reference] if repository.reference else []
    _git("clone", "--quiet", *shallow, "--", repository.url, str(into))
    reference = repository.reference
    if reference and not shallow:
        found = _resolved(into, reference) or _resolved(into, f"refs/remotes/origin/{reference}")
        if found is None:
            raise FetchError(f'{masked(repository.url)} has no branch, tag or commit "{reference}"')
        _git("-C", str(into), "checkout", "--quiet", "--detach", found)
    if (into / ".gitmodules").is_file():
        _git("-C", str(into), "submodule", "--quiet", "update", "--init", "--recursive")


def head(directory: Path) -> str:
    """The commit that is checked out in a clone.

    Raises:
        FetchError: git is not installed, or failed.
    """
    return _git("-C", str(directory), "rev-parse", "HEAD").strip()


def is_fixed(directory: Path, reference: str) -> bool:
    """Whether a reference of a clone is a tag or a commit, meant to stay what it is."""
    return bool(reference) and (
        _resolved(directory, f"refs/tags/{reference}") is not None
        or head(directory).startswith(reference)
    )


def _resolved(directory: Path, name: str) -> str | None:
    try:
        found = _git(
            "-C", str(directory), "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}"
        )
    except FetchError:
        return None
    return found.strip()


def _git(*arguments: str) -> str:
    executable = shutil.which("git")
    if executable is None:
        raise FetchError("git is not on PATH: install it to fetch modules of git repositories")
    done = ended([executable, *arguments], "git", SECONDS, environment(os.environ))
    if done.returncode:
        raise FetchError(f"git says: {_told(done.stderr)}")
    return done.stdout


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """Variables with which git asks nobody and uses nothing but the network."""
    ssh = given.get("GIT_SSH_COMMAND", "ssh -o BatchMode=yes")
    inherited = {name: value for name, value in given.items() if name not in PLACES}
    return inherited | {
        "GIT_ALLOW_PROTOCOL": PROTOCOLS,
        "GIT_SSH_COMMAND": ssh,
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


def _told(stderr: str) -> str:
    """Why git failed: its last line that says so."""
    lines = [line.strip() for line in masked(stderr).splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal:", "error:"))]
    return (fatal or lines or ["nothing"])[-1].removeprefix("fatal: ").removeprefix("error: ")
