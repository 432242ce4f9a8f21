"""pci-dss.hcl: every control passes and fails where it should; payments' honest gaps stay gaps."""

from dataclasses import replace
from pathlib import Path

import pytest

from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Unknown
from archbench.requirements import assess, check
from archbench.requirements.reading import read_checklist
from archbench.terraform import load
from tests.requirements.stacks import (
    MIGRATION,
    PAYMENTS,
    changed,
    decided,
    edited,
    verdicts_of_payments,
    words,
    written,
)

NAME = "pci-dss"

BROKEN = {
    "1.2.5-rules-explained": (
        "security_groups.tf",
        r'description +  = "PostgreSQL from the application instances"',
        "",
        set(),
    ),
    "1.2.6-insecure-services": ("security_groups.tf", r'\["80", "8080"\]', '["80", "23"]', set()),
    "1.3.1-inbound-databases": (
        "security_groups.tf",
        r"(aurora_from_ec2.*?)referenced_security_group_id = \S+",
        r'\1cidr_ipv4 = "10.0.0.0/16"',
        set(),
    ),
    "1.3.2-outbound": (
        "security_groups.tf",
        r'(ec2_https.*?)ip_protocol       = "tcp"\n[^\n]+443\n[^\n]+443',
        r'\1ip_protocol = "-1"',
        set(),
    ),
    "1.4.2-inbound-untrusted": (
        "security_groups.tf",
        "http = 80, https = 443",
        "http = 80, https = 443, admin = 8443",
        set(),
    ),
    "1.4.4-data-not-public": (
        "rds.tf",
        "promotion_tier     = 0",
        "promotion_tier = 0\n  publicly_accessible = true",
        set(),
    ),
    "1.4.5-no-public-addresses": (
        "ec2.tf",
        r"aws_subnet.private\[\*\].id",
        "aws_subnet.public[*].id",
        set(),
    ),
    "2.2.2-default-accounts": ("variables.tf", "payments_admin", "postgres", set()),
    "2.2.3-functions-apart": (
        "rds.tf",
        r"\[aws_security_group.aurora.id\]",
        "[aws_security_group.aurora.id, aws_security_group.ec2.id]",
        set(),
    ),
    "2.2.6-metadata-tokens": ("ec2.tf", '= "required"', '= "optional"', set()),
    "1.3.1-admin-access": (
        "security_groups.tf",
        "http = 80, https = 443",
        "http = 80, https = 443, ssh = 22",
        {"1.4.2-inbound-untrusted"},
    ),
    "3.5.1-encrypted-at-rest": ("ec2.tf", "encrypted             = true", "", set()),
    "3.6.1-own-keys": ("rds.tf", r"(storage_encrypted = true\n)  kms_key_id[^\n]+", r"\1", set()),
    "3.7.4-key-rotation": (
        "kms.tf",
        r"enable_key_rotation +\= true",
        "enable_key_rotation = false",
        set(),
    ),
    "4.2.1-tls-listeners": ("ci.tfvars", r"certificate_arn = \S+", 'certificate_arn = ""', set()),
    "4.2.1-tls-policy": ("alb.tf", r"ssl_policy        = \S+\n", "", set()),
    "6.3.3-patches": (
        "rds.tf",
        "promotion_tier     = 0",
        "promotion_tier = 0\n  auto_minor_version_upgrade = false",
        set(),
    ),
    "7.2.5-no-wildcards": (
        "iam.tf",
        r'\["cloudwatch:PutMetricData"\]',
        '["cloudwatch:*"]',
        set(),
    ),
    "8.3.2-secrets-encrypted": (
        "rds.tf",
        r"(Master credentials[^\n]+\n)[^\n]+\n",
        r"\1",
        set(),
    ),
    "8.6.2-no-written-passwords": (
        "rds.tf",
        r'replace\("\$\{uuid\(\)\}\$\{uuid\(\)\}", "-", ""\)',
        '"correct-horse-battery"',
        set(),
    ),
    "10.2.1-flow-logs": ("vpc.tf", '= "ALL"', '= "REJECT"', set()),
    "10.2.1-database-logs": ("rds.tf", r'= \["postgresql"\]', "= []", set()),
    "12.10.5-alerts": ("cloudwatch.tf", r'var.alarm_email == "" \? 0 : 1', "0", set()),
}
"""By control that payments meets: file, pattern, what breaks it, controls that fail with it."""

