"""Functions of sets: union, intersection, difference and product."""

from collections.abc import Callable
from itertools import product

from archbench.hcl.construct import (
    identity,
    list_value,
    set_value,
    tuple_value,
)
from archbench.hcl.convert import convert
from archbench.hcl.errors import ConversionError
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
    length_known,
    marked,
    wholly_known,
)
from archbench.hcl.refine import computed, origins, range_bounds
from archbench.hcl.types import (
    DYNAMIC,
    Dynamic,
    ListOf,
    SetOf,
    TupleOf,
    Type,
)
from archbench.hcl.unify import unify
from archbench.hcl.values import Refinement, Value, unknown

_ANY_SET = SetOf(DYNAMIC)


def _set_type(args: Arguments, _: Context) -> Type:
    types = []
    for arg in args:
        element = arg.type.element if isinstance(arg.type, SetOf) else DYNAMIC
        if not (arg.is_known and isinstance(element, Dynamic) and not elements(arg)):
            types.append(element)
    common = unify(types) if types else DYNAMIC
    if common is None:
        raise FunctionError("the sets must have one common element type")
    return SetOf(common)


def _intersect(left: list[Value], right: tuple[Value, ...]) -> list[Value]:
    wanted = set(map(identity, right))
    return [item for item in left if identity(item) in wanted]


def _subtract(left: list[Value], right: tuple[Value, ...]) -> list[Value]:
    unwanted = set(map(identity, right))
    return [item for item in left if identity(item) not in unwanted]


def _unite(left: list[Value], right: tuple[Value, ...]) -> list[Value]:
    return [*left, *right]


def _set_operation(
    name: str,
    combine: Callable[[list[Value], tuple[Value, ...]], list[Value]],
    *,
    with_unknowns: bool = False,
) -> Function:
    def implementation(args: Arguments, type_: Type, _: Context) -> Value:
        sets = []
        for index, arg in enumerate(args):
            try:
                sets.append(convert(arg, type_))
            except ConversionError as error:
                raise FunctionError(str(error), index) from None
        if not with_unknowns and not all(map(wholly_known, sets)):
            return unknown(type_, *origins(*args))
        result = list(elements(sets[0]))
        for other in sets[1:]:
            result = combine(result, elements(other))
        element = type_.element if isinstance(type_, SetOf) else DYNAMIC
        return set_value(result, element)

    if name == "setsubtract":
        rows = (Parameter("a", _ANY_SET, dynamic=True), Parameter("b", _ANY_SET, dynamic=True))
        return Function(name, rows, None, _set_type, implementation)
    return Function(
        name,
        (Parameter("first_set", _ANY_SET, dynamic=True),),
        Parameter("other_sets", _ANY_SET, dynamic=True),
        _set_type,
        implementation,
    )


def _setproduct_type(args: Arguments, _: Context) -> Type:
    if len(args) < 2:
        raise FunctionError("at least two arguments are needed")
    types = tuple(_factor_type(arg.type, index) for index, arg in enumerate(args))
    ordered = not any(isinstance(arg.type, SetOf) for arg in args)
    return ListOf(TupleOf(types)) if ordered else SetOf(TupleOf(types))


def _factor_type(type_: Type, index: int) -> Type:
    if isinstance(type_, (ListOf, SetOf)):
        return type_.element
    if not isinstance(type_, TupleOf):
        raise FunctionError(f"a set or list is needed, not {type_}", index)
    common = unify(list(type_.elements)) if type_.elements else DYNAMIC
    if common is None:
        raise FunctionError("all elements must have one common type", index)
    return common


def _setproduct(args: Arguments, type_: Type, context: Context) -> Value:
    if not all(map(length_known, args)) or not all(arg.is_known for arg in args):
        return marked(computed(type_, *args, refinement=_product_range(args)), *args)
    size = 1
    for arg in args:
        size *= len(elements(arg))
    context.bound(size * len(args), "The product")
    row = type_.element if isinstance(type_, (ListOf, SetOf)) else DYNAMIC
    wanted = row.elements if isinstance(row, TupleOf) else ()
    factors = [
        [convert(item, to) for item in elements(arg)] for arg, to in zip(args, wanted, strict=True)
    ]
    rows = map(tuple_value, product(*factors))
    make = set_value if isinstance(type_, SetOf) else list_value
    try:
        return marked(make(rows, row), *args)
    except ValueError:
        raise FunctionError("all elements of an argument must have one common type") from None


def _product_range(args: Arguments) -> Refinement:
    """How many rows a product has at most, when that is few; each bound as in Terraform."""
    most = 1
    for arg in args:
        _low, high = range_bounds(arg)
        if high is None or high > 1024 or (most := most * high) > 2048:
            return Refinement()
    return Refinement(minimum=min(most, 1), maximum=most)


SETS = table(
    _set_operation("setintersection", _intersect),
    _set_operation("setsubtract", _subtract),
    _set_operation("setunion", _unite, with_unknowns=True),
    Function(
        "setproduct",
        (),
        Parameter("sets", marked=True, unknown=True),
        _setproduct_type,
        _setproduct,
    ),
)
