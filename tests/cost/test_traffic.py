"""Which share of the traffic crosses zones, from what stands where."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.cost import estimate
from archbench.cost.export import as_json
from archbench.cost.model import Edge
from archbench.cost.traffic import crossings
from archbench.cost.usage_file import parse_usage
from archbench.terraform import load

NETWORK = """
provider "aws" {
  region = "us-east-1"
}
resource "aws_vpc" "a" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_internet_gateway" "a" {
  vpc_id = aws_vpc.a.id
}
resource "aws_subnet" "public" {
  vpc_id            = aws_vpc.a.id
  cidr_block        = "10.0.9.0/24"
  availability_zone = "us-east-1a"
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.a.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.a.id
  }
}
resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}
resource "aws_subnet" "app" {
  for_each          = { a = "10.0.0.0/24", b = "10.0.1.0/24", c = "10.0.2.0/24" }
  vpc_id            = aws_vpc.a.id
  cidr_block        = each.value
  availability_zone = "us-east-1${each.key}"
}
"""
GROUP = """
resource "aws_launch_template" "a" {
  image_id      = "ami-1"
  instance_type = "m5.large"
}
resource "aws_lb_target_group" "a" {
  port     = 443
  protocol = "TCP"
  vpc_id   = aws_vpc.a.id
}
resource "aws_autoscaling_group" "a" {
  min_size            = 4
  desired_capacity    = 4
  max_size            = 4
  vpc_zone_identifier = [aws_subnet.app["a"].id, aws_subnet.app["b"].id, aws_subnet.app["c"].id]
  target_group_arns   = [aws_lb_target_group.a.arn]
  launch_template { id = aws_launch_template.a.id }
}
"""
GATEWAY = """
resource "aws_nat_gateway" "a" {
  subnet_id = aws_subnet.public.id
}
resource "aws_route_table" "app" {
  vpc_id = aws_vpc.a.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.a.id
  }
}
resource "aws_route_table_association" "app" {
  for_each       = aws_subnet.app
  subnet_id      = each.value.id
  route_table_id = aws_route_table.app.id
}
"""


CLUSTER = """
resource "aws_db_subnet_group" "a" {
  name       = "a"
  subnet_ids = [for subnet in aws_subnet.app : subnet.id]
}
resource "aws_rds_cluster" "a" {
  engine               = "aurora-postgresql"
  db_subnet_group_name = aws_db_subnet_group.a.name
}
"""


def member(name: str, zone: str, tier: int = 1) -> str:
    """An instance of the cluster; of the lowest tier is the writer."""
    return f"""
