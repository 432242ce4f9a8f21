"""The availability to expect: which level counts for each part, and what has none."""

from decimal import Decimal

import pytest

from archbench.architecture import build
from archbench.architecture.availability import Availability, LevelledService, availability
from archbench.hcl.types import NUMBER
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform.configuration import Instance
from tests.architecture.by_hand import aurora, balanced, network, stack, subnets
from tests.architecture.hand import ref, refs, resource
from tests.architecture.test_drill import THREE
from tests.architecture.test_findings import cache, changed, database, machine, service

COUNT = Unknown(NUMBER, (Origin("variable", "var.n"),))
GROUP = "aws_autoscaling_group.app"


def expected(*parts: list[Instance]) -> Availability:
    """What a stack may expect."""
    return availability(build(stack(*parts)))


def levels(*parts: list[Instance]) -> list[tuple[str, str, str]]:
    """Name, level in per cent ("" for none) and basis of each part."""
    return [
        (item.name, "" if item.level is None else f"{100 * item.level:f}", item.basis)
        for item in expected(*parts).parts
    ]


ALB = ("alb", "99.9900", "balancer over 3 zones")
APP = ("app", "99.9900", "instances over 3 zones")


def test_each_part_has_the_level_of_its_zones() -> None:
    """Balancer, instances and cluster over three zones; in one zone the lower level of each."""
    assert levels(network(), balanced(), aurora(*THREE)) == [
        ALB,
        APP,
        ("aurora", "99.9900", "cluster over 3 zones"),
    ]
    one = levels(network(1), balanced(1), aurora("us-east-1a", subnet_zones=1))
    assert [(name, float(level), basis) for name, level, basis in one] == [
        ("alb", 99.9, "balancer over 1 zone"),
        ("app", 99.5, "the level of a single instance"),
        ("aurora", 99.9, "cluster over 1 zone"),
    ]
    found = expected(network(1), balanced(1), aurora("us-east-1a", subnet_zones=1))
    assert [item.better.level if item.better else None for item in found.parts] == [
        Decimal("0.9999")
    ] * 3
    over = expected(network(), balanced(), aurora(*THREE))
    assert [item.better for item in over.parts] == [None] * 3
    assert {item.region for item in over.parts} == {"us-east-1"}


def test_a_group_that_gets_nothing_is_no_part_of_a_request() -> None:
    """Nor one that runs none."""
    none = changed(balanced(), GROUP, min_size=0, desired_capacity=0)
    assert [item[0] for item in levels(network(), none)][:1] == ["alb"]
    assert APP not in levels(network(), none)
    unused = [item for item in balanced() if item.type != "aws_lb_listener"]
    assert levels(network(), unused) == [ALB]


def test_few_instances_stand_in_few_zones() -> None:
    """One instance over three zones is one; two are in two."""
    assert levels(network(), balanced(minimum=1, desired=1))[1][2] == (
        "the level of a single instance"
    )
    assert levels(network(), balanced(minimum=2, desired=2))[1][2] == "instances over 2 zones"


UNTOLD = "how many run cannot be told"


@pytest.mark.parametrize(
    ("zones", "minimum", "desired", "level", "basis"),
    [
        (3, 0, COUNT, "", UNTOLD),
        (3, 1, COUNT, "", UNTOLD),
        (3, 2, COUNT, "99.9900", "instances over 2 zones"),
        (3, 9, COUNT, "99.9900", "instances over 3 zones"),
        (3, COUNT, COUNT, "", UNTOLD),
        (3, COUNT, 4, "99.9900", "instances over 3 zones"),
        (3, COUNT, 1, "99.50", "the level of a single instance"),
        (2, COUNT, COUNT, "", UNTOLD),
        (1, 0, COUNT, "99.50", "the level of a single instance"),
    ],
)
def test_a_group_of_unknown_size_is_told_by_its_minimum(
    zones: int, minimum: Plain, desired: Plain, level: str, basis: str
) -> None:
    """It never runs fewer; one may be one or several, and in one zone that is the same."""
    parts = changed(balanced(zones), GROUP, min_size=minimum, desired_capacity=desired)
    _, app = levels(network(zones), parts)
    assert (app[1].rstrip("0"), app[2]) == (level.rstrip("0"), basis)


@pytest.mark.parametrize(
    ("count", "places", "level", "basis"),
    [
        (1, (0, 1, 2), None, "no service level is known here"),
        (2, (0, 1, 2), Decimal("0.9999"), "over 2 zones"),
        (5, (0, 1, 2), Decimal("0.9999"), "over 3 zones"),
        (COUNT, (0, 1, 2), None, UNTOLD),
        (COUNT, (0,), None, "no service level is known here"),
    ],
)
def test_tasks_stand_in_as_many_zones_as_there_are_of_them(
    count: Plain, places: tuple[int, ...], level: Decimal | None, basis: str
) -> None:
    """One is in one zone, wherever it may start; a number that is not known may be one."""
    (found,) = expected(network(), service(count, *places)).parts
    assert (found.level, found.basis) == (level, basis)


