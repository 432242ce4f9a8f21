"""Conditions: what a configuration demands of itself, judged where a plan of Terraform judges it.

A condition that is not known yet says nothing, neither that it fails nor that it holds: Terraform
judges it during apply.
"""

from collections.abc import Sequence
from typing import Literal

from archbench.frozen import replace
from archbench.hcl.construct import is_sensitive_deep
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.syntax import Block
from archbench.hcl.types import BOOL, STRING
from archbench.hcl.values import Unknown
from archbench.terraform.scope import Surroundings
from archbench.terraform.secrecy import keeps_more_secret

ConditionKind = Literal[
    "Resource precondition",
    "Resource postcondition",
    "Module output value precondition",
    "Check block assertion",
]

_SHOWN = 1_000
"""Characters of an error message that are shown."""


def hold(rules: Sequence[Block], what: ConditionKind, around: Surroundings, subject: str) -> bool:
    """Judge the conditions of a subject, an address; False when an error was reported.

    A failed assertion of a check is a warning, all else an error, as in Terraform 1.11.
    """
    if not rules:
        return True
    clean = True

    def report(diagnostic: Diagnostic) -> None:
        nonlocal clean
        clean = clean and diagnostic.severity == "warning"
        around.report(diagnostic)

    for rule in rules:
        _judge(rule, what, replace(around, sink=report), subject)
    return clean


def _judge(rule: Block, what: ConditionKind, around: Surroundings, subject: str) -> None:
    """Report a condition that is false, or mistaken.

    Terraform evaluates the message first, and refuses a mistaken one of a condition that holds.
    """
    condition = rule.body.attributes["condition"].expression
    message = _message(rule, around)
    value = around.evaluate(condition)
    if message is None or isinstance(value.raw, Unknown):
        return
    if value.is_null:
        detail = "Condition expression must return either true or false, not null."
        around.report(Diagnostic("error", "Invalid condition result", detail, condition.range))
        return
    try:
        holds = convert(value, BOOL).raw
    except ConversionError:
        detail = f"Condition expression must return either true or false, not a {value.type}."
        around.report(Diagnostic("error", "Invalid condition result", detail, condition.range))
        return
    if holds is False:
        severity: Literal["error", "warning"]
        severity = "warning" if what == "Check block assertion" else "error"
        detail = f"{message} ({subject})"
        around.report(Diagnostic(severity, f"{what} failed", detail, condition.range))


def _message(rule: Block, around: Surroundings) -> str | None:
    """What is said when a condition is false; None when its message is mistaken."""
    expression = rule.body.attributes["error_message"].expression
    mistaken = False

    def report(diagnostic: Diagnostic) -> None:
        nonlocal mistaken
        mistaken = mistaken or diagnostic.severity == "error"
        around.report(diagnostic)

    def refuse(must: str) -> None:
        detail = f"Unsuitable value for error message: {must}."
        around.report(Diagnostic("error", "Invalid error message", detail, expression.range))

    value = replace(around, sink=report).evaluate(expression)
    if mistaken:
        return None
    try:
        text = convert(value, STRING)
    except ConversionError:
        refuse("string required")
        return None
    if is_sensitive_deep(value):
        if not keeps_more_secret(around.world):
            detail = (
                "The error message of this condition refers to sensitive values, so it is not "
                "shown. Use nonsensitive() on what is no secret."
            )
            summary = "Error message refers to sensitive values"
            around.report(Diagnostic("warning", summary, detail, expression.range))
        return "The condition is false; its error message is sensitive."
    if text.is_null:
        refuse("must not be null")
        return None
    return _shown(text.raw)


def _shown(raw: object) -> str:
    """An error message as one paragraph of bounded length."""
    words = " ".join(raw.split()) if isinstance(raw, str) else ""
    if len(words) > _SHOWN:
        return f"{words[:_SHOWN].rstrip()} [...]"
    return words or "The condition is false; its error message is not known yet or empty."


def validate(variable: Block, around: Surroundings) -> None:
    """Run the validation rules of a variable; what is not known yet passes, as in a plan."""
    for rule in variable.body.blocks:
        condition = rule.body.attributes.get("condition")
        message = rule.body.attributes.get("error_message")
        if rule.type != "validation" or condition is None:
            continue
        value = around.evaluate(condition.expression)
        try:
            value = convert(value, BOOL)
        except ConversionError:
            detail = f"Condition expression must return either true or false, not a {value.type}."
            place = condition.expression.range
            around.report(Diagnostic("error", "Invalid condition result", detail, place))
            continue
        if value.raw is False or value.is_null:
            text = around.evaluate(message.expression) if message else None
            said = "The value does not pass a rule."
            if text is not None and isinstance(text.raw, str):
                said = "The rule's message is sensitive." if text.sensitive else text.raw
            detail = f"{said} (var.{variable.labels[0]}, rule at {rule.range})"
            around.report(Diagnostic("error", "Invalid value for variable", detail, variable.range))
