"""What is not known of a kind, a size or a place is not taken for what AWS does without it."""

from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.architecture.findings import findings
from archbench.architecture.model import Architecture, Compute, Listener, ScalingGroup
from archbench.terraform.configuration import Configuration
from archbench.terraform.session import Session

STACK = """
provider "aws" { region = "eu-west-1" }
variable "given" {
  default   = "GIVEN"
  sensitive = true
}
resource "random_integer" "later" {
  min = 1
  max = 2
}
resource "aws_lb" "web" {
  name    = "web"
  subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}
resource "aws_lb_target_group" "web" {
  name     = "web"
  port     = 80
  protocol = "HTTP"
  vpc_id   = "vpc-0123456789abcdef0"
}
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  protocol          = PROTOCOL
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
resource "aws_autoscaling_group" "web" {
  name                = "web"
  min_size            = 2
  max_size            = 4
  availability_zones  = ["eu-west-1a", "eu-west-1b"]
  target_group_arns   = [aws_lb_target_group.web.arn]
  health_check_type   = CHECK
  launch_template { id = "lt-0123456789abcdef0" }
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::123456789012:role/x"
  filename      = "x.zip"
  handler       = "x.y"
  runtime       = "python3.13"
  memory_size   = MEMORY
  timeout       = TIMEOUT
}
resource "aws_instance" "a" {
  ami               = "ami-0123456789abcdef0"
  instance_type     = "t3.micro"
  availability_zone = ZONE
}
"""
_UNSET = dict.fromkeys(("PROTOCOL", "CHECK", "MEMORY", "TIMEOUT", "ZONE"), "null")


def _resolved(tmp_path: Path, given: str = "", **arguments: str) -> Configuration:
    text = STACK.replace("GIVEN", given)
    for name, value in {**_UNSET, **arguments}.items():
        text = text.replace(f"= {name}\n", f"= {value}\n")
    (tmp_path / "main.tf").write_text(text)
    return Session(tmp_path).resolve()


def _one(architecture: Architecture, kind: type) -> object:
    [found] = architecture.of_class(kind.__name__)
    return found


@pytest.mark.parametrize(
    ("given", "protocol", "check", "detail", "asks"),
    [
        ("null", "HTTP", "EC2", "128 MB, 3 s", 1),
        ('"512"', "512", "512", "512 MB, 512 s", 0),
        ("random_integer.later.result", "unknown", "unknown", "? MB, ? s", 0),
    ],
)
def test_a_default_stands_for_what_is_left_out_alone(  # noqa: PLR0917 a row of the table
    given: str, protocol: str, check: str, detail: str, asks: int, tmp_path: Path
) -> None:
    """Not for what is not known: neither on a card nor in a finding."""
    names = ("PROTOCOL", "CHECK", "MEMORY", "TIMEOUT")
    resolved = _resolved(tmp_path, **dict.fromkeys(names, given))
    seen = build(resolved)
    listener, group = _one(seen, Listener), _one(seen, ScalingGroup)
    assert isinstance(listener, Listener)
    assert isinstance(group, ScalingGroup)
    assert (listener.protocol, group.health_check_type) == (protocol, check)
    part = seen.graph.parts["aws_lambda_function.f"]
    assert part.kind.detail((resolved.by_address[part.address],)) == detail
    asked = [item for item in findings(resolved, seen) if 'health_check_type = "ELB"' in item.fix]
    assert len(asked) == asks


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("eu-west-1a", "eu-west-1a"),
        ("us-west-2-lax-1a", "us-west-2-lax-1a"),
        ("us-east-1-wl1-bos-wlz-1", "us-east-1-wl1-bos-wlz-1"),
        ("Hush6Sigma", ""),
    ],
)
def test_a_sensitive_zone_is_told_where_it_is_the_name_of_one(
    zone: str, told: str, tmp_path: Path
) -> None:
    """Any other text is a secret that stands there."""
    machine = _one(build(_resolved(tmp_path, zone, ZONE="var.given")), Compute)
    assert isinstance(machine, Compute)
    assert (machine.zone or "") == told


LISTED = """
provider "aws" { region = "eu-central-1" }
variable "azs" { type = list(string) }
data "aws_availability_zones" "here" {}
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "s" {
  count             = 2
  vpc_id            = aws_vpc.v.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index)
  availability_zone = ZONES[count.index]
}
resource "aws_autoscaling_group" "g" {
  min_size            = 2
  max_size            = 4
  vpc_zone_identifier = aws_subnet.s[*].id
  launch_template { id = "lt-0123456789abcdef0" }
}
"""


SURVIVES = "Survives the loss of any one zone:"


@pytest.mark.parametrize(
    ("zones", "answer", "told"),
    [
        ("var.azs", "zone 1 or zone 2, if the zones of var.azs are different ones.", "open"),
        ("data.aws_availability_zones.here.names", "eu-central-1a or eu-central-1b.", "True"),
        ('["eu-central-1b", "eu-central-1c"]', "eu-central-1b or eu-central-1c.", "True"),
    ],
)
def test_what_a_variable_lists_may_be_one_zone_twice(
    zones: str, answer: str, told: str, tmp_path: Path
) -> None:
    """The answer says on what it rests, and a control that asks for it is open."""
    (tmp_path / "main.tf").write_text(LISTED.replace("ZONES", zones))
    resolved = Session(tmp_path).resolve([("unknown", "azs")])
    seen = drill(resolved, build(resolved))
    assert seen.answer == f"{SURVIVES} {answer}"
    assert ("open" if seen.survives is None else str(seen.survives)) == told
    assert ("The zones of var.azs are different ones." in seen.assumptions) is (told == "open")
