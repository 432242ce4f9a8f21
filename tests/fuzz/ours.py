"""What archbench says of an expression, in the form of terraform's answers."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from archbench.errors import EvaluationLimitError
from archbench.hcl.construct import children
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.functions import FUNCTIONS
from archbench.hcl.functions.table import Context
from archbench.hcl.limits import Limits
from archbench.hcl.parser import parse_body
from archbench.hcl.refine import origins
from archbench.hcl.scope import Scope
from archbench.hcl.values import NULL, Unknown, Value
from archbench.terraform.scope import Surroundings
from archbench.terraform.session import Session
from tests.fuzz.oracle import BASE, INFINITE, Answer, cleaned, source
from tests.hcl.language import known_part, summaries, type_text, unknown_part
from tests.terraform_cli import RECORDED_WITH

UNPREDICTABLE = ("bcrypt()", "timestamp()", "uuid()")
LEFT_OUT = "Value not computed"


@cache
def _session() -> Session:
    session = Session(BASE, terraform=RECORDED_WITH)
    session.resolve()
    return session


def _surroundings(report: Callable[[Diagnostic], None]) -> Surroundings:
    """The root module of the base configuration, with every limit anew."""
    session = _session()
    scope = Scope(
        lambda _: (NULL, 0),  # the surroundings put their own here
        FUNCTIONS,
        context=Context(root=BASE, directory=BASE),
        limits=Limits(),
    )
    return Surroundings(session.world, session.world.instances(())[0], scope, report)


def answer(expression: str) -> Answer:
    """The value of an expression among the names of the base configuration.

    The error LEFT_OUT stands for a value that archbench says it does not compute.
    """
    body, problems = parse_body(source("c00000", expression), "c00000.tf")
    if problems:
        return Answer(errors=tuple(summaries(list(problems))))
    heard: list[Diagnostic] = []
    around = _surroundings(heard.append)
    try:
        value = around.evaluate(body.blocks[0].body.attributes["c00000"].expression)
    except EvaluationLimitError:
        return Answer(errors=(LEFT_OUT,))
    if errors := summaries(heard):
        return Answer(errors=tuple(errors))
    if any(item.summary == LEFT_OUT for item in heard) or _left_out(value):
        return Answer(errors=(LEFT_OUT,))
    if infinite(value):
        return Answer(errors=(INFINITE,))
    unknown = cleaned(unknown_part(value))
    known = None if unknown is True else bare(value)
    return Answer(
        known,
        "".join(type_text(value.type).replace(",", "").split()),
        unknown,
        cleaned(sensitive_part(value)),
    )


def bare(value: Value) -> Any:  # noqa: ANN401 - JSON
    """The known parts as a plan's JSON has them."""
    return _numbers(known_part(value))


def _numbers(part: Any) -> Any:  # noqa: ANN401 - JSON
    """The value with its numbers bare."""
    if isinstance(part, list):
        return [_numbers(item) for item in part]
    if isinstance(part, dict):
        number = part.get("number")
        if isinstance(number, Decimal) and len(part) == 1:
            return number
        return {key: _numbers(item) for key, item in part.items()}
    return part


def _left_out(value: Value) -> bool:
    """A function's value that is not computed, inside try() and can() as well."""
    waits = (item for item in origins(value) if item.kind == "function")
    return any(item.reason and item.subject not in UNPREDICTABLE for item in waits)


def infinite(value: Value) -> bool:
    """Terraform evaluates it, and then cannot write the plan."""
    return isinstance(value.raw, float) or any(map(infinite, children(value)))


def sensitive_part(value: Value) -> Any:  # noqa: ANN401 - JSON
    """True where the value is sensitive, lists and objects of that, or False."""
    raw = value.raw
    if value.sensitive or isinstance(raw, Unknown):
        return value.sensitive
    if isinstance(raw, tuple):
        return [sensitive_part(item) for item in raw]
    if isinstance(raw, Mapping):
        return {key: sensitive_part(item) for key, item in raw.items()}
    return False
