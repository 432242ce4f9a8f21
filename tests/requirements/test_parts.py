# ruff: noqa: E501 text as it stands in a configuration
"""What is known in part decides where the rest could change nothing, in both directions."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from archbench.architecture.managed_policies import ASKED, policy_of_row, rows
from archbench.files import data_directory
from archbench.requirements.assess import assess
from archbench.requirements.reading import read_checklist
from tests.requirements.changes import HEAD

_VARIABLES = 'variable "name" { type = string }\nvariable "other" { type = string }\n'
_ROLE = """
resource "aws_iam_role" "worker" {
  name               = "worker-${var.name}"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = PRINCIPAL }] })
}
resource "aws_iam_role_policy" "worker" {
  role   = OWNER
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "ACTION", Resource = RESOURCE }] })
}
"""


def _role(
    resource: str = '"arn:aws:sqs:eu-west-1:111122223333:orders"',
    action: str = "sqs:SendMessage",
    owner: str = "aws_iam_role.worker.id",
    principal: str = '{ Service = "ec2.amazonaws.com" }',
) -> str:
    return (
        _ROLE.replace("RESOURCE", resource)
        .replace("ACTION", action)
        .replace("OWNER", owner)
        .replace("PRINCIPAL", principal)
    )


_READS = "secretsmanager:GetSecretValue"
_POLICIES = {
    "a wildcard may stand in a variable": (_role('"${var.name}"', _READS), "open"),
    "a variable within a name is no wildcard for all": (
        _role('"arn:aws:secretsmanager:*:*:secret:app-${var.name}"', _READS),
        "pass",
    ),
    "a variable may be the whole name": (
        _role('"arn:aws:secretsmanager:*:*:secret:${var.name}"', _READS),
        "open",
    ),
    "every secret of a variable account is every secret": (
        _role('"arn:aws:secretsmanager:eu-west-1:${var.name}:secret:*"', _READS),
        "fail",
    ),
    "every secret of an account is every secret": (
        _role('"arn:aws:secretsmanager:eu-west-1:111122223333:secret:*"', _READS),
        "fail",
    ),
    "everything of another service is no secret": (
        _role('["arn:aws:s3:::*", "arn:aws:secretsmanager:*:*:secret:app"]', _READS),
        "pass",
    ),
    "the ARN of what is looked up is no wildcard": (
        'data "aws_secretsmanager_secret" "app" { name = "app" }'
        + _role("data.aws_secretsmanager_secret.app.arn", _READS),
        "pass",
    ),
    "an action in a variable may be this one": (_role('"*"', "${var.name}"), "open"),
    "what is all but a variable may leave this in": (
        _role('"*"', _READS).replace('Action = "secretsmanager', 'NotAction = "${var.name}'),
        "open",
    ),
    "a list that leaves out what only a variable knows may leave this in": (
        'variable "all" { type = list(string) }\n'
        + _role('"*"', "X").replace('Action = "X"', "NotAction = var.all"),
        "open",
    ),
    "an action of another service is none, whichever it is": (
        _role('"*"', "sqs:${var.name}"),
        "pass",
    ),
    "whose policy it is does not matter where it allows nothing of it": (
        _role(owner='"elsewhere"'),
        "pass",
    ),
    "whose policy it is matters where it allows it": (
        _role('"*"', _READS, owner="var.other"),
        "open",
    ),
}


def _verdict(name: str, control: str, stack: str, directory: Path) -> str:
    (directory / "main.tf").write_text(HEAD + _VARIABLES + stack)
    checklist = read_checklist(name)
    one = next(item for item in checklist.controls if item.id == control)
    groups = tuple(item for item in checklist.groups if item.id == one.group)
    alone = replace(checklist, controls=(one,), groups=groups)
    (found,) = assess(directory, [alone], variables=(("unknown", "*"),), environ={}).verdicts
    return found.verdict


@pytest.mark.parametrize("case", _POLICIES)
def test_a_policy_is_judged_by_what_is_known_of_it(case: str, tmp_path: Path) -> None:
    """What is not known counts as the widest it may be, and no wider."""
    stack, word = _POLICIES[case]
    assert _verdict("security", "read-any-secret", stack, tmp_path) == word


@pytest.mark.parametrize(
    ("principal", "word"),
    [
        ('{ AWS = "arn:aws:iam::${var.name}:root" }', "pass"),
        ("{ AWS = var.name }", "open"),
        ('{ AWS = "*" }', "fail"),
    ],
)
def test_an_account_that_is_not_known_is_not_everyone(
    principal: str, word: str, tmp_path: Path
) -> None:
    """A principal is everyone only as a whole."""
    stack = _role(principal=principal)
    assert _verdict("security", "no-public-policies", stack, tmp_path) == word


_FUNCTION = """
resource "aws_lambda_function" "orders" {
  function_name = "NAME"
  role          = "arn:aws:iam::111122223333:role/orders"
  handler       = "orders.handle"
  runtime       = "python3.13"
  filename      = "orders.zip"
}
resource "aws_cloudwatch_log_group" "orders" { name = "/aws/lambda/GROUP" }
"""


@pytest.mark.parametrize(
    ("name", "group", "word"),
    [
        ("${var.name}-orders", "${var.name}-orders", "pass"),
        ("${var.name}-orders", "${aws_lambda_function.orders.function_name}", "pass"),
        ("${local.short}-orders", "${local.short}-orders", "pass"),
        ("${var.name}-orders", "${var.name}-stock", "fail"),
        ("${var.name}-orders", "shop-stock", "fail"),
        ("${var.name}-orders", "shop-orders", "open"),
        ("${var.name}-orders", "${var.other}-orders", "open"),
        ("${var.name}-orders", '${replace(var.name, "_", "-")}-orders', "open"),
    ],
)
def test_a_name_is_told_by_what_it_is_made_of(
    name: str, group: str, word: str, tmp_path: Path
) -> None:
    """The same variables in the same places are the same name; what differs in letters is not."""
    stack = _FUNCTION.replace("NAME", name).replace("GROUP", group)
    stack += 'locals { short = replace(var.name, "_", "-") }\n'
    assert _verdict("operations", "OPS04-function-logs", stack, tmp_path) == word


@pytest.mark.parametrize(
    ("dimension", "word"),
    [("var.name", "pass"), ('"stock"', "open"), ("var.other", "open")],
)
def test_an_alarm_watches_what_has_the_same_variable_for_a_name(
    dimension: str, word: str, tmp_path: Path
) -> None:
    """A dimension is followed by what it is made of."""
    stack = _FUNCTION.replace("NAME", "${var.name}").replace("GROUP", "orders")
    stack += f"""
