"""What is of unknown number and may save a part leaves its loss open; a sure loss stays one."""

from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.drill import Drill, drill
from archbench.terraform.session import Session

NETWORK = """
provider "aws" { region = "eu-west-1" }
variable "n" { type = number }
variable "each" { type = map(string) }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "i" { vpc_id = aws_vpc.v.id }
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}
resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1b"
}
resource "aws_route_table" "r" {
  vpc_id = aws_vpc.v.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.i.id
  }
}
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.r.id
}
resource "aws_route_table_association" "b" {
  subnet_id      = aws_subnet.b.id
  route_table_id = aws_route_table.r.id
}
"""
BALANCED = """
resource "aws_lb" "l" { subnets = [aws_subnet.a.id, aws_subnet.b.id] }
resource "aws_lb_target_group" "t" {
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_vpc.v.id
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = aws_lb.l.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.t.arn
  }
}
"""
CLUSTER = """
resource "aws_rds_cluster" "c" {
  cluster_identifier          = "c"
  engine                      = "aurora-postgresql"
  master_username             = "x"
  manage_master_user_password = true
}
resource "aws_rds_cluster_instance" "writer" {
  cluster_identifier = aws_rds_cluster.c.id
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
  %s
}
resource "aws_rds_cluster_instance" "reader" {
  count              = var.n
  cluster_identifier = aws_rds_cluster.c.id
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
  %s
}
"""
IN = 'availability_zone = "eu-west-1%s"'
MACHINES = (
    BALANCED
    + """
resource "aws_instance" "one" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.a.id
}
resource "aws_lb_target_group_attachment" "one" {
  target_group_arn = aws_lb_target_group.t.arn
  target_id        = aws_instance.one.id
}
resource "aws_instance" "web" {
  count         = var.n
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  subnet_id     = %s
}
resource "aws_lb_target_group_attachment" "web" {
  count            = var.n
  target_group_arn = aws_lb_target_group.t.arn
  target_id        = aws_instance.web[count.index].id
}
"""
)
GROUPS = (
    BALANCED
    + """
resource "aws_launch_template" "t" {
  image_id      = "ami-12345678"
  instance_type = "m5.large"
}
resource "aws_autoscaling_group" "one" {
  min_size            = 1
  max_size            = 1
  vpc_zone_identifier = [aws_subnet.a.id]
  target_group_arns   = [aws_lb_target_group.t.arn]
  launch_template { id = aws_launch_template.t.id }
}
resource "aws_autoscaling_group" "g" {
  for_each            = var.each
  min_size            = 2
  max_size            = 4
  vpc_zone_identifier = %s
  target_group_arns   = [aws_lb_target_group.t.arn]
  launch_template { id = aws_launch_template.t.id }
}
"""
)
FILES = """
resource "aws_efs_file_system" "e" {}
resource "aws_efs_mount_target" "a" {
  file_system_id = aws_efs_file_system.e.id
  subnet_id      = aws_subnet.a.id
}
resource "aws_efs_mount_target" "b" {
  count          = var.n
  file_system_id = aws_efs_file_system.e.id
  subnet_id      = %s
}
resource "aws_nat_gateway" "beside" {
  count     = var.n
  subnet_id = aws_subnet.b.id
}
"""
READERS = "aws_rds_cluster_instance.reader is there"
NONE_LEFT = "c has no instance left to promote; its data is kept in other zones"
EITHER = "element([aws_subnet.a.id, aws_subnet.b.id], count.index)"


def drilled(tmp_path: Path, text: str, **values: str) -> Drill:
    """The drill of a network and what stands in it; what is given no value stays unknown."""
    (tmp_path / "main.tf").write_text(NETWORK + text)
    found = Session(tmp_path).resolve(
        [("unknown", "*"), *(("var", "=".join(x)) for x in values.items())]
    )
    return drill(found, build(found))


def outcomes(found: Drill) -> dict[str, str]:
    """Of each zone's loss by its letter."""
    return {trial.loss.failure.name[-1]: trial.loss.outcome for trial in found.zones}


