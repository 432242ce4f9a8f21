"""Functions that make new lists, maps and sets of given ones."""

from collections.abc import Iterator

from archbench.hcl.construct import (
    map_value,
    object_value,
    tuple_value,
)
from archbench.hcl.convert import convert
from archbench.hcl.errors import ConversionError
from archbench.hcl.functions.numeric import integer
from archbench.hcl.functions.table import (
    Arguments,
    Context,
    Function,
    FunctionError,
    Parameter,
    table,
)
from archbench.hcl.functions.values import (
    elements,
    entries,
    length_known,
    marked,
    strings,
    text_of,
    wholly_known,
)
from archbench.hcl.numbers import Number, add
from archbench.hcl.refine import origins
from archbench.hcl.types import (
    DYNAMIC,
    NUMBER,
    STRING,
    Dynamic,
    ListOf,
    MapOf,
    ObjectOf,
    SetOf,
    TupleOf,
    Type,
)
from archbench.hcl.unify import unify
from archbench.hcl.values import Value, unknown

_RANGE_LIMIT = 1024
_LISTS_OF_STRINGS = MapOf(ListOf(STRING))


def _chunklist(args: Arguments, type_: Type, _: Context) -> Value:
    items, size = elements(args[0]), integer(args[1])
    if size < 0:
        raise FunctionError("the size must not be negative")
    if size == 0 and items:
        chunks = [items]
    else:
        chunks = [items[start : start + size] for start in range(0, len(items), size or 1)]
    return marked(Value(type_, tuple(Value(args[0].type, chunk) for chunk in chunks)), *args)


def _concat_type(args: Arguments, _: Context) -> Type:
    if not args:
        raise FunctionError("at least one argument is needed")
    if all(isinstance(arg.type, ListOf) for arg in args):
        common = unify([arg.type for arg in args])
        if common is not None:
            return common
    types: list[Type] = []
    for index, arg in enumerate(args):
        if isinstance(arg.type, TupleOf):
            types.extend(arg.type.elements)
        elif not isinstance(arg.type, ListOf):
            raise FunctionError(f"every argument must be a list or tuple, not {arg.type}", index)
        elif not arg.is_known:
            return DYNAMIC
        else:
            types.extend([arg.type.element] * len(elements(arg)))
    return TupleOf(tuple(types))


def _concat(args: Arguments, type_: Type, context: Context) -> Value:
    context.bound(sum(len(elements(arg)) for arg in args), "The concatenated list")
    parts: list[Value] = []
    for index, arg in enumerate(args):
        try:
            parts.extend(elements(convert(arg, type_) if isinstance(type_, ListOf) else arg))
        except ConversionError as error:
            raise FunctionError(str(error), index) from None
    return marked(Value(type_, tuple(parts)), *args)


def _flatten_type(args: Arguments, _: Context) -> Type:
    (collection,) = args
    if not wholly_known(collection):
        return DYNAMIC
    if not isinstance(collection.type, (ListOf, SetOf, TupleOf)):
        raise FunctionError(f"only lists, sets and tuples can be flattened, not {collection.type}")
    return TupleOf(tuple(item.type for item in _flat(collection, [])))


def _flatten(args: Arguments, type_: Type, context: Context) -> Value:
    (collection,) = args
    if not isinstance(collection.type, (ListOf, SetOf, TupleOf)):
        raise FunctionError(f"only lists, sets and tuples can be flattened, not {collection.type}")
    sensitive: list[Value] = []
    flat = []
    for item in _flat(collection, sensitive):
        flat.append(item)
        context.bound(len(flat), "The flattened list")
    if not _flat_known(collection):
        return marked(unknown(type_, *origins(collection)), *sensitive)
    return marked(tuple_value(flat), *sensitive)


def _is_list(value: Value) -> bool:
    return isinstance(value.type, (ListOf, SetOf, TupleOf)) and not value.is_null


