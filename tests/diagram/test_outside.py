"""What stands around a VPC: who asks, what names lead to, what is started, what only leaves."""

from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.diagram import draw
from archbench.diagram.legend import HEADING, MARGIN, SIZES
from archbench.diagram.scene import Scene
from archbench.diagram.text import width
from archbench.diagram.tiles import TIMES
from archbench.terraform import load

PROVIDER = 'provider "aws" { region = "eu-central-1" }\n'
NETWORK = """
resource "aws_vpc" "v" { cidr_block = "10.5.0.0/16" }

resource "aws_subnet" "s" {
  count             = 2
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.5.${count.index}.0/24"
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
}
"""


def scene(folder: Path, text: str) -> Scene:
    """The drawing of one file; variables without a value are unknown."""
    (folder / "main.tf").write_text(PROVIDER + text)
    return draw(build(load(folder, variables=[("unknown", "*")]))).scene


def pairs(found: Scene) -> set[tuple[str, str]]:
    """The ends of each line."""
    return {(edge.source, edge.target) for edge in found.edges}


def titles(found: Scene) -> list[str]:
    """What the cards are called."""
    return [card.title for card in found.cards]


def test_only_networks_tied_to_it_reach_a_lattice_service(tmp_path: Path) -> None:
    """It faces no clients; a public API beside it does."""
    lattice = NETWORK + 'resource "aws_vpclattice_service" "l" { name = "inner" }\n'
    assert "Clients" not in titles(scene(tmp_path, lattice))
    api = 'resource "aws_apigatewayv2_api" "a" {\n  name = "a"\n  protocol_type = "HTTP"\n}\n'
    found = scene(tmp_path, lattice + api)
    assert ("clients", "aws_apigatewayv2_api.a") in pairs(found)
    assert ("clients", "aws_vpclattice_service.l") not in pairs(found)


def test_a_record_of_several_values_leads_to_each(tmp_path: Path) -> None:
    """Where nothing stands in a VPC."""
    text = 'resource "aws_route53_zone" "z" { name = "example.com" }\n'
    for name in "ab":
        text += f'resource "aws_apigatewayv2_api" "{name}" {{\n  name = "{name}"\n'
        text += '  protocol_type = "HTTP"\n}\n'
    text += """
resource "aws_route53_record" "r" {
  zone_id = aws_route53_zone.z.zone_id
  name    = "api"
  type    = "CNAME"
  ttl     = 60
  records = [aws_apigatewayv2_api.a.api_endpoint, aws_apigatewayv2_api.b.api_endpoint]
}
"""
    ends = {("aws_route53_record.r", f"aws_apigatewayv2_api.{name}") for name in "ab"}
    assert ends <= pairs(scene(tmp_path, text))


NAMES = (
    NETWORK
    + """
resource "aws_instance" "m" {
  ami           = "ami-12345678"
  instance_type = "t3.small"
  subnet_id     = aws_subnet.s[0].id
}

resource "aws_eip" "m" { instance = aws_instance.m.id }

resource "aws_route53_zone" "z" { name = "site.example" }

resource "aws_route53_record" "m" {
  zone_id = aws_route53_zone.z.zone_id
  name    = "desk.site.example"
  type    = "A"
  ttl     = 60
  records = [aws_eip.m.public_ip]
}

resource "aws_acm_certificate" "c" {
  domain_name       = "site.example"
  validation_method = "DNS"
}

resource "aws_route53_record" "proof" {
  zone_id = aws_route53_zone.z.zone_id
  name    = tolist(aws_acm_certificate.c.domain_validation_options)[0].resource_record_name
  type    = "CNAME"
  ttl     = 60
  records = [tolist(aws_acm_certificate.c.domain_validation_options)[0].resource_record_value]
}
"""
)


def test_a_name_leads_to_the_machine_that_has_its_address(tmp_path: Path) -> None:
    """Through the elastic address; a record that proves a certificate is listed with it."""
    found = scene(tmp_path, NAMES)
    assert ("aws_route53_record.m", "block:aws_instance.m") in pairs(found)
    certificate = next(c for c in found.cards if "aws_acm_certificate.c" in c.subject.members)
    assert "aws_route53_record.proof" in certificate.subject.members
    assert not any("record" in title for title in titles(found))


TASK = """
resource "aws_ecs_cluster" "c" { name = "c" }

resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = "{}"
}

resource "aws_ecs_task_definition" "t" {
  family                   = "t"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions    = jsonencode([{ name = "t", image = "t" }])
}
"""
RULE = """
resource "aws_cloudwatch_event_rule" "e" {
  name          = "e"
  event_pattern = jsonencode({ source = ["aws.s3"] })
}

resource "aws_cloudwatch_event_target" "e" {
  rule     = aws_cloudwatch_event_rule.e.name
  arn      = aws_ecs_cluster.c.arn
  role_arn = aws_iam_role.r.arn
  ecs_target { task_definition_arn = aws_ecs_task_definition.t.arn }
}
"""
SCHEDULE = """
resource "aws_scheduler_schedule" "s" {
  name                = "s"
  schedule_expression = "rate(1 hour)"
  flexible_time_window { mode = "OFF" }
  target {
    arn      = aws_ecs_cluster.c.arn
    role_arn = aws_iam_role.r.arn
    ecs_parameters {
      task_definition_arn = aws_ecs_task_definition.t.arn
      network_configuration { subnets = aws_subnet.s[*].id }
    }
  }
}
"""