@pytest.mark.parametrize(
    ("text", "why", "block"),
    [
        (CLUSTER % (IN % "a", IN % "b"), NONE_LEFT, READERS),
        (
            MACHINES % EITHER,
            "no instance is left of one",
            "aws_instance.web and aws_lb_target_group_attachment.web are there",
        ),
        (
            GROUPS % "[aws_subnet.a.id, aws_subnet.b.id]",
            "no instance is left of one",
            "aws_autoscaling_group.g is there",
        ),
        (
            FILES % "aws_subnet.b.id",
            "with subnets in eu-west-1a alone",
            "aws_efs_mount_target.b is there",
        ),
    ],
)
def test_what_may_save_a_part_leaves_its_loss_open(
    text: str, why: str, block: str, tmp_path: Path
) -> None:
    """The first sentence names what may save it, and why nobody can tell."""
    found = drilled(tmp_path, text)
    assert outcomes(found) == {"a": "unknown", "b": "unknown"}
    assert found.survives is None
    assert found.answer.startswith(
        f"Cannot tell what the loss of eu-west-1a means: {why}, unless {block} (its "
    )
    assert "depends on var." in found.answer


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (CLUSTER % (IN % "a", IN % "a"), NONE_LEFT),
        (MACHINES % "aws_subnet.a.id", "no instance is left of one"),
        (GROUPS % "[aws_subnet.a.id]", "no instance is left of one"),
        (FILES % "aws_subnet.a.id", "with subnets in eu-west-1a alone: EFS file system e"),
    ],
)
def test_what_stands_in_the_same_zone_saves_nothing(text: str, why: str, tmp_path: Path) -> None:
    """However many there are, they go with it."""
    found = drilled(tmp_path, text)
    assert outcomes(found)["a"] == "down"
    assert found.answer.startswith(f"Goes down if eu-west-1a is lost: {why}.")


@pytest.mark.parametrize(("readers", "word"), [("0", "down"), ("1", "survives")])
def test_a_number_that_is_known_decides(readers: str, word: str, tmp_path: Path) -> None:
    """Of none and of one."""
    found = drilled(tmp_path, CLUSTER % (IN % "a", IN % "b"), n=readers)
    assert outcomes(found)["a"] == word


def test_a_loss_that_is_open_counts_nothing_left(tmp_path: Path) -> None:
    """Neither what is left of a cluster nor that its writer is lost with nobody to promote."""
    found = drilled(tmp_path, CLUSTER % (IN % "a", IN % "b"))
    [cluster] = found.zones[0].loss.databases
    assert (cluster.before, cluster.left, cluster.outcome) == (1, None, "unknown")
    [writer] = [item for item in found.points if item.loss.failure.kind == "writer"]
    assert writer.loss.outcome == "unknown"
    assert writer.loss.reasons[0].startswith(
        f"c has one instance and no reader to promote, unless {READERS} (its count "
    )


@pytest.mark.parametrize(("zone", "severity"), [("b", "medium"), ("a", "critical")])
def test_a_finding_that_may_be_none_says_so(zone: str, severity: str, tmp_path: Path) -> None:
    """That there is no reader, as long as nobody can tell of any; one beside the writer is none."""
    found = drilled(tmp_path, CLUSTER % (IN % "a", IN % zone))
    [one] = found.findings
    assert one.severity == severity
    assert one.title.startswith(f"Cluster c has no reader to promote, unless {READERS} (its count ")


def test_a_finding_that_is_certain_stays(tmp_path: Path) -> None:
    """A group in one zone is one, however many others there are."""
    found = drilled(tmp_path, GROUPS % "[aws_subnet.a.id, aws_subnet.b.id]")
    assert next((item.severity, item.title) for item in found.findings) == (
        "critical",
        "Auto Scaling group one stands in eu-west-1a only",
    )


def test_what_aws_places_goes_with_a_zone_unless_it_may_be_saved(tmp_path: Path) -> None:
    """One instance in a zone of which nothing is said, beside readers of unknown number."""
    text = CLUSTER % ("", IN % "b")
    found = drilled(tmp_path, text)
    assert found.survives is None
    assert READERS in found.answer
    assert drilled(tmp_path, text, n="0").survives is False


@pytest.mark.parametrize(
    ("text", "was", "now", "block"),
    [
        (CLUSTER % (IN % "a", IN % "b"), "aws_rds_cluster.c.id", "each.value", READERS),
        (
            GROUPS % "[aws_subnet.a.id, aws_subnet.b.id]",
            "[aws_lb_target_group.t.arn]",
            "[each.value]",
            "aws_autoscaling_group.g is there",
        ),
        (
            FILES % "aws_subnet.b.id",
            "aws_efs_file_system.e.id",
            "each.value",
            "aws_efs_mount_target.b is there",
        ),
    ],
)
def test_what_may_belong_to_anything_may_save_it(
    text: str, was: str, now: str, block: str, tmp_path: Path
) -> None:
    """Whose it is differs from one instance to another, and nobody can tell."""
    text = text.replace("count              = var.n", "for_each           = var.each")
    text = text.replace("count          = var.n", "for_each       = var.each")
    before, last = text.rsplit(was, 1)
    found = drilled(tmp_path, before + now + last)
    assert outcomes(found)["a"] == "unknown"
    assert f", unless {block} (its for_each depends on var.each" in found.answer


def test_what_belongs_to_another_saves_nothing(tmp_path: Path) -> None:
    """The readers of unknown number are those of a second cluster."""
    text = CLUSTER % (IN % "a", IN % "b")
    before, last = text.rsplit("aws_rds_cluster.c.id", 1)
    more = """
resource "aws_rds_cluster" "d" { engine = "aurora-postgresql" }
"""
    found = drilled(tmp_path, before + "aws_rds_cluster.d.id" + last + more)
    assert outcomes(found)["a"] == "down"
    assert found.answer.startswith(f"Goes down if eu-west-1a is lost: {NONE_LEFT}.")


