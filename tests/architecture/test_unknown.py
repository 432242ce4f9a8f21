"""Replace any known value by Unknown: an answer may become open, and nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path as File

import pytest

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.architecture.model import Architecture
from archbench.architecture.security import reachable
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform import load
from archbench.terraform.configuration import Configuration, Instance, Path

ROOT = File(__file__).parents[2]
STACKS = {
    path.name: load(path)
    for path in (
        ROOT / "infra" / "payments",
        ROOT / "infra" / "migration",
        *(
            File(__file__).parent / "stacks" / name
            for name in ("one_zone", "four_zones", "two_regions")
        ),
    )
}
UNKNOWN = Unknown(DYNAMIC, (Origin("variable", "var.nobody_knows"),))


def leaves(value: Plain, at: Path = ()) -> Iterator[Path]:
    """Every path to a value, whole blocks included."""
    if at:
        yield at
    if isinstance(value, Mapping):
        for name in sorted(value):
            yield from leaves(value[name], (*at, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value[:1]):
            yield from leaves(item, (*at, index))


def put(value: Plain, path: Path) -> Plain:
    """The value with the part at the path unknown."""
    if not path:
        return UNKNOWN
    step, rest = path[0], path[1:]
    if isinstance(value, Mapping):
        return {**value, str(step): put(value[str(step)], rest)}
    assert isinstance(value, tuple)
    return tuple(put(item, rest) if index == step else item for index, item in enumerate(value))


def without(base: Configuration, instance: Instance, path: Path) -> Configuration:
    """A configuration with one value of one instance unknown."""
    values = put(instance.values, path)
    assert isinstance(values, Mapping)
    references = {at: found for at, found in instance.references.items() if at[: len(path)] != path}
    changed = replace(instance, values=values, references=references)
    return replace(
        base,
        instances=tuple(
            changed if item.address == instance.address else item for item in base.instances
        ),
    )


def parts() -> list[tuple[str, str]]:
    """One instance of each resource block of each stack."""
    first: dict[tuple[str, str], str] = {}
    for stack, base in STACKS.items():
        for instance in base.managed():
            first.setdefault((stack, instance.resource), instance.address)
    return [(stack, address) for (stack, _), address in sorted(first.items())]


OPEN = ("unknown", None)


def facts(architecture: Architecture) -> dict[tuple[str, str], object]:
    """Facts by element that a reader takes for certain."""
    found: dict[tuple[str, str], object] = {}
    for vpc in (vpc for region in architecture.regions for vpc in region.vpcs):
        for subnet in vpc.subnets:
            found[subnet.address, "tier"] = subnet.tier
            found[subnet.address, "zone"] = subnet.zone
        for scaled in vpc.scaling_groups:
            found[scaled.address, "color"] = scaled.color
        for cluster in vpc.clusters:
            for item in cluster.instances:
                if not item.zone_is_assumed:
                    found[item.address, "zone"] = item.zone
    groups = [group.address for group in architecture.security_groups]
    for group in groups:
        for source in ("0.0.0.0/0", "10.0.0.0/16", *groups):
            for port in (22, 80, 443, 3306, 5432, 8080):
                reach = reachable(architecture, source, group, port)
                found[f"{source} to {group}", str(port)] = reach.allowed
    return found


@pytest.mark.parametrize(("stack", "address"), parts())
def test_unknown_value_opens_an_answer_or_changes_none(stack: str, address: str) -> None:
    """No zone's outcome, tier, colour or reachability turns from one certain answer to another."""
    base = STACKS[stack]
    known = build(base)
    expected = {trial.loss.failure.name: trial.loss.outcome for trial in drill(base, known).zones}
    certain = facts(known)
    instance = base.by_address[address]
    for path in leaves(instance.values):
        if path[0] in ("tags", "tags_all"):
            continue
        changed = without(base, instance, path)
        architecture = build(changed)
        for trial in drill(changed, architecture).zones:
            name, outcome = trial.loss.failure.name, trial.loss.outcome
            assert name in expected or name.startswith("zone "), path
            assert outcome in (expected.get(name, outcome), "unknown"), (path, name, outcome)
        for fact, value in facts(architecture).items():
            numbered = fact[1] == "zone" and str(value).startswith("zone ")
            assert numbered or value in (certain.get(fact), *OPEN), (path, fact, value)
