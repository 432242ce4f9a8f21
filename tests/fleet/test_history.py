"""The history: what is appended stands once and whole, whoever else appends or is killed."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from archbench.cli import main
from archbench.errors import InputError
from archbench.fleet.history import append, runs_of
from archbench.fleet.member import Member
from archbench.fleet.result import ControlFound, MemberResult
from archbench.fleet.rows import changed
from tests.fleet.conftest import RunFleet

APPENDS = """
import sys
from pathlib import Path
from archbench.fleet.history import append
from archbench.fleet.result import ControlFound, MemberResult
first, last = map(int, sys.argv[1:])
for number in range(first, last):
    controls = tuple(ControlFound("a", str(n), "high", "fail", False) for n in range(50))
    append(Path("history.db"), MemberResult("a", str(number), subject="s", controls=controls))
    print(number, flush=True)
"""
PROCESSES, EACH = 10, 20


def test_many_append_at_once_and_one_is_killed(tmp_path: Path) -> None:
    """What was said to be appended is there once, with all of it; the killed one's last or not."""
    begun = [
        subprocess.Popen(
            [sys.executable, "-c", APPENDS, str(number * EACH), str((number + 1) * EACH)],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    killed = begun[0]
    assert killed.stdout
    told = [killed.stdout.readline().strip() for _ in range(3)]
    killed.kill()
    told += [word for one in begun for word in one.communicate(timeout=120)[0].split()]
    runs = runs_of(tmp_path / "history.db", "s")
    keys = [run.key for run in runs]
    assert len(keys) == len(set(keys))
    assert set(told) <= set(keys)
    assert len(keys) <= len(told) + 1
    assert {one.returncode for one in begun[1:]} == {0}
    assert all(len(run.failing) == 50 for run in runs)


def test_the_same_run_is_appended_once(tmp_path: Path) -> None:
    """By its key."""
    place = tmp_path / "history.db"
    waits = (ControlFound("l", "c", "high", "open", accepted=False),)
    one = MemberResult("a", "key", subject="s", controls=waits)
    assert [append(place, one), append(place, one)] == [True, False]
    (run,) = runs_of(place, "s")
    assert (run.open, run.failing) == (1, frozenset())


@pytest.mark.usefixtures("stacks")
def test_the_runs_of_a_configuration_are_told_with_what_changed(
    fleet: RunFleet, capsys: pytest.CaptureFixture[str]
) -> None:
    """The newest first."""
    fleet("stacks/one")
    Path("stacks/one/more.tf").write_text('resource "aws_eip" "e" {\n}\n')
    fleet("stacks/one")
    fleet("stacks/one")
    assert main(["history", "stacks/one", "--history", "out/history.db"]) == 0
    text = capsys.readouterr().out
    assert "2 runs, the last as of 2026-03-02" in text
    assert text.index("+$3.65 a month") < text.index("the first")
    assert main(["history", "stacks/one", "--history", "out/history.db", "--json"]) == 0
    runs = json.loads(capsys.readouterr().out)
    assert len({run["digest"] for run in runs}) == 2
    assert main(["history", "stacks/two", "--history", "out/history.db"]) == 2
    assert "tells of no run of" in capsys.readouterr().err


def test_what_changed_names_controls_and_never_compares_parts_with_wholes(tmp_path: Path) -> None:
    """A cost that was not whole is no less than one that is."""
    place = tmp_path / "history.db"
    fails = (ControlFound("l", "c", "high", "fail", accepted=False),)
    append(
        place,
        MemberResult("a", "1", subject="s", cost="at least $1.00", cost_likely="1", zone="down"),
    )
    append(
        place,
        MemberResult(
            "a", "2", subject="s", cost="$9.00", cost_likely="9", cost_whole=True, controls=fails
        ),
    )
    before, after = runs_of(place, "s")
    assert changed(before, after) == (
        "at least $1.00 became $9.00; newly fails: l c; loss of a zone: down became nothing"
    )
    assert changed(after, after) == "no change"


def test_what_is_undecided_accepted_or_checked_no_more_is_not_called_mended(
    tmp_path: Path,
) -> None:
    """Only what was judged again, and found well, fails no more."""
    place = tmp_path / "history.db"

    def found(**verdicts: str) -> tuple[ControlFound, ...]:
        return tuple(
            ControlFound("l", name, "high", word.split()[-1], accepted=word == "waived fail")
            for name, word in verdicts.items()
        )

    every = dict.fromkeys(("doubted", "dropped", "mended", "waived"), "fail")
    after = {"doubted": "open", "mended": "pass", "waived": "waived fail"}
    append(place, MemberResult("a", "1", subject="s", controls=found(**every)))
    append(
        place,
        MemberResult("a", "2", subject="s", controls=found(**after), versions={"archbench": "9"}),
    )
    assert changed(*runs_of(place, "s")) == (
        "fails no more: l mended; fails as accepted: l waived; newly open: l doubted;"
        " failed and is not checked any more: l dropped; archbench of old became 9"
    )


def test_a_run_is_told_beside_the_one_before_of_its_revision(
    stacks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A release between two runs of the files is no change of theirs."""
    place = stacks / "history.db"
    subject = Member("", stacks / "stacks/one").subject
    for key, cost, revision in (("1", "1", ""), ("2", "50", "v1"), ("3", "1", "")):
        result = MemberResult("a", key, subject=subject, revision=revision)
        said = f"${cost}.00"
        append(place, replace(result, cost=said, cost_likely=cost, cost_whole=True))
    assert main(["history", "stacks/one", "--history", str(place)]) == 0
    text = capsys.readouterr().out
    assert "a month" not in text.replace("cost a month", "")
    assert (text.count("the first"), text.count("no change")) == (2, 1)


def test_a_file_that_is_no_history_is_left_alone(tmp_path: Path) -> None:
    """And said to be none."""
    place = tmp_path / "history.db"
    place.write_text("somebody's notes" * 100)
    with pytest.raises(InputError, match="is no history of archbench"):
        append(place, MemberResult("a", "1", subject="s"))
    assert place.read_text().startswith("somebody's notes")
    with pytest.raises(InputError, match="no such history"):
        runs_of(tmp_path / "none.db", "s")
    assert not (tmp_path / "none.db").exists()


def test_two_of_one_name_outside_of_a_repository_are_two(tmp_path: Path) -> None:
    """A run of the one is not what the other changed since."""
    places = [tmp_path / name / "green" for name in ("a", "b")]
    for place in places:
        place.mkdir(parents=True)
    one, two = (Member("", place).subject for place in places)
    assert one != two
    assert one.startswith("green (")
    assert Member("", tmp_path / "a" / "green" / "plan.json").subject == f"{one}/plan.json"
