"""The configuration the recorded expressions refer to, evaluated by us, and values as shown."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

from archbench.hcl.construct import object_value
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.evaluate import Scope, evaluate, scope_of
from archbench.hcl.functions import FUNCTIONS
from archbench.hcl.functions.table import Context
from archbench.hcl.numbers import number_text
from archbench.hcl.parser import parse_body, parse_expression
from archbench.hcl.source import Position
from archbench.hcl.types import (
    DYNAMIC,
    STRING,
    Dynamic,
    ListOf,
    MapOf,
    ObjectOf,
    SetOf,
    TupleOf,
    Type,
)
from archbench.hcl.values import Origin, Value, unknown

_PENDING = unknown(DYNAMIC, Origin("resource", "terraform_data.pending"), exact=True)
"""The console knows not even the type of a resource that is not in the state."""

WORKSPACE = Path(__file__).parents[1] / "conformance" / "functions" / "workspace"


def scope(report: Callable[[Diagnostic], None], root: Path = WORKSPACE) -> Scope:
    """The scope of the workspace's root module."""
    variables = {
        "path": object_value({"module": Value(STRING, ".")}),
        "terraform_data": object_value({"pending": _PENDING}),
        "var": object_value({"secret": Value(STRING, "hunter2", sensitive=True)}),
    }
    body, _ = parse_body((WORKSPACE / "main.tf").read_text(), "main.tf")
    bare = scope_of(variables, FUNCTIONS, report)
    (block,) = [block for block in body.blocks if block.type == "locals"]
    local = {name: evaluate(item.expression, bare) for name, item in block.body.attributes.items()}
    context = Context(root=root, directory=root)
    return scope_of({**variables, "local": object_value(local)}, FUNCTIONS, report, context=context)


def answer(text: str, root: Path = WORKSPACE) -> tuple[Value, list[Diagnostic]]:
    """The value of an expression in the workspace, and what was reported."""
    reports: list[Diagnostic] = []
    surroundings = scope(reports.append, root)
    expression, problems = parse_expression(text, "console", Position(1, 1))
    reports.extend(problems)
    assert expression is not None, problems
    return evaluate(expression, surroundings), reports


def type_text(type_: Type) -> str:
    """A type as the console's type() shows it, without white space."""
    match type_:
        case Dynamic():
            return "dynamic"
        case ListOf(element) | SetOf(element) | MapOf(element):
            return f"{str(type_).split()[0]}({type_text(element)})"
        case TupleOf(elements):
            return f"tuple([{''.join(f'{type_text(element)},' for element in elements)}])"
        case ObjectOf(attributes):
            named = sorted((name, type_text(inner)) for name, inner in attributes.items())
            inner = "".join(f"{''.join(name.split())}:{text}," for name, text in named)
            return f"object({{{inner}}})"
        case _:
            return str(type_)


def shown(value: Value, indent: int = 0) -> str:
    """A value as the console shows it (strings of one line without escapes only)."""
    if not value.is_known:
        return "(known after apply)"
    if value.sensitive:
        return "(sensitive value)"
    raw = value.raw
    if isinstance(raw, tuple):
        items = "".join(f"\n{' ' * (indent + 2)}{shown(item, indent + 2)}," for item in raw)
        return _wrapped(value.type, f"[{items}\n{' ' * indent}]" if raw else "[]")
    if isinstance(raw, Mapping):
        entries = "".join(
            f'\n{" " * (indent + 2)}"{key}" = {shown(item, indent + 2)}'
            for key, item in raw.items()
        )
        return _wrapped(value.type, f"{{{entries}\n{' ' * indent}}}" if raw else "{}")
    return _shown_primitive(value)


def _shown_primitive(value: Value) -> str:
    match value.raw:
        case None:
            return _shown_null(value.type)
        case bool(truth):
            return "true" if truth else "false"
        case str(text):
            return f'"{text}"'
        case int() | float() | Fraction() as number:
            return number_text(number)
    raise TypeError(value.type)


def _wrapped(type_: Type, text: str) -> str:
    for kind, name in ((ListOf, "tolist"), (SetOf, "toset"), (MapOf, "tomap")):
        if isinstance(type_, kind):
            return f"{name}({text})"
    return text


def _shown_null(type_: Type) -> str:
    match type_:
        case Dynamic():
            return "null"
        case ListOf(element) | SetOf(element) | MapOf(element):
            return f"to{str(type_).split()[0]}(null) /* of {element} */"
        case TupleOf() | ObjectOf():
            return f"null /* {type_} */"
        case _:
            return f"to{type_}(null)"
