"""P10, P50 and P90 of a month, and what drives them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.cost.bill import configuration
from archbench.cost.usage import Usage
from archbench.cost.usage_file import parse_usage, read_usage
from archbench.errors import InputError
from archbench.terraform import load
from archbench.whatif.base import Base
from archbench.whatif.bench import Bench
from archbench.whatif.reading import read_scenarios
from archbench.whatif.spread import CostSpread, cost_spread

PAYMENTS = Path(__file__).parents[2] / "infra" / "payments"
HOURS = Decimal("32.85")
"""A NAT gateway's hours a month; each GB is 0.045."""


def usage(**gigabytes: str) -> Usage:
    """What each gateway carries, as a usage file writes it."""
    lines = "".join(
        f"  aws_nat_gateway.{name}: {{ monthly_data_processed_gb: {text} }}\n"
        for name, text in gigabytes.items()
    )
    return parse_usage(f"resource_usage:\n{lines}", "usage.yml")


def spread(**gigabytes: str) -> CostSpread:
    """The spread of gateways that carry so much."""
    stack = configuration({f"aws_nat_gateway.{name}": {} for name in gigabytes})
    return cost_spread(stack, None, usage(**gigabytes))


def test_one_uniform_range_gives_its_own_tenths() -> None:
    """0 to 1,000 GB: 100, 500 and 900 GB at 0.045 over the hours, and nothing else drives it."""
    found = spread(a="{distribution: uniform, low: 0, high: 1000}")
    assert [float(x - HOURS) for x in (found.p10, found.p50, found.p90)] == pytest.approx(
        [4.5, 22.5, 40.5], abs=0.02
    )
    (driver,) = found.drivers
    assert driver.name == "aws_nat_gateway.a.monthly_data_processed_gb"
    assert driver.share > Decimal("0.99")
    assert float(driver.low - HOURS) == pytest.approx(2.25, abs=0.02)  # 50 GB on average
    assert float(driver.high - HOURS) == pytest.approx(42.75, abs=0.02)


def test_drivers_rank_by_their_share_of_the_variance() -> None:
    """Widths of 1,000, 2,000 and 0: a fifth and four fifths; what is exact drives nothing."""
    found = spread(
        a="{distribution: uniform, low: 0, high: 1000}",
        b="{distribution: uniform, low: 0, high: 2000}",
        c="700",
    )
    names = [driver.name.split(".")[1] for driver in found.drivers]
    assert names == ["b", "a"]
    assert [float(x.share) for x in found.drivers] == pytest.approx([0.8, 0.2], abs=0.02)


def test_what_drives_nothing_has_no_share_of_chance() -> None:
    """Widths of 1,000 and 1: a millionth, though the means of 40 draws differ by a fortieth."""
    stack = configuration({"aws_nat_gateway.a": {}, "aws_nat_gateway.b": {}})
    ranges = {"a": 1000, "b": 1}
    said = {k: f"{{distribution: uniform, low: 0, high: {x}}}" for k, x in ranges.items()}
    found = cost_spread(stack, None, usage(**said), draws=2_000)
    share = {driver.name.split(".")[1]: driver.share for driver in found.drivers}
    assert share["a"] > Decimal("0.97")
    assert share["b"] < Decimal("0.015")


def test_what_follows_the_load_is_high_together() -> None:
    """Two of 0 to 1,000 GB: P90 is 1,800 GB together, and 1,553 GB where each goes its own way."""
    apart = spread(**dict.fromkeys("ab", "{distribution: uniform, low: 0, high: 1000}"))
    both = "{distribution: uniform, low: 0, high: 1000, follows: load}"
    together = spread(**dict.fromkeys("ab", both))
    assert float(together.p90 - 2 * HOURS) == pytest.approx(1800 * 0.045, abs=0.05)
    # the sum of two uniform: 2 - sqrt(2 x 0.1)
    assert float(apart.p90 - 2 * HOURS) == pytest.approx((2 - 0.2**0.5) * 45, abs=0.5)
    (driver,) = together.drivers
    assert (driver.name, len(driver.keys)) == ("the load", 2)


def test_too_few_draws_to_tell_what_drives_the_cost_are_refused() -> None:
    """A hundred are enough; their lowest and highest tenth are ten each."""
    stack = configuration({"aws_nat_gateway.a": {}})
    said = usage(a="{distribution: uniform, low: 0, high: 1000}")
    with pytest.raises(InputError, match=r"^99 draws are too few: make 100 or more"):
        cost_spread(stack, None, said, draws=99)
    (driver,) = cost_spread(stack, None, said, draws=100).drivers
    assert float(driver.low - HOURS) == pytest.approx(2.25, abs=0.1)
    assert float(driver.high - HOURS) == pytest.approx(42.75, abs=0.1)


def test_without_a_range_the_month_is_one_figure() -> None:
    """Nothing to draw: P10, P50 and P90 are what is expected."""
    found = spread(a="100")
    assert {found.p10, found.p50, found.p90} == {HOURS + Decimal("4.50")}
    assert not found.drivers


def test_what_waits_for_usage_makes_no_figure_a_most() -> None:
    """A gateway nobody gave a figure for: named, and the spread is not whole."""
    stack = configuration({"aws_nat_gateway.a": {}, "aws_nat_gateway.b": {}})
    found = cost_spread(stack, None, usage(a="{low: 0, likely: 5, high: 10}"))
    assert found.open == ("aws_nat_gateway.b: NAT gateway, data processed",)
    assert not found.is_whole


def test_the_load_drives_the_payment_stack_and_a_seed_gives_the_same_figures() -> None:
    """Its traffic first; the same seed the same cents, another seed within a hundredth."""
    stack = load(PAYMENTS)
    made = [
        cost_spread(
            stack,
            build(stack),
            read_usage(PAYMENTS / "usage.yml"),
            as_of=date(2026, 11, 29),
            draws=2_000,
            seed=seed,
        )
        for seed in (1, 1, 2)
    ]
    assert made[0].is_whole
    assert made[0].drivers[0].name == "the load"
    assert "aws_data_transfer.internet.monthly_outbound_internet_gb" in made[0].drivers[0].keys
    assert made[0].p10 < made[0].p50 < made[0].p90 < made[0].expected.total.high
    assert made[0].p10 > made[0].expected.total.low
    assert (made[0].p10, made[0].drivers) == (made[1].p10, made[1].drivers)
    assert made[2].p90 != made[0].p90
    assert float(made[2].p90) == pytest.approx(float(made[0].p90), rel=0.01)


def test_a_scenario_may_give_a_range_with_its_distribution(tmp_path: Path) -> None:
    """As a usage file writes it; what it says is drawn."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" { region = "us-east-1" }\n'
        'resource "aws_nat_gateway" "a" { subnet_id = "subnet-1" }\n',
        "utf-8",
    )
    (tmp_path / "s.yml").write_text(
        "scenarios:\n  - name: Wide\n    usage:\n      resource_usage:\n"
        "        aws_nat_gateway.a:\n          monthly_data_processed_gb:\n"
        "            {distribution: uniform, low: 0, high: 1000}\n",
        "utf-8",
    )
    outcome = Bench(Base(tmp_path)).outcome(read_scenarios(tmp_path / "s.yml")[0])
    assert not outcome.problem
    assert outcome.configuration is not None
    found = cost_spread(outcome.configuration, outcome.architecture, outcome.usage)
    assert float(found.p90 - HOURS) == pytest.approx(40.5, abs=0.02)
    assert found.runs < 5
