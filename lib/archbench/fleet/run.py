"""A run of a fleet: what is there already is taken, the rest is examined, each kept as it comes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from archbench.drafts import sweep
from archbench.files import write_together
from archbench.fleet import history
from archbench.fleet.keeping import RESULTS, keep, kept_result, keys_of, place_of
from archbench.fleet.member import FleetMembers, Member
from archbench.fleet.page import page
from archbench.fleet.parquet import LACKING, as_parquet
from archbench.fleet.result import MemberResult
from archbench.fleet.rows import FleetRow, rows_of
from archbench.fleet.totals import as_csv, as_json
from archbench.fleet.working import Work, Workers, by_cluster, by_pool

PAGE, CSV, JSON, PARQUET = "index.html", "totals.csv", "totals.json", "totals.parquet"


@dataclass(frozen=True, slots=True)
class FleetRequest:
    """What to examine, where to write, and by whom.

    scheduler  address of a Dask cluster; "" for jobs processes here
    anew       whether to examine what has not changed since
    """

    fleet: FleetMembers
    target: Path
    history: Path
    as_of: date
    jobs: int
    scheduler: str = ""
    anew: bool = False


def run(request: FleetRequest, progress: Callable[[str], object]) -> tuple[FleetRow, ...]:
    """Examine a fleet and write its page and totals; every configuration in its order.

    Each result is written, and appended to the history, as it comes: a run that is killed goes on
    where it was.

    Raises:
        InputError: the history is none, or Dask is not installed.
        ToolError: no scheduler answers, or DuckDB cannot write.
    """
    sweep(request.target)
    sweep(request.target / RESULTS)
    found: dict[str, MemberResult] = {}
    work: list[Work] = []
    keys = _keys(request)
    for member, key in keys.items():
        result = None if request.anew else kept_result(request.target, member, key)
        if result is None:
            work.append(Work(member, key, request.as_of))
        else:
            found[member.name] = result
            history.append(request.history, result)
    if found:
        progress(f"{len(found)} of {len(keys)} lay there already (--anew examines them again)")
    for item, result in _workers(request)(work):
        keep(request.target, item.member, result)
        if not result.error:
            history.append(request.history, result)
        found[item.member.name] = result
        told = result.error.split("\n")[0] or result.sentence
        progress(f"[{len(found)}/{len(keys)}] {item.member.name}: {told}")
    results = [found[member.name] for member in request.fleet.members]
    rows = rows_of(results, request.history)
    _tidied(request)
    place = request.target / PARQUET
    table = as_parquet(place, rows)
    made = {
        request.target / CSV: as_csv(rows),
        request.target / JSON: as_json(rows, request.fleet.passed_over),
        request.target / PAGE: page(rows, request.fleet, request.as_of),
    }
    write_together(made if table is None else {**made, place: table})
    if table is None:
        place.unlink(missing_ok=True)  # an older one tells of another run than those beside it
        progress(f"{place} {LACKING}")
    return rows


def _keys(request: FleetRequest) -> Mapping[Member, str]:
    own = [request.target, request.history]
    own += [Path(f"{request.history}{end}") for end in ("-journal", "-wal", "-shm")]
    return keys_of(request.fleet.members, request.as_of, own)


def _workers(request: FleetRequest) -> Workers:
    if request.scheduler:
        return partial(by_cluster, address=request.scheduler)
    return partial(by_pool, jobs=request.jobs)


def _tidied(request: FleetRequest) -> None:
    """Remove results of configurations that the fleet has no more."""
    known = {place_of(request.target, member) for member in request.fleet.members}
    for path in _written(request.target / RESULTS):
        if path not in known:
            path.unlink()


def _written(directory: Path) -> Iterator[Path]:
    yield from directory.glob("*-????????.json")


def failed(rows: Sequence[FleetRow]) -> int:
    """How many configurations nothing can be said of."""
    return sum(bool(row.result.error) for row in rows)
