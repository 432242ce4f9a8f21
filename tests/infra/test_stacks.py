"""What the two configurations hold, read from terraform's recorded answers."""

import base64
import json
from collections import Counter
from typing import Any

import pytest

from tests.provider_calls import UNKNOWN
from tests.record import RECORDED
from tests.terraform_cli import INFRA

NAMES = (
    "alarm_name",
    "cluster_identifier",
    "dashboard_name",
    "identifier",
    "name",
    "reference_name",
    "set_identifier",
)


def blocks(stack: str, variant: str = "default") -> dict[str, Any]:
    """Address -> value of each managed block before the provider."""
    text = (RECORDED / stack / f"config-{variant}.json").read_text(encoding="utf-8")
    values = json.loads(text)
    return {address: value for address, value in values.items() if not address.startswith("data.")}


def plan(stack: str, variant: str = "default") -> Any:  # noqa: ANN401
    """The recorded plan."""
    return json.loads((RECORDED / stack / f"plan-{variant}.json").read_text(encoding="utf-8"))


def kind(address: str) -> str:
    """The resource type in an address."""
    return address.partition(".")[0]


@pytest.mark.parametrize(("variant", "suffix"), [("default", "pr128"), ("production", "prod")])
def test_every_name_carries_the_suffix(variant: str, suffix: str) -> None:
    """Whatever has a name or a Name tag carries environment_suffix in it."""
    names = {
        (address, attribute): value[attribute]
        for address, value in blocks("payments", variant).items()
        for attribute in NAMES
        if isinstance(value.get(attribute), str)
    } | {
        (address, "Name"): value["tags"]["Name"]
        for address, value in blocks("payments", variant).items()
        if value.get("tags")
    }
    assert len(names) > 100
    assert {where: name for where, name in names.items() if suffix not in name} == {}


def test_every_taggable_resource_has_the_five_tags() -> None:
    """Whatever takes tags carries Environment, Repository, CommitAuthor, PRNumber and Team."""
    tagged = {
        change["address"]: change["change"]["after"]["tags_all"].items()
        for change in plan("payments")["resource_changes"]
        if change["mode"] == "managed" and "tags_all" in change["change"]["after"]
    }
    tags = {
        "CommitAuthor": "dana.ortiz",
        "Environment": "pr128",
        "PRNumber": "128",
        "Repository": "payment-platform",
        "Team": "payments",
    }
    assert len(tagged) > 60
    assert [address for address, found in tagged.items() if not tags.items() <= found] == []


def test_auto_scaling_hands_the_tags_to_instances_and_volumes() -> None:
    """Default tags do not reach instances: group and launch template pass them on."""
    values = blocks("payments")
    group = {tag["key"]: tag for tag in values['aws_autoscaling_group.payment["blue"]']["tag"]}
    assert set(group) == {
        "Color",
        "CommitAuthor",
        "Environment",
        "Name",
        "PRNumber",
        "Repository",
        "Team",
    }
    assert all(tag["propagate_at_launch"] for tag in group.values())
    specifications = values['aws_launch_template.payment["blue"]']["tag_specifications"]
    assert {item["resource_type"]: set(item["tags"]) for item in specifications} == {
        "instance": set(group),
        "volume": set(group),
    }


def test_counts() -> None:
    """The payment stack has 110 resource instances, the counter-example 17."""
    assert len(blocks("payments")) == 110
    assert len(blocks("migration")) == 17
    counted = Counter(map(kind, blocks("payments")))
    expected = {
        "aws_autoscaling_group": 2,
        "aws_backup_selection": 1,
        "aws_cloudwatch_log_group": 4,
        "aws_cloudwatch_metric_alarm": 11,
        "aws_eip": 3,
        "aws_kms_key": 2,
        "aws_launch_template": 2,
        "aws_lb": 1,
        "aws_lb_listener": 2,
        "aws_lb_target_group": 2,
        "aws_nat_gateway": 3,
        "aws_rds_cluster": 1,
        "aws_rds_cluster_instance": 3,
        "aws_route53_record": 2,
        "aws_subnet": 9,
    }
    assert {name: counted[name] for name in expected} == expected


def test_zones_and_subnets() -> None:
    """Each tier has one subnet in each of the three zones, and no two ranges overlap."""
    subnets = {
        address: (value["availability_zone"], value["cidr_block"])
        for address, value in blocks("payments").items()
        if kind(address) == "aws_subnet"
    }
    assert subnets == {
        f"aws_subnet.{tier}[{index}]": (f"us-east-1{zone}", f"10.0.{first + index}.0/24")
        for tier, first in [("public", 0), ("private", 10), ("database", 20)]
        for index, zone in enumerate("abc")
    }
    instances = [
        value["availability_zone"]
        for address, value in sorted(blocks("payments").items())
        if kind(address) == "aws_rds_cluster_instance"
    ]
    assert sorted(instances) == ["us-east-1a", "us-east-1b", "us-east-1c"]


