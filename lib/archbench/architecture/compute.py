"""Compute: Auto Scaling groups with their capacity per zone, and plain instances."""

from collections.abc import Iterable, Mapping, Sequence

from archbench.architecture.balancing import Balancing
from archbench.architecture.interfaces import (
    elastic_addresses,
    interfaces,
    puts_on_told,
    worn,
)
from archbench.architecture.joins import Reader, items, name_of, text, truth, value_at, whole
from archbench.architecture.model import Compute, ScalingGroup
from archbench.architecture.network import SUBNET_TYPES
from archbench.aws.autoscaling import holding_back
from archbench.aws.values import said
from archbench.hcl.values import Plain, Unknown
from archbench.terraform.configuration import Instance

TEMPLATE_TYPES = ("aws_launch_template", "aws_launch_configuration")
INSTANCE_TYPES = ("aws_instance", "aws_spot_instance_request")
_ASG = "aws_autoscaling_group"
_GROUP_ATTACHMENTS = ("aws_autoscaling_attachment", "aws_autoscaling_traffic_source_attachment")
_INSTANCE_ATTACHMENTS = (
    "aws_lb_target_group_attachment",
    "aws_elb_attachment",
)
_WAYS: tuple[tuple[str | int, ...], ...] = (
    ("target_group_arn",),
    ("lb_target_group_arn",),
    ("alb_target_group_arn",),
    ("elb",),
    ("traffic_source", 0, "identifier"),
)
"""Where an attachment names its target group or classic balancer."""
_POLICY_METRICS = {
    "ASGAverageCPUUtilization": "% CPU",
    "ASGAverageNetworkIn": " bytes in",
    "ASGAverageNetworkOut": " bytes out",
    "ALBRequestCountPerTarget": " requests per target",
}


def scaling_groups(reader: Reader, balancing: Balancing) -> tuple[ScalingGroup, ...]:
    """Every Auto Scaling group; its zones and the spread over them follow with the zones' names."""
    told = _attachments_told(reader)
    return tuple(_group(reader, item, balancing, told=told) for item in reader.of_type(_ASG))


def spread(desired: int | Unknown, zones: Sequence[str]) -> Mapping[str, int | Unknown]:
    """Desired instances in each zone as Auto Scaling balances them, extra ones to the first zones.

    Auto Scaling keeps the zones of a group as equal as it can; which zone gets an extra instance is
    its choice. Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/
    ec2-auto-scaling-availability-zone-balanced.html.

    >>> spread(7, ["a", "b", "c"])
    {'a': 3, 'b': 2, 'c': 2}
    """
    if isinstance(desired, Unknown):
        return dict.fromkeys(zones, desired)
    return {
        zone: desired // len(zones) + (index < desired % len(zones))
        for index, zone in enumerate(zones)
    }


_SPECIFICATION = (
    "mixed_instances_policy",
    0,
    "launch_template",
    0,
    "launch_template_specification",
    0,
)
_TO_TEMPLATE: tuple[tuple[str | int, ...], ...] = (
    ("launch_template", 0, "id"),
    ("launch_template", 0, "name"),
    (*_SPECIFICATION, "launch_template_id"),
    (*_SPECIFICATION, "launch_template_name"),
    ("launch_configuration",),
)
"""Where a group, or an instance, names what it starts from."""


def launch_template(reader: Reader, item: Instance) -> Instance | None:
    """The launch template or configuration that a group, or an instance, starts from."""
    found = (reader.instance(item, *way, types=TEMPLATE_TYPES) for way in _TO_TEMPLATE)
    return next((item for item in found if item is not None), None)


def names_template(group: Instance) -> Plain:
    """What a group starts its instances from, as it says: an id or a name; None where nothing."""
    values = (value_at(group, way) for way in _TO_TEMPLATE)
    return next((value for value in values if value is not None and value != ""), None)


def template_security_groups(reader: Reader, template: Instance | None) -> tuple[str, ...]:
    """Security groups of what a launch template starts."""
    if template is None:
        return ()
    found = (
        *reader.many(template, "vpc_security_group_ids"),
        *reader.many(template, "security_groups"),
        *(
            group
            for index in range(len(items(template, "network_interfaces")))
            for group in reader.many(template, "network_interfaces", index, "security_groups")
        ),
    )
    return tuple(dict.fromkeys(group.address for group in found))


