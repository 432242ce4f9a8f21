"""The relations of one configuration, each worked out once: what checklists ask of it."""

from collections.abc import Hashable, Mapping
from functools import cached_property

from archbench.architecture import (
    boundaries,
    policies,
    redriving,
    scaling,
    serving,
    watching,
)
from archbench.architecture.backing_up import Backup, backup_of
from archbench.architecture.database import CLUSTER_TYPES
from archbench.architecture.holders import backup_of_volume
from archbench.architecture.joins import Reader
from archbench.architecture.model import Architecture, LoadBalancer, TargetGroup
from archbench.architecture.openness import (
    Openness,
    open_to_internet,
    prefix_lists,
)
from archbench.architecture.permission import Permission, SecurityGroup
from archbench.architecture.policy_text import Policy
from archbench.architecture.security import Reachability, loose_rules
from archbench.aws.values import found_at
from archbench.frozen import replace
from archbench.hcl.partly import symbol
from archbench.terraform.configuration import Configuration, Instance

Naming = tuple[Mapping[str, tuple[Instance, ...]], tuple[Instance, ...]]
"""Instances by the address of what they name, and those of which that is not known."""
Called = tuple[Mapping[Hashable, tuple[Instance, ...]], tuple[Instance, ...]]
"""Instances by their text or what it is made of, and those whose text is not known."""

_MAY_BOUND = Policy((), "whether it only bounds what somebody may do is not known")


