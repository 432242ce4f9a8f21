"""What a review says of a change, each part against what is known of the two sides."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from archbench.cost.money import dollars
from archbench.review.comment import as_comment, headline
from archbench.review.document import as_code_scanning, as_json
from archbench.review.places import Places
from tests.review.repository import DAY, reviewed

PROVIDER = 'provider "aws" {\n  region = "us-east-1"\n}\n'
NETWORK = (
    PROVIDER
    + """
variable "gateways" {
  default = 2
}
variable "world" {
  default = "10.0.0.0/8"
}
locals {
  zones = ["us-east-1a", "us-east-1b"]
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_subnet" "public" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${count.index}.0/24"
  availability_zone = local.zones[count.index]
}
resource "aws_subnet" "app" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${count.index + 10}.0/24"
  availability_zone = local.zones[count.index]
}
resource "aws_eip" "out" {
  count  = var.gateways
  domain = "vpc"
}
resource "aws_nat_gateway" "out" {
  count         = var.gateways
  subnet_id     = aws_subnet.public[count.index].id
  allocation_id = aws_eip.out[count.index].id
}
resource "aws_route_table" "app" {
  count  = 2
  vpc_id = aws_vpc.main.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.out[count.index % var.gateways].id
  }
}
resource "aws_route_table_association" "app" {
  count          = 2
  subnet_id      = aws_subnet.app[count.index].id
  route_table_id = aws_route_table.app[count.index].id
}
resource "aws_security_group" "app" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = [var.world]
  }
}
resource "aws_launch_template" "app" {
  image_id               = "ami-1"
  instance_type          = "m5.large"
  vpc_security_group_ids = [aws_security_group.app.id]
}
resource "aws_autoscaling_group" "app" {
  min_size            = 4
  max_size            = 8
  desired_capacity    = 4
  vpc_zone_identifier = aws_subnet.app[*].id
  launch_template {
    id = aws_launch_template.app.id
  }
}
"""
)
SECURITY = {"requirements": ("security",)}
USAGE = """
resource_type_default_usage:
  aws_nat_gateway:
    monthly_data_processed_gb: 0
"""


def changed(text: str, *pairs: str) -> dict[str, str]:
    """One file, with each first text of a pair put in place by the second."""
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in text
        text = text.replace(old, new)
    return {"main.tf": text}


def usage(directory: Path) -> Path:
    """A file of what the gateways process, so that their cost is known on both sides."""
    place = directory / "usage.yml"
    place.write_text(USAGE)
    return place


ONE_GATEWAY = changed(NETWORK, "default = 2", "default = 1")
OPEN_TO_ALL = changed(NETWORK, '"10.0.0.0/8"', '"0.0.0.0/0"')


def test_nothing_changed_is_nothing_to_tell(tmp_path: Path) -> None:
    """Not even in words: the same files, and the same with another order and comments."""
    other = "# a comment\n" + NETWORK.replace(PROVIDER, "") + PROVIDER
    found = reviewed(tmp_path, {"main.tf": NETWORK}, {"main.tf": other}, **SECURITY)
    assert headline(found) == "no verdict changes; the same cost"
    assert not found.resources.all
    assert not found.is_worth_telling(Decimal("0.01"))
    assert not found.fails("low", Decimal(0))


def test_a_gateway_less(tmp_path: Path) -> None:
    """Its price to the cent, its address, what the loss of the zone of the other one takes now."""
    found = reviewed(tmp_path, {"main.tf": NETWORK}, ONE_GATEWAY, usage=usage(tmp_path), **SECURITY)
    assert found.cost.comparable == Decimal(730) * -(Decimal("0.045") + Decimal("0.005"))
    assert "the loss of us-east-1a takes more than before" in headline(found)
    assert headline(found).endswith("$37 less a month")
    zone, point = found.losses
    assert (zone.names, zone.before and zone.before.outcome, zone.after and zone.after.outcome) == (
        ("us-east-1a",),
        "survives",
        "degraded",
    )
    assert point.after is None
    assert set(found.resources.removed) == {"aws_eip.out[1]", "aws_nat_gateway.out[1]"}
    assert found.fails("critical", None)


def test_the_other_way_round_is_mended(tmp_path: Path) -> None:
    """And breaks no policy but that of the bill."""
    found = reviewed(tmp_path, ONE_GATEWAY, {"main.tf": NETWORK}, usage=usage(tmp_path), **SECURITY)
    assert not any(item.worse for item in found.losses if item.kind == "zone")
    assert not found.fails("low", Decimal("36.50"))
    assert found.fails("low", Decimal("36.49"))


def test_a_port_open_to_all(tmp_path: Path) -> None:
    """The control that fails newly, at its line; the other way it is mended."""
    found = reviewed(tmp_path / "a", {"main.tf": NETWORK}, OPEN_TO_ALL, **SECURITY)
    assert {item.turn for item in found.verdicts} == {"fails"}
    line = NETWORK.splitlines().index("    cidr_blocks = [var.world]") + 1
    places = {item.place for item in found.verdicts}
    assert any(place.startswith("main.tf:") for place in places)
    assert abs(min(int(place.partition(":")[2]) for place in places if place) - line) <= 5
    back = reviewed(tmp_path / "b", OPEN_TO_ALL, {"main.tf": NETWORK}, **SECURITY)
    assert {item.turn for item in back.verdicts} == {"mended"}
    assert {x.control.id for x in back.verdicts} == {x.control.id for x in found.verdicts}


def test_a_failure_of_one_more_is_new_where_others_fail_already(tmp_path: Path) -> None:
    """The control failed before; what it fails at now is told, and that alone."""
    second = (
        OPEN_TO_ALL["main.tf"].replace("2\n", "2\n")
        + """
