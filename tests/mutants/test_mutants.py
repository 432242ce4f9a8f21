"""The mistakes made by hand are noticed, and the tool that tries them changes what it says."""

import subprocess
import sys

import pytest
from cosmic_ray.mutating import mutate_code

from tests.mutants.explained import Explained, explained
from tests.mutants.mutation import mutations, sample
from tests.mutants.named import Named, named
from tests.mutants.operators import OPERATORS
from tests.mutants.reach import Reach
from tests.mutants.rooms import ROOMS, ROOT
from tests.mutants.session import first_failed


def test_each_mistake_made_by_hand_is_noticed() -> None:
    """Each in a process of its own; the names of those that are not stand in the output."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.mutants", "named"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.count("\nkilled: ") + run.stdout.startswith("killed: ") == len(named())


def test_a_mistake_whose_place_is_gone_is_told() -> None:
    """The code goes on; a row that changes nothing would prove nothing."""
    with pytest.raises(LookupError, match="Name the place as it is now"):
        Named("says", "lib/archbench/errors.py", "no such text", "", "").mutated()


@pytest.mark.parametrize("row", explained(), ids=lambda row: f"{row.path}: {row.before}")
def test_what_is_explained_still_stands(row: Explained) -> None:
    """An explanation of code that is gone explains nothing."""
    assert row.why
    text = " ".join((ROOT / row.path).read_text("utf-8").split())
    assert " ".join(row.before.split()) in text


@pytest.mark.parametrize("name", ["NegateFilter", "SwapAnyAll", "SwapIn", "SwapMinMax"])
def test_an_operator_of_ours_changes_its_examples(name: str) -> None:
    """Each says what it makes of a text, and makes it."""
    operator = OPERATORS[name]
    for example in operator.examples():
        found = mutate_code(
            example.pre_mutation_code, operator(**example.operator_args), example.occurrence
        )
        assert found == example.post_mutation_code


def test_a_sample_is_the_same_for_a_seed_and_changes_code_alone() -> None:
    """Every change is one that Python reads, and none of them leaves the text as it is."""
    room = ROOMS["whatif"]
    drawn, among = sample(room, 12, 7)
    assert drawn == sample(room, 12, 7)[0] != sample(room, 12, 8)[0]
    assert among > 1000
    for mutation in drawn:
        before, after = mutation.difference()
        assert before != after
        compile(mutation.mutated(), mutation.path, "exec")


def test_types_decorators_imports_and_markers_are_left_alone() -> None:
    """A change of them says nothing of the tests."""
    path = "tests/mutants/named.py"
    lines = (ROOT / path).read_text("utf-8").splitlines()
    changed = {lines[mutation.line - 1].strip() for mutation in mutations(path)}
    assert "if text.count(self.before) != 1:" in changed
    assert not any(line.startswith(("@", "import ", "from ")) for line in changed)
    walking = [
        item for item in mutations("tests/mutants/mutation.py") if "Mul_Div" in item.operator
    ]
    assert not any("quiet: bool" in mutation.difference()[0] for mutation in walking)


def test_the_tests_of_a_line_are_chosen_within_the_limit() -> None:
    """Those that ran the line, then others of their files, while there is time; by file."""
    known = Reach(
        {"a::slow": 3.0, "a::fast": 1.0, "b::one": 9.0, "a::beside": 0.5, "c::far": 0.1},
        {"x.py": {1: ("a::slow", "a::fast", "b::one"), 2: ("b::one",), 3: ()}},
    )
    assert known.tests("x.py", 1, 20) == ("a::beside", "a::fast", "a::slow", "b::one")
    assert known.tests("x.py", 1, 5) == ("a::fast", "a::slow")
    assert known.tests("x.py", 2, 20) == ("b::one",)
    assert known.tests("x.py", 3, 20) == known.tests("x.py", 1, 20)
    assert known.tests("y.py", 1, 20) == ()


def test_a_change_that_no_test_reaches_is_noticed_by_none() -> None:
    """Nothing ran, so that nothing failed."""
    assert first_failed([]) == ""


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("lib/archbench/sections.py", "['lib/archbench/sections.py']"),
        ("lib/archbench/hcl/functions", "No test of x runs a line of what it changes."),
        ("lib/archbench/report/over_time.py", "No test of x runs a line of what it changes."),
    ],
)
def test_a_room_is_a_file_or_a_folder(source: str, said: str) -> None:
    """The lines that ran in it are known; a room of which nothing runs has no score."""
    asked = (
        "from tests.mutants.reach import measured\nfrom tests.mutants.rooms import Room\n"
        f"print(list(measured(Room('x', ({source!r},), ('lib/archbench/sections.py',)))['lines']))"
    )
    run = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert said in (run.stdout + run.stderr).splitlines()[-1]
