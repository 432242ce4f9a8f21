"""A fleet: each configuration by itself, all on one page, none lost."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import duckdb
import pytest
from distributed import LocalCluster
from playwright.sync_api import Browser

from archbench.cli import main
from archbench.errors import InputError, ToolError
from archbench.fleet import working
from archbench.fleet.member import Member, read_fleet
from archbench.fleet.page import headline, page
from archbench.fleet.parquet import as_parquet
from archbench.fleet.result import MemberResult, RiskFound, from_json
from archbench.fleet.rows import FleetRow
from archbench.fleet.working import LOST, Work, by_cluster, by_pool
from archbench.lifeline import tied_pool
from tests.fleet.conftest import RunFleet

DAY = date(2026, 3, 2)


def totals(out: Path = Path("out")) -> dict[str, dict[str, str]]:
    """The rows of the totals, by name."""
    with (out / "totals.csv").open(encoding="utf-8") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def test_each_is_examined_as_its_own_command_would(
    stacks: Path, fleet: RunFleet, capsys: pytest.CaptureFixture[str]
) -> None:
    """The cost of `archbench cost`, the verdicts of `archbench check`; what is none is counted."""
    (stacks / "stacks" / "one" / "usage.yml").write_text(
        "version: 0.1\nresource_usage:\n  aws_nat_gateway.one:\n    monthly_data_processed_gb: 10\n"
    )
    (stacks / "stacks" / "one" / "archbench.yml").write_text("usage: usage.yml\n")
    assert fleet("stacks/*")[0] == 0
    rows = totals()
    assert list(rows) == ["stacks/one", "stacks/three", "stacks/two"]
    for name, row in rows.items():
        assert main(["cost", name, "--json", "--as-of", "2026-03-02"]) == 0
        made = json.loads(capsys.readouterr().out, parse_float=Decimal)
        assert Decimal(row["cost_likely"]) == made["total_monthly"]
        main(["check", name, "--format", "json"])
        judged = json.loads(capsys.readouterr().out)
        assert row["score"] == str(judged["score"])
    assert rows["stacks/one"]["cost_whole"] == "True"
    assert rows["stacks/two"]["cost_whole"] == "False"
    document = json.loads(Path("out/totals.json").read_text("utf-8"))
    assert document["passed_over"] == 1
    assert [row["name"] for row in document["configurations"]] == list(rows)
    text = Path("out/index.html").read_text("utf-8")
    assert "1 path holds no configuration and was passed over." in text


def table(path: Path = Path("out/totals.parquet")) -> dict[str, dict[str, object]]:
    """The rows of the totals as Parquet has them, by name."""
    found = duckdb.read_parquet(str(path))
    return {row[0]: dict(zip(found.columns, row, strict=True)) for row in found.fetchall()}


@pytest.mark.usefixtures("stacks")
def test_the_table_has_the_types_and_amounts_of_the_totals(fleet: RunFleet) -> None:
    """Read back: the same rows; numbers are numbers, and no figure is null, not zero."""
    Path("stacks/two/archbench.yml").write_text("usag: usage.yml\n")
    assert fleet("stacks/*")[0] == 1
    rows, found = totals(), table()
    assert list(found) == list(rows)
    for name, row in rows.items():
        for key, text in row.items():
            value = found[name][key]
            if isinstance(value, Decimal):
                assert value == Decimal(text)
            else:
                assert ("" if value is None else str(value)) == text
    one = found["stacks/one"]
    assert {key: type(one[key]) for key in ("score", "cost_high", "cost_whole", "open")} == {
        "score": Decimal, "cost_high": Decimal, "cost_whole": bool, "open": int,
    }  # fmt: skip
    assert found["stacks/two"]["score"] is found["stacks/two"]["cost_likely"] is None


@pytest.mark.usefixtures("stacks")
def test_without_duckdb_no_table_is_written_and_none_is_left(
    fleet: RunFleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older one would tell of another run than the totals beside it."""
    fleet("stacks/*")
    assert Path("out/totals.parquet").exists()
    monkeypatch.setitem(sys.modules, "duckdb", None)
    code, said = fleet("stacks/*")
    assert code == 0
    assert said.splitlines()[-1] == (
        "out/totals.parquet is not written: DuckDB writes it, pip install 'archbench[fleet]' brings"
        " that"
    )
    assert not Path("out/totals.parquet").exists()


