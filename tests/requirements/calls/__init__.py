"""What each call of a checklist answers about small configurations.

A module of this package holds STACKS: by what it is about, a configuration and the answers of
calls. A configuration may name the variables of GIVEN.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from archbench.hcl.parser import parse_expression
from archbench.hcl.plain import plain
from archbench.hcl.refine import origins
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.requirements.evaluation import Evaluation
from archbench.requirements.record import Read
from archbench.requirements.scope import Names
from archbench.requirements.view import View
from archbench.terraform import load
from archbench.terraform.address import path_text
from tests.requirements.changes import HEAD

Stack = tuple[str, dict[str, object]]
"""A configuration, and the answer of each call."""

UNTOLD = "not known"
"""In place of a value that is not known."""

GIVEN = """
variable "name" { type = string }
variable "many" { type = number }
variable "list" { type = list(string) }
variable "known" {
  type    = string
  default = "hunter2secret"
}
"""


def names_of(directory: Path, stack: str) -> Names:
    """What a condition may name of a configuration; variables without a value are not known."""
    (directory / "main.tf").write_text(HEAD + GIVEN + stack)
    return Names(View(load(directory, variables=(("unknown", "*"),), environ={})), {})


def answers(names: Names, calls: Iterable[str]) -> dict[str, object]:
    """Each call with its answer, in the types of Python; a mistake is its text."""
    return {call: answer(names, call) for call in calls}


def answer(names: Names, call: str) -> object:
    """The answer of one call."""
    expression, wrong = parse_expression(call, "x.hcl")
    assert expression is not None, wrong
    evaluation = Evaluation(names, [])
    value = evaluation.evaluate(expression)
    return evaluation.wrong if value is None or evaluation.wrong else _told(plain(value))


def looked(names: Names, call: str) -> tuple[list[str], list[str], list[str]]:
    """What the answer of one call waits for, where it was looked for it, and what is not shown."""
    expression, wrong = parse_expression(call, "x.hcl")
    assert expression is not None, wrong
    value = Evaluation(names, []).evaluate(expression)
    assert value is not None
    waits = [f"{item}: {item.reason}" for item in origins(value)]
    reads = [_place(item) for item in dict.fromkeys(names.view.reads)]
    return waits, reads, sorted(map(_place, names.view.masked))


def _place(read: Read) -> str:
    return f"{read.address} {path_text(read.path)}".strip()


def _told(value: Plain) -> object:
    if isinstance(value, Unknown):
        return UNTOLD
    if isinstance(value, Sensitive):
        return _told(value.value)
    if isinstance(value, tuple):
        return [_told(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _told(item) for name, item in value.items()}
    return value
