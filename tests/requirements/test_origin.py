"""Where a value comes from: the one place that is changed, or why there is none."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from archbench.hcl.source import Position
from archbench.requirements.fix import Fix, propose
from archbench.requirements.origin import Edit, applied
from archbench.requirements.reading import parse_checklist
from tests.requirements.stacks import written

CHECKLIST = parse_checklist(
    """
checklist "t" {}
group "g" {
  number = 1
}
control "kept" {
  group = "g"
  fix   = "Set it."
  assert {
    for_each  = resources.aws_cloudwatch_log_group
    condition = coalesce(each.configured.retention_in_days, 0) == 365
  }
  patch {
    resource  = "aws_cloudwatch_log_group"
    attribute = "retention_in_days"
    value     = 365
  }
}
control "tokens" {
  group = "g"
  assert {
    for_each  = resources.aws_instance
    optional  = true
    condition = anytrue([for o in each.configured.metadata_options : o.http_tokens == "required"])
  }
  patch {
    resource  = "aws_instance"
    attribute = "metadata_options.http_tokens"
    value     = "required"
  }
}
control "named" {
  group = "g"
  assert {
    for_each  = resources.aws_cloudwatch_log_group
    condition = each.configured.kms_key_id != null
  }
}
""",
    "t.hcl",
)
_GROUP = 'resource "aws_cloudwatch_log_group" "a" {\n  name = "a"\n  retention_in_days = DAYS\n}\n'
_GIVEN = 'variable "days" {\n  default = 7\n}\n' + _GROUP.replace("DAYS", "var.days")
_MODULE = 'module "logs" {\n  source = "./logs"\nMORE}\n'


def _changed(fix: Fix) -> list[str]:
    assert fix.reason == ""
    assert fix.shown == fix.diff  # nothing here is a secret
    return [
        line
        for line in fix.diff.splitlines()
        if line[:1] in "+-" and not line.startswith(("+++", "---"))
    ]


def _proposed(
    directory: Path,
    text: str,
    control: str = "kept",
    variables: tuple[tuple[str, str], ...] = (),
    files: Mapping[str, str] | None = None,
) -> Fix:
    path = written(directory, text)
    for name, content in (files or {}).items():
        place = path / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(content)
    return propose(path, control, [CHECKLIST], variables=variables, environ={"TF_VAR_other": "1"})


CASES: dict[str, tuple[str, list[str]]] = {
    "a literal": (
        _GROUP.replace("DAYS", "7"),
        ["-  retention_in_days = 7", "+  retention_in_days = 365"],
    ),
    "a literal in brackets": (
        _GROUP.replace("DAYS", "((7))"),
        ["-  retention_in_days = ((7))", "+  retention_in_days = ((365))"],
    ),
    "a negative literal": (
        _GROUP.replace("DAYS", "-1"),
        ["-  retention_in_days = -1", "+  retention_in_days = 365"],
    ),
    "a default": (_GIVEN, ["-  default = 7", "+  default = 365"]),
    "a local": (
        "locals {\n  days = local.week\n  week = 7\n}\n" + _GROUP.replace("DAYS", "local.days"),
        ["-  week = 7", "+  week = 365"],
    ),
    "nothing": (
        _GROUP.replace("  retention_in_days = DAYS\n", ""),
        ["+", "+  retention_in_days = 365"],
    ),
    "an empty block": (
        'resource "aws_cloudwatch_log_group" "a" {\n}\n',
        ["+  retention_in_days = 365"],
    ),
    "two resources": (
        _GROUP.replace("DAYS", "7") + _GROUP.replace("DAYS", "14").replace('"a"', '"b"'),
        [
            *("-  retention_in_days = 7", "+  retention_in_days = 365"),
            *("-  retention_in_days = 14", "+  retention_in_days = 365"),
        ],
    ),
    "one variable of two resources": (
        _GIVEN + _GROUP.replace("DAYS", "var.days").replace('"a"', '"b"'),
        ["-  default = 7", "+  default = 365"],
    ),
    "one of two that is right": (
        _GROUP.replace("DAYS", "365") + _GROUP.replace("DAYS", "14").replace('"a"', '"b"'),
        ["-  retention_in_days = 14", "+  retention_in_days = 365"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_value_is_changed_where_it_stands(case: str, tmp_path: Path) -> None:
    """The literal itself, or a new line at the end of its block."""
    text, changed = CASES[case]
    assert _changed(_proposed(tmp_path, text)) == changed


REFUSED: dict[str, tuple[str, tuple[tuple[str, str], ...], str]] = {
    "an expression": (
        _GROUP.replace("DAYS", "3 + 4"),
        (),
        "an expression works it out at main.tf:7",
    ),
    "a list of an expression": (
        _GROUP.replace("DAYS", "[7, 3 + 4][0]"),
        (),
        "an expression works it out at main.tf:7",
    ),
    "the command line": (_GIVEN, (("var", "days=7"),), "--var days gives it on the command line"),
    "a scenario": (
        _GIVEN,
        (("at archbench.yml:3", "days=7"),),
        "archbench.yml:3 gives it",
    ),
    "one line": (
        'resource "aws_cloudwatch_log_group" "a" { name = "a" }\n',
        (),
        "its block is written on one line at main.tf:5",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_value_that_stands_in_no_one_place_is_left(case: str, tmp_path: Path) -> None:
    """Why is told with the place, and how to mend it by hand."""
    text, variables, said = REFUSED[case]
    fix = _proposed(tmp_path, text, variables=variables)
    assert fix.reason == f"{said}. Change it by hand: Set it."
    assert fix.answer == f"No safe fix for kept: {fix.reason}"


@pytest.mark.parametrize(
    "given",
    [
        *(("unknown", "other"), ("var", "other=7"), ("var", "days_2=7"), ("var", "other=days")),
        *(("at archbench.yml:3", "other=7"), ("at archbench.yml:3", "other=days")),
    ],
)
def test_what_another_variable_is_given_takes_no_place_away(
    given: tuple[str, str], tmp_path: Path
) -> None:
    """On the command line as in a file; a name that only begins alike is another."""
    text = 'variable "other" {}\nvariable "days_2" {}\n' + _GIVEN
    fix = _proposed(tmp_path, text, variables=(given, ("unknown", "days_2"), ("var", "other=1")))
    assert _changed(fix) == ["-  default = 7", "+  default = 365"]


@pytest.mark.parametrize("steps", [20, 21])
def test_a_value_is_followed_over_twenty_names(steps: int, tmp_path: Path) -> None:
    """One more, and it is left to a person, who is told where it was lost."""
    names = "".join(f"  l{n} = local.l{n + 1}\n" for n in range(1, steps))
    text = f"locals {{\n{names}  l{steps} = 7\n}}\n" + _GROUP.replace("DAYS", "local.l1")
    fix = _proposed(tmp_path, text)
    if steps == 20:
        assert _changed(fix) == [f"-  l{steps} = 7", f"+  l{steps} = 365"]
    else:
        assert fix.reason.startswith("an expression works it out at main.tf:")


def test_the_file_that_wins_is_changed(tmp_path: Path) -> None:
    """Of several files the one Terraform reads last, and of those that were named the last."""
    files = {"terraform.tfvars": "days = 8\n", "z.auto.tfvars": "days = 9\n"}
    fix = _proposed(tmp_path, _GIVEN, files=files)
    assert (list(fix.names.values()), _changed(fix)) == (
        ["z.auto.tfvars"],
        ["-days = 9", "+days = 365"],
    )
    named = (("file", "one.tfvars"), ("file", "two.tfvars"), ("var", "other=1"))
    more = files | {"one.tfvars": "days = 10\n", "two.tfvars": "days = 11\n"}
    text = 'variable "other" {}\n' + _GIVEN
    fix = _proposed(tmp_path, text, variables=named, files=more)
    assert _changed(fix) == ["-days = 11", "+days = 365"]


def test_a_value_is_followed_into_a_module_and_out_of_it(tmp_path: Path) -> None:
    """An argument that is given is changed, else the default inside."""
    text = (
        _MODULE.replace("MORE", "  days   = var.days\n") + 'variable "days" {\n  default = 7\n}\n'
    )
    fix = _proposed(tmp_path, text, files={"logs/main.tf": _GIVEN.replace("= 7", "= 8")})
    assert (list(fix.names.values()), _changed(fix)) == (
        ["main.tf"],
        ["-  default = 7", "+  default = 365"],
    )
    fix = _proposed(tmp_path, _MODULE.replace("MORE", ""), files={"logs/main.tf": _GIVEN})
    assert (list(fix.names.values()), _changed(fix)) == (
        ["logs/main.tf"],
        ["-  default = 7", "+  default = 365"],
    )


def test_a_value_is_followed_through_two_modules(tmp_path: Path) -> None:
    """Each gives it to the one below; the root names another of that name."""
    inner = _MODULE.replace('"logs"', '"inner"').replace("MORE", "  days   = var.days\n")
    text = 'variable "days" {\n  default = 3\n}\n' + _MODULE.replace("MORE", "  days   = 8\n")
    files = {
        "logs/main.tf": 'variable "days" {\n  default = 7\n}\n' + inner,
        "logs/logs/main.tf": _GIVEN,
    }
    fix = _proposed(tmp_path, text, files=files)
    assert (list(fix.names.values()), _changed(fix)) == (
        ["main.tf"],
        ["-  days   = 8", "+  days   = 365"],
    )


def test_a_block_gets_what_it_lacks(tmp_path: Path) -> None:
    """A line in the block that is there, a value in its line, or the block."""
    instance = 'resource "aws_instance" "a" {\n  ami = "ami-1"\nMORE}\n' + _GROUP.replace(
        "DAYS", "1"
    )
    there = '  metadata_options {\n    http_endpoint = "enabled"\n  }\n'
    for more, changed in (
        ("", ["+", "+  metadata_options {", '+    http_tokens = "required"', "+  }"]),
        (there, ["+", '+    http_tokens = "required"']),
        (
            there.replace("}", '  http_tokens = "optional"\n  }'),
            ['-    http_tokens = "optional"', '+    http_tokens = "required"'],
        ),
    ):
        fix = _proposed(tmp_path, instance.replace("MORE", more), "tokens")
        assert _changed(fix) == changed
        assert fix.answer == "tokens passes with this change of main.tf, and nothing else fails."


def test_a_control_without_a_patch_takes_a_decision(tmp_path: Path) -> None:
    """So does one that does not fail, which says what it is."""
    assert _proposed(tmp_path, _GIVEN, "named").reason == "it takes a decision. "
    right = _GROUP.replace("DAYS", "365")
    assert _proposed(tmp_path, right).reason == "it passes."
    waits = 'variable "days" {}\n' + _GROUP.replace("DAYS", "var.days")
    fix = _proposed(tmp_path, waits, variables=(("unknown", "*"),))
    assert fix.reason.startswith("it does not fail (open). Waits for var.days.")


def test_edits_are_made_from_the_end() -> None:
    """So that none moves the place of another; the same one is made once."""
    text = "one two\nthree four\n"

    def edit(line: int, start: int, end: int, new: str) -> Edit:
        return Edit("x", Position(line, start), Position(line, end), new)

    edits = [edit(1, 1, 4, "1"), edit(2, 7, 11, "44444"), edit(1, 5, 8, ""), edit(1, 1, 4, "1")]
    assert applied(text, edits) == "1 \nthree 44444\n"
    assert applied(text, [edit(2, 1, 1, "new "), edit(2, 11, 11, "!")]) == (
        "one two\nnew three four!\n"
    )
    assert applied(text, []) == text


_TEMPLATES = parse_checklist(
    """