def test_the_table_has_no_amount_that_its_type_cannot_hold(tmp_path: Path) -> None:
    """Nor a control character; the same rows, the same bytes."""
    most = Decimal("999999999999999999.99999999999999999999")
    costs = {
        "1E+18": None,
        "-1E+99": None,
        f"-{most}9": most.copy_negate(),
        f"{most}": most,
        "0": Decimal(0),
    }
    rows = [FleetRow(MemberResult(f"{text}\x1b", "", cost_low=text)) for text in costs]
    places = [tmp_path / name for name in ("it's [a].parquet", "b.parquet")]
    made = [as_parquet(place, rows) for place in places]
    assert made[0] == made[1]
    assert made[1] is not None
    places[1].write_bytes(made[1])
    assert {name: row["cost_low"] for name, row in table(places[1]).items()} == {
        f"{text}\\u001b": amount for text, amount in costs.items()
    }
    assert list(tmp_path.iterdir()) == places[1:]


def test_a_table_that_is_interrupted_is_an_interrupt(tmp_path: Path) -> None:
    """In the middle of DuckDB's work, which would call it an error of its own; nothing is left."""
    rows = [FleetRow(MemberResult(str(number), "")) for number in range(300)]

    def write_on() -> None:
        while True:
            as_parquet(tmp_path / "a.parquet", rows)

    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        with pytest.raises(KeyboardInterrupt):
            write_on()
    finally:
        signal.signal(signal.SIGALRM, before)
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("stacks")
def test_one_that_fails_stops_no_other_and_is_in_the_headline(fleet: RunFleet) -> None:
    """It is named with its reason, and the exit code says so."""
    Path("stacks/two/archbench.yml").write_text("usag: usage.yml\n")
    code, said = fleet("stacks/*")
    assert code == 1
    assert 'nothing knows "usag"' in said
    rows = totals()
    assert 'archbench.yml:1: nothing knows "usag"' in rows["stacks/two"]["error"]
    assert [name for name, row in rows.items() if not row["error"]] == [
        "stacks/one",
        "stacks/three",
    ]
    text = Path("out/index.html").read_text("utf-8")
    assert "1 could not be examined" in text.split("</h1>")[0]
    assert "archbench.yml:1: nothing knows" in text


@pytest.mark.usefixtures("stacks")
def test_what_has_not_changed_is_not_examined_again(fleet: RunFleet) -> None:
    """What has is; the same input gives the same bytes."""
    fleet("stacks/*")
    before = {path: path.read_bytes() for path in Path("out").rglob("*.*") if path.suffix != ".db"}
    said = fleet("stacks/*")[1]
    assert "3 of 3 lay there already" in said
    assert {path: path.read_bytes() for path in before} == before
    Path("stacks/two/more.tf").write_text('resource "aws_eip" "e" {\n}\n')
    said = fleet("stacks/*")[1]
    assert "stacks/two: " in said
    assert "+$3.65 a month" in totals()["stacks/two"]["since"]
    said = fleet("stacks/one", "stacks/three")[1]
    assert len(list(Path("out/results").iterdir())) == 2


RUN = """
import sys
from archbench.cli import main
from archbench.fleet import run
keep, kept = run.keep, []
def counted(*args):
    keep(*args)
    kept.append(1)
    if len(kept) == 2:
        import os, signal
        os.kill(os.getpid(), signal.SIGKILL)
run.keep = counted
main(["fleet", "stacks/*", "-o", "out", "--as-of", "2026-03-02", "--jobs", "2"])
"""


