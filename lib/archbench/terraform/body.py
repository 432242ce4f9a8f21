"""The arguments and nested blocks of a body, evaluated to the types a provider's schema gives."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter

from archbench.frozen import field, frozen, record, replace
from archbench.hcl import construct
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.partly import BLOCKS
from archbench.hcl.refine import computed
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Attribute, Block, Body, Expression, LiteralValue, Object, Tuple
from archbench.hcl.types import (
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
from archbench.hcl.values import Made, Origin, Unknown, Value, unknown
from archbench.terraform.configuration import Path
from archbench.terraform.constants import constant_argument, constant_block
from archbench.terraform.ephemeral import misused
from archbench.terraform.references import references_of
from archbench.terraform.schema import AttributeSchema, BlockSchema, NestedBlock
from archbench.terraform.scope import Surroundings
from archbench.terraform.sharing import once
from archbench.terraform.world import SettledPart

MOST_BLOCKS = 10_000
"""Blocks one dynamic block may make."""


@record
class Evaluated:
    """A body's values, and where and from what each was made.

    values has every argument and nested block type that is set; a nested block is an object of all
    its schema's names, those not set null.
    """

    values: dict[str, Value] = field(default_factory=dict)
    ranges: dict[Path, SourceRange] = field(default_factory=dict)
    references: dict[Path, tuple[str, ...]] = field(default_factory=dict)


@frozen
class _Written:
    """One nested block: its body and the scope with its dynamic block's iterator."""

    body: Body
    around: Surroundings
    range: SourceRange


@frozen
class _Untold:
    """A dynamic block over what is not known: each block it may make is like this one."""

    over: Value
    like: _Written


def evaluate_body(
    body: Body, schema: BlockSchema | None, around: Surroundings, *, range_: SourceRange
) -> Evaluated:
    """The values of a body; without a schema they keep the types they are written with."""
    result = Evaluated()
    values = result.values
    blocks: dict[str, list[Block]] = {}
    for block in body.blocks:
        name = block.labels[0] if block.type == "dynamic" and block.labels else block.type
        blocks.setdefault(name, []).append(block)
    nested = schema.nested if schema else {}
    strict = schema is not None and around.world.provider.exact and not schema.open
    for name, attribute in body.attributes.items():
        if schema is not None and name not in schema.attributes and name in nested:
            blocks.setdefault(name, []).extend(_blocks_in_json(attribute, around))
        else:
            settle = partial(_settled, attribute, schema, strict=strict)
            _take(name, once((attribute.expression,), around, settle), result)
    for name, written in filter(itemgetter(1), blocks.items()):  # in JSON a list may hold none
        if schema is not None and name not in nested and strict:
            detail = f'Blocks of type "{name}" are not expected here.'
            if name in schema.attributes:
                detail += f' Did you mean to define argument "{name}"? Then write {name} = ...'
            else:
                detail += did_you_mean(name, set(nested))
            around.report(Diagnostic("error", "Unsupported block type", detail, written[0].range))
        elif name in body.attributes:  # JSON: made into blocks anew each time
            _take(name, _blocks(name, written, nested.get(name), around), result)
        else:
            settle = partial(_blocks, name, written, nested.get(name))
            if name in nested and len(written) == 1:
                settle = partial(constant_block, written[0], nested[name], settle=settle)
            _take(name, once(tuple(written), around, settle), result)
    if schema is not None and around.world.provider.exact:
        _check_required(values, schema, around, range_)
    return result


def _take(name: str, settled: SettledPart, result: Evaluated) -> None:
    """Put what a name was evaluated to into the body's result."""
    if settled.value is not None:
        result.values[name] = settled.value
        result.ranges.update(settled.ranges)
        result.references.update(settled.references)


