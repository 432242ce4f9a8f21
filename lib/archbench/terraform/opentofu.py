"""OpenTofu: which configurations are its own, and what it takes that Terraform refuses.

A root with a .tofu file is read as OpenTofu reads it, with every module below it. By its
documentation, as no OpenTofu could be run beside it: https://opentofu.org/docs/language/files/,
https://opentofu.org/docs/language/settings/ and the pages of variables and providers.
"""

from dataclasses import replace
from pathlib import Path

from archbench.hcl.syntax import Block

ENDINGS = {".tofu": ".tf", ".tofu.json": ".tf.json"}
"""How OpenTofu's own files end, and how those of the same name end that they stand for."""

SHORT_CIRCUITS = "1.10"
"""From when on && and || leave out what is not needed:
https://github.com/opentofu/opentofu/pull/3645."""


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


def accepted(block: Block) -> Block:
    """A block without what only OpenTofu knows and what makes nothing: encryption, deprecated."""
    body = block.body
    if block.type == "terraform":
        kept = tuple(inner for inner in body.blocks if inner.type != "encryption")
        return replace(block, body=replace(body, blocks=kept))
    if block.type in ("variable", "output") and "deprecated" in body.attributes:
        attributes = {k: v for k, v in body.attributes.items() if k != "deprecated"}
        return replace(block, body=replace(body, attributes=attributes))
    return block
