"""What a rule counts, whether or not there is a price for it: its charges, before they are bought.

Sources stand in the leaves: each names the page of its service's prices.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from archbench.cost import estimate
from archbench.cost.bill import configuration, ref
from archbench.cost.charge import Alternatives, Charge, Resource
from archbench.cost.machines import runs_of_rate
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.registry import leaf
from archbench.cost.usage import Entry, Usage
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Plain, Unknown

LATER = Unknown(STRING, (Origin("variable", "var.later"),))


def _told(
    type_: str, values: Mapping[str, Plain], usage: Mapping[str, int] | None = None
) -> tuple[Charge | Alternatives | Unpriced, ...]:
    """All that the rule of one resource says."""
    found = configuration({f"{type_}.a": values})
    said = tuple(
        Entry(f"{type_}.a", key, Quantity.of(value), 1) for key, value in (usage or {}).items()
    )
    resource = Resource(found.by_address[f"{type_}.a"], found, Usage("", said))
    return tuple(leaf(type_).charges(resource))


def _charges(
    type_: str, values: Mapping[str, Plain], usage: Mapping[str, int] | None = None
) -> dict[str, Amount]:
    """How much of each item one resource buys."""
    told = _told(type_, values, usage)
    return {charge.item: charge.quantity for charge in told if isinstance(charge, Charge)}


def test_throughput_of_ontap_is_that_of_all_its_pairs() -> None:
    """As told of the whole, else of each pair, of which there is one unless told."""
    type_, told = "aws_fsx_ontap_file_system", {"deployment_type": "SINGLE_AZ_2"}
    item = "ontap-throughput:single-az-2"
    each: dict[str, Plain] = {**told, "throughput_capacity_per_ha_pair": 1536}
    assert _charges(type_, each)[item] == Quantity.of(1536)
    assert _charges(type_, {**each, "ha_pairs": 4})[item] == Quantity.of(4 * 1536)
    assert _charges(type_, {**told, "throughput_capacity": 256})[item] == Quantity.of(256)


@pytest.mark.parametrize(
    ("deployment", "place"),
    [
        ("SINGLE_AZ_1", "single-az"),
        ("SINGLE_AZ_2", "single-az-2"),
        ("MULTI_AZ_1", "multi-az"),
        ("MULTI_AZ_2", "multi-az-2"),
    ],
)
def test_the_first_generation_of_ontap_is_named_as_the_price_list_does(
    deployment: str, place: str
) -> None:
    """Without a number, in one zone and in two."""
    found = _charges("aws_fsx_ontap_file_system", {"deployment_type": deployment})
    assert f"ontap-ssd-storage:{place}" in found
    assert f"ontap-throughput:{place}" in found


def test_iops_of_a_windows_file_system_beyond_three_for_each_gb() -> None:
    """1,000 GB bring 3,000: none of 3,000 is billed, one of 3,001, and of nobody knows how many."""
    type_, item = "aws_fsx_windows_file_system", "windows-iops:multi-az"
    told: dict[str, Plain] = {"deployment_type": "MULTI_AZ_1", "storage_capacity": 1000}

    def given(mode: str, iops: Plain) -> Mapping[str, Amount]:
        return _charges(type_, {**told, "disk_iops_configuration": ({"mode": mode, "iops": iops},)})

    assert item not in given("USER_PROVISIONED", 3000)
    assert given("USER_PROVISIONED", 3001)[item] == Quantity.of(1)
    assert isinstance(given("USER_PROVISIONED", LATER)[item], Open)
    assert item not in given("AUTOMATIC", 3001)
    assert item not in _charges(type_, told)


def test_storage_of_a_windows_file_system_is_of_solid_state_unless_told() -> None:
    """And in one zone, unless its deployment is in several."""
    type_ = "aws_fsx_windows_file_system"
    assert "windows-ssd-storage:single-az" in _charges(type_, {"storage_capacity": 100})
    told: dict[str, Plain] = {"storage_type": "HDD", "deployment_type": "MULTI_AZ_1"}
    assert "windows-hdd-storage:multi-az" in _charges(type_, told)


def test_what_a_detector_scans_waits_for_the_switch_it_names() -> None:
    """The reason names the block that is not known, not what is around it."""
    logs: Plain = ({"audit_logs": ({"enable": LATER},)},)
    made = estimate(
        configuration({"aws_guardduty_detector.a": {"datasources": ({"kubernetes": logs},)}})
    )
    assert ["audit_logs is" in item.reason for item in made.unpriced] == [True]


def test_a_distribution_is_billed_by_the_area_of_who_looks() -> None:
    """The price list writes one area of Africa for data and another for requests."""
    use = {
        "monthly_data_transfer_to_internet_gb.south_africa": 10,
        "monthly_https_requests.south_africa": 20000,
    }
    found = _charges("aws_cloudfront_distribution", {}, use)
    assert found["egress:ZA-ME"] == Quantity.of(10)
    assert found["https-requests:ZA"] == Quantity(Decimal(20000), Decimal(20000), Decimal(20000))


@pytest.mark.parametrize(("stored", "billed"), [(400, 10), (600, 0), (1000, 0)])
def test_throughput_that_storage_brings_is_not_billed(stored: int, billed: int) -> None:
    """1 MiB/s for each 20 GB: of 30, what 400 GB bring is 20, 600 GB all, 1,000 GB more."""
    values: dict[str, Plain] = {
        "throughput_mode": "provisioned",
        "provisioned_throughput_in_mibps": 30,
    }
    found = _charges("aws_efs_file_system", values, {"storage_gb": stored})
    assert found["provisioned-throughput"] == Quantity.of(billed)


def _support(engine: str, version: str, day: date | None, **more: Plain) -> tuple[str, ...]:
    """What a database's extended support costs, or why that is not told."""
    values = {"engine": engine, "engine_version": version, "instance_class": "db.m5.large", **more}
    made = estimate(configuration({"aws_db_instance.a": values}), as_of=day)
    lines = (
        f"{line.charge_description}: {line.pricing_quantity_low} to {line.pricing_quantity_high}"
        for line in made.line_items
    )
    told = (*lines, *(item.reason for item in made.unpriced))
    return tuple(text for text in told if text.startswith("Extended support"))


