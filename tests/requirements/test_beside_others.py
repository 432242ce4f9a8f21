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


SCRIPT = """
provider "aws" {
  region = "eu-west-1"
}
variable "given" {
  type = string
}
resource "aws_instance" "box" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  user_data     = %s
}
"""


@pytest.mark.parametrize(
    ("script", "verdict"),
    [
        ('"#!/bin/sh\\necho \\"ops:hunter2-hunter2\\" | chpasswd\\n"', "fail"),
        (
            '"cat <<EOF > /root/.aws/credentials\\naws_secret_access_key = abcdEFGH12\\nEOF\\n"',
            "fail",
        ),
        ('"<powershell>\\nnet user Operator Winter2026 /add\\n</powershell>"', "fail"),
        ('"#!/bin/sh\\nyum install -y git && PGPASSWORD=hunter22 psql\\n"', "fail"),
        ('"#!/bin/sh\\nTOKEN=`curl -X PUT http://169.254.169.254/latest/api/token`\\n"', "pass"),
        ('"#!/bin/sh\\necho \\"ops:$PASSWORD\\" | chpasswd\\n"', "pass"),
        ('"#!/bin/sh\\necho ${var.given}\\n"', "pass"),
        ("var.given", "open"),
    ],
)
def test_a_script_sets_a_password_in_many_ways(tmp_path: Path, script: str, verdict: str) -> None:
    """A password that stands in it is written down; of a script that is not known, nobody knows."""
    assert judged(tmp_path, SCRIPT % script, "function-secrets").verdict == verdict


SOURCE = """
provider "aws" {
  region = "eu-west-1"
}
variable "from" {
  type = list(string)
}
resource "aws_security_group" "shop" {
  ingress {
    description = "shop"
    from_port   = %d
    to_port     = %d
    protocol    = "%s"
    cidr_blocks = var.from
  }
}
"""


@pytest.mark.parametrize(
    ("ports", "control", "verdict"),
    [
        ((22, 22, "tcp"), "admin-ports", "open"),
        ((443, 443, "tcp"), "admin-ports", "pass"),
        ((443, 443, "tcp"), "all-ports", "pass"),
        ((1000, 9000, "tcp"), "all-ports", "open"),
        ((1000, 9000, "tcp"), "data-ports", "open"),
        ((0, 0, "-1"), "data-ports", "open"),
    ],
)
def test_a_rule_opens_no_other_ports_whatever_its_source(
    tmp_path: Path, ports: tuple[int, int, str], control: str, verdict: str
) -> None:
    """Of a rule whose source nobody knows, the ports are known: others it does not open."""
    assert judged(tmp_path, SOURCE % ports, control).verdict == verdict


FLEET = """
provider "aws" {
  region = "eu-west-1"
}
data "aws_subnets" "all" {}
resource "aws_subnet" "one" {
  vpc_id            = "vpc-1"
  cidr_block        = "10.0.0.0/24"
  availability_zone = "eu-west-1a"
}
resource "aws_launch_template" "shop" {
  image_id      = "ami-1"
  instance_type = "t3.micro"
}
resource "aws_autoscaling_group" "shop" {
  min_size            = 2
  max_size            = 4
  vpc_zone_identifier = %s
  launch_template {
    id = aws_launch_template.shop.id
  }
}
"""


@pytest.mark.parametrize(
    ("subnets", "verdict"),
    [("data.aws_subnets.all.ids", "open"), ("[aws_subnet.one.id]", "fail")],
)
def test_subnets_that_aws_is_asked_for_stand_in_no_zone_that_is_known(
    tmp_path: Path, subnets: str, verdict: str
) -> None:
    """What a data source will say is not known, where it was zero zones and no addresses."""
    found = judged(tmp_path, FLEET % subnets, "REL10-BP01-scaling-groups", "reliability")
    assert found.verdict == verdict
    if verdict == "open":
        room = judged(tmp_path, FLEET % subnets, "REL02-BP03-room-to-grow", "reliability")
        assert room.verdict == "open"


KEPT = """
provider "aws" {
  region = "eu-west-1"
}
resource "aws_sqs_queue" "lost" {
  name = "lost"
}
resource "aws_lambda_function" "pay" {
  function_name = "pay"
  role          = "arn:aws:iam::111122223333:role/pay"
  %s
}
"""


@pytest.mark.parametrize(
    ("config", "verdict"),
    [
        ("dead_letter_config {\n    target_arn = aws_sqs_queue.lost.arn\n  }", "not_applicable"),
        ("", "fail"),
    ],
)
def test_the_queue_of_what_a_function_cannot_handle_needs_no_other(
    tmp_path: Path, config: str, verdict: str
) -> None:
    """A dead-letter queue is one whoever hands over to it: a queue, a function, a rule."""
    found = judged(tmp_path, KEPT % config, "REL05-BP04-dead-letters", "reliability")
    assert found.verdict == verdict


def test_no_log_group_is_none_of_any_name(tmp_path: Path) -> None:
    """Where a configuration has no log group, no name of a function is needed to know."""
    text = KEPT.replace('"pay"\n  role', "var.name\n  role") % "" + 'variable "name" {}\n'
    found = judged(tmp_path, text, "OPS04-function-logs", "operations")
    assert found.verdict == "fail"


@pytest.mark.parametrize("who", ['"*"', '{ AWS = "444455556666" }'])
def test_whoever_may_write_to_a_destination_of_logs_is_named(tmp_path: Path, who: str) -> None:
    """A policy says who may use a resource under many names, not `policy` alone."""
    text = f"""
resource "aws_cloudwatch_log_destination_policy" "in" {{
  destination_name = "in"
  access_policy = jsonencode({{
    Statement = [{{
      Effect    = "Allow"
      Principal = {who}
      Action    = "logs:PutSubscriptionFilter"
      Resource  = "*"
    }}]
  }})
}}
"""
    verdict = judged(tmp_path, text, "no-public-policies").verdict
    assert verdict == ("fail" if "*" in who else "pass")
