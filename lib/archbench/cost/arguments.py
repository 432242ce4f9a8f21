"""What each argument of a type means for its price: the guard against silent charges.

A leaf declares ARGUMENTS for the whole schema of its type, by path:

    ARGUMENTS = arguments(
        priced="type size iops",                          # its rule reads it
        free="availability_zone encrypted",               # buys nothing, whatever its value
        costs={"storage_tier!=standard": "Archive tier"}, # buys what no rule prices
    )

A path stands for all inside it ("replica" for "replica.region_name"); a longer one wins. After !=
stand, parted by |, the values that buy nothing; a list does where each of its values does. An
argument that is set and costs without a rule, or that nobody declared, becomes a line
"no price: ..." by unpriced().
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from archbench.cost.model import Unpriced
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.terraform.configuration import Instance
from archbench.terraform.schema import schema_of

ALL = "*"
"""In place of a path: every argument that is not named otherwise."""

EVERYWHERE = frozenset(("id", "region", "tags", "tags_all", "timeouts"))
"""Arguments of every type that buy nothing."""


@dataclass(frozen=True, slots=True)
class Extra:
    """What an argument buys that no rule prices, unless its value is one of those harmless."""

    what: str
    harmless: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ArgumentCover:
    """The declaration of a type: which paths its rule reads, which are free, which cost."""

    priced: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()
    costs: Mapping[str, Extra] = field(default_factory=dict)

    @cached_property
    def declared(self) -> frozenset[str]:
        """Every path somebody thought of; ALL when nothing else can cost."""
        return self.priced | self.free | self.costs.keys() | EVERYWHERE

    @cached_property
    def outer(self) -> frozenset[str]:
        """Paths inside which something is declared by itself."""
        parts = (path.split(".") for path in self.declared)
        return frozenset(".".join(names[:end]) for names in parts for end in range(1, len(names)))


def arguments(
    priced: str = "", free: str = "", costs: Mapping[str, str] | None = None
) -> ArgumentCover:
    """A declaration as written in a leaf; see the head of this module.

    >>> made = arguments("size", "encrypted", {"storage_tier!=standard|": "Archive tier"})
    >>> sorted(made.declared - EVERYWHERE), made.costs["storage_tier"].what
    (['encrypted', 'size', 'storage_tier'], 'Archive tier')
    """
    extras = {}
    for text, what in (costs or {}).items():
        path, _, values = text.partition("!=")
        extras[path] = Extra(what, frozenset(values.split("|")) if values else frozenset())
    return ArgumentCover(frozenset(priced.split()), frozenset(free.split()), extras)


def unpriced(declared: ArgumentCover, instance: Instance, address: str = "") -> Iterator[Unpriced]:
    """A line for each argument that is set and buys what no rule prices, or may.

    The region a resource stands in is never another: a provider writes it out where none is set.
    address is that of the resource which is billed, where it is not the instance itself.
    """
    found: dict[str, str] = {}
    for path, value, what in _walk(declared, instance.values, "", _computed(instance.type)):
        if value != instance.region:
            found.setdefault(path, what)
    for reason in found.values():
        yield Unpriced(address or instance.address, reason)


@cache
def _computed(type_: str) -> frozenset[str]:
    """What only the provider sets: results, which a state or a plan shows among the arguments."""
    schema = schema_of("resource", type_)
    attributes = schema.attributes if schema else {}
    return frozenset(name for name, item in attributes.items() if not item.settable)


def _walk(
    declared: ArgumentCover, values: Mapping[str, Plain], prefix: str, skipped: frozenset[str]
) -> Iterator[tuple[str, Plain, str]]:
    for name, value in values.items():
        path = f"{prefix}{name}"
        if path in skipped or not is_set(value):
            continue
        if extra := declared.costs.get(path):
            if not _is_harmless(value, extra.harmless):
                yield path, value, f"{extra.what}: no price: {_why(name, value)}"
        elif path in declared.outer:
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, Mapping):
                    yield from _walk(declared, item, f"{path}.", skipped)
        elif not prefix and declared.declared.isdisjoint((path, ALL)):
            yield path, value, f"{path}: no price: whether this argument costs is not known"


def _is_harmless(value: Plain, harmless: frozenset[str]) -> bool:
    """Whether a value, or each of a list, is one of those that buy nothing."""
    items = value if isinstance(value, tuple) else (value,)
    return not any(
        isinstance(item, Unknown | Sensitive) or str(item).lower() not in harmless for item in items
    )


def is_set(value: Plain) -> bool:
    """False for what stands for "not given": null, false, nothing, an empty text or collection.

    >>> is_set(False), is_set(0), is_set(()), is_set("standard")
    (False, False, False, True)
    """
    return isinstance(value, Unknown | Sensitive) or value not in (None, False, 0, "", (), {})


def _why(name: str, value: Plain) -> str:
    if isinstance(value, Unknown):
        return f"{name} is {value}"
    if isinstance(value, Sensitive):
        return f"{name} is sensitive and is not read"
    return f"{name} is set, and no rule prices it"