def _settled(
    attribute: Attribute, schema: BlockSchema | None, around: Surroundings, *, strict: bool
) -> SettledPart:
    """An argument with its place and what it refers to."""
    value = _argument(attribute, schema, around, strict=strict)
    if value is None:
        return SettledPart(attribute.expression, None)
    path: Path = (attribute.name,)
    written = attribute.expression
    constant = isinstance(written, LiteralValue)
    references = () if constant else references_of(written, value, around)
    named = {path: references} if references else {}
    return SettledPart(written, value, {path: attribute.range}, named)


def _argument(
    attribute: Attribute, schema: BlockSchema | None, around: Surroundings, *, strict: bool
) -> Value | None:
    """The value of an argument in the type its schema gives; None when it may not be set."""
    if schema is None:
        return around.evaluate(attribute.expression)
    known = schema.attributes.get(attribute.name)
    if known is None and not strict:
        return around.evaluate(attribute.expression)
    if known is None:
        detail = f'An argument named "{attribute.name}" is not expected here.'
        if attribute.name in schema.blocks:
            detail += f' Did you mean to define a block of type "{attribute.name}"?'
        else:
            names = {name for name, item in schema.attributes.items() if item.settable}
            detail += did_you_mean(attribute.name, names)
        around.report(Diagnostic("error", "Unsupported argument", detail, attribute.name_range))
        return None
    settle = partial(_in_its_type, attribute, known, around)
    return constant_argument(attribute, known.type, around, settle) if known.settable else settle()


def _in_its_type(
    attribute: Attribute, known: AttributeSchema, around: Surroundings
) -> Value | None:
    """The value of an argument the schema knows; None when it may not be set."""
    value = around.evaluate(attribute.expression)
    if construct.is_infinite_deep(value):
        around.report(infinite(attribute.expression.range))
        reason = "it is infinite"
        return unknown(known.type, Origin("error", str(attribute.range), reason=reason))
    if not known.write_only and around.is_ephemeral(attribute.expression, value):
        around.report(misused(attribute.name, attribute.expression))
        return unknown(known.type, Origin("error", str(attribute.range), reason="ephemeral"))
    if not known.settable and value.is_null:
        return None
    if not known.settable:
        detail = f'"{attribute.name}" is decided by the provider and cannot be set. Remove it.'
        around.report(
            Diagnostic("error", "Value for unconfigurable attribute", detail, attribute.range)
        )
        return None
    return converted(value, known.type, attribute, around)


def infinite(place: SourceRange) -> Diagnostic:
    """What is said of a number without end where Terraform has to write it down."""
    detail = "The value is infinite, which cannot be written as JSON. Look for a division by zero."
    return Diagnostic("error", "Value cannot be written", detail, place)


def converted(value: Value, type_: Type, attribute: Attribute, around: Surroundings) -> Value:
    """The value in a type; where that cannot be, a diagnostic and an unknown with the reason."""
    try:
        return convert(value, type_)
    except ConversionError as error:
        detail = f'Inappropriate value for attribute "{attribute.name}": {error}.'
        around.report(
            Diagnostic(
                "error", "Incorrect attribute value type", detail, attribute.expression.range
            )
        )
        return unknown(type_, Origin("error", str(attribute.range), reason=detail))


def _check_required(
    values: Mapping[str, Value], schema: BlockSchema, around: Surroundings, range_: SourceRange
) -> None:
    for name in schema.required:
        if name not in values or values[name].is_null:
            detail = f'The argument "{name}" is required, but no definition was found.'
            around.report(Diagnostic("error", "Missing required argument", detail, range_))
    for name, least in schema.at_least.items():
        if name not in values:
            detail = f'At least {least} "{name}" blocks are required.'
            around.report(Diagnostic("error", f"Insufficient {name} blocks", detail, range_))