def test_one_nat_leaves_one_gateway_and_three_routes() -> None:
    """nat_gateway_count = 1 takes two gateways and their addresses away, and nothing else."""
    gone = blocks("payments").keys() - blocks("payments", "one-nat").keys()
    assert gone == {
        "aws_eip.nat[1]",
        "aws_eip.nat[2]",
        "aws_nat_gateway.main[1]",
        "aws_nat_gateway.main[2]",
    }


def capacity(variant: str, color: str) -> tuple[int, int, int]:
    """Minimum, maximum and desired capacity of a color."""
    group = blocks("payments", variant)[f'aws_autoscaling_group.payment["{color}"]']
    return group["min_size"], group["max_size"], group["desired_capacity"]


def weights(variant: str, listener: str) -> list[int]:
    """The weights of a listener's target groups, in no particular order."""
    (action,) = blocks("payments", variant)[listener]["default_action"]
    return sorted(group["weight"] for group in action["forward"][0]["target_group"])


def test_flipping_the_color_moves_capacity_and_alarms() -> None:
    """The active color has 6 to 18 instances, the idle one none; green turns that round.

    The listener's weights move too, but before apply their target groups are unknown: `make e2e`
    shows it.
    """
    assert capacity("default", "blue") == capacity("green", "green") == (6, 18, 6)
    assert capacity("default", "green") == capacity("green", "blue") == (0, 0, 0)
    before, after = blocks("payments"), blocks("payments", "green")
    assert before.keys() == after.keys()
    assert {address for address in before if before[address] != after[address]} == {
        'aws_autoscaling_group.payment["blue"]',
        'aws_autoscaling_group.payment["green"]',
        "aws_cloudwatch_metric_alarm.asg_capacity_high",
        "aws_cloudwatch_metric_alarm.asg_capacity_low",
    }
    outputs = plan("payments", "green")["planned_values"]["outputs"]
    assert outputs["active_color"]["value"] == "green"


def test_a_certificate_makes_the_api_https_only() -> None:
    """With a certificate port 80 redirects and the health check asks over HTTPS."""
    values = blocks("payments")
    (action,) = values["aws_lb_listener.http"]["default_action"]
    assert action["type"] == "redirect"
    assert action["forward"] == []
    assert [item["status_code"] for item in action["redirect"]] == ["HTTP_301"]
    assert weights("default", "aws_lb_listener.https[0]") == [0, 100]
    check = values["aws_route53_health_check.api"]
    assert (check["type"], check["port"], check["request_interval"]) == ("HTTPS_STR_MATCH", 443, 30)


def test_without_a_certificate_the_api_is_plain_http() -> None:
    """Without a certificate there is no HTTPS listener and nothing asks for one."""
    values = blocks("payments", "no-certificate")
    assert blocks("payments").keys() - values.keys() == {"aws_lb_listener.https[0]"}
    (action,) = values["aws_lb_listener.http"]["default_action"]
    assert (action["type"], action["redirect"]) == ("forward", [])
    assert weights("no-certificate", "aws_lb_listener.http") == [0, 100]
    check = values["aws_route53_health_check.api"]
    assert (check["type"], check["port"], check["enable_sni"]) == ("HTTP_STR_MATCH", 80, False)


@pytest.mark.parametrize(("variant", "protected"), [("default", False), ("production", True)])
def test_protection(variant: str, *, protected: bool) -> None:
    """A pull request's stack can be destroyed without a trace; production's cannot."""
    values = blocks("payments", variant)
    cluster = values["aws_rds_cluster.aurora"]
    secret = values["aws_secretsmanager_secret.database"]
    assert cluster["deletion_protection"] is protected
    assert cluster["skip_final_snapshot"] is not protected
    assert values["aws_lb.main"]["enable_deletion_protection"] is protected
    assert secret["recovery_window_in_days"] == (30 if protected else 0)
    assert values["aws_backup_vault.aurora"]["force_destroy"] is not protected
    assert values["aws_route53_zone.main"]["force_destroy"] is not protected
    assert cluster["final_snapshot_identifier"] == ("aurora-final-prod" if protected else None)


def test_the_connection_alarm_follows_the_instance_class() -> None:
    """Both mean the 1722 that AWS documents for a db.r6g.large, and 80 % of it."""
    values = blocks("payments")
    assert values["aws_cloudwatch_metric_alarm.aurora_connections"]["threshold"] == 1377
    parameters = values["aws_rds_cluster_parameter_group.aurora"]["parameter"]
    assert {item["name"]: item["value"] for item in parameters}["max_connections"] == "1722"


