"""How few of a part may run at times: what scaling and schedules leave of a group or service."""

from dataclasses import replace
from pathlib import Path

import pytest

from archbench.architecture.fewest import fewest
from archbench.architecture.joins import Reader
from archbench.architecture.scaling import least_tasks, may_name, scaling_steps, scaling_targets
from archbench.hcl.types import NUMBER, STRING
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform import load
from archbench.terraform.configuration import Instance
from tests.architecture.hand import configuration, ref, resource

WAITS = Unknown(STRING, (Origin("variable", "var.x"),))
COUNT = Unknown(NUMBER, (Origin("variable", "var.n"),))
GROUP = "aws_autoscaling_group.g"
SERVICE = "aws_ecs_service.api"
NAMED: dict[str, Plain] = {"autoscaling_group_name": ref(GROUP, "name")}


def group(**values: Plain) -> Instance:
    """One to nine instances, three at first."""
    usual: dict[str, Plain] = {"name": "g", "min_size": 1, "max_size": 9, "desired_capacity": 3}
    return resource(GROUP, **{**usual, **values})


def left(*instances: Instance) -> dict[str, tuple[str, int | Unknown, str]]:
    """By part: what leaves how few of it, and when."""
    found = fewest(Reader(configuration(*instances)))
    return {part: (one.address, one.units, one.when) for part, one in found.items()}


POLICY = "aws_autoscaling_policy.p"
TO_ONE = {GROUP: (POLICY, 1, "while scaling leaves its minimum of 1")}


def tracking(**values: Plain) -> dict[str, Plain]:
    """A policy that tracks a target."""
    return {
        "policy_type": "TargetTrackingScaling",
        "target_tracking_configuration": ({"target_value": 60, **values},),
    }


def steps(*sizes: Plain) -> dict[str, Plain]:
    """A policy of steps."""
    blocks = tuple({"scaling_adjustment": size} for size in sizes)
    return {"policy_type": "StepScaling", "step_adjustment": blocks}


@pytest.mark.parametrize(
    ("values", "takes"),
    [
        (tracking(), True),
        (tracking(disable_scale_in=False), True),
        (tracking(disable_scale_in=WAITS), True),
        (tracking(disable_scale_in=True), False),
        ({**tracking(), "target_tracking_configuration": WAITS}, True),
        ({**tracking(), "enabled": False}, False),
        ({**tracking(), "enabled": True}, True),
        ({**tracking(), "enabled": WAITS}, True),
        ({"policy_type": "PredictiveScaling"}, False),
        (steps(1, 2), False),
        (steps(0), False),
        (steps(1, -1), True),
        (steps("-1"), True),
        (steps(COUNT), True),
        ({"scaling_adjustment": 2}, False),
        ({"scaling_adjustment": -1}, True),
        ({"scaling_adjustment": COUNT}, True),
        ({"scaling_adjustment": 3, "adjustment_type": "ExactCapacity"}, True),
        ({"scaling_adjustment": 3, "adjustment_type": "ChangeInCapacity"}, False),
    ],
)
def test_a_policy_takes_instances_away_down_to_the_minimum(
    values: dict[str, Plain],
    takes: bool,  # noqa: FBT001
) -> None:
    """One that is off or only adds takes none; what is not known of it may."""
    policy = resource(POLICY, **NAMED, **values)
    assert left(group(), policy) == (TO_ONE if takes else {})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"min_size": 2}, {}),
        ({"min_size": 0}, {GROUP: (POLICY, 0, "while scaling leaves its minimum of 0")}),
        ({"min_size": None}, {}),
        ({"desired_capacity": 1}, {}),
        ({"desired_capacity": 2}, TO_ONE),
        ({"desired_capacity": COUNT}, TO_ONE),
    ],
)
def test_a_minimum_matters_where_a_zone_may_take_it(
    values: dict[str, Plain], expected: dict[str, object]
) -> None:
    """Of one or none, and where there are more at first."""
    policy = resource(POLICY, **NAMED, **tracking())
    assert left(group(**values), policy) == expected


def test_a_minimum_that_is_not_known_may_be_few() -> None:
    """Of a group that has more than one at first."""
    policy = resource(POLICY, **NAMED, **tracking())
    when = f"while scaling leaves its minimum of {COUNT}"
    assert left(group(min_size=COUNT), policy) == {GROUP: (POLICY, COUNT, when)}
    assert left(group(min_size=COUNT, desired_capacity=1), policy) == {}


