# ruff: noqa: E501 text as it stands in a configuration
"""What becomes of a control: its word, its words, where it looked and what it waits for."""

from pathlib import Path

import pytest

from archbench.errors import InputError
from archbench.requirements import assess, check
from archbench.requirements.assessment import Assessment
from archbench.requirements.check import fits
from archbench.requirements.reading import parse_checklist
from archbench.requirements.verdict import Verdict
from archbench.terraform import load

STACK = """provider "aws" { region = "eu-west-1" }
variable "given" { type = string }
variable "parts" { type = list(string) }
variable "size" {
  type    = number
  default = 3
  validation {
    condition     = var.size < 10
    error_message = "size is at most 9."
  }
}
variable "password" {
  default   = "hunter2secret"
  sensitive = true
}
resource "aws_sqs_queue" "orders" {
  name                      = "orders"
  message_retention_seconds = var.size
  tags                      = { Owner = "shop", Text = "a\\nb" }
}
resource "aws_sqs_queue" "stock" {
  name              = "stock"
  kms_master_key_id = aws_kms_key.own.arn
  policy            = "${var.given}-x"
}
resource "aws_kms_key" "own" {
  description = "${var.password}"
}
resource "aws_sns_topic" "late" {
  count = length(var.parts)
}
output "size" { value = var.size }
"""
_HEAD = 'checklist "x" {\n  title = "X"\n}\ngroup "g" {\n  number = 1\n}\n'
_ORDERS, _STOCK = "aws_sqs_queue.orders", "aws_sqs_queue.stock"
_EACH = "for_each = resources.aws_sqs_queue\n"
_NAMES = [f'{_ORDERS}.name = "orders" (main.tf:17)', f'{_STOCK}.name = "stock" (main.tf:22)']


def _assess(directory: Path, inside: str, more: str = "") -> Assessment:
    (directory / "main.tf").write_text(STACK)
    text = f'{_HEAD}control "c" {{\n  group = "g"\n  title = "C"\n  {more}\n{inside}\n}}\n'
    return assess(
        directory, [parse_checklist(text, "x.hcl")], variables=(("unknown", "*"),), environ={}
    )


def _verdict(directory: Path, inside: str, more: str = "") -> Verdict:
    (found,) = _assess(directory, inside, more).verdicts
    return found


def _of_assert(directory: Path, assertion: str, more: str = "") -> Verdict:
    return _verdict(directory, f"  assert {{\n{assertion}\n  }}", more)


