"""DNS records and the health checks they ask."""

from typing import Literal

from archbench.architecture.element import Element
from archbench.frozen import frozen
from archbench.hcl.values import Unknown


@frozen
class HealthCheck(Element):
    """A Route 53 health check and what it probes."""

    kind: str
    """"HTTPS_STR_MATCH", "TCP", "CALCULATED", ..."""
    target: str
    """Address of the load balancer or record it probes, "" when it cannot be told."""
    path: str
    interval: int | Unknown
    """Seconds between probes: 10 or 30."""
    failure_threshold: int | Unknown
    search_string: str


@frozen
class DnsRecord(Element):
    """A DNS record: routing policy and where it leads."""

    fqdn: str
    kind: str
    """"A", "AAAA", "CNAME", ..."""
    policy: Literal["simple", "failover", "weighted", "latency", "geolocation", "multivalue"]
    failover: Literal["PRIMARY", "SECONDARY", ""]
    target: str
    """What it leads to in words: its targets with commas between; "" when it cannot be told."""
    targets: tuple[str, ...]
    """Addresses of what an alias or values name, else the values themselves."""
    health_check: str | None
    ttl: int | Unknown | None
    """Seconds; None for an alias, which takes its target's."""
    evaluates_target_health: bool | Unknown

    @property
    def leads(self) -> str:
        """How it leads to its target: as an "alias", or as an "A record", by its type."""
        return "alias" if self.ttl is None else f"{self.kind} record".strip()
