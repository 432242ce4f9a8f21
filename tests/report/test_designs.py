"""The drawing in each scenario: what changes is on it, what does not is named beside."""

from datetime import date
from pathlib import Path

from archbench.report import designs
from archbench.whatif import run
from archbench.whatif.base import Base
from archbench.whatif.run import ScenarioComparison
from archbench.whatif.scenario import Scenario, scenario

PAYMENTS = Path(__file__).parents[2] / "infra" / "payments"
DAY = date(2026, 11, 29)
ONE = scenario("One gateway", variables={"nat_gateway_count": 1})
QUIET = scenario("Quiet", usage={"load_profile": {"scale": 0.5}})
MISSPELT = scenario("Misspelt", variables={"nat_gateways": 1})


def compared(*scenarios: Scenario) -> ScenarioComparison:
    """The payment stack with these scenarios."""
    return run(Base(PAYMENTS, usage=PAYMENTS / "usage.yml", as_of=DAY), scenarios)


def test_a_scenario_is_drawn_with_what_it_removes_costs_and_loses() -> None:
    """One gateway in place of three: two cards struck out, the saving and the loss above."""
    as_it_stands, one = designs.pictures(compared(ONE, QUIET, MISSPELT))
    assert (as_it_stands.name, one.name) == ("As it stands", "One gateway")
    scene = one.drawing.scene
    gone = {card.key for card in scene.cards if card.look == "removed"}
    assert gone == {"aws_nat_gateway.main[1]", "aws_nat_gateway.main[2]"}
    assert scene.subtitle.startswith(
        "One gateway: −42.78 US dollars a month, if a zone is lost loses a part: 2 removed"
    )
    assert not [card for card in as_it_stands.drawing.scene.cards if card.look == "removed"]


def test_what_is_not_drawn_is_named() -> None:
    """Scenarios of usage alone, scenarios that do not apply, and those beyond what a page holds."""
    found = designs.summary(compared(ONE, QUIET, MISSPELT))
    assert found.answer == "1 of 3 scenarios changes the design."
    assert [(fact.value, fact.note) for fact in found.facts] == [
        ("1", "each drawn"),
        ("1", "Quiet"),
        ("1", "Misspelt"),
    ]
    sizes = [
        scenario(f"{most} at most", variables={"asg_max_size": most})
        for most in range(17 - designs.MOST, 18)
    ]
    many = compared(*sizes)
    assert designs.summary(many).facts[0].note == f"not drawn: {sizes[-1].name}"
    assert [item.name for item in designs.pictures(many)][1:] == [x.name for x in sizes[:-1]]