def test_a_cluster_that_an_event_starts_takes_part(tmp_path: Path) -> None:
    """Nothing else asks it; beside the rule it is no mere support."""
    found = scene(tmp_path, TASK + RULE)
    assert ("aws_cloudwatch_event_rule.e", "aws_ecs_cluster.c") in pairs(found)


def test_a_schedule_stands_in_zones_by_the_tasks_it_starts(tmp_path: Path) -> None:
    """The card in each zone says so."""
    found = scene(tmp_path, NETWORK + TASK + SCHEDULE)
    cells = [card for card in found.cards if card.subject.zone]
    assert {card.title for card in cells} == {"Tasks it starts"}
    assert {card.subject.zone for card in cells} == {"eu-central-1a", "eu-central-1b"}


REGIONAL = """
resource "aws_nat_gateway" "n" {
  vpc_id            = aws_vpc.v.id
  availability_mode = "regional"
}

resource "aws_route_table" "r" {
  vpc_id = aws_vpc.v.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.n.id
  }
}

resource "aws_route_table_association" "r" {
  count          = 2
  subnet_id      = aws_subnet.s[count.index].id
  route_table_id = aws_route_table.r.id
}
"""


def test_a_regional_nat_gateway_stands_in_every_zone(tmp_path: Path) -> None:
    """Each subnet leaves by what it has in its own zone."""
    found = scene(tmp_path, NETWORK + REGIONAL)
    assert "Zone not known yet" not in {box.title for box in found.boxes}
    for number, zone in enumerate("ab"):
        ends = f"aws_subnet.s[{number}]", f"aws_nat_gateway.n@eu-central-1{zone}"
        assert ends in pairs(found)
    assert {edge.kind for edge in found.edges} == {"egress"}


VOLUMES = """
resource "aws_instance" "m" {
  ami           = "ami-12345678"
  instance_type = "t3.small"
  subnet_id     = aws_subnet.s[0].id
}
"""
VOLUME = """
resource "aws_ebs_volume" "NAME" {
  availability_zone = "eu-central-1a"
  size              = 8
}

resource "aws_volume_attachment" "NAME" {
  device_name = "/dev/NAME"
  volume_id   = aws_ebs_volume.NAME.id
  instance_id = aws_instance.m.id
}
"""


def test_the_volumes_of_a_machine_are_one_card(tmp_path: Path) -> None:
    """Whatever blocks they come from."""
    blocks = "".join(VOLUME.replace("NAME", name) for name in ("logs", "rows", "swap"))
    found = scene(tmp_path, NETWORK + VOLUMES + blocks)
    assert titles(found).count(f"EBS {TIMES} 3") == 2  # in the lane and in its zone
    lines = [edge for edge in found.edges if edge.kind == "data"]
    assert [(edge.source, edge.target) for edge in lines] == [
        ("block:aws_instance.m", "aws_ebs_volume.logs")
    ]


def test_a_page_is_as_wide_as_its_title(tmp_path: Path) -> None:
    """A long folder name is not cut."""
    folder = tmp_path / "a-folder-with-a-name-that-is-longer-than-most-of-them-are"
    folder.mkdir()
    found = scene(folder, 'resource "aws_sqs_queue" "q" {}\n')
    size, bold = SIZES["title"]
    assert width(found.title, size, bold=bold) <= found.size[0] - 2 * MARGIN


def test_where_nothing_was_read_that_is_what_is_drawn(tmp_path: Path) -> None:
    """A dashed card for each module, below the heading, and nothing else."""
    text = 'module "a" { source = "elsewhere/a/aws" }\nmodule "b" { source = "elsewhere/b/aws" }\n'
    found = scene(tmp_path, text)
    assert {(card.title, card.look) for card in found.cards} == {
        ("module.a", "unread"),
        ("module.b", "unread"),
    }
    assert min(box.rect.y for box in found.boxes) > HEADING


def test_a_network_balancer_keeps_its_name_and_listeners(tmp_path: Path) -> None:
    """The long name is shortened, and what it listens on stands below."""
    text = """
resource "aws_lb" "n" {
  name               = "n"
  load_balancer_type = "network"
  subnets            = aws_subnet.s[*].id
}

resource "aws_lb_listener" "n" {
  load_balancer_arn = aws_lb.n.arn
  port              = 5432
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.n.arn
  }
}

resource "aws_lb_target_group" "n" {
  port     = 5432
  protocol = "TCP"
  vpc_id   = aws_vpc.v.id
}
"""
    card = scene(tmp_path, NETWORK + text).card("aws_lb.n")
    assert card is not None
    assert [line.text for line in card.lines()] == ["Network balancer", "TCP 5432"]


TABLE = """
resource "aws_dynamodb_table" "t" {
  name           = "t"
  billing_mode   = "PAY_PER_REQUEST"
  hash_key       = "id"
  stream_enabled = true
  attribute {
    name = "id"
    type = "S"
  }
  REPLICAS
}
"""


@pytest.mark.parametrize(
    ("regions", "badges"),
    [
        ([], []),
        (["eu-west-3"], ["COPY IN eu-west-3"]),
        (["eu-west-3", "eu-north-1"], ["COPIES IN 2 REGIONS"]),
    ],
)
def test_a_table_says_where_it_keeps_copies(
    tmp_path: Path, regions: list[str], badges: list[str]
) -> None:
    """The replicas of a global table are arguments of its own."""
    replicas = "\n".join(f'replica {{ region_name = "{region}" }}' for region in regions)
    card = scene(tmp_path, TABLE.replace("REPLICAS", replicas)).card("aws_dynamodb_table.t")
    assert card is not None
    assert [badge.text for badge in card.badges] == badges
