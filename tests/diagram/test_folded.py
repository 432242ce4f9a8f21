"""What is folded into one card with others keeps its lines: they lead to that card."""

from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.diagram import draw
from archbench.diagram.scene import Card, Scene
from archbench.diagram.tiles import TIMES
from archbench.terraform import load

NETWORK = """
provider "aws" { region = "eu-west-1" }
variable "other" { type = string }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.0.0.0/24"
  availability_zone = "eu-west-1a"
}
resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}
"""
GATEWAY = """
resource "aws_internet_gateway" "g" { vpc_id = aws_vpc.v.id }
"""
BALANCER = """
resource "aws_lb" "b{n}" {{
  name               = "b{n}"
  load_balancer_type = "network"
  internal           = {internal}
  subnets            = [aws_subnet.a.id, var.other]
}}
"""
FUNCTION = """
resource "aws_lambda_function" "f{n}" {{
  function_name = "f{n}"
  role          = "arn:aws:iam::123456789012:role/f"
  filename      = "f.zip"
  handler       = "f.run"
  runtime       = "python3.12"
  vpc_config {{
    subnet_ids         = [aws_subnet.a.id, var.other]
    security_group_ids = []
  }}
}}
"""
BROKERS = """
resource "aws_msk_cluster" "k{n}" {{
  cluster_name           = "k{n}"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 3
  broker_node_group_info {{
    instance_type   = "kafka.m5.large"
    client_subnets  = [aws_subnet.a.id, var.other]
    security_groups = []
  }}
}}
"""
SERVER = """
resource "aws_lb_target_group" "t" {
  name     = "t"
  port     = 80
  protocol = "TCP"
  vpc_id   = aws_vpc.v.id
}
resource "aws_lb_listener" "l" {
  load_balancer_arn = aws_lb.b9.arn
  port              = 80
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.t.arn
  }
}
resource "aws_instance" "desk" {
  ami           = "ami-12345678"
  instance_type = "t3.large"
  subnet_id     = SUBNET
}
resource "aws_lb_target_group_attachment" "desk" {
  target_group_arn = aws_lb_target_group.t.arn
  target_id        = aws_instance.desk.id
}
"""
DATABASES = """
resource "aws_kms_key" "k" {}
resource "aws_db_subnet_group" "g" {
  name       = "g"
  subnet_ids = [aws_subnet.a.id]
}
resource "aws_rds_cluster" "c" {
  count                = 10
  cluster_identifier   = "c${count.index}"
  engine               = "aurora-postgresql"
  db_subnet_group_name = aws_db_subnet_group.g.name
  master_username      = "u"
}
resource "aws_rds_cluster_instance" "i" {
  count                           = 10
  identifier                      = "i${count.index}"
  cluster_identifier              = aws_rds_cluster.c[count.index].id
  engine                          = "aurora-postgresql"
  instance_class                  = "db.r6g.large"
  performance_insights_enabled    = true
  performance_insights_kms_key_id = count.index == 9 ? aws_kms_key.k.arn : null
}
"""
ALARMS = """
resource "aws_sns_topic" "t{n}" {{ name = "t{n}" }}
resource "aws_cloudwatch_metric_alarm" "a{n}" {{
  alarm_name          = "a{n}"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  threshold           = 1
  period              = 60
  statistic           = "Sum"
  alarm_actions       = {actions}
}}
"""
KEYS = """
resource "aws_kms_key" "each" { count = 2 }
resource "aws_db_subnet_group" "g" {
  name       = "g"
  subnet_ids = [aws_subnet.a.id]
}
resource "aws_rds_cluster" "c" {
  count                = 2
  cluster_identifier   = "c${count.index}"
  engine               = "aurora-postgresql"
  db_subnet_group_name = aws_db_subnet_group.g.name
  master_username      = "u"
  storage_encrypted    = true
  kms_key_id           = aws_kms_key.each[count.index].arn
}
"""


MANY = 24
"""How many cards a panel holds at most."""


def scene(folder: Path, *texts: str) -> Scene:
    """What one file looks like where no variable has a value."""
    (folder / "main.tf").write_text("".join((NETWORK, *texts)))
    return draw(build(load(folder, variables=(("unknown", "*"),)))).scene


def repeated(text: str, times: int, **words: str) -> str:
    """The block this many times, numbered from 0."""
    return "".join(text.format(n=number, **words) for number in range(times))


def standing_for(found: Scene, address: str) -> Card:
    """The card of the lane that holds this address, by itself or with others."""
    return next(
        card
        for card in found.cards
        if not card.subject.zone and address in (card.key, *card.subject.members)
    )


def joined(found: Scene) -> set[tuple[str, str]]:
    """The two ends of each line."""
    return {(edge.source, edge.target) for edge in found.edges}


def test_what_clients_come_in_by_stays_a_card_of_its_own(tmp_path: Path) -> None:
    """Eight functions and eight clusters of brokers beside a balancer: the balancer is no rest."""
    found = scene(
        tmp_path,
        repeated(BALANCER, 1, internal="false"),
        repeated(FUNCTION, 8),
        repeated(BROKERS, 8),
    )
    assert standing_for(found, "aws_lb.b0").title == "Network balancer"
    assert ("clients", "aws_lb.b0") in joined(found)
    assert found.coverage.missing == ()


