"""Compute, databases, DNS, keys, alarms and services."""

from dataclasses import replace
from decimal import Decimal

import pytest

from archbench.architecture import build
from archbench.architecture.compute import spread
from archbench.hcl.types import NUMBER, STRING
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown
from archbench.terraform.configuration import Instance
from tests.architecture.by_hand import aurora, balanced, network, stack, subnets, vpc_of
from tests.architecture.hand import configuration, ref, refs, resource

UNKNOWN = Unknown(NUMBER, (Origin("variable", "var.capacity"),))


@pytest.mark.parametrize(
    ("desired", "expected"),
    [(6, [2, 2, 2]), (7, [3, 2, 2]), (1, [1, 0, 0]), (0, [0, 0, 0]), (UNKNOWN, [UNKNOWN] * 3)],
)
def test_capacity_spreads_evenly(desired: int | Unknown, expected: list[int | Unknown]) -> None:
    """Extra instances go to the first zones; an unknown capacity stays unknown in each."""
    assert list(spread(desired, ["a", "b", "c"]).values()) == expected


def test_group_says_capacity_zones_and_template() -> None:
    """Six over three zones are two in each; desired defaults to the minimum."""
    parts = balanced()
    (group,) = vpc_of(network(), parts).scaling_groups
    assert dict(group.per_zone) == {"us-east-1a": 2, "us-east-1b": 2, "us-east-1c": 2}
    assert (group.minimum, group.maximum, group.desired) == (6, 18, 6)
    assert (group.instance_type, group.launch_template) == ("t3.medium", "aws_launch_template.app")
    assert group.color == "live"


def test_group_without_desired_capacity_runs_its_minimum() -> None:
    """AWS starts the minimum when no desired capacity is set."""
    group = resource(
        "aws_autoscaling_group.x", min_size=3, max_size=9, vpc_zone_identifier=subnets("app")
    )
    assert vpc_of(network(), [group]).scaling_groups[0].desired == 3


def test_mixed_instances_name_every_type_and_their_template() -> None:
    """Overrides are listed, the template is found two blocks down."""
    group = resource(
        "aws_autoscaling_group.x",
        min_size=1,
        max_size=2,
        vpc_zone_identifier=subnets("app"),
        mixed_instances_policy=(
            {
                "launch_template": (
                    {
                        "launch_template_specification": (
                            {"launch_template_id": ref("aws_launch_template.x")},
                        ),
                        "override": ({"instance_type": "m5.large"}, {"instance_type": "m6i.large"}),
                    },
                )
            },
        ),
    )
    template = resource("aws_launch_template.x", instance_type="t3.nano")
    (found,) = vpc_of(network(), [group, template]).scaling_groups
    assert found.instance_type == "m5.large, m6i.large"
    assert found.launch_template == "aws_launch_template.x"


def test_policies_and_volume_are_in_words() -> None:
    """A target-tracking policy says its target, a volume its type, size and encryption."""
    template = resource(
        "aws_launch_template.app",
        instance_type="t3.medium",
        block_device_mappings=(
            {"ebs": ({"volume_type": "gp3", "volume_size": 30, "encrypted": "true"},)},
        ),
    )
    policy = resource(
        "aws_autoscaling_policy.cpu",
        autoscaling_group_name=ref("aws_autoscaling_group.app", "name"),
        policy_type="TargetTrackingScaling",
        target_tracking_configuration=(
            {
                "target_value": Decimal("62.5"),
                "predefined_metric_specification": (
                    {"predefined_metric_type": "ASGAverageCPUUtilization"},
                ),
            },
        ),
    )
    parts = [item for item in balanced() if item.type != "aws_launch_template"]
    (group,) = vpc_of(network(), parts, [template, policy]).scaling_groups
    assert group.policies == ("target 62.5% CPU",)
    assert group.volume == "gp3 30 GiB, encrypted"
    off = replace(policy, values={**policy.values, "enabled": False})
    (group,) = vpc_of(network(), parts, [template, off]).scaling_groups
    assert group.policies == ()


