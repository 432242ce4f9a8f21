"""Replays a recorded expression: the names of base.tf, and values as a plan writes them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from archbench.hcl.construct import object_value
from archbench.hcl.convert import ConversionError
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.evaluate import Scope, evaluate, scope_of
from archbench.hcl.functions import FUNCTIONS
from archbench.hcl.parser import parse_body
from archbench.hcl.plain import from_plain, plain
from archbench.hcl.refine import refine_not_null
from archbench.hcl.type_constraint import parse_constraint
from archbench.hcl.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListOf,
    MapOf,
    ObjectOf,
    SetOf,
    TupleOf,
    Type,
)
from archbench.hcl.values import Origin, Unknown, Value, unknown
from tests.record_language import source

OUTPUTS: Mapping[str, Type] = {
    "string": STRING,
    "number": NUMBER,
    "bool": BOOL,
    "list": ListOf(STRING),
    "set": SetOf(STRING),
    "map": MapOf(STRING),
    "tuple": TupleOf((NUMBER, STRING)),
    "object": ObjectOf({"a": NUMBER, "b": STRING}),
    "dynamic": DYNAMIC,
}
LOCALS = {
    "people": [
        {"name": "Ann", "age": 30, "tags": ["x", "y"]},
        {"name": "Bob", "age": 25, "tags": []},
    ],
    "nested": {"a": {"b": {"c": [10, 20, 30]}}},
    "ports": {"http": 80, "https": 443, "ssh": 22},
}


def waiting(name: str, attribute: str, type_: Type) -> Value:
    """The unknown attribute of a terraform_data resource."""
    origin = Origin("resource", f"terraform_data.{name}", attribute)
    return unknown(type_, origin, exact=True)


def names() -> dict[str, Value]:
    """What base.tf declares."""
    data = {
        name: object_value({"output": waiting(name, "output", type_)})
        for name, type_ in OUTPUTS.items()
    }
    data["u"] = object_value({"id": refine_not_null(waiting("u", "id", STRING))})
    return {"terraform_data": object_value(data), "local": from_plain(LOCALS)}


def scope(heard: list[Diagnostic]) -> Scope:
    """A scope with the names of base.tf and every function."""
    return scope_of(names(), FUNCTIONS, heard.append)


def answer(case: Mapping[str, str]) -> dict[str, Any]:
    """What we say of a case, in the form terraform's answers are recorded in."""
    body, problems = parse_body(source("c0000", dict(case)).decode(), "case.tf")
    heard = list(problems)
    if problems:
        return {"errors": summaries(heard)}
    attributes = body.blocks[0].body.attributes
    if "type" not in attributes:
        value = evaluate(attributes["value"].expression, scope(heard))
    else:
        constraint = parse_constraint(attributes["type"].expression, scope(heard))
        try:
            value = constraint.convert(evaluate(attributes["default"].expression, scope(heard)))
        except ConversionError:
            return {"errors": [*summaries(heard), "Invalid default value for variable"]}
    errors = summaries(heard)
    if errors:
        return {"errors": errors}
    found: dict[str, Any] = {}
    if value.is_known:
        found["value"] = known_part(value)
    if missing := unknown_part(value):
        found["unknown"] = missing
    found["type"] = type_text(value.type)
    return found


def summaries(heard: list[Diagnostic]) -> list[str]:
    """The summaries of errors, each once."""
    return sorted({item.summary for item in heard if item.severity == "error"})


def known_part(value: Value) -> Any:  # noqa: ANN401 - JSON
    """The value as a plan's JSON writes it; what is unknown is left out or null."""
    raw = value.raw
    if isinstance(raw, tuple):
        return [known_part(item) for item in raw]
    if isinstance(raw, Mapping):
        return {key: known_part(item) for key, item in raw.items() if item.is_known}
    if raw is None or isinstance(raw, bool | str):
        return raw
    if isinstance(raw, Unknown):
        return None
    number = plain(Value(value.type, raw))
    return {"number": number} if isinstance(number, Decimal) else number


def unknown_part(value: Value) -> Any:  # noqa: ANN401 - JSON
    """True where the value is unknown, lists and objects of that, or nothing."""
    raw = value.raw
    if isinstance(raw, Unknown):
        return True
    if isinstance(raw, tuple):
        parts = [unknown_part(item) for item in raw]
        return parts if any(parts) else []
    if isinstance(raw, Mapping):
        return {key: part for key, item in raw.items() if (part := unknown_part(item))}
    return False


def cleaned(part: Any) -> Any:  # noqa: ANN401 - JSON
    """A plan's after_unknown without what it says of known parts."""
    if isinstance(part, list):
        return [cleaned(item) for item in part] if any(map(holds, part)) else []
    if isinstance(part, dict):
        return {key: cleaned(item) for key, item in part.items() if holds(item)}
    return part


def holds(part: object) -> bool:
    """Whether a plan's after_unknown says anything is unknown."""
    if isinstance(part, dict):
        return any(map(holds, part.values()))
    return any(map(holds, part)) if isinstance(part, list) else part is True


def type_text(type_: Type) -> str:
    """The type as the console's type() shows it, without blanks and commas."""
    match type_:
        case ListOf(element) | SetOf(element) | MapOf(element):
            return f"{str(type_).split()[0]}({type_text(element)})"
        case TupleOf(elements):
            return "tuple([" + "".join(map(type_text, elements)) + "])"
        case ObjectOf(attributes):
            inner = (f"{name}:{type_text(attributes[name])}" for name in sorted(attributes))
            return "object({" + "".join("".join(inner).split()) + "})"
        case _:
            return str(type_)
