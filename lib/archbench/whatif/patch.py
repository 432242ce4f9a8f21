"""A patch of HCL as the files it stands for: what overrides a block, and what is new."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from archbench.errors import InputError
from archbench.hcl.parser import parse_body
from archbench.hcl.syntax import Block
from archbench.terraform.module import Module
from archbench.terraform.overrides import identity
from archbench.terraform.session import Session

NEW, OVERRIDE = "patch.tf", "patch_override.tf"
"""What the two parts of a patch are called in messages and as evidence."""


def overlay(patch: str, root: Path, session: Session | None) -> Mapping[Path, str]:
    """The files a patch adds to the root module of a stack; none for an empty patch.

    A block that stands in the stack is overridden, as an override file does it; one that does not
    is added. Both keep their lines.

    Raises:
        InputError: it is no HCL, or changes what a patch cannot.
    """
    if not patch or session is None:
        return {}
    body, problems = parse_body(patch, OVERRIDE)
    if problems:
        raise InputError(f"the patch is no HCL: {problems[0]}")
    if body.attributes:
        name = next(iter(body.attributes))
        raise InputError(
            f'the patch says {name} = ... outside of a block: write resource "TYPE" "NAME" {{ }}.'
        )
    there = frozenset(_identities(session.world.tree.modules[()]))
    new = [block for block in body.blocks if not _overrides(block, there)]
    old = [block for block in body.blocks if _overrides(block, there)]
    directory = root.resolve()
    files = {
        directory / NEW: _only(patch, new),
        directory / OVERRIDE: _only(patch, old),
    }
    for path in files:
        if path.exists():
            raise InputError(f"the stack has a file {path.name} already: give it another name.")
    return {path: text for path, text in files.items() if text.strip()}


def _identities(module: Module) -> Iterator[tuple[str, ...]]:
    """What the blocks of a module are found by, as `identity` tells it of a block."""
    for resource in module.resources.values():
        mode = "resource" if resource.mode == "managed" else resource.mode
        yield mode, resource.type, resource.name
    for kind, names in (
        ("module", module.calls),
        ("variable", module.variables),
        ("output", module.outputs),
        ("check", module.checks),
    ):
        yield from ((kind, name) for name in names)
    for name in module.providers:
        yield "provider", *f"{name}.".split(".")[:2]


def _overrides(block: Block, there: frozenset[tuple[str, ...]]) -> bool:
    return block.type in ("locals", "terraform") or identity(block) in there


def _only(text: str, blocks: list[Block]) -> str:
    """The lines of these blocks where they stand, every other line empty."""
    kept = {
        number
        for block in blocks
        for number in range(block.range.start.line, block.body.range.end.line + 1)
    }
    lines = text.splitlines()
    return "\n".join(line if n in kept else "" for n, line in enumerate(lines, start=1)) + "\n"
