"""One stack, spelled otherwise, is drawn, drilled, priced and judged the same."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.architecture.respelling import Seen, seen
from tests.terraform_cli import Terraform

HEAD = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" { region = "eu-west-1" }
"""
NETWORK = """
resource "aws_vpc" "shop" {
  cidr_block = "10.20.0.0/16"
  tags       = { Name = "shop" }
}
resource "aws_internet_gateway" "shop" {
  vpc_id = aws_vpc.shop.id
  tags   = { Name = "way-in" }
}
resource "aws_subnet" "edge" {
  count             = 2
  vpc_id            = aws_vpc.shop.id
  cidr_block        = cidrsubnet("10.20.0.0/16", 8, count.index)
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
  tags              = { Name = ["edge-a", "edge-b"][count.index] }
}
resource "aws_subnet" "work" {
  count             = 2
  vpc_id            = aws_vpc.shop.id
  cidr_block        = cidrsubnet("10.20.0.0/16", 8, 10 + count.index)
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
  tags              = { Name = ["work-a", "work-b"][count.index] }
}
resource "aws_eip" "out" { domain = "vpc" }
resource "aws_nat_gateway" "out" {
  allocation_id = aws_eip.out.id
  subnet_id     = aws_subnet.edge[0].id
  tags          = { Name = "out" }
}
resource "aws_route_table" "edge" {
  vpc_id = aws_vpc.shop.id
  tags   = { Name = "edge" }
}
resource "aws_route" "edge" {
  route_table_id         = aws_route_table.edge.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.shop.id
}
resource "aws_route_table_association" "edge" {
  count          = 2
  subnet_id      = aws_subnet.edge[count.index].id
  route_table_id = aws_route_table.edge.id
}
resource "aws_route_table" "work" {
  vpc_id = aws_vpc.shop.id
  tags   = { Name = "work" }
}
resource "aws_route" "work" {
  route_table_id         = aws_route_table.work.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.out.id
}
resource "aws_route_table_association" "work" {
  count          = 2
  subnet_id      = aws_subnet.work[count.index].id
  route_table_id = aws_route_table.work.id
}
resource "aws_security_group" "front" {
  name   = "front"
  vpc_id = aws_vpc.shop.id
}
resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.shop.id
}
resource "aws_security_group" "data" {
  name   = "data"
  vpc_id = aws_vpc.shop.id
}
resource "aws_security_group_rule" "front" {
  type              = "ingress"
  security_group_id = aws_security_group.front.id
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["0.0.0.0/0"]
}
resource "aws_security_group_rule" "app" {
  type                     = "ingress"
  security_group_id        = aws_security_group.app.id
  protocol                 = "tcp"
  from_port                = 8080
  to_port                  = 8080
  source_security_group_id = aws_security_group.front.id
}
resource "aws_security_group_rule" "data" {
  type                     = "ingress"
  security_group_id        = aws_security_group.data.id
  protocol                 = "tcp"
  from_port                = 5432
  to_port                  = 5432
  source_security_group_id = aws_security_group.app.id
}
resource "aws_db_subnet_group" "orders" {
  name       = "orders"
  subnet_ids = aws_subnet.work[*].id
}
resource "aws_db_instance" "orders" {
  identifier              = "orders"
  engine                  = "postgres"
  instance_class          = "db.m6g.large"
  allocated_storage       = 100
  storage_type            = "gp3"
  multi_az                = true
  backup_retention_period = 7
  username                = "shop"
  password                = "not-a-secret"
  skip_final_snapshot     = true
  db_subnet_group_name    = aws_db_subnet_group.orders.name
  vpc_security_group_ids  = [aws_security_group.data.id]
}
"""
FRONT = """
resource "aws_lb" "front" {
  name               = "front"
  load_balancer_type = "application"
  subnets            = aws_subnet.edge[*].id
  security_groups    = [aws_security_group.front.id]
}
resource "aws_lb_target_group" "web" {
  name        = "web"
  port        = 8080
  protocol    = "HTTP"
  target_type = "TARGETS"
  vpc_id      = aws_vpc.shop.id
}
resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.front.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/3f4a"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
"""
MACHINES = """
resource "aws_launch_template" "web" {
  name                   = "web"
  image_id               = "ami-0abcdef1234567890"
  instance_type          = "m6i.large"
  vpc_security_group_ids = [aws_security_group.app.id]
}
resource "aws_autoscaling_group" "web" {
  name                = "web"
  min_size            = 4
  max_size            = 8
  health_check_type   = "ELB"
  vpc_zone_identifier = aws_subnet.work[*].id
  target_group_arns   = [aws_lb_target_group.web.arn]
  launch_template {
    id = aws_launch_template.web.id
  }
}
"""
TASKS = """
resource "aws_ecs_cluster" "main" { name = "main" }
resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  container_definitions    = jsonencode([{ name = "web", image = "nginx" }])
}
resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.web.arn
  desired_count   = 4
  launch_type     = "FARGATE"
  network_configuration {
    subnets         = aws_subnet.work[*].id
    security_groups = [aws_security_group.app.id]
  }
  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 8080
  }
}
"""
SERVERLESS = """
resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_integration" "orders" {
  api_id           = aws_apigatewayv2_api.orders.id
  integration_type = "AWS_PROXY"
  integration_uri  = aws_lambda_function.take.invoke_arn
}
resource "aws_apigatewayv2_route" "orders" {
  api_id    = aws_apigatewayv2_api.orders.id
  route_key = "POST /orders"
  target    = "integrations/${aws_apigatewayv2_integration.orders.id}"
}
resource "aws_iam_role" "fn" {
  name               = "fn"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}
resource "aws_lambda_function" "take" {
  function_name = "take"
  role          = aws_iam_role.fn.arn
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "x.zip"
  environment {
    variables = { QUEUE = aws_sqs_queue.jobs.url }
  }
}
resource "aws_lambda_function" "work" {
  function_name = "work"
  role          = aws_iam_role.fn.arn
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "x.zip"
  environment {
    variables = { TABLE = aws_dynamodb_table.orders.name }
  }
}
resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.work.arn
}
resource "aws_sqs_queue" "jobs" { name = "jobs" }
resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}
"""
WINDOWS = """
resource "aws_instance" "desk" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "m6i.large"
  subnet_id              = aws_subnet.work[0].id
  vpc_security_group_ids = [aws_security_group.app.id]
  tags                   = { Name = "desk" }
}
resource "aws_eip" "desk" {
  domain   = "vpc"
  instance = aws_instance.desk.id
}
resource "aws_fsx_windows_file_system" "files" {
  storage_capacity    = 32
  throughput_capacity = 8
  subnet_ids          = [aws_subnet.work[0].id]
  security_group_ids  = [aws_security_group.data.id]
  active_directory_id = "d-0123456789"
  tags                = { Name = "files" }
}
"""
STACKS = {
    "machines": NETWORK + FRONT.replace("TARGETS", "instance") + MACHINES,
    "containers": NETWORK + FRONT.replace("TARGETS", "ip") + TASKS,
    "serverless": SERVERLESS,
    "windows": NETWORK + WINDOWS,
}
Change = tuple[str, str]


