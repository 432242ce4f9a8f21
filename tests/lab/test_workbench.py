"""The workbench turns levers of a stack, and says what each turn costs, breaks and mends."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.errors import InputError
from archbench.lab import Workbench, markup, workbench
from archbench.whatif import read_scenarios

ROOT = Path(__file__).parents[2]
OWN = """
variable "size" {
  default = "m5.large"
}
variable "machines" {
  default = 2
}
variable "owner" {
  default = "a team"
}
provider "aws" {
  region = "us-east-1"
}
resource "aws_instance" "web" {
  count         = var.machines
  ami           = "ami-1"
  instance_type = var.size
  tags          = { owner = var.owner }
}
"""


@pytest.fixture(scope="module")
def payments() -> Workbench:
    """The workbench of the payment stack, as its own file says."""
    return workbench(ROOT / "infra" / "payments")


@pytest.fixture
def bench(payments: Workbench) -> Workbench:
    """The same, with every lever where the stack stands."""
    payments.reset()
    return payments


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A stack that names no lever."""
    (tmp_path / "main.tf").write_text(OWN, "utf-8")
    return tmp_path


def test_the_levers_are_those_of_the_stacks_own_file(bench: Workbench) -> None:
    """In its order, each where the stack stands, with the line that sets it."""
    first = bench.dials[0]
    assert (first.title, first.now, first.settings) == ("NAT gateways", 3, (1, 2, 3))
    assert first.place.startswith("variables.tf:")
    assert [dial.title for dial in bench.dials][-2:] == ["Traffic", "Commitment"]


def test_a_turn_costs_what_the_same_change_costs(bench: Workbench) -> None:
    """One gateway in place of three: two gateways and addresses less, what they carry stays."""
    after = bench.turn("NAT gateways", 1)
    baseline = bench.bench.baseline
    saved = after.change(baseline)
    assert saved is not None
    assert saved < 0
    assert f"−{abs(saved):,.2f}" in markup.headline(bench)
    assert after.drill is not None
    assert after.drill.outcome == "degraded"
    assert "as it stands: survives" in markup.headline(bench)


def test_what_each_lever_adds_comes_to_the_whole_change(bench: Workbench) -> None:
    """Each on top of those before it, in the order of the levers."""
    bench.turn("Traffic", 2)
    bench.turn("NAT gateways", 2)
    bench.turn("Commitment", "cheapest, 1 year")
    assert [dial.title for dial, _ in bench.steps()] == ["NAT gateways", "Traffic", "Commitment"]
    whole, before, total = bench.outcome.change(bench.bench.baseline), bench.bench.baseline, []
    for _, after in bench.steps():
        amount = after.change(before)
        assert amount is not None
        total.append(amount)
        before = after
    assert whole == sum(total)
    assert min(map(abs, total)) > 1


def test_a_range_of_usage_keeps_its_shape(bench: Workbench) -> None:
    """Twice the traffic is twice the weak month, the plan and the month of the sales."""
    bench.turn("Traffic", 2)
    (scale,) = bench.scenario.changes
    assert scale.value == {"low": 1.2, "likely": 2.0, "high": 4.0}


def test_levers_that_belong_together_turn_together(bench: Workbench) -> None:
    """The stack refuses a minimum above what is desired, so one lever sets both."""
    assert bench.turn("Instances at least", 9).problem == ""
    assert bench.scenario.variables == {"asg_min_size": 9, "asg_desired_capacity": 9}
    assert markup.as_text(bench) == "asg_min_size = 9\nasg_desired_capacity = 9\n"


def test_what_terraform_refuses_is_said_in_place_of_figures(own: Path) -> None:
    """The sentence of Terraform, and no number of a stack that cannot be."""
    text = OWN.replace(
        "default = 2",
        "default = 2\n  validation {\n    condition = "
        'var.machines < 4\n    error_message = "No more than three."\n  }',
    )
    (own / "main.tf").write_text(text, "utf-8")
    bench = workbench(own)
    after = bench.turn("Machines", 4)
    assert "No more than three." in after.problem
    shown = markup.headline(bench)
    assert "Does not apply" in shown
    assert "$" not in shown


def test_a_stack_without_levers_of_its_own_gets_those_that_change_an_answer(own: Path) -> None:
    """Its size and number, and how to buy; not the name of a team."""
    titles = [dial.title for dial in workbench(own).dials]
    assert titles == ["Machines", "Size", "Commitment"]