def policy(**values: Plain) -> Instance:
    """A policy that may make the group smaller, unless it says otherwise."""
    scales: dict[str, Plain] = {
        "autoscaling_group_name": ref(GROUP, "name"),
        "policy_type": "TargetTrackingScaling",
        "target_tracking_configuration": ({"target_value": 50},),
    }
    return resource("aws_autoscaling_policy.p", **scales | values)


GROWS: dict[str, Plain] = {
    "target_tracking_configuration": ({"target_value": 50, "disable_scale_in": True},)
}
AT_ONE = "while scaling leaves its minimum of 1"


@pytest.mark.parametrize(
    ("zones", "minimum", "scaling", "level", "basis"),
    [
        (3, 1, [policy()], "99.5", f"the level of a single instance {AT_ONE}"),
        (3, COUNT, [policy()], "", f"{UNTOLD} while scaling leaves its minimum of "),
        (3, 0, [policy()], "", "none runs while scaling leaves its minimum of 0"),
        (3, 2, [policy()], "99.99", "instances over 3 zones"),
        (3, 1, [policy(**GROWS)], "99.99", "instances over 3 zones"),
        (3, 1, [], "99.99", "instances over 3 zones"),
        (1, 1, [policy()], "99.5", "the level of a single instance"),
    ],
)
def test_a_group_has_the_level_of_the_fewest_that_scaling_leaves(
    zones: int, minimum: Plain, scaling: list[Instance], level: str, basis: str
) -> None:
    """Four run at first; what nothing scales in keeps them."""
    parts = changed(balanced(zones), GROUP, min_size=minimum, desired_capacity=4)
    _, app = levels(network(zones), parts, scaling)
    assert app[1].rstrip("0") == level
    assert app[2].startswith(basis)


@pytest.mark.parametrize(
    ("minimum", "level", "basis"),
    [
        (1, None, f"no service level is known for one unit {AT_ONE}"),
        (0, None, "none runs while scaling leaves its minimum of 0"),
        (2, Decimal("0.9999"), "over 3 zones"),
    ],
)
def test_tasks_have_the_level_of_the_fewest_that_scaling_leaves(
    minimum: int, level: Decimal | None, basis: str
) -> None:
    """Three run at first, over three zones."""
    target = resource(
        "aws_appautoscaling_target.t",
        resource_id="service/c/api",
        service_namespace="ecs",
        scalable_dimension="ecs:service:DesiredCount",
        min_capacity=minimum,
        max_capacity=9,
    )
    (found,) = expected(network(), service(3, 0, 1, 2), [target]).parts
    assert (found.level, found.basis) == (level, basis)


def test_a_cluster_is_where_its_instances_are() -> None:
    """Two in one zone are in one; a lone one in whichever zone; of none nothing is known."""

    def basis(*zones: str | None) -> tuple[str, str]:
        (found,) = levels(network(), aurora(*zones))
        return found[1], found[2]

    assert basis("us-east-1a", "us-east-1b") == ("99.9900", "cluster over 2 zones")
    assert basis("us-east-1a", "us-east-1a")[1] == "cluster over 1 zone"
    assert basis("us-east-1a")[1] == "cluster over 1 zone"
    assert basis(None)[1] == "cluster over 1 zone"
    assert basis() == ("", "cluster over untold zones")


def test_a_multi_az_cluster_has_the_level_of_its_kind() -> None:
    """Three zones of RDS."""
    cluster = resource(
        "aws_rds_cluster.x",
        cluster_identifier="x",
        engine="postgres",
        db_cluster_instance_class="db.m6gd.large",
    )
    (found,) = expected(network(), [cluster]).parts
    assert (found.level, found.basis, found.better) == (
        Decimal("0.9995"),
        "Multi-AZ DB cluster",
        None,
    )


@pytest.mark.parametrize(
    ("values", "level", "basis"),
    [
        ({"multi_az": True}, "0.9995", "with a standby"),
        ({"multi_az": False}, "0.995", "without a standby"),
        ({"multi_az": COUNT}, None, "whether it has a standby cannot be told"),
    ],
)
def test_a_database_has_the_level_of_its_standby(
    values: dict[str, Plain], level: str | None, basis: str
) -> None:
    """A replica is no part of its own."""
    (found,) = expected(network(), database(**values)).parts
    assert (found.level, found.basis) == (None if level is None else Decimal(level), basis)
    better = values["multi_az"] is False
    assert (found.better.level if found.better else None) == (Decimal("0.9995") if better else None)
    replica = resource(
        "aws_db_instance.copy",
        identifier="copy",
        replicate_source_db=ref("aws_db_instance.books", "identifier"),
    )
    assert [item.name for item in expected(network(), database(**values), [replica]).parts] == [
        "books"
    ]


