"""Many scenarios: the same rows however many processes find them, and none found twice."""

from pathlib import Path

import pytest

from archbench.errors import InputError
from archbench.whatif.base import Base
from archbench.whatif.bench import Bench
from archbench.whatif.given import axis_of
from archbench.whatif.kept_rows import KeptRows
from archbench.whatif.row import ScenarioRow, TurnedVerdict, as_data, from_data, row_of
from archbench.whatif.running import best_first, rows
from archbench.whatif.scenario import Scenario, scenario
from archbench.whatif.sweep import grid
from tests.whatif.test_bench import INNER, STACK


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The small stack of test_bench, held against a checklist."""
    directory = tmp_path_factory.mktemp("stack")
    (directory / "main.tf").write_text(STACK, "utf-8")
    (directory / "inner").mkdir()
    (directory / "inner" / "main.tf").write_text(INNER, "utf-8")
    return Bench(Base(directory, checklists=("reliability",), whole=True))


@pytest.fixture(scope="module")
def scenarios() -> list[Scenario]:
    """Forty, two of which the stack refuses."""
    return list(grid((axis_of("var.number=0..9"), axis_of("var.class=t3.small,t3.large"))))


def test_several_processes_find_the_same_rows(bench: Bench, scenarios: list[Scenario]) -> None:
    """In the order of the scenarios, those that do not apply with their reason."""
    alone, together = rows(bench, scenarios, jobs=1), rows(bench, scenarios, jobs=2)
    assert alone == together
    assert [row.name for row in alone] == [one.name for one in scenarios]
    assert sum(bool(row.problem) for row in alone) == 2


def test_a_row_is_kept_exactly(bench: Bench, scenarios: list[Scenario]) -> None:
    """Money with all its digits, verdicts with their evidence."""
    for row in rows(bench, scenarios, jobs=1):
        assert from_data(as_data(row)) == row


def test_a_stopped_run_goes_on_where_it_was(
    bench: Bench, scenarios: list[Scenario], tmp_path: Path
) -> None:
    """What was kept is not found again; a line cut short is."""
    file = tmp_path / "rows.jsonl"
    first = KeptRows(file, bench, scenarios)
    whole = rows(bench, scenarios[:6], jobs=1, done=first.add)
    text = file.read_text("utf-8")
    file.write_text(text[:-20], "utf-8")
    kept = KeptRows(file, bench, scenarios)
    found: list[int] = []
    again = rows(
        bench, scenarios[:6], jobs=1, known=kept.known, done=lambda place, _: found.append(place)
    )
    assert (len(kept.known), len(found)) == (5, 1)
    assert again == whole


def test_rows_of_another_stack_are_not_used(
    bench: Bench, scenarios: list[Scenario], tmp_path: Path
) -> None:
    """Whatever decides a row is part of its key."""
    file = tmp_path / "rows.jsonl"
    rows(bench, scenarios[:2], jobs=1, done=KeptRows(file, bench, scenarios).add)
    other = Bench(Base(bench.base.path, (("var", "class=t3.micro"),), checklists=("reliability",)))
    assert not KeptRows(file, other, scenarios).known


def test_a_file_of_somebody_else_is_left_alone(
    bench: Bench, scenarios: list[Scenario], tmp_path: Path
) -> None:
    """It is said, and nothing is written."""
    file = tmp_path / "notes.txt"
    file.write_text("mine\n", "utf-8")
    with pytest.raises(InputError, match="holds no kept scenarios"):
        KeptRows(file, bench, scenarios)
    assert file.read_text("utf-8") == "mine\n"


def test_a_file_that_cannot_be_read_is_told(
    bench: Bench, scenarios: list[Scenario], tmp_path: Path
) -> None:
    """One that is no text, and a directory."""
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b"\xff\xfe\n")
    for path in (file, tmp_path):
        with pytest.raises(InputError, match=f"{path.name} cannot be read: "):
            KeptRows(path, bench, scenarios)
    assert file.read_bytes() == b"\xff\xfe\n"


def test_a_mistake_is_told_before_anything_is_found(
    bench: Bench, scenarios: list[Scenario]
) -> None:
    """The last of many scenarios names what is not there."""
    found: list[int] = []
    wrong = scenario("x", variables={"nummer": 1}, place="s.yml:3")
    with pytest.raises(InputError, match=r"s\.yml:3"):
        rows(bench, [*scenarios, wrong], jobs=1, done=lambda place, _: found.append(place))
    assert not found


def test_the_best_makes_nothing_worse_and_costs_least() -> None:
    """Cheaper ones that lose more stand behind; what does not apply is last."""
    from decimal import Decimal  # noqa: PLC0415

    base = ScenarioRow("base", zone_loss="degraded")
    cheap = ScenarioRow("cheap", zone_loss="down", change=Decimal(-9))
    dear = ScenarioRow("dear", zone_loss="survives", change=Decimal(9))
    untold = ScenarioRow("untold", zone_loss="survives")
    refused = ScenarioRow("refused", problem="no")
    found = best_first([refused, cheap, untold, dear], base)
    assert [row.name for row in found] == ["dear", "untold", "cheap", "refused"]


def test_the_baseline_changes_nothing(bench: Bench) -> None:
    """Beside itself."""
    row = row_of(bench.baseline, bench.baseline)
    assert row.change == 0
    assert not row.verdicts
    assert not row.not_comparable


@pytest.mark.parametrize(
    ("before", "after", "broken"),
    [
        ("pass", "fail", True),
        ("open", "fail", True),
        ("not_applicable", "fail", True),
        ("pass", "open", True),
        ("fail", "open", False),
        ("fail", "pass", False),
        ("open", "not_applicable", False),
    ],
)
def test_what_fails_here_alone_is_worse(before: str, after: str, *, broken: bool) -> None:
    """Also where the control was open, or about nothing, as the stack stands."""
    turned = TurnedVerdict("group_scales", before, after, "", "")
    row = ScenarioRow("x", zone_loss="survives", verdicts=(turned,))
    assert row.worse(ScenarioRow("base", zone_loss="survives")) is broken
