"""What may name a target: in blocks that nobody can count, and by texts that are not known."""

import re

from archbench.architecture.joins import IDENTITIES, leaves
from archbench.aws.values import found_at
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance, Unexpanded


def more_naming(view: View, type_: str, dotted: str, target: Instance) -> list[Unexpanded]:
    """What may hold more of a type that name a target: no block that plainly names another."""
    return [
        block
        for block in view.more_of(type_)
        if block.like is None
        or (
            names_or_may(view, block.like, dotted, target)
            and not _is_counted(view, block, dotted, target)
        )
    ]


def origin_of(block: Unexpanded) -> Origin:
    """Why it is not known what depends on a block that nobody can count."""
    return Origin("resource", block.address, reason=block.reason)


def may_name(one: Instance, dotted: str, target: Instance) -> bool:
    """Whether what names nothing for certain may name this: a text must hold its name."""
    return any(_may_be(value, _names(target)) for _, value in found_at(one, dotted))


def _is_counted(view: View, block: Unexpanded, dotted: str, target: Instance) -> bool:
    """Whether all that names a target of a block is there already, in one instance of a module.

    What is in another instance of the module names the target that is beside it there.
    """
    own = view.blocks.get(target.address)
    if own is None or block.like is None or own.within != block.within:
        return False
    values = [value for _, value in found_at(block.like, dotted)]
    named = [value.origins for value in values if isinstance(value, Unknown) and value.exact]
    return (
        own.is_one
        and block.is_one
        and block.address in view.configuration.by_address
        and len(named) == len(values)
        and all(origin.subject == target.address for origins in named for origin in origins)
    )


def names_or_may(view: View, like: Instance, dotted: str, target: Instance) -> bool:
    """Whether what there may be names a target, or may name it."""
    reader = view.relations.more or view.relations.reader
    for path, value in found_at(like, dotted):
        if not reader.is_told(like, *path) or _differs(value, like):
            if _may_be(value, _names(target)):
                return True
        elif target in reader.many(like, *path):
            return True
    return False


def _differs(value: Plain, like: Instance) -> bool:
    """Whether a value hangs on which of the instances of a block it is."""
    held = (item for _, item in leaves(value, ()) if isinstance(item, Unknown))
    return any(origin.subject == like.address for item in held for origin in item.origins)


def _names(target: Instance) -> set[str]:
    given = map(target.values.get, IDENTITIES)
    return {name for name in given if isinstance(name, str)}


def _may_be(value: Plain, names: set[str]) -> bool:
    if isinstance(value, tuple):
        return any(_may_be(item, names) for item in value)
    if not isinstance(value, str):
        return True
    return any(re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", value) for name in names)