resource "aws_cloudwatch_metric_alarm" "errors" {{
  alarm_name          = "errors"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  dimensions          = {{ FunctionName = {dimension} }}
  alarm_actions       = [var.other]
}}
"""
    assert _verdict("operations", "OPS08-functions", stack, tmp_path) == word
    assert _verdict("reliability", "REL06-BP03-notifications", stack, tmp_path) == "pass"
    assert _verdict("operations", "OPS10-alarms", stack, tmp_path) == "open"


_NODES = """
resource "aws_subnet" "a" {
  vpc_id            = var.other
  cidr_block        = "10.0.1.0/24"
  availability_zone = "${var.name}a"
}
resource "aws_subnet" "b" {
  vpc_id            = var.other
  cidr_block        = "10.0.2.0/24"
  availability_zone = ZONE
}
resource "aws_eks_node_group" "all" {
  cluster_name  = "shop"
  node_role_arn = "arn:aws:iam::111122223333:role/nodes"
  subnet_ids    = SUBNETS
  scaling_config {
    desired_size = 2
    max_size     = 4
    min_size     = 2
  }
}
variable "subnets" { type = list(string) }
"""
_BOTH = "[aws_subnet.a.id, aws_subnet.b.id]"


@pytest.mark.parametrize(
    ("zone", "subnets", "word"),
    [
        ('"${var.name}b"', _BOTH, "pass"),
        ('"${var.name}a"', _BOTH, "fail"),
        ('"${var.other}b"', _BOTH, "open"),
        ("null", _BOTH, "open"),
        ("null", "[aws_subnet.b.id]", "fail"),
        ('"${var.name}b"', "[aws_subnet.a.id, aws_subnet.b.id, var.other]", "pass"),
        ("null", "[var.other]", "fail"),
        ("null", '["subnet-1", "subnet-2"]', "open"),
        ("null", "var.subnets", "open"),
    ],
)
def test_zones_are_counted_by_their_bounds(
    zone: str, subnets: str, word: str, tmp_path: Path
) -> None:
    """One subnet is one zone; two letters of one region are two."""
    stack = _NODES.replace("ZONE", zone).replace("SUBNETS", subnets)
    assert _verdict("reliability", "REL10-BP01-nodes", stack, tmp_path) == word


_RULES = """
variable "ranges" { type = list(string) }
resource "aws_security_group" "app" {
  vpc_id = var.other
  dynamic "ingress" {
    for_each = var.ranges
    content {
      from_port   = PORT
      to_port     = PORT
      protocol    = "tcp"
      cidr_blocks = [RANGE]
    }
  }
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["BESIDE"]
  }
}
"""


@pytest.mark.parametrize(
    ("port", "range_", "beside", "word"),
    [
        ("22", '"${ingress.value}/32"', "10.0.0.0/8", "pass"),
        ("22", '"${ingress.value}/8"', "10.0.0.0/8", "open"),
        ("22", "ingress.value", "10.0.0.0/8", "open"),
        ("22", '"0.0.0.0/0"', "10.0.0.0/8", "open"),
        ("22", '"10.0.0.0/8"', "10.0.0.0/8", "pass"),
        ("443", "ingress.value", "10.0.0.0/8", "pass"),
        ("ingress.key", '"0.0.0.0/0"', "10.0.0.0/8", "open"),
        ("22", '"${ingress.value}/32"', "0.0.0.0/0", "pass"),
    ],
)
def test_rules_over_what_is_not_known_are_judged_by_what_each_would_be(
    port: str, range_: str, beside: str, word: str, tmp_path: Path
) -> None:
    """Where no rule it may make opens a port, how many there are does not matter."""
    stack = _RULES.replace("PORT", port).replace("RANGE", range_).replace("BESIDE", beside)
    assert _verdict("security", "admin-ports", stack, tmp_path) == word


def test_a_rule_beside_others_of_unknown_number_is_there(tmp_path: Path) -> None:
    """What is written out fails, whatever the dynamic block beside it makes."""
    stack = _RULES.replace("PORT", "8080").replace("RANGE", "ingress.value")
    stack = stack.replace("443", "22").replace("BESIDE", "0.0.0.0/0")
    assert _verdict("security", "admin-ports", stack, tmp_path) == "fail"
    likely = _RULES.replace("PORT", "21").replace("RANGE", '"10.0.0.0/8"')
    stack = likely.replace("BESIDE", "0.0.0.0/0")
    assert _verdict("pci-dss", "1.2.6-insecure-services", stack, tmp_path) == "open"


_ACL = """
data "aws_vpc" "here" { id = var.other }
resource "aws_network_acl" "app" {
  vpc_id = var.other
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "PROTOCOL"
    from_port  = PORT
    to_port    = PORT
    cidr_block = RANGE
  }
  ingress {
    rule_no    = 200
    action     = "allow"
    protocol   = "tcp"
    from_port  = LAST
    to_port    = LAST
    cidr_block = "0.0.0.0/0"
  }
}
"""


@pytest.mark.parametrize(
    ("protocol", "port", "range_", "last", "word"),
    [
        ("tcp", "443", "var.name", "443", "pass"),
        ("tcp", "22", "var.name", "443", "open"),
        ("-1", "0", "data.aws_vpc.here.cidr_block", "443", "pass"),
        ("-1", "0", '"${var.name}/24"', "443", "pass"),
        ("-1", "0", '"${var.name}/4"', "443", "open"),
        ("-1", "0", "data.aws_vpc.here.cidr_block", "22", "fail"),
    ],
)
def test_a_range_of_few_addresses_is_not_the_internet(  # noqa: PLR0917
    protocol: str, port: str, range_: str, last: str, word: str, tmp_path: Path
) -> None:
    """The range of a VPC, or one of known size, opens no port to everyone."""
    stack = _ACL.replace("PROTOCOL", protocol).replace("PORT", port)
    stack = stack.replace("RANGE", range_).replace("LAST", last)
    assert _verdict("security", "acl-admin-ports", stack, tmp_path) == word


_TAGGED = """
variable "tags" { type = map(string) }
resource "aws_s3_bucket" "a" { tags = TAGS }
"""


@pytest.mark.parametrize(
    ("tags", "word"),
    [
        ("{ Name = var.name }", "fail"),
        ('{ Environment = "prod", ManagedBy = "terraform" }', "fail"),
        ('{ Name = var.name, Team = "shop-${var.other}" }', "pass"),
        ("{ Name = var.name, Team = var.other }", "open"),
        ('merge({ Name = var.name }, { Team = "shop" })', "pass"),
        ("merge({ Name = var.name }, var.tags)", "open"),
        ("var.tags", "open"),
    ],
)
def test_a_tag_says_whose_it_is_once_that_is_certain(tags: str, word: str, tmp_path: Path) -> None:
    """It says whose it is by a name that is understood and a value that is not empty."""
    assert _verdict("cost", "COST03-tags", _TAGGED.replace("TAGS", tags), tmp_path) == word


_STORE = """
resource "aws_db_instance" "orders" {
  instance_class = "db.t4g.small"
  engine         = "postgres"
  username       = "orders"
  password       = PASSWORD
}
variable "given" {
  type      = string
  sensitive = true
}
variable "known" {
  type    = string
  default = "hunter22"
}
"""


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("var.given", "pass"),
        ('"x${var.given}"', "pass"),
        ("var.known", "fail"),
        ('"hunter22"', "fail"),
        ('upper("hunter22")', "fail"),
    ],
)
def test_a_password_that_a_variable_takes_stands_nowhere_but_in_its_default(
    password: str, word: str, tmp_path: Path
) -> None:
    """Whoever applies gives it, unless the variable has it already."""
    stack = _STORE.replace("PASSWORD", password)
    assert _verdict("security", "password-of-instances", stack, tmp_path) == word
    assert _verdict("pci-dss", "8.6.2-no-written-passwords", stack, tmp_path) == word


_TASK = """
resource "aws_ecr_repository" "orders" { name = "orders" }
resource "aws_ecs_task_definition" "orders" {
  family                = "orders"
  container_definitions = jsonencode([{ name = "orders", image = IMAGE }])
}
"""


@pytest.mark.parametrize(
    ("image", "word"),
    [
        ("aws_ecr_repository.orders.repository_url", "fail"),
        ('"${aws_ecr_repository.orders.repository_url}:1.2"', "pass"),
        ('"${aws_ecr_repository.orders.repository_url}:latest"', "fail"),
        ('"${aws_ecr_repository.orders.repository_url}:${var.name}"', "open"),
        ("var.name", "open"),
    ],
)
def test_the_address_of_a_repository_names_no_version(
    image: str, word: str, tmp_path: Path
) -> None:
    """It is not known before apply, and yet it holds no tag."""
    stack = _TASK.replace("IMAGE", image)
    assert _verdict("security", "images-pinned", stack, tmp_path) == word


_RECORD = """
variable "texts" { type = list(string) }
resource "aws_route53_record" "words" {
  zone_id = var.other
  name    = "orders.example.com"
  type    = "TXT"
  ttl     = 300
  records = var.texts
  FAILOVER
}
"""


@pytest.mark.parametrize(
    ("failover", "word"),
    [
        ("", "not_applicable"),
        ('set_identifier = "a"\n  failover_routing_policy { type = "PRIMARY" }', "fail"),
    ],
)
def test_what_a_record_leads_to_does_not_matter_to_its_failover(
    failover: str, word: str, tmp_path: Path
) -> None:
    """Where only the target is not known, the policy is."""
    stack = _RECORD.replace("FAILOVER", failover)
    assert _verdict("reliability", "REL11-BP02-dns-failover", stack, tmp_path) == word


def test_subnets_that_are_looked_up_may_have_room(tmp_path: Path) -> None:
    """What AWS is asked for is not nothing, though no subnet stands here."""
    stack = """
