"""Of which resource types the instances are that an expression of a checklist lists or names."""

from collections.abc import Mapping
from typing import NamedTuple

from archbench.hcl.syntax import (
    Attr,
    Binary,
    Call,
    Expression,
    For,
    IndexBy,
    Parenthesis,
    Traversal,
    Tuple,
)
from archbench.hcl.values import Value
from archbench.requirements.constants import Constants
from archbench.requirements.functions import parameters_of
from archbench.requirements.misspelt import texts_in
from archbench.terraform.schema import type_names

_NONE: frozenset[str] = frozenset()
_DEEPEST = 10
"""Locals that name one another are followed so far."""


class Meaning(NamedTuple):
    """What a name of a `for` or for_each stands for.

    types: instances of these, values: one of these, part: an element of the architecture
    """

    types: frozenset[str] = _NONE
    values: tuple[Value, ...] = ()
    part: str = ""


Meanings = Mapping[str, Meaning]


class ElementTypes:
    """The types that expressions of one checklist speak of."""

    def __init__(self, locals_: Mapping[str, Expression], constants: Constants) -> None:
        self._locals = locals_
        self._constants = constants

    def of_element(self, node: Expression, names: Meanings) -> str | None:
        """The resource type of the elements of a collection, where that can be told."""
        types = self.of_elements(node, names)
        return next(iter(types)) if len(types) == 1 else None

    def of_elements(  # noqa: PLR0911
        self, node: Expression, names: Meanings, depth: int = 0
    ) -> frozenset[str]:
        """All resource types of the elements of a collection; none where they cannot be told."""
        match node:
            case Parenthesis(inner=inner):
                return self.of_elements(inner, names, depth)
            case For(key_result=None, result=Traversal(root=root, steps=()), value=value) if (
                root == value
            ):
                types = self.of_elements(node.collection, names, depth)
                return types or self.asked_for(node.condition, value)
            case Tuple(items=items):
                parts = [self._of_one(item, names) for item in items]
                return _NONE.union(*parts) if all(parts) else _NONE
            case Call(name="concat", args=args):
                parts = [self.of_elements(arg, names, depth) for arg in args]
                return _NONE.union(*parts) if all(parts) else _NONE
            case Call(name="every" | "attached" | "named" as name, args=args):
                given = zip(parameters_of(name), args, strict=False)
                return _NONE.union(
                    *(self._all_texts(a, names) for n, a in given if n in ("type", "types"))
                )
            case Traversal(root="baseline", steps=(Attr(name=root), *rest)):
                inner = Traversal(root, tuple(rest), node.range)
                return self.of_elements(inner, names, depth)
            case Traversal(root="resources", steps=(Attr(name=name),)):
                return frozenset({name})
            case Traversal(root="local", steps=(Attr(name=name),)) if depth < _DEEPEST:
                found = self._locals.get(name)
                return self.of_elements(found, {}, depth + 1) if found is not None else _NONE
        return _NONE

    def _all_texts(self, node: Expression, names: Meanings) -> frozenset[str]:
        """The texts an expression may be or hold; none where it may hold others."""
        found = self._constants.values(node, values_of(names))
        texts = [texts_in(value) for value in found]
        sizes = [len(value.raw) if isinstance(value.raw, tuple) else 1 for value in found]
        whole = [len(text) for text in texts] == sizes
        return frozenset(text for one in texts for text in one) if whole else _NONE

    def of_instance(self, node: Expression, names: Meanings) -> frozenset[str]:
        """The types of which an instance, or one of a list of them, may be; none where not told."""
        return self._of_one(node, names) or self.of_elements(node, names)

    def _of_one(self, node: Expression, names: Meanings) -> frozenset[str]:
        match node:
            case Parenthesis(inner=inner):
                return self._of_one(inner, names)
            case Traversal(root=root, steps=()) if root in names:
                return names[root].types
            case Traversal(root=root, steps=(Attr(), *rest)) if root in type_names("resource"):
                return _NONE if any(isinstance(step, Attr) for step in rest) else frozenset({root})
            case IndexBy(collection=collection):
                return self.of_elements(collection, names)
        return _NONE

    def asked_for(self, condition: Expression | None, name: str) -> frozenset[str]:
        """The types that a condition lets through of what has a name; none where not told."""
        match condition:
            case Parenthesis(inner=inner):
                return self.asked_for(inner, name)
            case Binary(operator="&&", left=left, right=right):
                return self.asked_for(left, name) or self.asked_for(right, name)
            case Binary(operator="==", left=left, right=right):
                if _is_type_of(name, left):
                    return self._all_texts(right, {})
                return self._all_texts(left, {}) if _is_type_of(name, right) else _NONE
            case Call(name="contains", args=(listed, asked)) if _is_type_of(name, asked):
                return self._all_texts(listed, {})
        return _NONE

    def part_of(self, node: Expression, depth: int = 0) -> str:
        """Which part of the architecture the elements of a collection are; "" for none."""
        match node:
            case Parenthesis(inner=inner):
                return self.part_of(inner, depth)
            case For(key_result=None, result=Traversal(root=root, steps=()), value=value) if (
                root == value
            ):
                return self.part_of(node.collection, depth)
            case Traversal(root="baseline", steps=(Attr(name=root), *rest)):
                return self.part_of(Traversal(root, tuple(rest), node.range), depth)
            case Traversal(root="architecture", steps=(Attr(name=name),)):
                return name
            case Traversal(root="local", steps=(Attr(name=name),)) if depth < _DEEPEST:
                found = self._locals.get(name)
                return self.part_of(found, depth + 1) if found is not None else ""
        return ""

    def texts(self, node: Call, names: Meanings) -> list[tuple[str, ...]]:
        """The texts that each argument of a function of checklists may be."""
        given = values_of(names)
        written = node.args[:-1] if node.expand else node.args
        return [
            tuple(text for value in self._constants.values(arg, given) for text in texts_in(value))
            for arg in written
        ]


def _is_type_of(name: str, node: Expression) -> bool:
    """Whether an expression is the type of what has a name."""
    match node:
        case Traversal(root=root, steps=(Attr(name="meta"), Attr(name="type"))):
            return root == name
    return False


def values_of(names: Meanings) -> dict[str, tuple[Value, ...]]:
    """The values that each name may be, as far as they are known."""
    return {name: named.values for name, named in names.items()}
