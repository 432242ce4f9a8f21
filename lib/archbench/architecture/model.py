"""The architecture of a configuration: what its resources mean together.

Every element names the addresses it stands for and where they are written. A fact that cannot be
known before apply is Unknown or None with the reason in `Architecture.open_questions`, never a
guess. Money, verdicts and metrics are not here: they are laid over by address.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Literal

from archbench.architecture.dns_record import DnsRecord, HealthCheck
from archbench.architecture.element import Element
from archbench.architecture.part import NO_GRAPH, Graph, Part
from archbench.architecture.permission import SecurityGroup
from archbench.architecture.question import BEHIND, HOW_MANY, WHAT_RUNS, OpenQuestion
from archbench.architecture.transit_table import TransitTable
from archbench.frozen import field, frozen
from archbench.hcl.source import SourceRange
from archbench.hcl.values import Unknown
from archbench.rich import shown, so_many

SubnetTier = Literal["public", "private", "isolated", "unknown"]
"""public: a default route to an internet gateway; private: to a NAT or another way out (transit
gateway, firewall, instance); isolated: no default route; unknown: its routes cannot be told."""

Color = Literal["live", "idle", "split", "unknown", "none"]
"""What the listeners send to a target group, or to what stands behind it. live: all the weight of
every action that names it; idle: none, or no listener names it; split: some; unknown: a weight or a
target cannot be told; none: stands behind no target group."""


@frozen
class Zone:
    """An Availability Zone: its name ("us-east-1a") and letter ("a"); index gives the order."""

    name: str
    letter: str
    index: int


@frozen
class Route:
    """One route of a table: destination CIDR or prefix list, what it leads to."""

    destination: str
    """"" when it cannot be told."""
    target: str
    """Address of the gateway, NAT, endpoint, peering or instance; "" when it cannot be told."""
    target_kind: Literal["internet", "nat", "endpoint", "local", "peering", "transit", "other"]
    address: str
    """The aws_route, or the table or endpoint that holds the route."""
    range: SourceRange | None


@frozen
class RouteTable(Element):
    """A route table with its routes and the subnets it serves."""

    vpc: str
    routes: tuple[Route, ...]
    subnets: tuple[str, ...]


@frozen
class Subnet(Element):
    """A subnet in a zone of a VPC; role is the row it is drawn in."""

    vpc: str
    zone: str | None
    cidr: str | Unknown | None
    tier: SubnetTier
    role: Literal["public", "app", "database", "other"]
    route_table: str | None
    nat: str | None
    """Address of the NAT its default route leads to."""
    leaves_by: str = ""
    """Address of what its default route leads to, a NAT or anything else; "" where not told."""


@frozen
class NatGateway(Element):
    """A NAT gateway, its subnet, zone and elastic IP addresses."""

    subnet: str | None
    zone: str | None
    elastic_ips: tuple[str, ...]
    """Addresses of its aws_eip; empty for a private NAT gateway."""
    serves: tuple[str, ...]
    """Addresses of the subnets whose default route leads here."""
    regional: bool = False
    """Whether it stands in every zone of its VPC, as one of availability mode regional does."""


@frozen
class TargetGroup(Element):
    """A target group: protocol, port, health check, draining, the share of traffic it gets."""

    vpc: str
    protocol: str
    port: int | Unknown | None
    health_check_path: str
    health_check_interval: int | Unknown | None
    deregistration_delay: int | Unknown | None
    weight: Decimal | None
    """The greatest share, 0 to 1, any listener action gives it; None when it cannot be told."""
    color: Color


@frozen
class Listener(Element):
    """A listener: port, protocol, and where it forwards, its rules included.

    forwards maps the address of a target group to the greatest share (0 to 1) an action of the
    listener or of one of its rules gives it; None when a weight cannot be told.
    """

    port: int | Unknown | None
    protocol: str
    forwards: Mapping[str, Decimal | None]
    redirects_to: str
    """"HTTPS 443" for a redirect, "" otherwise."""


@frozen
class LoadBalancer(Element):
    """A load balancer over its subnets."""

    kind: Literal["application", "network", "gateway", "classic"]
    internal: bool | Unknown
    subnets: tuple[str, ...]
    zones: tuple[str, ...]
    security_groups: tuple[str, ...]
    listeners: tuple[Listener, ...]
    target_groups: tuple[TargetGroup, ...]
    cross_zone: bool | Unknown


@frozen
class ScalingGroup(Element):
    """An Auto Scaling group: capacity, its spread over zones, its launch template, its colour."""

    minimum: int | Unknown
    maximum: int | Unknown
    desired: int | Unknown
    subnets: tuple[str, ...]
    zones: tuple[str, ...]
    per_zone: Mapping[str, int | Unknown]
    """Desired instances in each zone, spread evenly, extra ones to the first zones."""
    instance_type: str | Unknown | None
    """Of a mixed-instances policy all types, joined by ", "."""
    launch_template: str | None
    """Address of its launch template or launch configuration."""
    volume: str
    """The root volume in words: "gp3 30 GiB, encrypted"."""
    target_groups: tuple[str, ...]
    health_check_type: str
    policies: tuple[str, ...]
    """Scaling policies in words: "target 60% CPU"."""
    security_groups: tuple[str, ...]
    color: Color
    held_back: str = ""
    """What keeps it from replacing lost instances, in words: "Launch is suspended"."""


@frozen
class Compute(Element):
    """A plain EC2 instance."""

    instance_type: str | Unknown | None
    subnet: str | None
    zone: str | None
    security_groups: tuple[str, ...]
    target_groups: tuple[str, ...]
    color: Color
    addresses: tuple[str, ...] = ()
    """The elastic addresses on it, or on an interface of it."""
    interfaces: tuple[str, ...] = ()
    """The network interfaces on it that are resources of their own."""
    groups_told: bool = True
    """False where it may wear more security groups than these."""


@frozen
class DatabaseInstance(Element):
    """One instance of a cluster, or a stand-alone database."""

    role: Literal["writer", "reader", "single", "unknown"]
    """Which cluster member is the writer is an assumption, and an open question, when there are
    several."""
    zone: str | None
    zone_is_assumed: bool
    """True when no zone is set and it was placed by the subnet group's order."""
    instance_class: str | Unknown | None
    promotion_tier: int | Unknown | None
    cluster: str | None
    engine: str = ""
    multi_az: bool | Unknown = False
    subnets: tuple[str, ...] = ()
    """Of a stand-alone database: the subnets of its subnet group."""
    security_groups: tuple[str, ...] = ()


