"""What Application Auto Scaling makes of a capacity: a range, and what is expected within it.

https://docs.aws.amazon.com/autoscaling/application/userguide/what-is-application-auto-scaling.html.
A capacity below the least is raised to it at once, one above the most is lowered. What runs on
average only usage tells: `capacity` of the aws_appautoscaling_target, the key Infracost uses.
"""

from collections.abc import Iterator, Mapping

from archbench.architecture.joins import Reader
from archbench.architecture.scaling import TARGET, may_name, scaling_targets
from archbench.cost.charge import Resource, known
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.terraform.configuration import Instance


def scaled_by(resource: Resource, dimension: str) -> Resource | None:
    """The target that scales one dimension of a resource, if any does."""
    return next(scalers(resource, dimension), None)


def scalers(resource: Resource, dimension: str) -> Iterator[Resource]:
    """The targets of one dimension of a resource: each index of a table has its own.

    Raises:
        UndecidedError: it is not known of one of them which dimension it scales.
    """
    for target in _targets(resource).get(resource.address, ()):
        said = [
            known(target.get(name), f"{target.address}.{name}")
            for name in ("service_namespace", "scalable_dimension")
        ]
        if said[1] == dimension:
            yield resource.at(target)


def may_scale(resource: Resource, dimension: str) -> str | None:
    """A target of which it is not known what it scales in one dimension: it may be this.

    So may one of unknown number: where there is none, nothing is scaled.
    """
    for block in resource.configuration.uncounted:
        if block.type == TARGET:
            return block.address
    for target in _targets(resource).get("", ()):
        said = target.get("scalable_dimension")
        same = said == dimension or not isinstance(said, str)
        if same and may_name(target, resource.instance):
            return target.address
    return None


def _targets(resource: Resource) -> Mapping[str, list[Instance]]:
    """Targets by the address of what they scale, or refer to while their kind is unknown.

    "" has those that scale nothing that is known here.
    """
    key = (TARGET, "resource_id")
    if key not in resource.index:
        told, _ = scaling_targets(Reader(resource.configuration))
        found = {address: list(targets) for address, targets in told.items()}
        scaling = {target.address for targets in told.values() for target in targets}
        for target in resource.configuration.of_type(TARGET):
            kind_told = isinstance(target.get("service_namespace"), str)
            referred = () if kind_told else target.references.get(("resource_id",), ())
            for address in referred:
                found.setdefault(address, []).append(target)
            if not referred and target.address not in scaling:
                found.setdefault("", []).append(target)
        resource.index[key] = found
    return resource.index[key]


def scaled(resource: Resource, dimension: str, configured: Amount) -> Amount:
    """A capacity as its target scales it; as configured where nothing scales it.

    dimension is the target's scalable_dimension, "ecs:service:DesiredCount". Open where a target
    may scale it.
    """
    target = scaled_by(resource, dimension)
    if target is not None:
        return within(target, configured)
    unclear = may_scale(resource, dimension)
    return configured if unclear is None else untold(unclear)


def untold(target: str) -> Open:
    """A capacity that the target at an address may scale, or may not."""
    return Open(f"what {target} scales is not known")


def within(target: Resource, configured: Amount) -> Amount:
    """A capacity between the least and the most of a target, or as usage tells its average."""
    given, _ = target.usage_of("capacity")
    if isinstance(given, Quantity):
        return given
    low, high = target.number("min_capacity"), target.number("max_capacity")
    if isinstance(low, Open) or isinstance(high, Open):
        return low if isinstance(low, Open) else high
    if isinstance(configured, Open):
        return Open(configured.reason, low.low, high.high)
    likely = min(max(configured.likely, low.likely), high.likely)
    return Quantity(low.low, likely, high.high)
