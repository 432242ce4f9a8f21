"""Whatever can stand in a zone is drilled when that zone is lost, or leaves the verdict open.

Each type of the provider's schema that names a subnet, a subnet group or a zone is put into one
zone alone, beside a stack that survives the loss of any; none of them may pass unnoticed.
"""

from dataclasses import replace

import pytest

from archbench.architecture import build
from archbench.architecture.drill import Drill, drill
from archbench.architecture.standing import kind_for
from archbench.aws import kind_of, kinds
from archbench.aws.places import PathMeaning, can_stand, paths
from archbench.hcl.types import STRING, ListOf, MapOf, ObjectOf, SetOf, Type
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform.canonical import canonical
from archbench.terraform.configuration import Instance, Unexpanded
from archbench.terraform.schema import schema_of, type_names
from tests.architecture.by_hand import balanced, network, stack
from tests.architecture.hand import ref, resource

NO_ZONE = {
    # networks, and what only configures or records something else
    "aws_subnet": "holds the others",
    "aws_default_subnet": "holds the others",
    "aws_ec2_secondary_subnet": "holds the others",
    "aws_nat_gateway": "a point of its own; no subnet here leaves through it",
    "aws_route_table_association": "a rule of the subnet",
    "aws_network_acl": "a rule of the subnet",
    "aws_default_network_acl": "a rule of the subnet",
    "aws_network_acl_association": "a rule of the subnet",
    "aws_ec2_subnet_cidr_reservation": "addresses of the subnet",
    "aws_vpc_block_public_access_exclusion": "a rule of the subnet",
    "aws_flow_log": "records what passes",
    "aws_ec2_transit_gateway_multicast_domain_association": "subscribes a subnet",
    "aws_ec2_client_vpn_route": "goes with the association in the same subnet",
    # templates, groups and models that are nothing until something is made of them
    "aws_launch_template": "what is started from it is drilled",
    "aws_network_interface": "what it is attached to is drilled",
    "aws_imagebuilder_infrastructure_configuration": "builds images",
    "aws_drs_replication_configuration_template": "a template",
    "aws_sagemaker_model": "endpoints made of it are drilled",
    "aws_bedrock_model_invocation_job": "runs once",
    "aws_sagemaker_hyper_parameter_tuning_job": "runs once",
    "aws_sagemaker_labeling_job": "runs once",
    "aws_sagemaker_training_job": "runs once",
    "aws_dms_instance_profile": "migrations made of it run once",
    "aws_sagemaker_data_quality_job_definition": "checks data now and then",
    "aws_opsworks_stack": "its instances are drilled",
    "aws_bedrock_custom_model": "where it was trained",
    # copies, reservations, and what nobody waits for
    "aws_db_snapshot_copy": "a copy in S3",
    "aws_ebs_fast_snapshot_restore": "how fast a copy is read",
    "aws_efs_replication_configuration": "a copy elsewhere",
    "aws_networkmanager_connect_peer": "one end of its attachment, which is drilled",
    "aws_networkmanager_device": "records a device",
    "aws_ecs_capacity_provider": "services on it are drilled",
    "aws_dlm_lifecycle_policy": "makes copies",
    "aws_ec2_capacity_reservation": "what runs in it is drilled",
    "aws_ec2_host": "what runs on it is drilled",
    "aws_codeconnections_host": "deploys",
    "aws_datasync_location_efs": "moves data now and then",
    "aws_codestarconnections_host": "deploys",
    "aws_sagemaker_workforce": "people who label",
    # AWS asks for subnets in two zones
    "aws_directory_service_region": "two zones by its API",
    "aws_eks_cluster": "two zones by its API",
    "aws_elasticache_serverless_cache": "two zones by its API",
    "aws_grafana_workspace": "two zones by its API",
    "aws_workspaces_directory": "two zones by its API",
    # the argument says nothing about where it stands
    "aws_vpc_endpoint": "a gateway: a route of the VPC; an interface is tried below",
    "aws_transfer_server": "public: a server of a VPC is tried below",
    "aws_vpn_gateway": "two ends, wherever",
    "aws_lb_target_group_attachment": "the target's own place counts",
}
"""Types that a lost zone takes nothing of, reviewed, with the reason."""
HELPERS_OF_NOTHING = {
    type_
    for kind in kinds()
    if kind.role == "helper" and (kind.places or kind.foot)
    for type_ in kind.types
}
"""Helpers that stand for the part they belong to: they are tried with one, below."""
UNKNOWN = Unknown(STRING, (Origin("variable", "var.where"),))
GROUP = "aws_db_subnet_group.one"
TYPES = [
    type_ for type_ in type_names("resource") if can_stand(type_) and canonical(type_) == type_
]
WAYS: tuple[tuple[PathMeaning, Plain], ...] = (
    ("subnet", ref("aws_subnet.app[0]")),
    ("group", ref(GROUP, "name")),
    ("zone", "us-east-1a"),
)