LAST, NEXT = date(2029, 2, 28), date(2029, 3, 1)
"""PostgreSQL 16, the newest with a date, leaves standard support between them."""


@pytest.mark.parametrize(
    ("engine", "version", "day", "told"),
    [
        ("postgres", "10.23", None, True),
        ("postgres", "9.6.24", LAST, True),
        ("postgres", "17.2", None, False),
        ("postgres", "17.2", LAST, False),
        ("postgres", "17.2", NEXT, True),
        ("mysql", "8.4.3", date(2026, 7, 31), False),
        ("mysql", "8.4.3", date(2026, 8, 1), True),
        ("mysql", "9.1", date(2026, 7, 31), False),
        ("mysql", "5.6.51", date(2026, 7, 31), True),
        ("mariadb", "10.3", NEXT, False),
    ],
)
def test_a_version_without_a_date_may_cost_once_a_newer_one_could(
    engine: str, version: str, day: date | None, *, told: bool
) -> None:
    """Older than any with a date always, newer from the day on which the newest of them begins."""
    found = _support(engine, version, day)
    assert [text.endswith("standard support ends is not known here") for text in found] == (
        [True] * told
    )


def test_support_is_charged_for_each_core_unless_it_is_disabled() -> None:
    """PostgreSQL 13 on two cores in its first year: 2 x 730; twice in two zones."""
    day, label = date(2026, 11, 23), "Extended support, PostgreSQL 13, years 1 and 2: "
    assert _support("postgres", "13.4", day) == (f"{label}1460 to 1460",)
    assert _support("postgres", "13.4", day, multi_az=True) == (f"{label}2920 to 2920",)
    off = "open-source-rds-extended-support-disabled"
    assert _support("postgres", "13.4", day, engine_lifecycle_support=off) == ()
    of_local = Unknown(STRING, (Origin("local", "local.support"),))
    assert _support("postgres", "13.4", day, engine_lifecycle_support=of_local) == (
        f"{label}0 to 1460",
    )
    [reason] = _support("postgres", "13.4", day, engine_lifecycle_support=LATER)
    assert reason.startswith("Extended support, PostgreSQL: no price: engine_lifecycle_support is")
    [waiting] = _support("postgres", "13.4", None)
    assert waiting == "Extended support, PostgreSQL 13: None to None"


