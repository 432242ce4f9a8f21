"""How many there are, where some of what is counted is not known: by bounds.

Terraform knows nothing of how many distinct elements a list has while one of them is not known; a
requirement that there be two is met by two that are.
"""

from archbench.frozen import replace
from archbench.hcl.construct import identity
from archbench.hcl.functions.table import Arguments, Context, Function
from archbench.hcl.functions.values import wholly_known
from archbench.hcl.refine import origins, refined
from archbench.hcl.types import SetOf, Type
from archbench.hcl.values import Refinement, Unknown, Value, unknown


def of_distinct(function: Function) -> Function:
    """The distinct, of which it is known how many there are at least, and at most."""

    def implementation(args: Arguments, type_: Type, context: Context) -> Value:
        value = function.implementation(args, type_, context)
        return value if value.is_known else _counted(value, args[0])

    return replace(function, implementation=implementation)


def of_sets(function: Function) -> Function:
    """The length, of a set with elements that are not known as of a list without repeats."""

    def implementation(args: Arguments, type_: Type, context: Context) -> Value:
        [counted] = args
        if isinstance(counted.type, SetOf) and isinstance(counted.raw, tuple):
            whole = unknown(counted.type, *origins(counted))
            args = args if wholly_known(counted) else (_counted(whole, counted),)
        return function.implementation(args, type_, context)

    return replace(function, implementation=implementation)


def _counted(whole: Value, items: Value) -> Value:
    """An unknown list or set of these items, each once, with the bounds of its length.

    They are no fewer than those that are known, and each that is not may be one more.
    """
    if not isinstance(whole.raw, Unknown) or not isinstance(items.raw, tuple):
        return whole
    known = {identity(item) for item in items.raw if wholly_known(item)}
    others = sum(not wholly_known(item) for item in items.raw)
    bounds = Refinement(
        not_null=True, minimum=len(known) or min(others, 1), maximum=len(known) + others
    )
    return refined(whole.raw, bounds)


def at_least(function: Function, unread: frozenset[str]) -> Function:
    """The length, for which what may hold more of a kind is none, or one, or many."""

    def implementation(args: Arguments, type_: Type, context: Context) -> Value:
        [counted] = args
        items = counted.raw if isinstance(counted.raw, tuple) else ()
        unsure = [item for item in items if _may_be_more(item, unread)]
        if not unsure:
            return function.implementation(args, type_, context)
        known = Refinement(not_null=True, minimum=len(items) - len(unsure))
        return Value(type_, Unknown(type_, origins(*unsure), refinement=known))

    return replace(function, implementation=implementation) if unread else function


def _may_be_more(item: Value, unread: frozenset[str]) -> bool:
    """Whether it stands for all that a module or block may hold that nobody can count."""
    raw = item.raw
    return isinstance(raw, Unknown) and all(
        found.kind == "resource" and not found.path and found.subject in unread
        for found in raw.origins
    )
