"""Long lists of addresses for people: gathered by reason and module, short but complete."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archbench.terraform.address import natural, without_keys


@dataclass(frozen=True, slots=True)
class Gathered:
    """Addresses of one module that share a reason.

    module is without instance keys, "" for the root; addresses are sorted and each is whole.
    """

    reason: str
    module: str
    addresses: tuple[str, ...]

    @property
    def blocks(self) -> tuple[str, ...]:
        """The blocks of the addresses, inside the module, with how many each stands for.

        >>> Gathered("", "module.a", ("module.a.x.y[0]", "module.a.x.y[1]", "module.a.x.z")).blocks
        ('x.y x 2', 'x.z')
        """
        counts: dict[str, list[str]] = {}
        for address in self.addresses:
            counts.setdefault(without_keys(address), []).append(address)
        inside = f"{self.module}." if self.module else ""
        return tuple(
            found[0].removeprefix(inside)
            if len(found) == 1
            else f"{block.removeprefix(inside)} x {len(found)}"
            for block, found in counts.items()
        )


def gather(items: Iterable[tuple[str, str]]) -> tuple[Gathered, ...]:
    """Pairs of address and reason by reason and module, the largest group first.

    >>> [(g.module, len(g.addresses)) for g in gather([("module.a[0].x.y", "r"), ("x.y", "r")])]
    [('', 1), ('module.a', 1)]
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for address, reason in items:
        groups.setdefault((reason, module_of(address)), []).append(address)
    found = [
        Gathered(reason, module, tuple(sorted(addresses, key=natural)))
        for (reason, module), addresses in groups.items()
    ]
    return tuple(sorted(found, key=lambda g: (-len(g.addresses), g.module, g.reason)))


def module_of(address: str) -> str:
    """The module a resource stands in, or that stands around a module, without instance keys.

    >>> module_of('module.a["x"].module.b[0].aws_vpc.main'), module_of("module.a"), module_of("x.y")
    ('module.a.module.b', '', '')
    """
    names = without_keys(address).split(".")
    end = 0
    while names[end : end + 1] == ["module"] and len(names) > end + 2:
        end += 2
    return ".".join(names[:end])


def some(words: Sequence[str], most: int) -> str:
    """The first of them with how many more there are.

    >>> some(["a", "b", "c"], 2), some(["a"], 2)
    ('a, b and 1 more', 'a')
    """
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