def test_what_may_stand_in_more_zones_says_no_number_for_the_one_that_is_known(
    tmp_path: Path,
) -> None:
    """Three brokers in a subnet of zone a and one that is not known: how many are in a is open."""
    found = scene(tmp_path, repeated(BROKERS, 1), repeated(BALANCER, 1, internal="true"))
    brokers = [card for card in found.cards if "aws_msk_cluster.k0" in card.subject.members]
    assert [(card.title, card.detail) for card in brokers] == [
        ("MSK k0", "3 in zones not all known"),
        (f"k0 {TIMES} ?", "MSK cluster"),
    ]
    lane = [card for card in found.cards if not card.subject.zone]
    assert [[badge.text for badge in card.badges] for card in lane] == [["NOT ALL ZONES KNOWN"]] * 2
    nodes = [card.title for card in found.cards if card.key == "aws_lb.b0@eu-west-1a"]
    assert nodes == ["NLB node"]


def test_what_is_folded_says_of_what_kinds_it_is(tmp_path: Path) -> None:
    """No "groups", and no brokers counted together with functions as instances."""
    found = scene(tmp_path, repeated(FUNCTION, 8), repeated(BROKERS, 8))
    rest = standing_for(found, "aws_lambda_function.f0")
    assert (rest.title, rest.detail, rest.icon) == (
        "9 more",
        "8 Lambda functions, 1 MSK cluster",
        "general",
    )


def test_clients_come_in_by_a_card_that_holds_several_balancers(tmp_path: Path) -> None:
    """Ten balancers that face the world: three stand in one card, and its line is one."""
    found = scene(tmp_path, GATEWAY, repeated(BALANCER, 10, internal="false"))
    rest = standing_for(found, "aws_lb.b9")
    assert (rest.title, rest.detail) == ("3 more", "3 Network load balancers")
    assert [badge.text for badge in rest.badges] == ["NOT ALL ZONES KNOWN"]
    gateway = "aws_internet_gateway.g"
    alone = {(gateway, f"aws_lb.b{number}") for number in range(7)}
    assert joined(found) == {("clients", gateway), (gateway, rest.key), *alone}


def test_clients_come_in_by_every_balancer_where_no_gateway_is_known(tmp_path: Path) -> None:
    """The first has its line down the lane, the second one around it."""
    found = scene(tmp_path, repeated(BALANCER, 2, internal="false"))
    assert joined(found) == {("clients", "aws_lb.b0"), ("clients", "aws_lb.b1")}


def test_what_a_folded_balancer_forwards_leaves_its_card(tmp_path: Path) -> None:
    """The line to its targets begins at the card that holds it."""
    balancers = repeated(BALANCER, 10, internal="false")
    found = scene(tmp_path, GATEWAY, balancers, SERVER.replace("SUBNET", "aws_subnet.b.id"))
    assert (standing_for(found, "aws_lb.b9").key, "block:aws_instance.desk") in joined(found)


def test_nothing_leads_from_a_card_to_itself(tmp_path: Path) -> None:
    """A balancer and its target in one card: what it forwards stays in there."""
    internal = repeated(BALANCER, 18, internal="true")
    server = SERVER.replace("SUBNET", "aws_subnet.a.id")
    found = scene(tmp_path, internal, server, repeated(BROKERS, 8))
    assert standing_for(found, "aws_lb.b9").key == standing_for(found, "aws_instance.desk").key
    assert not any(source == target for source, target in joined(found))


def test_a_key_serves_the_card_in_which_a_cluster_is_folded(tmp_path: Path) -> None:
    """The key of one instance of the tenth cluster."""
    found = scene(tmp_path, DATABASES)
    rest = standing_for(found, "aws_rds_cluster.c[9]")
    assert (rest.title, rest.detail) == ("3 more", "3 database clusters")
    assert ("aws_kms_key.k", rest.key) in joined(found)


@pytest.mark.parametrize("number", [3, MANY])
def test_alarms_folded_in_the_panel_tell_the_card_of_their_topics(
    tmp_path: Path, number: int
) -> None:
    """Few have a card each; many are one card of alarms, which tells one card of topics."""
    found = scene(
        tmp_path,
        repeated(BROKERS, 1),
        *(
            ALARMS.format(n=one, actions=f"[aws_sns_topic.t{one}.arn]" if one else "[]")
            for one in range(number)
        ),
    )
    told = {
        tuple(
            standing_for(found, f"{kind}{one}").key
            for kind in ("aws_cloudwatch_metric_alarm.a", "aws_sns_topic.t")
        )
        for one in range(1, number)
    }
    assert told == joined(found)
    assert len(told) == (number - 1 if number < MANY else 1)


def test_a_key_that_shares_a_card_with_its_block_serves_what_it_does(tmp_path: Path) -> None:
    """Two keys of one block are one card: the line of the second begins there as well."""
    found = scene(tmp_path, KEYS)
    key = standing_for(found, "aws_kms_key.each[1]").key
    assert key == standing_for(found, "aws_kms_key.each[0]").key
    assert joined(found) == {(key, f"aws_rds_cluster.c[{number}]") for number in (0, 1)}
