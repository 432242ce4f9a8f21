"""Who may reach whom: what the rules of security groups allow, and how a line says it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_network

from archbench.architecture.model import Architecture
from archbench.architecture.openness import is_public
from archbench.architecture.permission import Permission, SecurityGroup
from archbench.architecture.ports import in_words as ports
from archbench.diagram.naming import many

WORLD = ("0.0.0.0/0", "::/0")


@dataclass(frozen=True, slots=True)
class GroupReach:
    """Which security groups let which others in."""

    groups: Mapping[str, SecurityGroup]

    def between(
        self, sources: tuple[str, ...], targets: tuple[str, ...], networks: tuple[str, ...] = ()
    ) -> list[Permission]:
        """Ingress rules of the targets' groups that let these groups or all these networks in.

        A rule open to the whole world is none of them: it stands with the clients.
        """
        return [
            rule
            for rule in self._ingress(targets)
            if rule.source in sources or (networks and _covers(rule.source, networks))
        ]

    def from_world(self, targets: tuple[str, ...]) -> list[Permission]:
        """Ingress rules of the targets' groups that let the internet in, all of it or a part."""
        return [rule for rule in self._ingress(targets) if is_public(rule.source)]

    def is_closed(self, targets: tuple[str, ...]) -> bool:
        """Whether the targets' groups are known, and none of their rules lets the internet in."""
        known = bool(targets) and all(address in self.groups for address in targets)
        return known and not any(
            (not rule.source and not rule.grouped) or is_public(rule.source)
            for rule in self._ingress(targets)
        )

    def _ingress(self, targets: tuple[str, ...]) -> Iterator[Permission]:
        for address in targets:
            if address in self.groups:
                for rule in self.groups[address].permissions:
                    if rule.direction == "ingress":
                        yield rule


def let_in(rules: Sequence[Permission]) -> str:
    """The ports of rules; where only some addresses of the internet are let in, that before all."""
    said = ports(rules)
    if any(rule.source in WORLD for rule in rules):
        return said
    first, *others = said.split(", ")
    more = f" +{len(others)}" if others else ""
    return f"{first}{more}, from {many(len({rule.source for rule in rules}), 'range')} only"


def _covers(source: str, networks: tuple[str, ...]) -> bool:
    """Whether a CIDR that is not the whole world holds every one of these networks."""
    if "/" not in source or source in WORLD:
        return False
    whole = ip_network(source, strict=False)
    inner = [ip_network(network, strict=False) for network in networks]
    return all(
        isinstance(part, type(whole)) and part.subnet_of(whole)  # type: ignore[arg-type]
        for part in inner
    )


def reach(architecture: Architecture) -> GroupReach:
    """What the security groups of an architecture allow."""
    return GroupReach({group.address: group for group in architecture.security_groups})


def proof(rules: list[Permission]) -> str:
    """The rules that allow it, with file:line."""
    return "; ".join(sorted({f"{rule.rule} ({rule.range})" for rule in rules}))
