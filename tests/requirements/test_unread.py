"""What a module that was not read does to verdicts: it opens what it may change, fails nothing."""

import json
import re
from pathlib import Path

import pytest

from archbench.requirements import assess
from archbench.requirements.assessment import Assessment
from archbench.requirements.output import FORMATS
from archbench.requirements.scope import ELEMENTS
from archbench.requirements.unseen import TYPES
from archbench.requirements.verdict import Verdict

MODULE = 'module "elsewhere" {\n  source = "nobody/nothing/aws"\n}\n'
LISTS = ("security", "reliability", "pci-dss")


def test_a_module_that_was_not_read_fails_nothing(tmp_path: Path) -> None:
    """What it may hold is no fault, even where any one of its kind is; each says the module."""
    (tmp_path / "main.tf").write_text(MODULE)
    found = assess(tmp_path, LISTS)
    assert [item.control.id for item in found.verdicts if item.verdict == "fail"] == []
    opened = [item for item in found.verdicts if item.verdict == "open"]
    assert len(opened) > 100
    unsaid = [item.control.id for item in opened if "module.elsewhere" not in item.in_words]
    assert unsaid == []


def test_what_waits_for_the_same_is_told_once(tmp_path: Path) -> None:
    """A wall of open controls is a line with their names, and each has its place with --all."""
    (tmp_path / "main.tf").write_text(MODULE)
    found = assess(tmp_path, ["security"])
    count = found.count("open")
    for name in ("table", "markdown"):
        short = FORMATS[name](found)
        told = [int(number) for number in re.findall(r"(\d+) controls", short)]
        assert sum(told) > 0.9 * count, name
        assert len(told) < 5, name
        long = FORMATS[name](found, everything=True)
        assert long.count("module.elsewhere") >= count, name


def test_a_fault_beside_it_still_fails(tmp_path: Path) -> None:
    """What is certain is judged: a user policy that is written fails, whatever the module holds."""
    (tmp_path / "main.tf").write_text(
        MODULE + 'resource "aws_iam_user_policy" "own" {\n  user   = "lee"\n  policy = "{}"\n}\n'
    )
    words = {item.control.id: item.verdict for item in assess(tmp_path, ["security"]).verdicts}
    assert words["no-user-policies"] == "fail"


BESIDE = """
resource "aws_kms_key" "turns" {
  enable_key_rotation = true
}
resource "aws_s3_bucket" "plain" {
  bucket = "plain"
}
resource "aws_sns_topic" "open" {}
"""
"""A key that is as it should be, a bucket whose settings may stand elsewhere, a topic that is not
encrypted whatever stands elsewhere."""


@pytest.fixture
def beside(tmp_path: Path) -> Assessment:
    """What security says of some resources beside a module that was not read."""
    (tmp_path / "main.tf").write_text(MODULE + BESIDE)
    return assess(tmp_path, ["security", "reliability"])


def _of(found: Assessment, control: str) -> Verdict:
    return next(item for item in found.verdicts if item.control.id == control)


@pytest.mark.parametrize(
    ("control", "verdict", "so_far"),
    [
        ("key-rotation", "open", "pass"),
        ("REL09-BP01-buckets", "open", "fail"),
        ("rds-instances-encrypted", "open", "not_applicable"),
        ("topics-encrypted", "fail", None),
    ],
)
def test_what_was_read_is_judged_all_the_same(
    beside: Assessment, control: str, verdict: str, so_far: str | None
) -> None:
    """An open control says what it comes to without the module; what is decided says nothing."""
    found = _of(beside, control)
    assert (found.verdict, found.so_far and found.so_far.verdict) == (verdict, so_far)


def test_each_format_tells_what_was_read(beside: Assessment, tmp_path: Path) -> None:
    """The counts beside the answer, the controls where they are told, the word for programs."""
    known = [item.so_far for item in beside.verdicts if item.so_far]
    words = [item.verdict for item in known]
    met, not_met = words.count("pass"), words.count("fail")
    none = words.count("not_applicable")
    assert min(met, not_met, none) > 0
    said = (f"meets {met}", f"does not meet {not_met}", f"has no case of {none}")
    counts = f"what is known to be there {', '.join(said)}"
    table = " ".join(FORMATS["table"](beside).split())
    assert f"Of those that are open, {counts}" in table
    assert re.search(r"What is known to be there meets \d+: [^:]*key-rotation", table)
    markdown = FORMATS["markdown"](beside)
    assert f"Of the controls that are open, {counts}." in markdown
    assert "1 module not read, run `archbench get`: module.elsewhere Score" in table
    data = json.loads(FORMATS["json"](beside))
    told = [x["so_far"] for group in data["groups"] for x in group["controls"] if x["so_far"]]
    assert [(item["verdict"], item["reason"]) for item in told] == [
        (item.verdict, item.reason) for item in known
    ]
    reason = "aws_s3_bucket.plain keeps no versions."
    assert f"What is known to be there does not meet it: {reason}" in table
    (tmp_path / "main.tf").write_text(BESIDE)
    whole = assess(tmp_path, ["security", "reliability"])
    assert {item.so_far for item in whole.verdicts} == {None}
    assert "known to be there" not in FORMATS["table"](whole)