def attached(name: str, target: str = "live") -> Instance:
    """A machine behind a target group."""
    return resource(
        f"aws_lb_target_group_attachment.{name}",
        target_group_arn=ref(f"aws_lb_target_group.{target}", "arn"),
        target_id=ref(f"aws_instance.{name}"),
    )


def test_machines_behind_one_target_group_count_together() -> None:
    """By the zones they stand in; each by itself where they are behind nothing."""
    front = [item for item in balanced() if item.type != "aws_autoscaling_group"]
    second = machine("b", subnet_id=ref("aws_subnet.app[1]"))
    pair = [machine("a"), second, attached("a"), attached("b")]
    assert levels(network(), front, pair)[1:] == [("a", "99.9900", "instances over 2 zones")]
    same = [machine("a"), machine("b"), attached("a"), attached("b")]
    assert [item[2] for item in levels(network(), front, same)[1:]] == [
        "the level of a single instance"
    ]


def test_other_parts_have_the_level_of_their_kind() -> None:
    """What needs no zone, what stands in some, and what no page gives a level for."""
    (cached,) = expected(network(), cache()).parts
    assert (cached.name, cached.basis) == ("ElastiCache replication group c", "over 3 zones")
    assert cached.level == Decimal("0.9999")
    (tasks,) = expected(network(), service(2, 0, 1)).parts
    assert (tasks.name, tasks.level, tasks.basis) == (
        "ECS service api",
        Decimal("0.9999"),
        "over 2 zones",
    )
    (one,) = expected(network(), service(2, 1)).parts
    assert (one.level, one.basis) == (None, "no service level is known here")
    assert expected(network(), service(0, 0, 1)).parts == ()
    files = resource("aws_fsx_lustre_file_system.f", subnet_ids=(ref("aws_subnet.app[0]"),))
    (other,) = expected(network(), [files]).parts
    assert (other.level, other.basis) == (None, "no service level is known here")


@pytest.mark.parametrize(
    ("replicas", "level"), [(0, Decimal("0.995")), (1, Decimal("0.9999")), (COUNT, None)]
)
def test_what_may_have_a_replica_has_no_level(replicas: Plain, level: Decimal | None) -> None:
    """Over two zones the upper level, in one the lower; neither where the number is not known."""
    group = resource("aws_memorydb_subnet_group.m", name="m", subnet_ids=subnets("database", 2))
    cluster = resource(
        "aws_memorydb_cluster.m",
        name="m",
        acl_name="open-access",
        num_replicas_per_shard=replicas,
        subnet_group_name=ref("aws_memorydb_subnet_group.m", "name"),
    )
    (found,) = expected(network(2), [group, cluster]).parts
    assert found.level == level


@pytest.mark.parametrize(
    ("storage", "level"), [("GLACIER", Decimal("0.999")), ("ONEZONE_IA", None)]
)
def test_objects_that_move_to_one_zone_leave_a_bucket_without_a_level(
    storage: str, level: Decimal | None
) -> None:
    """The level of S3 is that of a region; of a class of one zone it says less."""
    bucket = resource(
        "aws_s3_bucket.b",
        bucket="pages",
        lifecycle_rule=({"enabled": True, "transition": ({"storage_class": storage},)},),
    )
    site = resource(
        "aws_cloudfront_distribution.d",
        enabled=True,
        origin=({"origin_id": "b", "domain_name": ref("aws_s3_bucket.b", "bucket")},),
    )
    found = {item.name: item.level for item in expected([bucket, site]).parts}
    assert found["S3 bucket b"] == level


def record(name: str, kind: str = "", target: Plain = None, **values: Plain) -> Instance:
    """A name that leads to the balancer."""
    policy: dict[str, Plain] = {"failover_routing_policy": ({"type": kind},)} if kind else {}
    alias = ref("aws_lb.main", "dns_name") if target is None else target
    return resource(
        f"aws_route53_record.{name}",
        name="api.example.com",
        type="A",
        alias=({"name": alias, "evaluate_target_health": True},),
        **policy,
        **values,
    )


def test_names_are_a_part_of_their_own() -> None:
    """Route 53 stands before all others, in no region."""
    found = expected(network(), balanced(), [record("a")])
    first = found.parts[0]
    assert (first.region, first.name, first.level, first.basis) == (
        "",
        "Route 53",
        Decimal(1),
        "hosted zone",
    )
    assert found.in_parallel is False
    assert found.total == Decimal("0.9999") ** 2


