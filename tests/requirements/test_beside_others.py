"""What cases of other checkers showed to be judged wrongly, each in words of our own."""

from pathlib import Path

import pytest

from archbench.requirements import assess
from archbench.requirements.verdict import Verdict


def judged(tmp_path: Path, text: str, control: str, *lists: str) -> Verdict:
    """The verdict of one control on a configuration of one file."""
    (tmp_path / "main.tf").write_text(text)
    found = assess(tmp_path, lists or ("security",), variables=(("unknown", "*"),))
    return next(item for item in found.verdicts if item.control.id == control)


RULE = """
variable "group" {
  type = string
}
resource "aws_security_group_rule" "desk" {
  type              = "ingress"
  protocol          = "tcp"
  from_port         = %d
  to_port           = %d
  cidr_blocks       = ["%s"]
  security_group_id = %s
}
"""


@pytest.mark.parametrize("group", ['"sg-0a1b2c3d4e5f"', "var.group"])
def test_a_rule_is_judged_whose_group_stands_elsewhere(tmp_path: Path, group: str) -> None:
    """A port that it opens is open, whoever wears the group; what a balancer may do stays open."""
    wide = judged(tmp_path, RULE % (3300, 3400, "0.0.0.0/0", group), "admin-ports")
    assert (wide.verdict, wide.decisive[0].subject) == ("fail", "aws_security_group_rule.desk")
    assert wide.decisive[0].place.startswith("main.tf:")
    assert judged(tmp_path, RULE % (22, 22, "10.2.0.0/16", group), "admin-ports").verdict == "pass"
    web = RULE % (443, 443, "0.0.0.0/0", group)
    assert judged(tmp_path, web, "1.4.2-inbound-untrusted", "pci-dss").verdict == "open"
    shell = RULE % (22, 22, "0.0.0.0/0", group)
    assert judged(tmp_path, shell, "1.4.2-inbound-untrusted", "pci-dss").verdict == "fail"


@pytest.mark.parametrize(
    ("ranges", "verdict"),
    [("[]", "fail"), ("null", "fail"), ('["0.0.0.0/0"]', "fail"), ('["198.51.100.0/24"]', "pass")],
)
def test_no_range_is_every_range_for_a_cluster(tmp_path: Path, ranges: str, verdict: str) -> None:
    """The provider sends no empty list, and EKS then takes the world."""
    text = f"""
resource "aws_eks_cluster" "batch" {{
  name     = "batch"
  role_arn = "arn:aws:iam::111122223333:role/batch"
  vpc_config {{
    subnet_ids          = ["subnet-1", "subnet-2"]
    public_access_cidrs = {ranges}
  }}
}}
"""
    assert judged(tmp_path, text, "eks-endpoint").verdict == verdict


@pytest.mark.parametrize(("users", "verdict"), [('["lee"]', "fail"), ("[]", "pass")])
def test_an_attachment_of_many_may_name_users(tmp_path: Path, users: str, verdict: str) -> None:
    """What it attaches to a role is no right of a person."""
    text = f"""
resource "aws_iam_policy_attachment" "read" {{
  name       = "read"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
  roles      = ["reporting"]
  users      = {users}
}}
"""
    assert judged(tmp_path, text, "no-user-policies").verdict == verdict


@pytest.mark.parametrize(
    ("tls", "verdict"), [("false", "fail"), ("true", "pass"), ("null", "pass")]
)
def test_memorydb_speaks_tls_by_itself(tmp_path: Path, tls: str, verdict: str) -> None:
    """Its default is on, where that of ElastiCache is off."""
    text = f"""
resource "aws_memorydb_cluster" "basket" {{
  name        = "basket"
  acl_name    = "open-access"
  node_type   = "db.t4g.small"
  tls_enabled = {tls}
}}
"""
    assert judged(tmp_path, text, "caches-tls").verdict == verdict


def test_a_cluster_without_an_engine_is_no_error_of_the_checklist(tmp_path: Path) -> None:
    """Terraform refuses it; the control has nothing to look at, and says no word of functions."""
    text = 'resource "aws_rds_cluster" "bare" {\n  master_username = "root1"\n}\n'
    found = judged(tmp_path, text, "database-sign-in")
    assert (found.verdict, "startswith" in found.in_words) == ("not_applicable", False)


def test_a_policy_that_is_no_json_says_so(tmp_path: Path) -> None:
    """A comma too many is not a value that waits for apply."""
    text = """
resource "aws_kms_key" "k" {
  policy = "{\\"Statement\\": [{\\"Effect\\": \\"Allow\\",}]}"
}
"""
    found = judged(tmp_path, text, "no-public-policies")
    assert found.verdict == "open"
    assert "is no valid JSON" in found.in_words


def test_the_rule_that_opens_a_network_acl_is_its_evidence(tmp_path: Path) -> None:
    """A rule in a block of its own is named with its line."""
    text = """
resource "aws_network_acl" "edge" {
  vpc_id = "vpc-1"
}
resource "aws_network_acl_rule" "in" {
  network_acl_id = aws_network_acl.edge.id
  rule_number    = 90
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = 20
  to_port        = 30
}
"""
    found = judged(tmp_path, text, "acl-admin-ports")
    assert found.verdict == "fail"
    places = {str(item.place) for item in found.evidence if "rule.in" in item.address}
    assert any(place.startswith("main.tf:") for place in places)
