"""Condition blocks as written, and the check blocks that hold them.

What Terraform refuses of them before it evaluates anything is reported here.
"""

from collections.abc import Iterator, Sequence

from archbench.frozen import frozen
from archbench.hcl.diagnostics import Diagnostic, Reporting, did_you_mean
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Attr, Attribute, Block, Traversal
from archbench.hcl.walk import traversals

_ARGUMENTS = ("condition", "error_message")
_DATA_LABELS = 2


@frozen
class Check:
    """A check block: its assert blocks and the data block it may have for itself."""

    name: str
    rules: tuple[Block, ...]
    data: tuple[Block, ...]
    range: SourceRange


def read_rules(
    blocks: Sequence[Block], kinds: Sequence[str], report: Reporting, own: Sequence[str] = ()
) -> None:
    """Report what is wrong with condition blocks.

    kinds are the types that may stand here; own is the name of the resource they belong to, which
    they may not refer to but as self.
    """
    for block in blocks:
        if block.type not in kinds:
            report(_misplaced(block, kinds))
            continue
        for problem in _mistakes(block, own):
            report(problem)


def read_check(block: Block, report: Reporting) -> Check:
    """A check block as written."""
    inside = block.body.blocks
    for attribute in block.body.attributes.values():
        report(_unexpected(attribute, ()))
    rules = tuple(inner for inner in inside if inner.type == "assert")
    data = tuple(inner for inner in inside if inner.type == "data")
    read_rules([inner for inner in inside if inner.type != "data"], ("assert",), report)
    if not rules:
        detail = "A check block must have at least one assert block."
        report(Diagnostic("error", "Zero assert blocks", detail, block.range))
    for extra in data[1:]:
        detail = f"This check block has a data block at {data[0].range} already; it may have one."
        report(Diagnostic("error", "Multiple data resource blocks", detail, extra.range))
    for inner in data:
        for problem in _data_mistakes(inner):
            report(problem)
    whole = tuple(inner for inner in data[:1] if len(inner.labels) == _DATA_LABELS)
    return Check(block.labels[0], rules, whole, block.range)


def _misplaced(block: Block, kinds: Sequence[str]) -> Diagnostic:
    if block.type == "postcondition" and "precondition" in kinds:
        detail = "Outputs can only have preconditions, not postconditions."
        return Diagnostic("error", "Postconditions are not allowed", detail, block.range)
    detail = f'Blocks of type "{block.type}" are not expected here.'
    detail += did_you_mean(block.type, set(kinds))
    return Diagnostic("error", "Unsupported block type", detail, block.range)


def _mistakes(block: Block, own: Sequence[str]) -> Iterator[Diagnostic]:
    attributes = block.body.attributes
    for name in _ARGUMENTS:
        if name not in attributes:
            detail = f'The argument "{name}" is required, but no definition was found.'
            yield Diagnostic("error", "Missing required argument", detail, block.range)
    for attribute in attributes.values():
        if attribute.name not in _ARGUMENTS:
            yield _unexpected(attribute, _ARGUMENTS)
    for inner in block.body.blocks:
        yield _misplaced(inner, ())
    condition = attributes.get("condition")
    if condition is not None and not any(traversals(condition.expression)):
        detail = (
            "The condition must refer to at least one object of the configuration, or else it "
            "would check nothing."
        )
        summary = f"Invalid {block.type} expression"
        yield Diagnostic("error", summary, detail, condition.expression.range)
    for attribute in attributes.values():
        for traversal in traversals(attribute.expression):
            if own and _names(traversal, len(own)) == list(own):
                detail = f"{'.'.join(own)} may not refer to itself by its name"
                detail += ": write self." if block.type == "postcondition" else "."
                summary = f"Invalid reference in {block.type}"
                yield Diagnostic("error", summary, detail, traversal.range)


def _data_mistakes(block: Block) -> Iterator[Diagnostic]:
    if len(block.labels) != _DATA_LABELS:
        detail = "A data block must have 2 labels (type, name)."
        yield Diagnostic("error", "Invalid labels for data", detail, block.range)
    for name in ("count", "for_each"):
        if name in block.body.attributes:
            detail = f"A data block in a check cannot have {name}."
            place = block.body.attributes[name].name_range
            yield Diagnostic("error", f'Invalid "{name}" attribute', detail, place)
    for inner in block.body.blocks:
        if inner.type == "lifecycle":
            detail = "A data block in a check cannot have a lifecycle block."
            yield Diagnostic("error", "Invalid lifecycle block", detail, inner.range)


def _names(traversal: Traversal, size: int) -> list[str]:
    """The first names of a traversal."""
    steps = traversal.steps[: size - 1]
    return [traversal.root, *(step.name for step in steps if isinstance(step, Attr))]


def _unexpected(attribute: Attribute, known: Sequence[str]) -> Diagnostic:
    detail = f'An argument named "{attribute.name}" is not expected here.'
    detail += did_you_mean(attribute.name, set(known))
    return Diagnostic("error", "Unsupported argument", detail, attribute.name_range)
