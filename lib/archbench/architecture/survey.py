"""Every part before it is put into its VPC: which VPC and which zones each stands in."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from archbench.architecture.balancing import Balancing, balancing
from archbench.architecture.compute import instances, scaling_groups
from archbench.architecture.database import STORE_GROUP_TYPES, clusters, databases
from archbench.architecture.element import Element
from archbench.architecture.joins import Reader
from archbench.architecture.model import (
    Compute,
    DatabaseCluster,
    DatabaseInstance,
    ScalingGroup,
    Zone,
)
from archbench.architecture.network import (
    SUBNET_TYPES,
    VPC_TYPES,
    Network,
    network,
    region_name,
    with_roles,
)
from archbench.architecture.standing import Spot, stand
from archbench.architecture.zones import UNTOLD, ZoneKey, zones
from archbench.aws.kind import Kind
from archbench.frozen import frozen, replace
from archbench.terraform.configuration import Instance

T = TypeVar("T", bound=Element)


@frozen
class Survey:
    """All parts before they are put into their VPCs: zones as keys, VPCs by address to region."""

    network: Network
    balancing: Balancing
    groups: tuple[ScalingGroup, ...]
    compute: tuple[Compute, ...]
    clusters: tuple[DatabaseCluster, ...]
    databases: tuple[DatabaseInstance, ...]
    keys: Mapping[str, tuple[ZoneKey, ...]]
    """The zones of every part by its address."""
    home: Mapping[str, str]
    """The VPC of every part by its address."""
    vpcs: Mapping[str, str]
    zones: Mapping[str, Mapping[ZoneKey, Zone]]
    """The zones of each region by key."""
    gateways: Mapping[str, str]
    """The internet gateway of each VPC."""
    spots: Mapping[str, Spot]
    """Where every part stands, by address; the zones of those above stand in `keys`."""

    def names(self, address: str) -> tuple[str, ...]:
        """The names of the zones a part stands in, in order; none when one is not told."""
        return self.names_of(address, self.keys[address])

    def names_of(self, address: str, keys: tuple[ZoneKey, ...]) -> tuple[str, ...]:
        """The names of these zones in the region of a part; none when one is not told."""
        known = self.zones[self.vpcs[self.home[address]]]
        names = [known[key].name for key in keys if key in known]
        return tuple(names) if len(names) == len(keys) else ()

    def name(self, address: str) -> str | None:
        """The name of the one zone a part stands in; None where it may be any of several."""
        names = self.names(address)
        return names[0] if len(names) == 1 else None

    def by_vpc(self) -> Iterator[tuple[str, "Survey"]]:
        """Each VPC with what of all this stands in it."""
        net, balance, home = self.network, self.balancing, self.home
        tables = _by_home({table.address: table.vpc for table in net.tables}, net.tables)
        subnets, nats = _by_home(home, net.subnets), _by_home(home, net.nats)
        balancers, spare = _by_home(home, balance.balancers), _by_home(home, balance.spare)
        groups, compute = _by_home(home, self.groups), _by_home(home, self.compute)
        clusters, databases = _by_home(home, self.clusters), _by_home(home, self.databases)
        keys: dict[str, dict[str, tuple[ZoneKey, ...]]] = {}
        for address, vpc in home.items():
            keys.setdefault(vpc, {})[address] = self.keys.get(address, ())
        for vpc in self.vpcs:
            here = replace(
                net,
                subnets=subnets.get(vpc, ()),
                tables=tables.get(vpc, ()),
                nats=nats.get(vpc, ()),
            )
            yield (
                vpc,
                replace(
                    self,
                    network=here,
                    balancing=replace(
                        balance, balancers=balancers.get(vpc, ()), spare=spare.get(vpc, ())
                    ),
                    groups=groups.get(vpc, ()),
                    compute=compute.get(vpc, ()),
                    clusters=clusters.get(vpc, ()),
                    databases=databases.get(vpc, ()),
                    keys=keys.get(vpc, {}),
                ),
            )


def _by_home(home: Mapping[str, str], parts: Iterable[T]) -> Mapping[str, tuple[T, ...]]:
    """Parts by the VPC they stand in, in their order."""
    found: dict[str, list[T]] = {}
    for part in parts:
        found.setdefault(home.get(part.address, ""), []).append(part)
    return {vpc: tuple(here) for vpc, here in found.items()}


def _gateways(reader: Reader) -> Mapping[str, str]:
    """The internet gateway of each VPC, named by itself or by its attachment."""
    found: dict[str, str] = {}
    for item in reader.of_type("aws_internet_gateway"):
        attachments = reader.naming(
            item.address, "aws_internet_gateway_attachment", "internet_gateway_id"
        )
        vpcs = [reader.one(holder, "vpc_id") for holder in (item, *attachments)]
        vpc = next((vpc for vpc in vpcs if vpc), "")
        found.setdefault(vpc, item.address)
    return found


def survey(reader: Reader, parts: tuple[tuple[Instance, Kind], ...]) -> Survey:
    """Read every kind of part, and settle which VPC and which zones each stands in."""
    net = network(reader)
    spots = stand(reader, net, parts)
    balance = balancing(reader)
    found_clusters = clusters(reader, net)
    found_databases = databases(reader, net)
    keys: dict[str, tuple[ZoneKey, ...]] = {
        address: (key,) for address, key in net.zone_keys.items()
    }
    keys |= {
        address: spot.keys if spot.told else (UNTOLD,)
        for address, spot in spots.items()
        if spot.vpc
    }
    for cluster, choices, members in found_clusters:
        keys[cluster.address] = choices or tuple(
            sorted({key for key in members.values() if key[1]})
        )
        keys |= {address: (key,) for address, key in members.items()}
    keys |= {database.address: (key,) for database, key in found_databases}
    home = {subnet.address: subnet.vpc for subnet in net.subnets}
    home |= {
        table.address: table.vpc
        for table in net.tables
        if table.address in reader.configuration.by_address
    }
    home |= {group.address: group.vpc for group in balance.spare}
    home |= {address: spot.vpc for address, spot in spots.items() if spot.vpc}
    for cluster, *_ in found_clusters:
        home |= {item.address: home[cluster.address] for item in cluster.instances}
    groups, compute = scaling_groups(reader, balance), instances(reader, balance)
    runs = {subnet for group in groups for subnet in group.subnets}
    runs |= {subnet for machine in compute for subnet in spots[machine.address].subnets}
    stores = frozenset(
        subnet.address
        for group in reader.of_type(*STORE_GROUP_TYPES)
        for subnet in reader.many(group, "subnet_ids", types=SUBNET_TYPES)
    )
    vpcs = _vpcs(reader, home)
    in_region: dict[str, set[ZoneKey]] = {region: set() for region in vpcs.values()}
    for part, vpc in home.items():
        in_region[vpcs[vpc]].update(keys.get(part, ()))
    settled = {region: zones(used) for region, used in in_region.items()}
    _ask_for_zones(reader, keys, {part: settled[vpcs[vpc]] for part, vpc in home.items()})
    return Survey(
        replace(net, subnets=with_roles(net.subnets, stores, runs)),
        balance,
        groups,
        compute,
        tuple(cluster for cluster, *_ in found_clusters),
        tuple(database for database, _ in found_databases),
        keys,
        home,
        vpcs,
        settled,
        _gateways(reader),
        spots,
    )


def _vpcs(reader: Reader, home: Mapping[str, str]) -> Mapping[str, str]:
    """The region of every VPC: those written, those looked up and used, and the implied ones."""
    used = set(home.values())
    found = {
        item.address: region_name(item)
        for item in reader.of_type(*VPC_TYPES, data=True)
        if item.mode == "managed" or item.address in used
    }
    for part, vpc in home.items():
        found.setdefault(vpc, region_name(reader.configuration.by_address[part]))
    return found


def _ask_for_zones(
    reader: Reader,
    keys: Mapping[str, tuple[ZoneKey, ...]],
    zones_at: Mapping[str, Mapping[ZoneKey, Zone]],
) -> None:
    """Ask for every zone that is set, but to a value that may be any of the others."""
    for part, found in keys.items():
        if any(key[1] and key not in zones_at[part] for key in found):
            item = reader.configuration.by_address[part]
            reader.ask(item, "its zone: it may be any of the others", item.get("availability_zone"))
