"""What runs is found by name and tags, with the calls the policy allows and no other."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.server import ThreadedMotoServer

from archbench.metrics.binding import Bound, bind
from archbench.metrics.described import describe
from archbench.metrics.discovery import Clients, clients, discover
from archbench.terraform import load
from archbench.terraform.configuration import Configuration

ACCOUNT = "123456789012"
POLICY = Path(__file__).parents[2] / "data/metrics/read-only-policy.json"
ACTIONS = {
    ("apigatewayv2", "GetApis"): "apigateway:GET",
    ("autoscaling", "DescribeAutoScalingGroups"): "autoscaling:DescribeAutoScalingGroups",
    ("elasticache", "DescribeReplicationGroups"): "elasticache:DescribeReplicationGroups",
    ("resourcegroupstaggingapi", "GetResources"): "tag:GetResources",
}
"""Where an action is not called as the operation of its service."""

pytestmark = pytest.mark.usefixtures("credentials")


@pytest.fixture
def moto() -> Iterator[str]:
    """The address of a moto server of this test."""
    server = ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def read(directory: Path, text: str) -> Configuration:
    """The configuration of one file, in Ireland."""
    provider = 'provider "aws" {\n  region = "eu-west-1"\n}\n'
    (directory / "main.tf").write_text(provider + text, encoding="utf-8")
    return load(directory)


def listening(heard: set[str]) -> Clients:
    """Clients that write down which action each call takes, and answer with nothing at once."""
    make, _ = clients(attempts=1)

    def client(service: str, region: str) -> Any:  # noqa: ANN401
        made = make(service, region)

        def note(model: Any, **_: object) -> tuple[Any, Mapping[str, list[object]]]:  # noqa: ANN401
            operation = service, model.name
            heard.add(ACTIONS.get(operation, f"{service}:{model.name}"))
            return SimpleNamespace(status_code=200), defaultdict(list)

        made.meta.events.register("before-call", note)
        return made

    return client


QUEUES = """
resource "aws_sqs_queue" "mail" {
  name_prefix = "mail-"
  tags        = { For = "mail" }
}
resource "aws_sqs_queue" "twin" {
  count       = 2
  name_prefix = "twin-"
  tags        = { For = "twins" }
}
resource "aws_sqs_queue" "gone" {
  name_prefix = "gone-"
  tags        = { For = "nobody" }
}
resource "aws_sqs_queue" "bare" { name_prefix = "bare-" }
resource "aws_sqs_queue" "named" { name = "named" }
"""


def test_the_one_with_its_tags_is_bound_and_two_that_fit_are_told(
    moto: str, tmp_path: Path
) -> None:
    """A twin is no identity, nor is a prefix without tags; a name needs no question."""
    queues = boto3.client("sqs", region_name="eu-west-1", endpoint_url=moto)
    for name, purpose in (("mail-1", "mail"), ("twin-1", "twins"), ("twin-2", "twins")):
        queues.create_queue(QueueName=name, tags={"For": purpose})
    queues.create_queue(QueueName="other-1", tags={"For": "mail"})
    configuration = read(tmp_path, QUEUES)
    client, _ = clients(endpoint=moto)
    bound, unbound = bind(configuration, discover(configuration, client, "eu-west-1", ACCOUNT))
    assert {(item.address, item.dimensions[0][1], item.source) for item in bound} == {
        ("aws_sqs_queue.mail", "mail-1", "AWS"),
        ("aws_sqs_queue.named", "named", "configuration"),
    }
    twins = "2 of eu-west-1 fit its tags: give each a tag of its own, or the state"
    assert {item.address: item.reason for item in unbound} == {
        "aws_sqs_queue.bare": "it has no name and no tags that are known to find it by: give the"
        " state",
        "aws_sqs_queue.gone": "nothing in eu-west-1 has its tags: it does not stand, or in another"
        " account",
        "aws_sqs_queue.twin[0]": twins,
        "aws_sqs_queue.twin[1]": twins,
    }


def test_a_region_that_refuses_costs_what_stands_there_alone(tmp_path: Path) -> None:
    """Its reason is told; nothing else is lost."""
    text = """
    provider "aws" {
      alias  = "far"
      region = "us-west-2"
    }
    resource "aws_sqs_queue" "far" {
      provider    = aws.far
      name_prefix = "far-"
    }
    resource "aws_sqs_queue" "near" { name = "near" }
    """

    def refused(service: str, region: str) -> Any:  # noqa: ANN401
        words = f"no {service} in {region}"
        raise ClientError(
            {"Error": {"Code": "AccessDeniedException", "Message": words}}, "GetResources"
        )

    configuration = read(tmp_path, text)
    bound, unbound = bind(configuration, discover(configuration, refused, "eu-west-1", ACCOUNT))
    assert [item.address for item in bound] == ["aws_sqs_queue.near"]
    assert [item.address for item in unbound] == ["aws_sqs_queue.far"]
    assert "AWS was asked in us-west-2 and did not say" in unbound[0].reason


SIBLINGS = """
resource "aws_sqs_queue" "jobs" {
  name = "jobs"
  tags = { Project = "x" }
}
resource "aws_sqs_queue" "any" { tags = { Project = "x" } }
resource "aws_elasticache_cluster" "c" {
  cluster_id = var.id
  tags       = { Project = "x" }
}
variable "id" { type = string }
"""


def test_the_thing_of_another_name_is_not_taken_for_one_without(moto: str, tmp_path: Path) -> None:
    """`jobs` stands and `any` does not; and what is not looked for is not said to be missing."""
    queues = boto3.client("sqs", region_name="eu-west-1", endpoint_url=moto)
    queues.create_queue(QueueName="jobs", tags={"Project": "x"})
    (tmp_path / "main.tf").write_text(f'provider "aws" {{ region = "eu-west-1" }}\n{SIBLINGS}')
    configuration = load(tmp_path, variables=(("unknown", "id"),))
    client, _ = clients(endpoint=moto)
    bound, unbound = bind(configuration, discover(configuration, client, "eu-west-1", ACCOUNT))
    assert [item.address for item in bound] == ["aws_sqs_queue.jobs"]
    assert {item.address: item.reason for item in unbound} == {
        "aws_elasticache_cluster.c": "things of its type are not looked for: give the state or its"
        " name",
        "aws_sqs_queue.any": "nothing in eu-west-1 has its tags: it does not stand, or in another"
        " account",
    }


def test_a_service_that_refuses_costs_its_own_things(moto: str, tmp_path: Path) -> None:
    """The groups are refused; the queue of the same region is found by its tags."""
    queues = boto3.client("sqs", region_name="eu-west-1", endpoint_url=moto)
    queues.create_queue(QueueName="mail-1", tags={"For": "mail"})
    make, _ = clients(endpoint=moto)

    def client(service: str, region: str) -> Any:  # noqa: ANN401
        if service == "autoscaling":
            raise ClientError(
                {"Error": {"Code": "AccessDenied", "Message": "no"}}, "DescribeAutoScalingGroups"
            )
        return make(service, region)

    text = """
    resource "aws_autoscaling_group" "g" {
      min_size = 1
      max_size = 2
    }
    resource "aws_sqs_queue" "mail" {
      name_prefix = "mail-"
      tags        = { For = "mail" }
    }
    """
    configuration = read(tmp_path, text)
    bound, unbound = bind(configuration, discover(configuration, client, "eu-west-1", ACCOUNT))
    assert [item.address for item in bound] == ["aws_sqs_queue.mail"]
    assert [item.address for item in unbound] == ["aws_autoscaling_group.g"]
    assert "AWS was asked in eu-west-1 and did not say" in unbound[0].reason


EVERYTHING = """
resource "aws_apigatewayv2_api" "a" {
  name          = "a"
  protocol_type = "HTTP"
}
resource "aws_autoscaling_group" "g" {
  min_size = 1
  max_size = 2
}
resource "aws_elasticache_replication_group" "r" {
  replication_group_id = "r"
  description          = "r"
}
resource "aws_nat_gateway" "n" { subnet_id = "subnet-1" }
"""
NAMES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "aws_autoscaling_group": (("AutoScalingGroupName", "g"),),
    "aws_db_instance": (("DBInstanceIdentifier", "d"),),
    "aws_ecs_service": (("ClusterName", "c"), ("ServiceName", "s")),
    "aws_instance": (("InstanceId", "i-0123456789abcdef0"),),
    "aws_rds_cluster": (("DBClusterIdentifier", "c"),),
    "aws_rds_cluster_instance": (("DBInstanceIdentifier", "e"),),
}


def test_the_policy_allows_each_call_that_is_made_and_no_other(tmp_path: Path) -> None:
    """Discovery and description make every call it names, beside the pull and the caller."""
    heard: set[str] = set()
    client = listening(heard)
    discover(read(tmp_path, EVERYTHING), client, "eu-west-1", ACCOUNT)
    things = [
        Bound(f"{type_}.x", type_, "eu-west-1", ACCOUNT, dimensions)
        for type_, dimensions in NAMES.items()
    ]
    describe(things, client, "eu-west-1")
    statements = json.loads(POLICY.read_text("utf-8"))["Statement"]
    listed = [one["Action"] for one in statements]
    allowed = {action for item in listed for action in ([item] if isinstance(item, str) else item)}
    assert allowed == heard | {"cloudwatch:GetMetricData", "sts:GetCallerIdentity"}
    assert {one["Effect"] for one in statements} == {"Allow"}


def test_what_runs_is_described_under_the_names_of_its_arguments(moto: str) -> None:
    """A group as it stands, an alarm with its settings and state; what is refused is told."""
    groups = boto3.client("autoscaling", region_name="eu-west-1", endpoint_url=moto)
    groups.create_launch_configuration(
        LaunchConfigurationName="l", ImageId="ami-12c6146b", InstanceType="t3.small"
    )
    groups.create_auto_scaling_group(
        AutoScalingGroupName="g",
        LaunchConfigurationName="l",
        MinSize=0,
        MaxSize=4,
        DesiredCapacity=2,
        AvailabilityZones=["eu-west-1a"],
    )
    watch = boto3.client("cloudwatch", region_name="eu-west-1", endpoint_url=moto)
    watch.put_metric_alarm(
        AlarmName="busy",
        Namespace="AWS/EC2",
        MetricName="CPUUtilization",
        Statistic="Average",
        Period=60,
        EvaluationPeriods=3,
        Threshold=80.0,
        ComparisonOperator="GreaterThanThreshold",
        Dimensions=[{"Name": "AutoScalingGroupName", "Value": "g"}],
    )
    client, _ = clients(endpoint=moto, attempts=1)
    group = Bound(
        "aws_autoscaling_group.g",
        "aws_autoscaling_group",
        "eu-west-1",
        "",
        NAMES["aws_autoscaling_group"],
    )
    found = describe([group], client, "eu-west-1")
    seen = found.values["aws_autoscaling_group.g"]
    assert (seen["min_size"], seen["max_size"], seen["desired_capacity"]) == (0, 4, 2)
    assert found.regions == ("eu-west-1",)
    (alarm,) = found.alarms
    assert (alarm.name, alarm.values["threshold"], alarm.values["period"]) == ("busy", 80, 60)
    assert alarm.dimensions == (("AutoScalingGroupName", "g"),)
    assert alarm.rang is None
