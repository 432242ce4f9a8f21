"""Scenarios are resolved and priced as the baseline is, and compared only where that is fair."""

from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from archbench.errors import InputError
from archbench.hcl.parser import parse_body
from archbench.terraform import load
from archbench.whatif import read_scenarios, run
from archbench.whatif.base import Base
from archbench.whatif.run import ScenarioComparison
from archbench.whatif.scenario import scenario

ROOT = Path(__file__).parents[2]
PAYMENTS = ROOT / "infra" / "payments"
USAGE = ROOT / "infra" / "payments" / "usage.yml"


@pytest.fixture(scope="module")
def shipped() -> ScenarioComparison:
    """The shipped scenarios on the payment stack, with its usage."""
    scenarios = read_scenarios(ROOT / "infra" / "payments" / "scenarios.yml")
    return run(Base(PAYMENTS, usage=USAGE), scenarios)


def change(comparison: ScenarioComparison, name: str) -> Decimal | None:
    """What the scenario of this name changes."""
    (outcome,) = [item for item in comparison.outcomes if item.scenario.name == name]
    return comparison.change(outcome)


def lines(
    comparison: ScenarioComparison, name: str
) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """Before and after of each changed charge of a scenario."""
    (outcome,) = [item for item in comparison.outcomes if item.scenario.name == name]
    frame = comparison.changes(outcome)
    rows = cast("list[tuple[str, str, Decimal, Decimal, Decimal]]", frame.to_numpy().tolist())
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def test_two_gateways_less_cost_two_gateways_less(shipped: ScenarioComparison) -> None:
    """730 h x $0.045 and 730 h x $0.005 for each gateway that goes, as in the price table."""
    found = lines(shipped, "One NAT gateway")
    assert found["aws_nat_gateway.main[1]", "NAT gateway"] == (Decimal("32.850"), Decimal(0))
    assert found["aws_eip.nat[2]", "Public IPv4 address"] == (Decimal("3.650"), Decimal(0))
    assert ("aws_nat_gateway.main[0]", "NAT gateway") not in found


def test_twelve_instances_cost_six_more(shipped: ScenarioComparison) -> None:
    """6 x 730 h x $0.0416 more for t3.medium."""
    found = lines(shipped, "Twelve instances")
    before, after = found['aws_autoscaling_group.payment["blue"]', "Linux on demand, t3.medium"]
    assert (after, after - before) == (Decimal("364.4160"), Decimal("182.2080"))


def test_one_gateway_does_not_survive_a_zone(shipped: ScenarioComparison) -> None:
    """The table says what the saving buys."""
    frame = shipped.frame().set_index("scenario")
    assert frame.loc["As it stands", "zone loss"] == "survives"
    assert frame.loc["One NAT gateway", "zone loss"] == "loses a part"


def test_the_table_has_the_figures_of_each_estimate(shipped: ScenarioComparison) -> None:
    """What is expected, the least and the most; a scenario that does not apply says why."""
    frame = shipped.frame().set_index("scenario")
    for outcome in (shipped.baseline, *shipped.outcomes):
        assert outcome.estimate is not None
        total, row = outcome.estimate.total, frame.loc[outcome.scenario.name]
        assert (row["expected"], row["least"]) == (total.likely, total.low)
        assert outcome.scenario.why in list(row)


def test_a_region_without_prices_is_not_a_saving(shipped: ScenarioComparison) -> None:
    """Where a charge has no price, the totals cover different things and no change is shown."""
    (outcome,) = [item for item in shipped.outcomes if item.scenario.name == "In us-west-2"]
    assert outcome.estimate is not None
    assert outcome.estimate.unpriced
    assert shipped.change(outcome) is None
    assert any(after is None for _, after in lines(shipped, "In us-west-2").values())