POSTGRES: Mapping[str, Plain] = {"engine": "postgres", "instance_class": "db.m5.large"}
NODE: Mapping[str, Plain] = {"node_type": "cache.m5.large"}
SHARDS: Mapping[str, Plain] = {**NODE, "num_node_groups": 2}
MEMORY: Mapping[str, Plain] = {"node_type": "db.r6g.large"}


@pytest.mark.parametrize(
    ("type_", "values", "name", "default", "other"),
    [
        (
            "aws_acmpca_certificate_authority",
            {},
            "usage_mode",
            "GENERAL_PURPOSE",
            "SHORT_LIVED_CERTIFICATE",
        ),
        ("aws_cloudwatch_log_group", {}, "log_group_class", "STANDARD", "INFREQUENT_ACCESS"),
        ("aws_codepipeline", {}, "pipeline_type", "V1", "V2"),
        ("aws_cognito_user_pool", {}, "user_pool_tier", "ESSENTIALS", "LITE"),
        ("aws_datasync_task", {}, "task_mode", "BASIC", "ENHANCED"),
        ("aws_db_instance", POSTGRES, "iops", 0, 3000),
        ("aws_db_instance", {**POSTGRES, "allocated_storage": 20}, "storage_type", "gp2", "gp3"),
        ("aws_db_instance", {**POSTGRES, "allocated_storage": 20}, "max_allocated_storage", 0, 40),
        ("aws_db_instance", POSTGRES, "multi_az", False, True),
        ("aws_directory_service_directory", {"size": "Small"}, "type", "SimpleAD", "ADConnector"),
        (
            "aws_directory_service_directory",
            {"type": "MicrosoftAD"},
            "edition",
            "Enterprise",
            "Standard",
        ),
        (
            "aws_directory_service_directory",
            {"type": "MicrosoftAD"},
            "desired_number_of_domain_controllers",
            2,
            3,
        ),
        (
            "aws_dynamodb_table",
            {"read_capacity": 1},
            "billing_mode",
            "PROVISIONED",
            "PAY_PER_REQUEST",
        ),
        ("aws_dynamodb_table", {}, "read_capacity", 0, 1),
        ("aws_dynamodb_table", {}, "write_capacity", 0, 1),
        ("aws_ebs_snapshot", {"volume_size": 10}, "storage_tier", "standard", "archive"),
        ("aws_elasticache_cluster", {**NODE, "engine": "redis"}, "num_cache_nodes", 1, 2),
        ("aws_elasticache_replication_group", NODE, "engine", "redis", "valkey"),
        ("aws_elasticache_replication_group", NODE, "snapshot_retention_limit", 0, 2),
        ("aws_elasticache_replication_group", NODE, "num_node_groups", 1, 2),
        ("aws_elasticache_replication_group", SHARDS, "replicas_per_node_group", 0, 1),
        ("aws_flow_log", {}, "log_destination_type", "cloud-watch-logs", "s3"),
        (
            "aws_fsx_lustre_file_system",
            {"storage_capacity": 1200},
            "deployment_type",
            "SCRATCH_1",
            "SCRATCH_2",
        ),
        (
            "aws_fsx_lustre_file_system",
            {"deployment_type": "PERSISTENT_1"},
            "storage_type",
            "SSD",
            "HDD",
        ),
        ("aws_fsx_lustre_file_system", {}, "automatic_backup_retention_days", 0, 1),
        ("aws_fsx_openzfs_file_system", {}, "storage_type", "SSD", "INTELLIGENT_TIERING"),
        ("aws_glue_job", {"glue_version": "4.0"}, "execution_class", "STANDARD", "FLEX"),
        ("aws_guardduty_detector", {}, "enable", True, False),
        ("aws_kendra_index", {}, "edition", "ENTERPRISE_EDITION", "DEVELOPER_EDITION"),
        ("aws_kinesis_stream", {"shard_count": 1}, "retention_period", 24, 25),
        ("aws_kms_key", {}, "customer_master_key_spec", "SYMMETRIC_DEFAULT", "RSA_4096"),
        ("aws_lb", {"internal": True}, "load_balancer_type", "application", "network"),
        ("aws_memorydb_cluster", MEMORY, "engine", "redis", "valkey"),
        ("aws_memorydb_cluster", MEMORY, "num_replicas_per_shard", 1, 2),
        ("aws_memorydb_cluster", MEMORY, "num_shards", 1, 2),
        ("aws_memorydb_cluster", MEMORY, "snapshot_retention_limit", 0, 2),
        (
            "aws_mq_broker",
            {"host_instance_type": "mq.m5.large", "engine_type": "ActiveMQ"},
            "deployment_mode",
            "SINGLE_INSTANCE",
            "ACTIVE_STANDBY_MULTI_AZ",
        ),
        (
            "aws_mq_broker",
            {"host_instance_type": "mq.m5.large", "engine_type": "ActiveMQ"},
            "storage_type",
            "efs",
            "ebs",
        ),
        ("aws_mwaa_environment", {}, "environment_class", "mw1.small", "mw1.medium"),
        ("aws_mwaa_environment", {}, "min_workers", 1, 2),
        ("aws_mwaa_environment", {}, "max_workers", 10, 11),
        ("aws_rds_cluster", {"engine": "aurora-mysql"}, "backtrack_window", 0, 3600),
        ("aws_rds_cluster", {"engine": "aurora-mysql"}, "backup_retention_period", 1, 2),
        ("aws_redshift_cluster", {"node_type": "ra3.4xlarge"}, "number_of_nodes", 1, 2),
        ("aws_route53_health_check", {"type": "HTTP"}, "request_interval", 30, 10),
        ("aws_s3_bucket_inventory", {}, "enabled", True, False),
        ("aws_sagemaker_notebook_instance", {"instance_type": "ml.t3.medium"}, "volume_size", 5, 6),
        (
            "aws_scheduler_schedule",
            {"schedule_expression": "rate(1 hours)"},
            "state",
            "ENABLED",
            "DISABLED",
        ),
        ("aws_sfn_state_machine", {}, "type", "STANDARD", "EXPRESS"),
        ("aws_ssm_parameter", {}, "tier", "Standard", "Advanced"),
        (
            "aws_vpc_endpoint",
            {"subnet_ids": ("subnet-1",)},
            "vpc_endpoint_type",
            "Gateway",
            "Interface",
        ),
        ("aws_vpn_connection", {}, "outside_ip_address_type", "PublicIpv4", "PrivateIpv4"),
        (
            "aws_msk_cluster",
            {
                "number_of_broker_nodes": 3,
                "broker_node_group_info": ({"instance_type": "kafka.m5.large"},),
            },
            "storage_mode",
            "LOCAL",
            "TIERED",
        ),
    ],
)
def test_what_is_not_set_costs_what_its_default_does(
    type_: str, values: Mapping[str, Plain], name: str, default: Plain, other: Plain
) -> None:
    """The default is that of the argument's page in the provider's documentation, or of AWS."""
    usage = dict.fromkeys(("backup_snapshot_size_gb", "storage_gb"), 100)
    unset = _told(type_, values, usage)
    assert _told(type_, {**values, name: default}, usage) == unset
    assert _told(type_, {**values, name: None}, usage) == unset
    assert _told(type_, {**values, name: other}, usage) != unset


