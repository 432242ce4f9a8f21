"""count, for_each and enabled: which instances a block has, or why they cannot be counted."""

import re
from collections.abc import Mapping
from typing import Literal

from archbench.errors import InputError
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.diagnostics import Diagnostic, Reporting
from archbench.hcl.refine import origins
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Expression
from archbench.hcl.types import BOOL, NUMBER, SetOf
from archbench.hcl.values import Origin, Unknown, Value
from archbench.terraform.address import natural
from archbench.terraform.data_reasons import DURING_APPLY, LEFT_UNKNOWN
from archbench.terraform.module import ModuleCall, ResourceBlock
from archbench.terraform.references import references_of
from archbench.terraform.scope import Surroundings
from archbench.terraform.world import ONCE, Repetition

MOST_INSTANCES = 20_000
"""Instances of resources and modules that are made in all, where nobody says otherwise."""

LIMIT = "ARCHBENCH_MOST_INSTANCES"


def most_instances(environ: Mapping[str, str]) -> int:
    """How many instances are made in all: what the environment says, as --most-instances does.

    Raises:
        InputError: it is no whole number above 0.
    """
    text = environ.get(LIMIT, str(MOST_INSTANCES))
    if not text.isdecimal() or not int(text):
        raise InputError(f'{LIMIT} is "{text}"; it must be a whole number above 0.')
    return int(text)


def repeated(block: ModuleCall | ResourceBlock) -> Literal["count", "for_each", ""]:
    """The meta-argument by whose keys instances are told apart; "" where there is one at most."""
    if block.count is not None:
        return "count"
    return "for_each" if block.for_each is not None else ""


def repetitions(
    block: ModuleCall | ResourceBlock, around: Surroundings, room: int
) -> list[Repetition] | str:
    """The instances a block has; a sentence why when they cannot be counted.

    room is how many instances may still be made.
    """
    argument = repeated(block) or "enabled"
    expression: Expression | None = getattr(block, argument)
    if expression is None:
        return [ONCE]
    place, report = expression.range, around.report
    if around.is_ephemeral(expression, around.silent().evaluate(expression)):
        detail = f"{argument} is derived from an ephemeral value, so it cannot be kept."
        report(Diagnostic("error", f"Invalid {argument} argument", detail, place))
        return detail.rstrip(".")
    value = around.evaluate(expression)
    if argument == "count":
        return counted(value, place, report, room)
    if argument == "for_each":
        return each(value, references_of(expression, value, around), place, report, room)
    return switched(value, place, report)


def switched(value: Value, range_: SourceRange, report: Reporting) -> list[Repetition] | str:
    """One repetition or none, by OpenTofu's `enabled`; a sentence why when it cannot be told."""

    def refuse(detail: str) -> str:
        report(Diagnostic("error", "Invalid enabled argument", detail, range_))
        return detail.rstrip(".")

    try:
        flag = convert(value, BOOL)
    except ConversionError as error:
        return refuse(f"enabled must be true or false: {error}.")
    if flag.sensitive:
        return refuse("A sensitive value cannot decide what is there, for that is shown.")
    if isinstance(flag.raw, Unknown):
        return _waits("enabled", value, range_, report)
    if flag.is_null:
        return refuse("enabled must be true or false; it is null.")
    return [ONCE] if flag.raw else []


def counted(
    value: Value, range_: SourceRange, report: Reporting, room: int
) -> list[Repetition] | str:
    """One repetition for each index below a count; a sentence why when there is no count.

    room is how many instances may still be made.
    """

    def refuse(detail: str) -> str:
        report(Diagnostic("error", "Invalid count argument", detail, range_))
        return detail.rstrip(".")

    try:
        number = convert(value, NUMBER)
    except ConversionError as error:
        return refuse(f"The count must be a whole number: {error}.")
    if isinstance(number.raw, Unknown):
        return _waits("count", value, range_, report)
    if not isinstance(number.raw, int) or number.raw < 0:
        what = "null" if number.is_null else "negative or not whole"
        return refuse(f"The count must be a whole number of 0 or more; it is {what}.")
    if number.raw > room:
        return refuse(f"The count is {number.raw}; {_too_many(room)}.")
    return [Repetition(index) for index in range(number.raw)]


