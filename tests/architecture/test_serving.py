"""Auto Scaling groups as far as serving goes: their limits, their types, and what changes them."""

import pytest

from archbench.architecture import build
from archbench.architecture.joins import Reader
from archbench.architecture.serving import Fleet, balancers, color_of, fleets, target_groups
from archbench.hcl.types import STRING, ListOf
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform.configuration import Instance
from tests.architecture.by_hand import balanced, network, stack
from tests.architecture.hand import configuration, ref, refs, resource

WAITS = Unknown(STRING, (Origin("variable", "var.x"),))
MANY = Unknown(ListOf(STRING), (Origin("variable", "var.all"),))
GROUP = "aws_autoscaling_group.g"
NAMED: dict[str, Plain] = {"autoscaling_group_name": ref(GROUP, "name")}


def fleet(*others: Instance, template: dict[str, Plain] | None = None, **values: Plain) -> Fleet:
    """The group of two to four, started from a template."""
    usual: dict[str, Plain] = {
        "name": "g",
        "min_size": 2,
        "max_size": 4,
        "launch_template": ({"id": ref("aws_launch_template.t")},),
    }
    group = resource(GROUP, **{**usual, **values})
    started = resource(
        "aws_launch_template.t", **{"instance_type": "m6i.large", **(template or {})}
    )
    found = configuration(group, started, *others)
    (only,) = fleets(Reader(found), build(found))
    return only


def test_a_group_is_what_it_says() -> None:
    """Nothing changes its size; the desired number is the least where none is written."""
    found = fleet()
    assert (found.minimum, found.maximum, found.desired, found.most) == (2, 4, 2, 4)
    assert (found.types, found.launch_template) == (("m6i.large",), "aws_launch_template.t")
    assert (found.tracking, found.adapts, found.metrics) == (False, False, ())
    assert found.target_groups == found.subnets == found.security_groups == ()
    assert fleet(enabled_metrics=("GroupTotalInstances",)).metrics == ("GroupTotalInstances",)


def policy(**values: Plain) -> Instance:
    """A policy of the group that tracks a target."""
    return resource(
        "aws_autoscaling_policy.p",
        **{**NAMED, "policy_type": "TargetTrackingScaling", **values},
    )


@pytest.mark.parametrize(
    ("values", "tracking", "adapts"),
    [
        ({}, True, True),
        ({"enabled": True}, True, True),
        ({"enabled": False}, False, False),
        ({"enabled": WAITS}, None, None),
        ({"policy_type": "StepScaling"}, False, True),
        ({"policy_type": "StepScaling", "enabled": WAITS}, False, None),
        ({"autoscaling_group_name": WAITS}, None, None),
        ({"autoscaling_group_name": "another"}, False, False),
    ],
)
def test_a_policy_changes_the_size_of_its_group(
    values: dict[str, Plain],
    tracking: bool | None,  # noqa: FBT001
    adapts: bool | None,  # noqa: FBT001
) -> None:
    """One that is on; one that may be its own, or may be on, may."""
    found = fleet(policy(**values))
    assert (found.tracking, found.adapts) == (tracking, adapts)


def test_one_that_tracks_is_enough() -> None:
    """Whatever another does."""
    other = resource("aws_autoscaling_policy.off", **NAMED, enabled=WAITS)
    found = fleet(other, policy())
    assert (found.tracking, found.adapts) == (True, True)


def at_night(name: str = "n", /, **values: Plain) -> Instance:
    """A schedule of the group."""
    return resource(f"aws_autoscaling_schedule.{name}", **{**NAMED, **values})


@pytest.mark.parametrize(
    ("values", "most", "adapts"),
    [
        ({"max_size": 9}, 9, True),
        ({"desired_capacity": "7"}, 7, True),
        ({"max_size": 1, "desired_capacity": 1}, 4, True),
        ({"max_size": -1, "min_size": -1}, 4, True),
        ({"max_size": WAITS}, WAITS, True),
    ],
)
def test_a_schedule_may_allow_more(
    values: dict[str, Plain],
    most: Plain,
    adapts: bool | None,  # noqa: FBT001
) -> None:
    """Minus one leaves a figure as it is."""
    found = fleet(at_night(**values))
    assert (found.most, found.adapts, found.tracking) == (most, adapts, False)


def test_a_schedule_that_may_be_of_another_group_may_allow_more() -> None:
    """At least what the group itself allows: whether that is more than one is decided."""
    found = fleet(at_night(max_size=9, autoscaling_group_name=WAITS))
    assert isinstance(found.most, Unknown)
    assert found.most.refinement.minimum == 4
    assert found.adapts is None


def test_a_group_of_none_may_be_started_by_a_schedule() -> None:
    """One that is not known to be another's."""
    assert fleet(max_size=0, min_size=0).most == 0
    assert fleet(at_night(max_size=3), max_size=0, min_size=0).most == 3
    maybe = fleet(at_night(autoscaling_group_name=WAITS), max_size=0, min_size=0).most
    assert isinstance(maybe, Unknown)
    assert maybe.origins == (Origin("resource", GROUP, "max_size", "a schedule may be its own"),)
    assert fleet(max_size=WAITS).most == WAITS