SCALED = (
    GROUPS.split('resource "aws_autoscaling_group"')[0]
    + """
resource "aws_autoscaling_group" "g" {
  name                = "g"
  min_size            = %s
  max_size            = 4
  desired_capacity    = 2
  health_check_type   = "ELB"
  vpc_zone_identifier = [aws_subnet.a.id, aws_subnet.b.id]
  target_group_arns   = [aws_lb_target_group.t.arn]
  launch_template { id = aws_launch_template.t.id }
}
resource "aws_autoscaling_policy" "p" {
  count                  = var.n
  name                   = "p"
  autoscaling_group_name = aws_autoscaling_group.g.name
  adjustment_type        = "ChangeInCapacity"
  scaling_adjustment     = %s
}
"""
)
AT_TIMES = "while scaling leaves its minimum of 1 (if aws_autoscaling_policy.p is there)"


def test_what_may_scale_in_leaves_open_what_runs(tmp_path: Path) -> None:
    """Neither that it survives is told nor a level over several zones."""
    found = drilled(tmp_path, SCALED % (1, -1))
    assert outcomes(found) == {"a": "unknown", "b": "unknown"}
    assert found.answer == (
        "Cannot tell what the loss of eu-west-1a means: how many instances of g run "
        f"{AT_TIMES} cannot be told."
    )
    told = {part.name: (part.level, part.basis) for part in found.availability.parts}
    assert told["g"] == (None, f"how many run cannot be told {AT_TIMES}")


@pytest.mark.parametrize(
    ("minimum", "step", "policies", "word"),
    [
        (2, -1, "", "survives"),
        (1, 1, "", "survives"),
        (1, -1, "0", "survives"),
        (1, -1, "1", "down"),
    ],
)
def test_what_scales_nothing_to_one_changes_nothing(
    minimum: int, step: int, policies: str, word: str, tmp_path: Path
) -> None:
    """A minimum of two, a policy that only adds, and a number that is known."""
    given = {"n": policies} if policies else {}
    found = drilled(tmp_path, SCALED % (minimum, step), **given)
    assert set(outcomes(found).values()) == {word}


ANYWHERE = """
provider "aws" { region = "eu-west-1" }
variable "subnets" { type = list(string) }
resource "aws_ecs_service" "cart" {
  name            = "cart"
  launch_type     = "FARGATE"
  task_definition = "cart:1"
  desired_count   = %s
  network_configuration { subnets = var.subnets }
}
"""
PLACED = """
provider "aws" { region = "eu-west-1" }
resource "aws_rds_cluster" "c" { engine = "aurora-postgresql" }
resource "aws_rds_cluster_instance" "c" {
  count              = %s
  cluster_identifier = aws_rds_cluster.c.id
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
}
"""
STANDBY = """
provider "aws" { region = "eu-west-1" }
resource "aws_db_instance" "d" {
  engine         = "postgres"
  instance_class = "db.t4g.medium"
  multi_az       = %s
}
"""


@pytest.mark.parametrize(
    ("text", "outcome", "answer"),
    [
        (
            ANYWHERE % 1,
            "down",
            "Goes down if a zone of eu-west-1 is lost: standing in one zone at a",
        ),
        (
            ANYWHERE % 2,
            "unknown",
            "Cannot tell what the loss of a zone of eu-west-1 means: standing",
        ),
        (
            PLACED % 1,
            "down",
            "Goes down if a zone of eu-west-1 is lost: c has one instance, and AWS",
        ),
        (
            PLACED % 2,
            "unknown",
            "Cannot tell what the loss of a zone of eu-west-1 means: the zones",
        ),
        (
            STANDBY % "false",
            "down",
            "Goes down if a zone of eu-west-1 is lost: d has no standby, and",
        ),
        (STANDBY % "true", "survives", "Survives the loss of any one zone: a zone of eu-west-1."),
    ],
)
def test_a_zone_without_a_name_is_the_one_that_takes_it(
    text: str, outcome: str, answer: str, tmp_path: Path
) -> None:
    """The row of whichever zone says what the headline says."""
    (tmp_path / "main.tf").write_text(text)
    read = Session(tmp_path).resolve([("unknown", "*")])
    found = drill(read, build(read))
    assert outcomes(found) == {"1": outcome}
    assert found.answer.startswith(answer)
    assert found.survives == {"down": False, "survives": True}.get(outcome)


def test_what_runs_once_is_started_again_where_a_zone_is_left(tmp_path: Path) -> None:
    """Nobody needs to do it, and how long it takes is not documented."""
    (tmp_path / "main.tf").write_text(ANYWHERE % 1)
    read = Session(tmp_path).resolve([("unknown", "*")])
    [trial] = drill(read, build(read)).zones
    [step] = trial.steps
    assert step.automatic
    assert step.action == (
        "ECS starts again, where a zone is left to it, what was lost of ECS service cart"
    )
