"""Attributes, indexes, traversals and splats."""

from collections.abc import Mapping
from fractions import Fraction

from archbench.frozen import replace
from archbench.hcl import construct
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.numbers import number_text
from archbench.hcl.refine import computed, is_wrong, length_bounds, not_null, origins, refined
from archbench.hcl.scope import Scope, evaluates
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import (
    Attr,
    Expression,
    IndexBy,
    RelativeTraversal,
    Splat,
    SplatItem,
    Step,
    Traversal,
)
from archbench.hcl.types import (
    DYNAMIC,
    NUMBER,
    STRING,
    ListOf,
    MapOf,
    ObjectOf,
    Primitive,
    SetOf,
    TupleOf,
    Type,
)
from archbench.hcl.values import Origin, Refinement, Unknown, Value

_NO_ELEMENT = "The given key does not identify an element in this collection value"
_NOT_NULL = Refinement(not_null=True)


@evaluates(Traversal)
def traversal(node: Traversal, scope: Scope) -> Value:
    """A name and its steps."""
    if node.root in scope.names:
        return steps(scope.names[node.root], node.steps, scope)
    value, taken = scope.resolve(node)
    return steps(value, node.steps[taken:], scope) if taken < len(node.steps) else value


@evaluates(RelativeTraversal)
def relative_traversal(node: RelativeTraversal, scope: Scope) -> Value:
    """Steps from the value of an expression."""
    return steps(scope.value(node.source), node.steps, scope)


@evaluates(IndexBy)
def index_by(node: IndexBy, scope: Scope) -> Value:
    """collection[key] with a computed key."""
    collection = scope.value(node.collection)
    return index(collection, scope.value(node.key), node.range, scope)


def steps(value: Value, path: tuple[Step, ...], scope: Scope) -> Value:
    """Follow literal steps from a value."""
    for step in path:
        if isinstance(step, Attr):
            raw = value.raw
            if isinstance(raw, dict) and step.name in raw:  # by far the most frequent
                value = construct.marked(raw[step.name], value.sensitive)
            else:
                value = attribute(value, step.name, step.range, scope)
        else:
            key = step.key
            type_ = STRING if isinstance(key, str) else NUMBER
            value = index(value, Value(type_, key), step.range, scope)
    return value


def attribute(value: Value, name: str, range_: SourceRange, scope: Scope) -> Value:  # noqa: C901, PLR0911
    """What value.name is."""
    type_, raw = value.type, value.raw
    if raw is None:
        detail = f'This value is null, so it does not have an attribute "{name}".'
        return scope.error(range_, "Attempt to get attribute from null value", detail)
    match type_:
        case ObjectOf(attributes):
            if name not in attributes:
                hint = "" if value.sensitive else scope.hint(range_, name, attributes)
                detail = f'This object does not have an attribute named "{name}".{hint}'
                return scope.error(range_, "Unsupported attribute", detail)
            if isinstance(raw, Mapping):
                return construct.marked(raw[name], value.sensitive)
            return within(value, attributes[name], f".{name}")
        case MapOf(element):
            if not isinstance(raw, Mapping):
                return within(value, element, f".{name}")
            if name not in raw:
                hint = "" if value.sensitive else scope.hint(range_, name, raw)
                detail = f'This map does not have an element with the key "{name}".{hint}'
                return scope.error(range_, "Missing map element", detail)
            return construct.marked(raw[name], value.sensitive)
        case Primitive():
            detail = f"Can't access attributes on a primitive-typed value ({type_})."
        case ListOf(ObjectOf(attributes)):
            which = f' "{name}"' if name in attributes else ""
            detail = (
                f"Can't access attributes on a list of objects. Did you mean to access attribute"
                f"{which} for a specific element of the list, or across all elements of the list?"
            )
        case SetOf(ObjectOf()):
            detail = (
                "Can't access attributes on a set of objects. Did you mean to access an attribute "
                "across all elements of the set?"
            )
        case ListOf() | SetOf() | TupleOf():
            detail = "This value does not have any attributes."
        case _:
            return within(value, DYNAMIC, f".{name}")
    return scope.error(range_, "Unsupported attribute", detail)