CASES: dict[str, tuple[str, str, str, list[str], list[str]]] = {
    "all hold": (f"{_EACH}condition = each.name != null", "pass", "", _NAMES, []),
    "one does not": (
        f'{_EACH}condition = each.name == "orders"',
        "fail",
        f'{_STOCK}: expected each.name == "orders".',
        _NAMES[1:],
        [],
    ),
    "none does": (
        f'{_EACH}condition = each.name == "x"\nexpected = "it is x"',
        "fail",
        f"{_ORDERS}: expected it is x. And 1 more.",
        _NAMES,
        [],
    ),
    "in the author's words": (
        f'{_EACH}condition = each.name == "orders"\nerror_message = "${{each.address}} is ${{each.name}},  no."',
        "fail",
        f"{_STOCK} is stock, no.",
        _NAMES[1:],
        [],
    ),
    "in words of what is absent": (
        f'{_EACH}condition = each.name == "orders"\nerror_message = aws_lb.web.name',
        "fail",
        f'{_STOCK}: expected each.name == "orders".',
        _NAMES[1:],
        [],
    ),
    "in words of what this run was not given": (
        f'{_EACH}condition = each.name == "orders"\nerror_message = metrics.words',
        "fail",
        f'{_STOCK}: expected each.name == "orders".',
        _NAMES[1:],
        [],
    ),
    "in words that are a list": (
        f'{_EACH}condition = each.name == "orders"\nerror_message = [each.name]',
        "fail",
        f'{_STOCK}: expected each.name == "orders".',
        _NAMES[1:],
        [],
    ),
    "in words that name no address": (
        f'{_EACH}condition = each.name == "orders"\nerror_message = "It is another."',
        "fail",
        "It is another.",
        _NAMES[1:],
        [],
    ),
    "in words that show a key": (
        f'{_EACH}condition = each.kms_master_key_id == null\nerror_message = "Key ${{each.kms_master_key_id}}."',
        "fail",
        "Key aws_kms_key.own.",
        [f"{_STOCK}.kms_master_key_id = aws_kms_key.own.arn (main.tf:23)"],
        [],
    ),
    "in words that cannot be made": (
        f'{_EACH}condition = each.name == "orders"\nerror_message = var.password',
        "fail",
        f'{_STOCK}: expected each.name == "orders".',
        _NAMES[1:],
        [],
    ),
    "a case that is none": (
        f'{_EACH}when = each.name == "orders"\ncondition = each.message_retention_seconds == 3',
        "pass",
        "",
        [_NAMES[0], f"{_ORDERS}.message_retention_seconds = 3 (main.tf:18)"],
        [],
    ),
    "no case at all": (
        f'{_EACH}when = each.name == "x"\ncondition = false\nexpected = "that"',
        "not_applicable",
        "There is no case to look at: expected that.",
        _NAMES,
        [],
    ),
    "perhaps a case, and it does not hold": (
        'for_each = [aws_sqs_queue.stock]\nwhen = each.policy == "x"\ncondition = each.name == "x"',
        "open",
        "Waits for var.given. (--unknown leaves it without a value)",
        [f"{_STOCK}.policy = known after apply (var.given) (main.tf:24)", _NAMES[1]],
        ["var.given"],
    ),
    "perhaps a case, and it holds": (
        'for_each = [aws_sqs_queue.stock]\nwhen = each.policy == "x-x"\ncondition = each.name == "stock"',
        "pass",
        "",
        [f"{_STOCK}.policy = known after apply (var.given) (main.tf:24)", _NAMES[1]],
        [],
    ),
    "what waits": (
        f'{_EACH}condition = each.policy != "a-x"',
        "open",
        f"Waits for {_ORDERS}.policy. (it is left out, and what the provider puts there is known after apply) And 1 more.",
        [
            f"{_ORDERS}.policy = not set (main.tf:16)",
            f"{_STOCK}.policy = known after apply (var.given) (main.tf:24)",
        ],
        [f"{_ORDERS}.policy", "var.given"],
    ),
    "what AWS makes": (
        'condition = aws_sqs_queue.orders.url == "x"',
        "open",
        "Waits for aws_sqs_queue.orders.url.",
        [f"{_ORDERS}.url = not set (main.tf:16)"],
        ["aws_sqs_queue.orders.url"],
    ),
    "what waits for many": (
        'condition = "${var.given}${aws_sqs_queue.orders.url}${aws_sqs_queue.stock.url}${aws_kms_key.own.policy}" == "x"',
        "open",
        "Waits for aws_kms_key.own.policy, aws_sqs_queue.orders.url, aws_sqs_queue.stock.url and 1 more. (--unknown leaves it without a value)",
        [
            "var.given = var.given (main.tf:2)",
            f"{_ORDERS}.url = not set (main.tf:16)",
            f"{_STOCK}.url = not set (main.tf:21)",
            "aws_kms_key.own.policy = not set (main.tf:26)",
        ],
        ["aws_kms_key.own.policy", f"{_ORDERS}.url", f"{_STOCK}.url", "var.given"],
    ),
    "what is absent": (
        "condition = aws_lb.web.internal",
        "fail",
        "aws_lb.web does not exist.",
        [],
        [],
    ),
    "a null condition": (
        "condition = aws_sqs_queue.orders.policy",
        "open",
        "Waits for aws_sqs_queue.orders.policy. (it is left out, and what the provider puts there is known after apply)",
        [f"{_ORDERS}.policy = not set (main.tf:16)"],
        [f"{_ORDERS}.policy"],
    ),
    "a condition left out": (
        "condition = aws_sqs_queue.orders.configured.fifo_queue",
        "fail",
        "expected aws_sqs_queue.orders.configured.fifo_queue.",
        [f"{_ORDERS}.fifo_queue = not set (main.tf:16)"],
        [],
    ),
    "nothing of a type": (
        "for_each = resources.aws_lb\ncondition = true",
        "fail",
        "There is no aws_lb.",
        ["resources.aws_lb = none"],
        [],
    ),
    "nothing made of a type": (
        'for_each = [for b in resources.aws_lb : b if b.internal]\ncondition = true\nexpected = "one"',
        "fail",
        "There is no aws_lb to look at: expected one.",
        ["resources.aws_lb = none"],
        [],
    ),
    "nothing of a type, and need not": (
        "for_each = resources.aws_lb\ncondition = false\noptional = true",
        "pass",
        "",
        ["resources.aws_lb = none"],
        [],
    ),
    "nothing that is listed": (
        'for_each = every(["aws_lb"])\ncondition = false\nexpected = "one"',
        "not_applicable",
        "There is no case to look at: expected one.",
        ["resources.aws_lb = none"],
        [],
    ),
    "nothing of what cannot be counted": (
        'for_each = every(["aws_sns_topic"])\ncondition = each.name == "x"',
        "open",
        "Waits for aws_sns_topic.late. (its count depends on var.parts, which --unknown leaves without a value)",
        ["resources.aws_sns_topic = none"],
        ["aws_sns_topic.late"],
    ),
    "a type that cannot be counted": (
        "for_each = resources.aws_sns_topic\ncondition = false",
        "open",
        "Waits for aws_sns_topic.late. (its count depends on var.parts, which --unknown leaves without a value)",
        ["resources.aws_sns_topic = none"],
        ["aws_sns_topic.late"],
    ),
    "a list that waits": (
        "for_each = var.parts\ncondition = false",
        "open",
        "Waits for var.parts. (--unknown leaves it without a value)",
        ["var.parts = var.parts (main.tf:3)"],
        ["var.parts"],
    ),
    "an element that waits": (
        'for_each = ["a", var.given]\ncondition = each == "a"',
        "open",
        "Waits for var.given. (--unknown leaves it without a value)",
        ["var.given = var.given (main.tf:2)"],
        ["var.given"],
    ),
    "an object's elements": (
        "for_each = { a = 1, b = 2 }\ncondition = each == 1",
        "fail",
        "expected each == 1.",
        [],
        [],
    ),
    "an object with an address": (
        'for_each = [{ address = "here", n = 2 }]\ncondition = each.n == 1',
        "fail",
        "here: expected each.n == 1.",
        [],
        [],
    ),
    "a list that is absent": (
        "for_each = aws_lb.web.subnets\ncondition = true",
        "fail",
        "aws_lb.web does not exist.",
        [],
        [],
    ),
    "what the configuration lacks": (
        "for_each = aws_sqs_queue.orders.tags.Team\ncondition = true",
        "fail",
        'This map does not have an element with the key "Team".',
        [f'{_ORDERS}.tags = {{Owner = "shop", Text = "a\\nb"}} (main.tf:19)'],
        [],
    ),
    "a run without figures": (
        "condition = metrics.errors == 0",
        "open",
        "this run has no metrics",
        [],
        [],
    ),
    "a secret": (
        'condition = var.password == "x"',
        "fail",
        'expected var.password == "x".',
        ["var.password = (sensitive value) (main.tf:12)"],
        [],
    ),
    "an output": (
        "condition = outputs.size.value == 4",
        "fail",
        "expected outputs.size.value == 4.",
        ["output.size = 3 (main.tf:32)"],
        [],
    ),
    "a map and a text of two lines": (
        "condition = aws_sqs_queue.orders.tags == null",
        "fail",
        "expected aws_sqs_queue.orders.tags == null.",
        [f'{_ORDERS}.tags = {{Owner = "shop", Text = "a\\nb"}} (main.tf:19)'],
        [],
    ),
    "a key of a map": (
        'condition = aws_sqs_queue.orders.tags.Owner == "x"',
        "fail",
        'expected aws_sqs_queue.orders.tags.Owner == "x".',
        [f'{_ORDERS}.tags = {{Owner = "shop", Text = "a\\nb"}} (main.tf:19)'],
        [],
    ),
    "that there are some": (
        "condition = length(resources.aws_sqs_queue) == 1",
        "fail",
        "expected length(resources.aws_sqs_queue) == 1.",
        [f"{_ORDERS} = exists (main.tf:16)", f"{_STOCK} = exists (main.tf:21)"],
        [],
    ),
    "where it comes from": (
        'condition = aws_sqs_queue.orders.meta.region == "x"',
        "fail",
        'expected aws_sqs_queue.orders.meta.region == "x".',
        [f'{_ORDERS}.region = "eu-west-1" (main.tf:16)'],
        [],
    ),
    "which one it is": (
        "condition = aws_sqs_queue.stock.kms_master_key_id == aws_sqs_queue.orders.id",
        "fail",
        "expected aws_sqs_queue.stock.kms_master_key_id == aws_sqs_queue.orders.id.",
        [
            f"{_STOCK}.kms_master_key_id = aws_kms_key.own.arn (main.tf:23)",
            f"{_ORDERS} = exists (main.tf:16)",
        ],
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_verdict_has_its_words_and_its_place(case: str, tmp_path: Path) -> None:
    """The word, the sentence, every value it rests on at its line, and what it waits for."""
    assertion, word, words, evidence, waits = CASES[case]
    found = _of_assert(tmp_path, assertion)
    told = (found.verdict, found.in_words, [str(item) for item in found.evidence])
    assert told == (word, words, evidence)
    assert [waiting for answer in found.decisive for waiting in answer.waits_for] == waits


def test_what_an_instance_lacks_is_told_and_not_that_there_is_none(tmp_path: Path) -> None:
    """The balancer is there; it has no block that could hold."""
    stack = 'resource "aws_lb" "web" {\n  subnets = ["subnet-1"]\n}\n'
    (tmp_path / "main.tf").write_text(stack)
    inside = (
        'for_each = resources.aws_lb[0].access_logs\ncondition = each.enabled\nexpected = "logs"'
    )
    text = f'{_HEAD}control "c" {{\n  group = "g"\n  assert {{\n{inside}\n  }}\n}}\n'
    (found,) = assess(tmp_path, [parse_checklist(text, "x.hcl")]).verdicts
    assert found.in_words == "There is no access_logs in aws_lb: expected logs."
    assert [str(item) for item in found.evidence] == [
        "aws_lb.web.access_logs = not set (main.tf:1)"
    ]


def test_a_zone_is_told_by_what_it_is_called(tmp_path: Path) -> None:
    """It is no resource, and has no address."""
    stack = (
        'provider "aws" {\n  region = "eu-west-1"\n}\nresource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n'
        'resource "aws_subnet" "a" {\n  vpc_id = aws_vpc.main.id\n  availability_zone = "eu-west-1a"\n}\n'
    )
    (tmp_path / "main.tf").write_text(stack)
    text = f'{_HEAD}control "c" {{\n  group = "g"\n  assert {{\n    condition = length(architecture.vpcs[0].zones) == 2\n  }}\n}}\n'
    (found,) = assess(tmp_path, [parse_checklist(text, "x.hcl")]).verdicts
    (told,) = [str(item) for item in found.evidence]
    assert told.startswith("aws_vpc.main.zones = eu-west-1a ")
    assert told.endswith(" (main.tf:4)")


@pytest.mark.parametrize(("name", "images"), [("DB_PASSWORD", 0), ("GREETING", 1)])
def test_a_secret_of_a_container_is_not_shown(name: str, images: int, tmp_path: Path) -> None:
    """Nor what stands beside it, whatever was asked; of others all but the values of variables is."""
    variables = f'environment = [{{ name = "{name}", value = "hunter2secret" }}]'
    (tmp_path / "main.tf").write_text(
        'resource "aws_ecs_task_definition" "t" {\n  family = "t"\n  container_definitions ='
        f' jsonencode([{{ name = "web", image = "web:1", {variables} }}])\n}}\n'
    )
    inside = (
        "for_each = resources.aws_ecs_task_definition\n"
        "condition = alltrue([for c in containers(each) : c.user != null])"
    )
    text = f'{_HEAD}control "c" {{\n  group = "g"\n  assert {{\n{inside}\n  }}\n}}\n'
    (found,) = assess(tmp_path, [parse_checklist(text, "x.hcl")]).verdicts
    (told,) = [item.found for item in found.evidence if item.attribute == "container_definitions"]
    assert found.verdict == "fail"
    assert "hunter2secret" not in told
    assert told.count("web:1") == images


def test_a_type_of_which_some_are_certain_fails_for_those(tmp_path: Path) -> None:
    """However many there may be beside them; what only may be there opens it."""
    stack = STACK + 'resource "aws_sns_topic" "one" {\n  name = "one"\n}\n'
    (tmp_path / "main.tf").write_text(stack)
    text = f'{_HEAD}control "c" {{\n  group = "g"\n  assert {{\n    for_each = resources.aws_sns_topic\n    condition = each.name == "NAME"\n  }}\n}}\n'
    for name, words in (("x", ["fail", "open"]), ("one", ["open"])):
        checklist = parse_checklist(text.replace("NAME", name), "x.hcl")
        (found,) = assess(tmp_path, [checklist], variables=(("unknown", "*"),)).verdicts
        assert [answer.verdict for answer in found.answers] == words


MORE: dict[str, tuple[str, str, str]] = {
    "applies": ("applies = length(resources.aws_sqs_queue) == 2", "pass", ""),
    "does not apply": (
        "applies = length(resources.aws_sqs_queue) == 3",
        "not_applicable",
        "It does not apply here.",
    ),
    "may apply": (
        'applies = var.given == "x"',
        "open",
        "Waits for var.given. (--unknown leaves it without a value)",
    ),
    "under another profile": (
        'profiles = ["ci", "production"]',
        "not_applicable",
        "Only under the profile ci or production.",
    ),
    "for a person": ('review = "Look at it."', "review", "Look at it."),
    "under a scenario that changes nothing": ("scenario = { size = 3 }", "pass", ""),
    "under a scenario": ("scenario = { size = 4 }", "fail", "expected var.size == 3."),
    "under a scenario that is refused": (
        "scenario = { size = 12 }",
        "fail",
        "main.tf:4: Invalid value for variable: size is at most 9. (var.size, rule at main.tf:7)",
    ),
    "under a scenario of no variable": (
        "scenario = { sise = 3 }",
        "fail",
        "There is no variable sise to set.",
    ),
    "under a scenario of what waits": (
        "scenario = { size = var.given }",
        "open",
        "Waits for var.given. (--unknown leaves it without a value)",
    ),
    "under a scenario of which a part waits": (
        "scenario = { size = 3, given = var.given }",
        "open",
        "Waits for var.given. (--unknown leaves it without a value)",
    ),
    "under a scenario that is absent": (
        "scenario = { size = aws_lb.web.idle_timeout }",
        "fail",
        "aws_lb.web does not exist.",
    ),
    "under a scenario of measurements": (
        "scenario = { size = metrics.size }",
        "open",
        "this run has no metrics",
    ),
    "under a scenario that is known later": (
        'scenario = var.given == "x" ? { size = 3 } : { size = 4 }',
        "open",
        "The variables of its scenario are known after apply.",
    ),
}


@pytest.mark.parametrize("case", MORE)
def test_what_stands_around_an_assert_counts(case: str, tmp_path: Path) -> None:
    """Whether it applies, for whom it is, and with which values of variables."""
    more, word, words = MORE[case]
    inside = "" if "review" in more else "  assert {\n    condition = var.size == 3\n  }"
    found = _verdict(tmp_path, inside, more)
    assert (found.verdict, found.in_words.removeprefix(f"{tmp_path}/")) == (word, words)


def test_a_refusal_may_be_what_is_asked_for(tmp_path: Path) -> None:
    """With its reason; the values without the scenario stand behind baseline."""
    refused = _of_assert(tmp_path, "condition = scenario.refused", "scenario = { size = 12 }")
    assert (refused.verdict, [str(item) for item in refused.evidence]) == (
        "pass",
        ["var.size = 3 (main.tf:4)"],
    )
    taken = _of_assert(tmp_path, "condition = scenario.refused", "scenario = { size = 4 }")
    assert (taken.verdict, taken.in_words) == ("fail", "expected scenario.refused.")
    both = "condition = var.size == 4 && baseline.var.size == 3"
    assert _of_assert(tmp_path, both, "scenario = { size = 4 }").verdict == "pass"
    said = _of_assert(tmp_path, 'condition = scenario.reason == ""', "scenario = { size = 12 }")
    assert (said.verdict, said.in_words.removeprefix(f"{tmp_path}/")) == (
        "fail",
        "main.tf:4: Invalid value for variable: size is at most 9. (var.size, rule at main.tf:7)",
    )


def test_a_configuration_that_cannot_be_read_again_leaves_a_scenario_open(tmp_path: Path) -> None:
    """As of a plan: nobody says what other variables would give."""
    (tmp_path / "main.tf").write_text(STACK)
    text = f'{_HEAD}control "c" {{\n  group = "g"\n  scenario = {{ size = 3 }}\n  assert {{\n    condition = true\n  }}\n}}\n'
    configuration = load(tmp_path, variables=(("unknown", "*"),), environ={})
    (found,) = check(configuration, None, [parse_checklist(text, "x.hcl")]).verdicts
    assert found.verdict == "open"
    assert "give the directory it was made from with --source" in found.in_words


def test_what_is_known_by_its_name_alone_is_told_by_it(tmp_path: Path) -> None:
    """A key that is made during apply has no value, and an address."""
    keys = "[for q in resources.aws_sqs_queue : q.configured.kms_master_key_id]"
    only = f"[for key in {keys} : key if key != null]"
    found = _of_assert(tmp_path, f'for_each = {only}\ncondition = each == "x"')
    assert [(one.verdict, one.subject) for one in found.answers] == [("fail", "aws_kms_key.own")]


def test_a_state_leaves_a_scenario_open(tmp_path: Path) -> None:
    """It holds no variables, so that a name may be right; a directory that lacks one fails."""
    state = tmp_path / "state.json"
    state.write_text('{"terraform_version": "1.11.0", "values": {"root_module": {}}}')
    text = f'{_HEAD}control "c" {{\n  group = "g"\n  scenario = {{ size = 3 }}\n  assert {{\n    condition = true\n  }}\n}}\n'
    assessment = assess(state, [parse_checklist(text, "x.hcl")], environ={})
    (found,) = assessment.verdicts
    assert (found.verdict, found.reason) == (
        "open",
        "A state holds no variables, so that none can be set.",
    )
    assert ["--source DIR" in line for line in assessment.unread] == [True]
    decided = parse_checklist(text.replace("scenario = { size = 3 }", ""), "x.hcl")
    assert assess(state, [decided], environ={}).unread == ()


def test_verdicts_stand_in_the_order_of_the_list(tmp_path: Path) -> None:
    """Also where scenarios are tried together."""
    names = ("b", "a", "d", "c")
    text = _HEAD + "".join(
        f'control "{name}" {{\n  group = "g"\n  scenario = {{ size = {number} }}\n'
        "  assert {\n    condition = var.size == 3\n  }\n}\n"
        for name, number in zip(names, (3, 4, 3, 4), strict=True)
    )
    (tmp_path / "main.tf").write_text(STACK)
    found = assess(tmp_path, [parse_checklist(text, "x.hcl")], variables=(("unknown", "*"),))
    assert [(item.control.id, item.verdict) for item in found.verdicts] == [
        *(("b", "pass"), ("a", "fail"), ("d", "pass"), ("c", "fail")),
    ]


@pytest.mark.parametrize("condition", ['"orders"', "[true]", "{ a = true }"])
def test_what_is_neither_true_nor_false_is_a_mistake(condition: str, tmp_path: Path) -> None:
    """Of the checklist, at its line."""
    with pytest.raises(InputError, match=r"x\.hcl:12: No condition: A condition is true or false"):
        _of_assert(tmp_path, f"condition = {condition}")


def test_what_is_no_list_is_a_mistake_of_the_checklist(tmp_path: Path) -> None:
    """Not of the configuration: no verdict is given."""
    with pytest.raises(InputError, match="for_each takes a list or an object"):
        _of_assert(tmp_path, "for_each = var.size\ncondition = true")


_FIFO = 'aws_sqs_queue.stock.name == "stock" ? "queu" : "queue"'
_NO_QUEUE = 'Unknown resource type: The AWS provider has no resource type "aws_sqs_queu".'


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (f'length(every(["aws_sqs_${{{_FIFO}}}"])) == 0', _NO_QUEUE),
        (f'length(called("aws_sqs_${{{_FIFO}}}", "name", "x")) == 0', _NO_QUEUE),
        (f'length(try(every(["aws_sqs_${{{_FIFO}}}"]), [])) == 0', _NO_QUEUE),
        (f'!can(every(["aws_sqs_${{{_FIFO}}}"]))', _NO_QUEUE),
        (
            'length(attached(aws_kms_key.own, "aws_sqs_queue", "kms_master_key_${aws_sqs_queue.stock.name}")) == 0',
            'Unknown attribute: aws_sqs_queue has no attribute "kms_master_key_stock".',
        ),
        (
            "length(open_ports(aws_sqs_queue.stock.name)) == 0",
            'Unknown word: direction of open_ports() is ingress or egress, and not "stock".',
        ),
        (
            '!refers_to(aws_sqs_queue.stock.policy, "aws_sqs_queue.ordres")',
            'Unknown resource: There is no aws_sqs_queue.ordres. Did you mean "aws_sqs_queue.orders"?',
        ),
        (
            'aws_sqs_queue.stock.address != "aws_sqs_queue.stok"',
            'Unknown resource: There is no aws_sqs_queue.stok. Did you mean "aws_sqs_queue.stock"?',
        ),
    ],
)
def test_a_name_that_only_a_configuration_tells_is_held_against_it(
    condition: str, said: str, tmp_path: Path
) -> None:
    """Where it is misspelt the checklist has a mistake, at its line: nothing is found, nothing met."""
    with pytest.raises(InputError) as error:
        _of_assert(tmp_path, f"condition = {condition}")
    assert str(error.value).startswith(f"x.hcl:12: {said}")


