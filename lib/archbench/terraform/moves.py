"""Moved blocks: what stood at one address stands at another now."""

from collections.abc import Container, Iterable, Iterator

from archbench.frozen import frozen
from archbench.hcl.syntax import Attr, Attribute, Block, Traversal
from archbench.terraform.address import AddressPart, Key, key_text, split, unprefixed


@frozen
class Move:
    """One moved block: both addresses are those inside every instance of a module.

    module has the names of the calls that lead to it, () for the root.
    """

    module: tuple[str, ...]
    before: str
    after: str

    def __lt__(self, other: "Move") -> bool:
        return (self.module, self.before, self.after) < (other.module, other.before, other.after)


def read_moves(blocks: Iterable[Block], module: tuple[str, ...] = ()) -> Iterator[Move]:
    """The moves of a module's blocks; what cannot be read as two addresses moves nothing."""
    for block in blocks:
        ends = [address_of(block.body.attributes.get(name)) for name in ("from", "to")]
        if all(ends):
            yield Move(module, *ends)


def address_of(attribute: Attribute | None) -> str:
    """The address an end of a move has; "" when it is none."""
    if attribute is None or not isinstance(attribute.expression, Traversal):
        return ""
    traversal = unprefixed(attribute.expression)
    parts = [traversal.root]
    for step in traversal.steps:
        if isinstance(step, Attr):
            parts.append(f".{step.name}")
        elif isinstance(step.key, int | str):
            parts.append(key_text(step.key))
    return "".join(parts)


def moved(address: str, moves: Iterable[Move]) -> str:
    """Where what stood at an address stands after all moves.

    >>> into, inside = ("aws_vpc.a", "module.net.aws_vpc.b"), ("aws_vpc.b", "aws_vpc.c")
    >>> moved("aws_vpc.a[0]", [Move((), *into), Move(("net",), *inside)])
    'module.net.aws_vpc.c[0]'
    """
    waiting = list(moves)
    if not waiting:
        return address
    parts = split(address)
    while found := next(
        ((move, new) for move in waiting if (new := _applied(parts, move)) is not None), None
    ):
        waiting.remove(found[0])
        parts = found[1]
    return _text(parts)


def stands_at(address: str, moves: Iterable[Move], there: Container[str]) -> str:
    """Where what stood at an address stands after a change: moved, or with the key of a count of 1.

    >>> stands_at("aws_vpc.a", (), {"aws_vpc.a[0]"}), stands_at("aws_vpc.a[0]", (), {"aws_vpc.a"})
    ('aws_vpc.a[0]', 'aws_vpc.a')
    """
    new = moved(address, moves)
    other = new.removesuffix("[0]") if new.endswith("[0]") else f"{new}[0]"
    return other if new not in there and other in there else new


def _applied(parts: tuple[AddressPart, ...], move: Move) -> tuple[AddressPart, ...] | None:
    """The parts of an address after one move; None when it means another."""
    start = 0
    for name in move.module:
        if parts[start : start + 2] != ("module", name):
            return None
        start += 2
        if start < len(parts) and isinstance(parts[start], Key):
            start += 1
    before = split(move.before)
    end = start + len(before)
    if parts[start:end] != before:
        return None
    return (*parts[:start], *split(move.after), *parts[end:])


def _text(parts: tuple[AddressPart, ...]) -> str:
    texts = (key_text(part.value) if isinstance(part, Key) else f".{part}" for part in parts)
    return "".join(texts).removeprefix(".")
