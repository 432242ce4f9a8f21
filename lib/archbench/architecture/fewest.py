"""How few of a part may run: what scaling and schedules leave of a group or service at times."""

from collections.abc import Iterator, Mapping, Sequence

from archbench.architecture.joins import Reader, name_of, truth, whole
from archbench.architecture.part import Fewest
from archbench.architecture.scaling import (
    GROUP,
    TARGET,
    about_groups,
    least,
    scaled,
    scaling_targets,
)
from archbench.aws.catalogue import kind_of
from archbench.frozen import replace
from archbench.hcl.types import NUMBER
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform.configuration import Instance

_MATTERS = (1, 0)
"""Numbers of which a zone's loss may leave nothing, the worse first."""
_ACTION = "aws_appautoscaling_scheduled_action"
_SERVICE = "aws_ecs_service"
_SCALING = ("aws_autoscaling_policy", "aws_autoscaling_schedule", TARGET, _ACTION)
_BY_MINIMUM = "while scaling leaves its minimum of {}"


def fewest(reader: Reader) -> Mapping[str, Fewest]:
    """What may leave one unit of a part, none, or an unknown number, by the part's address.

    What nobody can count may do so, and leaves a number that is unknown.

    A schedule holds what it sets until the next one. A policy takes away units down to the minimum.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
    """
    found = _told(reader)
    more = _with_more(reader)
    for address, one in _told(more).items() if more else ():
        if address in reader.configuration.by_address and address not in found:
            waits = Unknown(NUMBER, (Origin("resource", one.address),))
            when = f"{one.when} (if {one.address} is there)"
            found[address] = replace(one, units=waits, when=when)
    return found


def _told(reader: Reader) -> dict[str, Fewest]:
    found: dict[str, list[Fewest]] = {}
    for address, one in (*_groups(reader), *_services(reader)):
        found.setdefault(address, []).append(one)
    kept = {address: _worst(reader, address, ones) for address, ones in found.items()}
    return {address: one for address, one in kept.items() if one is not None}


def _with_more(reader: Reader) -> Reader | None:
    """The same beside one of each policy, schedule and target that nobody can count."""
    configuration = reader.configuration
    more = [item.like for item in configuration.uncounted if item.type in _SCALING and item.like]
    if not more:
        return None
    return Reader(replace(configuration, instances=(*configuration.instances, *more)))


def _worst(reader: Reader, address: str, found: Sequence[Fewest]) -> Fewest | None:
    """Of what leaves fewer than there are at first, one of these that matters."""
    item = reader.configuration.by_address[address]
    kind = kind_of(item.type)
    units = kind.units(item) if kind else None
    fewer = [one for one in found if not isinstance(units, int) or _is_less(one.units, units)]
    for number in _MATTERS:
        for one in fewer:
            if one.units == number:
                return one
    return next((one for one in fewer if isinstance(one.units, Unknown)), None)


def _is_less(units: int | Unknown, than: int) -> bool:
    return than > 1 and (isinstance(units, Unknown) or units < than)


def _fewest(at: Instance, units: int | Unknown, when: str) -> Fewest:
    return Fewest(at.address, name_of(at), at.range, units, when)


def _groups(reader: Reader) -> Iterator[tuple[str, Fewest]]:
    schedules = about_groups(reader, "aws_autoscaling_schedule")
    policies = about_groups(reader, "aws_autoscaling_policy")
    for group in reader.of_type(GROUP):
        minimum = whole(group.get("min_size"))
        for policy in policies.of(group):
            if _takes_away(policy) and minimum is not None:
                yield group.address, _fewest(policy, minimum, _BY_MINIMUM.format(minimum))
        for schedule in schedules.of(group):
            size = _scheduled(group, schedule)
            yield group.address, _fewest(schedule, size, _held(schedule, size))
        for schedule in schedules.unclear(group):
            origin = Origin("resource", schedule.address, "autoscaling_group_name")
            size = Unknown(NUMBER, (origin,))
            when = f"while {name_of(schedule)}, which may be its own, holds it"
            yield group.address, _fewest(schedule, size, when)


def _held(at: Instance, size: int | Unknown) -> str:
    return f"while {name_of(at)} holds it" + ("" if isinstance(size, Unknown) else f" at {size}")


def _scheduled(group: Instance, schedule: Instance) -> int | Unknown:
    """What a schedule makes of the desired number; -1 leaves a figure as it is."""
    desired, low, high = (
        None if (size := whole(schedule.get(name))) == -1 else size
        for name in ("desired_capacity", "min_size", "max_size")
    )
    if desired is not None:
        return desired
    now = whole(group.get("desired_capacity"))
    now = whole(group.get("min_size")) if now is None else now
    for size in (now, low, high):
        if isinstance(size, Unknown):
            return size
    now = max(now or 0, low) if isinstance(low, int) else now or 0
    return min(now, high) if isinstance(high, int) else now


def _takes_away(policy: Instance) -> bool:
    """Whether a policy may make a group smaller; what cannot be told may."""
    if truth(policy.get("enabled"), default=True) is False:
        return False
    kind = policy.get("policy_type")
    if kind == "PredictiveScaling":
        return False
    if kind == "TargetTrackingScaling":
        blocks = policy.blocks("target_tracking_configuration")
        return not any(truth(one.get("disable_scale_in"), default=False) is True for one in blocks)
    steps = [one.get("scaling_adjustment") for one in policy.blocks("step_adjustment")]
    sizes = [whole(size) for size in (policy.get("scaling_adjustment"), *steps) if size is not None]
    exact = policy.get("adjustment_type") == "ExactCapacity"
    return exact or not all(isinstance(size, int) and size >= 0 for size in sizes)


def _services(reader: Reader) -> Iterator[tuple[str, Fewest]]:
    for address, targets in scaling_targets(reader)[0].items():
        for target in targets:
            minimum = least(target)
            if minimum is not None:
                yield address, _fewest(target, minimum, _BY_MINIMUM.format(minimum))
    for action in reader.of_type(_ACTION):
        services = [item for item in scaled(reader, action) if item.type == _SERVICE]
        for block in action.blocks("scalable_target_action"):
            size = _first(block.get("min_capacity"), block.get("max_capacity"))
            if size is not None:
                for item in services:
                    yield item.address, _fewest(action, size, _held(action, size))


def _first(*sizes: Plain) -> int | Unknown | None:
    found = (whole(size) for size in sizes)
    return next((size for size in found if size is not None), None)
