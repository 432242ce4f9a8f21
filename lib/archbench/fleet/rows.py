"""Each configuration of a fleet beside its run before."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from archbench.cost.money import dollars
from archbench.fleet import history
from archbench.fleet.history import PastRun
from archbench.fleet.result import MemberResult


@dataclass(frozen=True, slots=True)
class FleetRow:
    """A result, and what has changed since the run before: "" where there was none."""

    result: MemberResult
    since: str = ""


def rows_of(results: Sequence[MemberResult], past: Path) -> tuple[FleetRow, ...]:
    """Every result with what has changed since the last run of other files or another day."""
    return tuple(FleetRow(item, _since(item, past)) for item in results)


def _since(result: MemberResult, past: Path) -> str:
    if result.error or not result.subject:
        return ""
    runs = [run for run in history.runs_of(past, result.subject) if run.revision == result.revision]
    keys = [run for run in runs if run.key == result.key]
    before = [run for run in runs if not keys or run.number < keys[0].number]
    return changed(before[-1], keys[0]) if before and keys else ""


def changed(before: PastRun, after: PastRun) -> str:
    """What one run says that the one before it did not; "no change" where they say the same."""
    said = []
    if before.cost_likely and after.cost_likely and before.cost_whole == after.cost_whole:
        more = Decimal(after.cost_likely) - Decimal(before.cost_likely)
        known = "" if after.cost_whole else " in what is known"
        said += [f"{'+' if more > 0 else ''}{dollars(more)} a month{known}"] if more else []
    elif before.cost != after.cost:
        said.append(f"{before.cost} became {after.cost}")
    gone = before.failing - after.failing
    for names, verb in (
        (after.failing - before.failing, "newly fails"),
        (gone & after.judged - after.undecided - after.accepted, "fails no more"),
        (gone & after.accepted, "fails as accepted"),
        (after.undecided - before.undecided, "newly open"),
        (gone - after.judged, "failed and is not checked any more"),
    ):
        said += [f"{verb}: {', '.join(sorted(names))}"] if names else []
    if before.zone != after.zone:
        said.append(f"loss of a zone: {before.zone or 'nothing'} became {after.zone or 'nothing'}")
    if said and before.release != after.release:
        said.append(f"archbench {before.release or 'of old'} became {after.release or 'of old'}")
    return "; ".join(said) or "no change"
