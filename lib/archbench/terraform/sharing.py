"""Arguments and blocks that come out alike, evaluated once for all instances they stand in.

What takes no name from around it is the same in every instance of its module, and what names but
count.index in all with that index; what names neither count nor each is the same in all instances
of its block. Only what reported nothing is kept: a
problem is told wherever it arises. Nor is kept what was worked out from something unknown, for two
such values need not be the same once they are known.
"""

from collections.abc import Callable

from archbench.frozen import replace
from archbench.hcl import construct
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.syntax import Block, Expression
from archbench.hcl.values import Unknown, Value
from archbench.terraform.address import InstanceKey
from archbench.terraform.graph import traversals
from archbench.terraform.scope import Surroundings
from archbench.terraform.world import SettledPart, SettledParts

_VARYING = frozenset({"each", "count", "self"})
_INDEX = frozenset({"count"})


def once(
    parts: tuple[Expression | Block, ...],
    around: Surroundings,
    settle: Callable[[Surroundings], SettledPart],
) -> SettledPart:
    """What settle gives for these parts of a body here, or gave where they come out alike."""
    if not around.instance.path and around.alike is None and not around.names:
        return settle(around)  # they stand but here
    kept, key = _kept(parts, around)
    if kept is None:
        return settle(around)
    found = kept.get((id(parts[0]), key))
    if found is not None:
        return found
    heard: list[Diagnostic] = []
    found = settle(replace(around, sink=heard.append))
    for diagnostic in heard:
        around.report(diagnostic)
    if not heard and (found.value is None or _is_itself(found.value)):
        kept[id(parts[0]), key] = found
    return found


def _kept(
    parts: tuple[Expression | Block, ...], around: Surroundings
) -> tuple[SettledParts | None, InstanceKey]:
    """Where what these parts give is kept, and for which index; None where it may differ."""
    roots = _roots(parts[0], around)
    for part in parts[1:]:
        roots |= _roots(part, around)
    if not roots:
        return around.world.settled, None
    if roots == _INDEX and around.instance.path and "count" not in around.names:
        return around.world.settled, around.repetition.key
    alike = roots.isdisjoint(_VARYING) and roots.isdisjoint(around.names)
    return around.alike if alike else None, None


def _roots(part: Expression | Block, around: Surroundings) -> frozenset[str]:
    """The first names of all that a part of a body refers to, looked for once."""
    kept = around.world.roots.get(id(part))
    if kept is None:
        kept = part, frozenset(traversal.root for traversal in traversals(part))
        around.world.roots[id(part)] = kept
    return kept[1]


def _is_itself(value: Value) -> bool:
    """Whether all that is unknown in a value is the unchanged attribute of something."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item.raw, Unknown) and not item.raw.exact:
            return False
        stack.extend(construct.children(item))
    return True