def test_every_alarm_notifies_the_topic() -> None:
    """Each alarm has one action, and the plan's references say it is the topic."""
    alarms = [
        resource
        for resource in plan("payments")["configuration"]["root_module"]["resources"]
        if resource["type"] == "aws_cloudwatch_metric_alarm"
    ]
    assert len(alarms) == 9
    for alarm in alarms:
        assert "aws_sns_topic.alarms.arn" in alarm["expressions"]["alarm_actions"]["references"]


def test_the_password_is_in_no_plan() -> None:
    """The generated password is unknown until apply, so that no plan file holds it."""
    for variant in ("default", "production"):
        assert blocks("payments", variant)["aws_rds_cluster.aurora"]["master_password"] == UNKNOWN
        version = blocks("payments", variant)["aws_secretsmanager_secret_version.database"]
        assert version["secret_string"] == UNKNOWN


def test_user_data_is_known_before_apply() -> None:
    """A reviewer can read what an instance runs: Docker, agent, logging, secret, API, /health."""
    template = blocks("payments")['aws_launch_template.payment["green"]']
    script = base64.b64decode(template["user_data"]).decode()
    assert script.startswith("#!/bin/bash\n")
    for part in (
        "dnf install -y amazon-cloudwatch-agent docker jq",
        "amazon-cloudwatch-agent-ctl -a fetch-config",
        '--log-opt awslogs-group="/payments/application-pr128"',
        'secretsmanager get-secret-value --region "us-east-1" --secret-id "database-credentials-',
        "docker run --detach --name payment-api",
        'DEPLOYMENT_COLOR="green"',
        "http://localhost:8080/health",
        '"${aws:AutoScalingGroupName}"',
    ):
        assert part in script


def test_outputs() -> None:
    """Every output a consumer needs is there, and each is described."""
    outputs = plan("payments")["configuration"]["root_module"]["outputs"]
    assert set(outputs) == {
        "active_color",
        "alb_arn",
        "alb_arn_suffix",
        "alb_dns_name",
        "alb_security_group_id",
        "alb_zone_id",
        "api_url",
        "aurora_cluster_identifier",
        "aurora_reader_endpoint",
        "aurora_security_group_id",
        "aurora_writer_endpoint",
        "availability_zones",
        "aws_region",
        "blue_asg_name",
        "dashboard_name",
        "database_name",
        "database_secret_arn",
        "database_subnet_ids",
        "ec2_security_group_id",
        "green_asg_name",
        "health_check_id",
        "name_servers",
        "nat_gateway_ids",
        "private_subnet_ids",
        "public_subnet_ids",
        "sns_topic_arn",
        "target_group_arn_suffixes",
        "vpc_id",
    }
    assert all(output["description"] for output in outputs.values())


def settings(name: str) -> list[str]:
    """The settings of a .tfvars file of infra/payments, without comments."""
    text = (INFRA / "payments" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_a_review_uses_what_ci_uses() -> None:
    """terraform.tfvars and ci.tfvars say the same; production.tfvars sets the same variables."""
    assert settings("terraform.tfvars") == settings("ci.tfvars")
    names = [line.split("=")[0] for line in settings("ci.tfvars")]
    assert [line.split("=")[0] for line in settings("production.tfvars")] == names


def test_the_counter_example_is_another_job() -> None:
    """infra/migration shares no output with payments and has none of its building blocks."""
    values = blocks("migration")
    payments = {kind(address) for address in blocks("payments")}
    assert {kind(address) for address in values} - payments == {
        "aws_ebs_volume",
        "aws_instance",
        "aws_volume_attachment",
    }
    assert not {
        "aws_autoscaling_group",
        "aws_cloudwatch_metric_alarm",
        "aws_kms_key",
        "aws_lb",
        "aws_nat_gateway",
        "aws_rds_cluster",
        "aws_route53_record",
        "aws_vpc_endpoint",
    } & {kind(address) for address in values}
    outputs = plan("migration")["planned_values"]["outputs"].keys()
    assert not outputs & plan("payments")["planned_values"]["outputs"].keys()
    ports = {
        rule["from_port"]
        for address, value in values.items()
        if kind(address) == "aws_security_group"
        for rule in value["ingress"]
    }
    assert {3306, 8080} <= ports
    assert "docker" not in values["aws_instance.web"]["user_data"]
    assert json.loads(values["aws_iam_role_policy.app"]["policy"])["Statement"] == [
        {"Action": "*", "Effect": "Allow", "Resource": "*"}
    ]