def within(value: Value, type_: Type, step: str) -> Value:
    """Something inside an unknown value: exact with a longer path, when the value was exact."""
    raw = value.raw
    if not isinstance(raw, Unknown):
        return construct.marked(computed(type_, value), value.sensitive)
    waits: tuple[Origin, ...] = raw.origins
    if raw.exact:
        origin = waits[0]
        path = f"{origin.path}{step}" if origin.path else step.removeprefix(".")
        waits = (replace(origin, path=path),)
    return Value(type_, Unknown(type_, waits, raw.exact), value.sensitive)


def index(collection: Value, key: Value, range_: SourceRange, scope: Scope) -> Value:  # noqa: PLR0911
    """What collection[key] is."""
    type_ = collection.type
    if collection.is_null:
        detail = "This value is null, so it does not have any indices."
        return scope.error(range_, "Attempt to index null value", detail)
    if key.is_null:
        detail = "Can't use a null value as an indexing key."
        return scope.error(range_, "Invalid index", detail)
    if DYNAMIC in (type_, key.type):
        return _inside(collection, key, DYNAMIC)
    if isinstance(type_, SetOf):
        detail = (
            "Elements of a set are identified only by their value and don't have any separate "
            "index or key to select with, so it's only possible to perform operations across all "
            "elements of the set."
        )
        return scope.error(range_, "Invalid index", detail)
    if isinstance(type_, Primitive):
        return scope.error(range_, "Invalid index", "This value does not have any indices.")
    try:
        wanted = NUMBER if isinstance(type_, ListOf | TupleOf) else STRING
        converted = convert(key, wanted)
    except ConversionError as error:
        return scope.error(range_, "Invalid index", f"{_NO_ELEMENT}: {error}.")
    if wanted is NUMBER:
        return _at(collection, converted, range_, scope)
    return _named(collection, converted, key.type, range_, scope)


def _at(collection: Value, key: Value, range_: SourceRange, scope: Scope) -> Value:
    """An element of a list or tuple."""
    type_, items = collection.type, collection.raw
    element = type_.element if isinstance(type_, ListOf) else DYNAMIC
    if isinstance(key.raw, Unknown):
        return _inside(collection, key, element)
    position = key.raw
    length = len(items) if isinstance(items, tuple) else length_bounds(collection)[1]
    if isinstance(type_, ListOf) and not isinstance(items, tuple):
        return _inside(collection, key, element)
    if not isinstance(position, int):
        detail = (
            "indexing a sequence requires a whole number, but the given index has a fractional part"
        )
    elif position < 0:
        detail = "a negative number is not a valid index for a sequence"
    elif length is not None and position >= length:
        detail = (
            f"the given index is greater than or equal to the length of the collection, {length}"
            if length
            else "the collection has no elements"
        )
    elif isinstance(items, tuple):
        return construct.marked(items[position], collection.sensitive or key.sensitive)
    else:
        if isinstance(type_, TupleOf):
            element = type_.elements[position]
        return _inside(collection, key, element)
    return scope.error(range_, "Invalid index", f"{_NO_ELEMENT}: {detail}.")


def _named(collection: Value, key: Value, given: Type, range_: SourceRange, scope: Scope) -> Value:
    """An element of a map or an attribute of an object."""
    type_, items = collection.type, collection.raw
    element = type_.element if isinstance(type_, MapOf) else DYNAMIC
    if isinstance(key.raw, Unknown):
        return _inside(collection, key, element)
    name = str(key.raw)
    if not isinstance(items, Mapping):
        if isinstance(type_, ObjectOf) and name in type_.attributes:
            return within(collection, DYNAMIC, f".{name}")
        return _inside(collection, key, element)
    if name in items:
        hidden = key.sensitive and isinstance(type_, MapOf)
        return construct.marked(items[name], collection.sensitive or hidden)
    secret = key.sensitive or collection.sensitive
    hint = "" if secret else scope.hint(range_, name, items)
    shown = "" if secret else f': "{name}"'
    if given == NUMBER and isinstance(type_, ObjectOf):
        hint = " An object only supports looking up attributes by name, not by numeric index."
    return scope.error(range_, "Invalid index", f"{_NO_ELEMENT}{shown}.{hint}")