def respelled(stack: str, changes: list[Change]) -> str:
    """A stack with some of its text replaced; each change finds what it replaces."""
    text = STACKS[stack]
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


RULES_NEW: list[Change] = [
    (
        """resource "aws_security_group_rule" "front" {
  type              = "ingress"
  security_group_id = aws_security_group.front.id
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["0.0.0.0/0"]
""",
        """resource "aws_vpc_security_group_ingress_rule" "front" {
  security_group_id = aws_security_group.front.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
""",
    ),
    *(
        (
            f"""resource "aws_security_group_rule" "{name}" {{
  type                     = "ingress"
  security_group_id        = aws_security_group.{name}.id
  protocol                 = "tcp"
  from_port                = {port}
  to_port                  = {port}
  source_security_group_id = aws_security_group.{source}.id
""",
            f"""resource "aws_vpc_security_group_ingress_rule" "{name}" {{
  security_group_id            = aws_security_group.{name}.id
  ip_protocol                  = "tcp"
  from_port                    = {port}
  to_port                      = {port}
  referenced_security_group_id = aws_security_group.{source}.id
""",
        )
        for name, port, source in (("app", 8080, "front"), ("data", 5432, "app"))
    ),
]
"""Rules of the new type for those of the old."""
RULES_INLINE: list[Change] = [
    (
        f"""resource "aws_security_group" "{name}" {{
  name   = "{name}"
  vpc_id = aws_vpc.shop.id
}}""",
        f"""resource "aws_security_group" "{name}" {{
  name   = "{name}"
  vpc_id = aws_vpc.shop.id
  ingress {{
    protocol        = "tcp"
    from_port       = {port}
    to_port         = {port}
    {source}
  }}
}}""",
    )
    for name, port, source in (
        ("front", 443, 'cidr_blocks = ["0.0.0.0/0"]'),
        ("app", 8080, "security_groups = [aws_security_group.front.id]"),
        ("data", 5432, "security_groups = [aws_security_group.app.id]"),
    )
]
ROUTES_INLINE: list[Change] = [
    (
        f"""  tags   = {{ Name = "{name}" }}
}}
resource "aws_route" "{name}" {{
  route_table_id         = aws_route_table.{name}.id
  destination_cidr_block = "0.0.0.0/0"
  {argument} = {target}
}}""",
        f"""  tags   = {{ Name = "{name}" }}
  route {{
    cidr_block = "0.0.0.0/0"
    {argument} = {target}
  }}
}}""",
    )
    for name, argument, target in (
        ("edge", "gateway_id            ", "aws_internet_gateway.shop.id"),
        ("work", "nat_gateway_id        ", "aws_nat_gateway.out.id"),
    )
]