def _formulas(
    type_: str, values: Mapping[str, Plain], usage: Mapping[str, int] | None = None
) -> dict[str, str]:
    """How each quantity came about, by item."""
    told = _told(type_, values, usage)
    return {charge.item: charge.formula for charge in told if isinstance(charge, Charge)}


@pytest.mark.parametrize(("size", "times"), [(0, 1), (1, 1), (64, 1), (65, 2), (128, 2), (129, 3)])
def test_a_message_is_as_many_requests_as_it_has_begun_pieces(size: int, times: int) -> None:
    """64 KB each, and one at least: an empty message is a request too."""
    use = {"monthly_requests": 1000, "request_size_kb": size}
    assert _charges("aws_sqs_queue", {}, use) == {"requests-standard": Quantity.of(1000 * times)}


@pytest.mark.parametrize(("number", "words"), [(1, "1 subscription"), (2, "2 subscriptions")])
def test_the_words_of_a_topic_count_its_subscriptions(number: int, words: str) -> None:
    """One by its own word, several by theirs; by protocol, and of a FIFO topic in all."""
    use = {"monthly_requests": 1000, "email_subscriptions": number}
    found = _formulas("aws_sns_topic", {}, use)
    assert found["email-notification"] == f"monthly_requests x {words}"
    topic = {"aws_sns_topic.a": {"fifo_topic": True}}
    queues: dict[str, Mapping[str, Plain]] = {
        f"aws_sns_topic_subscription.s{one}": {
            "topic_arn": ref("aws_sns_topic.a", "arn"),
            "protocol": "sqs",
        }
        for one in range(number)
    }
    made = estimate(configuration({**topic, **queues}))
    formulas = {line.item: line.formula for line in made.line_items}
    assert formulas["fifo-delivery"] == f"monthly_requests x {words}"
    assert formulas["fifo-delivery-gb"] == f"monthly_requests x request_size_kb x {words}"