@frozen
class DatabaseCluster(Element):
    """An Aurora cluster with its instances, subnets, backup and encryption.

    The instances of an RDS Multi-AZ DB cluster (`multi_az`) are AWS's own: a writer and two
    readable standbys in three zones; `instances` is empty then.
    """

    engine: str
    engine_version: str | Unknown | None
    instances: tuple[DatabaseInstance, ...]
    subnets: tuple[str, ...]
    zones: tuple[str, ...]
    security_groups: tuple[str, ...]
    retention_days: int | Unknown | None
    encrypted: bool | Unknown
    kms_key: str | None
    port: int | Unknown | None
    multi_az: bool = False


@frozen
class EncryptionKey(Element):
    """A KMS key and what it protects."""

    rotation: bool | Unknown
    protects: tuple[str, ...]


@frozen
class Alarm(Element):
    """A CloudWatch alarm: the metric, threshold in words, what it watches, whom it tells."""

    metric: str
    condition: str
    watches: tuple[str, ...]
    notifies: tuple[str, ...]


@frozen
class RegionalService(Element):
    """A service drawn at the side of the region: endpoint, topic, secret, bucket, log group."""

    service: str
    """CloudWatch, SNS, Secrets Manager, KMS, S3, VPC endpoint, Backup, ..."""
    detail: str
    attaches_to: tuple[str, ...]
    members: tuple[str, ...]
    """All addresses this card stands for, its own among them."""


@frozen
class Vpc(Element):
    """A VPC with its zones in order and everything inside, by kind.

    What names no VPC of the configuration stands in an implied one, whose address is
    "implied.<region>".
    """

    region: str | Unknown | None
    cidr: str | Unknown | None
    zones: tuple[Zone, ...]
    internet_gateway: str | None
    subnets: tuple[Subnet, ...]
    route_tables: tuple[RouteTable, ...]
    nat_gateways: tuple[NatGateway, ...]
    load_balancers: tuple[LoadBalancer, ...]
    scaling_groups: tuple[ScalingGroup, ...]
    compute: tuple[Compute, ...]
    clusters: tuple[DatabaseCluster, ...]
    databases: tuple[DatabaseInstance, ...]
    """Stand-alone database instances."""
    spare_target_groups: tuple[TargetGroup, ...] = ()
    """Target groups no listener forwards to: the idle colour of a blue-green pair."""
    implied: bool = False

    def shaped(self) -> Iterator[str]:
        """The addresses of what is described one by one: networks, balancers, instances, stores."""
        if self.internet_gateway:
            yield self.internet_gateway
        for part in (
            self.nat_gateways,
            self.load_balancers,
            self.scaling_groups,
            self.compute,
            self.clusters,
            self.databases,
            *(cluster.instances for cluster in self.clusters),
        ):
            yield from (item.address for item in part)


@frozen
class Region:
    """A region and the VPCs and services in it."""

    name: str
    """"us-east-1", or the provider configuration's name in words when its region is not known."""
    vpcs: tuple[Vpc, ...]
    services: tuple[RegionalService, ...]


