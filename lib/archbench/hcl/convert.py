"""Conversion between Terraform's types.

Source: the rules of Terraform 1.11's type conversion (cty's convert package), checked against
recorded answers in tests/conformance/language.
"""

from collections.abc import Iterator, Mapping

from archbench.hcl import construct
from archbench.hcl.errors import ConversionError
from archbench.hcl.mismatch import mismatch
from archbench.hcl.numbers import number_text, parse_number
from archbench.hcl.refine import computed, converted_unknown, length_bounds
from archbench.hcl.types import (
    DYNAMIC,
    NUMBER,
    STRING,
    Dynamic,
    ListOf,
    MapOf,
    ObjectOf,
    Primitive,
    SetOf,
    TupleOf,
    Type,
    without_optional,
)
from archbench.hcl.unify import convertible, unify
from archbench.hcl.values import EMPTY_STRING, Raw, Unknown, Value

__all__ = ["ConversionError", "convert", "convertible", "unify"]

_TEXT_TRUE, _TEXT_FALSE = Value(STRING, "true"), Value(STRING, "false")


def convert(value: Value, type_: Type) -> Value:
    """The value as this type; raises ConversionError in Terraform's words.

    >>> convert(Value(STRING, "5"), NUMBER).raw
    5
    """
    if value.type is type_ or value.type == type_:
        return value
    if value.type == without_optional(type_):
        return value
    if not convertible(value.type, type_):
        raise ConversionError(mismatch(value.type, type_))
    return _convert(value, type_)


def _convert(value: Value, type_: Type) -> Value:  # noqa: PLR0911
    """Convert where the types allow it; what the value holds may still forbid it."""
    if type_ == DYNAMIC:
        return value
    if value.sensitive:
        return construct.marked(_convert(Value(value.type, value.raw), type_), sensitive=True)
    raw = value.raw
    if raw is None:
        return Value(_filled(value.type, without_optional(type_)), None)
    if isinstance(raw, Unknown):
        return converted_unknown(value, raw, _filled(value.type, without_optional(type_)))
    match type_:
        case Primitive():
            return _primitive(raw, type_)
        case ObjectOf():
            return _object(value, type_)
        case TupleOf(elements):
            items = zip(construct.children(value), elements, strict=True)
            return construct.tuple_value(_element(item, want) for item, want in items)
        case MapOf(element):
            return _map(value, element)
        case ListOf(element) | SetOf(element):
            return _sequence(value, type_, element)
        case _:
            return value


def _element(value: Value, type_: Type) -> Value:
    """Convert something inside, where equal types need nothing."""
    return value if value.type == type_ else _convert(value, type_)


def _primitive(raw: Raw, type_: Primitive) -> Value:
    if type_ == STRING:
        if isinstance(raw, bool):
            return _TEXT_TRUE if raw else _TEXT_FALSE
        if isinstance(raw, str):
            return Value(STRING, raw) if raw else EMPTY_STRING
        return Value(STRING, number_text(raw))  # type: ignore[arg-type]
    text = str(raw)
    if type_ == NUMBER:
        parsed = parse_number(text)
        if parsed is None:
            raise ConversionError("a number is required")
        return Value(NUMBER, parsed)
    if text in ("true", "1"):
        return construct.boolean(True)  # noqa: FBT003
    if text in ("false", "0"):
        return construct.boolean(False)  # noqa: FBT003
    hint = text.lower() if text.lower() in ("true", "false") else ""
    hint = f'; to convert from string, use lowercase "{hint}"' if hint else ""
    raise ConversionError(f"a bool is required{hint}")


def _object(value: Value, type_: ObjectOf) -> Value:
    given: Mapping[str, Value] = value.raw  # type: ignore[assignment]
    found: dict[str, Value] = {}
    for name, want in type_.attributes.items():
        if name not in given:
            if name not in type_.optional:
                raise ConversionError(f'map has no element for required attribute "{name}"')
            found[name] = Value(without_optional(want), None)
            continue
        item = given[name]
        if item.type != want and not convertible(item.type, want):
            reason = mismatch(item.type, want)
            raise ConversionError(
                f'map element type is incompatible with attribute "{name}": {reason}'
            )
        found[name] = _element(item, want)
    return construct.object_value(found)