def _blocks(
    name: str,
    written: Sequence[Block],
    nested: NestedBlock | None,
    around: Surroundings,
) -> SettledPart:
    """The blocks of one type together, as the list, set, map or object the schema asks for."""
    items: list[tuple[_Written, Value, Evaluated]] = []
    untold: list[_Untold] = []
    schema = nested.block if nested else None
    for block in written:
        for one in _expanded(block, around):
            if isinstance(one, _Untold):
                untold.append(one)
                continue
            inner = evaluate_body(one.body, schema, one.around, range_=one.range)
            items.append((one, _object(inner.values, schema), inner))
    if untold:
        return _in_part(name, items, untold, nested, written[0])
    if nested and nested.maximum and len(items) > nested.maximum:
        detail = f'No more than {nested.maximum} "{name}" blocks are allowed.'
        around.report(Diagnostic("error", f"Too many {name} blocks", detail, items[-1][0].range))
        items = items[: nested.maximum]
    value = _together([item[1] for item in items], nested)
    order: Iterable[int] = range(len(items))
    if isinstance(value.type, SetOf) and isinstance(value.raw, tuple):
        order = _places([item[1] for item in items], value.raw)
    single = nested is not None and nested.nesting in ("single", "group")
    ranges: dict[Path, SourceRange] = {}
    references: dict[Path, tuple[str, ...]] = {}
    for place, (one, _, inner) in zip(order, items, strict=True):
        path: Path = (name,) if single else (name, place)
        ranges[path] = one.range
        ranges.update({(*path, *key): item for key, item in inner.ranges.items()})
        references.update({(*path, *key): item for key, item in inner.references.items()})
    return SettledPart(written[0], value, ranges, references)


def _in_part(
    name: str,
    items: Sequence[tuple[_Written, Value, Evaluated]],
    untold: Sequence[_Untold],
    nested: NestedBlock | None,
    first: Block,
) -> SettledPart:
    """Blocks of which it is not known how many there are: those that are, and what more are like.

    As for Terraform the whole is not known; the parts are for judging.
    """
    schema = nested.block if nested else None
    likely = [
        _object(
            evaluate_body(one.like.body, schema, one.like.around, range_=one.like.range).values,
            schema,
        )
        for one in untold
    ]
    places = [*(one.range for one, _, _ in items), *(one.like.range for one in untold)]
    ranges: dict[Path, SourceRange] = {(name, place): it for place, it in enumerate(places)}
    ranges[name,] = untold[0].like.range
    over = untold[0].over.raw
    assert isinstance(over, Unknown)  # noqa: S101 what is known makes blocks
    parts = (construct.tuple_value([item[1] for item in items]), construct.tuple_value(likely))
    made = replace(over, made=Made(BLOCKS, parts))
    return SettledPart(first, Value(nested.type if nested else DYNAMIC, made), ranges)


def _object(values: Mapping[str, Value], schema: BlockSchema | None) -> Value:
    if schema is None:
        ordered = dict(sorted(values.items()))
        return Value(ObjectOf({name: value.type for name, value in ordered.items()}), ordered)
    raw = {
        name: values[name] if name in values else _unset(type_)
        for name, type_ in schema.type.attributes.items()
    }
    for name, nested in schema.blocks.items():
        if name not in values and nested.nesting in ("list", "set"):
            raw[name] = Value(nested.type, ())
    return Value(schema.type, raw)


def _unset(type_: Type) -> Value:
    return Value(type_, None)


def _together(items: Sequence[Value], nested: NestedBlock | None) -> Value:
    if nested is None:
        return Value(TupleOf(tuple(item.type for item in items)), tuple(items))
    if nested.nesting in ("single", "group"):
        return items[0] if items else Value(nested.type, None)
    if nested.nesting == "set":
        whole = Value(TupleOf(tuple(item.type for item in items)), tuple(items))
        return convert(whole, nested.type)
    return Value(nested.type, tuple(items))


def _places(items: Sequence[Value], ordered: Sequence[Value]) -> list[int]:
    """Where each item stands in the ordered set; equal items share a place."""
    places: list[int] = []
    for item in items:
        free = [i for i, other in enumerate(ordered) if other == item]
        unused = [i for i in free if i not in places]
        places.append((unused or free or [0])[0])
    return places


