"""What is marked sensitive as written."""

from archbench.terraform.world import World


def is_true(attribute: object) -> bool:
    """Whether an attribute is the literal true."""
    expression = getattr(attribute, "expression", None)
    return getattr(expression, "value", None) is True


def keeps_more_secret(world: World) -> bool:
    """Whether a module marks an output sensitive: a mark that Terraform 1.11 forgets outside.

    It stays hidden here, so that what is sensitive does not tell what Terraform refuses.
    """
    return any(
        is_true(block.body.attributes.get("sensitive"))
        for path, module in world.tree.modules.items()
        if path
        for block in module.outputs.values()
    )
