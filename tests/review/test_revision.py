"""A revision is read as git stores it: every byte, nothing run, nothing outside."""

from pathlib import Path

import pytest

from archbench.errors import InputError
from archbench.review.revision import common, holds, repository_around, revision, written_out
from tests.review.repository import Repository


def written(repository: Repository, name: str, inside: str = "") -> dict[str, bytes]:
    """The files of a revision below a path, by name."""
    found = revision(repository.top.resolve(), name)
    with written_out(found, repository.top / inside) as place:
        return {
            path.relative_to(place).as_posix(): path.read_bytes()
            for path in place.rglob("*")
            if path.is_file() and path.name != ".git"
        }


def test_every_byte_is_there_whatever_the_attributes_say(tmp_path: Path) -> None:
    """Attributes would turn line ends, leave out files and run a filter."""
    repository = Repository(tmp_path)
    files = {
        "a.tf": b"# one\r\n# two\n",
        "left_out.tf": b"# here\n",
        "b/picture.bin": bytes(range(256)),
        "b/name with \xc3\xa4.tf".encode().decode("latin-1").encode("latin-1").decode(): b"",
        ".gitattributes": b"* text=auto eol=crlf filter=run\nleft_out.tf export-ignore\n",
    }
    repository.git("config", "filter.run.smudge", f"touch {tmp_path / 'ran'}; cat")
    repository.commit(files)
    stored = {name: repository.git("rev-parse", f"HEAD:{name}") for name in files}
    found = written(repository, "HEAD")
    assert found.keys() == files.keys()
    for name, content in found.items():
        assert (
            repository.git("hash-object", "--no-filters", "--stdin", given=content) == stored[name]
        )
    assert not (tmp_path / "ran").exists()


def test_the_files_of_a_revision_are_not_those_of_today(tmp_path: Path) -> None:
    """A branch, a tag, a hash and HEAD~1 name a commit."""
    repository = Repository(tmp_path)
    first = repository.commit({"stack/a.tf": "# first\n", "modules/m.tf": ""})
    repository.git("tag", "v1")
    repository.commit({"stack/a.tf": "# second\n"})
    for name in (first, "v1", "HEAD~1", first[:9]):
        assert written(repository, name, "stack") == {"a.tf": b"# first\n"}
    assert written(repository, "main", "stack") == {"a.tf": b"# second\n"}


def test_a_link_stays_a_link_and_nothing_is_written_through_it(tmp_path: Path) -> None:
    """A tree may hold a link to anywhere."""
    repository = Repository(tmp_path / "repository")
    (tmp_path / "elsewhere").mkdir()
    blob = repository.git("hash-object", "-w", "--stdin", given=b"../../elsewhere")
    text = repository.git("hash-object", "-w", "--stdin", given=b"# text\n")
    tree = repository.git(
        "mktree", given=f"120000 blob {blob}\tlink\n100644 blob {text}\ta.tf\n".encode()
    )
    commit = repository.git("commit-tree", "-m", "links", tree)
    found = revision(repository.top.resolve(), commit)
    with written_out(found, repository.top) as place:
        assert (place / "link").is_symlink()
        assert (place / "a.tf").read_text() == "# text\n"
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_name_that_leads_out_is_refused(tmp_path: Path) -> None:
    """Git itself makes no such tree; somebody may."""
    repository = Repository(tmp_path)
    blob = repository.git("hash-object", "-w", "--stdin", given=b"x")
    entry = b"100644 ..\0" + bytes.fromhex(blob)
    tree = repository.git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", given=entry)
    found = revision(tmp_path.resolve(), repository.git("commit-tree", "-m", "out", tree))
    with pytest.raises(InputError, match=r"holds a file named \.\."), written_out(found, tmp_path):
        pass


def test_installed_modules_come_along(tmp_path: Path) -> None:
    """No revision holds what `terraform init` fetched."""
    repository = Repository(tmp_path)
    repository.commit({"stack/a.tf": "", ".gitignore": ".terraform\n"})
    installed = tmp_path / "stack" / ".terraform" / "modules" / "modules.json"
    installed.parent.mkdir(parents=True)
    installed.write_text("{}")
    assert written(repository, "HEAD", "stack") == {
        "a.tf": b"",
        ".terraform/modules/modules.json": b"{}",
    }


def test_what_is_not_there_yet_is_nothing(tmp_path: Path) -> None:
    """A change that adds a stack is reviewed against none."""
    repository = Repository(tmp_path)
    repository.commit({"a.tf": ""})
    found = revision(tmp_path.resolve(), "HEAD")
    assert holds(found, tmp_path)
    assert not holds(found, tmp_path / "later")
    with written_out(found, tmp_path / "later") as place:
        assert [path.read_text() for path in place.glob("*.tf")] == [""]


def test_the_commit_at_which_histories_part(tmp_path: Path) -> None:
    """As BASE...HEAD means it."""
    repository = Repository(tmp_path)
    fork = repository.commit({"a.tf": "# 1\n"})
    repository.git("checkout", "--quiet", "-b", "feature")
    repository.commit({"a.tf": "# 2\n"})
    repository.git("checkout", "--quiet", "main")
    repository.commit({"a.tf": "# 3\n"})
    assert common(tmp_path.resolve(), "main", "feature") == fork
    repository.git("checkout", "--quiet", "--orphan", "alone")
    repository.commit({"a.tf": "# 4\n"})
    with pytest.raises(InputError, match="no commit in common"):
        common(tmp_path.resolve(), "main", "alone")


@pytest.mark.parametrize("name", ["nosuch", "--upload-pack=x", "HEAD:a.tf", ""])
def test_what_names_no_commit_is_refused(tmp_path: Path, name: str) -> None:
    """With what would be one."""
    repository = Repository(tmp_path)
    repository.commit({"a.tf": ""})
    with pytest.raises(InputError, match="has no revision"):
        revision(tmp_path.resolve(), name)


def test_no_repository_has_no_revisions(tmp_path: Path) -> None:
    """And two directories can be reviewed all the same."""
    with pytest.raises(InputError, match="lies in no git repository"):
        repository_around(tmp_path)
