"""From a configuration to an estimate: every instance priced, free, or listed with a reason."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path

from archbench.architecture.model import Architecture, Located
from archbench.cost.alike import Alike, ToldOnce
from archbench.cost.arguments import unpriced
from archbench.cost.billed import no_rule
from archbench.cost.catalogue import (
    OTHER_PARTITIONS,
    Catalogue,
    NoPrice,
    Price,
    Tier,
    default_catalogue,
)
from archbench.cost.charge import Alternatives, Charge, Resource, UndecidedError
from archbench.cost.column import Column, reaches
from archbench.cost.free import free_arguments, is_free, is_free_at_any_number
from archbench.cost.load import derive
from archbench.cost.model import Estimate, LineItem, Unpriced
from archbench.cost.money import short
from archbench.cost.placement import Placement
from archbench.cost.quantity import ZERO, Amount, Open, Quantity
from archbench.cost.registry import leaf, priced_types
from archbench.cost.services import service_name
from archbench.cost.settle import settled
from archbench.cost.shown import ShownEstimate
from archbench.cost.traffic import Crossing, billed, crossings, traffic_charges
from archbench.cost.usage import Usage
from archbench.frozen import replace
from archbench.hcl.diagnostics import did_you_mean
from archbench.terraform.canonical import canonical
from archbench.terraform.configuration import Configuration, Instance


def estimate(
    configuration: Configuration,
    architecture: Architecture | Located | None = None,
    *,
    usage: Usage | Path | None = None,
    as_of: date | None = None,
    catalogue: Catalogue | None = None,
) -> Estimate:
    """What the configuration costs a month at list price.

    architecture, of which `place` gives enough, says tiers, zones and the traffic between them;
    without it every line is regional and no traffic edge is known. usage is a usage file or what
    was read from one. as_of decides rates that begin on a date (extended support); without it they
    are open.

    Raises:
        InputError: the usage file cannot be used.
    """
    said = _read(usage) if isinstance(usage, Path) else usage or Usage()
    prices = catalogue or default_catalogue()
    configuration = settled(configuration)
    said = derive(said, configuration)
    found = crossings(architecture) if architecture else ()
    alike = Alike.of(configuration, said)
    writer = _Writer(prices, Placement.of(configuration, architecture), found, alike)
    free: list[str] = []
    index: dict[tuple[str, str], Mapping[str, list[Instance]]] = {}
    for instance in sorted(
        (*configuration.managed(), *_transfers(said, configuration)), key=lambda item: item.address
    ):
        if instance.type in priced_types():
            resource = Resource(instance, configuration, said, as_of, index)
            if not writer.write(resource):
                free.append(instance.address)
        elif is_free(instance.type):
            bought = tuple(unpriced(free_arguments(instance.type), instance))
            writer.unpriced.extend(bought)
            if not bought:
                free.append(instance.address)
        else:
            writer.unpriced.append(Unpriced(instance.address, no_rule(instance.type)))
    for block in configuration.uncounted:
        if is_free_at_any_number(block.type):
            free.append(block.address)
        else:
            reason = f"not counted: {block.reason}"
            writer.unpriced.append(Unpriced(block.address, reason, uncounted=True))
    used = {item.price_source for item in writer.items}
    return ShownEstimate(
        path=configuration.path,
        as_of=as_of,
        line_items=tuple(writer.items),
        free=tuple(free),
        unpriced=tuple(writer.unpriced),
        edges=tuple(crossing.edge for crossing in found),
        notes=(
            *said.notes,
            *_usage_notes(said, configuration),
            *_default_notes(said),
            *_internet_note(writer.items, said),
        ),
        sources={key: prices.sources.get(key, "") for key in sorted(used)},
        moves=configuration.moves,
    )


def _transfers(usage: Usage, configuration: Configuration) -> Iterator[Instance]:
    """What a usage file says of data transfer, which no resource stands for."""
    type_ = "aws_data_transfer"
    names = {entry.pattern for entry in usage.entries if entry.pattern.startswith(f"{type_}.")}
    for address in sorted(names - configuration.by_address.keys()):
        yield Instance(
            address=address,
            mode="managed",
            type=type_,
            name=address.split(".", 1)[1],
            key=None,
            module="",
            provider="aws",
            region=usage.text(address, type_, "region") or _only_region(configuration),
            values={},
        )


def _only_region(configuration: Configuration) -> str | None:
    """The region everything stands in, None when there are several or none is known."""
    regions = {item.region for item in configuration.managed() if isinstance(item.region, str)}
    return regions.pop() if len(regions) == 1 else None


def _read(path: Path) -> Usage:
    from archbench.cost.usage_file import read_usage  # noqa: PLC0415 only YAML needs PyYAML

    return read_usage(path)


class _Writer:
    """Turns charges into line items, and keeps the tiers counted so far."""

    def __init__(
        self,
        catalogue: Catalogue,
        placement: Placement,
        found: tuple[Crossing, ...],
        alike: Alike,
    ) -> None:
        self.catalogue = catalogue
        self.alike = alike
        self.placement = placement
        self.crossings = billed(found)
        self.items: list[LineItem] = []
        self.unpriced: list[Unpriced] = []
        self._counted: dict[tuple[str, str, str], Quantity] = {}
        self._told: dict[object, ToldOnce] = {}
        self._is_for_all = True

    def write(self, resource: Resource) -> bool:
        """Add a resource's lines, as its rule says or as of one like it; False for none."""
        instance = resource.instance
        crossing = self.crossings.get(instance.address, ())
        key = None if crossing else self.alike.key(instance)
        items, unpriced_ = len(self.items), len(self.unpriced)
        if key in self._told:
            told = self._told[key]
            self.items.extend(told.items_at(instance, self.placement.place(instance)))
            self.unpriced.extend(told.unpriced_at(instance))
        else:
            self._is_for_all = key is not None
            self._ask(resource, crossing)
            if self._is_for_all:
                added = tuple(self.items[items:]), tuple(self.unpriced[unpriced_:])
                self._told[key] = ToldOnce(instance.address, *added)
        return len(self.items) + len(self.unpriced) > items + unpriced_

    def _ask(self, resource: Resource, crossing: Iterable[Crossing]) -> None:
        """The lines of what a resource's rule says it buys."""
        rule = leaf(resource.instance.type)
        try:
            for charge in chain(rule.charges(resource), traffic_charges(resource, crossing)):
                if isinstance(charge, Unpriced):
                    self.unpriced.append(charge)
                elif isinstance(charge, Alternatives):
                    self._choose(resource, charge)
                else:
                    self._charge(resource, charge)
        except UndecidedError as error:
            self.unpriced.append(Unpriced(resource.address, str(error)))
        self.unpriced.extend(unpriced(rule.ARGUMENTS, resource.instance))

    def _choose(self, resource: Resource, choice: Alternatives) -> None:
        """One line within the bounds of what may be bought; none when one of it has no price."""
        costs: list[tuple[Decimal, Decimal, Price, Charge]] = []
        for charge in choice.charges:
            price = self.catalogue.price(_region(resource, charge), charge.service, charge.item)
            if isinstance(price, NoPrice) or isinstance(charge.quantity, Open):
                why = price.reason if isinstance(price, NoPrice) else "how many is not known"
                why = why.removeprefix("no price: ")
                reason = f"{choice.description}: no price: {why}"
                self.unpriced.append(Unpriced(resource.address, reason))
                return
            rate = price.tiers[0].amount
            costs.append((charge.quantity.low * rate, charge.quantity.high * rate, price, charge))
        _, most, price, dearest = max(costs, key=lambda cost: cost[1])
        rate = price.tiers[0].amount
        least = ZERO if choice.is_ceiling else min(low for low, _, _, _ in costs) / rate
        bounds = Open(choice.reason, least, most / rate).map(_settled_digits)
        line = replace(dearest, description=choice.description, quantity=bounds)
        self.items.append(self._line(resource.instance, line, price, price.tiers[0], bounds))

    def _charge(self, resource: Resource, charge: Charge) -> None:
        region = _region(resource, charge)
        price = self.catalogue.price(region, charge.service, charge.item)
        if isinstance(price, NoPrice):
            self.unpriced.append(
                Unpriced(resource.address, f"{charge.description}: {price.reason}")
            )
            return
        quantity = charge.quantity.map(_settled_digits)
        if isinstance(quantity, Open):
            tier = price.tiers[0]
            self.items.append(self._line(resource.instance, charge, price, tier, quantity))
            return
        if len(price.tiers) > 1 or price.tiers[0].end is not None:
            self._is_for_all = False  # what it costs hangs on what was counted before
        key = (region, charge.service, charge.item)
        counted = Quantity.of(0) if charge.tiers_apart else self._counted.get(key, Quantity.of(0))
        parts, rest = _split(price, quantity, counted)
        for tier, part in parts:
            self.items.append(self._line(resource.instance, charge, price, tier, part))
        if rest.high > 0:
            end = price.tiers[-1].end
            self.unpriced.append(
                Unpriced(
                    resource.address,
                    f"{charge.description}: no price beyond {end:,f} in {region}, "
                    f"{rest.likely:,f} of {quantity.likely:,f} a month are left out",
                )
            )
        if not charge.tiers_apart:
            total = counted + quantity
            assert isinstance(total, Quantity)  # noqa: S101 both are known
            self._counted[key] = total

    def _line(
        self,
        instance: Instance,
        charge: Charge,
        price: Price,
        tier: Tier,
        part: Amount,
    ) -> LineItem:
        place = self.placement.place(instance)
        scale = price.scale
        units = part if scale == 1 else part / scale
        low, likely, high = _ends(units, len(price.tiers) == 1)
        return LineItem(
            address=instance.address,
            service_name=service_name(charge.service),
            region_id=price.region,
            charge_description=charge.description + _tier_words(price, tier),
            charge_frequency=charge.frequency,
            pricing_unit=price.unit,
            pricing_quantity=likely,
            pricing_quantity_low=low,
            pricing_quantity_high=high,
            list_unit_price=tier.amount,
            price_source=tier.source,
            price_date=tier.effective_date,
            price_confidence=tier.confidence,
            basis="open" if isinstance(part, Open) else charge.basis,
            formula=charge.formula,
            usage_key=charge.usage_key,
            open_reason=charge.quantity.reason if isinstance(charge.quantity, Open) else "",
            service_code=charge.service,
            item=charge.item,
            sku_id=tier.sku,
            steady_quantity=charge.steady,
            part_of=charge.part_of,
            tier="global" if price.region == "global" else place.tier,
            zones=place.zones,
            range=instance.range,
        )


