"""JSON as Terraform writes and reads it."""

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NoReturn

from archbench.hcl.construct import object_value, tuple_value
from archbench.hcl.functions.table import (
    Arguments,
    Context,
    Function,
    FunctionError,
    Parameter,
    table,
)
from archbench.hcl.functions.values import null, string, text_of, wholly_known
from archbench.hcl.numbers import number_text, parse_number
from archbench.hcl.refine import computed, not_null
from archbench.hcl.text import nfc, remembered
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
from archbench.hcl.values import FALSE, TRUE, Refinement, Unknown, Value
from archbench.patterns import regex

_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}
_SPECIAL = regex('[\\x00-\\x1f"\\\\<>&\u2028\u2029]')
_DEPTH = 500


def json_string(value: str) -> str:
    """A string as JSON, with < > & and line separators escaped as well."""
    return '"' + _SPECIAL.sub(_escape, value) + '"'


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04x}"


def json_text(value: Value) -> str:
    r"""A wholly known value as JSON: no spaces, keys sorted, numbers in full.

    >>> json_text(tuple_value([string("<"), null()]))
    '["\\u003c",null]'
    """
    raw = value.raw
    if raw is None:
        return "null"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, float):
        raise FunctionError("infinity cannot be written as JSON")
    if isinstance(raw, (int, Fraction)):
        return number_text(raw)
    if isinstance(raw, str):
        return json_string(raw)
    if isinstance(raw, tuple):
        return "[" + ",".join(map(json_text, raw)) + "]"
    if isinstance(raw, Mapping):
        items = (f"{json_string(key)}:{json_text(raw[key])}" for key in sorted(raw))
        return "{" + ",".join(items) + "}"
    raise TypeError("an unknown value has no JSON")


def _jsonencode(args: Arguments, type_: Type, _: Context) -> Value:
    (value,) = args
    if not wholly_known(value):
        prefix = _prefix(value.type) if not_null(value) else ""
        return computed(type_, value, refinement=Refinement(prefix=prefix))
    return string(json_text(value))


def _prefix(type_: Type) -> str:
    """How the JSON of a value of this type begins when it is not null."""
    if type_ == STRING:
        return '"'
    if isinstance(type_, (ObjectOf, MapOf)):
        return "{"
    return "[" if isinstance(type_, (ListOf, SetOf, TupleOf)) else ""


def _decoded_type(args: Arguments, _: Context) -> Type:
    """The type of JSON of which only the beginning is known."""
    raw = args[0].raw
    first = raw.refinement.prefix.strip(" \t\r\n")[:1] if isinstance(raw, Unknown) else ""
    if first and first not in '{["tfn-.0123456789':
        raise FunctionError(f"JSON cannot begin with {first}", 0)
    kinds = {'"': STRING, "t": BOOL, "f": BOOL, **dict.fromkeys("-.0123456789", NUMBER)}
    return kinds.get(first, DYNAMIC)


def _jsondecode(args: Arguments, _: Type, __: Context) -> Value:
    return _decoded(text_of(args[0]))


@remembered
def _decoded(source: str) -> Value:
    if _nesting(source) > _DEPTH:
        raise FunctionError(f"the JSON is nested more than {_DEPTH} levels deep")
    try:
        # Go's decoder takes raw control characters in strings for an error, as strict does.
        decoded, end = json.JSONDecoder(
            parse_int=_Number,
            parse_float=_Number,
            parse_constant=_no_constant,
            object_pairs_hook=dict,
        ).raw_decode(source.lstrip(" \t\r\n"))
    except ValueError as error:
        raise FunctionError(f"this is not JSON: {error}") from None
    rest = source.lstrip(" \t\r\n")[end:].lstrip(" \t\r\n")
    # Go's decoder does not look behind a stray closing bracket.
    if rest and rest[0] not in "]}":
        raise FunctionError("there is more text after the JSON value")
    return _value(decoded)


class _Number(str):
    """The text of a number, kept until it is read at full precision."""

    __slots__ = ()


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON value")


def _nesting(source: str) -> int:
    """An upper bound of how deep brackets nest."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", source):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _value(decoded: object) -> Value:
    if isinstance(decoded, _Number):
        return Value(NUMBER, parse_number(decoded))
    if isinstance(decoded, str):
        return string(_whole_characters(decoded))
    if isinstance(decoded, bool):
        return TRUE if decoded else FALSE
    if isinstance(decoded, list):
        return tuple_value(map(_value, decoded))
    if isinstance(decoded, dict):
        return object_value(
            {nfc(_whole_characters(key)): _value(item) for key, item in decoded.items()}
        )
    return null()


def _whole_characters(decoded: str) -> str:
    """Half a surrogate pair becomes U+FFFD, as in Go."""
    return re.sub("[\ud800-\udfff]", "\ufffd", decoded)


JSON = table(
    Function(
        "jsonencode",
        (Parameter("val", unknown=True, dynamic=True, null=True),),
        None,
        STRING,
        _jsonencode,
    ),
    Function(
        "jsondecode",
        (Parameter("str", STRING),),
        None,
        _decoded_type,
        _jsondecode,
        may_be_null=True,
    ),
)