checklist "t" {
  title = "t"
}
group "g" {
  number = 1
}
control "updated" {
  group = "g"
  assert {
    for_each  = resources.aws_autoscaling_group
    condition = alltrue([
      for t in resources.aws_launch_template : t.update_default_version
      if refers_to(each.launch_template[0].id, t)
    ])
  }
  patch {
    resource  = "aws_launch_template"
    attribute = "update_default_version"
    value     = true
  }
}
""",
    "t.hcl",
)


def test_what_a_subject_names_is_changed_and_no_other_of_its_type(tmp_path: Path) -> None:
    """The template of the group, not the one beside it."""
    template = 'resource "aws_launch_template" "NAME" {\n  update_default_version = false\n}\n'
    text = (
        template.replace("NAME", "other")
        + template.replace("NAME", "own")
        + 'resource "aws_autoscaling_group" "g" {\n  min_size = 1\n  max_size = 2\n'
        + "  launch_template {\n    id = aws_launch_template.own.id\n  }\n}\n"
    )
    path = written(tmp_path, text)
    fix = propose(path, "updated", [_TEMPLATES], environ={})
    assert _changed(fix) == [
        "-  update_default_version = false",
        "+  update_default_version = true",
    ]
    [changed] = fix.files.values()
    assert changed.index("= true") > changed.index('"own"')


@pytest.mark.parametrize("steps", [19, 20])
def test_a_variable_at_the_end_of_twenty_names_is_the_last(steps: int, tmp_path: Path) -> None:
    """A variable is a name as a local is."""
    names = "".join(f"  l{n} = local.l{n + 1}\n" for n in range(1, steps))
    text = f"locals {{\n{names}  l{steps} = var.days\n}}\n" + _GIVEN.split("resource")[0]
    fix = _proposed(tmp_path, text + _GROUP.replace("DAYS", "local.l1"))
    if steps == 19:
        assert _changed(fix) == ["-  default = 7", "+  default = 365"]
    else:
        assert fix.reason.startswith("an expression works it out at main.tf:")


_WHOLE = parse_checklist(
    """
