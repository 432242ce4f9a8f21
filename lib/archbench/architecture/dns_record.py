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
    """Address of what an alias or value names, else the value itself; "" when it cannot be told."""
    health_check: str | None
    ttl: int | Unknown | None
    """Seconds; None for an alias, which takes its target's."""
    evaluates_target_health: bool | Unknown

    @property
    def targets(self) -> tuple[str, ...]:
        """Each of what several values name."""
        return tuple(self.target.split(", ")) if self.target else ()

    @property
    def leads(self) -> str:
        """How it leads to its target: as an "alias", or as an "A record", by its type."""
        return "alias" if self.ttl is None else f"{self.kind} record".strip()