resource "aws_rds_cluster_instance" "{name}" {{
  cluster_identifier = aws_rds_cluster.a.id
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
  availability_zone  = "us-east-1{zone}"
  promotion_tier     = {tier}
}}
"""


DATABASE = CLUSTER + member("a", "b")


def balancer(kind: str, cross_zone: str) -> str:
    """A balancer in zones a and b before the group of four in three zones."""
    return f"""
    resource "aws_lb" "a" {{
      internal                         = true
      load_balancer_type               = "{kind}"
      enable_cross_zone_load_balancing = {cross_zone}
      subnets                          = [aws_subnet.app["a"].id, aws_subnet.app["b"].id]
    }}
    resource "aws_lb_listener" "a" {{
      load_balancer_arn = aws_lb.a.arn
      port              = 443
      protocol          = "TCP"
      default_action {{
        type             = "forward"
        target_group_arn = aws_lb_target_group.a.arn
      }}
    }}
    """


def edges(directory: Path, text: str, target: str) -> list[tuple[Edge, int]]:
    """The edges to a target, with how often each GB is billed."""
    (directory / "main.tf").write_text(NETWORK + text, encoding="utf-8")
    found = crossings(build(load(directory)))
    return [(one.edge, one.times) for one in found if one.edge.target == target]


def test_what_a_gateway_serves_without_machines_is_told_by_its_subnets(tmp_path: Path) -> None:
    """Of three zones it serves two are not its own."""
    [(edge, times)] = edges(tmp_path, GATEWAY, "aws_nat_gateway.a")
    assert edge.crossing == (Decimal(2) / 3,) * 3
    assert (edge.is_billed, times) == (True, 2)
    assert edge.reason.startswith("its clients in other zones")


@pytest.mark.parametrize("size", ["= 0", "= length(aws_vpc.a.id)"])
def test_a_group_of_nothing_or_of_nobody_knows_what_is_no_client(tmp_path: Path, size: str) -> None:
    """Its machines are not counted, so that its subnets tell."""
    text = GROUP.replace("= 4\n", f"{size}\n")
    [(edge, _)] = edges(tmp_path, GATEWAY + text, "aws_nat_gateway.a")
    assert edge.crossing == (Decimal(2) / 3,) * 3


def test_a_cluster_in_one_zone_sends_nothing_to_another(tmp_path: Path) -> None:
    """Two instances of one zone hold the same; so does a single one."""
    both = CLUSTER + member("one", "b") + member("two", "b")
    for text in (both, DATABASE):
        [(edge, _)] = edges(tmp_path, text, "aws_rds_cluster.a")
        assert (edge.source, edge.crossing) == ("aws_rds_cluster.a", (Decimal(0),) * 3)


def test_what_a_gateway_serves_is_told_by_where_machines_run(tmp_path: Path) -> None:
    """Four machines, two of them in its zone a: half."""
    [(edge, _)] = edges(tmp_path, GATEWAY + GROUP, "aws_nat_gateway.a")
    assert edge.crossing == (Decimal("0.5"),) * 3
    assert edge.source == ", ".join(f'aws_subnet.app["{zone}"]' for zone in "abc")


def machine(name: str, zone: str) -> str:
    """An instance in the subnet of a zone."""
    return f"""
    resource "aws_instance" "{name}" {{
      ami           = "ami-1"
      instance_type = "m5.large"
      subnet_id     = aws_subnet.app["{zone}"].id
    }}
    """


def test_machines_by_themselves_are_counted_one_by_one(tmp_path: Path) -> None:
    """Two in zone b and one in zone c, none in the zone of their gateway, then one there too."""
    away = machine("one", "b") + machine("two", "b") + machine("three", "c")
    [(edge, _)] = edges(tmp_path, GATEWAY + away, "aws_nat_gateway.a")
    assert edge.crossing == (Decimal(1),) * 3
    [(edge, _)] = edges(tmp_path, GATEWAY + away + machine("four", "a"), "aws_nat_gateway.a")
    assert edge.crossing == (Decimal("0.75"),) * 3


def test_a_group_smaller_than_its_zones_is_a_client(tmp_path: Path) -> None:
    """Of one machine in three zones two zones have none; the database is in another than it."""
    text = GROUP.replace("= 4\n", "= 1\n") + DATABASE
    found = {edge.source: edge.crossing for edge, _ in edges(tmp_path, text, "aws_rds_cluster.a")}
    assert found["aws_autoscaling_group.a"] == (Decimal(1),) * 3


def test_a_charge_tells_what_is_billed_twice(tmp_path: Path) -> None:
    """Half of 100 GB leaves a zone and enters another; to a database it is billed once."""
    text = f"{NETWORK}{GATEWAY}{machine('near', 'a')}{machine('far', 'b')}{DATABASE}"
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    used = {
        "aws_nat_gateway.a": {"monthly_data_processed_gb": 100},
        "aws_rds_cluster.a": {"monthly_client_data_gb": 100},
    }
    found = load(tmp_path)
    usage = parse_usage(f"resource_usage: {json.dumps(used)}", "usage.yml")
    made = estimate(found, build(found), usage=usage)
    told = {
        line.address: (line.pricing_quantity, line.formula)
        for line in made.line_items
        if line.item == "cross-az"
    }
    assert told == {
        "aws_nat_gateway.a": (
            Decimal(100),
            "monthly_data_processed_gb x 50% that crosses x 2: out of one zone, into the other",
        ),
        "aws_rds_cluster.a": (Decimal(50), "monthly_client_data_gb x 50% that crosses"),
    }


def test_a_gateway_of_its_own_zone_is_not_billed(tmp_path: Path) -> None:
    """Only the subnet of zone a goes through it."""
    own = GATEWAY.replace("= aws_subnet.app\n", '= { a = aws_subnet.app["a"] }\n')
    [(edge, _)] = edges(tmp_path, own, "aws_nat_gateway.a")
    assert (edge.crossing, edge.is_billed) == ((Decimal(0),) * 3, False)
    assert edge.reason == "each zone uses the NAT gateway of its own"


@pytest.mark.parametrize(
    ("kind", "cross_zone", "share", "billed"),
    [
        ("network", "true", Decimal("0.625"), True),
        ("network", "false", Decimal(0), False),
        ("application", "true", Decimal("0.625"), False),
    ],
)
def test_a_balancer_across_zones(
    tmp_path: Path, kind: str, cross_zone: str, share: Decimal, *, billed: bool
) -> None:
    """Targets: 2 in a, 1 in b, 1 in c. From a 2 of 4 are elsewhere, from b 3 of 4: 5/8 of all."""
    text = GROUP + balancer(kind, cross_zone)
    [(edge, times)] = edges(tmp_path, text, "aws_lb_target_group.a")
    assert (edge.crossing, edge.is_billed, times) == ((share,) * 3, billed, 2)
    assert ("pays for cross-zone" in edge.reason) == (kind == "network")


def test_clients_of_a_database_are_elsewhere_by_their_number(tmp_path: Path) -> None:
    """Four clients; the writer in b has one beside it, the reader in a two: 3/4, 1/2 to 3/4."""
    text = GROUP + CLUSTER + member("writer", "b", 0) + member("reader", "a", 9)
    found = edges(tmp_path, text, "aws_rds_cluster.a")
    told = {edge.source: (edge.crossing, edge.is_billed, times) for edge, times in found}
    low, high = Decimal("0.5"), Decimal("0.75")
    assert told["aws_autoscaling_group.a"][1:] == (True, 1)
    assert told["aws_autoscaling_group.a"][0][::2] == (low, high)
    assert told["aws_rds_cluster.a"] == ((Decimal(1),) * 3, False, 0)


def test_a_share_that_may_vary_is_written_with_its_ends(tmp_path: Path) -> None:
    """The least, the expected and the most, each under its own name."""
    text = f"{NETWORK}{GATEWAY}{machine('near', 'a')}{machine('far', 'b')}"
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    found = load(tmp_path)
    made = estimate(found, build(found))
    shares = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"))
    [edge] = [one for one in made.edges if one.target == "aws_nat_gateway.a"]
    made = replace(made, edges=(replace(edge, crossing=shares),))
    [written] = json.loads(as_json(made))["traffic"]
    told = [written[f"crossing_share{end}"] for end in ("_low", "", "_high")]
    assert told == [0.25, 0.5, 0.75]