def test_aurora_zone_and_writer_from_the_configuration() -> None:
    """Set zones are facts; the lowest promotion tier is assumed to be the writer, and asked."""
    built = build(stack(network(), aurora("us-east-1b", "us-east-1a")))
    (cluster,) = built.regions[0].vpcs[0].clusters
    assert [(item.role, item.zone, item.zone_is_assumed) for item in cluster.instances] == [
        ("writer", "us-east-1b", False),
        ("reader", "us-east-1a", False),
    ]
    asked = [item.question for item in built.open_questions if item.address == cluster.address]
    assert asked == ["which instance is the writer: aws_rds_cluster_instance.db[0] is assumed"]


def test_aurora_without_zones_is_spread_over_the_subnet_group_and_says_so() -> None:
    """Three instances without a zone are assumed in three zones, each marked and asked."""
    built = build(stack(network(), aurora(None, None, None)))
    (cluster,) = built.regions[0].vpcs[0].clusters
    zones = [(item.zone, item.zone_is_assumed) for item in cluster.instances]
    assert zones == [("us-east-1a", True), ("us-east-1b", True), ("us-east-1c", True)]
    assert sum("its zone" in item.question for item in built.open_questions) == 3


def test_two_of_aurora_over_two_zones_are_assumed_apart() -> None:
    """AWS may place them otherwise, so that each zone is marked and asked."""
    built = build(stack(network(2), aurora(None, None, subnet_zones=2)))
    (cluster,) = built.regions[0].vpcs[0].clusters
    zones = [(item.zone, item.zone_is_assumed) for item in cluster.instances]
    assert zones == [("us-east-1a", True), ("us-east-1b", True)]
    assert sum("its zone" in item.question for item in built.open_questions) == 2


def test_aurora_in_a_subnet_group_of_one_zone_is_certain() -> None:
    """With one zone to choose nothing is assumed."""
    (cluster,) = vpc_of(network(1), aurora(None, None, subnet_zones=1)).clusters
    assert [(item.zone, item.zone_is_assumed) for item in cluster.instances] == [
        ("us-east-1a", False)
    ] * 2


@pytest.mark.parametrize(("zones", "expected"), [(1, "us-east-1a"), (2, None)])
def test_a_single_instance_stands_where_only_one_zone_is_left(
    zones: int, expected: str | None
) -> None:
    """Of two AWS picks one, and none is assumed."""
    (cluster,) = vpc_of(network(2), aurora(None, subnet_zones=zones)).clusters
    (member,) = cluster.instances
    assert (member.zone, member.zone_is_assumed) == (expected, False)


@pytest.mark.parametrize(
    ("told", "expected"), [(None, False), (False, False), (True, True), ("true", True)]
)
def test_a_cluster_is_encrypted_where_that_is_said(told: Plain, *, expected: bool) -> None:
    """The provider encrypts none by itself."""
    parts = [
        replace(item, values={**item.values, "storage_encrypted": told})
        if item.type == "aws_rds_cluster"
        else item
        for item in aurora("us-east-1a")
    ]
    (cluster,) = vpc_of(network(), parts).clusters
    assert cluster.encrypted is expected


def test_resource_named_reader_is_no_writer() -> None:
    """With equal promotion tiers the name decides before the order."""
    parts = [item for item in aurora() if item.type != "aws_rds_cluster_instance"]
    members = [
        resource(
            f"aws_rds_cluster_instance.{name}",
            identifier=name,
            cluster_identifier=ref("aws_rds_cluster.aurora"),
            availability_zone="us-east-1a",
        )
        for name in ("reader", "writer")
    ]
    (cluster,) = vpc_of(network(), parts, members).clusters
    assert {item.name: item.role for item in cluster.instances} == {
        "reader": "reader",
        "writer": "writer",
    }


def test_stand_alone_database() -> None:
    """Its engine, standby and security are told; a replica is a reader."""
    first = resource(
        "aws_db_instance.x",
        identifier="x",
        engine="postgres",
        instance_class="db.t3.micro",
        multi_az=True,
        availability_zone="us-east-1a",
    )
    replica = resource(
        "aws_db_instance.y", identifier="y", replicate_source_db=ref("aws_db_instance.x", "arn")
    )
    (vpc,) = build(configuration(first, replica)).regions[0].vpcs
    assert [(item.role, item.multi_az) for item in vpc.databases] == [
        ("single", True),
        ("reader", False),
    ]