data "aws_subnets" "all" {}
resource "aws_launch_template" "web" { image_id = "ami-0abc" }
resource "aws_autoscaling_group" "web" {
  min_size            = 1
  max_size            = 4
  vpc_zone_identifier = data.aws_subnets.all.ids
  launch_template { id = aws_launch_template.web.id }
}
"""
    assert _verdict("reliability", "REL02-BP03-room-to-grow", stack, tmp_path) == "open"
    assert _verdict("security", "templates-public", stack, tmp_path) == "open"


_MANAGED = """
resource "aws_iam_role" "worker" {
  name               = "worker"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy_attachment" "worker" {
  role       = aws_iam_role.worker.name
  policy_arn = "arn:aws:iam::aws:policy/NAME"
}
"""


@pytest.mark.parametrize(
    ("policy", "control", "word"),
    [
        ("AmazonSageMakerFullAccess", "read-any-secret", "pass"),  # those with a tag
        ("AWSSecretsManagerClientReadOnlyAccess", "read-any-secret", "fail"),
        ("ReadOnlyAccess", "read-any-secret", "pass"),
        ("ReadOnlyAccess", "read-any-parameter", "fail"),
        ("AmazonSSMManagedInstanceCore", "read-any-parameter", "fail"),
        ("AmazonSSMFullAccess", "read-any-parameter", "fail"),
        ("service-role/AmazonElasticMapReduceRole", "pass-any-role", "fail"),
        ("AmazonECS_FullAccess", "pass-any-role", "pass"),  # to named services
        ("PowerUserAccess", "decrypt-any-key", "fail"),
    ],
)
def test_a_policy_of_aws_is_judged_by_what_it_allows(
    policy: str, control: str, word: str, tmp_path: Path
) -> None:
    """As if it stood in the stack: on everything, or under a condition."""
    assert _verdict("security", control, _MANAGED.replace("NAME", policy), tmp_path) == word


def test_the_table_of_managed_policies_tells_what_the_checklists_ask() -> None:
    """An action asked of `may` that the table left out would be allowed by none of AWS's."""
    texts = [path.read_text() for path in (data_directory() / "requirements").rglob("*.hcl")]
    asked = {found for text in texts for found in re.findall(r'may\([^,]+, "([^"]+)"\)', text)}
    lists = (re.search(rf"{name}\s+= \[(.*)\]", text) for name in _ASKED_BY for text in texts)
    asked.update(item.strip('" ') for found in lists if found for item in found[1].split(","))
    assert len(asked) > 20
    assert asked <= set(ASKED)
    policies = map(policy_of_row, rows().values())
    told = {action for one in policies for action in (*one.allows, *one.limited)}
    assert told <= set(ASKED)


_ASKED_BY = ("raises", "reads_parameters")
"""Locals of the lists that name the actions a control asks about."""


_GROUP = """
data "aws_launch_template" "shared" { name = "shared" }
resource "aws_autoscaling_group" "web" {
  min_size           = 2
  max_size           = 4
  availability_zones = ["eu-west-1a", "eu-west-1b"]
  STARTS
}
"""


@pytest.mark.parametrize(
    ("starts", "word"),
    [
        ("launch_template { id = data.aws_launch_template.shared.id }", "open"),
        ('launch_template { id = "lt-0a1b2c3d4e5f60718" }', "open"),
        ("launch_configuration = var.name", "open"),
        ("", "fail"),
    ],
)
@pytest.mark.parametrize("control", ["instance_type", "ports_of_instances"])
def test_what_a_group_starts_from_elsewhere_is_not_nothing(
    starts: str, word: str, control: str, tmp_path: Path
) -> None:
    """A template that another configuration holds has types and groups, only not known ones."""
    assert _verdict("payments", control, _GROUP.replace("STARTS", starts), tmp_path) == word
