"""The blocks of the configuration as written, found by their place: each file is read once."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from archbench.hcl.json_syntax import parse_json_body
from archbench.hcl.parser import parse_body
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Attribute, Block
from archbench.requirements.view import View
from archbench.terraform.configuration import Path


def block_at(view: View, place: SourceRange | None) -> Block | None:
    """The block at a place; None for a plan, which has no source, and for JSON."""
    text = view.configuration.sources.get(place.filename) if place else None
    if place is None or text is None or place.filename.endswith(".json"):
        return None
    return _blocks(text, place.filename).get(place)


def attribute_at(block: Block, path: Path) -> Attribute | None:
    """The attribute of a block that a path leads to; None where no such line is written."""
    body = block.body
    for place, name in enumerate(path):
        if not isinstance(name, str):
            continue
        if name in body.attributes:
            return body.attributes[name] if place == len(path) - 1 else None
        found = [inner.body for inner in body.blocks if inner.type == name]
        made = any(inner.type == "dynamic" and inner.labels[:1] == (name,) for inner in body.blocks)
        index = next(iter(path[place + 1 : place + 2]), 0)
        number = index if isinstance(index, int) else 0
        if made or number >= len(found):
            return None
        body = found[number]
    return None


def every_block(view: View, wanted: Callable[[str], bool]) -> Iterator[Block]:
    """The outer blocks of every file of configuration whose text is wanted, file by file."""
    for name, text in sorted(view.configuration.sources.items()):
        if not wanted(text):
            continue
        if name.endswith((".tf.json", ".tofu.json")):
            yield from parse_json_body(text, name)[0].blocks
        elif name.endswith((".tf", ".tofu")):
            yield from _blocks(text, name).values()


@lru_cache(maxsize=64)
def _blocks(text: str, filename: str) -> Mapping[SourceRange, Block]:
    body, _ = parse_body(text, filename)
    return {block.range: block for block in body.blocks}