def each(  # noqa: C901, PLR0911 one case per kind of value
    value: Value, references: tuple[str, ...], range_: SourceRange, report: Reporting, room: int
) -> list[Repetition] | str:
    """One repetition for each element of a for_each; likewise."""

    def refuse(detail: str) -> str:
        report(Diagnostic("error", "Invalid for_each argument", detail, range_))
        return detail.rstrip(".")

    if isinstance(value.raw, Unknown):
        return _waits("for_each", value, range_, report)
    if value.sensitive:
        return refuse("Sensitive values cannot stand in for_each, for its keys are shown.")
    if value.is_null:
        return refuse("The value is null; for_each needs a map, an object or a set of strings.")
    if isinstance(value.raw, Mapping | tuple) and len(value.raw) > room:
        return refuse(f"{len(value.raw)} elements; {_too_many(room)}.")
    if isinstance(value.raw, Mapping):
        pairs = value.raw.items()
        return [Repetition(key, item, _narrowed(item, references)) for key, item in pairs]
    if not isinstance(value.type, SetOf) or not isinstance(value.raw, tuple):
        return refuse(
            f"for_each needs a map, an object or a set of strings, not a {value.type}. "
            "Wrap a list in toset()."
        )
    for item in value.raw:
        if isinstance(item.raw, Unknown):
            return _waits("for_each", item, range_, report)
        if not isinstance(item.raw, str):
            return refuse("A set in for_each must hold strings only.")
    return [Repetition(str(item.raw), item, references) for item in value.raw]


def _too_many(room: int) -> str:
    return f"at most {room} instances are made here (--most-instances sets how many in all)"


def _narrowed(item: Value, references: tuple[str, ...]) -> tuple[str, ...]:
    """Of what a for_each refers to, what one of its elements waits for; all when it waits not."""
    waiting = {o.subject for o in origins(item) if o.kind in ("resource", "data")}
    return tuple(sorted(waiting, key=natural)) if waiting else references


_MADE = frozenset({"id", "arn"})
"""Results that no provider knows before it makes a resource."""


def _is_after_apply(origin: Origin) -> bool:
    """Whether Terraform too is certain not to know this in a plan."""
    if origin.kind == "data":
        return origin.reason == DURING_APPLY and bool(origin.path)
    ours = any(part.startswith(("aws_", "terraform_data")) for part in origin.subject.split("."))
    return origin.kind == "resource" and not origin.reason and origin.path in _MADE and ours


def _waits(argument: str, value: Value, range_: SourceRange, report: Reporting) -> str:
    """Why instances cannot be counted; an error as well where no plan could count them."""
    found = sorted(set(origins(value)))
    if found and all(map(_is_after_apply, found)):
        named = ", ".join(dict.fromkeys(map(str, found)))
        detail = (
            f"{argument} depends on {named}, which no plan can know: Terraform refuses it. Use "
            "what is known before apply, such as the keys of a map."
        )
        report(Diagnostic("error", f"Invalid {argument} argument", detail, range_))
    causes = [origin for origin in found if not any(_names(origin, other) for other in found)]
    names = ", ".join(dict.fromkeys(map(str, causes))) or "a value"
    if causes and all(origin.reason == LEFT_UNKNOWN for origin in causes):
        return f"its {argument} depends on {names}, which --unknown leaves without a value"
    reasons = "; ".join(dict.fromkeys(origin.reason for origin in causes if origin.reason))
    why = f" ({reasons})" if reasons else ""
    return f"its {argument} depends on {names}, which is not known before apply{why}"


def _names(origin: Origin, other: Origin) -> bool:
    """Whether what it waits for is the other one, which then says it all."""
    return bool(re.search(rf"(?<![\w.-]){re.escape(str(other))}(?![\w.\[-])", origin.reason))