def without_rules(text: str) -> str:
    """A stack without its separate rules."""
    blocks = text.split('\nresource "')
    return '\nresource "'.join(
        block for block in blocks if not block.startswith("aws_security_group_rule")
    )


def for_each(text: str) -> str:
    """A stack whose pairs are made by for_each instead of count."""
    text = text.replace(
        "count             = 2\n", "for_each          = { a = 0, b = 1 }\n"
    ).replace("count          = 2\n", "for_each       = { a = 0, b = 1 }\n")
    for tier in ("edge", "work"):
        text = text.replace(f"aws_subnet.{tier}[count.index].id", f"aws_subnet.{tier}[each.key].id")
        text = text.replace(f"aws_subnet.{tier}[*].id", f"[for s in aws_subnet.{tier} : s.id]")
        text = text.replace(f"aws_subnet.{tier}[0].id", f'aws_subnet.{tier}["a"].id')
    return text.replace("count.index", "each.value")


WORN = "  vpc_security_group_ids = [aws_security_group.app.id]\n  tags                   ="
ON_FACE: list[Change] = [
    (
        "  subnet_id              = aws_subnet.work[0].id\n" + WORN,
        (
            "  network_interface {\n    device_index         = 0\n"
            "    network_interface_id = aws_network_interface.desk.id\n  }\n  tags ="
        ),
    ),
    (
        'resource "aws_eip" "desk" {',
        (
            'resource "aws_network_interface" "desk" {\n'
            "  subnet_id       = aws_subnet.work[0].id\n"
            "  security_groups = [aws_security_group.app.id]\n}\n"
            'resource "aws_eip" "desk" {'
        ),
    ),
]
SPELLINGS: dict[str, tuple[str, list[Change]]] = {
    "an interface put on": ("windows", ON_FACE),
    "an address on the interface": (
        "windows",
        [
            *ON_FACE,
            (
                "instance = aws_instance.desk.id",
                "network_interface = aws_network_interface.desk.id",
            ),
        ],
    ),
    "an address associated": (
        "windows",
        [
            (
                "  instance = aws_instance.desk.id\n}",
                (
                    '}\nresource "aws_eip_association" "desk" {\n'
                    "  allocation_id = aws_eip.desk.id\n"
                    "  instance_id   = aws_instance.desk.id\n}"
                ),
            )
        ],
    ),
    "a group put on the primary interface": (
        "windows",
        [
            (WORN, "  tags ="),
            (
                'resource "aws_eip" "desk" {',
                (
                    'resource "aws_network_interface_sg_attachment" "desk" {\n'
                    "  security_group_id    = aws_security_group.app.id\n"
                    "  network_interface_id = aws_instance.desk.primary_network_interface_id\n}\n"
                    'resource "aws_eip" "desk" {'
                ),
            ),
        ],
    ),
    "aliases": ("machines", [("aws_lb", "aws_alb")]),
    "aliases before tasks": ("containers", [("aws_lb", "aws_alb")]),
    "subnet_mapping": (
        "machines",
        [
            (
                "  subnets            = aws_subnet.edge[*].id\n",
                (
                    "  subnet_mapping {\n    subnet_id = aws_subnet.edge[0].id\n  }\n"
                    "  subnet_mapping {\n    subnet_id = aws_subnet.edge[1].id\n  }\n"
                ),
            )
        ],
    ),
    "interfaces of the template": (
        "machines",
        [
            (
                "  vpc_security_group_ids = [aws_security_group.app.id]\n",
                "  network_interfaces {\n    security_groups = [aws_security_group.app.id]\n  }\n",
            )
        ],
    ),
    "attachment": (
        "machines",
        [
            ("  target_group_arns   = [aws_lb_target_group.web.arn]\n", ""),
            (
                'resource "aws_autoscaling_group" "web" {',
                (
                    'resource "aws_autoscaling_attachment" "web" {\n'
                    "  autoscaling_group_name = aws_autoscaling_group.web.name\n"
                    "  lb_target_group_arn    = aws_lb_target_group.web.arn\n}\n"
                    'resource "aws_autoscaling_group" "web" {'
                ),
            ),
        ],
    ),
    "traffic source": (
        "machines",
        [
            (
                "  target_group_arns   = [aws_lb_target_group.web.arn]\n",
                (
                    "  traffic_source {\n    identifier = aws_lb_target_group.web.arn\n"
                    '    type       = "elbv2"\n  }\n'
                ),
            )
        ],
    ),
    "traffic source attachment": (
        "machines",
        [
            ("  target_group_arns   = [aws_lb_target_group.web.arn]\n", ""),
            (
                'resource "aws_autoscaling_group" "web" {',
                (
                    'resource "aws_autoscaling_traffic_source_attachment" "web" {\n'
                    "  autoscaling_group_name = aws_autoscaling_group.web.name\n"
                    "  traffic_source {\n    identifier = aws_lb_target_group.web.arn\n"
                    '    type       = "elbv2"\n  }\n}\n'
                    'resource "aws_autoscaling_group" "web" {'
                ),
            ),
        ],
    ),
    "routes in line": ("machines", ROUTES_INLINE),
    "new rules": ("machines", RULES_NEW),
    "new rules before tasks": ("containers", RULES_NEW),
    "forward block": (
        "containers",
        [
            (
                "    target_group_arn = aws_lb_target_group.web.arn\n  }\n}\n\nresource",
                (
                    "    forward {\n      target_group {\n"
                    "        arn = aws_lb_target_group.web.arn\n      }\n    }\n  }\n}\n\nresource"
                ),
            )
        ],
    ),
    "by name": (
        "machines",
        [
            (
                "  db_subnet_group_name    = aws_db_subnet_group.orders.name\n",
                '  db_subnet_group_name = "orders"\n',
            ),
            ("    id = aws_launch_template.web.id\n", '    name = "web"\n'),
        ],
    ),
    "cluster by name": ("containers", [("= aws_ecs_cluster.main.id", '= "main"')]),
    "function by name": (
        "serverless",
        [("    = aws_lambda_function.work.arn\n", '    = "work"\n')],
    ),
    "quick API": (
        "serverless",
        [
            (
                "integration_uri  = aws_lambda_function.take.invoke_arn",
                "integration_uri  = aws_lambda_function.take.arn",
            )
        ],
    ),
}


