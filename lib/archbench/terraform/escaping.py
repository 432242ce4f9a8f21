"""What of a block Terraform keeps for itself, and what it hands on to a provider or a module.

https://developer.hashicorp.com/terraform/language/meta-arguments; the block `_` is described in
https://developer.hashicorp.com/terraform/internals/v1-compatibility-promises ("escaping").
"""

from archbench.hcl.syntax import Attribute, Block, Body

ESCAPE = "_"
"""The type of the block whose arguments are handed on whatever their names are."""

_ARGUMENTS = frozenset({"count", "for_each", "provider", "depends_on"})
_OF_CALLS = frozenset({"count", "for_each", "providers", "depends_on", "source", "version"})
_BLOCKS = frozenset({"lifecycle", "connection", "provisioner", ESCAPE})


def outside(block: Block) -> dict[str, Attribute]:
    """The arguments of a resource or module that are handed on without being escaped."""
    kept = _OF_CALLS if block.type == "module" else _ARGUMENTS
    return {name: item for name, item in block.body.attributes.items() if name not in kept}


def handed_on(block: Block) -> Body:
    """The arguments and blocks of a resource or module without those that Terraform keeps."""
    attributes = outside(block)
    blocks = [inner for inner in block.body.blocks if inner.type not in _BLOCKS]
    for inner in block.body.blocks:
        if inner.type == ESCAPE:
            attributes |= inner.body.attributes
            blocks += inner.body.blocks
    return Body(attributes, tuple(blocks), block.body.range)
