"""The architecture of a configuration: what its resources mean together.

Every element names the addresses it stands for and where they are written. A fact that cannot be
known before apply is Unknown or None with the reason in `Architecture.open_questions`, never a
guess. Money, verdicts and metrics are not here: they are laid over by address.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from archbench.hcl.source import SourceRange
from archbench.hcl.values import Unknown

Tier = Literal["public", "private", "isolated", "unknown"]
"""public: a default route to an internet gateway; private: to a NAT; isolated: neither."""

Color = Literal["live", "idle", "split", "unknown", "none"]
"""live: receives all the weight of its listeners; idle: none; split: some; none: has no target."""


@dataclass(frozen=True, slots=True)
class Element:
    """What every part of the architecture has: an address, a name for people, a place."""

    address: str
    name: str
    range: SourceRange | None


@dataclass(frozen=True, slots=True)
class Zone:
    """An Availability Zone: its name ("us-east-1a") and letter ("a"); index gives the order."""

    name: str
    letter: str
    index: int


@dataclass(frozen=True, slots=True)
class Route:
    """One route of a table: destination CIDR or prefix list, what it leads to."""

    destination: str
    target: str
    """Address of the gateway, NAT, endpoint, peering or instance; "" when it cannot be told."""
    target_kind: Literal["internet", "nat", "endpoint", "local", "peering", "transit", "other"]


@dataclass(frozen=True, slots=True)
class RouteTable(Element):
    """A route table with its routes and the subnets it serves."""

    vpc: str
    routes: tuple[Route, ...]
    subnets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subnet(Element):
    """A subnet in a zone of a VPC; role is the row it is drawn in."""

    vpc: str
    zone: str | None
    cidr: str | Unknown | None
    tier: Tier
    role: Literal["public", "app", "database", "other"]
    route_table: str | None
    nat: str | None
    """Address of the NAT its default route leads to."""


@dataclass(frozen=True, slots=True)
class NatGateway(Element):
    """A NAT gateway, its subnet, zone and elastic IP addresses."""

    subnet: str | None
    zone: str | None
    serves: tuple[str, ...]
    """Addresses of the subnets whose default route leads here."""


@dataclass(frozen=True, slots=True)
class TargetGroup(Element):
    """A target group: protocol, port, health check, draining, what it holds."""

    protocol: str
    port: int | Unknown | None
    health_check_path: str
    health_check_interval: int | Unknown | None
    deregistration_delay: int | Unknown | None
    weight: Decimal | None
    """Share of its listeners' traffic, 0 to 1; None when unknown."""
    color: Color


@dataclass(frozen=True, slots=True)
class Listener(Element):
    """A listener: port, protocol, and where it forwards (target group address to weight)."""

    port: int | Unknown | None
    protocol: str
    forwards: Mapping[str, Decimal | None]
    redirects_to: str
    """"HTTPS 443" for a redirect, "" otherwise."""


@dataclass(frozen=True, slots=True)
class LoadBalancer(Element):
    """A load balancer over its subnets."""

    kind: Literal["application", "network", "gateway", "classic"]
    internal: bool | Unknown
    subnets: tuple[str, ...]
    zones: tuple[str, ...]
    security_groups: tuple[str, ...]
    listeners: tuple[Listener, ...]
    target_groups: tuple[TargetGroup, ...]
    cross_zone: bool


@dataclass(frozen=True, slots=True)
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
    launch_template: str | None
    volume: str
    """The root volume in words: "gp3 30 GiB, encrypted"."""
    target_groups: tuple[str, ...]
    health_check_type: str
    policies: tuple[str, ...]
    """Scaling policies in words: "target 60% CPU"."""
    color: Color


@dataclass(frozen=True, slots=True)
class Compute(Element):
    """A plain EC2 instance."""

    instance_type: str | Unknown | None
    subnet: str | None
    zone: str | None
    security_groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatabaseInstance(Element):
    """One instance of a cluster, or a stand-alone database."""

    role: Literal["writer", "reader", "single", "unknown"]
    zone: str | None
    zone_is_assumed: bool
    """True when no zone is set and it was placed by the subnet group's order."""
    instance_class: str | Unknown | None
    promotion_tier: int | Unknown | None
    cluster: str | None
    engine: str = ""
    multi_az: bool = False


@dataclass(frozen=True, slots=True)
class DatabaseCluster(Element):
    """An Aurora cluster with its instances, subnets, backup and encryption."""

    engine: str
    engine_version: str
    instances: tuple[DatabaseInstance, ...]
    subnets: tuple[str, ...]
    zones: tuple[str, ...]
    security_groups: tuple[str, ...]
    retention_days: int | Unknown | None
    encrypted: bool | Unknown
    kms_key: str | None
    port: int


@dataclass(frozen=True, slots=True)
class HealthCheck(Element):
    """A Route 53 health check and what it probes."""

    kind: str
    target: str
    """Address of the load balancer or record it probes, "" when it cannot be told."""
    path: str
    interval: int
    failure_threshold: int
    search_string: str


@dataclass(frozen=True, slots=True)
class DnsRecord(Element):
    """A DNS record: routing policy and where it leads."""

    fqdn: str
    kind: str
    failover: Literal["PRIMARY", "SECONDARY", ""]
    target: str
    health_check: str | None


@dataclass(frozen=True, slots=True)
class Permission:
    """One allowed flow between a source and a security group."""

    group: str
    direction: Literal["ingress", "egress"]
    protocol: str
    """"tcp", "udp", "icmp", or "-1" for all."""
    from_port: int | None
    to_port: int | None
    """Both None when all ports."""
    source: str
    """A CIDR, a prefix list, the address of a security group, "self", or "" when unknown."""
    rule: str
    """Address of the rule resource or of the group that holds it inline."""
    range: SourceRange | None

    def covers(self, port: int) -> bool:
        """True when the port lies in this rule's range."""
        if self.from_port is None or self.to_port is None:
            return True
        return self.from_port <= port <= self.to_port


@dataclass(frozen=True, slots=True)
class SecurityGroup(Element):
    """A security group with all that is allowed, inline and separate rules united."""

    vpc: str
    permissions: tuple[Permission, ...]
    members: tuple[str, ...]
    """Addresses of what wears it."""


@dataclass(frozen=True, slots=True)
class EncryptionKey(Element):
    """A KMS key and what it protects."""

    rotation: bool | Unknown
    protects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alarm(Element):
    """A CloudWatch alarm: the metric, threshold in words, what it watches, whom it tells."""

    metric: str
    condition: str
    watches: tuple[str, ...]
    notifies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionalService(Element):
    """A service drawn at the side of the region: endpoint, topic, secret, bucket, log group."""

    service: str
    """CloudWatch, SNS, Secrets Manager, KMS, S3, VPC endpoint, Backup, ..."""
    detail: str
    attaches_to: tuple[str, ...]
    members: tuple[str, ...]
    """All addresses this card stands for, its own among them."""


@dataclass(frozen=True, slots=True)
class Vpc(Element):
    """A VPC with its zones in order and everything inside, by kind."""

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


@dataclass(frozen=True, slots=True)
class Region:
    """A region and the VPCs and services in it."""

    name: str
    vpcs: tuple[Vpc, ...]
    services: tuple[RegionalService, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something that could not be told, about which element, and why."""

    address: str
    question: str
    reason: str


@dataclass(frozen=True, slots=True)
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
    supporting: Mapping[str, str] = field(default_factory=dict)
    """Address of every instance that is no element of its own, to the address of the element it
    belongs to ("" when to none): associations, policies, attachments, rules. With the elements
    above it accounts for every instance of the configuration."""