LOGS = """
  access_logs {
    bucket  = "access-logs"
    enabled = true
  }
  drop_invalid_header_fields = true
"""
ACL = """
resource "aws_wafv2_web_acl_association" "a" {
  resource_arn = aws_lb.main.arn
  web_acl_arn  = aws_wafv2_web_acl.a.arn
}
resource "aws_wafv2_web_acl" "a" {
  name  = "a"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "common"
    priority = 1
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesCommonRuleSet"
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "common"
      sampled_requests_enabled   = true
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "a"
    sampled_requests_enabled   = true
  }
}
"""
ROTATION = """
resource "aws_secretsmanager_secret_rotation" "a" {
  secret_id           = aws_secretsmanager_secret.database.id
  rotation_lambda_arn = "arn:aws:lambda:us-east-1:123456789012:function:rotate"
  rotation_rules {
    automatically_after_days = 30
  }
}
"""
MENDED = {
    "6.4.2-web-application-firewall": ("alb.tf", r"\Alocals", ACL + "\nlocals"),
    "8.6.3-secret-rotation": ("rds.tf", r"\Alocals", ROTATION + "\nlocals"),
    "10.2.1-access-logs": ("alb.tf", "drop_invalid_header_fields = true", LOGS),
    "10.5.1-retention": ("cloudwatch.tf", "var.log_retention_days", "365"),
}
"""By control that payments fails: file, pattern, what mends it."""

BUCKET = 'resource "aws_s3_bucket" "a" {\n  bucket = "a"\n}\n'
BLOCK = """
resource "aws_s3_bucket_public_access_block" "a" {
  bucket                  = aws_s3_bucket.a.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
"""
DATABASE = """
variable "password" {
  default = "from-the-command-line"
}
resource "aws_db_instance" "a" {
  identifier     = "a"
  engine         = "postgres"
  instance_class = "db.t3.medium"
  REST
}
"""
BALANCER = """
resource "aws_alb" "a" {
  name    = "a"
  subnets = ["subnet-1", "subnet-2"]
}
resource "aws_alb_listener" "a" {
  load_balancer_arn = aws_alb.a.arn
  port              = 80
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "403"
    }
  }
}
LISTENER
"""
RULE = """
resource "aws_lb_listener_rule" "a" {
  listener_arn = aws_alb_listener.a.arn
  action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/a/1"
  }
  condition {
    path_pattern {
      values = ["/pay"]
    }
  }
}
"""
POLICY = """
resource "aws_iam_user_policy" "a" {
  user = "a"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", NotAction = ["iam:*"], Resource = "*" }]
  })
}
"""
INSTANCE = 'resource "aws_instance" "a" {\n  ami = "ami-1"\n  instance_type = "t3.micro"\n}\n'
SMALL = [
    ("1.4.4-buckets-not-public", "pass", BUCKET + BLOCK),
    ("1.4.4-buckets-not-public", "fail", BUCKET),
    ("1.3.1-inbound-databases", "fail", DATABASE.replace("REST", "")),
    ("3.6.1-own-keys", "fail", DATABASE.replace("REST", "")),
    ("10.2.1-database-logs", "fail", DATABASE.replace("REST", "")),
    ("8.6.2-no-written-passwords", "pass", DATABASE.replace("REST", "")),
    ("8.6.2-no-written-passwords", "fail", DATABASE.replace("REST", 'password = "hunter22"')),
    ("4.2.1-tls-listeners", "pass", BALANCER.replace("LISTENER", "")),
    ("4.2.1-tls-listeners", "fail", BALANCER.replace("LISTENER", RULE)),
    ("7.2.5-no-wildcards", "fail", POLICY),
    ("3.5.1-encrypted-at-rest", "fail", INSTANCE),
    ("2.2.6-metadata-tokens", "fail", INSTANCE),
    ("8.6.2-no-written-passwords", "fail", DATABASE.replace("REST", "password = var.password")),
]


@pytest.mark.parametrize("control", sorted(BROKEN))
def test_a_cause_fails_its_own_control(control: str, tmp_path: Path) -> None:
    """Breaking one thing in payments fails the control about it, and only those it must."""
    file, old, new, others = BROKEN[control]
    path = edited(tmp_path, file, old, new)
    found = words(assess(path, (NAME,), variables=(("file", "ci.tfvars"),)))
    different = changed(verdicts_of_payments(NAME), found)
    assert different.pop(control) == "fail"
    assert {name for name, word in different.items() if word == "fail"} <= others


