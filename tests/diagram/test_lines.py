"""Lines say what the configuration says: who forwards, reaches, leaves through, probes whom."""

from dataclasses import replace
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.model import Architecture
from archbench.architecture.part import Graph, Part, Place, Relation
from archbench.aws.kind import Kind
from archbench.diagram import draw
from archbench.diagram.scene import EdgeLine
from archbench.terraform import load
from tests.diagram.stacks import CASES, built, made

BLUE = 'aws_autoscaling_group.payment["blue"]'
GREEN = 'aws_autoscaling_group.payment["green"]'


def lines(architecture: Architecture) -> dict[tuple[str, str], EdgeLine]:
    """The lines of a drawing by source and target."""
    return {(edge.source, edge.target): edge for edge in draw(architecture).scene.edges}


def label(edge: EdgeLine) -> str:
    """What stands on a line."""
    return edge.label.text if edge.label else ""


def part(address: str) -> Part:
    """Something that supports the others, in a region."""
    kind = Kind((), "Thing", "Thing", "general", "support")
    place = Place("region", "us-east-1", told=True)
    return Part(address, address, None, kind, place, "none", None)


def test_the_request_path_is_numbered_from_client_to_database() -> None:
    """DNS, gateway, live group, database, in this order."""
    found = lines(built("payments"))
    assert label(found["clients", "aws_route53_record.primary"]) == "1 DNS"
    assert label(found["clients", "aws_internet_gateway.main"]) == "2 HTTPS 443"
    assert label(found["aws_lb.main", BLUE]) == "3 blue 100%, 8080"
    assert label(found[BLUE, "aws_rds_cluster.aurora"]) == "4 SQL 5432"


def test_the_idle_color_gets_no_traffic() -> None:
    """Green is joined by an idle line, and nothing leads from it to the database."""
    found = lines(built("payments"))
    assert found["aws_lb.main", GREEN].kind == "idle"
    assert label(found["aws_lb.main", GREEN]) == "0%"
    assert (GREEN, "aws_rds_cluster.aurora") not in found


def test_flipping_the_color_flips_the_lines() -> None:
    """With green live the request goes to green."""
    found = lines(built("payments", "deployment_color=green"))
    assert found["aws_lb.main", GREEN].kind == "request"
    assert found["aws_lb.main", BLUE].kind == "idle"


def test_without_a_certificate_clients_come_by_http() -> None:
    """The listener that serves gives the label, not one that redirects."""
    found = lines(built("payments", "certificate_arn="))
    assert label(found["clients", "aws_internet_gateway.main"]) == "2 HTTP 80"


def test_subnets_leave_through_their_own_nat() -> None:
    """Each app subnet has a line to the NAT gateway of its zone."""
    found = lines(built("payments"))
    for number in range(3):
        edge = found[f"aws_subnet.private[{number}]", f"aws_nat_gateway.main[{number}]"]
        assert edge.kind == "egress"


def test_a_way_out_through_another_zone_is_another_line() -> None:
    """With one NAT gateway two subnets cross zones."""
    found = lines(built("payments", "nat_gateway_count=1"))
    kinds = [found[f"aws_subnet.private[{n}]", "aws_nat_gateway.main[0]"].kind for n in range(3)]
    assert kinds == ["egress", "crossing", "crossing"]


def test_the_health_check_probes_and_gates() -> None:
    """It asks through the gateway and gates the primary; on failure the secondary answers."""
    found = lines(built("payments"))
    check = "aws_route53_health_check.api"
    assert label(found[check, "aws_internet_gateway.main"]) == "probes /health"
    assert label(found[check, "aws_route53_record.primary"]) == "gates"
    between = found["aws_route53_record.primary", "aws_route53_record.secondary"]
    assert between.kind == "failover"


def test_no_rule_no_line() -> None:
    """Without a security group that lets it, no line leads to the database."""
    stack = made()
    closed = tuple(replace(group, permissions=()) for group in stack.security_groups)
    found = lines(replace(stack, security_groups=closed))
    assert not any(edge.kind == "data" for edge in found.values())
    assert any(edge.kind == "data" for edge in lines(stack).values())


def test_a_rule_by_network_counts_down_the_tiers() -> None:
    """The counter-example's app tier is open to its VPC: the web tier above it may call it."""
    found = lines(built("migration"))
    edge = found["block:aws_instance.web", "block:aws_instance.app"]
    assert label(edge) == "2 TCP 8080"
    assert ("block:aws_instance.app", "block:aws_instance.web") not in found


def test_an_internal_balancer_is_not_entered_from_outside() -> None:
    """Clients have no way to an internal load balancer."""
    stack = made()
    region, vpc = stack.regions[0], stack.regions[0].vpcs[0]
    inside = tuple(replace(item, internal=True) for item in vpc.load_balancers)
    hidden = replace(region, vpcs=(replace(vpc, load_balancers=inside),))
    found = lines(replace(stack, regions=(hidden,)))
    assert not any(target == "aws_lb.r0v0_0" for _, target in found)
    assert any(target == "aws_lb.r0v0_0" for _, target in lines(stack))


