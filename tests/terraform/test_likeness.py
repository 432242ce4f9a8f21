"""What each instance of a resource would be of which nobody can tell how many there are."""

from pathlib import Path

import pytest

from archbench.hcl.values import Unknown
from archbench.terraform import load

STACK = """
provider "aws" {
  region = "eu-west-1"
  default_tags { tags = { team = "shop" } }
}
variable "many" {}
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "s" {
  %s
  vpc_id                  = aws_vpc.v.id
  cidr_block              = %s
  map_public_ip_on_launch = false
}
"""


@pytest.mark.parametrize(
    ("repeated", "differs"),
    [
        ("count = var.many", "cidrsubnet(aws_vpc.v.cidr_block, 8, count.index)"),
        ("for_each = var.many", "each.value"),
        ("for_each = var.many", "each.value.cidr"),
        ("for_each = var.many", 'var.many[each.key]["cidr"]'),
    ],
)
def test_what_does_not_differ_is_known(repeated: str, differs: str, tmp_path: Path) -> None:
    """However many subnets there are, none gives an address; which range each has is not known."""
    (tmp_path / "main.tf").write_text(STACK % (repeated, differs))
    found = load(tmp_path, variables=(("unknown", "many"),), environ={})
    assert found.of_type("aws_subnet") == ()
    [block] = found.uncounted
    assert block.like is not None
    assert (block.like.address, block.like.key) == ("aws_subnet.s", None)
    assert block.like.get("map_public_ip_on_launch") is False
    assert block.like.get("tags_all") == {"team": "shop"}
    assert isinstance(block.like.get("cidr_block"), Unknown)
    assert block.like.references["vpc_id",] == ("aws_vpc.v",)


def test_nobody_hears_of_what_may_not_be_there(tmp_path: Path) -> None:
    """An argument that is wrong in every instance is no error where there may be none."""
    stack = STACK % ("count = var.many", '{}["no such key"]')
    (tmp_path / "main.tf").write_text(stack)
    found = load(tmp_path, variables=(("unknown", "many"),), environ={})
    assert [item for item in found.diagnostics if item.severity == "error"] == []


def test_a_data_source_makes_nothing(tmp_path: Path) -> None:
    """However many there are, none is an instance of anything."""
    (tmp_path / "main.tf").write_text(
        'variable "many" {}\ndata "aws_ami" "a" { count = var.many }\n'
    )
    found = load(tmp_path, variables=(("unknown", "many"),), environ={})
    assert [item.like for item in found.unexpanded] == [None]
