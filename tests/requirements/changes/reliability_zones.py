"""What the loss of a zone leaves: REL10-BP01-zone-loss."""

from collections.abc import Mapping

from tests.requirements.changes import HEAD, Changes, changes

LIST = "reliability"

STACK = (
    HEAD
    + """
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "private" {
  for_each          = { a = 10, b = 11 }
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, each.value)
  availability_zone = "eu-west-1${each.key}"
}
resource "aws_ecs_service" "api" {
  name          = "api"
  launch_type   = "FARGATE"
  desired_count = 2
  network_configuration { subnets = values(aws_subnet.private)[*].id }
}
"""
)

CHANGES: Mapping[str, Changes] = {
    "REL10-BP01-zone-loss": changes(
        ("values(aws_subnet.private)[*].id", '[aws_subnet.private["a"].id]'),
        ("values(aws_subnet.private)[*].id", "[for s in aws_subnet.private : s.id]"),
    ),
}