def _expanded(block: Block, around: Surroundings) -> Iterator[_Written | _Untold]:
    """The blocks a block stands for: itself, or those a dynamic one makes."""
    if block.type != "dynamic":
        yield _Written(block.body, around, block.range)
        return
    for_each = block.body.attributes.get("for_each")
    content = next((inner for inner in block.body.blocks if inner.type == "content"), None)
    if for_each is None or content is None:
        missing = "for_each argument" if for_each is None else "content block"
        detail = f"A dynamic block needs a {missing}."
        around.report(Diagnostic("error", f"Missing {missing}", detail, block.range))
        return
    iterator = block.labels[0]
    named = block.body.attributes.get("iterator")
    if named is not None:
        iterator = getattr(named.expression, "root", iterator)
    over = around.evaluate(for_each.expression)
    if not over.is_known:
        yield _Untold(over, _Written(content.body, _inside(iterator, over, around), block.range))
        return
    elements = pairs(over)
    if elements is None:
        what = "null" if over.is_null else str(over.type)
        detail = f"Cannot use a {what} value in for_each. It needs a list, set, map or object."
        place = for_each.expression.range
        around.report(Diagnostic("error", "Invalid dynamic for_each value", detail, place))
        return
    if len(elements) > MOST_BLOCKS:
        detail = f"{len(elements)} blocks; at most {MOST_BLOCKS} are made from one dynamic block."
        around.report(Diagnostic("error", "Too many blocks", detail, block.range))
        return
    for key, value in elements:
        each = Value(ObjectOf({"key": key.type, "value": value.type}), {"key": key, "value": value})
        yield _Written(content.body, around.with_names({iterator: each}), block.range)


def _inside(iterator: str, over: Value, around: Surroundings) -> Surroundings:
    """The place inside a dynamic block whose elements are not known; nobody hears of problems."""
    element = over.type.element if isinstance(over.type, ListOf | SetOf | MapOf) else DYNAMIC
    each = construct.object_value(
        {"key": computed(DYNAMIC, over), "value": computed(element, over)}
    )
    return around.silent().with_names({iterator: each})


def pairs(value: Value) -> list[tuple[Value, Value]] | None:
    """Keys and values of what can be iterated; None for anything else."""
    raw = value.raw
    if isinstance(raw, Mapping):
        return [(Value(STRING, key), item) for key, item in raw.items()]
    if isinstance(raw, tuple):
        if isinstance(value.type, SetOf):
            return [(item, item) for item in raw]
        return [(Value(NUMBER, index), item) for index, item in enumerate(raw)]
    return None


def _blocks_in_json(attribute: Attribute, around: Surroundings) -> list[Block]:
    """Nested blocks written as a JSON property: an object, or an array of objects."""
    expression = attribute.expression
    items = expression.items if isinstance(expression, Tuple) else (expression,)
    blocks = [_block_of(attribute.name, item) for item in items if isinstance(item, Object)]
    others = [one for one in items if not isinstance(one, Object) and not _is_null(one)]
    if others and attribute.range.filename.endswith(".json"):
        detail = "Blocks are written as a JSON object, or as an array of JSON objects."
        around.report(Diagnostic("error", "Incorrect JSON value type", detail, attribute.range))
    elif len(blocks) < len(items) and not attribute.range.filename.endswith(".json"):
        detail = (
            f'An argument named "{attribute.name}" is not expected here. '
            f'Did you mean to define a block of type "{attribute.name}"?'
        )
        around.report(Diagnostic("error", "Unsupported argument", detail, attribute.name_range))
    return blocks


def _is_null(expression: Expression) -> bool:
    return isinstance(expression, LiteralValue) and expression.value is None


def _block_of(name: str, item: Object) -> Block:
    attributes = {}
    for entry in item.items:
        key = entry.key
        if isinstance(key, LiteralValue) and isinstance(key.value, str):
            attributes[key.value] = Attribute(key.value, entry.value, key.range, key.range)
    return Block(name, (), Body(attributes, (), item.range), item.range)
