"""Fewer gateways carry what more of them did: no saving comes from traffic that vanished."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.whatif.base import Base
from archbench.whatif.run import ScenarioComparison, run
from archbench.whatif.scenario import scenario

STACK = """
provider "aws" {
  region = "us-east-1"
}
variable "gateways" {
  type    = number
  default = 2
}
resource "aws_vpc" "office" { cidr_block = "10.4.0.0/16" }
resource "aws_internet_gateway" "office" { vpc_id = aws_vpc.office.id }
resource "aws_subnet" "edge" {
  count             = 2
  vpc_id            = aws_vpc.office.id
  cidr_block        = cidrsubnet("10.4.0.0/16", 8, count.index)
  availability_zone = ["us-east-1a", "us-east-1b"][count.index]
}
resource "aws_subnet" "desks" {
  count             = 2
  vpc_id            = aws_vpc.office.id
  cidr_block        = cidrsubnet("10.4.0.0/16", 8, 10 + count.index)
  availability_zone = ["us-east-1a", "us-east-1b"][count.index]
}
resource "aws_route_table" "edge" {
  vpc_id = aws_vpc.office.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.office.id
  }
}
resource "aws_route_table_association" "edge" {
  count          = 2
  subnet_id      = aws_subnet.edge[count.index].id
  route_table_id = aws_route_table.edge.id
}
resource "aws_nat_gateway" "out" {
  count         = var.gateways
  subnet_id     = aws_subnet.edge[count.index].id
  allocation_id = "eipalloc-1"
}
resource "aws_route_table" "desks" {
  count  = 2
  vpc_id = aws_vpc.office.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.out[var.gateways == 1 ? 0 : count.index].id
  }
}
resource "aws_route_table_association" "desks" {
  count          = 2
  subnet_id      = aws_subnet.desks[count.index].id
  route_table_id = aws_route_table.desks[count.index].id
}
resource "aws_instance" "desk" {
  count         = 2
  ami           = "ami-1"
  instance_type = "m5.large"
  subnet_id     = aws_subnet.desks[count.index].id
  root_block_device {
    volume_size = 10
    volume_type = "gp3"
  }
}
"""


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """Two gateways, the first of which carries 500 GB and the second 300 GB."""
    (tmp_path / "main.tf").write_text(STACK, encoding="utf-8")
    usage = tmp_path / "usage.yml"
    usage.write_text(
        "resource_usage:\n"
        "  aws_nat_gateway.out[0]: { monthly_data_processed_gb: 500 }\n"
        "  aws_nat_gateway.out[1]: { monthly_data_processed_gb: 300 }\n",
        encoding="utf-8",
    )
    return Base(tmp_path, usage=usage, as_of=date(2026, 11, 23))


def change(found: ScenarioComparison) -> Decimal | None:
    """What the only scenario costs more."""
    return found.change(found.outcomes[0])


def test_one_gateway_carries_the_traffic_of_two(base: Base) -> None:
    """32.85 saved; 800 GB still processed; half of them cross zones, out and in: 800 x 0.01."""
    found = run(base, [scenario("One way out", variables={"gateways": 1})])
    assert change(found) == Decimal("-32.85") + Decimal("8.00")


def test_a_scenario_that_gives_the_figure_is_taken_at_its_word(base: Base) -> None:
    """100 GB in place of 800: 32.85 and 700 x 0.045 saved, and 100 x 0.01 for crossing."""
    own = {"resource_usage": {"aws_nat_gateway.out[0]": {"monthly_data_processed_gb": 100}}}
    found = run(base, [scenario("Quiet", variables={"gateways": 1}, usage=own)])
    assert change(found) == Decimal("-32.85") - 700 * Decimal("0.045") + Decimal("1.00")


def test_the_same_gateways_carry_what_each_carried(base: Base) -> None:
    """A scenario that leaves them alone changes nothing."""
    assert change(run(base, [scenario("As it is")])) == 0


def test_a_second_gateway_takes_half_of_what_one_carried(base: Base) -> None:
    """32.85 more; still 500 GB, none of which crosses zones any longer: 500 x 0.01 less."""
    one = replace(base, variables=(("var", "gateways=1"),))
    found = run(one, [scenario("Two ways out", variables={"gateways": 2})])
    assert change(found) == Decimal("32.85") - Decimal("5.00")
