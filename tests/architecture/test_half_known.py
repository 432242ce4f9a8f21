"""Of a list of which one member is not told, nothing is said as if it were the whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.backing_up import backup_of
from archbench.architecture.drill import drill
from archbench.architecture.joins import Reader
from archbench.architecture.model import Architecture, Vpc
from archbench.architecture.network import SUBNET_TYPES
from archbench.architecture.recovery import recovery_points
from archbench.architecture.serving import fleets
from archbench.hcl.types import DYNAMIC, STRING
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform import load
from archbench.terraform.configuration import Instance
from tests.architecture.by_hand import VPC, aurora, balanced, network, stack, subnets
from tests.architecture.hand import ref, resource

LOOKED_UP = resource("data.aws_ssm_parameter.other", name="/network/other")
ELSEWHERE: dict[str, Plain] = {
    "a variable": Unknown(STRING, (Origin("variable", "var.nobody_knows"),)),
    "a data source": ref(LOOKED_UP.address, "value"),
    "a literal": "sg-0123456789abcdef0",
}
"""What one member of a list may be that nothing here stands for."""
SSH = resource(
    "aws_security_group.ssh",
    name="ssh",
    vpc_id=ref(VPC),
    ingress=({"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ("10.0.0.0/8",)},),
)
WEB = resource(
    "aws_security_group.web",
    name="web",
    vpc_id=ref(VPC),
    ingress=(
        {
            "protocol": "tcp",
            "from_port": 80,
            "to_port": 80,
            "security_groups": (ref("aws_security_group.ssh"),),
        },
    ),
)


def machine(name: str = "m", **values: Plain) -> Instance:
    """A machine in the first app subnet."""
    return resource(
        f"aws_instance.{name}",
        instance_type="t3.micro",
        subnet_id=ref("aws_subnet.app[0]"),
        **values,
    )


def built(*items: Instance) -> Architecture:
    """These beside a stack that serves."""
    return build(stack(network(), balanced(), [LOOKED_UP, SSH, WEB, *items]))


Made = Callable[[tuple[Plain, ...]], list[Instance]]
WORN: dict[str, Made] = {
    "its own": lambda groups: [machine(vpc_security_group_ids=groups)],
    "by the old name": lambda groups: [machine(security_groups=groups)],
    "of its template": lambda groups: [
        machine(launch_template=({"id": ref("aws_launch_template.t")},)),
        resource("aws_launch_template.t", vpc_security_group_ids=groups),
    ],
    "of its template's interface": lambda groups: [
        machine(launch_template=({"id": ref("aws_launch_template.t")},)),
        resource("aws_launch_template.t", network_interfaces=({"security_groups": groups},)),
    ],
    "of its interface": lambda groups: [
        machine(network_interface=({"network_interface_id": ref("aws_network_interface.n")},)),
        resource(
            "aws_network_interface.n",
            subnet_id=ref("aws_subnet.app[0]"),
            security_groups=groups,
        ),
    ],
}


@pytest.mark.parametrize("way", WORN)
def test_groups_that_are_all_told_say_that_nobody_asks(way: str) -> None:
    """Or the test below would say nothing."""
    found = built(*WORN[way]((ref("aws_security_group.ssh"),)))
    assert "aws_instance.m" in found.unasked


@pytest.mark.parametrize("way", WORN)
@pytest.mark.parametrize("other", ELSEWHERE)
@pytest.mark.parametrize("first", [True, False])
def test_a_group_that_is_not_told_may_let_anybody_in(way: str, other: str, *, first: bool) -> None:
    """Beside one that lets in only who administers a machine."""
    told = ref("aws_security_group.ssh")
    groups = (told, ELSEWHERE[other]) if first else (ELSEWHERE[other], told)
    assert "aws_instance.m" not in built(*WORN[way](groups)).unasked


@pytest.mark.parametrize("other", ELSEWHERE)
def test_a_group_that_is_not_told_may_let_in_from_outside(other: str) -> None:
    """A machine is inside where all its groups are told, and no further."""

    def of(*groups: Plain) -> frozenset[str]:
        items = [
            machine(vpc_security_group_ids=groups),
            resource("aws_launch_template.app", vpc_security_group_ids=(ref(SSH.address),)),
        ]
        parts = [one for one in balanced() if one.address != "aws_launch_template.app"]
        return build(stack(network(), parts, [LOOKED_UP, SSH, WEB, *items])).inner

    assert of(ref(WEB.address)) == {"aws_instance.m"}
    assert of(ref(WEB.address), ELSEWHERE[other]) == frozenset()


@pytest.mark.parametrize("other", ELSEWHERE)
def test_a_classic_balancer_may_hold_what_is_not_told(other: str) -> None:
    """A machine that none is told to stand behind may be the one it does not tell."""

    def color(*instances: Plain) -> str:
        balancer = resource("aws_elb.e", subnets=subnets("public"), instances=instances)
        items = [LOOKED_UP, balancer, machine(), machine("other")]
        (vpc,) = build(stack(network(), items)).regions[0].vpcs
        return {one.address: one.color for one in vpc.compute}["aws_instance.other"]

    assert color(ref("aws_instance.m")) == "none"
    assert color(ref("aws_instance.m"), ELSEWHERE[other]) == "unknown"


def named_in_dns(*names: Plain) -> Architecture:
    """Two machines that let in only who administers them, and a record of these."""
    record = resource(
        "aws_route53_record.r",
        zone_id="Z1",
        name="shop.example.com",
        type="A",
        ttl=60,
        records=names,
    )
    worn = (ref(SSH.address),)
    return built(
        machine("one", vpc_security_group_ids=worn),
        machine("two", vpc_security_group_ids=worn),
        record,
    )


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        ((ref("aws_instance.one", "public_ip"),), {"aws_instance.one"}),
        (
            (ref("aws_instance.one", "public_ip"), ref("aws_instance.two", "public_ip")),
            {"aws_instance.one", "aws_instance.two"},
        ),
        ((ref("aws_instance.one", "public_ip"), "192.0.2.1"), {"aws_instance.one"}),
    ],
)
def test_each_name_of_a_record_is_asked(names: tuple[Plain, ...], asked: set[str]) -> None:
    """One, several, or one beside an address of elsewhere."""
    machines = {"aws_instance.one", "aws_instance.two"}
    assert machines - named_in_dns(*names).unasked == asked


PLACED: dict[str, Made] = {
    "an Auto Scaling group": lambda here: [
        resource("aws_autoscaling_group.x", min_size=2, max_size=2, vpc_zone_identifier=here)
    ],
    "a balancer": lambda here: [resource("aws_lb.x", name="x", subnets=here)],
    "a classic balancer": lambda here: [resource("aws_elb.x", name="x", subnets=here)],
    "a database": lambda here: [
        resource("aws_db_subnet_group.x", name="x", subnet_ids=here),
        resource(
            "aws_db_instance.x",
            engine="mysql",
            instance_class="db.t3.micro",
            db_subnet_group_name=ref("aws_db_subnet_group.x", "name"),
        ),
    ],
    "a cluster": lambda here: [
        resource("aws_db_subnet_group.x", name="x", subnet_ids=here),
        resource(
            "aws_rds_cluster.x",
            engine="aurora-mysql",
            db_subnet_group_name=ref("aws_db_subnet_group.x", "name"),
        ),
    ],
    "tasks": lambda here: [
        resource(
            "aws_ecs_service.x",
            name="x",
            launch_type="FARGATE",
            desired_count=2,
            network_configuration=({"subnets": here},),
        )
    ],
    "a function": lambda here: [
        resource("aws_lambda_function.x", function_name="x", vpc_config=({"subnet_ids": here},))
    ],
    "a cache": lambda here: [
        resource("aws_elasticache_subnet_group.x", name="x", subnet_ids=here),
        resource(
            "aws_elasticache_replication_group.x",
            replication_group_id="x",
            automatic_failover_enabled=True,
            subnet_group_name=ref("aws_elasticache_subnet_group.x", "name"),
        ),
    ],
    "nodes": lambda here: [
        resource("aws_eks_cluster.x", name="x", vpc_config=({"subnet_ids": subnets("app")},)),
        resource(
            "aws_eks_node_group.x",
            cluster_name=ref("aws_eks_cluster.x", "name"),
            subnet_ids=here,
            scaling_config=({"desired_size": 2, "min_size": 2, "max_size": 2},),
        ),
    ],
    "an endpoint": lambda here: [
        resource(
            "aws_vpc_endpoint.x",
            vpc_id=ref(VPC),
            vpc_endpoint_type="Interface",
            service_name="com.amazonaws.us-east-1.sqs",
            subnet_ids=here,
        )
    ],
}


@pytest.mark.parametrize("part", PLACED)
@pytest.mark.parametrize("other", ELSEWHERE)
@pytest.mark.parametrize("first", [True, False])
def test_a_subnet_that_is_not_told_leaves_the_place_open(
    part: str, other: str, *, first: bool
) -> None:
    """Beside one that is: no zone is named as the only one, nor called safe to lose."""
    here = (ref("aws_subnet.app[1]"), ELSEWHERE[other])
    items = PLACED[part](here if first else here[::-1])
    configuration = stack(network(), [LOOKED_UP], items)
    architecture = build(configuration)
    for item in items:
        place = getattr(architecture.graph.parts.get(item.address), "place", None)
        assert place is None or not (place.told and place.zones == ("us-east-1b",))
    vpc = architecture.regions[0].vpcs[0]
    named = [one.zones for one in vpc.load_balancers]
    named += [one.zones for one in vpc.scaling_groups]
    named += [one.zones for one in vpc.clusters]
    assert not any(named)
    for database in vpc.databases:
        assert database.zone is None
    found = drill(configuration, architecture)
    assert all("us-east-1b only" not in item.title for item in found.findings)


@pytest.mark.parametrize("part", PLACED)
def test_subnets_that_are_all_told_name_the_zone(part: str) -> None:
    """Or the test above would say nothing."""
    items = PLACED[part]((ref("aws_subnet.app[1]"),))
    parts = build(stack(network(), items)).graph.parts
    places = [parts[item.address].place for item in items if item.address in parts]
    assert ("us-east-1b",) in [place.zones for place in places]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((ref("aws_subnet.app[0]"),), True),
        ((ref("aws_subnet.app[0]"), ref("aws_subnet.app[1]")), True),
        ((ref("aws_subnet.app[0]"), ELSEWHERE["a variable"]), False),
        ((ELSEWHERE["a variable"], ref("aws_subnet.app[0]")), False),
        ((ref("aws_subnet.app[0]"), "subnet-0123456789abcdef0"), False),
        ((ref("aws_subnet.app[0]"), ELSEWHERE["a data source"]), False),
        ((ELSEWHERE["a data source"],), False),
        (("subnet-0123456789abcdef0",), False),
        ((), True),
        (None, True),
    ],
)
def test_a_list_is_told_where_each_of_it_is(values: Plain, *, told: bool) -> None:
    """What names nothing is told; one that cannot be found leaves the whole open."""
    item = resource("aws_lb.x", subnets=values)
    reader = Reader(stack(network(), [item, LOOKED_UP]))
    assert reader.is_told(item, "subnets", types=SUBNET_TYPES) is told


@pytest.mark.parametrize("other", ELSEWHERE)
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    ("field", "argument", "here"),
    [
        ("subnets", "vpc_zone_identifier", ref("aws_subnet.app[0]")),
        ("target_groups", "target_group_arns", ref("aws_lb_target_group.live", "arn")),
        ("security_groups", "vpc_security_group_ids", ref("aws_security_group.ssh")),
    ],
)
def test_a_fleet_tells_that_there_is_more(
    field: str, argument: str, here: Plain, other: str, *, first: bool
) -> None:
    """What is here stands by its address, and what is elsewhere is one more that is not known."""
    both = (here, ELSEWHERE[other]) if first else (ELSEWHERE[other], here)
    on_template = argument.startswith("vpc_security")
    group = resource(
        "aws_autoscaling_group.x",
        min_size=1,
        max_size=1,
        launch_template=({"id": ref("aws_launch_template.x")},),
        **({} if on_template else {argument: both}),
    )
    template = resource("aws_launch_template.x", **({argument: both} if on_template else {}))
    configuration = stack(network(), balanced(), [LOOKED_UP, SSH, group, template])
    (found,) = [
        one
        for one in fleets(Reader(configuration), build(configuration))
        if one.address == group.address
    ]
    told = getattr(found, field)
    assert isinstance(told, tuple)
    assert len(told) == 2


BLOCK = Unknown(DYNAMIC, (Origin("variable", "var.more"),))
"""One block of several, that nothing is known of."""


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    ("owner", "block", "told"),
    [
        (
            resource("aws_lb.x", name="x"),
            ("subnet_mapping", {"subnet_id": ref("aws_subnet.app[1]")}),
            lambda vpc: vpc.load_balancers[0].subnets == ("aws_subnet.app[1]",),
        ),
        (
            machine(),
            ("network_interface", {"network_interface_id": ref("aws_network_interface.n")}),
            lambda vpc: vpc.compute[0].interfaces == ("aws_network_interface.n",),
        ),
        (
            resource("aws_elb.x", name="x", subnets=subnets("app")),
            ("listener", {"lb_port": 80, "lb_protocol": "http"}),
            lambda vpc: vpc.load_balancers[0].listeners[0].port == 80,
        ),
        (
            resource("aws_autoscaling_group.x", vpc_zone_identifier=subnets("app"), min_size=1),
            ("traffic_source", {"identifier": ref("aws_lb_target_group.t", "arn")}),
            lambda vpc: vpc.scaling_groups[0].target_groups == ("aws_lb_target_group.t",),
        ),
    ],
)
def test_a_block_is_read_beside_one_that_is_not_known(
    owner: Instance,
    block: tuple[str, Plain],
    told: Callable[[Vpc], bool],
    *,
    first: bool,
) -> None:
    """Whichever of the two stands first."""
    name, known = block
    values = {**owner.values, name: (known, BLOCK) if first else (BLOCK, known)}
    items = [
        resource(owner.address, **values),
        resource("aws_network_interface.n", subnet_id=ref("aws_subnet.app[0]")),
        resource("aws_lb_target_group.t", name="t", vpc_id=ref(VPC)),
    ]
    (vpc,) = build(stack(network(), items)).regions[0].vpcs
    assert told(vpc)


@pytest.mark.parametrize("first", [True, False])
def test_a_rule_of_a_backup_plan_is_read_beside_one_that_is_not_known(*, first: bool) -> None:
    """With its own schedule, and its own number of days; that there is another is said."""
    known: Plain = {"schedule": "cron(0 5 * * ? *)", "lifecycle": ({"delete_after": 14},)}
    items = [
        resource("aws_backup_plan.p", rule=(known, BLOCK) if first else (BLOCK, known)),
        resource(
            "aws_backup_selection.s",
            plan_id=ref("aws_backup_plan.p"),
            resources=(ref("aws_rds_cluster.aurora", "arn"),),
        ),
    ]
    configuration = stack(network(), aurora("us-east-1a", "us-east-1b"), items)
    points = recovery_points(configuration, build(configuration))
    backups = [(one.mechanism, one.kept_days) for one in points if "AWS Backup" in one.mechanism]
    assert backups == [("AWS Backup, cron(0 5 * * ? *)", 14), (f"AWS Backup: {BLOCK}", None)]


@pytest.mark.parametrize("lifecycle", [BLOCK, (BLOCK,), ({"delete_after": BLOCK},)])
def test_days_that_are_not_known_are_not_for_ever(lifecycle: Plain) -> None:
    """Of the block, or of what stands in it."""
    plan = resource("aws_backup_plan.p", rule=({"lifecycle": lifecycle},))
    selection = resource(
        "aws_backup_selection.s",
        plan_id=ref(plan.address),
        resources=(ref("aws_db_instance.d", "arn"),),
    )
    database = resource("aws_db_instance.d", identifier="d")
    reader = Reader(stack([plan, selection, database]))
    (rule,) = backup_of(reader, database).rules
    assert rule.kept_days == BLOCK


@pytest.mark.parametrize(
    "subnets", ["[aws_subnet.a.id, var.other]", "concat([aws_subnet.a.id], var.others)"]
)
def test_a_variable_in_a_list_is_none_of_what_the_list_refers_to(
    subnets: str, tmp_path: Path
) -> None:
    """In Terraform's own words, where the list as a whole refers to the subnet that is here."""
    (tmp_path / "main.tf").write_text(f"""
provider "aws" {{ region = "eu-west-1" }}
variable "other" {{ type = string }}
variable "others" {{ type = list(string) }}
resource "aws_vpc" "v" {{ cidr_block = "10.0.0.0/16" }}
resource "aws_subnet" "a" {{
  vpc_id            = aws_vpc.v.id
  availability_zone = "eu-west-1a"
}}
resource "aws_autoscaling_group" "g" {{
  min_size            = 2
  max_size            = 2
  vpc_zone_identifier = {subnets}
}}
""")
    unknown = (("unknown", "other"), ("unknown", "others"))
    parts = build(load(tmp_path, variables=unknown)).graph.parts
    assert not parts["aws_autoscaling_group.g"].place.told
