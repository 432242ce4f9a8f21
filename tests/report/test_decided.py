"""Verdicts as a reader wants them: failures worst first, undecided by cause, passes counted."""

from pathlib import Path

from archbench.report import decided
from archbench.requirements import assess

STACK = """
provider "aws" {
  region = "eu-west-1"
}
variable "encrypted" {
  type = bool
}
resource "aws_ebs_volume" "one" {
  availability_zone = "eu-west-1a"
  size              = 10
  encrypted         = var.encrypted
}
resource "aws_security_group_rule" "open" {
  type              = "ingress"
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = aws_security_group.web.id
}
resource "aws_security_group" "web" {
  name = "web"
}
"""


def test_every_control_with_a_case_stands_in_one_list_and_once(tmp_path: Path) -> None:
    """Failures in order of severity, what waits for one variable on one row, the rest counted."""
    (tmp_path / "main.tf").write_text(STACK, "utf-8")
    found = assess(tmp_path, ["security"], variables=[("unknown", "encrypted")], environ={})
    order = ["critical", "high", "medium", "low"]
    failures = decided.failures(found)
    ranks = [order.index(str(row[0])) for row in failures.rows]
    assert ranks == sorted(ranks)
    assert len(ranks) == found.count("fail") > 0
    causes = {str(row[0]): row[1] for row in decided.undecided(found).rows}
    assert "var.encrypted" in causes
    assert sum(int(str(count)) for count in causes.values()) == found.count("open")
    assert len(decided.to_look_at(found).rows) == found.count("review")
    passes = decided.passes(found)
    assert passes.total[1] == found.count("pass")
    groups = [group for group in found.groups if group.verdict == "not_applicable"]
    assert passes.note.endswith(f"of {len(groups)} more groups find no case here.")
    assert len(passes.rows) + len(groups) == len(found.groups)
