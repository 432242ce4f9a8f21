"""What a resource leaf reads and says: a resource in, its charges out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Protocol

from archbench.aws.month import HOURS
from archbench.cost.arguments import ArgumentCover
from archbench.cost.model import Basis, Frequency, Unpriced
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.usage import Usage
from archbench.frozen import replace
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.terraform.configuration import Configuration, Instance
from archbench.terraform.unknowns import reasons


class UndecidedError(Exception):
    """The resource cannot be priced; the text says which value is missing and why."""


@dataclass(frozen=True, slots=True)
class Charge:
    """One thing a resource buys each month.

    quantity counts single things (hours, GB, requests); the unit of the price says how many of
    them one price buys. Tiers count an item over the whole configuration, as AWS counts it over
    the account, unless tiers_apart says they start anew for each resource.
    """

    service: str
    item: str
    description: str
    quantity: Amount
    basis: Basis = "configuration"
    formula: str = ""
    usage_key: str = ""
    region: str = ""
    """Another region than the resource's; "global" for services without one."""
    frequency: Frequency = "Usage-Based"
    tiers_apart: bool = False
    steady: Decimal | None = None
    """How much of it runs all month without a pause; None when it is the least of the quantity."""
    part_of: str = ""
    """The address of the whole it belongs to, where that is another resource: a cluster."""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Charges of which one is bought, and AWS decides at run time which.

    Each is known, or has no price. The line waits: it says what the costliest of them comes to, as
    the most; as the least the cheapest, or nothing where each charge is only an upper bound.
    """

    description: str
    charges: tuple[Charge, ...]
    reason: str
    is_ceiling: bool = False


@dataclass(frozen=True)
class Resource:
    """One resource instance, with what surrounds it, as a leaf sees it."""

    instance: Instance
    configuration: Configuration
    usage: Usage = field(default_factory=Usage)
    as_of: date | None = None
    index: dict[tuple[str, str], Mapping[str, list[Instance]]] = field(default_factory=dict)
    """What names what, kept for all resources of one estimate."""

    @cached_property
    def address(self) -> str:
        """The instance's address."""
        return self.instance.address

    @cached_property
    def region(self) -> str:
        """The region it stands in; where a state does not say, that of what it names by its id.

        Raises:
            UndecidedError: nothing says which, or it is known only after apply.
        """
        region = self.instance.region
        if region is None:
            named = map(self.configuration.target, self.instance.values.values())
            regions = {other.region for other in named if other and isinstance(other.region, str)}
            region = regions.pop() if len(regions) == 1 else None
        if isinstance(region, str):
            return region
        if region is None:
            raise UndecidedError(
                "no price: nothing says which region this is in; "
                "set region in the provider block, or give --region"
            )
        names = ", ".join(map(str, region.origins))
        raise UndecidedError(
            f"no price: its region is not known ({names}: {'; '.join(reasons(region))})"
        )

    def text(self, name: str, default: str = "") -> str:
        """A text that decides what is bought.

        Raises:
            UndecidedError: it is unknown or sensitive.
        """
        return str(known(self.instance.get(name, default), f"{self.address}.{name}"))

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A switch that decides what is bought; unknown raises UndecidedError."""
        return is_true(self.instance.get(name, default), f"{self.address}.{name}")

    def number(self, name: str, default: Decimal | int | None = None) -> Amount:
        """A quantity the configuration sets; open when unknown, sensitive or not set."""
        return amount(self.instance.get(name, default), f"{self.address}.{name}")

    def size(self, name: str) -> Amount:
        """How many elements a list has.

        A list known only after apply has as many as the instances it is made from; open where it
        is made from anything else.
        """
        value = self.instance.get(name, ())
        if isinstance(value, tuple):
            return Quantity.of(len(value))
        made_from = self._made_from(value)
        return Quantity.of(len(made_from)) if made_from else Open(f"{name} is {value}")

    def _made_from(self, value: Plain) -> frozenset[str]:
        """The managed instances whose attributes an unknown value waits for, and for no other."""
        origins = value.origins if isinstance(value, Unknown) else ()
        subjects = frozenset(one.subject for one in origins)
        found = [self.configuration.by_address.get(subject) for subject in subjects]
        others = (one and one.mode == "managed" and one.address != self.address for one in found)
        return subjects if all(others) else frozenset()

    def blocks(self, name: str) -> tuple[Mapping[str, Plain], ...]:
        """The nested blocks of a type; UndecidedError when it is unknown which there are."""
        return blocks_of(self.instance.values, name, self.address)

    def block(self, name: str) -> Mapping[str, Plain]:
        """The first nested block of a type, empty when there is none."""
        return first(self.instance.values, name, self.address)

    def target(self, name: str) -> Instance | None:
        """The instance an attribute refers to, by its value or else by its only reference."""
        return self.follow(self.instance.get(name), name)

    def targets(self, name: str) -> tuple[Instance, ...]:
        """The managed instances a list refers to, each once."""
        value = self.instance.get(name)
        found = self._named_in(value, name) if isinstance(value, tuple) else ()
        return found or self._referred((name,))

    def all_targets(self, name: str) -> tuple[Instance, ...]:
        """The same; none where a member of the list is not known to be one of them."""
        value = self.instance.get(name)
        if isinstance(value, tuple):
            return self._named_in(value, name)
        return tuple(self.configuration.by_address[one] for one in sorted(self._made_from(value)))

    def _named_in(self, value: tuple[Plain, ...], name: str) -> tuple[Instance, ...]:
        """What each member of a list names; none where one names nothing here."""
        own = self.instance
        found = [
            self.configuration.target(item, own.type, name, region=own.region) for item in value
        ]
        return tuple(item for item in found if item) if all(found) else ()

    def follow(self, value: Plain, *path: str | int) -> Instance | None:
        """The instance a value at a path refers to."""
        own = self.instance
        if found := self.configuration.target(value, own.type, *path, region=own.region):
            return found
        referred = self._referred(path)
        return referred[0] if len(referred) == 1 else None

    def named(
        self, type_: str, block: Mapping[str, Plain], *path: str | int, prefix: str = ""
    ) -> Instance | None:
        """The instance of a type a block names by its id or its name, by value or reference.

        The block lies at a path and has the arguments id and name, each with this prefix.
        """
        for part in ("id", "name"):
            value = block.get(f"{prefix}{part}")
            if value is None:
                continue
            found = self.follow(value, *path, f"{prefix}{part}")
            if found and found.type == type_:
                return found
            same = [
                instance
                for instance in self.configuration.of_type(type_)
                if isinstance(value, str) and instance.get(part) == value
            ]
            if len(same) == 1:
                return same[0]
        return None

    def _referred(self, path: tuple[str | int, ...]) -> tuple[Instance, ...]:
        references = {
            reference
            for place, names in self.instance.references.items()
            if place[0] == path[0] and place[: len(path)] == path
            for reference in names
        }
        if not references:
            return ()
        found = (self.configuration.by_address.get(name) for name in sorted(references))
        return tuple(item for item in found if item and item.mode == "managed")

    def others(self, *types: str) -> Iterator["Resource"]:
        """Every instance of these types, seen as this one is."""
        for instance in self.configuration.of_type(*types):
            yield self.at(instance)

    def named_by(self, type_: str, attribute: str) -> tuple["Resource", ...]:
        """The instances of a type whose attribute names this one, by value or reference."""
        return tuple(map(self.at, self._naming(type_, attribute).get(self.address, ())))

    def naming_nothing(self, type_: str, attribute: str) -> tuple["Resource", ...]:
        """The instances of a type whose attribute names nothing that is here."""
        return tuple(map(self.at, self._naming(type_, attribute).get("", ())))

    def _naming(self, type_: str, attribute: str) -> Mapping[str, list[Instance]]:
        """The instances of a type by the address their attribute names, "" for none."""
        key = (type_, attribute)
        if key not in self.index:
            found: dict[str, list[Instance]] = {}
            for other in self.others(type_):
                target = other.target(attribute)
                found.setdefault(target.address if target else "", []).append(other.instance)
            self.index[key] = found
        return self.index[key]

    def at(self, instance: Instance) -> "Resource":
        """Another instance of the same configuration."""
        return replace(self, instance=instance)

    def used(
        self, service: str, item: str, description: str, key: str, times: Decimal | int = 1
    ) -> Charge:
        """A charge whose quantity stands under a usage key; open while nobody gives it."""
        quantity, basis = self.usage_of(key)
        formula = f"{key} x {times:,}" if times != 1 else key
        return Charge(service, item, description, quantity * times, basis, formula, key)

    def section(self, name: str) -> "Resource":
        """The same resource with what the usage says of a part of it: "db.storage_gb" as itself."""
        return replace(self, usage=self.usage.section(self.address, name))

    def usage_of(self, key: str) -> tuple[Amount, Basis]:
        """What the usage says for a key, and where it says so."""
        found = self.usage.number(self.address, self.instance.type, key)
        if found is None:
            return Open(f"give {key} for {self.address} in a usage file"), "open"
        return found

    def hours(
        self, service: str, item: str, description: str, count: Amount | int = 1, what: str = ""
    ) -> Charge:
        """A charge for every hour of the month for each of count things.

        what names several of them: "zones".
        """
        number = Quantity.of(count) if isinstance(count, int) else count
        formula = f"{HOURS} h"
        if isinstance(number, Quantity) and (what or not number.is_exact or number.likely != 1):
            words = what.removesuffix("s") if number == Quantity.of(1) else what
            formula = f"{_span(number)} {words} x {HOURS} h".replace("  ", " ")
        return Charge(service, item, description, number * HOURS, "configuration", formula)


def _span(number: Quantity) -> str:
    if number.is_exact:
        return f"{number.likely:f}"
    return f"{number.likely:f} ({number.low:f} to {number.high:f})"


class Leaf(Protocol):
    """A module of archbench.cost.resources."""

    NAME: str
    """What people call it: "NAT gateway"."""
    ARGUMENTS: ArgumentCover
    """Which arguments of its type are priced, free, or cost money that no rule prices."""
    USAGE: Mapping[str, str]
    """Its usage keys, as the usage file writes them, with what each counts.

    A leaf also has QUERIES, how its items are found in AWS's price list, unless others have them.
    """

    def charges(self, resource: Resource) -> Iterator["Charge | Alternatives | Unpriced"]:
        """What it buys each month, in the order an invoice shows it."""
        ...


_KNOWN = (str, bool, int, Decimal, tuple)
"""Classes of nearly every value that is asked for."""


def known(value: Plain, what: str) -> Plain:
    """The value itself.

    Raises:
        UndecidedError: it is unknown or sensitive; the text names it.
    """
    if value is None or value.__class__ in _KNOWN:
        return value
    if isinstance(value, Unknown):
        raise UndecidedError(f"no price: {what} is {value}")
    if isinstance(value, Sensitive):
        raise UndecidedError(f"no price: {what} is sensitive and is not read")
    return value


def separately(
    resource: Resource, *parts: Callable[[], Iterable[Charge | Alternatives | Unpriced]]
) -> Iterator[Charge | Alternatives | Unpriced]:
    """The charges of several parts; one that is undecided is listed, and the others stay priced."""
    for part in parts:
        try:
            yield from part()
        except UndecidedError as error:
            yield Unpriced(resource.address, str(error))


def either(*values: Plain) -> Plain:
    """The first value that is set: neither null nor empty text; None when none is.

    >>> either(None, "", "gp3")
    'gp3'
    """
    for value in values:
        if value is not None and value != "":
            return value
    return None


def is_true(value: Plain, what: str) -> bool:
    """A Terraform boolean, also where an attribute takes it as text; null is false.

    Raises:
        UndecidedError: it is unknown or sensitive; the text names it.
    """
    return known(value, what) in (True, "true")


def blocks_of(
    values: Mapping[str, Plain], name: str, where: str
) -> tuple[Mapping[str, Plain], ...]:
    """The nested blocks of one type in a resource or a block.

    Raises:
        UndecidedError: how many there are, or what one of them holds, is unknown.
    """
    if name not in values:
        return ()
    found = known(values[name], f"{where} {name}")
    items = found if isinstance(found, tuple) else ()
    inner = (known(item, f"{where} {name}") for item in items)
    return tuple(item for item in inner if isinstance(item, Mapping))


def first(values: Mapping[str, Plain], name: str, where: str) -> Mapping[str, Plain]:
    """The first nested block of a type, empty when there is none; errors as blocks_of.

    >>> first({"disk": ({"size": 1}, {"size": 2})}, "disk", "a"), first({}, "disk", "a")
    ({'size': 1}, {})
    """
    found = blocks_of(values, name, where)
    return found[0] if found else {}


def amount(value: Plain, what: str) -> Amount:
    """A number as a quantity; open when unknown, sensitive, absent or no number."""
    if isinstance(value, str) and value.isdecimal():
        return Quantity.of(Decimal(value))
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Quantity.of(value)
    match value:
        case None:
            problem = "is not set"
        case Sensitive():
            problem = "is sensitive and is not read"
        case Unknown():
            problem = f"is {value}"
        case _:
            problem = "is no number"
    return Open(f"{what} {problem}")