@pytest.mark.parametrize(
    ("values", "item", "quantity"),
    [
        ({"monitoring_interval": 0}, "logs-ingest-standard", None),
        ({"monitoring_interval": 1}, "logs-ingest-standard", "open"),
        ({"monitoring_interval": LATER}, "logs-ingest-standard", "open"),
        ({"publicly_accessible": False}, "public-ipv4-hour", None),
        ({"publicly_accessible": True}, "public-ipv4-hour", 730),
        ({"publicly_accessible": LATER}, "public-ipv4-hour", "open"),
        ({"manage_master_user_password": True}, "secret-month", 1),
        ({"manage_master_user_password": False}, "secret-month", None),
        ({"performance_insights_enabled": True}, "performance-insights-ltr:db.m5", None),
        ({"performance_insights_retention_period": 731}, "performance-insights-ltr:db.m5", None),
        (
            {"performance_insights_enabled": True, "performance_insights_retention_period": 7},
            "performance-insights-ltr:db.m5",
            None,
        ),
        (
            {"performance_insights_enabled": True, "performance_insights_retention_period": 31},
            "performance-insights-ltr:db.m5",
            2,
        ),
        (
            {"performance_insights_enabled": True, "performance_insights_retention_period": LATER},
            "performance-insights-ltr:db.m5",
            "open",
        ),
        ({"enabled_cloudwatch_logs_exports": ()}, "logs-ingest-standard", None),
        ({"enabled_cloudwatch_logs_exports": ("postgresql",)}, "logs-ingest-standard", "open"),
        ({"enabled_cloudwatch_logs_exports": LATER}, "logs-ingest-standard", "open"),
        ({"storage_type": "gp3"}, "rds-iops:gp3:single-az", None),
        ({"storage_type": "gp3", "iops": 3000}, "rds-iops:gp3:single-az", "open"),
        (
            {"storage_type": "gp3", "iops": 12_001, "allocated_storage": 400},
            "rds-iops:gp3:single-az",
            1,
        ),
        (
            {"storage_type": "gp3", "iops": 12_000, "allocated_storage": 400},
            "rds-iops:gp3:single-az",
            None,
        ),
        (
            {"storage_type": "gp3", "storage_throughput": 501, "allocated_storage": 400},
            "rds-throughput:gp3:single-az",
            1,
        ),
        ({"storage_type": "io1", "iops": 1000}, "rds-iops:io1:single-az", 1000),
        ({"storage_type": "io1"}, "rds-iops:io1:single-az", "open"),
        ({"iops": 1}, "rds-iops:io1:single-az", 1),
        ({"dedicated_log_volume": True}, "rds-iops:gp2:single-az", 3000),
    ],
)
def test_what_else_a_database_pays(
    values: Mapping[str, Plain], item: str, quantity: int | str | None
) -> None:
    """Two cores of PostgreSQL; nothing, so much, or as much as waits."""
    found = _charges("aws_db_instance", {**POSTGRES, **values}).get(item)
    told = "open" if isinstance(found, Open) else found
    assert told == (Quantity.of(quantity) if isinstance(quantity, int) else quantity)