@pytest.fixture(scope="module")
def as_written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """What is seen of each stack as it stands above."""
    return {
        name: seen(written(tmp_path_factory.mktemp(name), text)) for name, text in STACKS.items()
    }


def written(directory: Path, text: str) -> Path:
    """A directory with a stack in it."""
    (directory / "main.tf").write_text(HEAD + text)
    return directory


def test_the_stacks_say_something(as_written: dict[str, Seen]) -> None:
    """Equal nothings would prove nothing."""
    assert {name: found.answer.split(":")[0] for name, found in as_written.items()} == {
        "machines": "Loses a part, until somebody acts, if eu-west-1a is lost",
        "containers": "Loses a part, until somebody acts, if eu-west-1a is lost",
        "serverless": "Survives the loss of any one zone",
        "windows": "Goes down if eu-west-1a is lost",
    }
    assert all(len(found.lines) > 2 for found in as_written.values())


@pytest.mark.parametrize("name", SPELLINGS)
def test_spelled_otherwise(name: str, as_written: dict[str, Seen], tmp_path: Path) -> None:
    """Another argument, another type or the name in place of the reference."""
    stack, changes = SPELLINGS[name]
    assert seen(written(tmp_path, respelled(stack, changes))) == as_written[stack]


@pytest.mark.parametrize("stack", ["machines", "containers"])
def test_rules_in_the_group(stack: str, as_written: dict[str, Seen], tmp_path: Path) -> None:
    """Blocks of the security group for rules of their own."""
    text = without_rules(respelled(stack, RULES_INLINE))
    assert seen(written(tmp_path, text)) == as_written[stack]


