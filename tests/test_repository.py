"""What git is asked about a directory of somebody else's, which may name programs to run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archbench.repository import commit

OWN = ["-c", "user.name=a", "-c", "user.email=a@b.example"]


def git(place: Path, *words: str) -> None:
    """As the person who made the repository."""
    subprocess.run(["git", "-C", str(place), *OWN, *words], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """One commit with two files whose times changed: a look into them tells what they are."""
    place = tmp_path / "repository"
    place.mkdir()
    _commit(place)
    return place


def _commit(place: Path) -> None:
    (place / "main.tf").write_text("a\n")
    (place / "more.tf").write_text("a\n")
    git(place, "init")
    git(place, "add", ".")
    git(place, "commit", "-m", "one")
    for name in ("main.tf", "more.tf"):
        os.utime(place / name, (1, 1))


def _tells(place: Path, tmp_path: Path) -> str:
    """A program that leaves a trace, and gives back what it is given."""
    program = tmp_path / f"{place.name}.sh"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\ncat\n")
    program.chmod(0o755)
    return str(program)


def test_what_differs_is_told(repository: Path) -> None:
    """Also where the length is the same, or the file is new."""
    name, dirty = commit(repository)
    assert len(name) == 12
    assert not dirty
    (repository / "main.tf").write_text("b\n")
    assert commit(repository / "more.tf") == (name, True)
    (repository / "main.tf").write_text("a\n")
    (repository / "new.tf").write_text("")
    assert commit(repository) == (name, True)


def test_outside_of_a_repository(tmp_path: Path) -> None:
    """In words."""
    assert commit(tmp_path) == ("not in a git repository", False)


@pytest.mark.parametrize("key", ["clean", "process"])
@pytest.mark.parametrize("name", ["x", "x.y=z"])
def test_no_filter_of_the_repository_is_run(
    key: str, name: str, repository: Path, tmp_path: Path
) -> None:
    """Not although it is required, and not where nothing but a look into the file tells."""
    (repository / ".git/info/attributes").write_text(f"*.tf filter={name}\n")
    git(repository, "config", f"filter.{name}.{key}", _tells(repository, tmp_path))
    git(repository, "config", f"filter.{name}.required", "true")
    assert commit(repository)[1] is False
    (repository / "main.tf").write_text("b\n")
    assert commit(repository)[1] is True
    assert not (tmp_path / "ran").exists()


def test_a_filter_of_the_person_is_followed(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As they have it for what is kept elsewhere: the file is what git would write."""
    change = "import sys; sys.stdout.write(sys.stdin.read().replace('b', 'a'))"
    program = tmp_path / "clean.py"
    program.write_text(change)
    run = f"'{sys.executable}' '{program}'".replace("\\", "/")
    (tmp_path / "own").write_text(f'[filter "x"]\n\tclean = "{run}"\n')
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "own"))
    (repository / ".git/info/attributes").write_text("*.tf filter=x\n")
    (repository / "main.tf").write_text("b\n")
    assert commit(repository)[1] is False


def test_no_hook_and_no_monitor_is_run_and_the_index_stays(
    repository: Path, tmp_path: Path
) -> None:
    """Whoever writes the index runs a hook, and what rests on the repository would begin anew."""
    program = _tells(repository, tmp_path)
    (repository / ".git/hooks").mkdir(exist_ok=True)
    (repository / ".git/hooks/post-index-change").symlink_to(program)
    git(repository, "config", "core.fsmonitor", program)
    index = repository / ".git/index"
    before = index.read_bytes(), index.stat().st_mtime_ns
    assert commit(repository)[1] is False
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before
    assert not (tmp_path / "ran").exists()


def test_a_repository_inside_is_asked_as_carefully(repository: Path, tmp_path: Path) -> None:
    """It has a configuration of its own."""
    (tmp_path / "inner").mkdir()
    _commit(tmp_path / "inner")
    inner = repository / "modules/net"
    git(repository, "clone", str(tmp_path / "inner"), str(inner))
    git(repository, "add", "modules/net")
    git(repository, "commit", "-m", "two")
    (inner / ".git/info").mkdir(exist_ok=True)
    (inner / ".git/info/attributes").write_text("*.tf filter=x\n")
    program = _tells(inner, tmp_path)
    git(inner, "config", "core.fsmonitor", program)
    git(inner, "config", "filter.x.clean", program)
    os.utime(inner / "main.tf", (1, 1))
    assert commit(repository)[1] is False
    (inner / "main.tf").write_text("b\n")
    assert commit(repository)[1] is True
    git(inner, "commit", "-a", "-m", "two")
    (tmp_path / "ran").unlink(missing_ok=True)
    assert commit(repository)[1] is True
    assert not (tmp_path / "ran").exists()
