"""Where every part stands: by its own arguments, what it starts from, and what belongs to it.

The arguments are found by the provider's schema, so that a part of any service is placed alike.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from archbench.architecture.joins import Reader
from archbench.architecture.network import (
    SUBNET_TYPES,
    VPC_TYPES,
    Network,
    implied_vpc,
    region_name,
)
from archbench.architecture.part import UNMOVED, PlaceScope
from archbench.architecture.zones import UNTOLD, ZoneKey, zone_key
from archbench.aws.catalogue import kind_of
from archbench.aws.kind import Kind
from archbench.aws.places import PathMeaning, can_stand, paths
from archbench.aws.values import found_at, text
from archbench.frozen import frozen, replace
from archbench.hcl.values import Sensitive, bare
from archbench.terraform.configuration import Instance, Path
from archbench.terraform.places import zone_told


@frozen
class Spot:
    """The place of a part while zones are still keys; told as in Place."""

    scope: PlaceScope
    vpc: str = ""
    subnets: tuple[str, ...] = ()
    keys: tuple[ZoneKey, ...] = ()
    told: bool = True


def kind_for(type_: str) -> Kind | None:
    """The Kind of a type; one made from the schema for a type without, that stands in zones."""
    found = kind_of(type_)
    if found is None and type_.startswith("aws_") and can_stand(type_):
        words = type_.removeprefix("aws_").replace("_", " ")
        return Kind((type_,), words, words.capitalize(), "general.General", "support")
    return found


def parts_of(reader: Reader) -> tuple[tuple[Instance, Kind], ...]:
    """Every managed instance that is a part, with its Kind; VPCs and subnets hold the others."""
    found = (
        (item, kind_for(item.type))
        for item in reader.configuration.managed()
        if item.type not in (*VPC_TYPES, *SUBNET_TYPES)
    )
    return tuple((item, kind) for item, kind in found if kind is not None and kind.is_part)


def named(reader: Reader, item: Instance, dotted: str) -> Iterator[Instance]:
    """Every instance that the values at a dotted path name."""
    for path, _ in found_at(item, dotted):
        yield from reader.many(item, *path)


def stand(
    reader: Reader, network: Network, parts: Iterable[tuple[Instance, Kind]]
) -> Mapping[str, Spot]:
    """The spot of each part by its address."""
    parts = tuple(parts)
    helpers = _helpers(reader)
    spots = {
        item.address: _spot(
            reader,
            network,
            item,
            kind,
            [one for one, says in helpers.get(item.address, ()) if says.places],
        )
        for item, kind in parts
    }
    hosts = _Hosts(reader, helpers, _joining(reader, parts), spots)
    for item, kind in parts:
        own, hosted = spots[item.address], kind.hosted(item)
        if (hosted or not own.subnets) and kind.loss_of(item) not in UNMOVED:
            here = [
                spots[one.address]
                for one in hosts.of(item, {item.address})
                if region_name(one) == region_name(item)
            ]
            if here and own.subnets:
                spots[item.address] = _within(own, _together(here))
            elif here:
                spots[item.address] = _next_to(own, _together(here))
            elif hosted:
                spots[item.address] = replace(own, keys=(), told=False)
    return spots


def feet(reader: Reader, parts: Iterable[tuple[Instance, Kind]]) -> Mapping[str, list[Instance]]:
    """The helpers through whose subnets a VPC reaches each part that AWS keeps over a region."""
    regional = {item.address for item, kind in parts if kind.loss_of(item) == "regional"}
    return {
        address: found
        for address, helpers in _helpers(reader).items()
        if address in regional
        and (found := [one for one, says in helpers if says.foot and any(_values(one, "subnet"))])
    }


def _helpers(reader: Reader) -> Mapping[str, list[tuple[Instance, Kind]]]:
    """The helpers that say where something stands, by the address of what they belong to."""
    found: dict[str, list[tuple[Instance, Kind]]] = {}
    for item in reader.configuration.managed():
        kind = kind_of(item.type)
        if kind is not None and kind.role == "helper" and (kind.places or kind.foot or kind.beside):
            for way in kind.belongs_to:
                for owner in named(reader, item, way):
                    found.setdefault(owner.address, []).append((item, kind))
    return found


@frozen
class _Hosts:
    """Finds the parts with a place that a part stands beside."""

    reader: Reader
    helpers: Mapping[str, list[tuple[Instance, Kind]]]
    joining: Mapping[str, list[Instance]]
    """The groups whose machines are told to join a cluster, by the address of the cluster."""
    spots: Mapping[str, Spot]

    def of(self, item: Instance, seen: set[str]) -> list[Instance]:
        """The hosts of a part, or of a helper of it, that are not among those seen.

        What is beside it and has no place is followed to what that one stands beside. Tasks of a
        cluster run on the groups of its capacity providers: from a service to its cluster, to the
        cluster's providers, to their groups; or on the machines that join the cluster.
        """
        kind = kind_for(item.type)
        if kind is None:
            return []
        for way in kind.beside if kind.is_part else (*kind.beside, *kind.belongs_to):
            if found := self._placed(named(self.reader, item, way), seen):
                return found
        beside = (
            one
            for helper, says in self.helpers.get(item.address, ())
            for way in says.beside
            for one in named(self.reader, helper, way)
        )
        return self._placed(beside, seen) or self._placed(self.joining.get(item.address, ()), seen)

    def _placed(self, beside: Iterable[Instance], seen: set[str]) -> list[Instance]:
        found = []
        for one in beside:
            if one.address not in seen:
                seen.add(one.address)
                spot = self.spots.get(one.address)
                told = spot is not None and bool(spot.vpc)
                found += [one] if told else self.of(one, seen)
        return found


def _joining(
    reader: Reader, parts: Iterable[tuple[Instance, Kind]]
) -> Mapping[str, list[Instance]]:
    """The parts whose user data, or that of what they start from, names another part."""
    found: dict[str, list[Instance]] = {}
    for item, _ in parts:
        for stating in starting_from(reader, [item]):
            for name in ("user_data", "user_data_base64"):
                for one in reader.referenced(stating, (name,)):
                    found.setdefault(one.address, []).append(item)
    return found


def _together(spots: Sequence[Spot]) -> Spot:
    """The spot of what may stand in any of these, in the network of the first."""
    first = spots[0]
    return replace(
        first,
        scope="zones" if any(spot.scope == "zones" for spot in spots) else first.scope,
        subnets=tuple(dict.fromkeys(one for spot in spots for one in spot.subnets)),
        keys=tuple(sorted({key for spot in spots for key in spot.keys})),
        told=all(spot.told for spot in spots),
    )


def _within(own: Spot, host: Spot) -> Spot:
    """A spot in those of its own zones in which its host stands too."""
    keys = tuple(key for key in own.keys if key in host.keys)
    told = own.told and host.told and bool(keys)
    return replace(own, keys=keys if told else (), told=told)


def _next_to(own: Spot, host: Spot) -> Spot:
    """A spot in the network of another part; its own zones count where it names some."""
    known = any(key[1] for key in own.keys)
    return Spot(
        scope="zones" if host.scope == "zones" or known else host.scope,
        vpc=host.vpc or own.vpc,
        subnets=host.subnets,
        keys=own.keys if known else host.keys,
        told=own.told if known else host.told,
    )


def _spot(
    reader: Reader, network: Network, item: Instance, kind: Kind, helpers: Iterable[Instance]
) -> Spot:
    loss = kind.loss_of(item)
    if loss == "global":
        return Spot("global")
    stating = list(starting_from(reader, (item, *helpers)))
    vpc = next(
        (
            one.address
            for at in stating
            for path in _values(at, "vpc")
            for one in reader.many(at, *path, types=VPC_TYPES)
        ),
        "",
    )
    # what AWS keeps over a region stands in zones only where it has a foot in each of them
    subnets, told = subnets_of(reader, helpers if loss in UNMOVED else stating)
    if loss in UNMOVED and not subnets:
        return Spot("vpc", vpc) if vpc else Spot("region")
    vpc = next((network.home[address] for address in subnets if address in network.home), vpc)
    vpc = vpc or next(_worn_vpcs(reader, stating), "")
    keys = tuple(dict.fromkeys(network.zone_keys.get(address, UNTOLD) for address in subnets))
    own = tuple(dict.fromkeys(_zones(reader, stating)))
    if not subnets:
        keys = own
        # the one zone it names itself is that of its subnet, whichever that is
        told = told or (loss == "single" and len(own) == 1)
    elif loss == "single" and own and (set(own) <= set(keys) or not told):
        # a group of subnets says where it may stand, its own zones where it does
        keys, told = own, told or len(own) == 1
        subnets = tuple(one for one in subnets if network.zone_keys.get(one) in own)
    if not (keys or vpc or can_stand(item.type)):
        return Spot("region")
    # where nothing is said of what has a standby, AWS takes the zones of its default network
    told = told and (bool(keys) or loss == "standby") and all(key[1] for key in keys)
    return Spot("zones", vpc or implied_vpc(item), subnets, tuple(sorted(keys)), told)


def starting_from(reader: Reader, items: Iterable[Instance]) -> Iterator[Instance]:
    """These instances, and all that they start from: templates, task definitions."""
    stack, seen = list(items), set()
    while stack:
        at = stack.pop(0)
        if at.address not in seen:
            seen.add(at.address)
            yield at
            kind = kind_of(at.type)
            stack += [
                one for way in (kind.made_of if kind else ()) for one in named(reader, at, way)
            ]


def _worn_vpcs(reader: Reader, stating: Iterable[Instance]) -> Iterator[str]:
    """The VPCs of the security groups that these instances wear."""
    for at in stating:
        for path in _values(at, "worn"):
            for group in reader.many(at, *path, types=("aws_security_group",)):
                vpc = reader.one(group, "vpc_id", types=VPC_TYPES)
                if vpc:
                    yield vpc


def subnets_of(reader: Reader, stating: Iterable[Instance]) -> tuple[tuple[str, ...], bool]:
    """The subnets that any of these instances names, and whether all of them are told."""
    found: dict[str, None] = {}
    told = True
    for at in stating:
        for path in _values(at, "group"):
            groups = reader.many(at, *path)
            told &= reader.is_told(at, *path)
            for group in groups:
                here = reader.many(group, "subnet_ids", types=SUBNET_TYPES)
                told &= reader.is_told(group, "subnet_ids", types=SUBNET_TYPES)
                found |= dict.fromkeys(subnet.address for subnet in here)
        for path in _values(at, "subnet"):
            here = reader.many(at, *path, types=SUBNET_TYPES)
            told &= reader.is_told(at, *path, types=SUBNET_TYPES)
            found |= dict.fromkeys(subnet.address for subnet in here)
    return tuple(found), told


def _zones(reader: Reader, stating: Iterable[Instance]) -> Iterator[ZoneKey]:
    for at in stating:
        for dotted in paths(at.type, "zone"):
            for path, value in found_at(at, dotted):
                opened = bare(value)
                hidden = opened is not value
                for one in opened if isinstance(opened, tuple) else (opened,):
                    each = text(zone_told(Sensitive(one) if hidden else one))
                    if each:
                        yield (0, each, 0)
                    else:
                        yield zone_key(reader, at, str(path[0])) if len(path) == 1 else UNTOLD


def _values(item: Instance, what: PathMeaning) -> Iterator[Path]:
    """Where an instance sets arguments that name this, with their exact paths."""
    for dotted in paths(item.type, what):
        for path, _ in found_at(item, dotted):
            yield path