def _inside(collection: Value, key: Value, type_: Type) -> Value:
    """An element that is not known because the collection or the key is not."""
    sensitive = collection.sensitive
    if isinstance(key.raw, str | int | Fraction) and not (collection.is_known or key.sensitive):
        return construct.marked(within(collection, type_, _bracket(key)), sensitive)
    return construct.marked(computed(type_, collection, key), sensitive)


def _bracket(key: Value) -> str:
    if isinstance(key.raw, str):
        return f'["{key.raw}"]'
    number: int | Fraction = key.raw  # type: ignore[assignment]
    return f"[{number_text(number)}]"


@evaluates(SplatItem)
def splat_item(node: SplatItem, scope: Scope) -> Value:
    """The element at hand."""
    del node
    return scope.names["*"]


@evaluates(Splat)
def splat(node: Splat, scope: Scope) -> Value:
    """What source[*].each or source.*.each is."""
    source = scope.value(node.source)
    type_ = source.type
    sequence = isinstance(type_, TupleOf | ListOf | SetOf)
    if source.is_null:
        if sequence:
            detail = "Splat expressions (with the * symbol) cannot be applied to null sequences."
            return scope.error(node.source.range, "Splat of null value", detail)
        return Value(TupleOf(()), (), source.sensitive)
    if type_ == DYNAMIC or is_wrong(source):
        return construct.marked(computed(DYNAMIC, source), source.sensitive)
    if not sequence:
        taken = _known_splat(node.each, construct.tuple_value((source,)), scope)
        if not source.is_known and not not_null(source):
            taken = computed(DYNAMIC, source)
        return construct.marked(taken, source.sensitive)
    if not isinstance(source.raw, tuple):
        return construct.marked(_unknown_splat(node.each, source, scope), source.sensitive)
    return construct.marked(_known_splat(node.each, source, scope), source.sensitive)


def _known_splat(each: Expression, source: Value, scope: Scope) -> Value:
    heard: list[Diagnostic] = []

    def listen(diagnostic: Diagnostic) -> None:
        heard.append(diagnostic)
        scope.report(diagnostic)

    names: dict[str, Value] = {}
    inner = scope.heard_by(listen).inner(names)
    taken: list[Value] = []
    for item in construct.children(source):
        names["*"] = item
        taken.append(inner.value(each))
    if any(diagnostic.severity == "error" for diagnostic in heard):
        return computed(_result_type(each, source, scope.heard_by(lambda _: None)), *taken)
    if isinstance(source.type, TupleOf):
        return construct.tuple_value(taken)
    if not taken:
        return Value(_result_type(each, source, scope), ())
    try:
        return construct.list_value(taken)
    except ValueError:
        detail = "The results are of different types, and Terraform crashes making a list of them."
        return scope.error(each.range, "Inconsistent splat result types", detail)


def _unknown_splat(each: Expression, source: Value, scope: Scope) -> Value:
    type_ = _result_type(each, source, scope)
    known = _NOT_NULL
    if isinstance(type_, ListOf):
        low, high = length_bounds(source)
        known = Refinement(not_null=True, minimum=low, maximum=high)
    return refined(Unknown(type_, origins(source)), known)


def _result_type(each: Expression, source: Value, scope: Scope) -> Type:
    """The type of the result, from elements that are not known."""

    def taken(type_: Type) -> Type:
        return scope.inner({"*": Value(type_, Unknown(type_, ()))}).value(each).type

    if isinstance(source.type, TupleOf):
        return TupleOf(tuple(taken(element) for element in source.type.elements))
    return ListOf(taken(source.type.element))  # type: ignore[union-attr]
