"""Which parts an instance stands for, and what it refers to."""

from collections.abc import Iterator, Mapping

from archbench.architecture.joins import Reader
from archbench.architecture.part import Part
from archbench.architecture.standing import named
from archbench.aws.catalogue import kind_of
from archbench.terraform.configuration import Instance, Path


class Anchors:
    """Which parts an instance stands for."""

    def __init__(
        self, reader: Reader, parts: Mapping[str, Part], owners: Mapping[str, str]
    ) -> None:
        self.reader = reader
        self.parts = parts
        self.owners = owners
        self.makes: dict[str, list[str]] = {}
        known = reader.configuration.by_address
        for address, part in parts.items():
            for way in part.kind.made_of:
                for made_of in named(reader, known[address], way):
                    self.makes.setdefault(made_of.address, []).append(address)
        self._through: dict[str, tuple[Instance, ...]] = {}
        self._owned: dict[str, tuple[str, ...]] = {}

    def of(self, address: str) -> tuple[str, ...]:
        """The parts: itself, what is made of it, or what it belongs to."""
        if address in self.parts:
            return (address,)
        if address in self.makes:
            return tuple(self.makes[address])
        owner = self.owners.get(address, "")
        if owner in self.parts:
            return (owner,)
        if address not in self._owned:
            self._owned[address] = ()  # what belongs to itself ends here
            self._owned[address] = self._of_owner(address)
        return self._owned[address]

    def _of_owner(self, address: str) -> tuple[str, ...]:
        """The parts of what an instance belongs to: of a rule, its listener's balancer."""
        item = self.reader.configuration.by_address.get(address)
        kind = kind_of(item.type) if item else None
        if item is None or kind is None or kind.role != "helper":
            return ()
        owners = (one for way in kind.belongs_to for one in named(self.reader, item, way))
        owner = next(owners, None)
        return self.of(owner.address) if owner else ()

    def stating(self) -> Iterator[tuple[Instance, tuple[str, ...]]]:
        """Every instance that states something, with the parts that it does so for."""
        for item in self.reader.configuration.managed():
            here = self.of(item.address)
            if here:
                yield item, here

    def behind(self, item: Instance) -> Iterator[tuple[Path, Instance]]:
        """What an instance refers to, through data sources, with the argument that does."""
        for path, addresses in item.references.items():
            for address in addresses:
                if path[:1] != ("depends_on",):
                    yield from ((path, one) for one in self._resolved(address))

    def _resolved(self, address: str) -> tuple[Instance, ...]:
        """The managed instances that an address leads to, through data sources."""
        if address not in self._through:
            self._through[address] = ()  # a data source that refers to itself ends here
            exact = self.reader.configuration.by_address.get(address)
            blocks = self.reader.configuration.by_resource.get(address, ())
            found: dict[str, Instance] = {}
            for item in (exact,) if exact else blocks:
                inner = (item,) if item.mode == "managed" else (one for _, one in self.behind(item))
                found |= {one.address: one for one in inner}
            self._through[address] = tuple(found.values())
        return self._through[address]
