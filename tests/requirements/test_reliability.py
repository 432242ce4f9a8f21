"""reliability.hcl: every control passes and fails where it should, and says what it rests on."""

from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.requirements import assess
from archbench.requirements.reading import read_checklist
from archbench.terraform import load
from tests.requirements.stacks import (
    MIGRATION,
    PAYMENTS,
    changed,
    edited,
    verdicts_of_payments,
    words,
    written,
)

NAME = "reliability"

BROKEN = {
    "REL02-BP01-public-endpoints": (
        "alb.tf",
        r"aws_subnet.public\[\*\].id",
        "[aws_subnet.public[0].id]",
        {"REL10-BP01-zone-loss"},
    ),
    "REL02-BP03-room-to-grow": (
        "vpc.tf",
        r"cidrsubnet\(var.vpc_cidr, 8, 10 \+ count.index\)",
        "cidrsubnet(var.vpc_cidr, 13, 320 + count.index)",
        set(),
    ),
    "REL06-BP01-load-balancers": (
        "cloudwatch.tf",
        r"LoadBalancer = \S+",
        "",
        set(),
    ),
    "REL06-BP01-databases": (
        "cloudwatch.tf",
        r"DBClusterIdentifier = \S+",
        "",
        set(),
    ),
    "REL06-BP01-scaling-groups": (
        "cloudwatch.tf",
        r"AutoScalingGroupName = \S+",
        "",
        set(),
    ),
    "REL06-BP03-notifications": (
        "route53.tf",
        r"alarm_actions = \[aws_sns_topic.alarms.arn\]",
        "actions_enabled = false",
        set(),
    ),
    "REL07-BP01-scaling-policy": (
        "ec2.tf",
        r"aws_autoscaling_group.payment\[each.key\].name",
        '"other"',
        set(),
    ),
    "REL07-BP03-headroom": ("ci.tfvars", "nat_gateway_count = 3", "asg_max_size = 6", set()),
    "REL08-BP04-immutable": ("ec2.tf", r"  instance_refresh \{.*?\n  \}\n", "", set()),
    "REL09-BP01-databases": (
        "rds.tf",
        "backup_retention_period      = var.backup_retention_days",
        "backup_retention_period      = 3",
        set(),
    ),
    "REL09-BP02-encrypted": (
        "rds.tf",
        "storage_encrypted = true",
        "storage_encrypted = false",
        set(),
    ),
    "REL09-BP03-automatic": (
        "backup.tf",
        r"cron\(0 0/6 \* \* \? \*\)",
        "cron(0 5 ? * SUN *)",
        set(),
    ),
    "REL10-BP01-scaling-groups": (
        "ec2.tf",
        r"aws_subnet.private\[\*\].id",
        "[aws_subnet.private[0].id]",
        {"REL10-BP01-zone-loss"},
    ),
    "REL10-BP01-databases": (
        "rds.tf",
        r"local.zones\[count.index \+ 1\]",
        "local.zones[0]",
        {"REL10-BP01-zone-loss"},
    ),
    "REL10-BP01-nat-gateways": (
        "ci.tfvars",
        "nat_gateway_count = 3",
        "nat_gateway_count = 1",
        {"REL10-BP01-zone-loss"},
    ),
    "REL11-BP01-health-checks": ("alb.tf", "interval            = 30", "interval = 60", set()),
    "REL11-BP02-dns-failover": (
        "route53.tf",
        r"health_check_id = \S+(.*?evaluate_target_health) = true",
        r"\1 = false",
        set(),
    ),
    "REL11-BP03-healing": ("ec2.tf", '= "ELB"', '= "EC2"', set()),
    "REL11-BP06-subscribers": (
        "cloudwatch.tf",
        r'var.alarm_email == "" \? 0 : 1',
        "0",
        set(),
    ),
}
"""By control: file, pattern, what breaks it, and the controls that rightly fail with it."""


@pytest.mark.parametrize("control", sorted(BROKEN))
def test_a_cause_fails_its_own_control(control: str, tmp_path: Path) -> None:
    """Breaking one thing in payments fails the control about it, and only those it must."""
    file, old, new, others = BROKEN[control]
    path = edited(tmp_path, file, old, new)
    found = words(assess(path, (NAME,), variables=(("file", "ci.tfvars"),)))
    different = changed(verdicts_of_payments(NAME), found)
    assert different.pop(control) == "fail"
    assert set(different) <= others


