"""Controls over many things: what is looked up and not searched for, and what is shown of it."""

import cProfile
import pstats
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.requirements import assess, check, read_checklist
from archbench.requirements.evidence import MOST
from archbench.requirements.reading import parse_checklist, shipped
from archbench.requirements.verdict import Verdict
from archbench.terraform import load
from tests.requirements.test_stacks import PAYMENTS

HEAD = 'checklist "x" {}\ngroup "g" {\n  number = 1\n}\n'
PART = """
variable "name" {}
resource "aws_vpc" "main" { cidr_block = "10.${var.name}.0.0/16" }
resource "aws_subnet" "app" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = "eu-central-1${["a", "b"][count.index]}"
}
resource "aws_security_group" "front" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_lb" "front" {
  name            = "front-${var.name}"
  subnets         = aws_subnet.app[*].id
  security_groups = [aws_security_group.front.id]
}
resource "aws_lb_target_group" "app" {
  name   = "app-${var.name}"
  port   = 80
  vpc_id = aws_vpc.main.id
}
resource "aws_lb_listener" "front" {
  load_balancer_arn = aws_lb.front.arn
  port              = 443
  protocol          = "HTTPS"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }
}
resource "aws_instance" "app" {
  count                  = 2
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.app[count.index].id
  vpc_security_group_ids = [aws_security_group.front.id]
}
"""
ONE_VPC = """
provider "aws" {
  region = "eu-central-1"
}
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/8" }
resource "aws_subnet" "a" {
  count             = COUNT
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 12, count.index)
  availability_zone = "eu-central-1${["a", "b"][count.index % 2]}"
}
resource "aws_nat_gateway" "a" {
  count         = COUNT
  subnet_id     = aws_subnet.a[count.index].id
  allocation_id = "eipalloc-${count.index}"
}
resource "aws_autoscaling_group" "a" {
  count               = COUNT
  min_size            = 1
  max_size            = 3
  vpc_zone_identifier = [aws_subnet.a[count.index].id]
}
resource "aws_rds_cluster" "a" {
  count              = COUNT
  cluster_identifier = "c${count.index}"
  engine             = "aurora-postgresql"
}
resource "aws_rds_cluster_instance" "a" {
  count              = 2 * COUNT
  cluster_identifier = aws_rds_cluster.a[count.index % COUNT].id
  instance_class     = "db.r6g.large"
  engine             = "aurora-postgresql"
}
"""
"""Many parts that stand beside each other in one network."""
IN_PAIRS = """
provider "aws" {
  region = "eu-central-1"
}
resource "aws_vpc" "a" {
  count      = COUNT
  cidr_block = "10.${count.index}.0.0/16"
}
resource "aws_flow_log" "a" {
  count        = COUNT
  vpc_id       = aws_vpc.a[count.index].id
  traffic_type = "ALL"
}
resource "aws_cloudwatch_metric_alarm" "a" {
  count               = COUNT
  alarm_name          = "a${count.index}"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  alarm_actions       = [aws_sns_topic.a[count.index].arn]
}
resource "aws_sns_topic" "a" {
  count = COUNT
}
resource "aws_sns_topic_subscription" "a" {
  count     = COUNT
  topic_arn = aws_sns_topic.a[count.index].arn
  protocol  = "email"
  endpoint  = "a@example.com"
}
resource "aws_s3_bucket" "a" {
  count  = COUNT
  bucket = "a${count.index}"
}
resource "aws_s3_bucket_policy" "a" {
  count  = COUNT
  bucket = aws_s3_bucket.a[count.index].id
  policy = jsonencode({ Statement = [] })
}
resource "aws_secretsmanager_secret" "a" {
  count = COUNT
}
resource "aws_secretsmanager_secret_rotation" "a" {
  count     = COUNT
  secret_id = aws_secretsmanager_secret.a[count.index].id
}
resource "aws_secretsmanager_secret_version" "a" {
  count         = COUNT
  secret_id     = aws_secretsmanager_secret.a[count.index].id
  secret_string = jsonencode({ username = "a", password = "b" })
}
resource "aws_db_instance" "a" {
  count               = COUNT
  engine              = "postgres"
  password            = aws_secretsmanager_secret_version.a[count.index].secret_string
}
"""
"""Many things, each with another that belongs to it alone."""


def _stack(folder: Path, count: int) -> Path:
    """A stack of so many parts."""
    (folder / "part").mkdir(parents=True)
    (folder / "part" / "main.tf").write_text(PART)
    calls = (f'module "p{i}" {{\n  source = "./part"\n  name = {i}\n}}\n' for i in range(count))
    provider = 'provider "aws" {\n  region = "eu-central-1"\n}\n'
    (folder / "main.tf").write_text(provider + "".join(calls))
    return folder


def _verdict(assertion: str, path: Path) -> Verdict:
    text = f'{HEAD}control "c" {{\n  group = "g"\n  assert {{\n    {assertion}\n  }}\n}}\n'
    (found,) = assess(path, [parse_checklist(text, "x.hcl")]).verdicts
    return found


def _calls(path: Path) -> int:
    """How many functions are called to judge a stack by every list."""
    configuration = load(path)
    architecture = build(configuration)
    lists = [read_checklist(name) for name in shipped()]
    profile = cProfile.Profile()
    profile.runcall(check, configuration, architecture, lists)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def test_the_work_grows_with_the_instances(tmp_path: Path) -> None:
    """Twice the stack takes twice the calls, not four times, by any control of any list."""
    _calls(_stack(tmp_path / "first", 1))  # what is made once is made before
    once, twice = (_calls(_stack(tmp_path / str(count), count)) for count in (20, 40))
    assert twice < 2.2 * once