def test_a_killed_run_goes_on_where_it_was(stacks: Path, fleet: RunFleet) -> None:
    """Killed after two results: the next examines the third alone, and nothing is doubled."""
    assert subprocess.run([sys.executable, "-c", RUN], check=False, cwd=stacks).returncode == -9
    assert not Path("out/index.html").exists()
    said = fleet("stacks/*")[1]
    assert "2 of 3 lay there already" in said
    assert len(said.splitlines()) == 2
    assert len(totals()) == 3
    for name in ("one", "two", "three"):
        main(["history", f"stacks/{name}", "--history", "out/history.db", "--json"])
    assert not [path for path in Path("out").rglob("*") if "draft" in path.name]


@dataclass(frozen=True, slots=True)
class _Dies(Work):
    """Kills its worker: always, or the first time."""

    mark: Path | None = None

    def done(self) -> MemberResult:
        if self.mark is None or not self.mark.exists():
            if self.mark:
                self.mark.touch()
            time.sleep(0.2)  # so that others are in hand
            os._exit(9)
        return MemberResult(self.member.name, "")


@dataclass(frozen=True, slots=True)
class _Answers(Work):
    """Answers at once."""

    def done(self) -> MemberResult:
        return MemberResult(self.member.name, "")


def work(name: str) -> Work:
    """A piece of work that answers."""
    return _Answers(Member(name, Path()), "", DAY)


def test_a_lost_worker_loses_nothing(tmp_path: Path) -> None:
    """What it had is begun again; what loses its worker each time is given up, with a reason."""
    jobs: Sequence[Work] = [
        *map(work, "abcdefgh"),
        _Dies(Member("once", Path()), "", DAY, tmp_path / "mark"),
        *map(work, "ijklmnop"),
        _Dies(Member("always", Path()), "", DAY),
        *map(work, "qrstuvwx"),
    ]
    found = {item.member.name: result.error for item, result in by_pool(jobs, 3)}
    assert found == {item.member.name: "" for item in jobs} | {"always": LOST}


def test_a_worker_lost_between_two_tasks_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool that has lost one refuses what is handed to it next, which nobody has begun."""
    refusals = [BrokenProcessPool("a child process terminated abruptly")]
    given: list[object] = []

    @contextmanager
    def pool(workers: int, method: Literal["fork", "spawn"]) -> Iterator[ProcessPoolExecutor]:
        with tied_pool(workers, method) as made:
            submit = made.submit

            def submitted(*what: Any) -> Future[Any]:  # noqa: ANN401 whatever the pool takes
                given.append(what)
                if len(given) == 4 and refusals:
                    raise refusals.pop()
                return submit(*what)

            monkeypatch.setattr(made, "submit", submitted)
            yield made

    monkeypatch.setattr(working, "tied_pool", pool)
    found = [item.member.name for item, _ in by_pool([*map(work, "abcdefgh")], 2)]
    assert sorted(found) == [*"abcdefgh"]
    assert refusals == []


def test_a_cluster_without_workers_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask would wait for one without end."""
    monkeypatch.setattr(working, "PATIENCE", 1)
    cluster = LocalCluster(n_workers=0, processes=False, dashboard_address=":0")
    with cluster, pytest.raises(ToolError, match="has no worker"):
        list(by_cluster([work("a")], cluster.scheduler_address))


def git(*words: str) -> None:
    """Git, as somebody."""
    named = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run(["git", *named, *words], check=True, capture_output=True)