NIGHT = "aws_autoscaling_schedule.night"


def night(name: str = "night", /, **values: Plain) -> Instance:
    """A schedule of the group."""
    usual: dict[str, Plain] = {"scheduled_action_name": name, **NAMED}
    return resource(f"aws_autoscaling_schedule.{name}", **{**usual, **values})


@pytest.mark.parametrize(
    ("values", "units"),
    [
        ({"desired_capacity": 1}, 1),
        ({"desired_capacity": "0"}, 0),
        ({"desired_capacity": 2}, None),
        ({"desired_capacity": -1, "min_size": -1, "max_size": 1}, 1),
        ({"max_size": 0, "min_size": 0}, 0),
        ({"max_size": 2}, None),
        ({"min_size": 0}, None),
        ({"min_size": 1, "max_size": 1}, 1),
        ({"min_size": 5, "max_size": 9}, None),
        ({"desired_capacity": COUNT}, COUNT),
        ({"max_size": COUNT}, COUNT),
        ({"min_size": COUNT}, COUNT),
        ({}, None),
    ],
)
def test_a_schedule_holds_what_it_sets(values: dict[str, Plain], units: int | Unknown) -> None:
    """A figure of minus one, or none, leaves what there is within the limits it sets."""
    when = "while night holds it" + ("" if isinstance(units, Unknown) else f" at {units}")
    expected = {} if units is None else {GROUP: (NIGHT, units, when)}
    assert left(group(), night(**values)) == expected


def test_what_there_is_follows_from_the_group() -> None:
    """Its desired number, else its minimum; one that is not known stays so."""
    one = night(max_size=1)
    assert left(group(desired_capacity=None, min_size=4), one)[GROUP][1] == 1
    low = night(min_size=0)
    assert left(group(desired_capacity=None, min_size=COUNT), low)[GROUP][1] == COUNT
    assert left(group(desired_capacity=COUNT), night(min_size=1))[GROUP][1] == COUNT


def test_of_several_the_worst_is_told() -> None:
    """One before none, none before what is not known; what matters not is not told."""
    one, none = night("a", desired_capacity=1), night("b", desired_capacity=0)
    unknown, two = night("c", desired_capacity=COUNT), night("d", desired_capacity=2)
    assert left(group(), unknown, none, one, two)[GROUP][1] == 1
    assert left(group(), unknown, none, two)[GROUP][1] == 0
    assert left(group(), unknown, two)[GROUP][1] == COUNT
    assert left(group(), two) == {}


def test_a_schedule_of_a_group_that_is_not_known_may_be_its_own() -> None:
    """One that names another group by its name is not."""
    stray = night(autoscaling_group_name=WAITS, desired_capacity=1)
    address, units, when = left(group(), stray)[GROUP]
    assert (address, when) == (NIGHT, "while night, which may be its own, holds it")
    assert isinstance(units, Unknown)
    assert units.origins == (Origin("resource", NIGHT, "autoscaling_group_name"),)
    other = night(autoscaling_group_name="other", desired_capacity=1)
    assert left(group(), other) == {}
    assert left(group(name=WAITS), other)[GROUP][2].startswith("while night, which may be")
    assert left(group(), night(autoscaling_group_name="g", desired_capacity=1))[GROUP][1] == 1


FAR = "eu-west-1"


def test_a_name_means_the_group_of_its_region() -> None:
    """Groups of two regions have one name; where no region is told it may be either."""
    near, far = group(), resource("aws_autoscaling_group.far", **group().values, region=FAR)
    named: dict[str, Plain] = {"autoscaling_group_name": "g", "desired_capacity": 1}
    assert list(left(near, far, night(**named))) == [near.address]
    assert list(left(near, far, night(**named, region=FAR))) == [far.address]
    assert left(near, night(**named, region=FAR)) == {}
    anywhere = replace(night(**named), region=WAITS)
    assert {one[2] for one in left(near, far, anywhere).values()} == {
        "while night, which may be its own, holds it"
    }
    assert len(left(near, far, anywhere)) == 2
    assert list(left(replace(near, region=WAITS), far, anywhere)) == [near.address]