def test_lines_of_services_beyond_the_readable_are_counted() -> None:
    """Fifteen services that one group uses: twelve lines, and a note for the other three."""
    stack = made(services=15)
    group = stack.regions[0].vpcs[0].scaling_groups[0].address
    used = tuple(
        Relation("uses", group, item.address, "", (group,), None)
        for item in stack.regions[0].services
    )
    parts = {item.address: part(item.address) for item in stack.regions[0].services}
    parts[group] = part(group)
    scene = draw(replace(stack, graph=Graph(parts, used))).scene
    assert sum(edge.kind == "control" for edge in scene.edges) == 12
    assert any(note.startswith("3 lines not drawn") for note in scene.notes)


def test_a_line_says_what_proves_it() -> None:
    """The tooltip of a line to the database names the rule and where it is written."""
    edge = lines(built("payments"))[BLUE, "aws_rds_cluster.aurora"]
    assert "security_groups.tf:" in edge.tooltip


@pytest.mark.parametrize("case", sorted({*CASES} - {"network"}))
def test_steps_never_go_back(case: str) -> None:
    """A step's number is greater than that of every step before it.

    Through a firewall a packet goes in and comes back: see test_hub.py.
    """
    numbers: dict[str, int] = {}
    steps = []
    for edge in draw(CASES[case]).scene.edges:
        step = edge.label.step if edge.label else ""
        if step.isdigit():
            numbers[edge.target] = min(int(step), numbers.get(edge.target, 99))
            steps.append((edge.source, int(step)))
    assert all(number > numbers.get(source, 0) for source, number in steps)


PUBLIC = """
provider "aws" { region = "eu-west-3" }

resource "aws_vpc" "v" { cidr_block = "10.3.0.0/16" }
resource "aws_internet_gateway" "out" { vpc_id = aws_vpc.v.id }

resource "aws_subnet" "s" {
  count             = 2
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.3.${count.index}.0/24"
  availability_zone = ["eu-west-3a", "eu-west-3b"][count.index]
}

resource "aws_route_table" "r" {
  vpc_id = aws_vpc.v.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.out.id
  }
}

resource "aws_route_table_association" "r" {
  count          = 2
  subnet_id      = aws_subnet.s[count.index].id
  route_table_id = aws_route_table.r.id
}

resource "aws_security_group" "g" {
  vpc_id = aws_vpc.v.id
  ingress {
    from_port   = 3389
    to_port     = 3389
    protocol    = "tcp"
    cidr_blocks = RANGES
  }
}
"""
MACHINE = """
resource "aws_instance" "desk" {
  ami                    = "ami-12345678"
  instance_type          = "t3.large"
  subnet_id              = aws_subnet.s[0].id
  vpc_security_group_ids = [aws_security_group.g.id]
}
"""
EDGE = """
resource "aws_lb" "b" {
  name            = "b"
  subnets         = aws_subnet.s[*].id
  security_groups = [aws_security_group.g.id]
}

resource "aws_cloudfront_distribution" "d" {
  enabled = true
  origin {
    domain_name = aws_lb.b.dns_name
    origin_id   = "b"
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
  default_cache_behavior {
    target_origin_id       = "b"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
  }
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
  viewer_certificate { cloudfront_default_certificate = true }
}
"""


def drawn(folder: Path, text: str) -> dict[tuple[str, str], EdgeLine]:
    """The lines of one file."""
    (folder / "main.tf").write_text(text)
    return lines(build(load(folder)))


def test_a_gateway_by_which_nobody_comes_in_is_a_way_out(tmp_path: Path) -> None:
    """From the first public subnet; nothing asks from outside."""
    found = drawn(tmp_path, PUBLIC.replace("RANGES", "[]"))
    assert found["aws_subnet.s[0]", "aws_internet_gateway.out"].kind == "egress"
    assert not any(source == "clients" for source, _ in found)


@pytest.mark.parametrize(
    ("ranges", "said"),
    [
        ('["0.0.0.0/0"]', "2 TCP 3389"),
        ('["198.51.100.0/24", "203.0.113.7/32"]', "2 TCP 3389, from 2 ranges only"),
        ('["10.3.0.0/16"]', ""),
    ],
)
def test_some_of_the_internet_let_in_is_said(tmp_path: Path, ranges: str, said: str) -> None:
    """A machine open to two ranges faces clients, and the line says that they are few."""
    found = drawn(tmp_path, PUBLIC.replace("RANGES", ranges) + MACHINE)
    edge = found.get(("aws_internet_gateway.out", "block:aws_instance.desk"))
    assert (label(edge).removeprefix("2 ") if edge else "") == said.removeprefix("2 ")
    assert (("clients", "aws_internet_gateway.out") in found) is bool(said)


@pytest.mark.parametrize(("ranges", "steps"), [('["10.3.0.0/16"]', "12"), ('["0.0.0.0/0"]', "1")])
def test_the_way_begins_at_the_edge_where_nobody_else_is_let_in(
    tmp_path: Path, ranges: str, steps: str
) -> None:
    """A balancer that only CloudFront may reach has no clients of its own."""
    found = drawn(tmp_path, PUBLIC.replace("RANGES", ranges) + EDGE)
    numbered = sorted(edge.label.step for edge in found.values() if edge.label and edge.label.step)
    assert "".join(numbered) == steps
    assert (("clients", "aws_internet_gateway.out") in found) is (len(steps) == 1)