def _map(value: Value, element: Type) -> Value:
    given: Mapping[str, Value] = value.raw  # type: ignore[assignment]
    if not given:
        if element == DYNAMIC and isinstance(value.type, MapOf):
            element = value.type.element
        return Value(MapOf(without_optional(element)), {})
    if element == DYNAMIC and isinstance(value.type, ObjectOf):
        element = _common(value.type.attributes.values())
    items = {key: _element(item, element) for key, item in given.items()}
    if isinstance(element, ListOf | SetOf | MapOf | ObjectOf):
        items = dict(zip(items, _unified(tuple(items.values())), strict=True))
    try:
        return construct.map_value(items)
    except ValueError:
        what = "attribute" if isinstance(value.type, ObjectOf) else "element"
        raise ConversionError(f"{what} types must all match for conversion to map") from None


def _sequence(value: Value, type_: ListOf | SetOf, element: Type) -> Value:
    items = tuple(construct.children(value))
    if isinstance(type_, ListOf) and isinstance(value.type, SetOf) and _unsure_length(value):
        # Terraform leaves the elements of this list under their old type
        return computed(ListOf(value.type.element), value)
    if not items:
        if element == DYNAMIC and isinstance(value.type, ListOf | SetOf):
            element = value.type.element
        return Value(type(type_)(without_optional(element)), ())
    if element == DYNAMIC and isinstance(value.type, TupleOf):
        element = _common(value.type.elements)
    items = tuple(_element(item, element) for item in items)
    try:
        if isinstance(type_, SetOf):
            return construct.set_value(items)
        if isinstance(value.type, TupleOf):
            items = tuple(_unified(items))
        return construct.list_value(items)
    except ValueError:
        what = str(type_).split()[0]
        raise ConversionError(f"element types must all match for conversion to {what}") from None


def _unsure_length(value: Value) -> bool:
    """True for a set whose unknown elements may turn out equal to others."""
    low, high = length_bounds(value)
    return low != high


def _common(types: "Iterator[Type] | object") -> Type:
    """The one type the parts of a structure convert to; `convertible` made sure there is one."""
    return unify(tuple(types)) or DYNAMIC  # type: ignore[arg-type]


def _unified(items: tuple[Value, ...]) -> Iterator[Value]:
    """Elements brought to one type, where an "any" inside left them different."""
    common = unify(tuple(item.type for item in items))
    if common is None:
        raise ConversionError("cannot find a common base type for all elements")
    return (_element(item, common) for item in items)


def _filled(given: Type, wanted: Type) -> Type:  # noqa: C901, PLR0911
    """The wanted type with each "any" in it replaced by what the given type says there."""
    if given == DYNAMIC:
        return wanted
    match wanted:
        case Dynamic():
            return given
        case MapOf(element):
            if isinstance(given, MapOf):
                return MapOf(_filled(given.element, element))
            if isinstance(given, ObjectOf):
                return MapOf(_filled(_common(given.attributes.values()), element))
        case ListOf(element) | SetOf(element):
            if isinstance(given, ListOf | SetOf):
                return type(wanted)(_filled(given.element, element))
            if isinstance(given, TupleOf):
                return type(wanted)(_filled(_common(given.elements), element))
        case ObjectOf(attributes):
            inner: Mapping[str, Type] = {}
            if isinstance(given, ObjectOf):
                inner = given.attributes
            elif isinstance(given, MapOf):
                inner = dict.fromkeys(attributes, given.element)
            return ObjectOf(
                {name: _filled(inner.get(name, DYNAMIC), item) for name, item in attributes.items()}
            )
        case TupleOf(elements) if isinstance(given, TupleOf):
            pairs = zip(given.elements, elements, strict=True)
            return TupleOf(tuple(_filled(have, want) for have, want in pairs))
    return wanted