@pytest.mark.usefixtures("stacks")
def test_a_list_names_paths_and_revisions(fleet: RunFleet) -> None:
    """A revision is read as git has it, beside the files as they are."""
    Path(".git").rmdir()
    git("init")
    git("add", ".")
    git("commit", "-m", "one")
    git("tag", "v1")
    Path("stacks/one/more.tf").write_text('resource "aws_nat_gateway" "more" {\n}\n')
    Path("list.yml").write_text(
        "configurations:\n  - stacks/one\n  - path: stacks/one\n    revision: v1\n"
        "  - {path: stacks/two, name: the second}\n"
    )
    assert fleet("list.yml")[0] == 0
    rows = totals()
    assert list(rows) == ["stacks/one", "stacks/one at v1", "the second"]
    costs = [Decimal(row["cost_likely"]) for row in rows.values()]
    assert costs[0] == 2 * costs[1] == 2 * costs[2]
    assert [row["local_changes"] for row in rows.values()] == ["True", "False", "False"]
    assert rows["stacks/one at v1"]["subject"] == rows["stacks/one"]["subject"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("configurations: [gone]", "entry 1 names gone, and there is none"),
        ("configurations: [{path: stacks/one, revison: a}]", 'Did you mean "revision"?'),
        ("configurations: [{name: a}]", "entry 1 has no path"),
        ("configurations: [1]", "entry 1: write a path"),
        ("configurations: [stacks/one, {path: stacks/two, name: stacks/one}]", "name of its own"),
        ("configurations: {}", "and a list of paths"),
        ("a: [\n", "list.yml:2: not YAML"),
        ("a: &a [*a]", "stands inside of what it names"),
    ],
)
@pytest.mark.usefixtures("stacks")
def test_a_list_that_cannot_be_used_says_where(text: str, said: str) -> None:
    """Before anything is examined."""
    Path("list.yml").write_text(text)
    with pytest.raises(InputError) as caught:
        read_fleet(["list.yml"])
    assert said in str(caught.value)
    assert "list.yml" in str(caught.value) or "named" in str(caught.value)


@pytest.mark.usefixtures("stacks")
def test_a_pattern_reaches_any_directories_and_says_when_it_reaches_none() -> None:
    """Not those that Terraform keeps for itself."""
    Path("stacks/one/.terraform/modules/m").mkdir(parents=True)
    Path("stacks/one/.terraform/modules/m/main.tf").touch()
    found = read_fleet(["**/*"])
    assert [item.name for item in found.members] == ["stacks/one", "stacks/three", "stacks/two"]
    with pytest.raises(InputError, match="leads to nothing"):
        read_fleet(["stack/*"])
    with pytest.raises(InputError, match="No configuration"):
        read_fleet(["stacks/docs"])


HOSTILE = '<img src=x onerror="document.title=1">'
RESULT = MemberResult(
    HOSTILE,
    "",
    standing="hold",
    cost="$1.00",
    cost_likely="1",
    cost_whole=True,
    risks=(RiskFound("high", HOSTILE, HOSTILE, "a"),),
    caveats=(HOSTILE,),
)


def test_the_page_is_filtered_and_shows_names_as_text(browser: Browser, tmp_path: Path) -> None:
    """Thirty rows: a word in the filter leaves those that hold it."""
    rows = [FleetRow(RESULT, HOSTILE)]
    rows += [FleetRow(replace(RESULT, name=f"stack-{n}")) for n in range(30)]
    place = tmp_path / "index.html"
    place.write_text(page(rows, read_fleet([str(Path(__file__).parents[2] / "infra" / "*")]), DAY))
    shown = browser.new_page()
    shown.goto(place.as_uri())
    assert shown.title() == headline(rows)
    assert shown.locator("tbody tr:visible").count() == len(rows)
    shown.get_by_role("searchbox").fill("stack-7")
    assert shown.locator("tbody tr:visible").count() == 1
    assert shown.locator("caption").inner_text().endswith("1 of 31 rows")
    assert shown.locator("img").count() == 0
    shown.close()


def test_a_result_is_read_as_it_was_written_or_not_at_all() -> None:
    """What lacks a field, is of another format or no JSON is none."""
    assert from_json(RESULT.as_json()) == RESULT
    for text in ("", "[]", "{}", RESULT.as_json().replace('"zone"', '"zones"')):
        with pytest.raises(ValueError, match=r"of this release|lacks|unexpected|Expecting"):
            from_json(text)
