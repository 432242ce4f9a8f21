"""How parts fail by their arguments: each way of a service, and what leaves it untold."""

import pytest

from archbench.aws import LossBehavior, kind_of
from archbench.hcl.types import BOOL, NUMBER, STRING
from archbench.hcl.values import Origin, Plain, Unknown
from tests.architecture.hand import ref, refs, resource

SOME = refs("aws_subnet.a", "aws_subnet.b")
SUBNETS = (ref("aws_subnet.a"), ref("aws_subnet.b"))
YES = Unknown(BOOL, (Origin("variable", "var.yes"),))
COUNT = Unknown(NUMBER, (Origin("variable", "var.count"),))
WORD = Unknown(STRING, (Origin("variable", "var.word"),))
ONE_ZONE: Plain = ("eu-west-1a",)
TWO_ZONES: Plain = ("eu-west-1a", "eu-west-1b")


def block(**values: Plain) -> tuple[Plain, ...]:
    """One nested block."""
    return (values,)


def aware(count: Plain, zones: Plain, over: Plain = None) -> tuple[Plain, ...]:
    """The cluster of an OpenSearch domain; over is the number of its zones, where it says one."""
    config = () if over is None else block(availability_zone_count=over)
    return block(instance_count=count, zone_awareness_enabled=zones, zone_awareness_config=config)


def managed(provider: Plain) -> dict[str, Plain]:
    """A function on capacity of one's own."""
    inner = block(capacity_provider_arn=provider)
    config = block(lambda_managed_instances_capacity_provider_config=inner)
    return {"capacity_provider_config": config}


