"""Which tier and which zones a charge belongs to."""

from decimal import Decimal
from pathlib import Path

import pytest

from archbench.architecture import build, place
from archbench.cost import Estimate, estimate
from archbench.terraform import load

NETWORK = """
provider "aws" { region = "us-east-1" }
resource "aws_vpc" "shop" { cidr_block = "10.8.0.0/16" }
resource "aws_subnet" "cell" {
  for_each          = { a = 1, b = 2 }
  vpc_id            = aws_vpc.shop.id
  cidr_block        = "10.8.${each.value}.0/24"
  availability_zone = "us-east-1${each.key}"
}
"""
TASK = """
resource "aws_ecs_task_definition" "cart" {
  family                   = "cart"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 1024
  memory                   = 2048
  network_mode             = "awsvpc"
  container_definitions    = "[]"
}
resource "aws_ecs_service" "cart" {
  name            = "cart"
  launch_type     = "FARGATE"
  desired_count   = COUNT
  task_definition = aws_ecs_task_definition.cart.arn
  network_configuration { subnets = [for cell in aws_subnet.cell : cell.id] }
}
"""
CACHE = """
resource "aws_elasticache_subnet_group" "cart" {
  name       = "cart"
  subnet_ids = [for cell in aws_subnet.cell : cell.id]
}
resource "aws_elasticache_replication_group" "cart" {
  replication_group_id       = "cart"
  description                = "cart"
  node_type                  = "cache.t4g.small"
  engine                     = "valkey"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  subnet_group_name          = aws_elasticache_subnet_group.cart.name
}
"""


def _made(text: str, directory: Path) -> Estimate:
    (directory / "main.tf").write_text(NETWORK + text, encoding="utf-8")
    configuration = load(directory)
    return estimate(configuration, build(configuration))


def _zones(made: Estimate) -> dict[str, Decimal]:
    return {zone: total.likely for zone, total in made.by_zone().items()}


@pytest.mark.parametrize("text", [TASK.replace("COUNT", "4"), CACHE])
def test_what_fills_its_zones_has_an_equal_share_in_each(text: str, tmp_path: Path) -> None:
    """Tasks and nodes are spread over the zones of their subnets, half of the bill in each."""
    made = _made(text, tmp_path)
    half = made.total_monthly / 2
    assert half > 0
    assert _zones(made) == {"us-east-1a": half, "us-east-1b": half}


def test_a_balancer_has_an_equal_share_in_each_of_its_zones(tmp_path: Path) -> None:
    """Its hours, 730 x 0.0225, half in each."""
    text = """
    resource "aws_lb" "cart" {
      internal = true
      subnets  = [for cell in aws_subnet.cell : cell.id]
    }
    """
    half = 730 * Decimal("0.0225") / 2
    assert _zones(_made(text, tmp_path)) == {"us-east-1a": half, "us-east-1b": half}


def test_a_volume_is_in_the_zone_it_names(tmp_path: Path) -> None:
    """10 GB at 0.08, though no subnet holds it."""
    text = """
    resource "aws_ebs_volume" "cart" {
      availability_zone = "us-east-1b"
      type              = "gp3"
      size              = 10
    }
    """
    assert _zones(_made(text, tmp_path)) == {"us-east-1b": Decimal("0.80")}


def test_the_address_of_a_gateway_is_where_the_gateway_is(tmp_path: Path) -> None:
    """730 hours at 0.045 and 730 at 0.005, all in the one zone and the one tier."""
    text = """
    resource "aws_eip" "cart" {
      domain = "vpc"
    }
    resource "aws_nat_gateway" "cart" {
      allocation_id = aws_eip.cart.id
      subnet_id     = aws_subnet.cell["b"].id
    }
    """
    made = _made(text, tmp_path)
    assert _zones(made) == {"us-east-1b": 730 * Decimal("0.05")}
    assert set(made.by_tier()) == {line.tier for line in made.line_items}
    assert len(made.by_tier()) == 1


def test_one_task_in_either_of_two_zones_is_in_none(tmp_path: Path) -> None:
    """Where AWS picks the zone its cost is the region's."""
    assert set(_zones(_made(TASK.replace("COUNT", "1"), tmp_path))) == {"regional"}


def test_a_store_is_in_the_database_tier(tmp_path: Path) -> None:
    """A cache is no part of the region alone."""
    assert set(_made(CACHE, tmp_path).by_tier()) == {"database"}


@pytest.mark.parametrize("stack", ["payments", "migration"])
def test_where_everything_stands_is_enough_for_the_bill(stack: str) -> None:
    """What leads where changes no charge: a bill from the places is that from the whole."""
    configuration = load(Path(__file__).parents[2] / "infra" / stack)
    whole, places = build(configuration), place(configuration)
    assert places.parts == whole.parts
    assert estimate(configuration, places) == estimate(configuration, whole)


@pytest.mark.parametrize(
    ("said", "zones"),
    [
        ('availability_zone = "us-east-1b"', {"us-east-1b": 1}),
        ("", {"regional": 1}),
        ("multi_az = true", {"us-east-1a": 2, "us-east-1b": 2}),
        (
            'multi_az = true\n  availability_zone = "us-east-1b"',
            {"us-east-1a": 2, "us-east-1b": 2},
        ),
    ],
)
def test_a_database_is_where_it_runs_and_half_of_it_where_its_standby_does(
    said: str, zones: dict[str, int], tmp_path: Path
) -> None:
    """In the zone it names, in neither where AWS chooses one, in both with a standby."""
    text = f"""
    resource "aws_db_subnet_group" "books" {{
      name       = "books"
      subnet_ids = [for cell in aws_subnet.cell : cell.id]
    }}
    resource "aws_db_instance" "books" {{
      engine               = "postgres"
      instance_class       = "db.m5.large"
      allocated_storage    = 20
      db_subnet_group_name = aws_db_subnet_group.books.name
      {said}
    }}
    """
    made = _made(text, tmp_path)
    assert {line.tier for line in made.line_items} == {"database"}
    assert _zones(made) == {zone: made.total_monthly / part for zone, part in zones.items()}