resource "aws_security_group" "more" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 3389
    to_port     = 3389
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
"""
    )
    found = reviewed(tmp_path, OPEN_TO_ALL, {"main.tf": second}, **SECURITY)
    fails = [item for item in found.verdicts if item.turn == "fails" and item.before == "fail"]
    subjects = {answer.subject for item in fails for answer in item.answers}
    assert subjects == {"aws_security_group.more"}


def test_a_control_that_fails_at_more_does_not_fail_newly(tmp_path: Path) -> None:
    """The headline and the table say at how many more things; the comment names the first."""
    bucket = 'resource "aws_s3_bucket" "%s" {\n  bucket = "a-name-%s"\n}\n'
    one = PROVIDER + bucket % ("a", "a")
    found = reviewed(
        tmp_path,
        {"main.tf": one},
        {"main.tf": one + bucket % ("b", "b") + bucket % ("c", "c")},
        **SECURITY,
    )
    further = [item for item in found.verdicts if item.more]
    assert further
    assert {item.more for item in further} == {2}
    assert f"{len(further)} controls fail at {2 * len(further)} more things" in headline(found)
    assert "now fail" not in headline(found)
    assert "**✗&nbsp;fail**, at 2 more |" in as_comment(found, as_of=DAY)
    assert found.fails("low", None)


def test_every_verdict_that_changes_is_in_the_headline(tmp_path: Path) -> None:
    """One that can be decided now, and one that has no case any more, are changes too."""
    volume = (
        'data "aws_ebs_encryption_by_default" "here" {}\n'
        'resource "aws_ebs_volume" "a" {\n  size = 8\n  availability_zone = "us-east-1a"\n'
        "  encrypted = %s\n}\n"
    )
    asked, told = "data.aws_ebs_encryption_by_default.here.enabled", "true"
    waits = reviewed(
        tmp_path / "a",
        {"main.tf": PROVIDER + volume % asked},
        {"main.tf": PROVIDER + volume % told},
        **SECURITY,
    )
    assert {item.turn for item in waits.verdicts} == {"decided"}
    assert f"{len(waits.verdicts)} newly decided" in headline(waits)
    bucket = PROVIDER + 'resource "aws_s3_bucket" "a" {\n  bucket = "a-name-of-a-bucket"\n}\n'
    gone = reviewed(tmp_path / "b", {"main.tf": bucket}, {"main.tf": PROVIDER}, **SECURITY)
    assert f"{len(gone.verdicts)} without a case any more" in headline(gone)
    for found in (waits, gone):
        assert "no verdict changes" not in headline(found)


def test_data_that_is_gone_leads(tmp_path: Path) -> None:
    """A table that a change takes out is no detail of a fold, and always worth a comment."""
    table = """
resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  hash_key     = "id"
  billing_mode = "PAY_PER_REQUEST"
  attribute {
    name = "id"
    type = "S"
  }
}
"""
    found = reviewed(tmp_path, {"main.tf": NETWORK + table}, {"main.tf": NETWORK}, **SECURITY)
    assert found.stores_gone == ("aws_dynamodb_table.orders",)
    assert "1 store of data gone" in headline(found)
    comment = as_comment(found, as_of=DAY)
    line = "- **Held data and is not in the configuration any more:** `aws_dynamodb_table.orders`"
    assert line in comment.partition("<details>")[0]
    assert found.is_worth_telling(Decimal(1000))


def test_what_terraform_refuses_leads(tmp_path: Path) -> None:
    """A line for each, with where it stands; what was refused before too is told as that."""
    names = "locals {\n  names = {}\n}\n"
    wrong = PROVIDER + names + 'resource "aws_sqs_queue" "a" {\n  name = local.names["a"]\n}\n'
    more = 'resource "aws_sqs_queue" "b" {\n  name = local.names["b"]\n}\n'
    worse = f"# moved\n{wrong}{more}"
    found = reviewed(tmp_path, {"main.tf": wrong}, {"main.tf": worse}, **SECURITY)
    assert [before for _, before in found.refused] == [True, False]
    assert headline(found).startswith("2 problems that Terraform refuses")
    lines = as_comment(found, as_of=DAY).splitlines()
    new, old = (line for line in lines if line.startswith("> Terraform refuses"))
    assert new.startswith("> Terraform refuses: `main.tf:12`, ")
    assert old.startswith("> Terraform refuses on both sides: `main.tf:9`, ")
    assert found.is_worth_telling(Decimal(1000))
    assert not reviewed(
        tmp_path / "same", {"main.tf": wrong}, {"main.tf": wrong}, **SECURITY
    ).is_worth_telling(Decimal(1))


def test_money_is_rounded_as_everywhere(tmp_path: Path) -> None:
    """Half a cent up, in the comment as in every other answer."""
    made = reviewed(tmp_path, {"main.tf": PROVIDER}, {"main.tf": NETWORK}, usage=usage(tmp_path))
    total = made.after.estimate.total_monthly
    assert f"**{dollars(total).removeprefix('$')}**" in as_comment(made, as_of=DAY)


def test_what_is_gone_with_charges_that_waited_is_a_saving_at_least(tmp_path: Path) -> None:
    """A key and its requests, of unknown number: the headline and the total have the bound."""
    key = 'resource "aws_kms_key" "k" {}\n'
    disk = (
        'resource "aws_ebs_volume" "d" {\n  size              = 50\n  type              = "gp3"\n'
        '  availability_zone = "us-east-1a"\n}\n'
    )
    found = reviewed(tmp_path, {"main.tf": PROVIDER + disk + key}, {"main.tf": PROVIDER + disk})
    assert "at least $1.00 less a month" in headline(found)
    said = as_comment(found, as_of=DAY)
    assert "cannot be compared" not in said
    assert "**at most −1.00** |" in said
    assert "A line without a change" not in said


def test_no_amount_says_why(tmp_path: Path) -> None:
    """A stack whose provider names no region has no price, and the reader hears what to do."""
    queue = 'resource "aws_instance" "a" {\n  ami = "ami-1"\n  instance_type = "m5.large"\n}\n'
    found = reviewed(tmp_path, {"main.tf": queue}, {"main.tf": queue + "# more\n"}, environ={})
    assert headline(found).endswith("no amount can be told")
    assert "has an amount: " in as_comment(found, as_of=DAY)
    assert "give --region" in as_comment(found, as_of=DAY)


def test_what_moved_is_the_same(tmp_path: Path) -> None:
    """By a moved block, and by a count of one."""
    moved = changed(
        OPEN_TO_ALL["main.tf"],
        'resource "aws_security_group" "app" {',
        "moved {\n  from = aws_security_group.app\n  to   = aws_security_group.web\n}\n"
        'resource "aws_security_group" "web" {',
        "aws_security_group.app.id",
        "aws_security_group.web.id",
    )
    found = reviewed(tmp_path, OPEN_TO_ALL, moved, **SECURITY)
    assert not found.verdicts
    assert not found.resources.added
    assert not found.resources.removed


def test_what_is_gone_is_not_mended(tmp_path: Path) -> None:
    """A bucket that failed and is there no more has passed nothing."""
    bucket = PROVIDER + 'resource "aws_s3_bucket" "a" {\n  bucket = "a-name-of-a-bucket"\n}\n'
    found = reviewed(tmp_path, {"main.tf": bucket}, {"main.tf": PROVIDER}, **SECURITY)
    assert {item.turn for item in found.verdicts} == {"idle"}
    assert "mended" not in headline(found)


def test_a_module_that_is_not_read_leads_and_is_told_once(tmp_path: Path) -> None:
    """One cause, one line: not one for each control that waits for it."""
    module = NETWORK + 'module "cache" {\n  source = "example/cache/aws"\n}\n'
    found = reviewed(tmp_path, {"main.tf": NETWORK}, {"main.tf": module}, **SECURITY)
    assert headline(found).startswith("1 part not read")
    comment = as_comment(found, as_of=DAY)
    assert comment.count("archbench get") == 1
    assert "controls cannot be decided any more: they wait for `module.cache`." in comment
    assert "not comparable" not in headline(found)
    assert found.is_worth_telling(Decimal(1000))


def test_what_cannot_be_counted_on_one_side_is_neither_gone_nor_cheaper(tmp_path: Path) -> None:
    """In a module or not, with whatever keys: nobody knows whether it is the same."""
    volume = (
        'resource "aws_ebs_volume" "v" {\n  availability_zone = "eu-west-1a"\n  size = 100\n%s}\n'
    )
    many = 'variable "n" {\n  type = number\n}\n'
    counted = PROVIDER + many + volume % "  count = 2\n"
    unknown = PROVIDER + many + volume % "  count = var.n\n"
    module = PROVIDER + many + 'module "m" {\n  source = "./m"\n  count = %s\n}\n'
    inside = {"m/main.tf": volume % ""}
    for before, after in (
        ({"main.tf": counted}, {"main.tf": unknown}),
        ({"main.tf": module % "2", **inside}, {"main.tf": module % "var.n", **inside}),
    ):
        found = reviewed(tmp_path, before, after, variables=(("unknown", "n"),))
        assert found.stores_gone == ()
        assert "a month" not in headline(found)
        assert headline(found).startswith("1 part of unknown number")
        assert "No figure here counts it." in as_comment(found, as_of=DAY)


def test_data_sources_of_unknown_number_are_no_part_that_was_not_read(tmp_path: Path) -> None:
    """They make nothing: no figure and no verdict stands without them."""
    asked = 'data "aws_vpcs" "all" {}\n'
    each = 'data "aws_vpc" "each" {\n  count = length(data.aws_vpcs.all.ids)\n}\n'
    found = reviewed(tmp_path, {"main.tf": NETWORK}, {"main.tf": NETWORK + asked + each})
    assert found.not_read == ()
    assert "not read" not in headline(found)


def test_what_was_unread_before_too_is_said_so(tmp_path: Path) -> None:
    """And is no news by itself."""
    module = NETWORK + 'module "cache" {\n  source = "example/cache/aws"\n}\n'
    found = reviewed(tmp_path, {"main.tf": module}, {"main.tf": module + "\n"}, **SECURITY)
    assert "> Not read on both sides: `module.cache`" in as_comment(found, as_of=DAY)
    assert not found.is_worth_telling(Decimal(1))


def test_what_a_change_reaches(tmp_path: Path) -> None:
    """Who leads to a function that changes, and the data behind it."""
    stack = (
        PROVIDER
        + """