BUCKET = 'resource "aws_s3_bucket" "a" {\n  bucket = "a"\n}\n'
QUEUE = 'resource "aws_sqs_queue" "a" {\n  name = "a"\n  REST\n}\n'
VOLUME = 'resource "aws_ebs_volume" "a" {\n  availability_zone = "us-east-1a"\n  size = 8\n}\n'
VPCS = """
resource "aws_vpc" "a" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_vpc" "b" {
  cidr_block = "RANGE"
}
"""
TABLE = """
resource "aws_dynamodb_table" "a" {
  name     = "a"
  hash_key = "id"
  attribute {
    name = "id"
    type = "S"
  }
  REST
}
"""
DATABASE = """
resource "aws_db_instance" "a" {
  identifier     = "a"
  engine         = "postgres"
  instance_class = "db.t3.medium"
  REST
}
"""
INSTANCE = """
resource "aws_instance" "a" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  REST
}
"""
VPN = """
resource "aws_customer_gateway" "a" {
  bgp_asn    = 65000
  ip_address = "192.0.2.1"
  type       = "ipsec.1"
}
resource "aws_customer_gateway" "b" {
  bgp_asn    = 65000
  ip_address = "192.0.2.2"
  type       = "ipsec.1"
}
resource "aws_vpn_connection" "a" {
  customer_gateway_id = aws_customer_gateway.a.id
  type                = "ipsec.1"
}
resource "aws_vpn_connection" "b" {
  customer_gateway_id = aws_customer_gateway.OTHER.id
  type                = "ipsec.1"
}
"""
SELECTION = """
resource "aws_backup_selection" "a" {
  name         = "a"
  plan_id      = "a"
  iam_role_arn = "arn:aws:iam::123456789012:role/a"
  resources    = [aws_ebs_volume.a.arn]
}
"""
VERSIONING = """
resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = "Enabled"
  }
}
"""
DEAD = 'resource "aws_sqs_queue" "dead" {\n  name = "dead"\n}\n' + QUEUE.replace(
    "REST", "redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn })"
)

SMALL = {
    "REL02-BP02-private-connections": (VPN.replace("OTHER", "b"), VPN.replace("OTHER", "a")),
    "REL02-BP05-ranges-apart": (
        VPCS.replace("RANGE", "10.1.0.0/16"),
        VPCS.replace("RANGE", "10.0.128.0/20"),
    ),
    "REL04-BP02-queue-owners": (
        QUEUE.replace("REST", ""),
        QUEUE.replace("REST", "message_retention_seconds = 3600"),
    ),
    "REL05-BP04-dead-letters": (DEAD, QUEUE.replace("REST", "")),
    "REL09-BP01-databases": (
        DATABASE.replace("REST", "backup_retention_period = 14"),
        DATABASE.replace("REST", ""),
    ),
    "REL09-BP01-tables": (
        TABLE.replace("REST", "point_in_time_recovery {\n    enabled = true\n  }"),
        TABLE.replace("REST", ""),
    ),
    "REL09-BP01-volumes": (VOLUME + SELECTION, VOLUME),
    "REL09-BP01-buckets": (BUCKET + VERSIONING, BUCKET),
    "REL09-BP02-encrypted": (
        DATABASE.replace("REST", "storage_encrypted = true"),
        DATABASE.replace("REST", ""),
    ),
    "REL10-BP01-databases": (
        DATABASE.replace("REST", "multi_az = true"),
        DATABASE.replace("REST", ""),
    ),
    "REL10-BP02-single-location": (
        INSTANCE.replace("REST", ""),
        INSTANCE.replace("REST", 'maintenance_options {\n    auto_recovery = "disabled"\n  }'),
    ),
}
"""By control: a configuration that meets it and one that does not."""


@pytest.mark.parametrize("control", sorted(SMALL))
def test_small_configurations(control: str, tmp_path: Path) -> None:
    """What payments does not have is judged too: met by the first, failed by the second."""
    good, bad = SMALL[control]
    assert words(assess(written(tmp_path, good), (NAME,)))[control] == "pass"
    assert words(assess(written(tmp_path, bad), (NAME,)))[control] == "fail"


def test_payments_meets_the_pillar() -> None:
    """No control fails or stays open on payments in production; people are left with theirs."""
    found = assess(PAYMENTS, (NAME,), variables=(("file", "production.tfvars"),))
    assert (found.count("fail"), found.count("open"), found.score_in_words) == (0, 0, "10/10")
    assert found.count("review") == sum(bool(c.review) for c in read_checklist(NAME).controls)


def test_migration_fails_where_it_can_be_judged() -> None:
    """No backup of its volume and no second zone; what it does not have is not judged."""
    failing = {c for c, word in words(assess(MIGRATION, (NAME,))).items() if word == "fail"}
    assert failing == {"REL09-BP01-volumes", "REL10-BP01-zone-loss"}


def test_an_empty_configuration_is_not_judged(tmp_path: Path) -> None:
    """Without a balancer, a database or instances nothing applies, and nothing passes."""
    found = assess(written(tmp_path, ""), (NAME,))
    assert {item.verdict for item in found.verdicts} == {"not_applicable", "review"}
    assert found.score is None