@pytest.mark.parametrize("control", sorted(MENDED))
def test_a_gap_can_be_closed(control: str, tmp_path: Path) -> None:
    """What payments fails passes once it is mended, and nothing else changes."""
    file, old, new = MENDED[control]
    assert verdicts_of_payments(NAME)[control] == "fail"
    path = edited(tmp_path, file, old, new)
    assert changed(verdicts_of_payments(NAME), words(assess(path, (NAME,)))) == {control: "pass"}


@pytest.mark.parametrize(("control", "word", "text"), SMALL)
def test_small_configurations(control: str, word: str, text: str, tmp_path: Path) -> None:
    """What payments does not have is judged too."""
    assert words(assess(written(tmp_path, text), (NAME,)))[control] == word


def test_payments_has_four_gaps() -> None:
    """No firewall, no access logs, a week of logs, no rotation: each with evidence at a line."""
    found = assess(PAYMENTS, (NAME,))
    failing = [item for item in found.verdicts if item.verdict == "fail"]
    assert {item.control.id for item in failing} == set(MENDED)
    assert all(any(e.place for e in item.evidence) for item in failing)
    assert found.count("open") == 0


def test_migration_is_open_to_the_world() -> None:
    """SSH from anywhere, a wildcard role, an unencrypted volume, no flow log."""
    failing = {c for c, word in words(assess(MIGRATION, (NAME,))).items() if word == "fail"}
    assert failing == {
        "1.3.2-outbound",
        "1.4.2-inbound-untrusted",
        "1.4.5-no-public-addresses",
        "2.2.6-metadata-tokens",
        "1.3.1-admin-access",
        "3.5.1-encrypted-at-rest",
        "7.2.5-no-wildcards",
        "10.2.1-flow-logs",
    }


def test_a_rule_is_shown_where_it_stands() -> None:
    """The evidence on an open port is the rule at its line, not the whole group."""
    found = assess(MIGRATION, (NAME,))
    verdict = next(v for v in found.verdicts if v.control.id == "1.3.1-admin-access")
    assert any(e.place == "security_groups.tf:24" and e.found == "22" for e in verdict.evidence)
    assert not any("Permission(" in e.found for v in found.verdicts for e in v.evidence)


def test_every_control_is_seen_to_fail() -> None:
    """A control that no test here makes fail is a hole."""
    small = {control for control, word, _ in SMALL if word == "fail"}
    assert {*BROKEN, *MENDED, *small} == {item.id for item in decided(NAME)}


def test_every_requirement_has_a_group_and_a_review() -> None:
    """All twelve stand there, and what people must judge is listed in each."""
    checklist = read_checklist(NAME)
    assert [group.number for group in checklist.groups] == list(range(1, 13))
    for group in checklist.groups:
        controls = [item for item in checklist.controls if item.group == group.id]
        assert any(item.review for item in controls)
        assert all(
            item.id.replace("-", ".").split(".")[0] == str(group.number) for item in controls
        )


@pytest.mark.parametrize("name", [NAME, "reliability"])
def test_an_unknown_opens_and_decides_nothing(name: str) -> None:
    """With any one value that a verdict rests on unknown, verdicts become open or stay."""
    configuration = load(PAYMENTS)
    checklist = read_checklist(name)
    whole = check(configuration, None, (checklist,))
    before = words(whole)
    places = {
        (instance.type, read): instance
        for verdict in whole.verdicts
        for item in verdict.evidence
        if (instance := configuration.by_address.get(item.address)) is not None
        and (read := item.attribute.partition("[")[0].partition(".")[0]) in instance.values
    }
    assert len(places) > 10
    for (_, attribute), instance in sorted(places.items(), key=lambda item: item[0]):
        origin = Origin("resource", "test.injected", attribute)
        values = {**instance.values, attribute: Unknown(DYNAMIC, (origin,))}
        instances = tuple(
            replace(item, values=values) if item is instance else item
            for item in configuration.instances
        )
        after = words(check(replace(configuration, instances=instances), None, (checklist,)))
        assert set(changed(before, after).values()) <= {"open"}, (instance.address, attribute)


def test_a_password_that_a_module_makes_is_not_written(tmp_path: Path) -> None:
    """What makes a secret is told by its type, in whatever module it stands."""
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "main.tf").write_text(
        'resource "random_password" "store" {\n  length = 32\n}\n'
        'output "password" {\n  value     = random_password.store.result\n  sensitive = true\n}\n'
    )
    module = 'module "secrets" {\n  source = "./secrets"\n}\n'
    text = module + DATABASE.replace("REST", "password = module.secrets.password")
    found = words(assess(written(tmp_path, text), (NAME,)))
    assert found["8.6.2-no-written-passwords"] == "pass"