@pytest.mark.parametrize("stack", [ONE_VPC, IN_PAIRS], ids=("one VPC", "in pairs"))
def test_the_work_grows_with_the_parts_of_one_stack(tmp_path: Path, stack: str) -> None:
    """Likewise where all stand in one: no control holds them against each other in pairs."""
    calls = []
    for count in (2, 20, 40):  # what is made once is made before
        folder = tmp_path / str(count)
        folder.mkdir()
        (folder / "main.tf").write_text(stack.replace("COUNT", str(count)))
        calls.append(_calls(folder))
    assert calls[2] < 2.2 * calls[1]


_UNREAD = 'module "elsewhere" {\n  source = "nobody/nothing/aws"\n}\n'


def test_beside_a_module_that_was_not_read_what_is_decided_is_judged_once(tmp_path: Path) -> None:
    """What is known to be there is judged anew only where the module may change an answer."""
    _calls(_stack(tmp_path / "first", 1))  # what is made once is made before
    alone, beside = (_stack(tmp_path / name, 20) for name in ("alone", "beside"))
    (beside / "unread.tf").write_text(_UNREAD)
    assert _calls(beside) < 1.35 * _calls(alone)


@pytest.mark.parametrize("stack", [ONE_VPC, IN_PAIRS], ids=("one VPC", "in pairs"))
def test_what_is_known_to_be_there_is_what_it_is_alone(tmp_path: Path, stack: str) -> None:
    """The answer so far is that of the same stack without the module, with the same reason."""
    (tmp_path / "main.tf").write_text(stack.replace("COUNT", "3"))
    alone = {item.control.id: item for item in assess(tmp_path, list(shipped())).verdicts}
    (tmp_path / "unread.tf").write_text(_UNREAD)
    told = 0
    for item in assess(tmp_path, list(shipped())).verdicts:
        if item.so_far is not None:
            other = alone[item.control.id]
            reason = other.in_words if other.verdict == "fail" else ""
            assert (item.so_far.verdict, item.so_far.reason) == (other.verdict, reason)
            told += 1
    assert told > 100


@pytest.mark.parametrize(
    ("condition", "verdict"),
    [
        ('disjoint(["10.0.0.0/16", "10.1.0.0/16"])', "pass"),
        ('disjoint(["10.1.2.0/24", "10.0.0.0/24", "10.1.0.0/16"])', "fail"),
        ('disjoint(["10.0.0.0/8", "10.0.0.0/8"])', "fail"),
        ('disjoint(["10.0.0.0/16", "10.0.255.1/32", "10.1.0.0/16"])', "fail"),
        ('disjoint(["0.0.0.0/0", "::/0"])', "pass"),
        ("disjoint([])", "pass"),
        ('disjoint(["10.0.0.0/16", aws_lb.main.dns_name])', "open"),
        ('disjoint(["10.0.0.0/16", "10.0.1.0/24", aws_lb.main.dns_name])', "fail"),
        ('disjoint(["nowhere"])', "fail"),
        ("names_one_of(resources.aws_lb, aws_lb_listener.http.load_balancer_arn)", "pass"),
        ("names_one_of(resources.aws_vpc, aws_lb_listener.http.load_balancer_arn)", "fail"),
        ("names_one_of([], aws_lb_listener.http.load_balancer_arn)", "fail"),
        ("names_one_of(resources.aws_lb, aws_lb.main.dns_name)", "pass"),
        ("names_one_of(resources.aws_vpc, aws_lb.main.dns_name)", "fail"),
        ("names_one_of(resources.aws_lb, aws_lb.main.name)", "pass"),
        ('names_one_of(resources.aws_lb, "another")', "fail"),
        ("reachable([aws_security_group.alb], aws_security_group.ec2, 8080)", "pass"),
        ("reachable(resources.aws_security_group, aws_security_group.ec2, 8080)", "fail"),
        ('length(opened(aws_security_group.alb, "ingress")) > 0', "pass"),
        ('length(opened(aws_security_group.ec2, "ingress")) == 0', "pass"),
    ],
)
def test_what_is_asked_about_several(condition: str, verdict: str) -> None:
    """Ranges, references, sources and openings, known and not."""
    assert _verdict(f"condition = {condition}", PAYMENTS).verdict == verdict


def test_of_many_values_an_answer_shows_some_and_counts_the_others(tmp_path: Path) -> None:
    """Each of 60 balancers is held against 120 subnets: itself, 100 of them, and how many more."""
    condition = "length([for s in resources.aws_subnet : s if s.cidr_block == each.name]) == 0"
    found = _verdict(f"for_each = resources.aws_lb\n condition = {condition}", _stack(tmp_path, 60))
    assert {len(answer.evidence) for answer in found.answers} == {MOST + 2}
    last = found.answers[0].evidence[-1]
    assert last.address.endswith(" others")
    assert last.found == "read as well"


def test_evidence_of_a_scenario_is_what_the_control_read() -> None:
    """What an earlier control looked at is none; the variable that was tried is."""
    verdicts = assess(PAYMENTS, ["payments"]).verdicts
    (found,) = (item for item in verdicts if item.control.id == "color_validated")
    assert [item.address for item in found.answers[0].evidence] == ["var.deployment_color"]