class Relations:
    """Answers about one configuration, kept once they are worked out."""

    def __init__(self, configuration: Configuration, architecture: Architecture) -> None:
        self.reader = Reader(configuration)
        self.architecture = architecture
        self._backups: dict[str, Backup] = {}
        self._openness: dict[tuple[str, str], Openness] = {}
        self._naming: dict[tuple[str, str], Naming] = {}
        self._called: dict[tuple[str, str], Called] = {}

    @cached_property
    def more(self) -> Reader | None:
        """What names what where one of each block that nobody can count is there; None for none."""
        whole = self.reader.configuration.with_more
        return None if whole is self.reader.configuration else Reader(whole)

    def naming(self, type_: str, dotted: str) -> Naming:
        """The instances of a type by what they name at a path, through every block on the way."""
        key = (type_, dotted)
        if key not in self._naming:
            self._naming[key] = _naming(self.reader, type_, dotted)
        return self._naming[key]

    def called(self, type_: str, attribute: str) -> Called:
        """The instances of a type by the text of an attribute, and those it is not known of.

        A text made of variables stands under what it is made of, and is not known either.
        """
        key = (type_, attribute)
        if key not in self._called:
            found: dict[Hashable, list[Instance]] = {}
            untold = []
            for item in self.reader.of_type(type_):
                value = item.values.get(attribute)
                if isinstance(value, str):
                    found.setdefault(value, []).append(item)
                elif value is not None:
                    untold.append(item)
                    made_of = symbol(value)
                    if made_of is not None:
                        found.setdefault(made_of, []).append(item)
            self._called[key] = {text: tuple(items) for text, items in found.items()}, tuple(untold)
        return self._called[key]

    @cached_property
    def dead_letters(self) -> Naming:
        """What hands over to a queue, and what hands over to no one knows whom.

        Queues by their redrive policies; functions, rules and topics as the graph has them.
        """
        queues, untold = redriving.dead_letters(self.reader)
        found = {
            address: {item.address: item for item in items} for address, items in queues.items()
        }
        known = self.reader.configuration.by_address
        for relation in self.architecture.graph.relations:
            if relation.kind == "gives_up":
                given = found.setdefault(relation.target, {})
                given.update({address: known[address] for address in relation.via[:1]})
        return {address: tuple(items.values()) for address, items in found.items()}, untold

    @cached_property
    def scaling_targets(self) -> Naming:
        """What Application Auto Scaling scales, and targets of which that is not known."""
        return scaling.scaling_targets(self.reader)

    @cached_property
    def scaling_steps(self) -> Naming:
        """What changes the capacity of what is scaled, and what may."""
        return scaling.scaling_steps(self.reader)

    @cached_property
    def watches(self) -> tuple[watching.Watch, ...]:
        """What every metric alarm watches."""
        return watching.watches(self.reader)

    @cached_property
    def untold_watches(self) -> tuple[watching.Watch, ...]:
        """Watches of which it is not known what they are on."""
        return tuple(watch for watch in self.watches if watch.untold)

    def watches_on(self, address: str) -> tuple[watching.Watch, ...]:
        """The watches whose dimensions name a resource, alone or beside others."""
        return self._watches_on.get(address, ())

    @cached_property
    def _watches_on(self) -> Mapping[str, tuple[watching.Watch, ...]]:
        found: dict[str, list[watching.Watch]] = {}
        for watch in self.watches:
            for target in () if watch.untold else watch.targets:
                found.setdefault(target, []).append(watch)
        return {target: tuple(watches) for target, watches in found.items()}

    def grants_of(self, principal: str) -> tuple[policies.Grant, ...]:
        """The grants a principal has."""
        return self._grants_of.get(principal, ())

    @cached_property
    def untold_grants(self) -> tuple[policies.Grant, ...]:
        """Grants of which it is not known whose they are."""
        return tuple(grant for grant in self.grants if grant.untold)

    @cached_property
    def _grants_of(self) -> Mapping[str, tuple[policies.Grant, ...]]:
        found: dict[str, list[policies.Grant]] = {}
        for grant in self.grants:
            for principal in grant.principals:
                found.setdefault(principal, []).append(grant)
        return {principal: tuple(grants) for principal, grants in found.items()}

    def members(self, cluster: Instance) -> frozenset[str]:
        """The addresses of a database cluster's instances."""
        return self._members.get(cluster.address, frozenset())

    @cached_property
    def _members(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for kind, member in CLUSTER_TYPES.items():
            for item in self.reader.of_type(member):
                cluster = self.reader.one(item, "cluster_identifier", types=(kind,))
                found.setdefault(cluster, set()).add(item.address)
        return {cluster: frozenset(members) for cluster, members in found.items()}

    @cached_property
    def fleets(self) -> tuple[serving.Fleet, ...]:
        """Every Auto Scaling group and what changes its size."""
        return serving.fleets(self.reader, self.architecture)

    @cached_property
    def grants(self) -> tuple[policies.Grant, ...]:
        """Every policy that lets a principal do something, and not one that only bounds."""
        bounding = boundaries.bounding_only(self.reader)
        maybe: frozenset[str] = frozenset()
        if self.more is not None:
            maybe = boundaries.bounding_only(self.more) - bounding
        return tuple(
            replace(one, policy=_MAY_BOUND) if one.address in maybe else one
            for one in policies.grants(self.reader)
            if one.address not in bounding
        )

    @cached_property
    def more_grants(self) -> tuple[policies.Grant, ...]:
        """What the policies and attachments that nobody can count let a principal do, or deny."""
        if self.more is None:
            return ()
        names = {block.address for block in self.reader.configuration.uncounted}
        return tuple(one for one in policies.grants(self.more) if one.address in names)

    @cached_property
    def boundaries(self) -> Mapping[str, Policy]:
        """The policy that bounds each role and user that has one."""
        return boundaries.boundaries(self.reader)

    @cached_property
    def accesses(self) -> tuple[policies.Access, ...]:
        """Every policy that says who may use a resource."""
        return policies.accesses(self.reader)

    def target_group(self, address: str) -> TargetGroup | None:
        """The target group with an address."""
        return self._target_groups.get(address)

    def balancer(self, address: str) -> LoadBalancer | None:
        """The load balancer with an address."""
        return self._balancers.get(address)

    @cached_property
    def _target_groups(self) -> Mapping[str, TargetGroup]:
        return {item.address: item for item in serving.target_groups(self.architecture)}

    @cached_property
    def _balancers(self) -> Mapping[str, LoadBalancer]:
        return {item.address: item for item in serving.balancers(self.architecture)}

    def backup(self, address: str) -> Backup:
        """What takes a resource into a backup, a volume with what it is attached to."""
        if address not in self._backups:
            item = self.reader.configuration.by_address[address]
            taken = backup_of_volume if item.type == "aws_ebs_volume" else backup_of
            self._backups[address] = taken(self.reader, item)
        return self._backups[address]

    def openness(self, group: str, direction: str = "ingress") -> Openness | None:
        """What a security group opens to the internet; None for no group of the configuration."""
        found = self.guards.get(group)
        if found is None:
            return None
        key = (group, direction)
        if key not in self._openness:
            self._openness[key] = open_to_internet(found, self._lists, direction)
        return self._openness[key]

    def untold_of(self, rules: tuple[Permission, ...], direction: str) -> tuple[Permission, ...]:
        """Those of rules that there may be that may open something to the internet."""
        of_all = SecurityGroup(
            address="", name="", range=None, vpc="", permissions=rules, members=()
        )
        return open_to_internet(of_all, self._lists, direction).untold

    @cached_property
    def guards(self) -> Mapping[str, SecurityGroup]:
        """Security groups by address, and rules of groups that stand elsewhere by their own."""
        groups = self.architecture.groups
        return {**groups, **{item.address: item for item in self._loose}}

    @cached_property
    def strays(self) -> tuple[str, ...]:
        """The addresses of rules whose group stands elsewhere or cannot be told."""
        return tuple(item.address for item in self._loose)

    @cached_property
    def _loose(self) -> tuple[SecurityGroup, ...]:
        return loose_rules(self.reader)

    @cached_property
    def reachability(self) -> Reachability:
        """Who may open connections to whom."""
        return Reachability(self.architecture)

    @cached_property
    def _lists(self) -> Mapping[str, tuple[str, ...] | None]:
        return prefix_lists(self.reader)


def _naming(reader: Reader, type_: str, dotted: str) -> Naming:
    found: dict[str, dict[str, Instance]] = {}
    untold: dict[str, Instance] = {}
    for item in reader.of_type(type_):
        for path, _ in found_at(item, dotted):
            if reader.is_told(item, *path):
                for named in reader.many(item, *path):
                    found.setdefault(named.address, {})[item.address] = item
            else:
                untold[item.address] = item
    named_by = {address: tuple(items.values()) for address, items in found.items()}
    return named_by, tuple(untold.values())