def put(type_: Type, steps: list[str], leaf: Plain) -> Plain:
    """A value of a type that has this leaf at a path and nothing else."""
    if isinstance(type_, ListOf | SetOf):
        return (put(type_.element, steps, leaf),)
    if not steps:
        return leaf
    if isinstance(type_, MapOf):
        return {steps[0]: put(type_.element, steps[1:], leaf)}
    assert isinstance(type_, ObjectOf)
    return {steps[0]: put(type_.attributes[steps[0]], steps[1:], leaf)}


def beside(*more: Instance) -> Drill:
    """The drill of a stack that survives, and of these beside it."""
    group = resource(GROUP, name="one", subnet_ids=(ref("aws_subnet.app[0]"),))
    configuration = stack(network(), balanced(), [group, *more])
    return drill(configuration, build(configuration))


def one(type_: str, path: str, leaf: Plain) -> Instance:
    """One instance of a type that says its place at a path; of a group, that something runs."""
    schema = schema_of("resource", type_)
    assert schema is not None
    values = put(schema.type, path.split("."), leaf)
    assert isinstance(values, dict)
    runs: dict[str, Plain] = {"min_size": 1} if type_ == "aws_autoscaling_group" else {}
    return resource(f"{type_}.one", **runs, **values)


def tells(found: Drill, letter: str = "a") -> bool:
    """Whether the drill says what the loss of a zone takes, or that it cannot tell."""
    trials = [item for item in found.zones if item.loss.failure.name.endswith(letter)]
    assert len(trials) == 1
    return found.survives is not True and trials[0].loss.outcome != "survives"


def is_tried(type_: str) -> bool:
    """Whether a type is a part of its own and not reviewed as one that a zone takes nothing of."""
    kind = kind_for(type_)
    return kind is not None and kind.is_part and type_ not in NO_ZONE


def test_the_stack_beside_survives() -> None:
    """Or nothing below would say anything."""
    assert beside().survives is True


@pytest.mark.parametrize("type_", [type_ for type_ in TYPES if is_tried(type_)])
def test_one_in_one_zone_is_never_passed_over(type_: str) -> None:
    """By each argument that says its place; an untold place leaves the verdict untold."""
    for what, leaf in WAYS:
        for path in paths(type_, what):
            assert tells(beside(one(type_, path, leaf))), path
            assert beside(one(type_, path, UNKNOWN)).survives is not True, path


@pytest.mark.parametrize("type_", [type_ for type_ in TYPES if not is_tried(type_)])
def test_what_is_not_tried_was_reviewed(type_: str) -> None:
    """A type is no part, or a zone takes nothing of it, for a reason that stands here."""
    kind = kind_of(type_)
    assert kind is not None
    groups = type_.endswith("_subnet_group")
    assert groups or type_ in NO_ZONE or type_ in HELPERS_OF_NOTHING, kind.role


def test_the_review_holds_no_type_that_is_gone() -> None:
    """Each reviewed type is one of the schema."""
    assert [type_ for type_ in NO_ZONE if type_ not in TYPES] == []


SUBNET: Plain = ref("aws_subnet.app[0]")


