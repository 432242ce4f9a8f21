"""Every instance of a configuration is an element, a member of a service, or in supporting."""

import json
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.terraform.configuration import Configuration
from archbench.terraform.plan import read_plan

RECORDED = Path(__file__).parents[1] / "recorded"
PLANS = sorted(RECORDED.glob("*/plan-*.json"))


def configuration(plan: Path) -> Configuration:
    """A recorded plan as a configuration."""
    return read_plan(json.loads(plan.read_text()), plan.name)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.parent.name}-{plan.stem}")
def test_every_instance_is_accounted_for(plan: Path) -> None:
    """Nothing is dropped: elements, members of services and supporting instances are all."""
    read = configuration(plan)
    built = build(read)
    accounted = {element.address for element in built.elements()} | set(built.supporting)
    for region in built.regions:
        accounted |= {member for service in region.services for member in service.members}
    assert {instance.address for instance in read.instances} - accounted == set()
    assert set(built.supporting) <= set(read.by_address)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.parent.name}-{plan.stem}")
def test_same_input_same_architecture(plan: Path) -> None:
    """Building twice gives equal architectures."""
    assert build(configuration(plan)) == build(configuration(plan))
