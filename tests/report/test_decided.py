"""Verdicts as a reader wants them: failures worst first, undecided by cause, passes counted."""

from pathlib import Path

import pytest

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

ELSEWHERE = """
provider "aws" {
  region = "eu-west-1"
}
resource "aws_cloudfront_distribution" "pages" {
  enabled = true
  origin {
    domain_name = "elsewhere.example.com"
    origin_id   = "o"
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
  default_cache_behavior {
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    target_origin_id       = "o"
    viewer_protocol_policy = "https-only"
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  }
  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
  viewer_certificate {
    cloudfront_default_certificate = true
  }
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
    assert passes.total[2] == sum(v.verdict != "not_applicable" for v in found.verdicts)
    groups = [group for group in found.groups if group.verdict == "not_applicable"]
    assert passes.note.endswith(f"of {len(groups)} more groups find no case here.")
    assert len(passes.rows) + len(groups) == len(found.groups)


def test_of_what_many_controls_wait_for_the_first_are_named(tmp_path: Path) -> None:
    """A module that was not read leaves all open: its row has their number and fits a sheet."""
    (tmp_path / "main.tf").write_text('module "far" {\n  source = "acme/far/aws"\n}\n', "utf-8")
    found = assess(tmp_path, ["reliability", "security"], environ={})
    shown = decided.undecided(found)
    [far] = [row for row in shown.rows if row[0] == "module.far"]
    named = str(far[3]).splitlines()
    assert int(str(far[1])) > 100
    assert len(named) == 12
    assert set(named) < {item.control.id for item in found.verdicts if item.verdict == "open"}
    assert "the first 12 controls are named" in shown.note


def test_groups_in_which_none_passes_share_a_row(tmp_path: Path) -> None:
    """The total is of them too."""
    (tmp_path / "main.tf").write_text('module "far" {\n  source = "acme/far/aws"\n}\n', "utf-8")
    found = assess(tmp_path, ["reliability", "security"], environ={})
    cases = [g for g in found.groups if g.verdict != "not_applicable"]
    none = [g for g in cases if not any(v.verdict == "pass" for v in g.verdicts)]
    assert len(none) > 1
    shown = decided.passes(found)
    assert shown.rows[-1][0] == f"{len(none)} groups in which none passes"
    assert len(shown.rows) == len(cases) - len(none) + 1
    assert shown.total[2] == sum(v.verdict != "not_applicable" for g in cases for v in g.verdicts)


def test_of_many_failures_the_lesser_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every serious one stands in the list; how many others there are is its note."""
    (tmp_path / "main.tf").write_text(STACK, "utf-8")
    found = assess(
        tmp_path, ["security", "cost"], variables=[("var", "encrypted=false")], environ={}
    )
    monkeypatch.setattr(decided, "_AT_ONCE", 1)
    shown = decided.failures(found)
    serious = [row for row in shown.rows if row[0] in ("critical", "high")]
    assert shown.rows == tuple(serious)
    more = found.count("fail") - len(serious)
    assert more > 0
    assert shown.note.startswith(f"{more} more ")


def test_what_is_undecided_waits_for_something_of_the_stack(tmp_path: Path) -> None:
    """No name of the checklists' own language stands for a cause."""
    (tmp_path / "main.tf").write_text(ELSEWHERE, "utf-8")
    found = assess(tmp_path, ["reliability"], environ={})
    [cause] = [str(row[0]) for row in decided.undecided(found).rows if "zone-loss" in str(row[3])]
    assert "elsewhere.example.com is not in this configuration" in cause
