# ruff: noqa: E501 text as it stands in a configuration
"""What an answer shows of what it read: values, what is cut, what is counted, what is not known."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.cost import Estimate
from archbench.cost import estimate as priced
from archbench.errors import EvaluationLimitError, InputError
from archbench.hcl.values import Plain, Value
from archbench.requirements import assess, check, evaluation
from archbench.requirements.evidence import LONGEST, MOST, shown
from archbench.requirements.kept import KeptVerdicts
from archbench.requirements.reading import parse_checklist, read_checklist
from archbench.requirements.scope import Names
from archbench.requirements.verdict import Verdict
from archbench.requirements.view import View
from archbench.terraform import load
from tests.requirements.calls import UNTOLD, answer

_REGION = 'provider "aws" { region = "eu-west-1" }\nvariable "given" { type = string }\nvariable "many" { type = number }\n'
_LIST = 'checklist "x" {\n  title = "X"\n}\ngroup "g" {\n  number = 1\n}\n'


def _control(inside: str, more: str = "", name: str = "c") -> str:
    return f'control "{name}" {{\n  group = "g"\n  {more}\n  assert {{\n{inside}\n  }}\n}}\n'


def _verdict(
    directory: Path, stack: str, inside: str, more: str = "", locals_: str = ""
) -> Verdict:
    (directory / "main.tf").write_text(_REGION + stack)
    checklist = parse_checklist(f"{_LIST}{_control(inside, more)}{locals_}", "x.hcl")
    (found,) = assess(directory, [checklist], variables=(("unknown", "*"),), environ={}).verdicts
    return found


def _shown(found: Verdict) -> list[str]:
    return [str(item) for item in found.evidence]


_RULES = """
resource "aws_security_group" "web" {
  vpc_id = "vpc-1"
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 444
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_vpc_security_group_ingress_rule" "all" {
  security_group_id = aws_security_group.web.id
  ip_protocol       = "-1"
  cidr_ipv4         = "10.1.0.0/16"
}
resource "aws_vpc_security_group_ingress_rule" "given" {
  security_group_id = aws_security_group.web.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = var.given
}
"""


def test_a_rule_is_shown_at_its_own_place(tmp_path: Path) -> None:
    """Its ports, its source, and that a source is not known; nothing of the list it is one of."""
    found = _verdict(
        tmp_path,
        _RULES,
        "condition = alltrue([for g in architecture.security_groups : alltrue([for r in g.permissions : r.to_port == 1])])",
    )
    assert _shown(found) == [
        "aws_security_group.web.to_port = 444 (main.tf:7)",
        "aws_vpc_security_group_ingress_rule.all.to_port = all (main.tf:14)",
        "aws_vpc_security_group_ingress_rule.given.to_port = 22 (main.tf:19)",
    ]
    sources = _verdict(
        tmp_path,
        _RULES,
        "condition = [for g in architecture.security_groups : [for r in g.permissions : r.source]] == []",
    )
    assert _shown(sources) == [
        "aws_security_group.web.source = 10.0.0.0/8 (main.tf:7)",
        "aws_vpc_security_group_ingress_rule.all.source = 10.1.0.0/16 (main.tf:14)",
        "aws_vpc_security_group_ingress_rule.given.source = not known (main.tf:19)",
    ]


@pytest.mark.parametrize(("queues", "others"), [(MOST - 1, 0), (MOST, 1), (MOST + 3, 4)])
def test_of_one_of_many_a_hundred_values_are_shown(
    queues: int, others: int, tmp_path: Path
) -> None:
    """With the list itself; the others are counted. In one statement about all each stands."""
    stack = (
        f'resource "aws_sqs_queue" "q" {{\n  count = {queues}\n  name  = "q${{count.index}}"\n}}\n'
    )
    every = "alltrue([for q in resources.aws_sqs_queue : q.delay_seconds == 1])"
    whole = _verdict(tmp_path, stack, f"condition = {every} || true == false")
    one = _verdict(
        tmp_path,
        stack,
        'for_each = ["a"]\ncondition = [for q in resources.aws_sqs_queue : q.name] == [each]',
    )
    counted = [f"{others} others = read as well"] if others else []
    assert len(whole.evidence) == queues
    assert _shown(one)[MOST - 1 :] == counted
    assert len([text for text in _shown(one) if ".name = " in text]) == MOST - 1


def test_what_led_to_each_of_many_is_cut_too(tmp_path: Path) -> None:
    """Of more than a hundred instances that a list was made of, those beyond are counted."""
    stack = f'resource "aws_sqs_queue" "q" {{\n  count = {MOST + 2}\n  name  = "q${{count.index}}"\n}}\n'
    found = _verdict(
        tmp_path,
        stack,
        "for_each = [length([for q in resources.aws_sqs_queue : q.name])]\ncondition = each == 1",
    )
    assert len(found.evidence) == MOST + 1
    assert _shown(found)[-1] == "2 others = read as well"


def test_what_stood_before_a_scenario_is_shown_after_it(tmp_path: Path) -> None:
    """Values of both, and of the one before none that is no value."""
    found = _verdict(
        tmp_path,
        'variable "size" { default = 3 }\nresource "aws_sqs_queue" "q" {\n  delay_seconds = var.size\n}\n',
        "condition = resources.aws_sqs_queue[0].delay_seconds == baseline.resources.aws_sqs_queue[0].delay_seconds",
        "scenario = { size = 4 }",
    )
    assert (found.verdict, _shown(found)) == (
        "fail",
        [
            "aws_sqs_queue.q.delay_seconds = 4 (main.tf:6)",
            "aws_sqs_queue.q.delay_seconds = 3 (main.tf:6)",
        ],
    )


_SERVES = """
resource "aws_instance" "web" {
  ami               = "ami-1"
  instance_type     = "t3.small"
  availability_zone = "eu-west-1a"
}
resource "aws_sqs_queue" "orders" { name = "orders" }
resource "aws_iam_role" "r" { assume_role_policy = "{}" }
"""


def test_whether_a_zone_may_be_lost_rests_on_where_things_stand(tmp_path: Path) -> None:
    """Zones of what has some; where none of it is lost, that the rest is there; nothing of a role."""
    condition = "condition = architecture.survives_zone_loss"
    found = _verdict(tmp_path, _SERVES, condition)
    assert found.verdict == "fail"
    assert _shown(found) == ["aws_instance.web.zone = eu-west-1a (main.tf:5)"]
    kept = _SERVES[_SERVES.index('resource "aws_sqs_queue"') :]
    found = _verdict(tmp_path, kept, condition)
    assert found.verdict == "pass"
    assert _shown(found) == ["aws_sqs_queue.orders = exists (main.tf:4)"]


@pytest.mark.parametrize(("length", "last"), [(LONGEST - 2, '"'), (LONGEST - 1, "…")])
def test_a_long_value_is_cut(length: int, last: str) -> None:
    """At 120 characters with its quotes; the sign of the cut is the last of them."""
    text = shown("x" * length)
    assert (len(text), text[-1]) == (LONGEST, last)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "not set"),
        ((None, "a", Decimal("1.50"), True), '[null, "a", 1.50, true]'),
        ({"a": None, "b": (1, 2)}, "{a = null, b = [1, 2]}"),
        ("ä\nb", '"ä\\nb"'),
    ],
)
def test_a_value_is_shown_as_hcl_has_it(value: Plain, text: str) -> None:
    """Numbers with their digits, null inside of a list, letters as they are."""
    assert shown(value) == text


def _of_cost(directory: Path, stack: str, condition: str, *, given: bool = True) -> Verdict:
    (directory / "main.tf").write_text(_REGION + stack)
    found = load(directory, variables=(("unknown", "*"),), environ={})
    architecture = build(found)

    def made() -> Estimate:
        return priced(found, architecture)

    checklist = parse_checklist(_LIST + _control(f"condition = {condition}"), "x.hcl")
    plain = check(found, architecture, [checklist], estimate=made if given else None)
    kept = KeptVerdicts()
    for _ in range(2):
        again = check(found, architecture, [checklist], estimate=made if given else None, kept=kept)
        assert again == plain
    (verdict,) = plain.verdicts
    return verdict


def test_a_cost_is_shown_in_dollars_or_as_its_bounds(tmp_path: Path) -> None:
    """Also where verdicts are kept; where nothing was estimated, a run has no estimate."""
    address = 'resource "aws_eip" "a" {}\n'
    known = _of_cost(tmp_path, address, "estimate.total_monthly < 1")
    assert (known.verdict, _shown(known)) == ("fail", ["estimate.total_monthly = $3.65"])
    queue = address + 'resource "aws_sqs_queue" "q" {}\n'
    bounds = _of_cost(tmp_path, queue, "estimate.total_monthly < 9")
    assert (bounds.verdict, _shown(bounds)) == (
        "open",
        ["estimate.total_monthly = at least $3.65, with 1 charge without usage"],
    )
    none = _of_cost(tmp_path, address, "estimate.total_monthly < 1", given=False)
    assert (none.verdict, none.in_words) == ("open", "this run has no estimate")


def test_the_first_of_what_was_not_read_is_named(tmp_path: Path) -> None:
    """Address and reason are of one and the same."""
    two = 'module "a" {\n  source = "nobody/a/aws"\n}\nmodule "b" {\n  source = "nobody/b/aws"\n}\n'
    found = _verdict(
        tmp_path,
        two + 'resource "aws_sqs_queue" "q" {}\n',
        'for_each = [for q in every(["aws_sqs_queue"]) : q if false]\nwhen = false\ncondition = true',
    )
    assert (found.verdict, found.in_words) == (
        "open",
        "module.a was not read: no copy of it lies in .terraform/modules; run `archbench get` to fetch it",
    )


_LISTENER = """
resource "aws_lb" "web" {
  name    = "web"
  subnets = [var.given]
}
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  protocol          = "HTTPS"
  default_action {
    type             = "forward"
    target_group_arn = var.given
  }
}
"""


def test_what_is_known_of_an_element_is_known_beside_what_is_asked(tmp_path: Path) -> None:
    """Nobody can tell what the listener stands before; its port is written."""
    found = _verdict(tmp_path, _LISTENER, "condition = architecture.listeners[0].port == 443")
    assert (found.verdict, _shown(found)) == (
        "pass",
        ["aws_lb_listener.web.port = 443 (main.tf:11)"],
    )


_NONE = "There is no case to look at: expected one."
_LOCALS = """
locals {
  balancers = resources.aws_lb
  others    = local.balancers
  every     = every(["aws_lb"])
  none      = []
}
"""


@pytest.mark.parametrize(
    ("for_each", "kind"),
    [
        ("local.balancers", "aws_lb"),
        ("local.others", "aws_lb"),
        ("[for b in local.others : b.name]", "aws_lb"),
        ("[for b in local.others[*].name : b]", "aws_lb"),
        ("concat(resources.aws_lb, [])", "aws_lb"),
        ("resources.aws_lb[*].subnets", "aws_lb"),
        ("architecture.load_balancers", "aws_lb"),
        ("(architecture.nat_gateways)", "aws_nat_gateway"),
        ("[for n in architecture.nat_gateways : n.zone]", "aws_nat_gateway"),
        ("fleets()", "aws_autoscaling_group"),
        ("[for f in fleets() : f.address]", "aws_autoscaling_group"),
        ("serving()", "aws_lb_listener"),
        ("architecture.listeners", ""),
        ("local.every", ""),
        ("[for b in local.every : b.name]", ""),
        ("local.none", ""),
        ("[]", ""),
    ],
)
def test_what_is_missing_is_named(for_each: str, kind: str, tmp_path: Path) -> None:
    """The type that a list goes back to; of what goes back to none, or need not be, there is no case."""
    found = _verdict(
        tmp_path, "", f'for_each = {for_each}\ncondition = false\nexpected = "one"', "", _LOCALS
    )
    told = f"There is no {kind} to look at: expected one." if kind else _NONE
    assert (found.verdict, found.in_words) == ("fail" if kind else "not_applicable", told)


_PASSWORDS = """
resource "aws_sqs_queue" "q" { name = "hunter2secret" }
resource "aws_db_instance" "text" { password = "hunter2secret" }
resource "aws_db_instance" "named" { password = aws_sqs_queue.q.name }
resource "aws_mq_broker" "jobs" {
  broker_name        = "jobs"
  engine_type        = "ActiveMQ"
  engine_version     = "5.18"
  host_instance_type = "mq.t3.micro"
  user {
    username = "a"
    password = "hunter2secret"
  }
  user {
    username = "b"
    password = aws_sqs_queue.q.name
  }
}
"""


@pytest.mark.parametrize("files", [True, False])
def test_a_plan_says_by_its_references_what_is_written(files: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """As the files do: a text is, and what another resource gives is not known to be."""
    (tmp_path / "main.tf").write_text(_PASSWORDS)
    found = load(tmp_path, environ={})
    seen = found if files else replace(found, sources={})
    told = answer(
        Names(View(seen), {}),
        "[for a in sensitive_arguments() : [a.address, a.argument, a.written]]",
    )
    assert told == [
        ["aws_db_instance.named", "password", UNTOLD],
        ["aws_db_instance.text", "password", True],
        ["aws_mq_broker.jobs", "user.0.password", True],
        ["aws_mq_broker.jobs", "user.1.password", UNTOLD],
    ]


def test_a_value_that_is_not_of_its_type_is_told_as_it_is(tmp_path: Path) -> None:
    """Terraform refuses it; a condition sees what is written."""
    (tmp_path / "main.tf").write_text('resource "aws_sqs_queue" "q" { delay_seconds = 3 }\n')
    found = load(tmp_path, environ={})
    odd = tuple(replace(item, values={"delay_seconds": "often"}) for item in found.instances)
    names = Names(View(replace(found, instances=odd)), {})
    assert answer(names, "aws_sqs_queue.q.delay_seconds") == "often"


def test_what_takes_too_many_steps_is_open(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """That is no fault of the configuration."""

    def endless(*_: object) -> Value:
        raise EvaluationLimitError

    monkeypatch.setattr(evaluation, "evaluate", endless)
    found = _verdict(tmp_path, "", "condition = true")
    assert (found.verdict, found.in_words) == (
        "open",
        "It takes more steps than a configuration of this size is allowed.",
    )


def test_each_has_what_led_to_it(tmp_path: Path) -> None:
    """Where a condition asks nothing of an element, what it was chosen by is its evidence."""
    stack = "".join(f'resource "aws_sqs_queue" "{n}" {{ name = "{n}" }}\n' for n in "ab")
    found = _verdict(
        tmp_path,
        stack,
        'for_each = [for q in resources.aws_sqs_queue : q if q.name != "x"]\ncondition = false',
    )
    assert [[str(item) for item in answer.evidence] for answer in found.answers] == [
        ['aws_sqs_queue.a.name = "a" (main.tf:4)'],
        ['aws_sqs_queue.b.name = "b" (main.tf:5)'],
    ]


@pytest.mark.parametrize("kind", ["empty", "bytes"])
def test_a_checklist_that_cannot_be_read_is_told(kind: str, tmp_path: Path) -> None:
    """A directory without one is none; a file that is no text is named."""
    place = tmp_path / "own.hcl"
    if kind == "empty":
        place.mkdir()
    else:
        place.write_bytes(b"\xff\xfe\x00")
    said = "There is no checklist " if kind == "empty" else "cannot be read as a checklist: "
    with pytest.raises(InputError, match=said):
        read_checklist(place)


def test_a_list_may_be_made_of_a_figure(tmp_path: Path) -> None:
    """It is no attribute of an instance, and stands beside what each rests on."""
    each = "each < 1\nfor_each = [estimate.total_monthly]"
    found = _of_cost(tmp_path, 'resource "aws_eip" "a" {}\n', each)
    assert (found.verdict, _shown(found)) == ("fail", ["estimate.total_monthly = $3.65"])


def test_a_default_that_is_left_open_may_be_what_is_applied(tmp_path: Path) -> None:
    """Of a password that is not told; of what is no secret by its name it does not matter."""
    (tmp_path / "main.tf").write_text(
        'variable "word" { default = "hunter2secret" }\n'
        'resource "aws_db_instance" "d" { password = var.word }\n'
        'resource "aws_ssm_parameter" "p" {\n  name  = "mode"\n  type  = "String"\n  value = var.word\n}\n'
    )
    found = load(tmp_path, variables=(("unknown", "word"),), environ={})
    told = answer(Names(View(found), {}), "[for a in sensitive_arguments() : [a.type, a.written]]")
    assert told == [["aws_db_instance", UNTOLD], ["aws_ssm_parameter", False]]