@pytest.mark.parametrize(
    ("name", "is_its"), [("/aws/rds/instance/a/postgresql", True), ("/aws/lambda/a", False)]
)
def test_logs_of_a_database_are_billed_at_their_group(name: str, *, is_its: bool) -> None:
    """Where one of RDS stands in the configuration; else at the database."""
    values = {**POSTGRES, "enabled_cloudwatch_logs_exports": ("postgresql",)}
    found = configuration(
        {"aws_db_instance.a": values, "aws_cloudwatch_log_group.a": {"name": name}}
    )
    told = leaf("aws_db_instance").charges(Resource(found.by_address["aws_db_instance.a"], found))
    items = [charge.item for charge in told if isinstance(charge, Charge)]
    assert ("logs-ingest-standard" not in items) == is_its


def test_insights_of_a_serverless_database_are_by_its_capacity() -> None:
    """Three units on average; of an instance of a size its cores."""
    kept: Mapping[str, Plain] = {
        "performance_insights_enabled": True,
        "performance_insights_retention_period": 93,
    }

    def given(kind: str) -> list[tuple[str, Amount, str]]:
        one: Mapping[str, Plain] = {
            **kept,
            "cluster_identifier": ref("aws_rds_cluster.c"),
            "instance_class": kind,
        }
        found = configuration(
            {"aws_rds_cluster.c": {"engine": "aurora-mysql"}, "aws_rds_cluster_instance.a": one}
        )
        address = "aws_rds_cluster_instance.a"
        use = Usage("", (Entry(address, "capacity_units_per_hr", Quantity.of(3), 1),))
        resource = Resource(found.by_address[address], found, use)
        told = leaf("aws_rds_cluster_instance").charges(resource)
        charges = [charge for charge in told if isinstance(charge, Charge)]
        return [(x.item, x.quantity, x.formula) for x in charges if "insights-ltr" in x.item]

    item = "performance-insights-ltr"
    assert given("db.r6g.xlarge") == [(f"{item}:db.r6g", Quantity.of(4), "4 vCPU")]
    assert given("db.serverless") == [(f"{item}:serverless", Quantity.of(3), "capacity units")]


@pytest.mark.parametrize(
    ("values", "item", "quantity"),
    [
        ({"type": "gp3", "iops": 3000}, "ebs-iops:gp3", None),
        ({"type": "gp3", "iops": 3001}, "ebs-iops:gp3", 1),
        ({"type": "gp3", "iops": LATER}, "ebs-iops:gp3", "open"),
        ({"type": "gp3", "throughput": 125}, "ebs-throughput:gp3", None),
        ({"type": "gp3", "throughput": 126}, "ebs-throughput:gp3", 1),
        ({"type": "gp2", "throughput": 126}, "ebs-throughput:gp3", None),
        ({"type": "io1", "iops": 1}, "ebs-iops:io1", 1),
        ({"type": "standard"}, "ebs-io:standard", "open"),
        ({}, "ebs-storage:gp2", 10),
    ],
)
def test_what_a_volume_pays_beyond_what_it_includes(
    values: Mapping[str, Plain], item: str, quantity: int | str | None
) -> None:
    """3,000 IOPS and 125 MiB/s of gp3; every one of io1."""
    found = _charges("aws_ebs_volume", {"size": 10, **values}).get(item)
    told = "open" if isinstance(found, Open) else found
    assert told == (Quantity.of(quantity) if isinstance(quantity, int) else quantity)


