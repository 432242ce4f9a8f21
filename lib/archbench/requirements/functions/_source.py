"""The blocks of the configuration as written, found by their place: each file is read once."""

from collections.abc import Mapping
from functools import lru_cache

from archbench.hcl.parser import parse_body
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Block
from archbench.requirements.view import View


def block_at(view: View, place: SourceRange | None) -> Block | None:
    """The block at a place; None for a plan, which has no source, and for JSON."""
    text = view.configuration.sources.get(place.filename) if place else None
    if place is None or text is None or place.filename.endswith(".json"):
        return None
    return _blocks(text, place.filename).get(place)


@lru_cache(maxsize=64)
def _blocks(text: str, filename: str) -> Mapping[SourceRange, Block]:
    body, _ = parse_body(text, filename)
    return {block.range: block for block in body.blocks}