def _ends(
    units: Amount,
    is_flat: bool,  # noqa: FBT001 a private helper
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Least, expected and most of a quantity; what is known of an open one, at a flat rate."""
    if isinstance(units, Quantity):
        return units.low, units.likely, units.high
    if not is_flat:
        return None, None, None
    return units.low or None, None, units.high


_DIGITS = Decimal("1E-9")


def _settled_digits(value: Decimal) -> Decimal:
    """A quantity to nine decimal places at most, so that times a price it is exact in Decimal.

    >>> [_settled_digits(Decimal(x)) for x in ("0.6666666666", "0.10", "0E-14")]
    [Decimal('0.666666667'), Decimal('0.10'), Decimal('0')]
    """
    if isinstance(value, Column):
        return value.quantize(_DIGITS)
    if not value:
        return ZERO
    exponent = value.as_tuple().exponent
    return value.quantize(_DIGITS) if isinstance(exponent, int) and exponent < -9 else value


def _region(resource: Resource, charge: Charge) -> str:
    """Whose price list holds: the resource's own, else that of the charge (global services)."""
    apart = resource.region.startswith(OTHER_PARTITIONS)
    return resource.region if apart else charge.region or resource.region


def _split(
    price: Price, quantity: Quantity, counted: Quantity
) -> tuple[list[tuple[Tier, Quantity]], Quantity]:
    """The quantity in each tier it reaches, and what lies beyond the last known one."""
    likely, likely_rest = price.split(quantity.likely, counted.likely)
    low, low_rest, high, high_rest = likely, likely_rest, likely, likely_rest
    if not (quantity.is_one and counted.is_one):
        low, low_rest = price.split(quantity.low, counted.low)
        high, high_rest = price.split(quantity.high, counted.high)
    parts = [
        (tier, Quantity(*values))
        for tier, *values in zip(price.tiers, low, likely, high, strict=True)
        if any(map(reaches, values))
    ]
    # Nothing at all is still a line: a reader sees that it was counted.
    reached = parts or [(price.tiers[0], Quantity.of(0))] * (quantity.high == ZERO)
    return reached, Quantity(low_rest, likely_rest, high_rest)


def _tier_words(price: Price, tier: Tier) -> str:
    """Which part of the month's quantity a tier prices, when there is more than one.

    >>> t = Tier(Decimal(0), Decimal(10240), Decimal("0.09"), "", "", "")
    >>> u = Tier(Decimal(10240), None, Decimal("0.085"), "", "", "")
    >>> _tier_words(Price("r", "s", "i", "GB", (t, u)), u)
    ' (over 10,240 GB)'
    """
    if len(price.tiers) == 1:
        return ""
    unit = price.unit.split(" ", 1)[-1]
    if tier.end is None:
        return f" (over {short(tier.start)} {unit})"
    return f" ({'next' if tier.start else 'first'} {short(tier.end - tier.start)} {unit})"


def _internet_note(items: list[LineItem], usage: Usage) -> Iterator[str]:
    """Public addresses without a word on what leaves through them."""
    has_public = any(
        item.item == "public-ipv4-hour" and item.pricing_quantity != 0 for item in items
    )
    if has_public and not any(
        entry.key == "monthly_outbound_internet_gb" for entry in usage.entries
    ):
        yield (
            "data transfer to the internet is not in the total: no resource stands for it. Give "
            "monthly_outbound_internet_gb and region under aws_data_transfer.NAME in a usage file."
        )


def unused(usage: Usage, configuration: Configuration) -> tuple[str, ...]:
    """What usage says that nothing takes up: "PLACE: why", for each such entry."""
    return (*_usage_notes(usage, configuration), *_default_notes(usage))


def _usage_notes(usage: Usage, configuration: Configuration) -> Iterator[str]:
    """What the usage file says that nothing takes up."""
    addresses = [instance.address for instance in configuration.managed()]
    types = {instance.address: instance.type for instance in configuration.managed()}
    known_patterns: dict[str, list[str]] = {}
    for entry in usage.entries:
        if entry.pattern not in known_patterns:
            known_patterns[entry.pattern] = [item for item in addresses if entry.matches(item)]
        matching = known_patterns[entry.pattern]
        place = f"{usage.path}:{entry.line}"
        if not matching:
            if not entry.pattern.startswith("aws_data_transfer."):
                hint = _address_hint(entry.pattern, addresses)
                yield f"{place}: {entry.pattern} matches nothing in {configuration.path}.{hint}"
            continue
        keys = _keys(types[item] for item in matching)
        if keys and entry.key not in keys:
            hint = did_you_mean(entry.key, keys)
            yield f"{place}: {entry.pattern} has no usage key {entry.key}; it is not used.{hint}"


def _default_notes(usage: Usage) -> Iterator[str]:
    """Defaults for a priced type under a key it has not."""
    for entry in usage.defaults:
        keys = _keys((canonical(entry.pattern),))
        if keys and entry.key not in keys:
            hint = did_you_mean(entry.key, keys)
            place = f"{usage.path}:{entry.line}"
            yield f"{place}: {entry.pattern} has no usage key {entry.key}; it is not used.{hint}"


def _keys(types: Iterable[str]) -> set[str]:
    return {key for type_ in set(types) & priced_types() for key in leaf(type_).USAGE}


def _address_hint(pattern: str, addresses: list[str]) -> str:
    if any(address.startswith(f"{pattern}[") for address in addresses):
        return f" Write {pattern}[*] for every instance of it."
    return did_you_mean(pattern, set(addresses))
