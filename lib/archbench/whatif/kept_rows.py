"""Rows kept in a file as they are found, so that a run that was stopped goes on where it was.

The first line has the digest of all that decides a row besides its scenario: archbench and its
prices, the texts of the stack, its variables, usage, answers and checklists, and the day. A file
with another digest is begun anew. A line cut short, as by a stop, counts as none.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from archbench.errors import InputError, reason_of
from archbench.files import MOST_BYTES_MADE, data_directory, read_text, write_atomic
from archbench.requirements.reading import find_checklist
from archbench.whatif.bench import Bench
from archbench.whatif.row import ScenarioRow, as_data, from_data
from archbench.whatif.scenario import Scenario

_MARK = "archbench scenarios"
_PACKAGE = Path(__file__).parents[1]


class KeptRows:
    """The rows in a file; `add` appends one as soon as it is found."""

    def __init__(self, path: Path, bench: Bench, scenarios: Sequence[Scenario]) -> None:
        """Read what is kept, or begin anew.

        Raises:
            InputError: the file is there and holds something else, or cannot be read.
        """
        self._path = path
        self._names = [_digest(scenario) for scenario in scenarios]
        key = digest_of(bench)
        lines = _lines(path)
        first = next(lines, None)
        if first is not None and first.get("what") != _MARK:
            raise InputError(f"{path} is there and holds no kept scenarios: name another file.")
        self.known: Mapping[int, ScenarioRow] = {}
        if first is not None and first.get("key") == key:
            rows = {str(line.get("scenario")): line.get("row") for line in lines}
            self.known = {
                place: row
                for place, name in enumerate(self._names)
                if (row := _row(rows.get(name))) is not None
            }
            self._end_last_line()
        else:
            write_atomic(path, json.dumps({"what": _MARK, "key": key}) + "\n")

    def _end_last_line(self) -> None:
        with self._path.open("rb+") as file:
            if not file.read().endswith(b"\n"):
                file.write(b"\n")

    def add(self, place: int, row: ScenarioRow) -> None:
        """Append a row.

        Raises:
            OSError: it cannot be written; it names the file.
        """
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{self._line(place, row)}\n")
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(self._path)) from error

    def _line(self, place: int, row: ScenarioRow) -> str:
        return json.dumps({"scenario": self._names[place], "row": as_data(row)})


def digest_of(bench: Bench) -> str:
    """The digest of all that decides a row besides its scenario."""
    base, configuration = bench.base, bench.baseline.configuration
    assert configuration is not None  # noqa: S101 a bench has a baseline
    texts = [path.read_bytes() for path in (base.data, base.usage) if path]
    names = [name for item in bench.checklists for name in _files(Path(item.path))]
    facts = [
        sorted(configuration.sources.items()),
        [(item.name, str(item.value)) for item in configuration.variables],
        sorted(pair for pair in base.environ.items() if pair[0].startswith(("TF_", "AWS_"))),
        [sha256(text).hexdigest() for text in texts],
        [(str(name), sha256(name.read_bytes()).hexdigest()) for name in names],
        [base.path.as_posix(), str(base.as_of), base.profile, base.whole],
        [(item.address, repr(item.values)) for item in configuration.instances],
        [sorted(_marks(x)) for x in (base.path, _PACKAGE, data_directory() / "prices")],
    ]
    return sha256(json.dumps(facts, default=str).encode()).hexdigest()


def _files(path: Path) -> Sequence[Path]:
    found = find_checklist(path)
    return sorted(found.glob("*.hcl")) if found.is_dir() else [found]


def _marks(directory: Path) -> Iterator[tuple[str, int, int]]:
    for here, folders, names in os.walk(directory):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            found = (Path(here) / name).lstat()
            yield str(Path(here, name).relative_to(directory)), found.st_size, found.st_mtime_ns


def _digest(scenario: Scenario) -> str:
    changes = [
        (change.lever.kind, change.lever.path, change.value, change.place)
        for change in scenario.changes
    ]
    book = str(scenario.value("price_book") or "")
    rates = read_text(Path(book)) if book and Path(book).is_file() else ""
    text = json.dumps([scenario.name, scenario.why, scenario.place, changes, rates], default=str)
    return sha256(text.encode()).hexdigest()


def _lines(path: Path) -> Iterator[dict[str, object]]:
    if not path.exists():
        return
    try:
        text = read_text(path, MOST_BYTES_MADE)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {reason_of(error)}.") from error
    for number, line in enumerate(text.splitlines()):
        try:
            found = json.loads(line)
        except ValueError:
            found = None
        if isinstance(found, dict):
            yield found
        elif number == 0:
            yield {}


def _row(data: object) -> ScenarioRow | None:
    try:
        return from_data(data) if isinstance(data, Mapping) else None
    except (KeyError, TypeError, ArithmeticError):
        return None
