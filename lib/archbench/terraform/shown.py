"""What readers see of an instance: plain values, what is left out absent, secrets masked."""

from collections.abc import Mapping

from archbench.frozen import replace
from archbench.hcl.plain import plain
from archbench.hcl.values import Plain, Value
from archbench.terraform.instances import Planned
from archbench.terraform.schema import BlockSchema


def shown(item: Planned, kept: dict[str, tuple[Value, Plain]]) -> dict[str, Plain]:
    """What a reader sees of an instance: all that is set or answered, secrets marked.

    kept has each value of the instance before it in its block, with what a reader sees of it: what
    instances share is made once.
    """
    values = {**item.given, **(item.answers if item.kind == "data" else {})}
    attributes = item.schema.attributes if item.schema else {}
    found: dict[str, Plain] = {}
    for name in sorted(values):
        value = values[name]
        before, plain_value = kept.get(name, (None, None))
        if before is not value:
            is_secret = name in attributes and attributes[name].sensitive
            marked = replace(value, sensitive=True) if is_secret else value
            plain_value = None if value.is_null else compact(marked, item.schema, name)
            kept[name] = value, plain_value
        if plain_value is not None:
            found[name] = plain_value
    return found


def compact(value: Value, schema: BlockSchema | None, name: str) -> Plain:
    """A value for readers; what nested blocks leave out is absent."""
    nested = schema.nested.get(name) if schema else None
    if nested is None or value.sensitive:
        return plain(value)
    if isinstance(value.raw, tuple):
        return tuple(_block(item, nested.block) for item in value.raw)
    if isinstance(value.raw, Mapping):
        if nested.nesting == "map":
            return {key: _block(item, nested.block) for key, item in value.raw.items()}
        return _block(value, nested.block)
    return plain(value)


def _block(value: Value, schema: BlockSchema) -> Plain:
    if not isinstance(value.raw, Mapping) or value.sensitive:
        return plain(value)
    found = {name: compact(item, schema, name) for name, item in value.raw.items()}
    return {
        name: item
        for name, item in found.items()
        if item is not None and not (item == () and name in schema.blocks)
    }
