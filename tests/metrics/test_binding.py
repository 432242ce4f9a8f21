"""What runs is bound by what it is, not by what an output is called; what is not, is listed."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from archbench.aws.dimensions import DIMENSIONS
from archbench.metrics.alive import NOTHING, Alive, from_outputs, from_state
from archbench.metrics.binding import Bound, bind, faces
from archbench.metrics.catalogue import catalogue
from archbench.metrics.forms import recognised
from archbench.metrics.identity import special
from archbench.metrics.queries import queries_of
from archbench.terraform import load
from archbench.terraform.configuration import Configuration

WEB = """
provider "aws" { region = "eu-west-1" }
resource "aws_lb" "front" {
  for_each = toset(["in", "out"])
  name     = "front-${each.key}"
  subnets  = ["subnet-1"]
}
resource "aws_lb_target_group" "app" {
  for_each = aws_lb.front
  name     = "app-${each.key}"
  port     = 80
  protocol = "HTTP"
  vpc_id   = "vpc-1"
}
resource "aws_lb_listener" "http" {
  for_each          = aws_lb.front
  load_balancer_arn = each.value.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app[each.key].arn
  }
}
resource "aws_nat_gateway" "way" {
  count     = 2
  subnet_id = "subnet-1"
}
output "anything" { value = { for key, one in aws_lb.front : key => one.arn_suffix } }
output "and_more" { value = [for one in aws_lb_target_group.app : one.arn] }
output "ways" { value = aws_nat_gateway.way[*].id }
"""
ARN = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:"


def read(directory: Path, text: str) -> Configuration:
    """The configuration of one file."""
    (directory / "main.tf").write_text(text, encoding="utf-8")
    return load(directory)


def state(directory: Path, **resources: Mapping[str, object]) -> Configuration:
    """A state with these resources; of each TYPE__NAME its values."""
    document = {
        "format_version": "1.0",
        "terraform_version": "1.11.4",
        "values": {
            "root_module": {
                "resources": [
                    {
                        "address": key.replace("__", "."),
                        "mode": "managed",
                        "type": key.partition("__")[0],
                        "name": key.partition("__")[2],
                        "provider_name": "registry.terraform.io/hashicorp/aws",
                        "schema_version": 0,
                        "values": values,
                        "sensitive_values": {},
                    }
                    for key, values in resources.items()
                ]
            }
        },
    }
    path = directory / "state.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return load(path)


def named(bound: tuple[Bound, ...]) -> dict[str, list[dict[str, str]]]:
    """The sets of dimensions of each address."""
    found: dict[str, list[dict[str, str]]] = {}
    for item in bound:
        found.setdefault(item.address, []).append(dict(item.dimensions))
    return found


def test_outputs_of_any_names_bind_two_balancers_each_with_its_own_groups(tmp_path: Path) -> None:
    """The configuration says what an output is made of; a target group is that of its listener."""
    configuration = read(tmp_path, WEB)
    outputs = {
        "anything": {"value": {"in": "app/front-in/11aa", "out": "app/front-out/22bb"}},
        "and_more": {"value": [f"{ARN}targetgroup/app-{key}/33cc" for key in ("in", "out")]},
        "ways": {"value": ["nat-one", "nat-two"]},
    }
    bound, unbound = bind(configuration, from_outputs(configuration, outputs))
    assert unbound == ()
    assert named(bound) == {
        'aws_lb.front["in"]': [{"LoadBalancer": "app/front-in/11aa"}],
        'aws_lb.front["out"]': [{"LoadBalancer": "app/front-out/22bb"}],
        'aws_lb_target_group.app["in"]': [
            {"LoadBalancer": "app/front-in/11aa", "TargetGroup": "targetgroup/app-in/33cc"}
        ],
        'aws_lb_target_group.app["out"]': [
            {"LoadBalancer": "app/front-out/22bb", "TargetGroup": "targetgroup/app-out/33cc"}
        ],
        "aws_nat_gateway.way[0]": [{"NatGatewayId": "nat-one"}],
        "aws_nat_gateway.way[1]": [{"NatGatewayId": "nat-two"}],
    }
    assert {item.region for item in bound} == {"eu-west-1"}
    assert bound[0].source == 'output "anything"'


def test_without_a_word_of_what_runs_it_is_listed_with_its_reason(tmp_path: Path) -> None:
    """An id that AWS makes is in no configuration."""
    bound, unbound = bind(read(tmp_path, WEB))
    assert bound == ()
    assert [item.address for item in unbound] == [
        'aws_lb.front["in"]',
        'aws_lb.front["out"]',
        'aws_lb_target_group.app["in"]',
        'aws_lb_target_group.app["out"]',
        "aws_nat_gateway.way[0]",
        "aws_nat_gateway.way[1]",
    ]
    assert unbound[0].reason == "its arn_suffix is known only once it stands"


def test_an_output_nobody_declared_is_told_by_its_form(tmp_path: Path) -> None:
    """One balancer of that name is the one; of two gateways an id tells neither."""
    configuration = read(tmp_path, WEB)
    outputs = {
        "x": f"{ARN}loadbalancer/app/front-in/11aa",
        "y": ["nat-0aa11bb22cc33dd44"],
        "z": "no identity at all",
        "key": "3f1b7c1e-1111-2222-3333-444455556666",
        "masked": {"value": "app/front-out/22bb", "sensitive": True},
    }
    alive = from_outputs(configuration, outputs)
    bound, unbound = bind(configuration, alive)
    assert named(bound) == {
        'aws_lb.front["in"]': [{"LoadBalancer": "app/front-in/11aa"}],
        "": [{"NatGatewayId": "nat-0aa11bb22cc33dd44"}],
    }
    assert 'aws_lb.front["out"]' in {item.address for item in unbound}
    assert dict(alive.unused) == {
        'output "z"': "nothing that is measured is told by its value",
        'output "key"': "nothing that is measured is told by its value",
        'output "masked"': "it is sensitive",
    }


def test_the_seven_old_names_work_without_a_configuration() -> None:
    """A plain name is that of what its output always meant."""
    nothing = Configuration("", ())
    outputs = {
        "alb_arn_suffix": "app/alb/1",
        "target_group_arn_suffixes": {"blue": "targetgroup/b/1", "green": "targetgroup/g/1"},
        "blue_asg_name": "blue",
        "green_asg_name": "green",
        "aurora_cluster_identifier": "aurora",
        "nat_gateway_ids": ["nat-a", "nat-b"],
        "health_check_id": "check",
    }
    bound, unbound = bind(nothing, from_outputs(nothing, outputs))
    assert unbound == ()
    assert {tuple(item.dimensions) for item in bound} == {
        (("LoadBalancer", "app/alb/1"),),
        (("LoadBalancer", "app/alb/1"), ("TargetGroup", "targetgroup/b/1")),
        (("LoadBalancer", "app/alb/1"), ("TargetGroup", "targetgroup/g/1")),
        (("AutoScalingGroupName", "blue"),),
        (("AutoScalingGroupName", "green"),),
        (("DBClusterIdentifier", "aurora"),),
        (("DBClusterIdentifier", "aurora"), ("Role", "READER")),
        (("DBClusterIdentifier", "aurora"), ("Role", "WRITER")),
        (("HealthCheckId", "check"),),
        (("NatGatewayId", "nat-a"),),
        (("NatGatewayId", "nat-b"),),
    }


def test_a_state_says_what_stands_and_what_does_not(tmp_path: Path) -> None:
    """A name is no identity of what was never applied; what only the state has is bound as well."""
    configuration = read(
        tmp_path,
        """
        resource "aws_sqs_queue" "old" { name = "old" }
        resource "aws_sqs_queue" "new" { name = "new" }
        """,
    )
    arn = "arn:aws:sqs:eu-west-3:123456789012:"
    known = state(
        tmp_path,
        aws_sqs_queue__old={"name": "old", "arn": f"{arn}old"},
        aws_sqs_queue__gone={"name": "gone", "arn": f"{arn}gone"},
    )
    bound, unbound = bind(configuration, from_state(configuration, known))
    assert [(item.address, item.region, item.account) for item in bound] == [
        ("aws_sqs_queue.gone", "eu-west-3", "123456789012"),
        ("aws_sqs_queue.old", "eu-west-3", "123456789012"),
    ]
    assert [(item.address, item.reason) for item in unbound] == [
        ("aws_sqs_queue.new", "it is not in the state: it does not stand yet")
    ]


CLUSTERS = """
resource "aws_rds_cluster" "db" {
  for_each           = { one = 1, two = 3 }
  cluster_identifier = each.key
  engine             = "aurora-postgresql"
}
resource "aws_rds_cluster_instance" "one" {
  cluster_identifier = aws_rds_cluster.db["one"].id
  identifier         = "one-a"
  instance_class     = "db.r6g.large"
  engine             = "aurora-postgresql"
}
resource "aws_rds_cluster_instance" "two" {
  count              = 3
  cluster_identifier = aws_rds_cluster.db["two"].id
  identifier         = "two-${count.index}"
  instance_class     = "db.r6g.large"
  engine             = "aurora-postgresql"
}
resource "aws_autoscaling_group" "any" {
  count    = 5
  name     = "group-${count.index}"
  min_size = 1
  max_size = 2
}
"""


def test_two_clusters_one_without_a_reader_and_five_groups(tmp_path: Path) -> None:
    """A name in the configuration is an identity; a cluster of one instance has no reader."""
    found = named(bind(read(tmp_path, CLUSTERS))[0])
    roles = {
        address: [item.get("Role") for item in found[address]]
        for address in ('aws_rds_cluster.db["one"]', 'aws_rds_cluster.db["two"]')
    }
    assert roles == {
        'aws_rds_cluster.db["one"]': [None, "WRITER"],
        'aws_rds_cluster.db["two"]': [None, "READER", "WRITER"],
    }
    groups = [address for address in found if address.startswith("aws_autoscaling_group")]
    assert len(groups) == 5


def test_queries_carry_the_address_and_the_region_they_are_asked_in(tmp_path: Path) -> None:
    """A health check of a stack in Paris is asked of us-east-1, its queue of Paris."""
    text = """
    provider "aws" { region = "eu-west-3" }
    resource "aws_sqs_queue" "q" { name = "q" }
    resource "aws_route53_health_check" "h" { type = "TCP" }
    """
    configuration = read(tmp_path, text)
    alive = Alive({"aws_route53_health_check.h": {"id": "check"}})
    asked = queries_of(bind(configuration, alive)[0])
    assert {(query.address, query.region) for query in asked} == {
        ("aws_sqs_queue.q", "eu-west-3"),
        ("aws_route53_health_check.h", "us-east-1"),
    }


def test_services_that_need_more_than_a_name(tmp_path: Path) -> None:
    """A service is known with its cluster, a domain with its account, a broker by its number."""
    text = """
    provider "aws" { region = "us-west-2" }
    resource "aws_ecs_cluster" "c" { name = "shop" }
    resource "aws_ecs_service" "s" {
      name    = "cart"
      cluster = aws_ecs_cluster.c.id
    }
    resource "aws_opensearch_domain" "d" { domain_name = "logs" }
    resource "aws_sfn_state_machine" "m" {
      name       = "close"
      role_arn   = "arn:aws:iam::123456789012:role/r"
      definition = "{}"
    }
    resource "aws_wafv2_web_acl" "w" {
      name  = "w"
      scope = "REGIONAL"
      default_action {
        allow {}
      }
      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "shop"
        sampled_requests_enabled   = true
      }
    }
    """
    configuration = read(tmp_path, text)
    found = named(bind(configuration, Alive(account="123456789012"))[0])
    assert found == {
        "aws_ecs_cluster.c": [{"ClusterName": "shop"}],
        "aws_ecs_service.s": [{"ClusterName": "shop", "ServiceName": "cart"}],
        "aws_opensearch_domain.d": [{"ClientId": "123456789012", "DomainName": "logs"}],
        "aws_sfn_state_machine.m": [
            {"StateMachineArn": "arn:aws:states:us-west-2:123456789012:stateMachine:close"}
        ],
        "aws_wafv2_web_acl.w": [{"Region": "us-west-2", "Rule": "ALL", "WebACL": "shop"}],
    }
    without = {item.address for item in bind(configuration, NOTHING)[1]}
    assert without == {"aws_opensearch_domain.d", "aws_sfn_state_machine.m"}


@pytest.mark.parametrize("type_", sorted({metric.type for metric in catalogue()}))
def test_every_dimension_of_the_catalogue_has_an_identity(type_: str) -> None:
    """Each is fixed, an attribute of the resource, or told from what it belongs to."""
    for face in faces(type_):
        for name, fixed in face.dimensions:
            types, attributes = DIMENSIONS.get(face.namespace, {}).get(name, ((), ()))
            held = type_ in types and bool(attributes)
            assert fixed or held or special(type_, name), (type_, name)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("arn:aws:ec2:eu-west-1:123456789012:natgateway/nat-0aa", "aws_nat_gateway"),
        ("arn:aws:lambda:eu-west-1:123456789012:function:quote", "aws_lambda_function"),
        ("arn:aws:rds:eu-west-1:123456789012:cluster:data", "aws_rds_cluster"),
        ("arn:aws:ecs:eu-west-1:123456789012:service/shop/cart", "aws_ecs_service"),
        ("arn:aws:apigateway:eu-west-1::/apis/abc", "aws_apigatewayv2_api"),
        ("net/wire/50dc6c495c0c9188", "aws_lb"),
        ("arn:aws:iam::123456789012:role/x", "aws_iam_role"),
        ("E2QWRUHAPOMQZL", None),
        ("vpc-0aa11bb22cc33dd44", None),
    ],
)
def test_a_form_tells_one_type_or_none(text: str, type_: str | None) -> None:
    """What several kinds of things are called by names none of them."""
    found = recognised(text)
    assert (found.type if found else None) == type_


GATEWAY = """
variable "peer" { default = "nat-0aaaaaaaaaaaaaaaa" }
resource "aws_nat_gateway" "own" { subnet_id = "subnet-1" }
output "peer" { value = var.peer }
"""


@pytest.mark.parametrize(
    "outputs",
    [
        {"peer": "nat-0aaaaaaaaaaaaaaaa"},
        {"one": "nat-0bbbbbbbbbbbbbbbb", "other": "nat-0cccccccccccccccc"},
    ],
)
def test_an_output_of_another_gateway_is_not_that_of_the_only_one(
    tmp_path: Path, outputs: Mapping[str, object]
) -> None:
    """What a variable passes on, and two ids for one gateway, are measured without its address."""
    configuration = read(tmp_path, GATEWAY)
    bound, unbound = bind(configuration, from_outputs(configuration, outputs))
    assert {(item.address, dict(item.dimensions)["NatGatewayId"]) for item in bound} == {
        ("", value) for value in outputs.values()
    }
    assert [item.address for item in unbound] == ["aws_nat_gateway.own"]


BROKERS = """
variable "brokers" { type = number }
variable "queue" { type = string }
resource "aws_sqs_queue" "q" { name = var.queue }
resource "aws_msk_cluster" "m" {
  cluster_name           = "m"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = var.brokers
}
"""


def test_what_is_bound_in_part_says_what_it_lacks(tmp_path: Path) -> None:
    """A cluster whose brokers nobody counted yet; an unknown name is a reason, no mistake."""
    (tmp_path / "main.tf").write_text(BROKERS, encoding="utf-8")
    unknown = (("unknown", "brokers"), ("unknown", "queue"))
    bound, unbound = bind(load(tmp_path, variables=unknown))
    assert [item.dimensions for item in bound] == [(("Cluster Name", "m"),)]
    assert [(item.address, item.reason, item.in_part) for item in unbound] == [
        (
            "aws_msk_cluster.m",
            "in part: its number_of_broker_nodes is known after apply (var.brokers)",
            True,
        ),
        ("aws_sqs_queue.q", "its name is known after apply (var.queue)", False),
    ]
