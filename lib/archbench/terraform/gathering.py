"""Long lists of addresses for people: gathered by reason, short but complete."""

from collections.abc import Iterable, Iterator, Sequence

from archbench.columns import folded
from archbench.frozen import frozen
from archbench.patterns import regex
from archbench.terraform.address import natural, without_keys

_KEY = r'(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?'
_MODULE = regex(rf"(?:module\.[\w-]+{_KEY}\.)*")


@frozen
class Gathered:
    """Addresses that share a reason, sorted; the reason as the module of each would write it."""

    reason: str
    addresses: tuple[str, ...]

    @property
    def blocks(self) -> tuple[str, ...]:
        """The resources of the addresses, with how many each stands for.

        >>> Gathered("", ("module.a.x.y[0]", "module.a.x.y[1]", "x.z[3]")).blocks
        ('module.a.x.y x 2', 'x.z[3]')
        >>> Gathered("", ("module.a[0].x.y", "module.a[1].x.y")).blocks
        ('x.y in 2 modules from module.a[0] on',)
        """
        found: dict[str, list[str]] = {}
        for address in self.addresses:
            found.setdefault(without_keys(address[len(module_of(address)) :]), []).append(address)
        return tuple(_together(block, group) for block, group in found.items())


def _together(block: str, addresses: Sequence[str]) -> str:
    modules = list(dict.fromkeys(map(module_of, addresses)))
    if len(addresses) == 1:
        return addresses[0]
    if len(modules) == 1:
        return f"{modules[0]}{block} x {len(addresses)}"
    more = f" x {len(addresses)}" if len(addresses) > len(modules) else ""
    first = modules[0].removesuffix(".") or "the root"
    return f"{block}{more} in {len(modules)} modules from {first} on"


def gather(items: Iterable[tuple[str, str]]) -> tuple[Gathered, ...]:
    """Pairs of address and reason, by reason, the largest group first.

    >>> why = "depends on {}x.y"
    >>> gather([(f"{m}x.z", why.format(m)) for m in ("module.a.", "module.b.")])
    (Gathered(reason='depends on x.y', addresses=('module.a.x.z', 'module.b.x.z')),)
    """
    groups: dict[str, list[str]] = {}
    for address, reason in items:
        module = module_of(address)
        groups.setdefault(reason.replace(module, "") if module else reason, []).append(address)
    found = [
        Gathered(reason, tuple(sorted(addresses, key=natural)))
        for reason, addresses in groups.items()
    ]
    return tuple(sorted(found, key=lambda g: (-len(g.addresses), natural(g.addresses[0]))))


def module_of(address: str) -> str:
    """The module instance a resource or module stands in, with the dot after it.

    >>> module_of('module.a["x.y"].module.b[0].aws_vpc.main'), module_of("module.a")
    ('module.a["x.y"].module.b[0].', '')
    """
    found = _MODULE.match(address)
    return found[0] if found else ""


def listing(items: Iterable[tuple[str, str]], width: int, most: int = 12) -> Iterator[str]:
    """Lines for a terminal: a group's reason with its count, under it the resources.

    >>> list(listing([("x.y[0]", "no"), ("x.y[1]", "no")], 40))
    ['  no: 2', '    x.y x 2']
    """
    for lines in listed(items, width, most):
        yield from lines


def listed(
    items: Iterable[tuple[str, str]], width: int, most: int = 12
) -> Iterator[tuple[str, ...]]:
    """The lines of each group by itself."""
    for group in gather(items):
        count = f": {len(group.addresses):,}" if len(group.addresses) > 1 else ""
        yield (
            *folded(f"{group.reason}{count}", width, "  ", "    "),
            *folded(some(group.blocks, most), width, "    "),
        )


def some(words: Sequence[str], most: int, between: str = ", ") -> str:
    """The first of them, and how many more there are.

    between: what stands between two of them; "; " where they are sentences.

    >>> some(["a", "b", "c", "d"], 2), some(["a", "b", "c"], 2)
    ('a, b and 2 more', 'a, b, c')
    """
    if len(words) <= most + 1:
        return between.join(words)
    return f"{between.join(words[:most])} and {len(words) - most:,} more"