def test_another_region_is_asked_for_under_its_profile_only() -> None:
    """Data in one region fails only those who must survive the loss of a region."""
    found = words(assess(PAYMENTS, (NAME,), profile="region-loss"))
    assert found["REL13-BP02-other-region"] == "fail"
    assert verdicts_of_payments(NAME)["REL13-BP02-other-region"] == "not_applicable"


@pytest.mark.parametrize("name", ["reliability", "pci-dss"])
def test_every_control_explains_itself(name: str) -> None:
    """Each says why, what happens, how to mend it, and leads to a page of AWS."""
    for control in read_checklist(name).controls:
        assert control.why, control.id
        assert control.impact, control.id
        assert control.link.startswith("https://docs.aws.amazon.com/"), control.id
        assert control.fix or control.review, control.id


def test_every_question_of_the_pillar_has_a_group() -> None:
    """REL01 to REL13 stand there in order, and each control belongs to the group of its id."""
    checklist = read_checklist(NAME)
    assert [group.id for group in checklist.groups] == [f"REL{n:02}" for n in range(1, 14)]
    assert all(control.id.startswith(control.group) for control in checklist.controls)


def test_tasks_in_one_zone_fail_with_their_place_as_evidence(tmp_path: Path) -> None:
    """Whatever serves is judged: also where there is no instance and no database."""
    text = """
resource "aws_subnet" "only" {
  vpc_id            = "vpc-1"
  cidr_block        = "10.0.1.0/24"
  availability_zone = "us-east-1a"
}
resource "aws_ecs_service" "api" {
  name          = "api"
  desired_count = 2
  launch_type   = "FARGATE"
  network_configuration { subnets = [aws_subnet.only.id] }
}
"""
    found = assess(written(tmp_path, text), (NAME,))
    (verdict,) = (item for item in found.verdicts if item.control.id == "REL10-BP01-zone-loss")
    assert verdict.verdict == "fail"
    found_in = {(item.address, item.attribute): item.found for item in verdict.evidence}
    assert found_in["aws_ecs_service.api", "zones"] == "us-east-1a"


def test_a_balancer_in_looked_up_subnets_is_not_said_to_stand_in_no_zone(tmp_path: Path) -> None:
    """Which zones they are in only AWS knows: the control waits, where it counted none of them."""
    text = """
data "aws_subnet" "public" {
  for_each   = toset(["10.0.1.0/24", "10.0.2.0/24"])
  cidr_block = each.key
}
resource "aws_lb" "web" { subnets = values(data.aws_subnet.public)[*].id }
"""
    found = words(assess(written(tmp_path, text), (NAME,)))
    assert found["REL02-BP01-public-endpoints"] == "open"


def test_a_gateway_by_which_something_may_leave_is_not_said_to_be_idle(tmp_path: Path) -> None:
    """A route whose target waits leaves open who goes out by it; where all is told nobody does."""
    text = """
    variable "way" {{}}
    resource "aws_vpc" "v" {{
      cidr_block = "10.0.0.0/16"
    }}
    resource "aws_subnet" "s" {{
      vpc_id            = aws_vpc.v.id
      cidr_block        = "10.0.1.0/24"
      availability_zone = "eu-west-1a"
    }}
    resource "aws_nat_gateway" "n" {{
      subnet_id = aws_subnet.s.id
    }}
    resource "aws_route_table" "t" {{
      vpc_id = aws_vpc.v.id
      {route}
    }}
    resource "aws_route_table_association" "t" {{
      subnet_id      = aws_subnet.s.id
      route_table_id = aws_route_table.t.id
    }}
    """
    waits = 'route {\n cidr_block = "0.0.0.0/0"\n gateway_id = var.way\n}'
    for route, verdict in ((waits, "open"), ("", "fail")):
        (tmp_path / "main.tf").write_text(text.format(route=route), "utf-8")
        found = assess(tmp_path, ["reliability"], variables=[("unknown", "way")], environ={})
        [one] = [v for v in found.verdicts if v.control.id == "REL10-BP01-nat-gateways"]
        assert one.verdict == verdict


def test_a_part_that_is_lost_is_not_called_the_workload() -> None:
    """The control says what the drill says: with one way out requests are answered all the same."""
    one_way_out = [("var", "nat_gateway_count=1")]
    found = assess(PAYMENTS, (NAME,), variables=one_way_out)
    (verdict,) = (item for item in found.verdicts if item.control.id == "REL10-BP01-zone-loss")
    configuration = load(PAYMENTS, variables=one_way_out)
    said = drill(configuration, build(configuration)).answer
    assert said.startswith("Loses a part")
    assert verdict.in_words == said