def test_records_say_policy_target_and_health_check() -> None:
    """An alias leads to the load balancer by reference; the name is completed by its zone."""
    built = build(
        configuration(
            resource("aws_lb.main", name="alb"),
            resource("aws_route53_zone.main", name="example.com"),
            resource(
                "aws_route53_health_check.api",
                type="HTTPS_STR_MATCH",
                fqdn=ref("aws_lb.main", "dns_name"),
                resource_path="/health",
                search_string="ok",
                request_interval="10",
            ),
            resource(
                "aws_route53_record.primary",
                zone_id=ref("aws_route53_zone.main", "zone_id"),
                name="api",
                type="A",
                health_check_id=ref("aws_route53_health_check.api"),
                failover_routing_policy=({"type": "PRIMARY"},),
                alias=(
                    {
                        "name": ref("aws_lb.main", "dns_name"),
                        "zone_id": ref("aws_lb.main", "zone_id"),
                        "evaluate_target_health": True,
                    },
                ),
            ),
            resource(
                "aws_route53_record.www",
                zone_id=ref("aws_route53_zone.main", "zone_id"),
                name="www.example.com",
                type="CNAME",
                ttl=300,
                records=("api.example.com",),
            ),
        )
    )
    primary, www = built.records
    assert (primary.fqdn, primary.policy, primary.failover) == (
        "api.example.com",
        "failover",
        "PRIMARY",
    )
    assert (primary.target, primary.health_check) == (
        "aws_lb.main",
        "aws_route53_health_check.api",
    )
    assert (primary.ttl, primary.evaluates_target_health) == (None, True)
    assert (www.fqdn, www.policy, www.ttl, www.target) == (
        "www.example.com",
        "simple",
        300,
        "api.example.com",
    )
    (check,) = built.health_checks
    assert (check.target, check.interval, check.failure_threshold) == ("aws_lb.main", 10, 3)


def test_key_protects_what_names_it_also_by_alias_and_in_blocks() -> None:
    """Attributes for KMS keys count at any depth; an alias stands for its key."""
    built = build(
        configuration(
            resource("aws_kms_key.x", description="data", enable_key_rotation=True),
            resource(
                "aws_kms_alias.x", name="alias/x", target_key_id=ref("aws_kms_key.x", "key_id")
            ),
            resource("aws_sns_topic.x", name="x", kms_master_key_id=ref("aws_kms_alias.x", "arn")),
            resource(
                "aws_s3_bucket_server_side_encryption_configuration.x",
                rule=(
                    {
                        "apply_server_side_encryption_by_default": (
                            {"kms_master_key_id": ref("aws_kms_key.x", "arn")},
                        )
                    },
                ),
            ),
        )
    )
    (key,) = built.keys
    assert key.rotation is True
    assert set(key.protects) == {
        "aws_sns_topic.x",
        "aws_s3_bucket_server_side_encryption_configuration.x",
    }


def test_alarm_says_what_it_watches_when_and_whom_it_tells() -> None:
    """Dimensions and actions are followed by reference; a known name finds its resource too."""
    group = resource("aws_autoscaling_group.x", name="asg-x", min_size=1, max_size=1)
    alarm = resource(
        "aws_cloudwatch_metric_alarm.x",
        alarm_name="low",
        metric_name="GroupInServiceInstances",
        comparison_operator="LessThanThreshold",
        threshold=6,
        evaluation_periods=3,
        datapoints_to_alarm=2,
        period=60,
        dimensions={"AutoScalingGroupName": ref("aws_autoscaling_group.x", "name")},
        alarm_actions=refs("aws_sns_topic.x"),
    )
    (found,) = build(configuration(group, alarm, resource("aws_sns_topic.x", name="ops"))).alarms
    assert found.condition == "< 6 for 2 of 3 periods of 60 s"
    assert found.watches == ("aws_autoscaling_group.x",)
    assert found.notifies == ("aws_sns_topic.x",)