resource "aws_sqs_queue" "orders" {}
resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  hash_key     = "id"
  billing_mode = "PAY_PER_REQUEST"
  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_iam_role" "work" {
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "work" {
  role   = aws_iam_role.work.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "dynamodb:PutItem"
      Resource = aws_dynamodb_table.orders.arn
    }]
  })
}
resource "aws_lambda_function" "work" {
  function_name = "work"
  role          = aws_iam_role.work.arn
  runtime       = "python3.13"
  handler       = "a.b"
  filename      = "a.zip"
  memory_size   = 128
  environment {
    variables = { TABLE = aws_dynamodb_table.orders.name }
  }
}
resource "aws_lambda_event_source_mapping" "work" {
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = aws_lambda_function.work.arn
}
"""
    )
    found = reviewed(tmp_path, {"main.tf": stack}, changed(stack, "= 128", "= 256"))
    (part,) = [item for item in found.reached if item.address == "aws_lambda_function.work"]
    assert "aws_sqs_queue.orders" in part.by or "aws_sqs_queue.orders" in part.to
    assert part.stores == ("aws_dynamodb_table.orders",)
    assert found.resources.changed == {"aws_lambda_function.work": ("memory_size",)}


def plan(actions: list[str]) -> Mapping[str, Any]:
    """A plan that makes one bucket anew."""
    bucket = {
        "address": "aws_s3_bucket.a",
        "mode": "managed",
        "type": "aws_s3_bucket",
        "name": "a",
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "schema_version": 0,
        "values": {"bucket": "a-name"},
    }
    change = {"actions": actions, "before": {}, "after": {"bucket": "a-name"}, "after_unknown": {}}
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": [bucket]}},
        "resource_changes": [{**bucket, "change": change}],
        "configuration": {"root_module": {}},
    }


@pytest.mark.parametrize(
    ("actions", "replaced", "stops"),
    [
        (["delete", "create"], ("aws_s3_bucket.a",), ("aws_s3_bucket.a",)),
        (["create", "delete"], ("aws_s3_bucket.a",), ()),
        (["update"], (), ()),
    ],
)
def test_what_a_plan_makes_anew(
    tmp_path: Path, actions: list[str], replaced: tuple[str, ...], stops: tuple[str, ...]
) -> None:
    """And whether the old one is gone before the new one is there."""
    from archbench.review import ReviewInput, read, review  # noqa: PLC0415

    sides = []
    for name, found in (("before", ["no-op"]), ("after", actions)):
        place = tmp_path / f"{name}.json"
        place.write_text(json.dumps(plan(found)))
        sides.append(read(place, name, ReviewInput(as_of=DAY, requirements=("security",))))
    touched = review(*sides).resources
    assert (touched.replaced, touched.stops) == (replaced, stops)


def test_the_json_has_what_the_comment_says(tmp_path: Path) -> None:
    """With money as exact text."""
    found = reviewed(tmp_path, {"main.tf": NETWORK}, ONE_GATEWAY, usage=usage(tmp_path), **SECURITY)
    document = json.loads(as_json(found, as_of=DAY))
    assert document["answer"] == headline(found)
    assert Decimal(document["cost"]["difference_monthly"]) == Decimal("-36.5")
    assert document["losses"][0]["worse"] is True
    assert document["resources"]["removed"] == ["aws_eip.out[1]", "aws_nat_gateway.out[1]"]


def test_code_scanning_gets_what_is_new_alone(tmp_path: Path) -> None:
    """What failed before is no finding of this change."""
    bucket = 'resource "aws_s3_bucket" "a" {\n  bucket = "a-name-of-a-bucket"\n}\n'
    before = {"main.tf": NETWORK + bucket}
    after = {"main.tf": OPEN_TO_ALL["main.tf"] + bucket}
    found = reviewed(tmp_path, before, after, **SECURITY)
    (run,) = json.loads(as_code_scanning(found))["runs"]
    said = {result["ruleId"] for result in run["results"]}
    assert said == {item.control.id for item in found.verdicts if item.turn == "fails"}
    assert all(result["locations"] for result in run["results"])


def test_a_name_cannot_steer_the_comment(tmp_path: Path) -> None:
    """Names of things are text, whatever stands in them."""
    hostile = (
        PROVIDER
        + """