def test_without_an_amount_a_scenario_has_no_figure(tmp_path: Path) -> None:
    """Where no charge of a region has a price there is no total and no change."""
    (tmp_path / "main.tf").write_text(
        'variable "where" { default = "cn-north-1" }\n'
        'provider "aws" { region = var.where }\n'
        'resource "aws_eip" "e" { domain = "vpc" }\n',
        "utf-8",
    )
    frame = run(
        Base(tmp_path), (scenario("Ningxia", variables={"where": "cn-northwest-1"}),)
    ).frame()
    assert frame[["expected", "change", "least", "most"]].isna().all().all()
    assert list(frame["no figure"]) == [1, 1]


def test_the_changes_add_up_to_the_change(shipped: ScenarioComparison) -> None:
    """Line by line, to a billionth of a dollar (some quantities are divided)."""
    compared = 0
    for outcome in shipped.outcomes:
        whole = shipped.change(outcome)
        if whole is not None:
            parts = sum(shipped.changes(outcome)["change"], Decimal(0))
            assert abs(parts - whole) < Decimal("1e-9")
            compared += 1
    assert compared == len(shipped.outcomes) - 1


def test_twice_the_traffic_is_laid_over_the_usage(shipped: ScenarioComparison) -> None:
    """A scenario of usage alone changes usage charges and no other."""
    found = lines(shipped, "Twice the traffic")
    before, after = found["aws_lb.main", "Load balancer capacity units"]
    assert abs(after - 2 * before) < Decimal("1e-6")
    assert not any(charge == "NAT gateway" for _, charge in found)


def test_a_scenario_the_configuration_has_no_variable_for_does_not_apply() -> None:
    """It is listed with the reason; the others are priced."""
    found = run(Base(PAYMENTS), [scenario("x", variables={"nat_gatway_count": 1}), scenario("y")])
    assert found.outcomes[0].estimate is None
    assert "nat_gatway_count" in found.outcomes[0].problem
    assert change(found, "y") == 0


def test_variables_are_written_as_terraform_reads_them(tmp_path: Path) -> None:
    """Strings with quotes, templates and line ends, lists and maps come back as they were."""
    hard = 'a "b" ${c} %{d}\n\t\\ é\x07'
    (tmp_path / "main.tf").write_text(
        'variable "s" { type = string }\nvariable "m" { type = map(list(string)) }\n'
        'output "s" { value = var.s }\noutput "m" { value = var.m }\n',
        "utf-8",
    )
    one = scenario("x", variables={"s": hard, "m": {"k k": [hard, ""]}})
    assert parse_body(one.tfvars, "x.tfvars")[1] == ()
    file = tmp_path / "x.tfvars"
    file.write_text(one.tfvars, "utf-8")
    configuration = load(tmp_path, variables=(("file", str(file)),))
    assert [item.value for item in configuration.outputs] == [{"k k": (hard, "")}, hard]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("scenarios: a: b", "s.yml:1: not YAML"),
        ("scenario: []", "under `scenarios:`"),
        ("scenarios:\n  - why: x", "s.yml:2: a scenario needs a name"),
        ("scenarios:\n  - name: a\n    variable: {}", 'Did you mean "variables"?'),
        ("scenarios:\n  - name: a\n    variables: [x]", "mapping of names to values"),
        ("scenarios:\n  - name: a\n    variables: {a b: 1}", "cannot name a variable"),
        (
            "scenarios:\n  - name: a\n    region: x\n  - name: a\n    region: y",
            "s.yml:4: two scenarios",
        ),
        (
            "scenarios:\n  - name: a\n    variables:\n      n: 1\n      n: 2",
            's.yml:5: "n" stands twice',
        ),
        (
            "scenarios:\n  - name: a\n    region: x\n    region: y",
            's.yml:4: "region" stands twice',
        ),
    ],
)
def test_a_scenario_file_that_cannot_be_used_says_where(
    tmp_path: Path, text: str, message: str
) -> None:
    """File, line, what is wrong."""
    path = tmp_path / "s.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_scenarios(path)
    assert message in str(caught.value)