CASES: list[tuple[str, dict[str, Plain], LossBehavior]] = [
    ("aws_lambda_function", {}, "regional"),
    ("aws_lambda_function", {"vpc_config": block(subnet_ids=SUBNETS)}, "spread"),
    ("aws_lambda_function", {"vpc_config": block(subnet_ids=())}, "regional"),
    ("aws_lambda_function", {"vpc_config": block(subnet_ids=SOME)}, "spread"),
    ("aws_lambda_function", {"vpc_config": SOME}, "spread"),
    ("aws_lambda_function", managed(ref("aws_lambda_capacity_provider.c", "arn")), "spread"),
    ("aws_lambda_function", managed(WORD), "untold"),
    ("aws_scheduler_schedule", {"target": block(arn="arn:aws:lambda:x")}, "regional"),
    (
        "aws_scheduler_schedule",
        {
            "target": block(
                ecs_parameters=block(network_configuration=block(subnets=SUBNETS)),
            )
        },
        "spread",
    ),
    ("aws_nat_gateway", {"subnet_id": ref("aws_subnet.a")}, "single"),
    ("aws_nat_gateway", {"availability_mode": "regional"}, "regional"),
    ("aws_nat_gateway", {"availability_mode": WORD}, "untold"),
    ("aws_vpc_endpoint", {}, "regional"),
    ("aws_vpc_endpoint", {"vpc_endpoint_type": "Interface"}, "spread"),
    ("aws_vpc_endpoint", {"vpc_endpoint_type": WORD}, "untold"),
    ("aws_db_instance", {}, "single"),
    ("aws_db_instance", {"multi_az": True}, "standby"),
    ("aws_db_instance", {"multi_az": "true"}, "standby"),
    ("aws_db_instance", {"multi_az": YES}, "untold"),
    ("aws_rds_cluster", {"engine": "aurora-postgresql"}, "standby"),
    ("aws_rds_cluster", {"engine": WORD}, "untold"),
    ("aws_dax_cluster", {"replication_factor": 1}, "single"),
    ("aws_dax_cluster", {"replication_factor": 3}, "standby"),
    ("aws_dax_cluster", {"replication_factor": 3, "availability_zones": ONE_ZONE}, "single"),
    ("aws_dax_cluster", {"replication_factor": 2, "availability_zones": TWO_ZONES}, "standby"),
    ("aws_dax_cluster", {"replication_factor": 2, "availability_zones": (WORD,)}, "untold"),
    ("aws_efs_file_system", {}, "regional"),
    ("aws_efs_file_system", {"availability_zone_name": "eu-west-1b"}, "single"),
    ("aws_efs_file_system", {"availability_zone_name": WORD}, "untold"),
    ("aws_fsx_windows_file_system", {}, "single"),
    ("aws_fsx_windows_file_system", {"deployment_type": "MULTI_AZ_1"}, "standby"),
    ("aws_fsx_ontap_file_system", {"deployment_type": "SINGLE_AZ_2"}, "single"),
    ("aws_fsx_openzfs_file_system", {"deployment_type": "SINGLE_AZ_9"}, "untold"),
    ("aws_fsx_lustre_file_system", {}, "single"),
    ("aws_mq_broker", {}, "single"),
    ("aws_mq_broker", {"deployment_mode": "ACTIVE_STANDBY_MULTI_AZ"}, "standby"),
    ("aws_mq_broker", {"deployment_mode": "CLUSTER_MULTI_AZ"}, "spread"),
    ("aws_mq_broker", {"deployment_mode": WORD}, "untold"),
    ("aws_opensearch_domain", {}, "single"),
    ("aws_elasticsearch_domain", {"cluster_config": aware(4, zones=False)}, "single"),
    ("aws_opensearch_domain", {"cluster_config": aware(6, zones=True, over=3)}, "spread"),
    ("aws_opensearch_domain", {"cluster_config": aware(2, zones=True, over=3)}, "untold"),
    ("aws_opensearch_domain", {"cluster_config": aware(4, zones=True)}, "untold"),
    ("aws_opensearch_domain", {"cluster_config": aware(1, zones=YES)}, "single"),
    ("aws_opensearch_domain", {"cluster_config": aware(COUNT, zones=True)}, "untold"),
    ("aws_redshift_cluster", {"number_of_nodes": 4}, "single"),
    ("aws_redshift_cluster", {"multi_az": True}, "spread"),
    ("aws_memorydb_cluster", {}, "standby"),
    ("aws_memorydb_cluster", {"num_replicas_per_shard": 0}, "single"),
    ("aws_memorydb_cluster", {"num_replicas_per_shard": COUNT}, "untold"),
    ("aws_wafv2_web_acl", {"scope": "CLOUDFRONT"}, "global"),
    ("aws_wafv2_web_acl", {"scope": "REGIONAL"}, "regional"),
    ("aws_dms_replication_instance", {"multi_az": True}, "standby"),
    ("aws_lightsail_database", {"bundle_id": "micro_ha_2_0"}, "standby"),
    ("aws_lightsail_database", {"bundle_id": "micro_2_0"}, "single"),
    ("aws_transfer_server", {}, "regional"),
    ("aws_transfer_server", {"endpoint_type": "VPC"}, "spread"),
    ("aws_transfer_server", {"endpoint_type": "VPC_ENDPOINT"}, "untold"),
    ("aws_batch_compute_environment", {"compute_resources": block(subnets=SUBNETS)}, "spread"),
    ("aws_batch_compute_environment", {"type": "UNMANAGED"}, "untold"),
    ("aws_medialive_channel", {"channel_class": "STANDARD"}, "spread"),
    ("aws_medialive_channel", {"channel_class": "SINGLE_PIPELINE"}, "single"),
    ("aws_m2_environment", {}, "single"),
    ("aws_m2_environment", {"high_availability_config": block(desired_capacity=2)}, "spread"),
    ("aws_finspace_kx_cluster", {"az_mode": "SINGLE"}, "single"),
    ("aws_cloudformation_stack", {"template_body": "{}"}, "untold"),
]


@pytest.mark.parametrize(("type_", "values", "loss"), CASES)
def test_loss_follows_from_the_arguments(
    type_: str, values: dict[str, Plain], loss: LossBehavior
) -> None:
    """As AWS documents it; the words and defaults are those of the API and the provider."""
    kind = kind_of(type_)
    assert kind is not None
    assert kind.loss_of(resource(f"{type_}.x", **values)) == loss


