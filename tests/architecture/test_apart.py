"""What stands apart changes nothing: a stack is the same alone and beside one in another region."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.architecture.model import Architecture
from archbench.terraform import load
from archbench.terraform.configuration import Configuration
from tests.architecture.test_by_name import REFERRED
from tests.architecture.test_many import NETWORK, TEAM
from tests.architecture.test_respelling import HEAD, STACKS

_TEAMS = TEAM.replace("var.name", "1").replace("var.vpc", "aws_vpc.main.id")
_TEAMS = _TEAMS.replace('variable "name" {}\nvariable "vpc" {}\n', NETWORK)
ALONE = {
    "referred": REFERRED,
    "teams": _TEAMS,
    **{name: HEAD + text for name, text in STACKS.items()},
}
"""Each in one region of Europe."""
MINE = "module.m."
GLOBAL = ("CloudFront", "IAM", "Route 53")
"""Services of no region, whose one card is that of both stacks."""


def folder(path: Path, name: str, beside: str, *, before: bool) -> Configuration:
    """A stack in a module, and this one in another module before it, or behind it."""
    calls = {"m": ALONE[name]}
    if beside:
        calls["a" if before else "z"] = beside
    for call, text in calls.items():
        (path / call).mkdir(parents=True)
        (path / call / "main.tf").write_text(text, encoding="utf-8")
    root = "".join(f'module "{call}" {{\n  source = "./{call}"\n}}\n' for call in calls)
    (path / "main.tf").write_text(root, encoding="utf-8")
    return load(path)


def about(configuration: Configuration, regions: set[str]) -> Iterator[str]:
    """All that is said of a stack and of its regions."""
    found = build(configuration)
    yield from _of_graph(found)
    for items in (
        found.records,
        found.health_checks,
        found.security_groups,
        found.keys,
        found.alarms,
        found.transit_tables,
        found.open_questions,
    ):
        yield from (str(item) for item in items if item.address.startswith(MINE))
    for region in found.regions:
        if region.name in regions:
            yield from map(str, region.vpcs)
            yield from (
                str((card.address, card.name, card.detail, card.members))
                for card in region.services
                if card.service not in GLOBAL
            )
    for told in (found.outlets, found.supporting):
        yield from (f"{key}: {told[key]}" for key in told if key.startswith(MINE))
    for here in (found.unasked, found.inner):
        yield str(sorted(address for address in here if address.startswith(MINE)))
    yield from _of_drill(configuration, found, regions)


def _of_graph(found: Architecture) -> Iterator[str]:
    graph = found.graph
    yield from (str(part) for address, part in graph.parts.items() if address.startswith(MINE))
    for relation in (*graph.relations, *graph.attachments):
        if MINE in relation.source + relation.target:
            yield str(relation)
    yield from (str(foot) for foot in graph.feet if foot.owner.startswith(MINE))
    for api, routes in graph.api_routes.items():
        yield from [f"{api}: {routes}"] if api.startswith(MINE) else []


def _of_drill(
    configuration: Configuration, architecture: Architecture, regions: set[str]
) -> Iterator[str]:
    drilled = drill(configuration, architecture)
    for trial in (*drilled.zones, *drilled.points):
        if trial.loss.failure.region in regions:
            loss = trial.loss
            yield str((loss.failure, loss.lost, loss.capacities, loss.balancers))
            yield str((loss.failure, loss.databases, loss.cut_off, trial.steps))
            yield str(loss.parts)
    for items in (drilled.recovery_points, drilled.findings):
        yield from (str(item) for item in items if item.address.startswith(MINE))
    yield from (str(part) for part in drilled.availability.parts if part.region in regions)


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("beside", ["itself", "referred", "machines", "teams"])
@pytest.mark.parametrize("name", ALONE)
def test_a_stack_beside_another_is_as_it_was(
    name: str, beside: str, tmp_path: Path, *, before: bool
) -> None:
    """Its parts, lines, places and losses, whatever runs in another region, first or last."""
    other = ALONE[name if beside == "itself" else beside]
    for region in ("eu-west-1", "eu-central-1"):
        other = other.replace(region, "ap-southeast-2")
    other = other.replace('"us-east-1"', '"us-west-2"')
    alone = folder(tmp_path / "alone", name, "", before=before)
    both = folder(tmp_path / "both", name, other, before=before)
    assert len(both.instances) > len(alone.instances)
    regions = {region.name for region in build(alone).regions} - {""}
    assert sorted(about(both, regions)) == sorted(about(alone, regions))
