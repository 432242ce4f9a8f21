"""Functions of lists, maps and sets: choosing, searching, measuring."""

from archbench.hcl.construct import identity, list_value
from archbench.hcl.convert import convert
from archbench.hcl.equality import equal
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
    null,
    number,
    string,
    text_of,
    wholly_known,
)
from archbench.hcl.graphemes import count
from archbench.hcl.refine import computed, forgotten, length_bounds, origins
from archbench.hcl.types import (
    BOOL,
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
from archbench.hcl.values import FALSE, TRUE, Refinement, Unknown, Value, unknown

_SEQUENCE = (ListOf, TupleOf)
_COUNTABLE = (ListOf, SetOf, TupleOf)
_ANY_LIST = ListOf(DYNAMIC)


def _length_type(args: Arguments, _: Context) -> Type:
    counted = (*_COUNTABLE, MapOf, ObjectOf, Dynamic)
    if args[0].type != STRING and not isinstance(args[0].type, counted):
        raise FunctionError(
            f"a string, list, set, map, tuple or object is needed, not {args[0].type}"
        )
    return NUMBER


def _length(args: Arguments, type_: Type, _: Context) -> Value:
    (value,) = args
    if isinstance(value.type, TupleOf):
        result = number(len(value.type.elements))
    elif isinstance(value.type, ObjectOf):
        result = number(len(value.type.attributes))
    elif value.type == STRING and value.is_known:
        result = number(count(text_of(value)))
    elif value.is_known and length_known(value):
        result = number(len(elements(value)) or len(entries(value)))
    else:
        result = computed(type_, value, refinement=_length_range(value))
    return marked(result, value)


def _length_range(value: Value) -> Refinement:
    """What is known of the length of something unknown."""
    if isinstance(value.type, Dynamic):
        return Refinement()
    if value.type == STRING and isinstance(value.raw, Unknown):
        return Refinement(not_null=True, minimum=count(value.raw.refinement.prefix))
    low, high = length_bounds(value)
    return Refinement(not_null=True, minimum=low, maximum=high)


def _alltrue(args: Arguments, type_: Type, _: Context) -> Value:
    for item in elements(args[0]):
        if not item.is_known:
            return unknown(type_, *origins(item))
        if item.raw is not True:
            return FALSE
    return TRUE


def _anytrue(args: Arguments, type_: Type, _: Context) -> Value:
    items = elements(args[0])
    if any(item.raw is True for item in items):
        return TRUE
    return FALSE if all(item.is_known for item in items) else unknown(type_, *origins(*items))


def _coalesce_type(args: Arguments, _: Context) -> Type:
    type_ = unify([arg.type for arg in args])
    if type_ is None or not args:
        raise FunctionError("all arguments must have one common type")
    return type_


def _coalesce(args: Arguments, type_: Type, _: Context) -> Value:
    for arg in args:
        value = convert(arg, type_)
        if isinstance(value.raw, Unknown):
            taken = bool(value.raw.refinement.prefix)  # no empty text, whatever it turns out to be
            return forgotten(value, type_, value.raw.made if taken else None)
        if not (value.is_null or (type_ == STRING and value.raw == "")):
            return value
    raise FunctionError("every argument is null or an empty string")


def _coalescelist_type(args: Arguments, _: Context) -> Type:
    if not args:
        raise FunctionError("at least one argument is needed")
    for arg in args:
        if not arg.is_known:
            return DYNAMIC
        if not isinstance(arg.type, _SEQUENCE):
            raise FunctionError(f"every argument must be a list or tuple, not {arg.type}")
    return args[0].type if all(arg.type == args[0].type for arg in args) else DYNAMIC


def _coalescelist(args: Arguments, type_: Type, _: Context) -> Value:
    for arg in args:
        if not arg.is_known:
            return unknown(type_, *origins(arg))
        if elements(arg):
            return arg
    raise FunctionError("every argument is null or empty")


def _compact(args: Arguments, type_: Type, _: Context) -> Value:
    if not wholly_known(args[0]):
        return unknown(type_, *origins(args[0]))
    return list_value((item for item in elements(args[0]) if item.raw), STRING)


def _contains(args: Arguments, type_: Type, _: Context) -> Value:
    collection, wanted = args
    if not isinstance(collection.type, _COUNTABLE):
        raise FunctionError(f"a list, set or tuple is needed, not {collection.type}")
    items = elements(collection)
    if isinstance(wanted.raw, str) and wanted.type == STRING:  # looked for among many, most often
        if any(item.raw == wanted.raw for item in items):
            return TRUE
        items = tuple(item for item in items if not isinstance(item.raw, str))
    answers = [equal(wanted, item) for item in items]
    if True in answers:
        return TRUE
    return unknown(type_, *origins(*args)) if None in answers else FALSE


def _distinct(args: Arguments, type_: Type, _: Context) -> Value:
    if not wholly_known(args[0]):
        return unknown(type_, *origins(args[0]))
    firsts: dict[object, Value] = {}
    for item in elements(args[0]):
        firsts.setdefault(identity(item, signed=False), item)
    return Value(type_, tuple(firsts.values()))


def _element_type(args: Arguments, _: Context) -> Type:
    collection, index = args
    if isinstance(collection.type, ListOf):
        return collection.type.element
    if not isinstance(collection.type, TupleOf):
        raise FunctionError(f"elements cannot be read from {collection.type}")
    if not index.is_known:
        return DYNAMIC
    types = collection.type.elements
    if not types:
        raise FunctionError("an empty list has no elements")
    place = integer(index)
    if place < 0 and place % len(types):
        raise FunctionError(
            "Terraform 1.11 fails on a negative index into a tuple; convert it with tolist()"
        )
    return types[place % len(types)]


def _element(args: Arguments, _: Type, __: Context) -> Value:
    collection, index = args
    items = elements(collection)
    if not items:
        raise FunctionError("an empty list has no elements")
    return marked(items[integer(index) % len(items)], collection)


def _index(args: Arguments, type_: Type, _: Context) -> Value:
    collection, wanted = args
    if not isinstance(collection.type, _SEQUENCE):
        raise FunctionError(f"a list or tuple is needed, not {collection.type}")
    if not elements(collection):
        raise FunctionError("an empty list cannot be searched")
    for place, item in enumerate(elements(collection)):
        same = equal(item, wanted)
        if same is None:
            return unknown(type_, *origins(item, wanted))
        if same:
            return number(place)
    raise FunctionError("no element of the list equals the value")


def _keys_type(args: Arguments, _: Context) -> Type:
    type_ = args[0].type
    if isinstance(type_, MapOf):
        return ListOf(STRING)
    if isinstance(type_, ObjectOf):
        return TupleOf((STRING,) * len(type_.attributes))
    raise FunctionError(f"a map or object is needed, not {type_}", 0)


def _keys(args: Arguments, type_: Type, _: Context) -> Value:
    (value,) = args
    if isinstance(value.type, ObjectOf):
        names = sorted(value.type.attributes)
    elif not value.is_known:
        return marked(unknown(type_, *origins(value)), value)
    else:
        names = list(entries(value))
    return marked(Value(type_, tuple(map(string, names))), value)


def _lookup_type(args: Arguments, _: Context) -> Type:
    if len(args) > 3:
        raise FunctionError(f"lookup() takes two or three arguments, not {len(args)}")
    collection, key, *default = args
    if isinstance(collection.type, ObjectOf):
        if not key.is_known:
            return DYNAMIC
        if text_of(key) in collection.type.attributes:
            return collection.type.attributes[text_of(key)]
        if default:
            return default[0].type
        raise FunctionError(f'the object has no attribute "{text_of(key)}"', 0)
    if isinstance(collection.type, MapOf):
        if default:
            _default(default[0], collection.type.element)
        return collection.type.element
    raise FunctionError(f"a map or object is needed, not {collection.type}", 0)


def _default(value: Value, type_: Type) -> Value:
    try:
        return convert(value, type_)
    except ConversionError:
        raise FunctionError(
            "the default value must have the type of the map's elements", 2
        ) from None


def _lookup(args: Arguments, type_: Type, _: Context) -> Value:
    collection, key, *default = args
    if not (collection.is_known and key.is_known):
        return marked(unknown(type_, *origins(collection, key)), collection, key)
    found = entries(collection).get(text_of(key))
    if found is None and default:
        found = _default(default[0], type_)
    if found is None:
        raise FunctionError(f'the map has no element "{text_of(key)}" and no default is given')
    return marked(found, collection, key)


def _matchkeys_type(args: Arguments, _: Context) -> Type:
    if unify([args[1].type, args[2].type]) is None:
        raise FunctionError("keys and searchset must have one common type")
    return args[0].type


def _matchkeys(args: Arguments, type_: Type, _: Context) -> Value:
    values, keys, wanted = args
    if len(elements(values)) != len(elements(keys)):
        raise FunctionError("values and keys must have the same length")
    common = unify([keys.type, wanted.type])
    if common is None or not elements(wanted):
        return Value(type_, ())
    if not (wholly_known(values) and wholly_known(keys)):
        return unknown(type_, *origins(values, keys))
    search = elements(convert(wanted, common))
    chosen = []
    for value, key in zip(elements(values), elements(convert(keys, common)), strict=True):
        for item in search:
            same = equal(key, item)
            if same is None:
                # Terraform 1.11 answers with an empty list here, not with an unknown one.
                return Value(type_, ())
            if same:
                chosen.append(value)
                break
    return Value(type_, tuple(chosen))


def _one_type(args: Arguments, _: Context) -> Type:
    type_ = args[0].type
    if isinstance(type_, (ListOf, SetOf)):
        return type_.element
    if isinstance(type_, TupleOf) and len(type_.elements) <= 1:
        return type_.elements[0] if type_.elements else DYNAMIC
    raise FunctionError("a list, set or tuple with no element or one is needed", 0)


def _one(args: Arguments, type_: Type, _: Context) -> Value:
    (collection,) = args
    if not length_known(collection):
        return unknown(type_, *origins(collection))
    items = elements(collection)
    if len(items) > 1:
        raise FunctionError("a list, set or tuple with no element or one is needed", 0)
    return items[0] if items else null(type_)


def _values_type(args: Arguments, _: Context) -> Type:
    type_ = args[0].type
    if isinstance(type_, MapOf):
        return ListOf(type_.element)
    if isinstance(type_, ObjectOf):
        return TupleOf(tuple(type_.attributes[name] for name in sorted(type_.attributes)))
    raise FunctionError(f"a map or object is needed, not {type_}")


def _values(args: Arguments, type_: Type, _: Context) -> Value:
    (value,) = args
    items = entries(value)
    return marked(Value(type_, tuple(items[name] for name in sorted(items))), value)


COLLECTIONS = table(
    Function(
        "length",
        (Parameter("value", dynamic=True, unknown=True, marked=True),),
        None,
        _length_type,
        _length,
    ),
    Function("alltrue", (Parameter("list", ListOf(BOOL)),), None, BOOL, _alltrue),
    Function("anytrue", (Parameter("list", ListOf(BOOL)),), None, BOOL, _anytrue),
    Function(
        "coalesce",
        (),
        Parameter("vals", unknown=True, dynamic=True, null=True),
        _coalesce_type,
        _coalesce,
    ),
    Function(
        "coalescelist",
        (),
        Parameter("vals", unknown=True, dynamic=True, null=True),
        _coalescelist_type,
        _coalescelist,
    ),
    Function("compact", (Parameter("list", ListOf(STRING)),), None, ListOf(STRING), _compact),
    Function("contains", (Parameter("list"), Parameter("value")), None, BOOL, _contains),
    Function(
        "distinct", (Parameter("list", _ANY_LIST),), None, lambda args, _: args[0].type, _distinct
    ),
    Function(
        "element",
        (Parameter("list", marked=True), Parameter("index", NUMBER)),
        None,
        _element_type,
        _element,
        may_be_null=True,
    ),
    Function("index", (Parameter("list"), Parameter("value")), None, NUMBER, _index),
    Function("keys", (Parameter("inputMap", unknown=True, marked=True),), None, _keys_type, _keys),
    Function(
        "lookup",
        (
            Parameter("inputMap", marked=True, unknown=True),
            Parameter("key", STRING, marked=True, unknown=True),
        ),
        Parameter("default", unknown=True, dynamic=True, null=True, marked=True),
        _lookup_type,
        _lookup,
        may_be_null=True,
    ),
    Function(
        "matchkeys",
        (
            Parameter("values", _ANY_LIST),
            Parameter("keys", _ANY_LIST),
            Parameter("searchset", _ANY_LIST),
        ),
        None,
        _matchkeys_type,
        _matchkeys,
    ),
    Function("one", (Parameter("list"),), None, _one_type, _one, may_be_null=True),
    Function("values", (Parameter("mapping", marked=True),), None, _values_type, _values),
)