def test_what_waits_for_the_same_within_a_control_is_one(tmp_path: Path) -> None:
    """Three roles wait for one module: it is named once, with a line for each of them."""
    role = 'resource "aws_iam_role" "%s" {\n  assume_role_policy = "{}"\n}\n'
    (tmp_path / "main.tf").write_text(MODULE + "".join(role % name for name in ("a", "b", "c")))
    found = FORMATS["table"](assess(tmp_path, ["security"]), everything=True)
    [told] = [part for part in found.split("\n\n") if "[assume-any-role," in part]
    assert told.count("Waits for module.elsewhere") == 1
    assert re.findall(r"aws_iam_role\.(\w) = exists", told) == ["a", "b", "c"]


OWN = """
checklist "own" {}
group "g" {
  number = 1
}
control "queues" {
  group = "g"
  assert {
    condition     = length(every(["aws_sqs_queue"])) %s
    error_message = "So many queues are wrong."
  }
}
"""
QUEUES = 'resource "aws_sqs_queue" "q" {\n  count = 2\n}\n'


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [(">= 3", "open"), ("== 2", "open"), ("== 0", "fail"), ("== 1", "fail"), ("> 1", "pass")],
)
def test_what_may_be_more_counts_as_none_or_many(tmp_path: Path, asked: str, verdict: str) -> None:
    """Two queues beside a module that was not read are two or more, never three."""
    (tmp_path / "own.hcl").write_text(OWN % asked)
    stack = tmp_path / "stack"
    stack.mkdir()
    (stack / "main.tf").write_text(MODULE + QUEUES)
    [found] = assess(stack, [tmp_path / "own.hcl"]).verdicts
    assert found.verdict == verdict


def test_a_block_of_unknown_number_is_not_told_as_absent(tmp_path: Path) -> None:
    """It is written: what waits for its number says nothing of a stack without it."""
    block = """
variable "n" { type = number }
resource "aws_s3_bucket_versioning" "plain" {
  count  = var.n
  bucket = aws_s3_bucket.plain.id
  versioning_configuration { status = "Enabled" }
}
"""
    (tmp_path / "main.tf").write_text(MODULE + BESIDE + block)
    found = _of(
        assess(tmp_path, ["reliability"], variables=[("unknown", "n")]), "REL09-BP01-buckets"
    )
    assert found.so_far is not None
    assert (found.verdict, found.so_far.verdict) == ("open", "open")


def test_what_is_known_is_text_in_markdown(tmp_path: Path) -> None:
    """A name with the signs of HTML and Markdown is shown as it stands."""
    own = OWN.replace("So many queues are wrong.", "Queue ${resources.aws_kms_key[0].description}")
    key = 'resource "aws_kms_key" "k" {\n  description = "<b>*c*"\n}\n'
    (tmp_path / "own.hcl").write_text(own % ">= 0 && length(resources.aws_kms_key) == 0")
    stack = tmp_path / "stack"
    stack.mkdir()
    (stack / "main.tf").write_text(MODULE + key)
    found = FORMATS["markdown"](assess(stack, [tmp_path / "own.hcl"]))
    assert "does not meet it: Queue &lt;b&gt;" in found
    assert "<b>" not in found


NETWORK = """
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "s" {
  for_each          = { a = "10.0.1.0/24", b = "10.0.2.0/24" }
  vpc_id            = aws_vpc.v.id
  cidr_block        = each.value
  availability_zone = "eu-west-1${each.key}"
}
resource "aws_security_group" "web" {
  vpc_id = aws_vpc.v.id
  ingress {
    from_port   = %s
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_lb" "web" {
  subnets         = [for one in aws_subnet.s : one.id]
  security_groups = [aws_security_group.web.id]
}
resource "aws_security_group" "db" { vpc_id = aws_vpc.v.id }
resource "aws_rds_cluster" "db" { vpc_security_group_ids = [aws_security_group.db.id] }
"""
UNCOUNTED = """
variable "many" { type = number }
resource "%s" "more" {
  count = var.many
}
"""


