"""What the loss of a whole region means: what goes on elsewhere, and what somebody must do."""

from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.architecture.loss import Loss
from archbench.terraform import load

HEAD = """
provider "aws" { region = "eu-west-1" }
provider "aws" {
  alias  = "far"
  region = "us-east-1"
}
"""


def table(name: str, more: str = "") -> str:
    """A table, in Ireland unless it says otherwise."""
    return f"""
resource "aws_dynamodb_table" "{name}" {{
  name         = "{name}"
  hash_key     = "k"
  billing_mode = "PAY_PER_REQUEST"
  attribute {{
    name = "k"
    type = "S"
  }}
  {more}
}}
"""


def function(name: str, more: str = "") -> str:
    """A function, in Ireland unless it says otherwise."""
    return f"""
resource "aws_iam_role" "{name}" {{
  name               = "{name}"
  assume_role_policy = "{{}}"
}}
resource "aws_lambda_function" "{name}" {{
  function_name = "{name}"
  role          = aws_iam_role.{name}.arn
  handler       = "main.run"
  runtime       = "python3.13"
  filename      = "main.zip"
  {more}
}}
"""


FAR = "provider = aws.far"


def lost(folder: Path, text: str, region: str = "eu-west-1") -> Loss:
    """What the loss of a region means."""
    (folder / "main.tf").write_text(HEAD + text)
    configuration = load(folder)
    found = drill(configuration, build(configuration))
    names = (region, f"region {region}")
    (trial,) = (one for one in (*found.zones, *found.points) if one.loss.failure.name in names)
    return trial.loss


def test_all_in_one_region_is_lost_with_it(tmp_path: Path) -> None:
    """Nothing is elsewhere."""
    found = lost(tmp_path, table("orders") + function("pay"))
    assert (found.outcome, found.reasons) == (
        "down",
        ("everything stands in eu-west-1, and no failover record leads elsewhere",),
    )


@pytest.mark.parametrize(
    ("replicas", "kept"),
    [
        (("eu-central-1",), "eu-central-1"),
        (("us-west-2", "eu-central-1"), "eu-central-1 and us-west-2"),
    ],
)
def test_copies_that_a_store_keeps_elsewhere_are_named(
    tmp_path: Path, replicas: tuple[str, ...], kept: str
) -> None:
    """They serve nobody by themselves."""
    blocks = "\n".join(f'replica {{ region_name = "{name}" }}' for name in replicas)
    found = lost(tmp_path, table("orders", blocks) + function("pay"))
    assert found.outcome == "down"
    assert found.reasons == (
        f"all that works stands in eu-west-1; copies of DynamoDB table orders stand in {kept}",
    )


def test_what_needs_nothing_of_a_lost_region_goes_on(tmp_path: Path) -> None:
    """Each of two regions with its own; what is lost is named, the first few of many."""
    found = lost(tmp_path, function("near") + function("far", FAR))
    assert (found.outcome, found.reasons) == (
        "degraded",
        ("lost in eu-west-1: Lambda function near; us-east-1 goes on",),
    )
    many = "".join(function(f"near{index}") for index in range(5)) + function("far", FAR)
    assert lost(tmp_path, many).reasons == (
        (
            "lost in eu-west-1: Lambda function near0, Lambda function near1, "
            "Lambda function near2 and 2 more; us-east-1 goes on"
        ),
    )


def writes(name: str) -> str:
    """A function may write to the table of orders."""
    return f"""
resource "aws_iam_role_policy" "{name}" {{
  role   = aws_iam_role.{name}.id
  policy = jsonencode({{ Statement = [
    {{ Effect = "Allow", Action = "dynamodb:PutItem", Resource = aws_dynamodb_table.orders.arn }}
  ] }})
}}
"""


def test_who_asks_within_a_lost_region_leads_nobody_into_it(tmp_path: Path) -> None:
    """Only what stands in no region is a way in to another one."""
    text = table("orders") + function("near") + writes("near") + function("far", FAR)
    assert lost(tmp_path, text).reasons == (
        "lost in eu-west-1: DynamoDB table orders and Lambda function near; us-east-1 goes on",
    )


def test_what_needs_what_is_lost_goes_down_with_it(tmp_path: Path) -> None:
    """A function of the other region writes to the table of this one."""
    text = table("orders") + function("far", FAR) + writes("far")
    found = lost(tmp_path, text)
    assert (found.outcome, found.reasons) == (
        "down",
        ("far in us-east-1 needs orders, lost in eu-west-1",),
    )
    other = lost(tmp_path, text, "us-east-1")
    assert other.outcome == "down"
    assert other.reasons == (
        (
            "all that serves stands in us-east-1; what stands in eu-west-1 serves nobody by "
            "itself: DynamoDB table orders"
        ),
    )


COPY = """
resource "aws_db_instance" "books" {
  provider          = aws.far
  identifier        = "books"
  engine            = "postgres"
  instance_class    = "db.t4g.small"
  allocated_storage = 20
  username          = "u"
  password          = "p"
}
resource "aws_db_instance" "copy" {
  identifier          = "copy"
  instance_class      = "db.t4g.small"
  replicate_source_db = aws_db_instance.books.arn
}
"""