def test_a_target_scales_the_service_of_its_region() -> None:
    """By the name in its id; a reference says itself whose it is."""
    far = [replace(item, region=FAR) for item in (CLUSTER, service())]
    assert left(*far, target()) == {}
    assert list(left(CLUSTER, service(), target())) == [SERVICE]
    assert list(left(*far, target(region=FAR))) == [SERVICE]
    assert list(left(*far, target(resource_id=ref(SERVICE, "id")))) == [SERVICE]


@pytest.mark.parametrize(
    ("values", "name", "may"),
    [
        ({"resource_id": WAITS}, "orders", True),
        ({"resource_id": "table/orders"}, "orders", False),
        ({"resource_id": "table/orders"}, WAITS, True),
        ({"resource_id": "table/orders", "service_namespace": WAITS}, "orders", True),
        ({"resource_id": "table/others", "service_namespace": WAITS}, "orders", False),
    ],
)
def test_a_target_that_scales_nothing_known_may_scale_what_is_not_told(
    values: dict[str, Plain],
    name: Plain,
    may: bool,  # noqa: FBT001
) -> None:
    """An id, a kind or a name is not known; what is known has been found already."""
    table = resource("aws_dynamodb_table.orders", name=name)
    item = resource(TARGET, **{"service_namespace": "dynamodb", **values})
    assert may_name(item, table) is may


def service(**values: Plain) -> Instance:
    """Three tasks."""
    usual: dict[str, Plain] = {
        "name": "api",
        "cluster": ref("aws_ecs_cluster.c"),
        "desired_count": 3,
    }
    return resource(SERVICE, **{**usual, **values})


CLUSTER = resource("aws_ecs_cluster.c", name="c")
TARGET = "aws_appautoscaling_target.t"


def target(**values: Plain) -> Instance:
    """What scales the service, down to one task."""
    usual: dict[str, Plain] = {
        "service_namespace": "ecs",
        "scalable_dimension": "ecs:service:DesiredCount",
        "resource_id": "service/c/api",
        "min_capacity": 1,
        "max_capacity": 9,
    }
    return resource(TARGET, **{**usual, **values})


@pytest.mark.parametrize(
    ("values", "units"),
    [
        ({}, 1),
        ({"min_capacity": 0}, 0),
        ({"min_capacity": 2}, None),
        ({"min_capacity": COUNT}, COUNT),
        ({"min_capacity": None}, None),
        ({"scalable_dimension": "ecs:service:Other"}, None),
        ({"resource_id": "service/c/other"}, None),
        ({"resource_id": ref(SERVICE, "id")}, 1),
        ({"resource_id": WAITS}, None),
        ({"service_namespace": "dynamodb"}, None),
    ],
)
def test_scaling_leaves_the_least_of_a_service(
    values: dict[str, Plain], units: int | Unknown | None
) -> None:
    """By the name in the id of what it scales, or by reference."""
    found = left(CLUSTER, service(), target(**values))
    when = f"while scaling leaves its minimum of {units}"
    assert found == ({} if units is None else {SERVICE: (TARGET, units, when)})


ACTION = "aws_appautoscaling_scheduled_action.night"


@pytest.mark.parametrize(
    ("sizes", "units"),
    [
        ({"min_capacity": 1}, 1),
        ({"min_capacity": 0, "max_capacity": 5}, 0),
        ({"max_capacity": 1}, 1),
        ({"max_capacity": 2}, None),
        ({"min_capacity": COUNT}, COUNT),
        ({}, None),
    ],
)
def test_a_scheduled_action_holds_a_service(
    sizes: dict[str, Plain], units: int | Unknown | None
) -> None:
    """By its own id, or that of the target it names."""
    when = "while night holds it" + ("" if isinstance(units, Unknown) else f" at {units}")
    expected = {} if units is None else {SERVICE: (ACTION, units, when)}
    quiet = target(min_capacity=3)
    for named in ("service/c/api", ref(TARGET, "resource_id")):
        action = resource(
            ACTION,
            name="night",
            service_namespace="ecs",
            scalable_dimension="ecs:service:DesiredCount",
            resource_id=named,
            scalable_target_action=(sizes,),
        )
        assert left(CLUSTER, service(), quiet, action) == expected


