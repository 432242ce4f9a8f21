"""What each instance of a module would hold of which nobody can tell how many there are."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from archbench.hcl.values import Plain, Unknown
from archbench.terraform import load
from archbench.terraform.configuration import Configuration, Unexpanded
from archbench.terraform.session import Session

CALL = """
provider "aws" {
  region = "eu-west-1"
  default_tags { tags = { team = "shop" } }
}
variable "many" {}
resource "aws_kms_key" "shared" {}
module "shop" {
  source = "./shop"
  %s
  title = %s
  key   = aws_kms_key.shared.arn
}
output "id" { value = try(module.shop[0].id, module.shop["a"].id) }
"""
SHOP = """
variable "title" {}
variable "key" {}
variable "nat" { default = false }
data "aws_caller_identity" "me" {}
resource "aws_sqs_queue" "jobs" {
  name              = var.title
  kms_master_key_id = var.key
  delay_seconds     = 5
}
resource "aws_sqs_queue_policy" "jobs" {
  queue_url = aws_sqs_queue.jobs.id
  policy    = "{}"
}
resource "aws_nat_gateway" "none" {
  count     = var.nat ? 1 : 0
  subnet_id = "subnet-1"
}
resource "aws_sns_topic" "each" {
  for_each     = { a = "A", b = "B" }
  display_name = each.value
}
resource "aws_eip" "named" { count = var.title == 7 ? 1 : 0 }
module "inner" {
  source = "./inner"
  count  = 1
}
module "none" {
  source = "./inner"
  count  = var.nat ? 1 : 0
}
module "away" { source = "nobody/nothing/aws" }
output "id" { value = aws_sqs_queue.jobs.id }
"""
INNER = 'resource "aws_db_instance" "d" {\n  instance_class = "db.t4g.micro"\n}\n'
WAYS = [("count = var.many", "count.index"), ("for_each = var.many", "each.value.title")]


def shops(directory: Path, call: str) -> Configuration:
    """The configuration, its number of modules not known."""
    for name, text in (("", call), ("shop", SHOP), ("shop/inner", INNER)):
        (directory / name).mkdir(exist_ok=True)
        (directory / name / "main.tf").write_text(text)
    return load(directory, variables=(("unknown", "many"),), environ={})


def blocks(found: Configuration) -> Mapping[str, Unexpanded]:
    """What may be there, by address."""
    return {item.address: item for item in found.uncounted}


def told(block: Unexpanded, *names: str) -> list[Plain]:
    """What is known of attributes of what may be there; None in place of what is not."""
    assert block.like is not None
    values = [block.like.get(name) for name in names]
    return [None if isinstance(value, Unknown) else value for value in values]


@pytest.mark.parametrize("way", WAYS)
def test_what_a_module_would_hold_is_known(way: tuple[str, str], tmp_path: Path) -> None:
    """Its resources and those of modules in it, no more; the module that is elsewhere as it was."""
    found = shops(tmp_path, CALL % way)
    assert [item.address for item in found.instances] == ["aws_kms_key.shared"]
    assert [(at, item.type, item.is_one) for at, item in blocks(found).items()] == [
        ("module.shop.aws_eip.named", "aws_eip", False),
        ('module.shop.aws_sns_topic.each["a"]', "aws_sns_topic", True),
        ('module.shop.aws_sns_topic.each["b"]', "aws_sns_topic", True),
        ("module.shop.aws_sqs_queue.jobs", "aws_sqs_queue", True),
        ("module.shop.aws_sqs_queue_policy.jobs", "aws_sqs_queue_policy", True),
        ("module.shop.module.away", "module", False),
        ("module.shop.module.inner[0].aws_db_instance.d", "aws_db_instance", True),
    ]
    data = [item for item in found.unexpanded if item.is_read]
    assert [item.address for item in data] == ["module.shop.data.aws_caller_identity.me"]
    away = blocks(found)["module.shop.module.away"]
    assert (away.to_fetch, away.like) == ("nobody/nothing/aws", None)


@pytest.mark.parametrize("way", WAYS)
def test_what_does_not_differ_from_one_to_another_is_known(
    way: tuple[str, str], tmp_path: Path
) -> None:
    """What hangs on the key of the module is not, nor what is made; references say what they do."""
    found = blocks(shops(tmp_path, CALL % way))
    queue = found["module.shop.aws_sqs_queue.jobs"]
    assert told(queue, "delay_seconds", "name", "tags_all") == [5, None, {"team": "shop"}]
    assert queue.like is not None
    assert (queue.like.region, queue.like.module) == ("eu-west-1", "module.shop")
    assert queue.like.references["kms_master_key_id",] == ("aws_kms_key.shared",)
    policy = found["module.shop.aws_sqs_queue_policy.jobs"].like
    assert policy is not None
    assert policy.references["queue_url",] == ("module.shop.aws_sqs_queue.jobs",)
    assert told(found['module.shop.aws_sns_topic.each["b"]'], "display_name") == ["B"]


def test_every_block_says_why_nobody_can_count_it(tmp_path: Path) -> None:
    """By the call, which is what to count; the module that is elsewhere has a reason of its own."""
    found = shops(tmp_path, CALL % WAYS[0])
    [reason] = {item.reason for item in found.unexpanded if not item.to_fetch}
    assert reason == (
        "module.shop is of unknown number: its count depends on var.many, which --unknown leaves "
        "without a value"
    )


def test_outputs_are_not_known(tmp_path: Path) -> None:
    """There may be no such instance, as Terraform says."""
    output = shops(tmp_path, CALL % WAYS[0]).output("id")
    assert output is not None
    assert isinstance(output.value, Unknown)


def test_nobody_hears_of_a_module_that_may_not_be_there(tmp_path: Path) -> None:
    """What is wrong in every instance of it is no error where there may be none."""
    found = shops(tmp_path, CALL % ("count = var.many", '{}["no such key"]'))
    assert [item for item in found.diagnostics if item.severity == "error"] == []


def test_a_module_in_a_module_of_unknown_number(tmp_path: Path) -> None:
    """The number of the inner one is not known either: nothing of it is there for certain."""
    shops(tmp_path, CALL % WAYS[0])
    (tmp_path / "shop" / "main.tf").write_text(
        'variable "title" {}\nvariable "key" {}\noutput "id" { value = 1 }\n'
        'module "inner" {\n  source = "./inner"\n  count = var.title\n}\n'
    )
    found = blocks(load(tmp_path, variables=(("unknown", "many"),), environ={}))
    [(address, block)] = found.items()
    assert address == "module.shop.module.inner.aws_db_instance.d"
    assert block.within == "module.shop.module.inner"
    assert "module.shop is of unknown number" in block.reason
    assert told(block, "instance_class") == ["db.t4g.micro"]


def test_what_a_limit_stops_is_told_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is dropped: of each block there may be some, and nobody knows a thing of it."""
    shops(tmp_path, CALL % WAYS[0])
    monkeypatch.setenv("ARCHBENCH_MOST_INSTANCES", "2")
    environ = {"ARCHBENCH_MOST_INSTANCES": "2"}
    found = load(tmp_path, variables=(("unknown", "many"),), environ=environ)
    types = {item.type for item in found.uncounted}
    assert {"aws_sqs_queue", "aws_sqs_queue_policy", "aws_nat_gateway", "aws_db_instance"} <= types


def test_another_number_is_read_anew(tmp_path: Path) -> None:
    """Of one configuration first nobody knows how many, then two, then nobody knows again."""
    shops(tmp_path, CALL % WAYS[0])
    session = Session(tmp_path, environ={})
    unknown = (("unknown", "many"),)
    first = session.resolve(unknown)
    two = session.resolve((("var", "many=2"),))
    again = session.resolve(unknown)
    assert {item.resource for item in two.of_type("aws_sqs_queue")} == {
        "module.shop[0].aws_sqs_queue.jobs",
        "module.shop[1].aws_sqs_queue.jobs",
    }
    assert [item.address for item in two.unexpanded if not item.to_fetch] == []
    assert (again.instances, again.unexpanded) == (first.instances, first.unexpanded)