def _groups_told(reader: Reader, stating: Iterable[Instance]) -> bool:
    """Whether every security group that these instances name can be told."""
    return all(
        reader.is_told(item, *way)
        for item in stating
        for way in (
            ("vpc_security_group_ids",),
            ("security_groups",),
            *(
                ("network_interfaces", index, "security_groups")
                for index in range(len(items(item, "network_interfaces")))
            ),
        )
    )


def instances(reader: Reader, balancing: Balancing) -> tuple[Compute, ...]:
    """Every plain EC2 instance; its zone follows with the zones' names."""
    found = []
    classic = _classic(reader)
    told = all(
        reader.is_told(item, name)
        for item in reader.of_type(*_INSTANCE_ATTACHMENTS)
        for name in ("target_id", "instance", "target_group_arn", "elb")
    )
    told &= all(
        reader.is_told(item, "instances", types=INSTANCE_TYPES)
        for item in reader.of_type("aws_elb")
    )
    elastic, groups = elastic_addresses(reader), worn(reader)
    put_on_told = puts_on_told(reader)
    machines = reader.of_type(*INSTANCE_TYPES)
    faces = interfaces(reader, machines)
    for item in machines:
        template = launch_template(reader, item)
        own = tuple(
            group.address
            for name in ("vpc_security_group_ids", "security_groups")
            for group in reader.many(item, name)
        )
        targets = tuple(
            dict.fromkeys(
                (
                    *_attached(reader, item, _INSTANCE_ATTACHMENTS[0], "target_id"),
                    *_attached(reader, item, _INSTANCE_ATTACHMENTS[1], "instance"),
                    *classic.get(item.address, ()),
                )
            )
        )
        own_faces = faces.get(item.address, ())
        stating = (item, *own_faces, *((template,) if template is not None else ()))
        put_on = tuple(group for face in own_faces for group in groups.get(face.address, ()))
        holders = (item.address, *(face.address for face in own_faces))
        found.append(
            Compute(
                address=item.address,
                name=name_of(item),
                range=item.range,
                instance_type=_type_of(item if item.get("instance_type") is not None else template),
                subnet=reader.one(item, "subnet_id", types=SUBNET_TYPES) or None,
                zone=None,
                security_groups=tuple(
                    dict.fromkeys(
                        (
                            *(own or put_on or template_security_groups(reader, template)),
                            *groups.get(item.address, ()),
                        )
                    )
                ),
                target_groups=targets,
                addresses=tuple(
                    address for holder in holders for address in elastic.get(holder, ())
                ),
                interfaces=tuple(face.address for face in own_faces),
                color=balancing.color(targets, told=told),
                groups_told=put_on_told and _groups_told(reader, stating),
            )
        )
    return tuple(found)


def _group(reader: Reader, item: Instance, balancing: Balancing, *, told: bool) -> ScalingGroup:
    template = launch_template(reader, item)
    targets = _targets(reader, item)
    subnets = reader.many(item, "vpc_zone_identifier", types=SUBNET_TYPES)
    return ScalingGroup(
        address=item.address,
        name=name_of(item),
        range=item.range,
        minimum=_capacity(item, "min_size"),
        maximum=_capacity(item, "max_size"),
        desired=_capacity(item, "desired_capacity", "min_size"),
        subnets=tuple(subnet.address for subnet in subnets),
        zones=(),
        per_zone={},
        instance_type=_instance_type(item, template),
        launch_template=template.address if template else None,
        volume=_volume(template),
        target_groups=targets,
        health_check_type=said(item.get("health_check_type"), "EC2", "unknown"),
        policies=_policies(reader, item),
        security_groups=template_security_groups(reader, template),
        color=balancing.color(targets, told=told and _targets_told(reader, item)),
        held_back=holding_back(item),
    )


def _targets_told(reader: Reader, group: Instance) -> bool:
    """Whether every target group that a group itself names can be told."""
    own = ("target_group_arns", "load_balancers", "traffic_source")
    return all(reader.is_told(group, name) for name in own)


