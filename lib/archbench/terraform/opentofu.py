"""OpenTofu: which configurations are its own, and what it takes that Terraform refuses.

A root with a .tofu file is read as OpenTofu reads it, with every module below it. By its
documentation, as no OpenTofu could be run beside it: https://opentofu.org/docs/language/files/,
https://opentofu.org/docs/language/settings/ and the pages of variables, providers and
https://opentofu.org/docs/language/meta-arguments/enabled/.
"""

from pathlib import Path

from archbench.frozen import replace
from archbench.hcl.syntax import Block, Body, Expression

ENDINGS = {".tofu": ".tf", ".tofu.json": ".tf.json"}
"""How OpenTofu's own files end, and how those of the same name end that they stand for."""

SHORT_CIRCUITS = "1.10"
"""From when on && and || leave out what is not needed:
https://github.com/opentofu/opentofu/pull/3645."""


_SWITCHED = frozenset({"resource", "data", "ephemeral", "module"})


def is_opentofu(directory: Path) -> bool:
    """Whether a root module has files that only OpenTofu reads."""
    return any(
        path.name.endswith(tuple(ENDINGS)) and not path.name.startswith(".")
        for path in directory.iterdir()
    )


def stands_for(name: str) -> str | None:
    """The name of the file that a file of OpenTofu is read in place of; None for another file.

    >>> stands_for("main.tofu"), stands_for("main.tf")
    ('main.tf', None)
    """
    for ending, other in ENDINGS.items():
        if name.endswith(ending):
            return name.removesuffix(ending) + other
    return None


def enabled(block: Block) -> Expression | None:
    """What decides whether a resource or module is there at all: `enabled` in its lifecycle."""
    for inner in block.body.blocks:
        if inner.type == "lifecycle" and "enabled" in inner.body.attributes:
            return inner.body.attributes["enabled"].expression
    return None


def accepted(block: Block) -> Block:
    """A block without what only OpenTofu knows: encryption, deprecated, enabled."""
    body = block.body
    if block.type in _SWITCHED:
        parts = tuple(map(_unswitched, body.blocks))
        if block.type == "module":
            parts = tuple(p for p in parts if p.type != "lifecycle" or p.body.attributes)
        return replace(block, body=replace(body, blocks=parts))
    if block.type == "terraform":
        kept = tuple(inner for inner in body.blocks if inner.type != "encryption")
        return replace(block, body=replace(body, blocks=kept))
    if block.type in ("variable", "output") and "deprecated" in body.attributes:
        return replace(block, body=_without(body, "deprecated"))
    return block


def _unswitched(block: Block) -> Block:
    return (
        replace(block, body=_without(block.body, "enabled")) if block.type == "lifecycle" else block
    )


def _without(body: Body, name: str) -> Body:
    return replace(body, attributes={k: v for k, v in body.attributes.items() if k != name})