@pytest.mark.parametrize(
    ("condition", "word"),
    [
        ('aws_sqs_queue.stock.address != "aws_sqs_queue.other"', "pass"),
        ("aws_sqs_queue.other.name == 1", "fail"),
        ('aws_sqs_queue.stock.address == "aws_sqs_queue.stock[0]"', "fail"),
        ('aws_sqs_queue.stock.address != "aws_sns_topic.late[3]"', "pass"),
        ('aws_sqs_queue.stock.name != "aws_sqs_queue.stok,"', "pass"),
        ('length(called("aws_sqs_queue", "name", aws_sqs_queue.stock.name)) == 1', "pass"),
        (
            'length(every(["aws_sqs_${aws_sqs_queue.stock.name == "x" ? "queu" : "queue"}"])) == 2',
            "pass",
        ),
    ],
)
def test_a_name_that_is_one_is_no_mistake(condition: str, word: str, tmp_path: Path) -> None:
    """Of something that is not there, or far from all that is, or of no resource at all."""
    assert _of_assert(tmp_path, f"condition = {condition}").verdict == word


def test_a_local_is_held_against_the_configuration(tmp_path: Path) -> None:
    """An address in it that is nearly one of a resource is misspelt there."""
    text = (
        f'{_HEAD}control "c" {{\n  group = "g"\n  assert {{\n'
        '    condition = !contains(local.named, "x")\n  }\n}\n'
        'locals {\n  named = ["aws_sqs_queue.order"]\n}\n'
    )
    (tmp_path / "main.tf").write_text(STACK)
    with pytest.raises(InputError) as error:
        assess(tmp_path, [parse_checklist(text, "x.hcl")], variables=(("unknown", "*"),))
    assert str(error.value) == (
        'x.hcl:14: Unknown resource: There is no aws_sqs_queue.order. Did you mean "aws_sqs_queue.orders"?'
    )


