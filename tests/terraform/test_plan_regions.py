"""Where the resources of a plan or state stand, by what it says and by nothing else."""

from typing import Any

import pytest

from archbench.hcl.values import Unknown
from archbench.terraform.plan import read_plan

TOPIC = {"address": "aws_sns_topic.t", "mode": "managed", "type": "aws_sns_topic", "name": "t"}
ZONE = {"address": "aws_route53_zone.z", "mode": "managed", "type": "aws_route53_zone", "name": "z"}
HERE = {
    "address": "data.aws_region.here",
    "mode": "data",
    "type": "aws_region",
    "name": "here",
    "values": {"id": "eu-west-1", "name": "eu-west-1"},
}
KEYED = {"provider_config_key": "aws"}


def plan(expression: Any, *read: dict[str, Any], **root: Any) -> dict[str, Any]:  # noqa: ANN401
    """A plan with a topic and a hosted zone, whose provider block has this for its region."""
    declared = [{**item, **KEYED} for item in (TOPIC, ZONE, *read)]
    return {
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": [{**TOPIC, "values": {}}]}},
        "prior_state": {"values": {"root_module": {"resources": list(read)}}},
        "configuration": {
            "provider_config": {"aws": {"expressions": {"region": expression}}},
            "root_module": {"resources": declared, **root},
        },
    }


def region(document: dict[str, Any], given: str | None = None) -> object:
    """Where the topic stands."""
    return read_plan(document, "p.json", given).by_address["aws_sns_topic.t"].region


def test_a_text_and_a_variable_say_it() -> None:
    """A variable by its value, else by its default."""
    assert region(plan({"constant_value": "eu-west-2"})) == "eu-west-2"
    by_name = {"references": ["var.region"]}
    variables = {"region": {"default": "eu-west-3"}}
    assert region(plan(by_name, variables=variables)) == "eu-west-3"
    given = {**plan(by_name, variables=variables), "variables": {"region": {"value": "sa-east-1"}}}
    assert region(given) == "sa-east-1"


@pytest.mark.parametrize("names", [["local.region"], ["var.place"], ["var.place", "var.number"]])
def test_of_another_expression_a_plan_keeps_only_names(names: list[str]) -> None:
    """A text with var.place in it is not its value; what is read there tells the region."""
    document = plan({"references": names}, variables={"place": {"default": "eu-west"}})
    found = region(document)
    assert isinstance(found, Unknown)
    assert found.origins[0].subject == names[0]
    assert region(document, "eu-west-1") == "eu-west-1"
    told = plan({"references": names}, HERE, variables={"place": {"default": "eu-west"}})
    assert region(told) == "eu-west-1"
    assert region(told, "sa-east-1") == "eu-west-1"


def test_a_data_source_that_asks_for_another_region_tells_nothing() -> None:
    """It answers for the region it names."""
    document = plan({"references": ["local.region"]}, HERE)
    (asked,) = [
        item
        for item in document["configuration"]["root_module"]["resources"]
        if item["mode"] == "data"
    ]
    asked["expressions"] = {"name": {"constant_value": "eu-west-1"}}
    assert isinstance(region(document), Unknown)


def test_what_stands_in_a_state_tells_it_where_all_agree() -> None:
    """A hosted zone has an ARN without region; two regions leave it open."""
    topic = {**TOPIC, "values": {"arn": "arn:aws:sns:eu-west-1:123456789012:t"}}
    zone = {**ZONE, "values": {"arn": "arn:aws:route53:::hostedzone/Z1"}}
    subnet = {"mode": "managed", "type": "aws_subnet", "name": "s", "address": "aws_subnet.s"}

    def of_zone(*resources: dict[str, Any]) -> object:
        root = {"root_module": {"resources": list(resources)}}
        state = read_plan({"terraform_version": "1.11.4", "values": root}, "s.json")
        return state.by_address["aws_route53_zone.z"].region

    assert of_zone(topic, zone) == "eu-west-1"
    assert of_zone(zone) is None
    there = {**subnet, "values": {"availability_zone": "us-east-1a"}}
    assert of_zone(zone, there) == "us-east-1"
    assert of_zone(topic, zone, there) is None