def test_services_gather_their_members_and_owners() -> None:
    """Alarms share one card; a topic has its own; a subscription belongs to its topic."""
    values: dict[str, Plain] = {"metric_name": "X", "comparison_operator": "LessThanThreshold"}
    built = build(
        configuration(
            resource("aws_cloudwatch_metric_alarm.a", **values),
            resource("aws_cloudwatch_metric_alarm.b", **values),
            resource("aws_sns_topic.x", name="ops"),
            resource("aws_sns_topic_subscription.x", topic_arn=ref("aws_sns_topic.x", "arn")),
            resource("aws_nothing_known.x", name="x"),
        )
    )
    cards = {card.service: card for card in built.regions[0].services}
    assert cards["CloudWatch"].detail == "2 alarms"
    assert len(cards["CloudWatch"].members) == 2
    assert built.supporting["aws_sns_topic_subscription.x"] == "aws_sns_topic.x"
    assert built.supporting["aws_nothing_known.x"] == ""


def test_helper_that_nothing_uses_belongs_to_what_it_uses() -> None:
    """An unused subnet group belongs to its first subnet; a used one to the cluster."""
    unused = resource("aws_db_subnet_group.spare", subnet_ids=(ref("aws_subnet.database[1]"),))
    supporting = build(stack(network(), aurora("us-east-1a"), [unused])).supporting
    assert supporting["aws_db_subnet_group.spare"] == "aws_subnet.database[1]"
    assert supporting["aws_db_subnet_group.aurora"] == "aws_rds_cluster.aurora"


def test_what_refers_to_one_another_without_end_has_no_owner() -> None:
    """Forty blocks that all refer to one another, none of AWS: each is looked at, none twice."""
    names = [f"terraform_data.x{number}" for number in range(40)]
    built = build(
        configuration(
            *(
                resource(name, input=tuple(ref(other, "output") for other in names))
                for name in names
            )
        )
    )
    assert built.supporting == dict.fromkeys(names, "")


def test_sensitive_name_is_never_shown() -> None:
    """A resource whose name is sensitive is called by its name in the code."""
    built = build(configuration(resource("aws_sns_topic.secret", name=Sensitive("hunter2"))))
    assert "hunter2" not in str(built)
    assert built.regions[0].services[0].name == "secret"


@pytest.mark.parametrize(
    ("template", "zones"),
    [
        ({"user_data": ref("aws_ecs_cluster.c", "name")}, ("us-east-1a", "us-east-1c")),
        ({"user_data_base64": ref("aws_ecs_cluster.c", "name")}, ("us-east-1a", "us-east-1c")),
        ({}, ()),
    ],
)
def test_tasks_stand_where_the_machines_that_join_their_cluster_do(
    template: dict[str, Plain], zones: tuple[str, ...]
) -> None:
    """By the name of the cluster in what they run at the start, plain or encoded."""
    group = resource(
        "aws_autoscaling_group.n",
        name="n",
        min_size=2,
        max_size=2,
        vpc_zone_identifier=refs("aws_subnet.app[0]", "aws_subnet.app[2]"),
        launch_template=({"id": ref("aws_launch_template.n")},),
    )
    tasks = resource(
        "aws_ecs_service.api",
        name="api",
        cluster=ref("aws_ecs_cluster.c"),
        launch_type="EC2",
        desired_count=2,
    )
    cluster = resource("aws_ecs_cluster.c", name="c")
    parts = [cluster, resource("aws_launch_template.n", **template), group, tasks]
    place = build(stack(network(), parts)).graph.parts[tasks.address].place
    assert (place.zones, place.told) == (zones, bool(zones))


@pytest.mark.parametrize(
    ("part", "scope"),
    [
        (resource("aws_s3_bucket.b", bucket="b"), "region"),
        (resource("aws_cloudfront_distribution.d", enabled=True), "global"),
        (resource("aws_internet_gateway.g", vpc_id=ref("aws_vpc.main")), "vpc"),
    ],
)
def test_the_place_of_what_needs_no_zone_is_told(part: Instance, scope: str) -> None:
    """A region, the whole world or a network is all there is to tell."""
    place = build(stack(network(), [part])).graph.parts[part.address].place
    assert (place.scope, place.zones, place.told) == (scope, (), True)


