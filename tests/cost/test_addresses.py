"""Which instances get a public address by themselves: asked of every subnet, guessed of none."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from archbench.cost import estimate
from archbench.cost.bill import configuration, ref
from archbench.cost.charge import Resource
from archbench.cost.quantity import Open, Quantity
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform import load

STACK = """
provider "aws" { region = "us-east-1" }
variable "more" { type = list(string) }
data "aws_subnets" "all" {}
resource "aws_subnet" "gives" {
  count                   = 2
  vpc_id                  = "vpc-1"
  cidr_block              = "10.0.${count.index}.0/24"
  map_public_ip_on_launch = true
}
resource "aws_subnet" "gives_none" {
  vpc_id     = "vpc-1"
  cidr_block = "10.0.2.0/24"
}
resource "aws_default_subnet" "here" { availability_zone = "us-east-1a" }
resource "aws_default_subnet" "quiet" {
  availability_zone       = "us-east-1b"
  map_public_ip_on_launch = false
}
resource "aws_cloudformation_stack" "network" {
  name          = "network"
  template_body = "{}"
}
"""
KINDS = {
    "aws_autoscaling_group": """
resource "aws_launch_template" "a" {
  image_id      = "ami-1"
  instance_type = "m5.large"
}
resource "aws_autoscaling_group" "a" {
  min_size            = 2
  max_size            = 2
  vpc_zone_identifier = SUBNETS
  launch_template { id = aws_launch_template.a.id }
}
""",
    "aws_eks_node_group": """
resource "aws_eks_node_group" "a" {
  cluster_name   = "a"
  node_role_arn  = "arn:aws:iam::123456789012:role/a"
  subnet_ids     = SUBNETS
  instance_types = ["m5.large"]
  scaling_config {
    min_size     = 2
    desired_size = 2
    max_size     = 2
  }
}
""",
}


def _hours(text: str, directory: Path) -> object:
    """Hours of public addresses, "open" where nobody knows, None where there are none."""
    (directory / "main.tf").write_text(STACK + text, encoding="utf-8")
    made = estimate(load(directory, variables=(("unknown", "*"),), environ={}))
    found = [line for line in made.line_items if line.item == "public-ipv4-hour"]
    return next(("open" if one.is_open else one.pricing_quantity for one in found), None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("subnets", "hours"),
    [
        ("aws_subnet.gives[*].id", 1460),
        ("[for one in aws_subnet.gives : one.id]", 1460),
        ("[aws_subnet.gives_none.id]", None),
        ("[aws_subnet.gives_none.id, aws_subnet.gives[0].id]", "open"),
        ('[aws_subnet.gives[0].id, "subnet-0123456789abcdef0"]', "open"),
        ('["subnet-0123456789abcdef0", aws_subnet.gives_none.id]', "open"),
        ("[aws_subnet.gives[0].id, var.more[0]]", "open"),
        ("[length(var.more) > 1 ? aws_subnet.gives[0].id : aws_subnet.gives_none.id]", "open"),
        ("concat([aws_subnet.gives[0].id], var.more)", "open"),
        ("concat([aws_subnet.gives_none.id], data.aws_subnets.all.ids)", "open"),
        ("[aws_default_subnet.here.id]", 1460),
        ("[aws_default_subnet.quiet.id]", None),
        ('[aws_cloudformation_stack.network.outputs["subnet"]]', "open"),
    ],
)
def test_every_subnet_of_a_group_is_asked(
    kind: str, subnets: str, hours: object, tmp_path: Path
) -> None:
    """Two instances of 730 hours, where all give one; one subnet of elsewhere leaves it open."""
    assert _hours(KINDS[kind].replace("SUBNETS", subnets), tmp_path) == hours


@pytest.mark.parametrize(
    ("subnet", "hours"),
    [
        ("aws_subnet.gives[0].id", 730),
        ("aws_subnet.gives_none.id", None),
        ("aws_default_subnet.here.id", 730),
        ("aws_default_subnet.quiet.id", None),
        ('aws_cloudformation_stack.network.outputs["subnet"]', "open"),
        ('"subnet-0123456789abcdef0"', "open"),
        ("null", "open"),
    ],
)
def test_a_default_subnet_gives_addresses_unless_told(
    subnet: str, hours: object, tmp_path: Path
) -> None:
    """Another subnet gives none unless told; what is no subnet says nothing of it."""
    text = 'resource "aws_instance" "a" {\n  ami = "ami-1"\n  instance_type = "m5.large"\n'
    assert _hours(f"{text}  subnet_id = {subnet}\n}}\n", tmp_path) == hours


TWO: Mapping[str, Mapping[str, Plain]] = {"aws_subnet.a": {}, "aws_subnet.b": {}}
A, B = Origin("resource", "aws_subnet.a", "id"), Origin("resource", "aws_subnet.b", "id")


@pytest.mark.parametrize(
    ("origins", "size"),
    [
        ((A,), 1),
        ((A, B), 2),
        ((A, Origin("variable", "var.more")), None),
        ((A, Origin("data", "data.aws_subnets.all", "ids")), None),
        ((A, Origin("resource", "aws_subnet.elsewhere", "id")), None),
        ((Origin("resource", "aws_lb.a"),), None),
        ((), None),
    ],
)
def test_a_list_of_which_a_part_is_not_here_is_not_counted(
    origins: tuple[Origin, ...], size: int | None
) -> None:
    """As many as it is made from, where it is made from nothing else, and not by itself."""
    values: Mapping[str, Plain] = {"subnets": Unknown(DYNAMIC, origins)}
    found = configuration({**TWO, "aws_lb.a": values})
    counted = Resource(found.by_address["aws_lb.a"], found).size("subnets")
    assert isinstance(counted, Open) if size is None else counted == Quantity.of(size)


def test_a_list_is_counted_by_its_members_wherever_they_are() -> None:
    """Each is a subnet, whether or not it is one of here."""
    found = configuration({**TWO, "aws_lb.a": {"subnets": (ref("aws_subnet.a"), "subnet-1")}})
    assert Resource(found.by_address["aws_lb.a"], found).size("subnets") == Quantity.of(2)


def test_a_list_refers_to_what_its_values_do_not_tell() -> None:
    """One member by its value, the other by what stands in the configuration alone."""
    told: Plain = (ref("aws_subnet.a"), Unknown(DYNAMIC, (B, Origin("variable", "var.more"))))
    found = configuration({**TWO, "aws_lb.a": {"subnets": told}})
    both: Mapping[tuple[str | int, ...], tuple[str, ...]]
    both = {("subnets",): ("aws_subnet.a", "aws_subnet.b")}
    lb = Resource(replace(found.by_address["aws_lb.a"], references=both), found)
    assert [one.address for one in lb.targets("subnets")] == ["aws_subnet.a", "aws_subnet.b"]
    assert lb.all_targets("subnets") == ()
