"""The cheapest that meets what is required, what each requirement costs, and what is dominated."""

from decimal import Decimal
from pathlib import Path

from archbench.whatif.base import Base
from archbench.whatif.bench import Bench
from archbench.whatif.frontier import (
    ZONE_LOSS,
    Option,
    cheapest,
    designs,
    dominated,
    frontier,
    option_of,
    options,
    requirement_costs,
    requirements,
)
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.scenario import scenario

PAYMENTS = Path(__file__).parents[2] / "infra" / "payments"


def option(
    name: str,
    cost: int | None,
    up: str | None,
    *,
    zone: bool | None = True,
    keys: bool | None = True,
) -> Option:
    """An option held against two requirements."""
    return Option(
        name,
        None if cost is None else Decimal(cost),
        None if up is None else Decimal(up),
        {ZONE_LOSS: zone, "keys_rotate": keys},
    )


BOTH = (ZONE_LOSS, "keys_rotate")
ONE = option("one gateway", 900, "0.998", zone=False)
BARE = option("bare", 950, "0.9985", keys=False)
THREE = option("three gateways", 1000, "0.9995")
LARGE = option("large", 1400, "0.9995")


def test_the_cheapest_meets_everything_required() -> None:
    """900 fails the zone, 950 the keys: 1,000; without requirements 900."""
    among = (LARGE, THREE, BARE, ONE)
    assert cheapest(among, BOTH).option == THREE
    assert cheapest(among, ()).option == ONE
    assert not cheapest(among, BOTH).undecided


def test_a_requirement_costs_what_the_cheapest_is_dearer_with_it() -> None:
    """The zone: 1,000 - 900. The keys: 1,000 - 950."""
    found = {x.requirement: x.monthly for x in requirement_costs((LARGE, THREE, BARE, ONE), BOTH)}
    assert found == {ZONE_LOSS: Decimal(100), "keys_rotate": Decimal(50)}


def test_what_cannot_be_told_is_never_taken_for_met_but_named() -> None:
    """A cheaper one with an open control, and one without a price, could be the answer."""
    open_one = option("open", 800, "0.999", keys=None)
    unpriced = option("no price", None, "0.999")
    dear = option("dear and open", 2000, "0.999", keys=None)
    found = cheapest((THREE, open_one, unpriced, dear), BOTH)
    assert found.option == THREE
    assert found.undecided == (open_one, unpriced)
    costs = list(requirement_costs((THREE, open_one), BOTH))
    assert [item.monthly for item in costs] == [None, None]


def test_nothing_that_meets_it_is_no_answer() -> None:
    """Only failing options: none is the cheapest, and no requirement has a cost."""
    found = cheapest((ONE,), BOTH)
    assert found.option is None
    assert [item.monthly for item in requirement_costs((ONE,), BOTH)] == [None, None]


def test_the_dominated_cost_no_less_and_are_up_no_more() -> None:
    """1,400 beside 1,000 for the same uptime; of two alike neither; untold takes no part.

    What loses to a zone is no better than what survives it, however cheap and much up.
    """
    twin = option("twin", 1000, "0.9995")
    untold = option("untold", 5000, None)
    loses = option("loses", 100, "0.9999", zone=False)
    among = (ONE, BARE, THREE, LARGE, twin, untold)
    assert dominated(among) == {"large"}
    assert dominated((*among, loses)) == {"large", "one gateway"}
    assert [item.name for item in frontier(among)] == [
        "one gateway",
        "bare",
        "three gateways",
        "twin",
    ]


def test_outcomes_become_options_that_say_what_they_meet() -> None:
    """One gateway is cheaper and loses with its zone; 99 gateways do not apply."""
    bench = Bench(Base(PAYMENTS, usage=PAYMENTS / "usage.yml"))
    one = bench.outcome(scenario("One", variables={"nat_gateway_count": 1}))
    gone = bench.outcome(scenario("Nowhere", variables={"nat_gateway_count": 99}))
    made = options(bench.baseline, (one, gone))
    assert [item.name for item in made] == ["As it stands", "One"]
    assert requirements(made) == (ZONE_LOSS,)
    assert [item.meets[ZONE_LOSS] for item in made] == [True, False]
    now, less = made
    assert now.cost is not None
    assert less.cost is not None
    assert less.cost < now.cost
    assert cheapest(made, (ZONE_LOSS,)).option == now
    (price,) = requirement_costs(made, (ZONE_LOSS,))
    assert price.monthly == now.cost - less.cost


def test_a_figure_on_one_side_only_leaves_an_option_without_a_cost(tmp_path: Path) -> None:
    """What a machine without a price would cost is not left out as a saving."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" { region = "us-east-1" }\nvariable "type" { default = "m5.large" }\n'
        'resource "aws_instance" "a" {\n  ami = "ami-1"\n  instance_type = var.type\n'
        '  root_block_device {\n    volume_size = 8\n    volume_type = "gp3"\n  }\n}\n',
        "utf-8",
    )
    bench = Bench(Base(tmp_path))
    other = bench.outcome(scenario("Untold", variables={"type": "q9.large"}))
    found = option_of(other, bench.baseline)
    assert found is not None
    assert found.cost is None
    assert found.why_no_cost == "a figure is on one side only: aws_instance.a"


def test_another_load_is_no_design_to_choose() -> None:
    """A quiet month is cheaper than any design, and nobody can choose it."""
    quiet = ScenarioOutcome(scenario("Quiet", usage={"load_profile": {"scale": 0.5}}))
    two = ScenarioOutcome(scenario("Two", variables={"nat_gateway_count": 2}))
    assert designs((quiet, two)) == (two,)