def mixed(*overrides: Plain) -> Plain:
    """A policy of several types."""
    specification = ({"launch_template_id": ref("aws_launch_template.t")},)
    return (
        {
            "launch_template": (
                {"launch_template_specification": specification, "override": overrides},
            )
        },
    )


BY_AWS = "AWS chooses the type by requirements"
CHOSEN = Unknown(STRING, (Origin("resource", "override", "instance_requirements", BY_AWS),))


@pytest.mark.parametrize(
    ("overrides", "types"),
    [
        ((), ("m6i.large",)),
        (({"instance_type": "c6i.large"},), ("c6i.large",)),
        (
            ({"instance_type": "c6i.large"}, {"instance_type": "c7i.large"}),
            ("c6i.large", "c7i.large"),
        ),
        (({"weighted_capacity": "2"},), ("m6i.large",)),
        (
            ({"instance_requirements": ({"memory_mib": ({"min": 1},)},)},),
            (CHOSEN,),
        ),
        ((MANY,), (MANY,)),
    ],
)
def test_a_mixed_group_starts_its_own_types(
    overrides: tuple[Plain, ...], types: tuple[Plain, ...]
) -> None:
    """In place of the template's; what AWS chooses is not known."""
    found = fleet(launch_template=None, mixed_instances_policy=mixed(*overrides))
    assert found.types == types
    assert found.launch_template == "aws_launch_template.t"


def test_types_that_are_not_known_stay_so() -> None:
    """A list that waits, a template that waits, one that leaves the choice to AWS, or has none."""
    listed = ({"launch_template": ({"override": MANY},)},)
    assert fleet(mixed_instances_policy=listed).types == (MANY,)
    assert fleet(template={"instance_type": WAITS}).types == (WAITS,)
    types = fleet(
        template={"instance_type": None, "instance_requirements": ({"memory_mib": ()},)}
    ).types
    assert isinstance(types, tuple)
    (chosen,) = types
    assert isinstance(chosen, Unknown)
    assert chosen.origins[0].subject == "aws_launch_template.t"
    assert chosen.origins[0].reason == BY_AWS
    assert fleet(template={"instance_type": None}).types == ()
    assert fleet(launch_template=None).types == ()


def test_what_a_group_names_is_told_or_waits() -> None:
    """Subnets, groups of the template, target groups in both spellings."""
    subnet = resource("aws_subnet.a", vpc_id=ref("aws_vpc.v"))
    found = fleet(subnet, resource("aws_vpc.v"), vpc_zone_identifier=refs(subnet.address))
    assert found.subnets == (subnet.address,)
    waits = fleet(
        vpc_zone_identifier=MANY,
        target_group_arns=MANY,
        template={"vpc_security_group_ids": MANY},
    )
    assert (waits.subnets, waits.target_groups, waits.security_groups) == (MANY, MANY, MANY)
    other = fleet(traffic_source=MANY, template={"security_groups": MANY})
    assert (other.target_groups, other.security_groups) == (MANY, MANY)
    one = fleet(vpc_zone_identifier=(WAITS,))
    assert one.subnets == (WAITS,)


@pytest.mark.parametrize(
    ("address", "values", "color"),
    [
        ('aws_lb_target_group.t["blue"]', {}, "blue"),
        ('aws_lb_target_group.t["Green"]', {}, "green"),
        ("aws_lb_target_group.api_blue", {}, "blue"),
        ("aws_lb_target_group.api-green", {}, "green"),
        ("aws_lb_target_group.blueprint", {}, ""),
        ("aws_lb_target_group.blue_green", {}, ""),
        ("module.blue.aws_lb_target_group.t", {}, "blue"),
        ("aws_lb_target_group.t", {"tags": {"Color": "green"}}, "green"),
        ("aws_lb_target_group.t", {"tags": {"a": "green", "b": "blue"}, "name": "x-blue"}, "blue"),
        ("aws_lb_target_group.t", {"name": "api.green"}, "green"),
        ("aws_lb_target_group.t", {"name": "greenish"}, ""),
        ("aws_lb_target_group.t", {"name": WAITS, "tags": WAITS}, ""),
        ('aws_lb_target_group.green["blue"]', {}, "blue"),
    ],
)
def test_a_colour_is_a_word_of_its_own(address: str, values: dict[str, Plain], color: str) -> None:
    """The key before the block, the block before the tags and the name; two say nothing."""
    assert color_of(resource(address, **values), ["Blue", "green"]) == color


def test_every_balancer_and_target_group_once() -> None:
    """Those that nothing forwards to as well."""
    spare = resource("aws_lb_target_group.spare", name="spare", vpc_id=ref("aws_vpc.main"))
    found = build(stack(network(), balanced(), [spare]))
    assert [item.address for item in balancers(found)] == ["aws_lb.main"]
    assert [item.address for item in target_groups(found)] == [
        "aws_lb_target_group.live",
        "aws_lb_target_group.spare",
    ]
