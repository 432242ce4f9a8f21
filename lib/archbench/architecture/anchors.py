"""Which parts an instance stands for, and what it refers to."""

from collections.abc import Iterator, Mapping

from archbench.architecture.api_routes import api_routes
from archbench.architecture.dns import fqdn
from archbench.architecture.joins import Reader
from archbench.architecture.named_in_text import by_arn
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
        self._written: dict[str, tuple[tuple[Path, Instance], ...]] = {}
        self._users: dict[str, dict[str, None]] = {}
        for item in reader.configuration.managed():
            for _, named_one in self.behind(item):
                self._users.setdefault(named_one.address, {})[item.address] = None
        self.records: dict[str, tuple[Instance, ...]] = {}
        """The DNS records by their full name."""
        for item in reader.of_type("aws_route53_record"):
            name = fqdn(reader, item)
            self.records[name] = (*self.records.get(name, ()), item)
        self.records.pop("", None)
        self.routes = {route.address: route.words for route in api_routes(reader)}
        """Which requests each instance that routes those of an API stands for."""

    def of(self, address: str) -> tuple[str, ...]:
        """The parts: itself, what is made of it, or what its own arguments say it belongs to.

        What is merely named by a part is not that part: a key that two functions use does not make
        the one call the other.
        """
        if address in self.parts:
            return (address,)
        if address in self.makes:
            return tuple(self.makes[address])
        if address not in self._owned:
            self._owned[address] = ()  # what belongs to itself ends here
            self._owned[address] = self._of_owner(address)
        return self._owned[address]

    def _of_owner(self, address: str) -> tuple[str, ...]:
        """The parts of what an instance belongs to: of a rule, its listener's balancer."""
        item = self.reader.configuration.by_address.get(address)
        kind = kind_of(item.type) if item and item.mode == "managed" else None
        if item is None or kind is None or kind.is_part:
            return ()
        for way in kind.belongs_to:
            owners = [
                part for one in named(self.reader, item, way) for part in self.of(one.address)
            ]
            if owners:
                return tuple(dict.fromkeys(owners))
        owner = self.owners.get(address, "") if kind.role == "passage" else ""
        return (owner,) if owner in self.parts else ()

    def stating(self) -> Iterator[tuple[Instance, tuple[str, ...]]]:
        """Every instance that states something, with the parts that it does so for.

        What belongs to nothing speaks for everything that uses it: a policy, a configuration.
        """
        for item in self.reader.configuration.managed():
            kind = kind_of(item.type)
            here = self.of(item.address)
            if not here and kind is not None and not kind.is_part and not kind.belongs_to:
                here = self._using(item.address)
            if here:
                yield item, here

    def _using(self, address: str) -> tuple[str, ...]:
        """The parts that use an instance, themselves or through others that belong to nothing."""
        found: dict[str, None] = {}
        seen: set[str] = set()
        left = [address]
        while left:
            at = left.pop()
            if at not in seen:
                seen.add(at)
                for user in self._users.get(at, ()):
                    parts = self.of(user)
                    found |= dict.fromkeys(parts)
                    left += [] if parts else [user]
        return tuple(found)

    def behind(self, item: Instance) -> Iterator[tuple[Path, Instance]]:
        """What an instance refers to, through data sources, or names by ARN, and where."""
        if item.address not in self._written:
            self._written[item.address] = tuple(
                (path, one)
                for path, one in by_arn(self.reader.configuration, item)
                if one is not item
            )
        yield from self._written[item.address]
        for path, addresses in item.references.items():
            for address in addresses:
                if path[:1] != ("depends_on",):
                    yield from ((path, one) for one in self.resolved(address))

    def resolved(self, address: str) -> tuple[Instance, ...]:
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
