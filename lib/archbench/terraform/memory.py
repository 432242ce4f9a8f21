"""What nodes came to before, so that values seen once are not worked out again.

A node's result follows from the results of what it depends on and from the edits on it; each
result has a number, and equal numbers mean the same result.
"""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from itertools import count

from archbench.frozen import field, frozen, record, replace
from archbench.hcl.values import Value
from archbench.terraform.graph import Node
from archbench.terraform.resolve import NodeResult
from archbench.terraform.world import SeenPlace

MOST = 64
"""Results that are kept of one node, those used last."""


@frozen
class Remembered:
    """One result of a node: its number, all a dependent could see, all that is told of it."""

    provider: object
    """What a provider node was evaluated to."""
    seen: tuple[SeenPlace, ...]
    outcome: NodeResult
    number: int = -1


@record
class NodeMemory:
    """The results of every node of one configuration, and which of them holds now."""

    now: dict[Node, Remembered] = field(default_factory=dict)
    _kept: dict[Node, OrderedDict[Hashable, Remembered]] = field(default_factory=dict)
    _values: dict[Node, list[tuple[Value, int]]] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=count)

    def key(self, own: Hashable, dependencies: Sequence[Node]) -> Hashable:
        """What decides a node's result: what is its own, and the results of these."""
        found = (self.now.get(node) for node in dependencies)
        return own, tuple(-1 if item is None else item.number for item in found)

    def number_of(self, node: Node, value: Value) -> int:
        """A number for a value given from outside, the same for equal ones."""
        seen = self._values.setdefault(node, [])
        number = next((number for other, number in seen if other == value), None)
        if number is None:
            number = next(self._numbers)
            seen.append((value, number))
            del seen[:-MOST]
        return number

    def recall(self, node: Node, key: Hashable) -> Remembered | None:
        """The result a node had under a key; None where it is not kept."""
        kept = self._kept.get(node)
        found = kept.get(key) if kept else None
        if kept and found is not None:
            kept.move_to_end(key)
        return found

    def keep(self, node: Node, key: Hashable, found: Remembered) -> Remembered:
        """Keep a result under a key; where it is what the node was before, the number is too."""
        before = self.now.get(node)
        same = before is not None and (before.provider, before.seen) == (found.provider, found.seen)
        number = before.number if before is not None and same else next(self._numbers)
        kept = self._kept.setdefault(node, OrderedDict())
        kept[key] = replace(found, number=number)
        if len(kept) > MOST:
            kept.popitem(last=False)
        return kept[key]
