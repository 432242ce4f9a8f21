"""Scenarios a stack could begin with: changes of its own variables and usage that change its cost.

Each is tried before it is proposed, so that every one of them applies.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import yaml

from archbench.architecture import build
from archbench.cost import Estimate, estimate
from archbench.cost.usage_file import parse_usage
from archbench.errors import InputError
from archbench.hcl.writer import Json
from archbench.patterns import regex
from archbench.terraform import Again
from archbench.terraform.configuration import Configuration, Variable
from archbench.whatif.scenario import Scenario, scenario

SIZES = ("nano", "micro", "small", "medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge")
"""Sizes of machines, the smallest first."""
CLASS = regex(rf"((?:[a-z]+\.)?[a-z][a-z0-9-]*\.)({'|'.join(SIZES)})")
"""A class of machines: its family and its size."""
_MUCH = 1_000_000
_FEW = 1_000


def candidates(
    configuration: Configuration, again: Again, as_of: date, most: int = 5
) -> tuple[Scenario, ...]:
    """Up to so many scenarios that change what the configuration costs, variables first."""
    before = estimate(configuration, build(configuration), as_of=as_of)
    found: list[Scenario] = []
    for one in (*_of_variables(configuration), *_of_usage(configuration, before)):
        if len(found) == most:
            break
        after = _tried(configuration, again, one, as_of)
        if after is not None and after.total != before.total:
            found.append(one)
    return tuple(found)


def _tried(
    configuration: Configuration, again: Again, one: Scenario, as_of: date
) -> Estimate | None:
    """What it costs under a scenario; None where it refuses the change."""
    try:
        if one.variables:
            configuration = again({name: str(v) for name, v in one.variables.items()})
        usage = parse_usage(yaml.safe_dump(dict(one.usage)), "usage")
        return estimate(configuration, build(configuration), usage=usage, as_of=as_of)
    except InputError:
        return None


def _of_variables(configuration: Configuration) -> Iterator[Scenario]:
    for variable in configuration.variables:
        if not variable.sensitive and (other := _other(variable)) is not None:
            shown = str(other[0]).lower() if isinstance(other[0], bool) else other[0]
            name = f"{variable.name} = {shown}"
            yield scenario(name, f"{other[1]}.", variables={variable.name: shown})


def _other(variable: Variable) -> tuple[Json, str] | None:
    """Another value of a variable, and what it is beside the one in use."""
    value = variable.value
    if isinstance(value, bool):
        return not value, f"Instead of {str(value).lower()}"
    if isinstance(value, int | Decimal) and value == int(value):
        return (
            (int(value) * 2, f"Twice the {value} of now") if value else (1, "One instead of none")
        )
    if isinstance(value, str) and (found := CLASS.fullmatch(value)) and found[2] != SIZES[-1]:
        return found[1] + SIZES[SIZES.index(found[2]) + 1], f"The size above {value}"
    return None


def _of_usage(configuration: Configuration, found: Estimate) -> Iterator[Scenario]:
    """One for each usage key that a charge waits for."""
    seen = set()
    for item in found.open:
        instance = configuration.by_address.get(item.address)
        if instance is None or not item.usage_key or (instance.type, item.usage_key) in seen:
            continue
        seen.add((instance.type, item.usage_key))
        amount = _FEW if re.search(r"gb|hour|hrs|vcpu", item.usage_key) else _MUCH
        said: Mapping[str, Json] = {
            "resource_type_default_usage": {instance.type: {item.usage_key: amount}}
        }
        name = f"{item.usage_key} = {amount:,} for each {instance.type}"
        why = f"{item.charge_description}, of which nothing is known yet."
        yield scenario(name, why, usage=said)
