"""A VPC before anything is lost, looked at once; a single point changes only what it touches."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from archbench.architecture.capacity import Capacity, Crew, crews, of_capacities, of_crew, of_group
from archbench.architecture.egress import (
    CutOff,
    Ways,
    cut_off,
    untold_serving,
    untold_targets,
    untold_ways,
    ways,
)
from archbench.architecture.failure import (
    DrillVerdict,
    Failure,
    Gone,
    PartVerdict,
    lost_in,
    placed,
)
from archbench.architecture.model import Architecture, DatabaseCluster, DatabaseInstance, Vpc
from archbench.architecture.part import Graph
from archbench.architecture.standby import DatabaseLeft, database
from archbench.frozen import frozen, replace


@frozen
class BalancerLeft:
    """Zones of a load balancer before and after."""

    address: str
    name: str
    before: int | None
    left: int | None
    """Both None when its zones cannot be told."""

    @property
    def weakened(self) -> bool:
        """Whether it has fewer zones than before."""
        return (self.left or 0) < (self.before or 0)


@frozen
class Left:
    """What a failure leaves of a VPC."""

    lost: tuple[str, ...]
    capacities: tuple[Capacity, ...]
    balancers: tuple[BalancerLeft, ...]
    databases: tuple[DatabaseLeft, ...]
    cut_off: tuple[CutOff, ...]
    untold: tuple[DrillVerdict, ...]
    """What cannot be told of its ways out and of who serves."""


@frozen
class Intact:
    """A VPC with nothing lost, and which part of it each of its points touches."""

    vpc: Vpc
    architecture: Architecture

    @cached_property
    def whole(self) -> Left:
        """What there is while nothing is lost."""
        return self.every(Gone(Failure("nat", "nothing", "")))

    @cached_property
    def answers_untold(self) -> bool:
        """Whether something may answer of which nothing is known."""
        return bool(untold_targets(self.vpc, self.architecture.graph))

    @cached_property
    def serving(self) -> tuple[PartVerdict, ...]:
        """What its balancers and instances mean while none of them is lost."""
        return tuple(serving((self,), self.whole.capacities, self.whole.balancers))

    def after(self, gone: Gone) -> Left:
        """What a failure leaves; its points, where no zone fails, are no subnets."""
        return self._touched(gone) if gone.of_points else self.every(gone)

    def every(self, gone: Gone) -> Left:
        """What a failure leaves, each part looked at anew."""
        vpc, architecture = self.vpc, self.architecture
        graph = architecture.graph
        return Left(
            lost=tuple(lost_in(vpc, gone)),
            capacities=(
                *(of_group(group, vpc, gone, architecture) for group in vpc.scaling_groups),
                *(of_crew(crew, vpc, gone, architecture) for crew in self._crews),
            ),
            balancers=tuple(_balancers(vpc, gone)),
            databases=tuple(database(store, gone, graph) for store in self._stores),
            cut_off=tuple(cut_off(self._ways, gone, graph)),
            untold=(*untold_ways(self._ways, gone, graph), *untold_serving(vpc, graph)),
        )

    def _touched(self, gone: Gone) -> Left:
        whole, points, graph = self.whole, gone.failure.addresses, self.architecture.graph
        groups = len(self.vpc.scaling_groups)
        machines = {
            groups + at: of_crew(self._crews[at], self.vpc, gone, self.architecture)
            for at in _touching(self._in_crew, points)
        }
        stores = {
            at: database(self._stores[at], gone, graph) for at in _touching(self._in_store, points)
        }
        closed = [self._ways[at] for at in _touching(self._through, points)]
        return replace(
            whole,
            lost=tuple(self._placed[at] for at in _touching(self._at_place, points)),
            capacities=_changed(whole.capacities, machines),
            databases=_changed(whole.databases, stores),
            cut_off=tuple(cut_off(closed, gone, graph)),
        )

    @cached_property
    def _crews(self) -> tuple[Crew, ...]:
        return crews(self.vpc, self.architecture)

    @cached_property
    def _stores(self) -> tuple[DatabaseCluster | DatabaseInstance, ...]:
        return (*self.vpc.clusters, *self.vpc.databases)

    @cached_property
    def _ways(self) -> tuple[Ways, ...]:
        return ways(self.vpc, self.architecture.graph, self.architecture.outlets)

    @cached_property
    def _placed(self) -> tuple[str, ...]:
        return tuple(item.address for item in placed(self.vpc))

    @cached_property
    def _in_crew(self) -> "_Index":
        return _index(crew.zone_of for crew in self._crews)

    @cached_property
    def _in_store(self) -> "_Index":
        return _index(
            [store.address]
            if isinstance(store, DatabaseInstance)
            else [item.address for item in store.instances]
            for store in self._stores
        )

    @cached_property
    def _through(self) -> "_Index":
        return _index([through for _, through in way.through] for way in self._ways)

    @cached_property
    def _at_place(self) -> "_Index":
        return _index([address] for address in self._placed)


_T = TypeVar("_T")
_Index = Mapping[str, list[int]]
"""By address, the places in a sequence of what it touches."""


def _index(touching: Iterable[Iterable[str]]) -> _Index:
    found: dict[str, list[int]] = {}
    for place, addresses in enumerate(touching):
        for address in addresses:
            found.setdefault(address, []).append(place)
    return found


def _touching(index: _Index, points: Iterable[str]) -> list[int]:
    return sorted({place for point in points for place in index.get(point, ())})


def _changed(items: tuple[_T, ...], changes: Mapping[int, _T]) -> tuple[_T, ...]:
    """The items, some of them changed."""
    if not changes:
        return items
    found = list(items)
    for place, item in changes.items():
        found[place] = item
    return tuple(found)


def _balancers(vpc: Vpc, gone: Gone) -> Iterator[BalancerLeft]:
    for item in vpc.load_balancers:
        left = sum(gone.left(zone) for zone in item.zones)
        told = bool(item.zones)
        yield BalancerLeft(
            item.address, item.name, len(item.zones) if told else None, left if told else None
        )


def serving(
    vpcs: tuple[Intact, ...], running: tuple[Capacity, ...], balancers: tuple[BalancerLeft, ...]
) -> Iterator[PartVerdict]:
    """What the instances and balancers that are left of some VPCs mean."""
    for vpc in vpcs[:1]:
        yield from _of_balancers(balancers, vpc.architecture.graph)
    yield from of_capacities(running, others=any(vpc.answers_untold for vpc in vpcs))


def _of_balancers(balancers: tuple[BalancerLeft, ...], graph: Graph) -> Iterator[PartVerdict]:
    """Down where no other balancer is left but those behind the lost one."""
    standing = [item.address for item in balancers if item.left]
    for item in balancers:
        if item.before and not item.left:
            behind = {relation.target for relation in graph.outgoing.get(item.address, ())}
            others = any(address not in behind for address in standing)
            yield (
                item.address,
                "degraded" if others else "down",
                f"load balancer {item.name} has no subnet left",
            )
        elif not item.before:
            yield item.address, "unknown", f"the zones of load balancer {item.name} cannot be told"
