"""A git repository made for a test, and the reviews of what was committed there."""

import os
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from archbench.review import Review, ReviewInput, read, review

DAY = date(2026, 11, 28)
_AUTHOR = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "a"), ("EMAIL", "a@example.com"))
}


class Repository:
    """A repository in a directory; each commit has exactly the files that are given."""

    def __init__(self, top: Path) -> None:
        self.top = top
        top.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch", "main")

    def git(self, *words: str, given: bytes | None = None) -> str:
        """Run git, with no settings of this user."""
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            **_AUTHOR,
        }
        done = subprocess.run(
            ["git", "-C", str(self.top), *words],
            input=given,
            capture_output=True,
            check=True,
            env=environment,
        )
        return done.stdout.decode().strip()

    def commit(self, files: Mapping[str, str | bytes]) -> str:
        """Commit these files and no other; the commit's hash."""
        for name in self.git("ls-files").splitlines():
            (self.top / name).unlink()
        for name, content in files.items():
            place = self.top / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.encode() if isinstance(content, str) else content)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "a change")
        return self.git("rev-parse", "HEAD")


def reviewed(
    directory: Path, before: Mapping[str, str], after: Mapping[str, str], **given: object
) -> Review:
    """The review of a change from some files to others."""
    sides = []
    for name, files in (("before", before), ("after", after)):
        for file, text in files.items():
            place = directory / name / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)
        sides.append(directory / name)
    with_day = ReviewInput(as_of=DAY, **given)  # type: ignore[arg-type]
    second = read(sides[1], "after", with_day)
    return review(read(sides[0], "before", with_day, other=second), second)