@pytest.mark.parametrize(
    ("owner", "helper"),
    [
        (
            resource("aws_efs_file_system.x"),
            resource(
                "aws_efs_mount_target.x",
                file_system_id=ref("aws_efs_file_system.x"),
                subnet_id=SUBNET,
            ),
        ),
        (
            resource("aws_ec2_transit_gateway.x"),
            resource(
                "aws_ec2_transit_gateway_vpc_attachment.x",
                transit_gateway_id=ref("aws_ec2_transit_gateway.x"),
                vpc_id=ref("aws_vpc.main"),
                subnet_ids=(SUBNET,),
            ),
        ),
        (
            resource("aws_networkmanager_core_network.x"),
            resource(
                "aws_networkmanager_vpc_attachment.x",
                core_network_id=ref("aws_networkmanager_core_network.x"),
                subnet_arns=(ref("aws_subnet.app[0]", "arn"),),
                vpc_arn=ref("aws_vpc.main", "arn"),
            ),
        ),
        (
            resource("aws_ec2_client_vpn_endpoint.x"),
            resource(
                "aws_ec2_client_vpn_network_association.x",
                client_vpn_endpoint_id=ref("aws_ec2_client_vpn_endpoint.x"),
                subnet_id=SUBNET,
            ),
        ),
        (
            resource("aws_vpc_endpoint.x", vpc_endpoint_type="Interface"),
            resource(
                "aws_vpc_endpoint_subnet_association.x",
                vpc_endpoint_id=ref("aws_vpc_endpoint.x"),
                subnet_id=SUBNET,
            ),
        ),
        (
            resource("aws_cloudwatch_event_rule.x", name="nightly"),
            resource(
                "aws_cloudwatch_event_target.x",
                rule=ref("aws_cloudwatch_event_rule.x", "name"),
                ecs_target=({"network_configuration": ({"subnets": (SUBNET,)},)},),
            ),
        ),
        (
            resource("aws_ecs_service.x", name="x"),
            resource(
                "aws_ecs_task_set.x",
                service=ref("aws_ecs_service.x"),
                network_configuration=({"subnets": (SUBNET,)},),
            ),
        ),
        (
            resource("aws_instance.x"),
            resource(
                "aws_network_interface.x",
                subnet_id=SUBNET,
                attachment=({"instance": ref("aws_instance.x")},),
            ),
        ),
        (
            resource("aws_sagemaker_endpoint.x", endpoint_config_name="x"),
            resource("aws_sagemaker_endpoint_configuration.x", name="x"),
        ),
        (
            resource(
                "aws_transfer_server.x",
                endpoint_type="VPC",
                endpoint_details=({"subnet_ids": (SUBNET,)},),
            ),
            resource("aws_sns_topic.x"),
        ),
        (
            resource("aws_vpc_endpoint.x", vpc_endpoint_type="Interface", subnet_ids=(SUBNET,)),
            resource("aws_sns_topic.x"),
        ),
    ],
    ids=lambda item: item.type,
)
def test_what_is_reached_through_one_zone_is_lost_with_it(
    owner: Instance, helper: Instance
) -> None:
    """What AWS keeps over a region is of no use to a VPC that reaches it through a lost zone."""
    assert tells(beside(owner, helper))


def test_a_mount_target_in_each_zone_is_enough() -> None:
    """A file system with a way in from every zone is left by the loss of any one."""
    ways = [
        resource(
            f"aws_efs_mount_target.x[{index}]",
            file_system_id=ref("aws_efs_file_system.x"),
            subnet_id=ref(f"aws_subnet.app[{index}]"),
        )
        for index in range(3)
    ]
    assert beside(resource("aws_efs_file_system.x"), *ways).survives is True


ANYWHERE = [
    kind.types[0]
    for kind in kinds()
    if kind.is_part and kind.loss == "untold" and not can_stand(kind.types[0])
]


@pytest.mark.parametrize("type_", ANYWHERE)
def test_what_says_nowhere_how_it_fails_leaves_the_verdict_untold(type_: str) -> None:
    """Also where no argument could place it: an environment, a stack of another tool."""
    found = beside(resource(f"{type_}.one"))
    assert found.survives is None
    assert f"{type_}.one" in found.not_drilled


MAY_HOLD = sorted(
    {type_ for type_ in TYPES if is_tried(type_)}
    | HELPERS_OF_NOTHING
    | set(ANYWHERE)
    | {"aws_alb", "aws_elb", "aws_lb_target_group_attachment", "aws_nat_gateway", "module"}
)


@pytest.mark.parametrize("type_", MAY_HOLD)
def test_an_unknown_number_leaves_every_zone_untold(type_: str) -> None:
    """Of whatever may hold a part, by any of its names; and of a module, which may hold any."""
    address = f"{type_}.more"
    configuration = stack(network(), balanced())
    counted = replace(configuration, unexpanded=(Unexpanded(address, "count waits for var.n"),))
    found = drill(counted, build(counted))
    assert found.survives is None
    assert {trial.loss.outcome for trial in found.zones} == {"unknown"}
    assert all(any(address in why for why in trial.loss.reasons) for trial in found.zones)
