"""Which machine types an Auto Scaling group may start, what one counts, and how many are spot.

Capacity counts units: an override of weight 4 starts one instance for four of them, rounded up.
https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from archbench.aws.values import given
from archbench.cost.charge import (
    Resource,
    UndecidedError,
    amount,
    blocks_of,
    either,
    first,
    known,
)
from archbench.cost.quantity import ZERO, Open
from archbench.hcl.values import Plain
from archbench.terraform.configuration import Instance


@dataclass(frozen=True, slots=True)
class Candidate:
    """A machine type a group may start, and how many units of capacity one of it counts."""

    type: str
    weight: Decimal = Decimal(1)

    def instances(self, units: Decimal) -> Decimal:
        """How many of it make up so many units; an average of whole instances stays one."""
        if self.weight == 1:
            return units
        return (units / self.weight).to_integral_value(ROUND_CEILING)


def kinds_of(
    group: Resource, source: Instance, policy: Mapping[str, Plain]
) -> tuple[Candidate, ...]:
    """The machine types it may start, in the order of its overrides.

    Raises:
        UndecidedError: AWS chooses the type by its attributes, or one is unknown.
    """
    found = []
    for override in overrides_of(source, policy):
        if given(override.get("instance_requirements")) is not None:
            raise UndecidedError(
                "Instances: no price: AWS chooses their type by the attributes it requires; "
                "override instance_type names one"
            )
        kind = either(override.get("instance_type"), source.get("instance_type"))
        found.append(Candidate(_type(kind, source), weight_of(group, override)))
    return tuple(found) or (Candidate(_type(source.get("instance_type"), source)),)


def overrides_of(source: Instance, policy: Mapping[str, Plain]) -> tuple[Mapping[str, Plain], ...]:
    """What may be started, in order; the template itself where it names attributes, no type."""
    template = first(policy, "launch_template", source.address)
    overrides = blocks_of(template, "override", source.address)
    if not overrides and given(source.values.get("instance_requirements")) is not None:
        return (source.values,)
    return overrides


def weight_of(group: Resource, override: Mapping[str, Plain]) -> Decimal:
    """The units of capacity one instance counts; 1 where a usage file counts instances.

    Raises:
        UndecidedError: it is unknown.
    """
    weight = 1 if is_given(group) else either(override.get("weighted_capacity"), 1)
    said = amount(weight, "weighted_capacity")
    if isinstance(said, Open):
        raise UndecidedError(f"Instances: no price: {said.reason}")
    return said.likely


def _type(value: Plain, source: Instance) -> str:
    kind = known(value, f"{source.address}.instance_type")
    if kind is None:
        raise UndecidedError(f"no price: {source.address} sets no instance_type")
    return str(kind)


@dataclass(frozen=True, slots=True)
class Split:
    """How a mixed policy shares units between on demand and spot."""

    base: int = 0
    percent: int = 100

    @classmethod
    def of(cls, policy: Mapping[str, Plain]) -> "Split":
        """The split of a policy; all on demand without one."""
        spread = first(policy, "instances_distribution", "mixed_instances_policy")
        base = either(spread.get("on_demand_base_capacity"), 0)
        percent = either(spread.get("on_demand_percentage_above_base_capacity"), 100)
        if not isinstance(base, int) or not isinstance(percent, int):
            raise UndecidedError("no price: its share of spot instances is known after apply")
        return cls(base, percent)

    def on_demand(self, units: Decimal) -> Decimal:
        """Units on demand: a base, then a percentage, rounded up."""
        if self.percent == 100:
            return units
        above = max(ZERO, units - self.base) * self.percent / 100
        return (min(units, Decimal(self.base)) + above).to_integral_value(ROUND_CEILING)

    def spot(self, units: Decimal) -> Decimal:
        """The rest."""
        return units - self.on_demand(units)


def on_demand_kind(kinds: tuple[Candidate, ...], policy: Mapping[str, Plain]) -> Candidate:
    """The first override, which the default strategy starts before all others."""
    strategy = strategy_of(policy)
    if strategy != IN_ORDER and len(set(kinds)) > 1:
        names = ", ".join(kind.type for kind in kinds)
        raise UndecidedError(
            f"Instances: no price: strategy {strategy} decides at run time between {names}"
        )
    return kinds[0]


IN_ORDER = "prioritized"
"""The strategy, which is the default, that starts the first override before all others."""


def strategy_of(policy: Mapping[str, Plain]) -> Plain:
    """By what a policy chooses what to start on demand."""
    spread = first(policy, "instances_distribution", "mixed_instances_policy")
    said = known(spread.get("on_demand_allocation_strategy"), "on_demand_allocation_strategy")
    return either(said, IN_ORDER)


def is_given(group: Resource) -> bool:
    """Whether a usage file counts the instances of a group."""
    return group.usage.number(group.address, group.instance.type, "instances") is not None
