"""Who serves: which target groups get requests, what stands behind them, what may run there.

A target group serves when an action of a listener or of a listener's rule sends it a share. What
stands behind it is told by reference, in every spelling; its colour by its key or its words, never
by a part of a word: `blueprint` is not blue.
"""

import re
from collections.abc import Mapping, Sequence

from archbench.architecture.compute import names_template
from archbench.architecture.element import Told
from archbench.architecture.joins import Reader, leaves, text, truth, whole
from archbench.architecture.model import Architecture, LoadBalancer, ScalingGroup, TargetGroup
from archbench.architecture.network import SUBNET_TYPES
from archbench.architecture.scaling import about_groups, more_about
from archbench.aws.values import given
from archbench.frozen import frozen
from archbench.hcl.types import DYNAMIC, NUMBER, STRING
from archbench.hcl.values import Origin, Plain, Refinement, Unknown
from archbench.terraform.configuration import Instance, Unexpanded

_SCHEDULE = "aws_autoscaling_schedule"
_ATTACHMENT = "aws_autoscaling_attachment"
_POLICY = "aws_autoscaling_policy"
_TRACKS = "TargetTrackingScaling"
_SCHEDULED = "a schedule may be its own"
_CHOSEN = "AWS chooses the type by requirements"


@frozen
class Fleet:
    """An Auto Scaling group as far as serving goes.

    most          the greatest number of instances its limits and its schedules allow, or unknown
    types         the instance types it may start; they and launch_template, an address, are not
                  known where what it starts from is not in the configuration
    tracking      whether an enabled target-tracking policy sets its size; adapts any policy or
                  schedule that changes it; None while that is not known
    metrics       the metrics it sends to CloudWatch
    """

    address: str
    minimum: Plain
    maximum: Plain
    desired: Plain
    most: Plain
    types: Plain
    launch_template: Plain
    target_groups: Plain
    subnets: Plain
    security_groups: Plain
    tracking: bool | None
    adapts: bool | None
    metrics: Plain


def target_groups(architecture: Architecture) -> tuple[TargetGroup, ...]:
    """Every target group, each once."""
    found = [
        group
        for region in architecture.regions
        for vpc in region.vpcs
        for group in (
            *(group for balancer in vpc.load_balancers for group in balancer.target_groups),
            *vpc.spare_target_groups,
        )
    ]
    return tuple({group.address: group for group in found}.values())


def balancers(architecture: Architecture) -> tuple[LoadBalancer, ...]:
    """Every load balancer."""
    return tuple(
        balancer
        for region in architecture.regions
        for vpc in region.vpcs
        for balancer in vpc.load_balancers
    )


def scaling_groups(architecture: Architecture) -> tuple[ScalingGroup, ...]:
    """Every Auto Scaling group."""
    return tuple(
        group
        for region in architecture.regions
        for vpc in region.vpcs
        for group in vpc.scaling_groups
    )


def fleets(reader: Reader, architecture: Architecture) -> tuple[Fleet, ...]:
    """Every Auto Scaling group with what changes its size."""
    policies, schedules = about_groups(reader, _POLICY), about_groups(reader, _SCHEDULE)
    more, at_times = more_about(reader, _POLICY), more_about(reader, _SCHEDULE)
    attached = more_about(reader, _ATTACHMENT)
    found = []
    for group in scaling_groups(architecture):
        item = reader.configuration.by_address[group.address]
        unclear = bool(policies.unclear(item) or more(item))
        unscheduled = bool(schedules.unclear(item) or at_times(item))
        changing = _Changing(
            policies.of(item), schedules.of(item), unclear, unscheduled, attached(item)
        )
        found.append(_fleet(reader, group, changing))
    return tuple(found)


@frozen
class _Changing:
    """What is about a group, and whether there may be more of each."""

    policies: tuple[Instance, ...]
    schedules: tuple[Instance, ...]
    unclear: bool
    unscheduled: bool
    attaching: Sequence[Unexpanded]
    """What may put it behind more target groups."""


def _fleet(reader: Reader, group: ScalingGroup, changing: _Changing) -> Fleet:
    item = reader.configuration.by_address[group.address]
    template = (
        reader.configuration.by_address.get(group.launch_template)
        if group.launch_template
        else None
    )
    schedules = changing.schedules
    enabled = [(one, truth(one.get("enabled"), default=True)) for one in changing.policies]
    types: Plain = _types(item, template)
    starts: Plain = group.launch_template or ""
    worn = _told(
        reader, template, group.security_groups, "vpc_security_group_ids", "security_groups"
    )
    if template is None or template.mode == "data":
        elsewhere = _elsewhere(item)
        if elsewhere is not None:
            types = elsewhere if types == () else types
            starts = elsewhere if template is None else starts
            worn = elsewhere if template is None and worn == () else worn
    return Fleet(
        address=group.address,
        minimum=group.minimum,
        maximum=group.maximum,
        desired=group.desired,
        most=_most(group, schedules, unclear=changing.unscheduled),
        types=types,
        launch_template=starts,
        target_groups=_behind(reader, group, changing.attaching),
        subnets=_told(reader, item, group.subnets, "vpc_zone_identifier", types=SUBNET_TYPES),
        security_groups=worn,
        tracking=_any(
            *(on for policy, on in enabled if policy.get("policy_type") == _TRACKS),
            None if changing.unclear else False,
        ),
        adapts=_any(
            *(on for _, on in enabled),
            bool(schedules),
            None if changing.unclear or changing.unscheduled else False,
        ),
        metrics=item.get("enabled_metrics", ()),
    )


