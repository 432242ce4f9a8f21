"""What expressions of a checklist come to before any configuration is read.

A literal, a local made of literals, what concat, flatten or a `for` makes of them. What asks for a
configuration comes to nothing here.
"""

from collections.abc import Iterator, Mapping
from itertools import islice, product

from archbench.errors import EvaluationLimitError
from archbench.hcl import construct
from archbench.hcl.evaluate import Scope, evaluate
from archbench.hcl.functions import FUNCTIONS
from archbench.hcl.syntax import Attr, Expression, LiteralValue, Traversal
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Value, unknown
from archbench.hcl.walk import children, traversals

_MOST = 256
"""Ways to choose among what names around an expression may be; no more are looked at."""
_UNTOLD = unknown(DYNAMIC, Origin("local", "each"))


class Constants:
    """The constants among the expressions of one checklist."""

    def __init__(self, locals_: Mapping[str, Expression]) -> None:
        self._locals = locals_
        self._found: dict[str, Value] = {}
        self._scope = Scope(self._resolve, FUNCTIONS, short_circuit=True, at_bounds=True)

    def values(self, node: Expression, given: Mapping[str, tuple[Value, ...]]) -> tuple[Value, ...]:
        """What an expression may come to, where names around it may be what is given.

        Of a name that may be none of these nothing is known.
        """
        if isinstance(node, LiteralValue):
            return (self._scope.value(node),)
        used = sorted({name.root for name in traversals(node)} & given.keys())
        choices = islice(product(*(given[name] or (_UNTOLD,) for name in used)), _MOST)
        chosen = (dict(zip(used, choice, strict=True)) for choice in choices)
        try:
            found = [evaluate(node, self._scope.inner(names)) for names in chosen]
        except EvaluationLimitError:
            return ()
        return tuple(value for value in found if value.is_known)

    def elements(
        self, node: Expression, given: Mapping[str, tuple[Value, ...]]
    ) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
        """The keys and the values of the elements of a collection."""
        keys, values = list[Value](), list[Value]()
        for found in self.values(node, given):
            if isinstance(found.raw, tuple):
                keys.extend(map(construct.number, range(len(found.raw))))
                values.extend(found.raw)
            elif isinstance(found.raw, Mapping):
                keys.extend(map(construct.string, found.raw))
                values.extend(found.raw.values())
        return tuple(keys), tuple(values)

    def place(self, text: str, node: Expression) -> Expression:
        """Where a text that an expression comes to is written: there, or in a local it names."""
        return next(self._written(text, node, set()), node)

    def _written(self, text: str, node: Expression, seen: set[str]) -> Iterator[Expression]:
        if isinstance(node, LiteralValue) and node.value == text:
            yield node
        name = _local(node)
        if name in self._locals and name not in seen:
            seen.add(name)
            yield from self._written(text, self._locals[name], seen)
        for child in children(node):
            yield from self._written(text, child, seen)

    def _resolve(self, node: Traversal) -> tuple[Value, int]:
        name = _local(node)
        if name not in self._locals:
            return unknown(DYNAMIC, Origin("local", node.root)), len(node.steps)
        if name not in self._found:
            self._found[name] = _UNTOLD  # of one that leads back to itself
            self._found[name] = evaluate(self._locals[name], self._scope)
        return self._found[name], 1


def _local(node: Expression) -> str:
    """The name of the local a traversal begins with; "" for any other expression."""
    match node:
        case Traversal(root="local", steps=(Attr(name=name), *_)):
            return name
    return ""