def _attachments_told(reader: Reader) -> bool:
    """Whether everything that separate attachments tie to groups can be told."""
    return all(
        reader.is_told(item, name)
        for item in reader.of_type(*_GROUP_ATTACHMENTS)
        for name in ("autoscaling_group_name", *(way[0] for way in _WAYS))
    )


def _capacity(item: Instance, *names: str) -> int | Unknown:
    """The first of these that is set; desired capacity defaults to the minimum, as AWS has it."""
    found = (whole(item.get(name)) for name in names)
    return next((value for value in found if value is not None), 0)


def _type_of(item: Instance | None) -> str | Unknown | None:
    value = item.get("instance_type") if item else None
    return value if isinstance(value, str | Unknown) else None


def _instance_type(item: Instance, template: Instance | None) -> str | Unknown | None:
    for policy in item.blocks("mixed_instances_policy"):
        for inner in _blocks(policy.get("launch_template")):
            types = [text(over.get("instance_type")) for over in _blocks(inner.get("override"))]
            if any(types):
                return ", ".join(dict.fromkeys(name for name in types if name))
    return _type_of(template)


def _blocks(value: Plain) -> tuple[Mapping[str, Plain], ...]:
    if not isinstance(value, tuple):
        return ()
    return tuple(item for item in value if isinstance(item, Mapping))


def _volume(template: Instance | None) -> str:
    """The first volume in words: "gp3 30 GiB, encrypted"."""
    if template is None:
        return ""
    mapped = template.blocks("block_device_mappings")
    volumes = _blocks(mapped[0].get("ebs")) if mapped else template.blocks("root_block_device")
    if not volumes:
        return ""
    volume = volumes[0]
    size = volume.get("volume_size")
    words = [text(volume.get("volume_type")), f"{text(size)} GiB" if text(size) else ""]
    secret = truth(volume.get("encrypted"), default=False)
    sealed = "encryption unknown" if isinstance(secret, Unknown) else "encrypted" if secret else ""
    return ", ".join(part for part in (" ".join(filter(None, words)), sealed) if part)


def _targets(reader: Reader, item: Instance) -> tuple[str, ...]:
    """Target groups and classic balancers a group registers its instances with."""
    direct = (
        *reader.many(item, "target_group_arns"),
        *reader.many(item, "load_balancers"),
        *(
            target
            for index in range(len(items(item, "traffic_source")))
            for target in reader.many(item, "traffic_source", index, "identifier")
        ),
    )
    found = [target.address for target in direct]
    for type_ in _GROUP_ATTACHMENTS:
        found += _attached(reader, item, type_, "autoscaling_group_name")
    return tuple(dict.fromkeys(found))


def _attached(reader: Reader, item: Instance, type_: str, attribute: str) -> Iterable[str]:
    """What separate attachments of one type tie an instance or group to."""
    return [
        target.address
        for attachment in reader.naming(item.address, type_, attribute)
        for way in _WAYS
        for target in reader.many(attachment, *way)
    ]


def _classic(reader: Reader) -> Mapping[str, Sequence[str]]:
    """The classic balancers that name each instance themselves."""
    found: dict[str, list[str]] = {}
    for balancer in reader.of_type("aws_elb"):
        for item in reader.many(balancer, "instances"):
            found.setdefault(item.address, []).append(balancer.address)
    return found


def _policies(reader: Reader, group: Instance) -> tuple[str, ...]:
    return tuple(
        policy_words(policy)
        for policy in reader.naming(
            group.address, "aws_autoscaling_policy", "autoscaling_group_name"
        )
        if truth(policy.get("enabled"), default=True) is not False
    )


def policy_words(policy: Instance) -> str:
    """A scaling policy for people: "target 60% CPU", "step", "simple", "predictive"."""
    for tracking in policy.blocks("target_tracking_configuration"):
        predefined = _blocks(tracking.get("predefined_metric_specification"))
        metric = text(predefined[0].get("predefined_metric_type")) if predefined else ""
        return f"target {tracking.get('target_value')}{_POLICY_METRICS.get(metric, ' ' + metric)}"
    kind = said(policy.get("policy_type"), "SimpleScaling")
    return {
        "StepScaling": "step",
        "SimpleScaling": "simple",
        "PredictiveScaling": "predictive",
    }.get(kind, kind)