@frozen
class Located:
    """Where everything stands, before anything is asked of what leads where."""

    regions: tuple[Region, ...]
    """Regions with their VPCs, without services."""
    parts: Mapping[str, Part]
    """Every part by its address."""
    security_groups: tuple[SecurityGroup, ...]


@frozen
class Architecture:
    """The whole picture, for the drawing, the drill, the checklist and the cost of traffic."""

    path: str
    regions: tuple[Region, ...]
    records: tuple[DnsRecord, ...] = ()
    health_checks: tuple[HealthCheck, ...] = ()
    security_groups: tuple[SecurityGroup, ...] = ()
    keys: tuple[EncryptionKey, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    transit_tables: tuple[TransitTable, ...] = ()
    graph: Graph = NO_GRAPH
    """Every part with its place, and what leads from one to another."""
    outlets: Mapping[str, str] = field(default_factory=dict)
    """Address of each subnet that leaves its VPC through an instance, to that instance's."""
    unasked: frozenset[str] = frozenset()
    """Addresses of the instances that nobody is known to ask anything of (see asking.py)."""
    inner: frozenset[str] = frozenset()
    """Addresses of the instances that only other parts ask (see asking.py)."""
    supporting: Mapping[str, str] = field(default_factory=dict)
    """Address of every instance that is no element of its own, to the address of the element it
    belongs to ("" when to none): associations, policies, attachments, rules. With `elements` and
    the `members` of services it accounts for every instance of the configuration."""

    def _repr_html_(self) -> str:
        """Each VPC with its zones and subnets, and how much is not told."""
        vpcs = [(region.name, vpc) for region in self.regions for vpc in region.vpcs]
        rows = [
            (name, vpc.name, ", ".join(zone.name for zone in vpc.zones), len(vpc.subnets))
            for name, vpc in vpcs
        ]
        count = f"{so_many(len(self.graph.parts), 'part')}, {so_many(len(vpcs), 'VPC')}"
        regions = ", ".join(region.name for region in self.regions) or "no region"
        answer = f"{self.path}: {count} in {regions}"
        notes = [so_many(len(self.open_questions), "open question")] if self.open_questions else []
        return shown(answer, ("region", "VPC", "zones", "subnets"), rows, notes)

    @property
    def parts(self) -> Mapping[str, Part]:
        """Every part by its address."""
        return self.graph.parts

    @cached_property
    def groups(self) -> Mapping[str, SecurityGroup]:
        """Every security group by its address."""
        return {group.address: group for group in self.security_groups}

    @cached_property
    def uncounted(self) -> tuple[OpenQuestion, ...]:
        """The resources and modules whose instances cannot be counted."""
        return tuple(item for item in self.open_questions if item.question == HOW_MANY)

    @cached_property
    def leaving(self) -> tuple[OpenQuestion, ...]:
        """What leads requests to something that is not in the configuration."""
        return tuple(item for item in self.open_questions if item.question == BEHIND)

    @cached_property
    def foreign(self) -> tuple[OpenQuestion, ...]:
        """The resources of other providers that run something in AWS, nobody says what."""
        return tuple(item for item in self.open_questions if item.question == WHAT_RUNS)

    def shaped(self) -> frozenset[str]:
        """The addresses of what is described one by one in its VPC."""
        return frozenset(
            address for region in self.regions for vpc in region.vpcs for address in vpc.shaped()
        )

    def of_class(self, name: str) -> tuple[Element, ...]:
        """Every element of a class, each once."""
        found = (item for item in self.elements() if type(item).__name__ == name)
        return tuple({item.address: item for item in found}.values())

    @cached_property
    def by_address(self) -> Mapping[str, Element]:
        """Elements by address; a part of the graph where there is no other."""
        every = tuple(self.elements())
        parts = {item.address: item for item in every if isinstance(item, Part)}
        return parts | {item.address: item for item in every if not isinstance(item, Part)}

    def elements(self) -> Iterator[Element]:
        """Every element once or more (a key is an element and a service), parents first."""
        for region in self.regions:
            for vpc in region.vpcs:
                yield vpc
                for part in (vpc.route_tables, vpc.subnets, vpc.nat_gateways, vpc.load_balancers):
                    yield from part
                for balancer in vpc.load_balancers:
                    yield from balancer.listeners
                    yield from balancer.target_groups
                yield from vpc.spare_target_groups
                yield from vpc.scaling_groups
                yield from vpc.compute
                yield from vpc.clusters
                for cluster in vpc.clusters:
                    yield from cluster.instances
                yield from vpc.databases
            yield from region.services
        yield from self.records
        yield from self.health_checks
        yield from self.security_groups
        yield from self.keys
        yield from self.alarms
        yield from self.graph.parts.values()