def test_nothing_is_expected_of_nothing() -> None:
    """No part, no total, no assumption."""
    found = expected(network())
    assert (found.parts, found.total, found.minutes_down_per_month) == ((), None, None)
    assert (found.in_parallel, found.assumptions) == (False, ())


def levelled(region: str, level: str | None) -> LevelledService:
    """A part of a region."""
    return LevelledService(region, "x", None if level is None else Decimal(level), "", None)


def test_parts_in_series_and_regions_in_parallel() -> None:
    """A shared part counts once; one without a level leaves the whole without."""
    parts = (
        levelled("", "0.5"),
        levelled("a", "0.9"),
        levelled("a", "0.8"),
        levelled("b", "0.6"),
    )
    assert Availability(parts, in_parallel=False, assumptions=()).total == Decimal("0.2160")
    either = Availability(parts, in_parallel=True, assumptions=())
    assert either.total == Decimal("0.5") * (1 - (1 - Decimal("0.72")) * (1 - Decimal("0.6")))
    assert either.minutes_down_per_month == (1 - either.total) * 730 * 60
    assert Availability((parts[0],), in_parallel=True, assumptions=()).total is None
    untold = Availability((*parts, levelled("c", None)), in_parallel=True, assumptions=())
    assert (untold.total, untold.minutes_down_per_month) == (None, None)


def elsewhere() -> list[Instance]:
    """A second balancer of another region."""
    there: dict[str, Plain] = {"region": "eu-west-1"}
    return [
        resource("aws_vpc.there", cidr_block="10.9.0.0/16", **there),
        *(
            resource(
                f"aws_subnet.there[{index}]",
                vpc_id=ref("aws_vpc.there"),
                availability_zone=f"eu-west-1{'ab'[index]}",
                cidr_block=f"10.9.{index}.0/24",
                **there,
            )
            for index in range(2)
        ),
        resource(
            "aws_lb.there",
            name="there",
            subnets=refs("aws_subnet.there[0]", "aws_subnet.there[1]"),
            **there,
        ),
    ]


@pytest.mark.parametrize(
    ("first", "second", "parallel"),
    [
        ("PRIMARY", "SECONDARY", True),
        ("", "", False),
        ("PRIMARY", "", False),
    ],
)
def test_regions_are_parallel_where_names_fail_over(
    first: str,
    second: str,
    parallel: bool,  # noqa: FBT001
) -> None:
    """One name that leads to balancers of both; otherwise every region is needed."""
    there = ref("aws_lb.there", "dns_name")
    names = [record("a", first), record("b", second, there)]
    found = expected(network(), balanced(), elsewhere(), names)
    assert found.in_parallel is parallel
    assert any("DNS failover" in text for text in found.assumptions) is parallel
    same = [record("a", first), record("b", second)]
    assert expected(network(), balanced(), elsewhere(), same).in_parallel is False


def test_what_stands_behind_a_target_group_unseen_has_no_level() -> None:
    """It may be anything; a group that gets no traffic is not asked."""
    front = [item for item in balanced() if item.type != "aws_autoscaling_group"]
    assert levels(network(), front) == [
        ALB,
        ("live", "", "what stands behind it cannot be told"),
    ]


def test_a_request_needs_what_its_entry_leads_to_and_nothing_else() -> None:
    """A queue that a function writes to is one; a topic that nobody asks is not."""
    stack = [
        resource(
            "aws_apigatewayv2_api.a",
            name="a",
            protocol_type="HTTP",
            target=ref("aws_lambda_function.f", "arn"),
        ),
        resource("aws_lambda_function.f", function_name="f"),
        resource("aws_sfn_state_machine.late", name="late"),
    ]
    named = [item.name for item in expected(network(), stack).parts]
    assert [name for name in named if "late" in name] == []
    assert any(name.endswith(" f") for name in named)


def test_a_machine_that_nobody_asks_or_that_idles_is_no_part_of_a_request() -> None:
    """One that only administrators come to, and one behind a target group without traffic."""
    keeper = resource(
        "aws_security_group.keeper",
        vpc_id=ref("aws_vpc.main"),
        ingress=(
            {"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ("0.0.0.0/0",)},
        ),
    )
    alone = machine("alone", vpc_security_group_ids=refs(keeper.address))
    spare = [
        machine("spare"),
        resource("aws_lb_target_group.spare", name="spare", vpc_id=ref("aws_vpc.main")),
        resource(
            "aws_lb_target_group_attachment.spare",
            target_group_arn=ref("aws_lb_target_group.spare", "arn"),
            target_id=ref("aws_instance.spare"),
        ),
    ]
    asked = machine("asked")
    assert [name for name, *_ in levels(network(), balanced(), [keeper, alone], spare)] == [
        "alb",
        "app",
    ]
    assert "asked" in [name for name, *_ in levels(network(), balanced(), [asked])]