GROUPS: list[tuple[dict[str, Plain], LossBehavior, int | None]] = [
    ({}, "single", 1),
    ({"num_cache_clusters": 1, "automatic_failover_enabled": True}, "single", 1),
    ({"num_cache_clusters": 3}, "single", 3),
    ({"num_cache_clusters": 3, "automatic_failover_enabled": True}, "untold", 3),
    (
        {"num_cache_clusters": 2, "automatic_failover_enabled": True, "multi_az_enabled": True},
        "standby",
        2,
    ),
    (
        {
            "num_cache_clusters": 2,
            "automatic_failover_enabled": True,
            "preferred_cache_cluster_azs": ("eu-west-1a", "eu-west-1b"),
        },
        "standby",
        2,
    ),
    (
        {
            "num_cache_clusters": 2,
            "automatic_failover_enabled": True,
            "preferred_cache_cluster_azs": ("eu-west-1a", "eu-west-1a"),
        },
        "single",
        2,
    ),
    (
        {
            "num_node_groups": 3,
            "replicas_per_node_group": 1,
            "automatic_failover_enabled": True,
            "multi_az_enabled": True,
        },
        "standby",
        6,
    ),
    (
        {
            "num_node_groups": 3,
            "replicas_per_node_group": 0,
            "automatic_failover_enabled": True,
        },
        "single",
        3,
    ),
    ({"num_node_groups": 3, "automatic_failover_enabled": True}, "untold", None),
    ({"global_replication_group_id": WORD}, "untold", None),
    (
        {
            "node_group_configuration": ({"replica_count": 2}, {"replica_count": 1}),
            "automatic_failover_enabled": True,
            "multi_az_enabled": True,
            "num_node_groups": 2,
        },
        "standby",
        5,
    ),
    (
        {
            "node_group_configuration": ({"replica_count": 2}, {}),
            "automatic_failover_enabled": True,
            "multi_az_enabled": True,
        },
        "untold",
        None,
    ),
]


@pytest.mark.parametrize(("values", "loss", "nodes"), GROUPS)
def test_a_replication_group_needs_a_replica_elsewhere(
    values: dict[str, Plain], loss: LossBehavior, nodes: int | None
) -> None:
    """A replica takes over by itself only when told to, and survives only in another zone."""
    kind = kind_of("aws_elasticache_replication_group")
    assert kind is not None
    group = resource("aws_elasticache_replication_group.x", **values)
    assert kind.loss_of(group) == loss
    assert kind.units(group) == nodes


def test_an_endpoint_of_a_model_is_as_spread_as_its_instances() -> None:
    """Its configuration's arguments count as its own; without them nothing is told."""
    kind = kind_of("aws_sagemaker_endpoint")
    assert kind is not None
    one, two = {"initial_instance_count": 1}, {"initial_instance_count": 2}

    def loss(*variants: Plain) -> LossBehavior:
        return kind.loss_of(resource("aws_sagemaker_endpoint.x", production_variants=variants))

    assert [loss(), loss(two), loss(two, one), loss(two, {})] == [
        "untold",
        "spread",
        "single",
        "untold",
    ]


def test_how_many_run_is_counted_or_left_open() -> None:
    """Tasks, instances and brokers by their arguments; a daemon runs once on each instance."""

    def units(type_: str, **values: Plain) -> object:
        kind = kind_of(type_)
        assert kind is not None
        return kind.units(resource(f"{type_}.x", **values))

    assert isinstance(units("aws_ecs_service"), Unknown)
    assert units("aws_ecs_service", desired_count=3) == 3
    assert units("aws_ecs_service", desired_count=3, scheduling_strategy="DAEMON") is None
    assert units("aws_ecs_service", desired_count=COUNT) == COUNT
    assert units("aws_autoscaling_group", min_size=2, max_size=4) == 2
    assert units("aws_autoscaling_group", min_size=2, desired_capacity=3) == 3
    assert units("aws_msk_cluster", number_of_broker_nodes=6) == 6
    assert units("aws_eks_node_group", scaling_config=block(desired_size="4")) == 4
