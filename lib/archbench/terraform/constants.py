"""Arguments and blocks written without a name: settled once for all that are written alike."""

from collections.abc import Callable

from archbench.frozen import frozen, replace
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.syntax import Attribute, Block, LiteralValue
from archbench.hcl.types import Primitive, Type
from archbench.hcl.values import Value
from archbench.terraform.configuration import Path
from archbench.terraform.schema import NestedBlock
from archbench.terraform.scope import Surroundings
from archbench.terraform.world import SettledPart


def constant_argument(
    attribute: Attribute,
    type_: Type,
    around: Surroundings,
    settle: Callable[[], Value | None],
) -> Value | None:
    """What settle gives for an argument, or gave where the same was written for its type."""
    written = attribute.expression
    if not isinstance(written, LiteralValue) or not isinstance(type_, Primitive):
        return settle()
    kept, key = around.world.constants, (type_, *_literal(written))
    found = kept.get(key)
    if found is None:
        found = settle()
        if found is not None and found.is_known:  # what may not be set is told wherever it stands
            kept[key] = found
    return found


@frozen
class ConstantBlock:
    """What a block came to; schema keeps what it is known by alive."""

    schema: NestedBlock
    value: Value | None
    path: Path
    names: tuple[str, ...]
    """The arguments that are set in it."""


def constant_block(
    block: Block,
    schema: NestedBlock,
    around: Surroundings,
    settle: Callable[[Surroundings], SettledPart],
) -> SettledPart:
    """What settle gives for the one block of its type in a body, or gave for one written alike."""
    attributes = block.body.attributes
    if block.type == "dynamic" or block.body.blocks:
        return settle(around)
    words: list[object] = []
    for name, attribute in attributes.items():
        if not isinstance(attribute.expression, LiteralValue):
            return settle(around)
        words += name, *_literal(attribute.expression)
    kept, key = around.world.constant_blocks, (id(schema), *words)
    found = kept.get(key)
    if found is not None:
        ranges = {found.path: block.range}
        ranges |= {(*found.path, name): attributes[name].range for name in found.names}
        return SettledPart(block, found.value, ranges)
    heard: list[Diagnostic] = []
    part = settle(replace(around, sink=heard.append))
    for diagnostic in heard:
        around.report(diagnostic)
    if not heard:
        path, *inner = part.ranges
        kept[key] = ConstantBlock(schema, part.value, path, tuple(str(way[-1]) for way in inner))
    return part


def _literal(written: LiteralValue) -> tuple[type, object]:
    """What tells one literal from another: true is not 1."""
    return written.value.__class__, written.value