def test_an_owner_is_found_through_what_is_looked_up_and_not_through_what_nobody_knows() -> None:
    """A data source leads on; a type of AWS that is not known says nothing of what it names."""
    looked_up = resource("data.aws_network_interface.n", id=ref("aws_instance.i", "eni"))
    unknown = resource("aws_nothing_known.x", target=ref("aws_instance.i"))
    eips = [
        resource("aws_eip.a", tags={"of": ref("data.aws_network_interface.n")}),
        resource("aws_eip.b", tags={"of": ref("aws_nothing_known.x", "address")}),
    ]
    machine = resource("aws_instance.i", instance_type="t3.micro")
    built = build(configuration(machine, looked_up, unknown, *eips))
    assert (built.supporting["aws_eip.a"], built.supporting["aws_eip.b"]) == ("aws_instance.i", "")


@pytest.mark.parametrize(
    ("zone", "expected", "told"),
    [
        ("us-east-1b", ("us-east-1b",), True),
        (None, ("us-east-1a", "us-east-1b", "us-east-1c"), True),
        (Unknown(STRING, (Origin("variable", "var.zone"),)), (), False),
    ],
)
def test_an_instance_stands_in_the_zone_it_names_of_its_cluster(
    zone: Plain, expected: tuple[str, ...], *, told: bool
) -> None:
    """Else in any zone of the cluster's subnets; in none that is told where it names an unknown."""
    values: dict[str, Plain] = {} if zone is None else {"availability_zone": zone}
    parts = [
        resource("aws_docdb_subnet_group.d", name="d", subnet_ids=subnets("database")),
        resource(
            "aws_docdb_cluster.d",
            cluster_identifier="d",
            db_subnet_group_name=ref("aws_docdb_subnet_group.d", "name"),
        ),
        resource(
            "aws_docdb_cluster_instance.d",
            cluster_identifier=ref("aws_docdb_cluster.d"),
            instance_class="db.r6g.large",
            **values,
        ),
    ]
    place = build(stack(network(), parts)).graph.parts["aws_docdb_cluster_instance.d"].place
    assert (place.scope, place.vpc) == ("zones", "aws_vpc.main")
    assert (place.zones, place.told) == (expected, told)


@pytest.mark.parametrize(
    ("values", "scope", "zones"),
    [({}, "vpc", ()), ({"availability_zone": "us-east-1b"}, "zones", ("us-east-1b",))],
)
def test_an_instance_beside_what_a_vpc_has_as_a_whole(
    values: dict[str, Plain], scope: str, zones: tuple[str, ...]
) -> None:
    """It stands somewhere in the VPC, or in the zone that it names."""
    parts = [
        resource("aws_opsworks_stack.s", name="s", vpc_id=ref("aws_vpc.main")),
        resource("aws_opsworks_instance.i", stack_id=ref("aws_opsworks_stack.s"), **values),
    ]
    place = build(stack(network(), parts)).graph.parts["aws_opsworks_instance.i"].place
    assert (place.scope, place.vpc, place.zones) == (scope, "aws_vpc.main", zones)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("us-east-1b", ["database[1]"]), (None, ["database[0]", "database[1]", "database[2]"])],
)
def test_a_node_stands_in_the_subnet_of_the_zone_it_names(
    zone: str | None, expected: list[str]
) -> None:
    """Of the subnets of its group; in any of them where it names no zone."""
    values: dict[str, Plain] = {} if zone is None else {"availability_zone": zone}
    parts = [
        resource("aws_elasticache_subnet_group.c", name="c", subnet_ids=subnets("database")),
        resource(
            "aws_elasticache_cluster.c",
            cluster_id="c",
            engine="redis",
            subnet_group_name=ref("aws_elasticache_subnet_group.c", "name"),
            **values,
        ),
    ]
    place = build(stack(network(), parts)).graph.parts["aws_elasticache_cluster.c"].place
    assert list(place.subnets) == [f"aws_subnet.{name}" for name in expected]


def test_a_notebook_shows_where_a_stack_stands() -> None:
    """Its parts and networks are counted, its regions named."""
    assert "in us-east-1" in build(stack(network()))._repr_html_()
    assert "0 parts, 0 VPCs in no region" in build(configuration())._repr_html_()


