"""What security groups let in and out."""

from typing import Literal

from archbench.architecture.element import Element
from archbench.frozen import frozen
from archbench.hcl.source import SourceRange
from archbench.hcl.types import BOOL
from archbench.hcl.values import Unknown

HIGHEST = 65535
"""The highest port."""


@frozen
class Permission:
    """One allowed flow between a source and a security group."""

    group: str
    direction: Literal["ingress", "egress"]
    protocol: str
    """"tcp", "udp", "icmp", or "-1" for all."""
    from_port: int | Unknown | None
    to_port: int | Unknown | None
    """Both None when all ports."""
    source: str
    """The other end, for egress the destination: a CIDR, a prefix list, the address of a security
    group (its own where the rule says `self`), or "" when it cannot be told."""
    rule: str
    """Address of the rule resource or of the group that holds it inline."""
    range: SourceRange | None
    grouped: bool = False
    """Whether a source that cannot be told is a security group: no address is let in by it."""
    narrow: bool = False
    """Whether a source that cannot be told holds few addresses: never the internet."""
    certain: bool = True
    """Whether there is this rule: of a block over what is not known there may be none."""

    @property
    def ports(self) -> tuple[int | Unknown, int | Unknown]:
        """Both ends of its ports, 0 to 65535 where it is all of them."""
        low, high = self.from_port, self.to_port
        return 0 if low is None else low, HIGHEST if high is None else high

    def covers(self, port: int) -> bool | Unknown:
        """Whether the port lies in this rule's range; Unknown while the range is."""
        low, high = self.from_port, self.to_port
        if low is None or high is None:
            return True
        if isinstance(low, Unknown) or isinstance(high, Unknown):
            waits_for = [end for end in (low, high) if isinstance(end, Unknown)]
            return Unknown(BOOL, tuple(sorted({o for end in waits_for for o in end.origins})))
        return low <= port <= high


@frozen
class SecurityGroup(Element):
    """A security group with all that is allowed, inline and separate rules united."""

    vpc: str
    permissions: tuple[Permission, ...]
    members: tuple[str, ...]
    """Addresses of what wears it."""
