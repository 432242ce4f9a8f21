"""What may be there besides what is counted, and what of a verdict hangs on it.

One of each block of unknown number is put beside what is known. What is lost with it as without it
is lost for certain; what is not lost with it may be saved by it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from archbench.architecture.build import build
from archbench.architecture.model import Architecture
from archbench.architecture.near import near
from archbench.architecture.standing import kind_for
from archbench.architecture.survival import ACTING, some
from archbench.frozen import record, replace
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Unknown
from archbench.terraform.configuration import Configuration, Instance, Unexpanded

_LISTS = ("target_group_arns",)
_BELONGING: Mapping[str, str] = {
    "cluster_identifier": "",
    "file_system_id": "aws_efs_file_system",
    "target_group_arn": "aws_lb_target_group",
    "lb_target_group_arn": "aws_lb_target_group",
    "target_group_arns": "aws_lb_target_group",
}
"""Arguments that name what an instance works for, and its type; "": that of which it is one."""


@record
class Perhaps:
    """A configuration with one more of each block that nobody can count."""

    configuration: Configuration
    blocks: Mapping[str, Unexpanded]
    """By address, the blocks of which there is one more."""

    @cached_property
    def architecture(self) -> Architecture:
        """What all of it means together."""
        return build(self.configuration)

    def unless(self, *addresses: str) -> str:
        """Words that follow a loss of these parts: which blocks may save them, and why."""
        found = self._touching(addresses) or self._acting() or list(self.blocks)
        there = "is there" if len(found) == 1 else "are there"
        return f", unless {some(found)} {there} ({self.blocks[found[0]].reason})"

    def _touching(self, addresses: Iterable[str]) -> list[str]:
        """The blocks that name these parts, or what leads to them, and the blocks those name."""
        wanted = {near for address in addresses for near in self._around(address)}
        found = [block for block in self.blocks if not wanted.isdisjoint(self._named(block))]
        named = {name for block in found for name in self._named(block)}
        return [block for block in self.blocks if block in found or block in named]

    def _acting(self) -> list[str]:
        kinds = ((block, kind_for(item.type)) for block, item in self.blocks.items())
        return [block for block, kind in kinds if kind is not None and kind.role in ACTING]

    def _around(self, address: str) -> Iterator[str]:
        """The block of a part, what it names, and what names both it and something else."""
        item = self.configuration.by_address.get(address)
        resource = item.resource if item else address
        yield from (resource, *self._named(address))
        for other in self._naming.get(resource, ()):
            yield from self._named(other)

    def _named(self, address: str) -> Iterator[str]:
        """What requests need or pass through, of all that an instance names."""
        item = self.configuration.by_address.get(address)
        items = (item,) if item else self.configuration.by_resource.get(address, ())
        for name in {name for one in items for name in _references(one)}:
            found = self.configuration.by_address.get(name)
            found = found or next(iter(self.configuration.by_resource.get(name, ())), None)
            kind = kind_for(found.type) if found else None
            if found and kind and (kind.role in ACTING or kind.role == "passage"):
                yield found.resource

    @cached_property
    def _naming(self) -> Mapping[str, list[str]]:
        """By block, the addresses of what names it."""
        found: dict[str, list[str]] = {}
        for item in self.configuration.managed():
            for name in set(self._named(item.address)):
                found.setdefault(name, []).append(item.address)
        return found


def perhaps(configuration: Configuration) -> Perhaps | None:
    """What may be there besides; None where all is counted, or nothing is known of the rest."""
    blocks = {item.address: item for item in configuration.uncounted if item.like is not None}
    if not blocks:
        return None
    more = tuple(
        one
        for item in blocks.values()
        if item.like is not None
        for one in _of_each(configuration, item.like)
    )
    kept = tuple(item for item in configuration.unexpanded if item.address not in blocks)
    # what is certain stands first, and so do the names it gives to what stands together
    whole = replace(configuration, instances=(*configuration.instances, *more), unexpanded=kept)
    return Perhaps(whole, blocks)


def _of_each(configuration: Configuration, item: Instance) -> Sequence[Instance]:
    """An instance; one for each that it may belong to, where nothing says which that is."""
    for name, type_ in _BELONGING.items():
        value = item.values.get(name)
        types = configuration.of_type(type_ or item.type.removesuffix("_instance"))
        there = [one for one in types if near(one, item) is not False]
        said = item.references.get((name,), ())
        if isinstance(value, Unknown) and not any(
            one.address in said or one.resource in said for one in there
        ):
            return [_belonging(item, name, one, at) for at, one in enumerate(there)] or [item]
    return [item]


def _belonging(item: Instance, name: str, owner: Instance, at: int) -> Instance:
    value = Unknown(STRING, (Origin("resource", owner.address, "id"),), exact=True)
    return replace(
        item,
        address=f"{item.address}[{at}]",
        key=at,
        values={**item.values, name: (value,) if name in _LISTS else value},
        references={**item.references, (name,): (owner.address,)},
    )


def _references(item: Instance) -> set[str]:
    return {name for names in item.references.values() for name in names}