@pytest.mark.parametrize(
    ("said", "is_for_it"),
    [
        ("", True),
        ("fits = length(resources.aws_sqs_queue) == 2", True),
        ("fits = length(resources.aws_sqs_queue) == 3", False),
        ("fits = length(resources.aws_sns_topic) == 3", False),
    ],
)
def test_a_list_says_what_it_is_for(said: str, tmp_path: Path, *, is_for_it: bool) -> None:
    """One that says nothing is for any configuration; one that waits is for none yet."""
    (tmp_path / "main.tf").write_text(STACK)
    text = _HEAD.replace('title = "X"', f'title = "X"\n  {said}')
    text += 'control "c" {\n  group = "g"\n  review = "Look."\n}\n'
    found = load(tmp_path, variables=(("unknown", "*"),), environ={})
    assert fits(parse_checklist(text, "x.hcl"), found) is is_for_it


_KEYS = """provider "aws" { region = "eu-west-1" }
variable "given" { type = string }
resource "aws_kms_key" "own" {}
resource "aws_kms_key" "other" {}
resource "aws_sqs_queue" "made" { policy = "${aws_kms_key.own.arn}-${aws_kms_key.own.key_id}" }
resource "aws_sqs_queue" "given" { policy = "${aws_kms_key.own.arn}-${var.given}" }
"""


@pytest.mark.parametrize(
    ("condition", "word"),
    [
        ("!refers_to(aws_sqs_queue.made.policy, aws_kms_key.other)", "pass"),
        ("!refers_to(aws_sqs_queue.given.policy, aws_kms_key.other)", "open"),
        ("refers_to(aws_sqs_queue.given.policy, aws_kms_key.own)", "pass"),
        ('length(every(["aws_sqs_queue", "aws_kms_key"])) == 4', "pass"),
        ('length(every(["aws_sqs_queue", var.given])) == 2', "open"),
        ('length(every([var.given, "aws_sqs_queue"])) == 2', "open"),
    ],
)
def test_one_part_that_waits_leaves_the_whole_open(
    condition: str, word: str, tmp_path: Path
) -> None:
    """Beside a part that is known, or that AWS makes: what is given may name anything."""
    (tmp_path / "main.tf").write_text(_KEYS)
    text = f'{_HEAD}control "c" {{\n  group = "g"\n  assert {{\n    condition = {condition}\n  }}\n}}\n'
    found = load(tmp_path, variables=(("unknown", "*"),), environ={})
    [verdict] = check(found, None, [parse_checklist(text, "x.hcl")]).verdicts
    assert verdict.verdict == word
