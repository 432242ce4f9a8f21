"""Results that lie there from an earlier run, and whether they still answer."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

from archbench.errors import ArchbenchError
from archbench.files import MOST_BYTES_MADE, read_text, write_atomic
from archbench.fleet.member import Member
from archbench.fleet.result import MemberResult, from_json
from archbench.report import kept
from archbench.report.request import notebooks_directory
from archbench.review.revision import repository_around, revision
from archbench.terraform.files import boundary_of

RESULTS = "results"
"""The directory that holds a file for each configuration."""


def keys_of(
    members: Iterable[Member], as_of: date, written: Iterable[Path]
) -> Mapping[Member, str]:
    """What the answer about each rests on; "" where that is too much to digest.

    All of the repository around a configuration counts, and archbench with its data.

    Args:
        members: which configurations.
        as_of: the day of the rates.
        written: what a run of the fleet writes itself.
    """
    own = frozenset(path.resolve() for path in written)
    ground = kept.key(["fleet", as_of.isoformat()], [], [], own, notebooks_directory())
    trees: dict[Path, str | None] = {}
    found = {}
    for member in members:
        top = boundary_of(member.path if member.path.is_dir() else member.path.parent)
        try:
            at = _commit(member)
            around = trees[top] if top in trees else trees.setdefault(top, kept.tree(top, own))
        except (ArchbenchError, OSError):
            ground_here = None
        else:
            ground_here = ground and around and f"{ground} {around} {at}"
        text = f"{ground_here}\0{member.name}\0{member.path.as_posix()}"
        found[member] = sha256(text.encode()).hexdigest() if ground_here else ""
    return found


def _commit(member: Member) -> str:
    return (
        revision(repository_around(member.path), member.revision).commit if member.revision else ""
    )


def place_of(directory: Path, member: Member) -> Path:
    """The file of a result: its name so that a person finds it, and no two are alike."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", member.name).strip("-.")[:80]
    mark = sha256(member.name.encode()).hexdigest()[:8]
    return directory / RESULTS / f"{plain}-{mark}.json"


def keep(directory: Path, member: Member, result: MemberResult) -> None:
    """Write a result to its file."""
    write_atomic(place_of(directory, member), result.as_json())


def kept_result(directory: Path, member: Member, key: str) -> MemberResult | None:
    """The result that lies there, where it rests on just this and something is said in it."""
    try:
        found = from_json(read_text(place_of(directory, member), MOST_BYTES_MADE))
    except (OSError, ValueError):
        return None
    return found if key and found.key == key and not found.error else None