def test_credits_of_a_database_in_two_zones_are_those_of_both() -> None:
    """10 hours on two cores, and on those of the standby."""
    values = {"engine": "postgres", "instance_class": "db.t3.medium"}
    use = {"monthly_cpu_credit_hrs": 10}
    item = "rds-t3-cpu-credit:postgres"
    assert _charges("aws_db_instance", values, use)[item] == Quantity.of(20)
    assert _charges("aws_db_instance", {**values, "multi_az": True}, use)[item] == Quantity.of(40)


def test_an_advanced_parameter_is_kept_all_month_unless_told() -> None:
    """One month of it; half a month's hours are half of it."""
    values: Mapping[str, Plain] = {"tier": "Advanced"}
    [kept] = [x for x in _told("aws_ssm_parameter", values) if isinstance(x, Charge)][:1]
    assert kept.quantity == Quantity.of(1)
    [kept] = [
        x
        for x in _told("aws_ssm_parameter", values, {"parameter_storage_hrs": 365})
        if isinstance(x, Charge)
    ][:1]
    assert kept.quantity == Quantity.of(Decimal("0.5"))


@pytest.mark.parametrize(
    ("warm", "cold", "is_kept"),
    [(True, False, True), (False, True, True), (True, True, True), (False, False, False)],
)
def test_storage_that_is_not_hot_waits_where_either_is_enabled(
    *, warm: bool, cold: bool, is_kept: bool
) -> None:
    """Warm nodes and cold storage both keep what they hold in managed storage."""
    cluster: Plain = {"warm_enabled": warm, "cold_storage_options": ({"enabled": cold},)}
    found = _charges("aws_opensearch_domain", {"cluster_config": (cluster,)})
    assert ("managed-storage" in found) == is_kept


@pytest.mark.parametrize(
    ("api", "group", "is_its"),
    [
        ("a1", "API-Gateway-Execution-Logs_a1/prod", True),
        ("a1", "API-Gateway-Execution-Logs_a2/prod", False),
        (ref("aws_api_gateway_rest_api.a"), LATER, True),
        (ref("aws_api_gateway_rest_api.a"), "API-Gateway-Execution-Logs_a1/prod", False),
    ],
)
def test_execution_logs_are_billed_at_a_group_that_is_declared(
    api: Plain, group: Plain, *, is_its: bool
) -> None:
    """By the name that API Gateway gives it, or where nobody knows either name yet."""
    logged: dict[str, Plain] = {
        "rest_api_id": api,
        "stage_name": "prod",
        "settings": ({"logging_level": "INFO"},),
    }
    made = estimate(
        configuration(
            {
                "aws_api_gateway_method_settings.a": logged,
                "aws_cloudwatch_log_group.a": {"name": group},
            }
        )
    )
    assert ("aws_api_gateway_method_settings.a" in made.free) == is_its


@pytest.mark.parametrize(
    ("rate", "runs"), [("1 minute", "43800"), ("1 hour", "730"), ("1 day", "30.416667")]
)
def test_a_schedule_runs_by_its_unit(rate: str, runs: str) -> None:
    """60 times an hour of 730, as often, and once in 24 of them."""
    found = runs_of_rate(f"rate({rate})")
    assert found is not None
    assert round(found.likely, 6) == Decimal(runs)


def test_a_trail_records_management_unless_each_selector_leaves_it_out() -> None:
    """What says nothing of it records it."""

    def told(*selectors: Mapping[str, Plain]) -> bool:
        charges = _told("aws_cloudtrail", {"event_selector": selectors})
        words = [charge.description for charge in charges if isinstance(charge, Charge)]
        return any("management" in text.lower() for text in words)

    without: Mapping[str, Plain] = {"include_management_events": False}
    assert told({}) == told({"include_management_events": True}) == told(without, {})
    assert told({}) != told(without)


def test_snapshots_of_a_serverless_cache_wait_where_it_keeps_any() -> None:
    """None unless told, and none of a retention of nothing."""
    type_, name = "aws_elasticache_serverless_cache", "snapshot_retention_limit"
    none = _charges(type_, {"engine": "valkey"})
    assert _charges(type_, {"engine": "valkey", name: 0}) == none
    assert len(_charges(type_, {"engine": "valkey", name: 1})) == len(none) + 1
