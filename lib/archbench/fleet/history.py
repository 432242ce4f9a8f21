"""Every run, appended to one SQLite file: what it was made from, and what was said.

A run is one transaction, and its key stands once: what is appended twice is there once, and a run
that is killed while it appends is there whole or not at all.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archbench.errors import InputError, ToolError
from archbench.fleet.result import MemberResult

NAME = "history.db"
_SECONDS = 60.0
"""How long to wait for others that append."""
_TABLES = """
CREATE TABLE IF NOT EXISTS run (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, subject TEXT NOT NULL, revision TEXT NOT NULL,
  as_of TEXT NOT NULL, commit_ TEXT NOT NULL, dirty INTEGER NOT NULL, digest TEXT NOT NULL,
  standing TEXT NOT NULL, sentence TEXT NOT NULL, score TEXT NOT NULL, cost TEXT NOT NULL,
  cost_low TEXT NOT NULL, cost_likely TEXT NOT NULL, cost_high TEXT NOT NULL,
  cost_whole INTEGER NOT NULL, zone TEXT NOT NULL, name TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS run_subject ON run (subject, id);
CREATE TABLE IF NOT EXISTS control (
  run INTEGER NOT NULL REFERENCES run (id), checklist TEXT NOT NULL, control TEXT NOT NULL,
  severity TEXT NOT NULL, verdict TEXT NOT NULL, accepted INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS control_run ON control (run);
CREATE TABLE IF NOT EXISTS version (
  run INTEGER NOT NULL REFERENCES run (id), name TEXT NOT NULL, version TEXT NOT NULL
);
"""
_FAILS, _ACCEPTED = ("fail", 0), ("fail", 1)
_COLUMNS = (
    "key", "subject", "revision", "as_of", "commit", "dirty", "digest", "standing", "sentence",
    "score", "cost", "cost_low", "cost_likely", "cost_high", "cost_whole", "zone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run as it is told; failing names the controls that fail and nobody accepted.

    undecided and accepted name those that are open and those whose failure somebody waived; judged
    names all of them.
    """

    number: int
    key: str
    as_of: str
    revision: str
    commit: str
    dirty: bool
    digest: str
    standing: str
    sentence: str
    score: str
    cost: str
    cost_likely: str
    cost_whole: bool
    zone: str
    failing: frozenset[str]
    undecided: frozenset[str]
    accepted: frozenset[str]
    judged: frozenset[str]
    release: str

    @property
    def open(self) -> int:
        """How many controls are undecided."""
        return len(self.undecided)


def append(path: Path, result: MemberResult) -> bool:
    """Append a run, unless it stands there already; whether it was appended.

    Raises:
        InputError: the file is no history.
        ToolError: others hold it for more than a minute.
    """
    values = [getattr(result, name) for name in _COLUMNS]
    with _opened(path) as db:
        db.execute("BEGIN IMMEDIATE")
        names = ", ".join("commit_" if name == "commit" else name for name in _COLUMNS)
        marks = ", ".join("?" for _ in _COLUMNS)
        done = db.execute(
            f"INSERT OR IGNORE INTO run ({names}, name) VALUES ({marks}, ?)",  # noqa: S608 names
            [*values, result.name],
        )
        if done.rowcount:
            run = done.lastrowid
            db.executemany(
                "INSERT INTO control VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (run, item.checklist, item.control, item.severity, item.verdict, item.accepted)
                    for item in result.controls
                ],
            )
            versions = sorted((result.versions or {}).items())
            db.executemany("INSERT INTO version VALUES (?, ?, ?)", [(run, *v) for v in versions])
        db.execute("COMMIT")
        return bool(done.rowcount)


def runs_of(path: Path, subject: str) -> tuple[PastRun, ...]:
    """The runs of a configuration, the oldest first.

    Raises:
        InputError: there is no history at path, or it is none.
    """
    if not path.is_file():
        raise InputError(f"{path}: there is no such history. `archbench fleet` writes one.")
    with _opened(path) as db:
        db.row_factory = sqlite3.Row
        rows = db.execute(
            "SELECT id AS number, key, as_of, revision, commit_ AS [commit], dirty, digest,"
            " standing, sentence, score, cost, cost_likely, cost_whole, zone"
            " FROM run WHERE subject = ? ORDER BY id",
            [subject],
        ).fetchall()
        return tuple(_run(db, dict(row)) for row in rows)


def subjects(path: Path) -> Sequence[str]:
    """Every configuration the history tells of."""
    with _opened(path) as db:
        return [row[0] for row in db.execute("SELECT DISTINCT subject FROM run ORDER BY subject")]


def _run(db: sqlite3.Connection, row: Mapping[str, Any]) -> PastRun:
    number = row["number"]
    controls = db.execute(
        "SELECT checklist || ' ' || control, verdict, accepted FROM control WHERE run = ?", [number]
    ).fetchall()
    release = db.execute(
        "SELECT version FROM version WHERE run = ? AND name = 'archbench'", [number]
    ).fetchone()
    return PastRun(
        **row,
        failing=frozenset(name for name, *said in controls if tuple(said) == _FAILS),
        undecided=frozenset(name for name, verdict, _ in controls if verdict == "open"),
        accepted=frozenset(name for name, *said in controls if tuple(said) == _ACCEPTED),
        judged=frozenset(name for name, *_ in controls),
        release=release[0] if release else "",
    )


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=_SECONDS, isolation_level=None)) as db:
            db.execute("PRAGMA synchronous = FULL")
            db.executescript(f"BEGIN IMMEDIATE; {_TABLES} COMMIT;")
            yield db
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise ToolError(f"{path} is held by others for more than a minute.") from error
        raise ToolError(
            f"{path} cannot be used: {error}. Look whether it may be written."
        ) from error
    except sqlite3.DatabaseError as error:
        raise InputError(f"{path} is no history of archbench: {error}. Name another.") from error