checklist "t" {
  title = "t"
}
group "g" {
  number = 1
}
control "some" {
  group = "g"
  fix   = "Make one."
  assert {
    condition = length(resources.aws_sqs_queue) == 1
    expected  = "one queue"
  }
  patch {
    resource  = "aws_sqs_queue"
    attribute = "name"
    value     = "a"
  }
}
""",
    "t.hcl",
)


def test_what_is_about_no_one_resource_has_no_place(tmp_path: Path) -> None:
    """Nothing that a patch could change."""
    path = written(tmp_path, _GROUP.replace("DAYS", "7"))
    fix = propose(path, "some", [_WHOLE], environ={})
    assert fix.reason == "expected one queue. Change it by hand: Make one."


_LOGS = parse_checklist(
    """
checklist "t" {}
group "g" {
  number = 1
}
control "logged" {
  group = "g"
  fix   = "Set it."
  assert {
    for_each  = resources.aws_db_instance
    condition = contains(each.configured.enabled_cloudwatch_logs_exports, "audit")
  }
  patch {
    resource  = "aws_db_instance"
    attribute = "enabled_cloudwatch_logs_exports"
    value     = ["audit"]
  }
}
""",
    "t.hcl",
)


@pytest.mark.parametrize("written_list", ['["error", "slowquery"]', '["error", lower("GENERAL")]'])
def test_a_list_is_changed_where_each_of_its_members_stands(
    written_list: str, tmp_path: Path
) -> None:
    """What an expression works out, a member among others, is left to a person."""
    line = f"  enabled_cloudwatch_logs_exports = {written_list}\n"
    path = written(tmp_path, f'resource "aws_db_instance" "a" {{\n{line}}}\n')
    fix = propose(path, "logged", [_LOGS], environ={})
    if "lower" in written_list:
        assert fix.reason.startswith("an expression works it out at main.tf:")
    else:
        assert _changed(fix) == [
            f"-{line.rstrip()}",
            '+  enabled_cloudwatch_logs_exports = ["audit"]',
        ]