def test_a_lever_that_is_none_is_told_at_its_line(own: Path) -> None:
    """With the nearest name; so is a setting that the stack does not take."""
    file = own / "archbench.yml"
    file.write_text("levers:\n  - sets: var.machine\n    values: [1]\n", "utf-8")
    with pytest.raises(InputError, match=r'yml:2: .*"machine" is not declared.*machines'):
        workbench(own)
    file.write_text("levers:\n  - sets: var.machines\n    values: [1]\n    vales: 2\n", "utf-8")
    with pytest.raises(InputError, match=r'yml:2: a lever has no "vales". Did you mean "values"'):
        workbench(own)
    file.write_text("levers:\n  - sets: var.machines\n    values: []\n", "utf-8")
    with pytest.raises(InputError, match=r"yml:2: a lever has values"):
        workbench(own)


def test_a_turn_of_no_lever_or_to_no_setting_says_what_there_is(bench: Workbench) -> None:
    """The names, and the settings as they are read."""
    with pytest.raises(InputError, match=r'No lever is called "NAT".*NAT gateways'):
        bench.turn("NAT", 1)
    with pytest.raises(InputError, match="There are: 1, 2, 3"):
        bench.turn("NAT gateways", 7)


def test_a_scenario_is_kept_and_nothing_of_the_file_is_lost(tmp_path: Path) -> None:
    """Comments stay, the file reads back with the new scenario last, and its name is taken."""
    stack = shutil.copytree(ROOT / "infra" / "payments", tmp_path / "payments")
    bench, file = workbench(stack), stack / "scenarios.yml"
    before, names = file.read_text("utf-8"), [item.name for item in bench.scenarios]
    with pytest.raises(InputError, match="turn one first"):
        bench.save("Nothing")
    bench.turn("NAT gateways", 1)
    bench.turn("Traffic", 2)
    bench.save("Lean sale")
    assert file.read_text("utf-8").startswith(before)
    assert [item.name for item in read_scenarios(file)] == [*names, "Lean sale"]
    assert bench.position_of(read_scenarios(file)[-1]) == {"NAT gateways": 1, "Traffic": 2}
    with pytest.raises(InputError, match='"Lean sale" already'):
        bench.save("Lean sale")
    row = bench.saved.set_index("scenario").loc["Lean sale"]
    assert row["expected"] == bench.outcome.estimate.total_monthly  # type: ignore[union-attr]
    assert row["zone_loss"] == "degraded"


def test_a_file_that_ends_otherwise_is_left_alone(own: Path) -> None:
    """What would not read back as it should is said, with what to write."""
    file = own / "scenarios.yml"
    file.write_text("scenarios:\n  - name: One\nnotes: none\n", "utf-8")
    (own / "archbench.yml").write_text("scenarios: scenarios.yml\n", "utf-8")
    bench, before = workbench(own), file.read_text("utf-8")
    bench.turn("Machines", 1)
    with pytest.raises(InputError, match=r"does not end with its list.*\n.*name: Two"):
        bench.save("Two")
    assert file.read_text("utf-8") == before


def test_without_widgets_the_figures_stand_as_html(bench: Workbench) -> None:
    """A kept notebook shows where the levers stand, the same figures, and nothing to run."""
    bench.turn("NAT gateways", 1)
    shown = bench._repr_mimebundle_()
    page = str(shown["text/html"])
    assert "<script" not in page
    assert bench.summary.facts[0].value in page
    assert Decimal(bench.summary.facts[0].value.replace("$", "").replace(",", "")) > 0
    assert "application/vnd.jupyter.widget-view+json" in shown


def test_the_charts_serve_one_load(bench: Workbench) -> None:
    """Cost against availability is at the load of the levers, of designs whose cost compares."""
    first = markup.among(bench)
    alike = {item.name for item in bench.scenarios if not item.of("usage")}
    assert set(first) == alike - {"In us-west-2"} | {"As it stands"}
    bench.turn("Traffic", 2)
    second = markup.among(bench)
    assert set(second) == set(first) | {"This scenario"}
    stands, this = second["As it stands"].cost, second["This scenario"].cost
    assert stands == this
    assert stands != first["As it stands"].cost
    assert "Traffic × 1 → × 2" in markup.charts(bench)