@pytest.mark.parametrize(
    ("control", "kind"),
    [
        ("1.2.6-insecure-services", "aws_security_group"),
        ("2.2.3-functions-apart", "aws_lb"),
        ("REL02-BP01-public-endpoints", "aws_alb"),
        ("REL11-BP02-dns-failover", "aws_route53_record"),
        ("1.4.5-no-public-addresses", "aws_instance"),
    ],
)
def test_what_lists_the_architecture_waits_for_what_was_not_counted(
    control: str, kind: str, tmp_path: Path
) -> None:
    """One more balancer or group may break what those that are known meet, or be the first case."""
    stack = 'provider "aws" { region = "eu-west-1" }\n' + NETWORK % 443
    known = {}
    for name, more in (("alone", ""), ("module", MODULE), ("block", UNCOUNTED % kind)):
        (tmp_path / "main.tf").write_text(stack + more)
        found = _of(assess(tmp_path, LISTS, variables=(("unknown", "*"),)), control)
        known[name] = found
    assert known["alone"].verdict in ("pass", "not_applicable")
    assert known["module"].verdict == known["block"].verdict == "open"
    assert "module.elsewhere" in known["module"].in_words
    assert f"{kind}.more" in known["block"].in_words
    assert known["module"].so_far is not None
    assert known["module"].so_far.verdict == known["alone"].verdict


def test_what_those_that_are_known_break_fails_whatever_else_there_is(tmp_path: Path) -> None:
    """A port of Telnet is open: no group of the module closes it."""
    (tmp_path / "main.tf").write_text(MODULE + NETWORK % 22)
    assert _of(assess(tmp_path, LISTS), "1.2.6-insecure-services").verdict == "fail"


def test_every_list_of_the_architecture_has_its_types() -> None:
    """A list that is not in the table would pass as if all of it were known."""
    assert set(TYPES) == set(ELEMENTS)


def test_a_setting_that_is_there_counts_beside_one_of_unknown_number(tmp_path: Path) -> None:
    """The account measures the tasks of every cluster, whatever else may set it."""
    setting = (
        'resource "aws_ecs_account_setting_default" "%s" {\n'
        '  %s\n  name = "containerInsights"\n  value = "enhanced"\n}\n'
    )
    cluster = 'resource "aws_ecs_cluster" "shop" { name = "shop" }\nvariable "n" {}\n'
    more = setting % ("more", "count = var.n")
    for text, verdict in ((more, "open"), (more + setting % ("all", ""), "pass")):
        (tmp_path / "main.tf").write_text(cluster + text)
        found = assess(tmp_path, ["operations"], variables=[("unknown", "n")])
        assert _of(found, "OPS04-container-insights").verdict == verdict


STORE = """
variable "tls" { default = true }
resource "aws_kms_key" "k" {
  enable_key_rotation = true
}
resource "aws_s3_bucket" "b" {}
resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_sns_topic" "t" {}
"""
MANY = """
variable "n" {}
module "store" {
  source = "./store"
  count  = var.n
}
"""


def _stored(directory: Path, text: str, n: str | None) -> Assessment:
    (directory / "store").mkdir(exist_ok=True)
    (directory / "store" / "main.tf").write_text(STORE)
    (directory / "main.tf").write_text('provider "aws" { region = "eu-west-1" }\n' + text + MANY)
    given = ("unknown", "n") if n is None else ("var", f"n={n}")
    return assess(directory, LISTS, variables=[given])


@pytest.mark.parametrize(
    ("control", "verdict"),
    [
        ("key-rotation", "pass"),  # each key of it turns
        ("REL09-BP01-buckets", "pass"),  # each bucket of it has its versions beside it
        ("topics-encrypted", "open"),  # where there is one, its topic is not
        ("rds-instances-encrypted", "not_applicable"),  # none has a database
    ],
)
def test_a_module_of_unknown_number_is_judged_as_any_of_it_would_be(
    control: str, verdict: str, tmp_path: Path
) -> None:
    """What each instance meets is met, what it may break is open, what none holds is not there."""
    assert _of(_stored(tmp_path, "", None), control).verdict == verdict


def test_a_module_of_unknown_number_decides_nothing_that_a_number_undoes(tmp_path: Path) -> None:
    """Beside a stack like it, with none of it, one and two."""
    beside = STORE + 'resource "aws_sqs_queue" "q" {}\n'
    found = {item.control.id: item.verdict for item in _stored(tmp_path, beside, None).verdicts}
    assert {"pass", "fail", "open", "not_applicable"} <= {*found.values()}
    alike = {"pass": {"pass", "not_applicable"}}
    for n in ("0", "1", "2"):
        known = {item.control.id: item.verdict for item in _stored(tmp_path, beside, n).verdicts}
        undone = [
            (control, verdict, known[control])
            for control, verdict in found.items()
            if verdict not in ("open", "review")
            and known[control] not in alike.get(verdict, {verdict})
        ]
        assert undone == [], n


def test_what_stands_beside_it_is_not_its_own(tmp_path: Path) -> None:
    """Versions of the bucket of a module are none of another bucket, and may be many."""
    text = 'resource "aws_s3_bucket" "bare" {}\n'
    found = _of(_stored(tmp_path, text, None), "REL09-BP01-buckets")
    assert (found.verdict, "aws_s3_bucket.bare" in found.in_words) == ("fail", True)
