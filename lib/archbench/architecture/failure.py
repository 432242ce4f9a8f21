"""What may fail, how bad an outcome is, and what stands in the part that fails."""

from collections.abc import Iterator, Mapping
from typing import Literal

from archbench.architecture.model import (
    Compute,
    DatabaseInstance,
    LoadBalancer,
    NatGateway,
    ScalingGroup,
    Subnet,
    Vpc,
)
from archbench.frozen import frozen

Outcome = Literal["survives", "degraded", "down", "unknown"]
"""survives: everything still works, or does again on its own; degraded: requests are answered but
something is lost; down: no request can be answered; unknown: cannot be told.
"""

WORDS: Mapping[Outcome, str] = {
    "survives": "survives",
    "degraded": "loses a part",
    "down": "goes down",
    "unknown": "may or may not survive",
}
"""What the stack does, in words: the same in every table, drawing and sentence."""

ORDER: tuple[Outcome, ...] = ("down", "unknown", "degraded", "survives")
"""Outcomes, the worst first."""

FailureKind = Literal["zone", "nat", "writer", "region"]


DrillVerdict = tuple[Outcome, str]
"""An outcome and the sentence that says why."""
PartVerdict = tuple[str, Outcome, str]
"""The same of one part, by its address."""


@frozen
class Failure:
    """What fails: some zones of a region, or single elements by address."""

    kind: FailureKind
    name: str
    """"us-east-1a", "NAT gateway nat-a", ..."""
    region: str
    zones: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    of_any: bool = False
    """Whether it stands for whichever zone, for nothing says the name of one."""


@frozen
class Gone:
    """Asks whether something stands in what fails."""

    failure: Failure

    def left(self, zone: str | None) -> bool:
        """Whether a zone is still there; an untold zone goes with its region alone."""
        return self.failure.kind != "region" and zone not in self.failure.zones

    def has(self, address: str, zone: str | None) -> bool:
        """Whether an element is lost."""
        return address in self.failure.addresses or not self.left(zone)

    def untold(self, zone: str | None, among: tuple[str, ...] = ()) -> bool:
        """Whether it cannot be told if something is lost, in this zone or in one among several."""
        touched = not among or any(not self.left(name) for name in among)
        zonal = bool(self.failure.zones) and self.failure.kind != "region"
        return zone is None and zonal and touched

    @property
    def of_points(self) -> bool:
        """Whether single elements fail, and no zone and no region."""
        return not self.failure.zones and self.failure.kind != "region"


def placed(vpc: Vpc) -> Iterator[Subnet | NatGateway | Compute | DatabaseInstance]:
    """What stands in one zone of a VPC and nowhere else."""
    yield from vpc.subnets
    yield from vpc.nat_gateways
    yield from vpc.compute
    for cluster in vpc.clusters:
        yield from cluster.instances
    yield from (item for item in vpc.databases if item.multi_az is False)


def lost_in(vpc: Vpc, gone: Gone) -> Iterator[str]:
    """The addresses of what of a VPC stands in what fails, and has no other place."""
    yield from (item.address for item in placed(vpc) if gone.has(item.address, item.zone))
    spread: tuple[LoadBalancer | ScalingGroup, ...] = (*vpc.load_balancers, *vpc.scaling_groups)
    for item in spread:
        if item.zones and not any(gone.left(zone) for zone in item.zones):
            yield item.address


def listed(names: list[str], last: str = "and") -> str:
    """A list for people.

    >>> listed(["a", "b", "c"]), listed(["a", "b"], "or"), listed(["a"])
    ('a, b and c', 'a or b', 'a')
    """
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
