"""The drill of many: a loss looks at what it touches, and says what looking at everything says."""

import cProfile
import pstats
from dataclasses import replace
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.drill import Trial, drill, row
from archbench.architecture.failure import Gone
from archbench.architecture.intact import BalancerLeft, Intact
from archbench.architecture.loss import Losses
from archbench.terraform import load

STACKS = Path(__file__).parent / "stacks"
PAYMENTS = Path(__file__).parents[2] / "infra" / "payments"
NETWORK = """
provider "aws" { region = "eu-central-1" }
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/8" }
"""
TEAM = """
variable "name" {}
variable "vpc" {}
locals { zones = ["eu-central-1a", "eu-central-1b"] }
resource "aws_subnet" "app" {
  count             = 2
  vpc_id            = var.vpc
  cidr_block        = "10.${var.name}.${count.index}.0/24"
  availability_zone = local.zones[count.index]
}
resource "aws_nat_gateway" "out" {
  count             = 2
  subnet_id         = aws_subnet.app[count.index].id
  connectivity_type = "private"
}
resource "aws_route_table" "app" {
  count  = 2
  vpc_id = var.vpc
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.out[count.index].id
  }
}
resource "aws_route_table_association" "app" {
  count          = 2
  subnet_id      = aws_subnet.app[count.index].id
  route_table_id = aws_route_table.app[count.index].id
}
resource "aws_instance" "nat" {
  count             = 2
  ami               = "ami-0123456789abcdef0"
  instance_type     = "t3.micro"
  subnet_id         = aws_subnet.app[count.index].id
  source_dest_check = false
}
resource "aws_subnet" "far" {
  vpc_id            = var.vpc
  cidr_block        = "10.${var.name}.9.0/24"
  availability_zone = local.zones[0]
}
resource "aws_route_table" "far" {
  vpc_id = var.vpc
  route {
    cidr_block           = "0.0.0.0/0"
    network_interface_id = aws_instance.nat[0].primary_network_interface_id
  }
}
resource "aws_route_table_association" "far" {
  subnet_id      = aws_subnet.far.id
  route_table_id = aws_route_table.far.id
}
resource "aws_lb" "front" {
  name    = "front-${var.name}"
  subnets = aws_subnet.app[*].id
}
resource "aws_lb_target_group" "app" {
  name   = "app-${var.name}"
  port   = 80
  vpc_id = var.vpc
}
resource "aws_lb_listener" "front" {
  load_balancer_arn = aws_lb.front.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }
}
resource "aws_autoscaling_group" "app" {
  min_size            = 2
  max_size            = 4
  vpc_zone_identifier = aws_subnet.app[*].id
  target_group_arns   = [aws_lb_target_group.app.arn]
}
resource "aws_db_subnet_group" "app" { subnet_ids = aws_subnet.app[*].id }
resource "aws_db_instance" "app" {
  engine               = "postgres"
  instance_class       = "db.t3.micro"
  db_subnet_group_name = aws_db_subnet_group.app.name
}
resource "aws_rds_cluster" "app" {
  engine               = "aurora-postgresql"
  db_subnet_group_name = aws_db_subnet_group.app.name
}
resource "aws_rds_cluster_instance" "app" {
  count              = 2
  cluster_identifier = aws_rds_cluster.app.id
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
}
"""


def _teams(folder: Path, count: int) -> Path:
    """So many teams in one VPC, each with its own ways out, balancer, machines and databases."""
    (folder / "team").mkdir(parents=True)
    (folder / "team" / "main.tf").write_text(TEAM)
    calls = (
        f'module "t{i}" {{\n  source = "./team"\n  name = {i}\n  vpc = aws_vpc.main.id\n}}\n'
        for i in range(count)
    )
    (folder / "main.tf").write_text(NETWORK + "".join(calls))
    return folder


def _calls(path: Path) -> int:
    """How many functions are called to drill a stack and to say of each failure what it means."""
    configuration = load(path)
    architecture = build(configuration)

    def told() -> list[dict[str, object]]:
        found = drill(configuration, architecture)
        return [row(trial) for trial in (*found.zones, *found.points)]

    profile = cProfile.Profile()
    profile.runcall(told)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def test_the_work_grows_with_the_parts_of_one_vpc(tmp_path: Path) -> None:
    """Twice the teams take twice the calls, though each has single points of its own."""
    _calls(_teams(tmp_path / "first", 1))  # what is made once is made before
    once, twice = (_calls(_teams(tmp_path / str(count), count)) for count in (20, 40))
    assert twice < 2.15 * once


@pytest.mark.parametrize("stack", ["teams", "payments", *(it.name for it in STACKS.iterdir())])
def test_a_single_point_leaves_what_looking_at_everything_says(stack: str, tmp_path: Path) -> None:
    """What the point does not touch is as it was, and what it touches is not."""
    path = PAYMENTS if stack == "payments" else STACKS / stack
    configuration = load(_teams(tmp_path / "t", 2) if stack == "teams" else path)
    architecture = build(configuration)
    losses = Losses(architecture)
    failures = [trial.loss.failure for trial in drill(configuration, architecture).points]
    for failure in failures:
        left = [
            Intact(vpc, architecture).every(Gone(failure))
            for region in architecture.regions
            for vpc in region.vpcs
            if failure.kind == "region" or failure.addresses & {*vpc.shaped()}
            if region.name == failure.region
        ]
        loss = losses.of(failure)
        assert loss.lost == tuple(it for vpc in left for it in vpc.lost)
        assert loss.capacities == tuple(it for vpc in left for it in vpc.capacities)
        assert loss.databases == tuple(it for vpc in left for it in vpc.databases)
        assert loss.balancers == tuple(it for vpc in left for it in vpc.balancers)
        assert loss.cut_off == tuple(it for vpc in left for it in vpc.cut_off)
    kinds = {(failure.kind, failure.name.partition(" ")[0]) for failure in failures}
    if stack == "teams":
        assert kinds >= {("nat", "NAT"), ("writer", "writer"), ("writer", "database")}


def test_of_many_numbers_in_a_row_those_alike_are_counted(tmp_path: Path) -> None:
    """Twelve stand one by one, thirteen do not."""
    configuration = load(_teams(tmp_path / "t", 7))
    trial = drill(configuration, build(configuration)).zones[0]
    (loss,) = [trial.loss]

    def balancers(*left: int) -> str:
        items = tuple(BalancerLeft(f"a{at}", "b", 2, count) for at, count in enumerate(left))
        return str(row(Trial(replace(loss, balancers=items), ()))["balancer"])

    assert balancers(*[1] * 12) == ", ".join(["1 of 2"] * 12)
    assert balancers(1, 2, *[1] * 11) == "1 of 2 (12 of them), 2 of 2"


@pytest.mark.parametrize(
    ("count", "named"),
    [(3, "m[0], m[1], m[2]"), (10, "m[0], m[1], m[2] and 7 more")],
)
def test_the_first_few_of_many_machines_are_named(tmp_path: Path, count: int, named: str) -> None:
    """The others are counted: ten thousand names would say nothing."""
    machines = f"""
variable "subnet" {{ type = string }}
resource "aws_instance" "m" {{
  count         = {count}
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  subnet_id     = var.subnet
}}
"""
    (tmp_path / "main.tf").write_text(NETWORK + machines)
    configuration = load(tmp_path, variables=(("unknown", "subnet"),))
    found = drill(configuration, build(configuration))
    assert f"how many instances of {named} are left cannot be told" in found.answer
    [zone] = found.zones
    assert row(zone)["running"] == f"? of {count}"