def test_tasks_that_scaling_sets_are_counted() -> None:
    """Of a service that leaves its count out; none, or what is not known, is no count."""

    def counted(at: Instance, **values: Plain) -> dict[str, int]:
        return dict(least_tasks(Reader(configuration(CLUSTER, at, target(**values)))))

    open_ = service(desired_count=None)
    assert counted(open_) == {SERVICE: 1}
    assert counted(open_, min_capacity=4) == {SERVICE: 4}
    assert counted(open_, min_capacity=0) == counted(open_, min_capacity=COUNT) == {}
    assert counted(service()) == {}


@pytest.mark.parametrize(
    ("namespace", "thing", "called"),
    [
        ("dynamodb", resource("aws_dynamodb_table.t", name="orders"), "table/orders"),
        ("dynamodb", resource("aws_dynamodb_table.t", name="orders"), "table/orders/index/by-day"),
        ("rds", resource("aws_rds_cluster.t", cluster_identifier="db"), "cluster:db"),
        (
            "lambda",
            resource("aws_lambda_alias.t", name="live", function_name="pay"),
            "function:pay:live",
        ),
        (
            "elasticache",
            resource("aws_elasticache_replication_group.t", replication_group_id="cache"),
            "replication-group/cache",
        ),
        ("kafka", resource("aws_msk_cluster.t", cluster_name="m", arn="arn:m"), "arn:m"),
    ],
)
def test_the_id_of_what_is_scaled_ends_in_its_name(
    namespace: str, thing: Instance, called: str
) -> None:
    """The first word is its kind, and no name; another namespace is another's."""

    def scales(text: Plain, of: str = namespace) -> tuple[list[str], list[str]]:
        item = resource(TARGET, service_namespace=of, resource_id=text)
        found, untold = scaling_targets(Reader(configuration(thing, item)))
        return list(found), [one.address for one in untold]

    assert scales(called) == ([thing.address], [])
    assert scales(called, "other") == ([], [])
    assert scales("table/nothing") == ([], [])
    assert scales(WAITS) == ([], [TARGET])
    assert scales(ref(thing.address, "id")) == ([thing.address], [])


def test_a_kind_of_resource_is_no_name() -> None:
    """A table called table is none that another id means."""
    table = resource("aws_dynamodb_table.t", name="table")
    item = resource(TARGET, service_namespace="dynamodb", resource_id="table/orders")
    assert scaling_targets(Reader(configuration(table, item))) == ({}, ())


def test_a_policy_steps_what_its_target_scales() -> None:
    """Each by the thing it changes; one that names nothing known may change anything."""
    policy = resource(
        "aws_appautoscaling_policy.p",
        service_namespace="ecs",
        resource_id=ref(TARGET, "resource_id"),
    )
    stray = resource("aws_appautoscaling_policy.q", service_namespace="ecs", resource_id=WAITS)
    found, untold = scaling_steps(
        Reader(configuration(CLUSTER, service(), target(), policy, stray))
    )
    assert {address: [one.address for one in items] for address, items in found.items()} == {
        SERVICE: [policy.address]
    }
    assert [one.address for one in untold] == [stray.address]


def test_a_schedule_that_only_limits_leaves_a_group_of_none_at_none() -> None:
    """A group that starts with none runs no fewer while its most is set."""
    nothing = group(min_size=0, desired_capacity=None)
    assert left(nothing, night(max_size=5)) == left(nothing, night(min_size=1)) == {}


def test_a_target_whose_name_waits_scales_what_has_the_same(tmp_path: Path) -> None:
    """A table whose name is made of the same variable, and no other."""
    tables = "".join(
        f"""
resource "aws_dynamodb_table" "{name}" {{
  name           = "${{var.stage}}-{name}"
  hash_key       = "k"
  read_capacity  = 1
  write_capacity = 1
  attribute {{
    name = "k"
    type = "S"
  }}
}}
"""
        for name in ("orders", "others")
    )
    target = """
variable "stage" { type = string }
resource "aws_appautoscaling_target" "t" {
  service_namespace  = "dynamodb"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  resource_id        = "table/${var.stage}-orders"
  min_capacity       = 1
  max_capacity       = 9
}
"""
    (tmp_path / "main.tf").write_text(tables + target, encoding="utf-8")
    found, untold = scaling_targets(Reader(load(tmp_path, variables=[("unknown", "stage")])))
    assert {address: [one.address for one in items] for address, items in found.items()} == {
        "aws_dynamodb_table.orders": [TARGET]
    }
    assert untold == ()