def _flat(collection: Value, sensitive: list[Value]) -> Iterator[Value]:
    """The leaves in order; the lists that were taken apart and sensitive are collected."""
    if collection.sensitive:
        sensitive.append(collection)
    for item in elements(collection):
        if _is_list(item):
            yield from _flat(item, sensitive)
        else:
            yield item


def _flat_known(collection: Value) -> bool:
    """Whether the number of leaves is certain."""
    return length_known(collection) and all(
        item.is_known and _flat_known(item)
        if _is_list(item)
        else item.is_known or not isinstance(item.type, Dynamic)
        for item in elements(collection)
    )


def _merge_type(args: Arguments, _: Context) -> Type:
    if not args:
        return ObjectOf({})
    attributes: dict[str, Type] = {}
    certain = True
    for arg in args:
        if isinstance(arg.type, Dynamic):
            return DYNAMIC
        if isinstance(arg.type, ObjectOf):
            attributes.update({} if arg.is_null else arg.type.attributes)
        elif not isinstance(arg.type, MapOf):
            raise FunctionError(f"every argument must be a map or object, not {arg.type}")
        elif arg.is_known:
            attributes.update(dict.fromkeys(entries(arg), arg.type.element))
        else:
            certain = False
    if all(arg.type == args[0].type for arg in args):
        return args[0].type
    return ObjectOf({key: attributes[key] for key in sorted(attributes)}) if certain else DYNAMIC


def _merge(args: Arguments, type_: Type, _: Context) -> Value:
    merged: dict[str, Value] = {}
    for arg in args:
        merged.update(entries(arg))
    if isinstance(type_, MapOf):
        return marked(Value(type_, {key: merged[key] for key in sorted(merged)}), *args)
    return marked(object_value(merged), *args)


def _range(args: Arguments, type_: Type, _: Context) -> Value:
    numbers: list[Number] = [arg.raw for arg in args]  # type: ignore[misc] # converted to NUMBER
    if not 1 <= len(numbers) <= 3:
        raise FunctionError("one, two or three arguments are needed")
    start, end = (0, numbers[0]) if len(numbers) == 1 else (numbers[0], numbers[1])
    step = numbers[2] if len(numbers) == 3 else (-1 if end < start else 1)
    down = step < 0  # a step of zero is taken, as in Terraform, and found to lead nowhere
    if (end > start) if down else (end < start):
        raise FunctionError("the step leads away from the end", 1)
    values: list[Value] = []
    current = start
    while current > end if down else current < end:
        if len(values) >= _RANGE_LIMIT:
            raise FunctionError(
                f"more than {_RANGE_LIMIT} numbers; use a larger step or a smaller range"
            )
        values.append(Value(NUMBER, current))
        current = add(current, step)
    return Value(type_, tuple(values))


def _reverse_type(args: Arguments, _: Context) -> Type:
    type_ = args[0].type
    if isinstance(type_, TupleOf):
        return TupleOf(type_.elements[::-1])
    if isinstance(type_, (ListOf, SetOf)):
        return ListOf(type_.element)
    raise FunctionError(f"only lists and tuples can be reversed, not {type_}", 0)


def _reverse(args: Arguments, type_: Type, _: Context) -> Value:
    return marked(Value(type_, elements(args[0])[::-1]), args[0])


def _slice_bounds(args: Arguments) -> tuple[int, int] | None:
    collection, *bounds = args
    length = len(elements(collection)) if collection.is_known else None
    if isinstance(collection.type, TupleOf):
        length = len(collection.type.elements)
    known = []
    for argument, bound in enumerate(bounds, 1):
        if not bound.is_known:
            continue
        place = integer(bound, argument)
        if place < 0 or (length is not None and place > length):
            raise FunctionError(
                f"the index must be from 0 to the list's length, {length}", argument
            )
        known.append(place)
    if len(known) < 2:
        return None
    if known[0] > known[1]:
        raise FunctionError("the start must not be after the end", 1)
    return known[0], known[1]