def _behind(reader: Reader, group: ScalingGroup, more: Sequence[Unexpanded]) -> Plain:
    """The target groups of a group, and an unknown for each block that may attach it to more."""
    item = reader.configuration.by_address[group.address]
    told = _told(
        reader, item, group.target_groups, "target_group_arns", "traffic_source.identifier"
    )
    if not isinstance(told, tuple):
        return told
    origins = (Origin("resource", block.address, reason=block.reason) for block in more)
    return (*told, *(Unknown(STRING, (origin,)) for origin in origins))


def _any(*answers: bool | Unknown | None) -> Told:
    """Whether one of these is true; None while that cannot be told."""
    if any(answer is True for answer in answers):
        return True
    return False if all(answer is False for answer in answers) else None


def _told(
    reader: Reader,
    item: Instance | None,
    found: tuple[str, ...],
    *attributes: str,
    types: Sequence[str] = (),
) -> Plain:
    """The addresses, and an unknown for each that is elsewhere; the one that hides all of them.

    attributes may be followed by what names them in a block: "traffic_source.identifier".
    """
    if item is None:
        return found
    more: list[Plain] = []
    for attribute in attributes:
        name, _, inner = attribute.partition(".")
        whole_value = item.values.get(name)
        untold = [
            value if isinstance(value, Unknown) else _other(item, name)
            for path, value in leaves(whole_value, (name,))
            if (not inner or path[-1] in (name, inner))
            and not reader.is_told(item, *path, types=types)
        ]
        if isinstance(whole_value, Unknown) and untold:
            return whole_value
        more += untold
    return (*found, *more)


def _other(item: Instance, name: str) -> Unknown:
    return Unknown(STRING, (Origin("resource", item.address, name, "it is not in this code"),))


def _most(group: ScalingGroup, schedules: Sequence[Instance], *, unclear: bool) -> Plain:
    """The greatest maximum the group has now or gets from a schedule; -1 leaves it as it is."""
    found: list[int] = []
    for value in (
        group.maximum,
        *(item.values.get(name) for item in schedules for name in ("max_size", "desired_capacity")),
    ):
        size = whole(value)
        if isinstance(size, Unknown):
            return size
        found.append(size or 0)
    if unclear:
        origins = (Origin("resource", group.address, "max_size", _SCHEDULED),)
        return Unknown(NUMBER, origins, refinement=Refinement(minimum=max(found)))
    return max(found)


def _elsewhere(group: Instance) -> Unknown | None:
    """What a group starts from that is not in the configuration; None where it names nothing."""
    if (named := names_template(group)) is None:
        return None
    reason = f"what {group.address} starts from is not in this configuration"
    where = named.origins if isinstance(named, Unknown) else ()
    own = Origin("resource", group.address, "launch_template", reason)
    return Unknown(DYNAMIC, where or (own,))


def _types(item: Instance, template: Instance | None) -> tuple[Plain, ...]:
    """The types a group may start: those a mixed-instances policy puts in place of the template's.

    A type that is chosen by requirements is not known.
    """
    own = template.get("instance_type") if template is not None else None
    found: list[Plain] = []
    for policy in item.blocks("mixed_instances_policy"):
        inner = policy.get("launch_template")
        for block in inner if isinstance(inner, tuple) else ():
            overrides = block.get("override") if isinstance(block, Mapping) else block
            if isinstance(overrides, Unknown):
                found.append(overrides)
            elif isinstance(overrides, tuple):
                found.extend(_type_of(override, own) for override in overrides)
    if found:
        return tuple(found)
    if template is not None and own is None and template.blocks("instance_requirements"):
        return (_chosen(template),)
    return (own,) if own is not None else ()


def _type_of(override: Plain, own: Plain) -> Plain:
    if not isinstance(override, Mapping):
        return override
    if given(override.get("instance_requirements")) is not None:
        return Unknown(STRING, (Origin("resource", "override", "instance_requirements", _CHOSEN),))
    return given(override.get("instance_type"), own)


def _chosen(template: Instance) -> Unknown:
    origin = Origin("resource", template.address, "instance_requirements", _CHOSEN)
    return Unknown(STRING, (origin,))


def color_of(instance: Instance, colors: Sequence[str]) -> str:
    """Which of the colours an instance is: by its key, its block's name, a tag, or a word of it.

    "" when none of these says one and only one.

    >>> from archbench.terraform.configuration import Instance
    >>> group = Instance("aws_lb_target_group.a", "managed", "aws_lb_target_group", "a", None, "",
    ...     "aws", None, {"name": "api-green-blueprint"})
    >>> color_of(group, ["blue", "green"])
    'green'
    """
    tags = instance.values.get("tags")
    tag = [text(value) for value in tags.values()] if isinstance(tags, Mapping) else []
    for said in (
        [str(instance.key)],
        re.split(r"[_-]", instance.name),
        re.split(r"[^A-Za-z0-9]", instance.module),
        tag,
        re.split(r"[^A-Za-z0-9]", text(instance.get("name"))),
    ):
        found = {word.lower() for word in said} & {color.lower() for color in colors}
        if len(found) == 1:
            return found.pop()
    return ""
