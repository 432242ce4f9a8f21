"""The graph: parts, where each stands, and what leads from one to another."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from archbench.architecture.element import Element
from archbench.aws.kind import Kind, LossBehavior, RelationKind, Units
from archbench.frozen import field, frozen
from archbench.hcl.source import SourceRange
from archbench.hcl.values import Unknown

UNMOVED = ("global", "regional", "none")
"""Losses of what no zone carries, whatever subnets it names for others."""
PlaceScope = Literal["global", "region", "vpc", "zones"]
"""global: in no region; region: AWS keeps it in a whole region; vpc: in a VPC as a whole; zones: in
some of the zones of a VPC."""


@frozen
class Place:
    """Where a part stands."""

    scope: PlaceScope
    region: str
    """A region's name, "" for what is global."""
    told: bool
    """False when it stands in zones, and in which cannot be told, or not wholly."""
    vpc: str = ""
    """The address of its VPC, or of the one implied; "" outside of any."""
    subnets: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    """Names of the zones it may stand in, in order."""


@frozen
class Doubt(Element):
    """Why what the loss of a zone does to a part cannot be told, and what says so."""

    why: str
    """Words that follow the part's name: "keeping one copy of a topic"."""


@frozen
class Fewest(Element):
    """The fewest units that scaling or a schedule leaves of a part, and what says so."""

    units: int | Unknown
    when: str
    """"while night holds it at 1", "while scaling leaves its minimum of 1"."""


@frozen
class Part(Element):
    """A resource that does something of its own, where it stands, and how it fails."""

    kind: Kind
    place: Place
    loss: LossBehavior
    units: Units
    """How many of it run; None where that is no question."""
    understood: bool = True
    """False for a type without a Kind: placed by the provider's schema alone."""
    worn: tuple[str, ...] = ()
    """The security groups it wears."""
    member_of: str = ""
    """The part it is a member of: of an instance, its cluster."""
    copies: tuple[str, ...] = ()
    """The regions it keeps copies in by itself; "" for one that cannot be told."""
    doubts: tuple[Doubt, ...] = ()
    fewest: Fewest | None = None
    """Where it may run fewer than `units`."""
    private: bool = False
    """Of an entry: whether only callers in networks tied to it reach it."""
    reaches: str = ""
    """Of an endpoint: the AWS service it leads to."""

    @property
    def zones(self) -> tuple[str, ...]:
        """The names of the zones it may stand in."""
        return self.place.zones


@frozen
class Foot:
    """Where a VPC reaches a part that AWS keeps over a region: in these zones and no other."""

    owner: str
    """The address of the part."""
    vpc: str
    subnets: tuple[str, ...]
    zones: tuple[str, ...]
    told: bool
    """False when its zones cannot be told, or not wholly."""


@frozen
class Relation:
    """One part leads to another; what states it is the proof."""

    kind: RelationKind
    source: str
    target: str
    label: str
    via: tuple[str, ...]
    """The addresses of the instances that state it, the first one at `range`."""
    range: SourceRange | None
    actions: tuple[str, ...] = ()
    """What a policy lets the source do to the target, as it is written: "sqs:SendMessage"."""


@frozen
class Graph:
    """All parts by address and all relations, with an index both ways."""

    parts: Mapping[str, Part]
    relations: tuple[Relation, ...]
    attachments: tuple[Relation, ...] = ()
    """What ties a whole VPC to a part or to another VPC, and where its flow logs go.

    One end or both is a VPC's address.
    """
    feet: tuple[Foot, ...] = ()
    api_routes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The routes of each API by its address: "GET /orders"."""

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Relation, ...]]:
        """The relations by the address of their source."""
        return _by(self.relations, "source")

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Relation, ...]]:
        """The relations by the address of their target."""
        return _by(self.relations, "target")

    @cached_property
    def feet_in(self) -> Mapping[str, tuple[Foot, ...]]:
        """The feet by the address of the VPC they stand in."""
        found: dict[str, list[Foot]] = {}
        for foot in self.feet:
            found.setdefault(foot.vpc, []).append(foot)
        return {address: tuple(here) for address, here in found.items()}

    @cached_property
    def standing(self) -> Mapping[str, tuple[Part, ...]]:
        """The parts by the address of each subnet they stand in."""
        found: dict[str, list[Part]] = {}
        for part in self.parts.values():
            for subnet in part.place.subnets:
                found.setdefault(subnet, []).append(part)
        return {address: tuple(here) for address, here in found.items()}

    @cached_property
    def passed(self) -> frozenset[str]:
        """The addresses of what requests pass through on their way to a part."""
        return frozenset(
            via for item in self.relations if item.kind == "request" for via in item.via
        )


def _by(
    relations: tuple[Relation, ...], end: Literal["source", "target"]
) -> dict[str, tuple[Relation, ...]]:
    found: dict[str, list[Relation]] = {}
    for relation in relations:
        found.setdefault(getattr(relation, end), []).append(relation)
    return {address: tuple(here) for address, here in found.items()}


NO_GRAPH = Graph({}, ())
"""The graph of nothing."""