@pytest.mark.parametrize("stack", ["machines", "containers"])
def test_for_each(stack: str, as_written: dict[str, Seen], tmp_path: Path) -> None:
    """Instances by key for those by number."""
    assert seen(written(tmp_path, for_each(STACKS[stack]))) == as_written[stack]


@pytest.mark.parametrize("stack", STACKS)
def test_in_a_module(stack: str, as_written: dict[str, Seen], tmp_path: Path) -> None:
    """Everything one level down."""
    inner = tmp_path / "stack"
    inner.mkdir()
    (inner / "main.tf").write_text(STACKS[stack])
    assert seen(written(tmp_path, 'module "stack" { source = "./stack" }\n')) == as_written[stack]


AS_JSON = {
    "aws_lb": {
        "front": {
            "name": "front",
            "load_balancer_type": "application",
            "subnets": "${aws_subnet.edge[*].id}",
            "security_groups": ["${aws_security_group.front.id}"],
        }
    },
    "aws_lb_target_group": {
        "web": {
            "name": "web",
            "port": 8080,
            "protocol": "HTTP",
            "target_type": "instance",
            "vpc_id": "${aws_vpc.shop.id}",
        }
    },
    "aws_lb_listener": {
        "https": {
            "load_balancer_arn": "${aws_lb.front.arn}",
            "port": 443,
            "protocol": "HTTPS",
            "certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/3f4a",
            "default_action": {
                "type": "forward",
                "target_group_arn": "${aws_lb_target_group.web.arn}",
            },
        }
    },
    "aws_launch_template": {
        "web": {
            "name": "web",
            "image_id": "ami-0abcdef1234567890",
            "instance_type": "m6i.large",
            "vpc_security_group_ids": ["${aws_security_group.app.id}"],
        }
    },
    "aws_autoscaling_group": {
        "web": {
            "name": "web",
            "min_size": 4,
            "max_size": 8,
            "health_check_type": "ELB",
            "vpc_zone_identifier": "${aws_subnet.work[*].id}",
            "target_group_arns": ["${aws_lb_target_group.web.arn}"],
            "launch_template": [{"id": "${aws_launch_template.web.id}"}],
        }
    },
}


def test_in_json(as_written: dict[str, Seen], tmp_path: Path) -> None:
    """Half of the stack in Terraform's JSON syntax."""
    (tmp_path / "front.tf.json").write_text(json.dumps({"resource": AS_JSON}))
    assert seen(written(tmp_path, NETWORK)) == as_written["machines"]


@pytest.mark.parametrize("stack", STACKS)
def test_as_a_plan(
    stack: str, as_written: dict[str, Seen], tmp_path: Path, terraform: Terraform
) -> None:
    """What the real terraform plans; a verdict may be open where its plan does not say."""
    written(tmp_path, STACKS[stack])
    terraform.init(tmp_path)
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(terraform.plan(tmp_path)))
    found, expected = seen(plan), as_written[stack]
    assert replace(found, verdicts={}) == replace(expected, verdicts={})
    other = {name: word for name, word in found.verdicts.items() if expected.verdicts[name] != word}
    assert set(other.values()) <= {"open"}
