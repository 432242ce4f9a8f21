"""Override files: what they change of the blocks that stand in the other files of a module."""

from collections.abc import Iterable, Iterator

from archbench.frozen import replace
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.syntax import Block, Body
from archbench.hcl.walk import literal_text


def identity(block: Block) -> tuple[str, ...]:
    """What a block is found by; two with the same identity are one in two files."""
    if block.type == "provider":
        alias = block.body.attributes.get("alias")
        return (block.type, *block.labels, literal_text(alias.expression) or "" if alias else "")
    return (block.type, *block.labels)


def override(
    blocks: list[Block], overriding: Iterable[Block], diagnostics: list[Diagnostic]
) -> list[Block]:
    """Merge an override file: arguments one by one, nested blocks by type, locals by name.

    A backend or cloud block takes the place of either.
    """
    overriding = list(overriding)
    merged = list(blocks)
    if any(_places_state(inner) for block in overriding for inner in _settings(block)):
        merged = [_without_place_of_state(block) for block in merged]
    for block in overriding:
        fixed = list(_fixed(block))
        diagnostics.extend(fixed)
        if fixed:
            continue
        if block.type in ("locals", "terraform"):
            names = block.body.attributes.keys()
            merged = [_without(b, names) if b.type == block.type else b for b in merged]
            merged.append(block)
            continue
        same = [i for i, other in enumerate(merged) if identity(other) == identity(block)]
        if same:
            base = merged[same[0]]
            merged[same[0]] = replace(base, body=_merge_body(base.body, block.body))
        else:
            what = " ".join((block.type, *(f'"{label}"' for label in block.labels)))
            detail = (
                f"There is no {what} block to override. "
                "An override file changes only blocks that stand in other files."
            )
            summary = f"Missing base {block.type} declaration to override"
            diagnostics.append(Diagnostic("error", summary, detail, block.range))
    return merged


def _fixed(block: Block) -> Iterator[Diagnostic]:
    """The checks and conditions in an overriding block, which stand where they are declared."""
    inner = [
        rule for part in block.body.blocks if part.type == "lifecycle" for rule in part.body.blocks
    ]
    inner += block.body.blocks if block.type == "output" else ()
    fixed = [rule for rule in inner if rule.type in ("precondition", "postcondition")]
    for item in (block, *fixed) if block.type == "check" else fixed:
        summary = f"Can't override {item.type} blocks"
        detail = f"An override file cannot hold {item.type} blocks: write it where the rest stands."
        yield Diagnostic("error", summary, detail, item.range)


def _settings(block: Block) -> tuple[Block, ...]:
    return block.body.blocks if block.type == "terraform" else ()


def _places_state(block: Block) -> bool:
    return block.type in ("backend", "cloud")


def _without_place_of_state(block: Block) -> Block:
    if block.type != "terraform":
        return block
    kept = tuple(inner for inner in block.body.blocks if not _places_state(inner))
    return replace(block, body=replace(block.body, blocks=kept))


def _without(block: Block, names: Iterable[str]) -> Block:
    kept = {k: v for k, v in block.body.attributes.items() if k not in names}
    return replace(block, body=replace(block.body, attributes=kept))


def _merge_body(base: Body, override: Body) -> Body:
    """The base with the override's arguments, and its nested blocks in place of those of a type."""

    def kind(block: Block) -> str:
        return block.labels[0] if block.type == "dynamic" and block.labels else block.type

    lifecycle = [block for block in override.blocks if block.type == "lifecycle"]
    new = tuple(block for block in override.blocks if block.type != "lifecycle")
    replaced = {kind(block) for block in new} | override.attributes.keys()
    kept = []
    for block in base.blocks:
        if block.type == "lifecycle":
            body = block.body
            for other in lifecycle:
                body = _merge_body(body, other.body)
            kept.append(replace(block, body=body))
        elif kind(block) not in replaced:
            kept.append(block)
    attributes = {k: v for k, v in base.attributes.items() if k not in replaced}
    return Body({**attributes, **override.attributes}, (*kept, *new), base.range)