resource "aws_s3_bucket" "a" {
  for_each = toset(["x|y`<script>alert(1)</script>**", "@everyone\\n# head"])
  bucket   = "a-name"
}
"""
    )
    found = reviewed(tmp_path, {"main.tf": PROVIDER}, {"main.tf": hostile}, **SECURITY)
    comment = as_comment(found, as_of=DAY)
    outside = "".join(comment.replace("\\`", "").split("`")[::2])
    assert "<script>" not in outside
    assert "\n# head" not in comment


@pytest.mark.parametrize(
    ("inside", "place", "text"),
    [
        ("infra/a", "main.tf:3", "[`main.tf:3`](https://example.com/blob/c/infra/a/main.tf#L3)"),
        (
            "infra/a",
            "../m/x.tf:1",
            "[`infra/m/x.tf:1`](https://example.com/blob/c/infra/m/x.tf#L1)",
        ),
        ("", "a b.tf:2", "[`a b.tf:2`](https://example.com/blob/c/a%20b.tf#L2)"),
        ("", "../out.tf:2", "`../out.tf:2`"),
        ("infra/a", "", ""),
    ],
)
def test_a_place_is_a_link_into_the_repository(inside: str, place: str, text: str) -> None:
    """And never one out of it."""
    assert Places(inside, "https://example.com/blob/c/")(place) == text