def test_what_stands_in_no_region_has_its_card_where_its_first_does() -> None:
    """The roles of two providers are one card, where the one that comes first by name is made."""
    parts = [
        resource("aws_sqs_queue.q", name="q"),
        resource("aws_iam_role.one", name="one", region="eu-west-1"),
        resource("aws_iam_role.two", name="two"),
    ]
    cards = {
        region.name: [card.members for card in region.services if card.service == "IAM"]
        for region in build(configuration(*parts)).regions
    }
    assert cards == {"eu-west-1": [("aws_iam_role.one", "aws_iam_role.two")], "us-east-1": []}


@pytest.mark.parametrize(
    ("worn", "vpc"),
    [
        (("aws_security_group.own",), "aws_vpc.main"),
        (("aws_security_group.none", "aws_security_group.own"), "aws_vpc.main"),
        (("aws_security_group.none",), "implied.us-east-1"),
    ],
)
def test_a_machine_stands_in_the_network_of_its_groups(worn: tuple[str, ...], vpc: str) -> None:
    """A group without one is of the default network, and says nothing of a machine beside."""
    groups = [
        resource("aws_security_group.own", vpc_id=ref("aws_vpc.main")),
        resource("aws_security_group.none", name="none"),
    ]
    machine = resource(
        "aws_instance.i", instance_type="t3.micro", vpc_security_group_ids=refs(*worn)
    )
    place = build(stack(network(), groups, [machine])).graph.parts[machine.address].place
    assert place.vpc == vpc


@pytest.mark.parametrize(
    "named",
    [
        {"id": ref("aws_launch_template.t")},
        {"name": ref("aws_launch_template.t", "name")},
        {"name": "base"},
    ],
)
def test_a_machine_is_what_its_template_says(named: dict[str, Plain]) -> None:
    """Named by its id or by its name."""
    parts = [
        resource("aws_security_group.g", name="g"),
        resource(
            "aws_launch_template.t",
            name="base",
            instance_type="m6i.large",
            vpc_security_group_ids=refs("aws_security_group.g"),
        ),
        resource("aws_instance.i", launch_template=(named,)),
    ]
    (machine,) = vpc_of(parts).compute
    assert machine.instance_type == "m6i.large"
    assert machine.security_groups == ("aws_security_group.g",)


@pytest.mark.parametrize(
    ("zone", "asked"),
    [("us-east-1b", False), (None, True), (UNKNOWN, False)],
)
def test_the_zone_of_a_database_is_asked_where_nothing_says_it(
    zone: Plain,
    asked: bool,  # noqa: FBT001
) -> None:
    """Of a group of three; one that names a zone has none to ask for."""
    parts = [item for item in aurora("us-east-1a") if item.type == "aws_db_subnet_group"]
    database = resource(
        "aws_db_instance.x",
        identifier="x",
        db_subnet_group_name=ref("aws_db_subnet_group.aurora", "name"),
        availability_zone=zone,
    )
    found = build(stack(network(), parts, [database])).open_questions
    assert (
        any(
            item.address == database.address and item.question.startswith("its zone: AWS picks")
            for item in found
        )
        is asked
    )


def test_tasks_on_machines_of_two_networks_are_drawn_in_that_of_the_first() -> None:
    """In the zones of both, which are of one region."""
    cluster = resource("aws_ecs_cluster.c", name="c")
    second = [
        resource("aws_vpc.second", cidr_block="10.1.0.0/16"),
        resource("aws_subnet.second", vpc_id=ref("aws_vpc.second"), availability_zone="us-east-1c"),
    ]
    machines = []
    for name, subnet in (("a", "aws_subnet.app[0]"), ("b", "aws_subnet.second")):
        machines += [
            resource(f"aws_launch_template.{name}", user_data=ref(cluster.address, "name")),
            resource(
                f"aws_autoscaling_group.{name}",
                name=name,
                min_size=2,
                max_size=2,
                vpc_zone_identifier=refs(subnet),
                launch_template=({"id": ref(f"aws_launch_template.{name}")},),
            ),
        ]
    tasks = resource(
        "aws_ecs_service.api",
        name="api",
        cluster=ref(cluster.address),
        launch_type="EC2",
        desired_count=2,
    )
    place = (
        build(stack(network(), second, [cluster, *machines, tasks]))
        .graph.parts[tasks.address]
        .place
    )
    assert (place.vpc, place.zones) == ("aws_vpc.main", ("us-east-1a", "us-east-1c"))