def _slice_type(args: Arguments, _: Context) -> Type:
    type_ = args[0].type
    if not isinstance(type_, (ListOf, TupleOf)):
        raise FunctionError(f"only a list or tuple can be sliced, not {type_}", 0)
    bounds = _slice_bounds(args)
    if isinstance(type_, ListOf):
        return type_
    return TupleOf(type_.elements[slice(*bounds)]) if bounds else DYNAMIC


def _slice(args: Arguments, type_: Type, _: Context) -> Value:
    bounds = _slice_bounds(args) or (0, 0)
    return marked(Value(type_, elements(args[0])[slice(*bounds)]), args[0])


def _transpose(args: Arguments, type_: Type, _: Context) -> Value:
    if not wholly_known(args[0]):
        return unknown(type_, *origins(args[0]))
    turned: dict[str, list[str]] = {}
    for key, values in entries(args[0]).items():
        if values.is_null:
            raise FunctionError(f'the list of "{key}" is null')
        for value in elements(values):
            if value.is_null:
                raise FunctionError(f'the list of "{key}" holds a null')
            turned.setdefault(text_of(value), []).append(key)
    lists = {key: strings(sorted(names)) for key, names in turned.items()}
    return map_value(lists, ListOf(STRING))


def _zipmap_type(args: Arguments, _: Context) -> Type:
    keys, values = args
    if isinstance(values.type, ListOf):
        return MapOf(values.type.element)
    if not isinstance(values.type, TupleOf):
        raise FunctionError(f"the values must be a list or tuple, not {values.type}")
    if not wholly_known(keys):
        return DYNAMIC
    names = _names(keys, len(values.type.elements))
    types = dict(zip(names, values.type.elements, strict=True))
    return ObjectOf({name: types[name] for name in sorted(types)})


def _names(keys: Value, count: int) -> list[str]:
    items = elements(keys)
    if len(items) != count:
        raise FunctionError(f"there are {len(items)} keys but {count} values")
    for place, item in enumerate(items):
        if item.is_null:
            raise FunctionError(f"key {place} is null")
    return [text_of(item) for item in items]


def _zipmap(args: Arguments, type_: Type, _: Context) -> Value:
    keys, values = args
    if not wholly_known(keys):
        return marked(unknown(type_, *origins(keys, values)), *args)
    names = _names(keys, len(elements(values)))
    zipped = dict(zip(names, elements(values), strict=True))
    sorted_ = {name: zipped[name] for name in sorted(zipped)}
    return marked(Value(type_, sorted_), *args, *elements(keys))


SHAPING = table(
    Function(
        "chunklist",
        (Parameter("list", ListOf(DYNAMIC), marked=True), Parameter("size", NUMBER, marked=True)),
        None,
        lambda args, _: ListOf(args[0].type),
        _chunklist,
    ),
    Function("concat", (), Parameter("seqs", marked=True), _concat_type, _concat),
    Function("flatten", (Parameter("list", marked=True),), None, _flatten_type, _flatten),
    Function(
        "merge",
        (),
        Parameter("maps", dynamic=True, null=True, marked=True),
        _merge_type,
        _merge,
    ),
    Function("range", (), Parameter("params", NUMBER), ListOf(NUMBER), _range),
    Function("reverse", (Parameter("list", marked=True),), None, _reverse_type, _reverse),
    Function(
        "slice",
        (
            Parameter("list", marked=True),
            Parameter("start_index", NUMBER),
            Parameter("end_index", NUMBER),
        ),
        None,
        _slice_type,
        _slice,
    ),
    Function(
        "transpose",
        (Parameter("values", _LISTS_OF_STRINGS),),
        None,
        _LISTS_OF_STRINGS,
        _transpose,
    ),
    Function(
        "zipmap",
        (Parameter("keys", ListOf(STRING), marked=True), Parameter("values", marked=True)),
        None,
        _zipmap_type,
        _zipmap,
    ),
)