def test_a_region_of_copies_alone_is_missed_less(tmp_path: Path) -> None:
    """Beside a copy something else may stand there, and then that is lost."""
    far = function("far", FAR)
    assert lost(tmp_path, COPY + far).reasons == (
        "only copies stand in eu-west-1: RDS instance copy; us-east-1 goes on",
    )
    assert lost(tmp_path, COPY + far + function("near")).reasons == (
        "lost in eu-west-1: RDS instance copy and Lambda function near; us-east-1 goes on",
    )


def test_stores_alone_go_on(tmp_path: Path) -> None:
    """Nothing served before, so nothing that served is missed."""
    text = table("near") + table("far", FAR)
    found = lost(tmp_path, text)
    assert (found.outcome, found.reasons) == (
        "degraded",
        ("lost in eu-west-1: DynamoDB table near; us-east-1 goes on",),
    )


def in_zones(name: str, zones: str, more: str = "") -> str:
    """A server of files, and a service that nobody asks, in a subnet of each of these zones."""
    return f"""
resource "aws_vpc" "{name}" {{
  cidr_block = "10.0.0.0/16"
  {more}
}}
resource "aws_subnet" "{name}" {{
  for_each          = toset({zones})
  vpc_id            = aws_vpc.{name}.id
  cidr_block        = "10.0.0.0/24"
  availability_zone = each.key
  {more}
}}
resource "aws_transfer_server" "{name}" {{
  endpoint_type = "VPC"
  endpoint_details {{
    vpc_id     = aws_vpc.{name}.id
    subnet_ids = [for subnet in aws_subnet.{name} : subnet.id]
  }}
  {more}
}}
resource "aws_ecs_task_definition" "{name}" {{
  family                = "{name}"
  container_definitions = "[]"
  {more}
}}
resource "aws_ecs_service" "{name}" {{
  name            = "{name}"
  desired_count   = 2
  launch_type     = "FARGATE"
  task_definition = aws_ecs_task_definition.{name}.arn
  network_configuration {{
    subnets = [for subnet in aws_subnet.{name} : subnet.id]
  }}
  {more}
}}
"""


ASKED = """
resource "aws_sqs_queue" "NAME" {
  name = "NAME"
  MORE
}
resource "aws_lambda_event_source_mapping" "NAME" {
  event_source_arn = aws_sqs_queue.NAME.arn
  function_name    = aws_lambda_function.NAME.arn
  MORE
}
resource "aws_lambda_function_url" "NAME" {
  function_name      = aws_lambda_function.NAME.function_name
  authorization_type = "NONE"
  MORE
}
resource "aws_apigatewayv2_api" "NAME" {
  name          = "NAME"
  protocol_type = "HTTP"
  target        = aws_lambda_function.NAME.invoke_arn
  MORE
}
"""


def parts_left(folder: Path, text: str, zone: str) -> dict[str, str]:
    """What the loss of a zone means for each part that stands in zones, by address."""
    (folder / "main.tf").write_text(HEAD + text)
    configuration = load(folder)
    found = drill(configuration, build(configuration))
    (trial,) = (one for one in found.zones if one.loss.failure.name == zone)
    return {part.address: part.outcome for part in trial.loss.parts}


def test_what_answers_in_another_region_does_the_work_of_nothing_lost_here(tmp_path: Path) -> None:
    """The clients of Ireland are led to no server, and asked for by no function, of Virginia."""
    far = in_zones("far", '["us-east-1a", "us-east-1b"]', FAR)
    asked = function("there", FAR) + ASKED.replace("NAME", "there").replace("MORE", FAR)
    near = in_zones("near", '["eu-west-1a"]')
    assert parts_left(tmp_path, near + far + asked, "eu-west-1a") == {
        "aws_transfer_server.near": "down",
        "aws_ecs_service.near": "down",
    }
    beside = near + in_zones("second", '["eu-west-1b", "eu-west-1c"]')
    asked = function("here") + ASKED.replace("NAME", "here").replace("MORE", "")
    assert parts_left(tmp_path, beside + asked, "eu-west-1a") == {
        "aws_transfer_server.near": "degraded",
        "aws_ecs_service.near": "degraded",
        "aws_transfer_server.second": "survives",
        "aws_ecs_service.second": "survives",
    }


def test_what_answers_alone_in_its_zone_is_a_part_where_another_region_goes_on(
    tmp_path: Path,
) -> None:
    """That all of it is down is the one verdict on the zone; alone it is down."""
    near = in_zones("near", '["eu-west-1a"]')
    far = in_zones("far", '["us-east-1a", "us-east-1b"]', FAR)
    why = "standing in eu-west-1a alone: ECS service near and Transfer server near"
    for text, expected in (
        (near + far, ("degraded", (f"{why}; us-east-1 goes on",))),
        (near, ("down", (why,))),
    ):
        loss = lost(tmp_path, text, "eu-west-1a")
        assert (loss.outcome, loss.reasons) == expected
