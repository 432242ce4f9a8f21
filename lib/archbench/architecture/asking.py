"""Machines of their own that nobody is known to ask: clients, test and spare machines.

A group, a service or a task is started again by AWS because somebody wants it to run; of a single
instance only what leads to it says so.
"""

from collections.abc import Mapping

from archbench.architecture.model import Architecture, Compute
from archbench.architecture.permission import Permission, SecurityGroup
from archbench.architecture.security import GROUP_TYPES, RULE_TYPES, rules_told
from archbench.architecture.survival import ACTING, FOLLOWS
from archbench.hcl.values import Unknown
from archbench.terraform.address import resource_of, without_keys

_ADMINISTERED = (22, 3389)
"""SSH and RDP: who comes in there administers a machine and asks no service of it."""
_PINGED = ("icmp", "icmpv6")
_NOT_ASKED = ("grant", "control", "encrypts", "watches", "gives_up")
"""Relations to a part that is let, guarded, kept or watched, and not asked."""


def outlets(architecture: Architecture) -> Mapping[str, str]:
    """The instance that each subnet leaves its VPC through, by itself or by an interface of its."""
    vpcs = [vpc for region in architecture.regions for vpc in region.vpcs]
    machines = {
        way: machine.address
        for vpc in vpcs
        for machine in vpc.compute
        for way in (machine.address, *machine.interfaces)
    }
    return {
        subnet.address: machines[subnet.leaves_by]
        for vpc in vpcs
        for subnet in vpc.subnets
        if subnet.leaves_by in machines
    }


def unasked(architecture: Architecture) -> frozenset[str]:
    """The instances that nothing leads to and whose groups let in only who administers them.

    Whoever a group lets in to a way out of subnets asks it for nothing else. None where nothing
    else acts: then they are all there is.
    """
    if not rules_told(architecture):
        return frozenset()
    groups = architecture.groups
    by_name = {target for record in architecture.records for target in record.targets}
    alone = frozenset(
        machine.address
        for region in architecture.regions
        for vpc in region.vpcs
        for machine in vpc.compute
        if not by_name & {machine.address, *machine.addresses}
        and not _is_asked(architecture, groups, machine)
    )
    others = (
        part
        for part in architecture.graph.parts.values()
        if part.kind.role in ACTING and part.kind.types[0] not in FOLLOWS
    )
    return alone if any(part.address not in alone for part in others) else frozenset()


def inner(architecture: Architecture) -> frozenset[str]:
    """The instances that other parts ask, and nobody from outside: a database on a machine.

    Their groups let in members of groups alone; relations are those of one instance of each block.
    """
    if not rules_told(architecture):
        return frozenset()
    parts, groups = architecture.graph.parts, architecture.groups
    asked = {
        resource_of(relation.target)
        for relation in architecture.graph.relations
        if relation.kind in ("request", "data")
        and parts[relation.source].kind.role in ("entry", "workload")
        and resource_of(relation.source) != resource_of(relation.target)
    }
    apart = architecture.unasked | set(architecture.outlets.values())
    apart |= {target for record in architecture.records for target in record.targets}
    return frozenset(
        machine.address
        for region in architecture.regions
        for vpc in region.vpcs
        for machine in vpc.compute
        if resource_of(machine.address) in asked
        and machine.color == "none"
        and not machine.addresses
        and machine.address not in apart
        and _lets_in_groups_alone(groups, machine)
    )


def _lets_in_groups_alone(groups: Mapping[str, SecurityGroup], machine: Compute) -> bool:
    worn = [groups.get(address) for address in machine.security_groups]
    rules = [rule for group in worn if group for rule in group.permissions if _lets_in(rule)]
    told = machine.groups_told and None not in worn
    return told and bool(rules) and all(rule.source in groups for rule in rules)


def _is_asked(
    architecture: Architecture, groups: Mapping[str, SecurityGroup], machine: Compute
) -> bool:
    """Whether anything leads to a machine, or may; rules of groups are asked by their ports."""
    passed = machine.address in architecture.outlets.values()
    led_to = any(
        relation.kind not in _NOT_ASKED and not _by_rule(relation.via)
        for relation in architecture.graph.incoming.get(machine.address, ())
    )
    worn = [groups.get(address) for address in machine.security_groups]
    told = machine.groups_told and bool(worn)
    let_in = not told or any(
        group is None or any(_lets_in(rule) for rule in group.permissions) for group in worn
    )
    return led_to or (let_in and not passed) or machine.color != "none"


def _by_rule(via: tuple[str, ...]) -> bool:
    """Whether a rule of a security group states a relation, and nothing else does."""
    rules = (*GROUP_TYPES, *RULE_TYPES)
    return all(without_keys(address).split(".")[-2] in rules for address in via)


def _lets_in(rule: Permission) -> bool:
    """Whether a rule lets somebody in for more than to administer or ping."""
    if rule.direction == "egress" or rule.source == rule.group or rule.protocol in _PINGED:
        return False
    if isinstance(rule.from_port, Unknown) or isinstance(rule.to_port, Unknown):
        return True
    return rule.from_port != rule.to_port or rule.from_port not in _ADMINISTERED
