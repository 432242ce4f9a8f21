"""What names mean in a checklist.

resources.<type>, instances, <type>.<name> (by Terraform address), data, var, variables, outputs,
architecture, estimate, metrics, scenario, baseline, local, each.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from archbench.architecture.dns_record import DnsRecord, HealthCheck
from archbench.architecture.element import Element
from archbench.architecture.model import (
    Alarm,
    Compute,
    DatabaseCluster,
    DatabaseInstance,
    EncryptionKey,
    Listener,
    LoadBalancer,
    NatGateway,
    RouteTable,
    ScalingGroup,
    Subnet,
    TargetGroup,
    Vpc,
)
from archbench.architecture.permission import SecurityGroup
from archbench.frozen import field, frozen, replace
from archbench.hcl import construct
from archbench.hcl.diagnostics import Diagnostic, nearest
from archbench.hcl.evaluate import Scope, evaluate
from archbench.hcl.functions.table import Context
from archbench.hcl.limits import Limits
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Attr, Expression, Index, LiteralValue, Step, Traversal
from archbench.hcl.types import BOOL, DYNAMIC
from archbench.hcl.values import Origin, Plain, Value, unknown
from archbench.hcl.walk import children
from archbench.requirements.callables import Functions
from archbench.requirements.elements import names_of
from archbench.requirements.figures import Figures
from archbench.requirements.misspelt import type_in
from archbench.requirements.record import Read
from archbench.requirements.view import View
from archbench.terraform.address import key_text

ELEMENTS = (
    "vpcs",
    "subnets",
    "route_tables",
    "nat_gateways",
    "load_balancers",
    "listeners",
    "target_groups",
    "scaling_groups",
    "compute",
    "clusters",
    "databases",
    "records",
    "health_checks",
    "security_groups",
    "keys",
    "alarms",
)
"""What `architecture` holds, beside what the drill says."""

ZONE_LOSS = "architecture.survives_zone_loss"
"""What a control waits for where it cannot be told whether a zone may be lost."""
DRILLED = ("serves", "survives_zone_loss", "zone_loss")
"""What the drill says: whether anything serves requests, whether any one zone may be lost, and
what that means in words."""

STANDS_FOR = {
    "load_balancers": "aws_lb",
    "nat_gateways": "aws_nat_gateway",
    "scaling_groups": "aws_autoscaling_group",
    "subnets": "aws_subnet",
    "target_groups": "aws_lb_target_group",
    "vpcs": "aws_vpc",
}
"""The resource type whose absence is meant where an element of the architecture is missing."""


class AbsentError(Exception):
    """A condition names something the configuration does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} does not exist")
        self.name = name


class NoAnswerError(Exception):
    """A condition names something that this run was not given."""


@frozen
class Names:
    """Everything a condition may name, for one configuration."""

    view: View
    locals: Mapping[str, Expression]
    baseline: "Names | None" = None
    refused: str | None = None
    estimate: Figures | None = None
    metrics: Mapping[str, Plain] | None = None
    tried: tuple[str, ...] = ()
    _locals: dict[str, tuple[Value, tuple[Read, ...], tuple[Diagnostic, ...]]] = field(
        default_factory=dict
    )
    _around: "dict[int, Names]" = field(default_factory=dict)

    def under(self, view: View, tried: tuple[str, ...], refused: str | None = None) -> "Names":
        """The names under a scenario that sets these variables, with these as their baseline."""
        return Names(view, self.locals, self, refused, self.estimate, self.metrics, tried)

    def around(self, address: str) -> "Names":
        """The names where one of a block that nobody can count is there."""
        view = self.view.around(address)
        if view is self.view:
            return self
        found = self._around.get(id(view))
        if found is None or found.view is not view:
            found = self._around[id(view)] = replace(self, view=view, _locals={}, _around={})
        return found

    @cached_property
    def telling(self) -> "Names":
        """The same names as messages may tell of them."""
        baseline = self.baseline and self.baseline.telling
        return replace(self, view=self.view.telling, baseline=baseline, _locals={})

    def scope(self, report: Callable[[Diagnostic], None]) -> Scope:
        """A scope that reports here; && and || leave out a side that decides nothing."""

        def resolve(traversal: Traversal) -> tuple[Value, int]:
            return self.resolve(traversal, report)

        limits = Limits()
        limits.grant(len(self.view.configuration.instances))
        return Scope(
            resolve,
            self._functions,
            report,
            self._context,
            limits,
            watch=self._watch,
            short_circuit=True,
            at_bounds=True,
        )

    @cached_property
    def _context(self) -> Context:
        return Context()

    @cached_property
    def _functions(self) -> Functions:
        return Functions(self.view)

    def _watch(self) -> Callable[[], None]:
        """What a `for` read of an element it leaves out is no evidence."""
        before = len(self.view.reads)

        def leave_out() -> None:
            del self.view.reads[before:]

        return leave_out

    def resolve(  # noqa: C901, PLR0911
        self, traversal: Traversal, report: Callable[[Diagnostic], None]
    ) -> tuple[Value, int]:
        """The value of the first steps, and how many they are."""
        root, steps = traversal.root, traversal.steps
        name = _first(steps)
        if root == "instances":
            return self.view.all_instances, 0
        if root == "scenario":
            return self._scenario(), 0
        if root == "resources":
            self.view.reads.append(Read(f"resources.{name}", ()))
            return self.view.of_type(name), 1
        if root == "local":
            return self._local(name, report), 1
        if root == "baseline":
            inner = Traversal(name, steps[1:], traversal.range)
            value, taken = (self.baseline or self).resolve(inner, report)
            return value, taken + 1
        if root in ("var", "variables"):
            return self._variable(root, name), 1
        if root == "outputs":
            return self._output(name), 1
        if root == "architecture":
            return self._architecture(name), 1
        if root in ("estimate", "metrics"):
            given = self.estimate and self.estimate() if root == "estimate" else self.metrics
            if given is None:
                raise NoAnswerError(f"this run has no {root}")
            if root == "estimate":
                self.view.reads.append(Read("estimate", (name,)))
            return self.view.value(given), 0
        return self._by_address(traversal, report)

    def _by_address(
        self, traversal: Traversal, report: Callable[[Diagnostic], None]
    ) -> tuple[Value, int]:
        steps = traversal.steps
        size = 2 if traversal.root == "data" else 1
        names = [traversal.root, *(s.name for s in steps[:size] if isinstance(s, Attr))]
        address, taken = ".".join(names), size
        if len(steps) > size and isinstance(steps[size], Index):
            key = steps[size].key  # type: ignore[union-attr]
            address += key_text(key if isinstance(key, int | str) else None)
            taken += 1
        value = self.view.instance(address)
        if value is not None:
            return value, taken
        for item in self.view.configuration.unexpanded:
            if address.partition("[")[0] == item.address:
                return unknown(DYNAMIC, Origin("resource", item.address, reason=item.reason)), taken
        together = self._together(address)
        if together is None:
            self._tell_near(address, traversal.range, report)
            raise AbsentError(address)
        return together, taken

    def _tell_near(
        self, address: str, range_: SourceRange, report: Callable[[Diagnostic], None]
    ) -> None:
        """An address that is nearly one of the configuration is misspelt: an error, no verdict.

        Nearly by its name: of one type, any two addresses have much in common.
        """
        type_, _, name = address.rpartition(".")
        parted = (item.resource.rpartition(".") for item in self.view.configuration.instances)
        near = nearest(name, {named for within, _, named in parted if within == type_})
        if near:
            detail = f'There is no {address}. Did you mean "{type_}.{near}"?'
            report(Diagnostic("error", "Unknown resource", detail, range_))

    def tell_misspelt(self, node: Expression, report: Callable[[Diagnostic], None]) -> None:
        """Report the texts in an expression that are nearly the address of a resource."""
        if isinstance(node, LiteralValue) and isinstance(node.value, str) and type_in(node.value):
            address = node.value.partition("[")[0]
            configuration = self.view.configuration
            known = {item.resource for item in configuration.instances}
            known |= {item.address for item in configuration.unexpanded}
            if address not in known:
                self._tell_near(address, node.range, report)
        for child in children(node):
            self.tell_misspelt(child, report)

    def _together(self, resource: str) -> Value | None:
        """Every instance of a resource that has count or for_each: a tuple, or an object by key."""
        configuration = self.view.configuration
        found = [item for item in configuration.instances if item.resource == resource]
        values = {item.key: self.view.instance(item.address) for item in found}
        if not values:
            return None
        by_key = {key: value for key, value in values.items() if value is not None}
        if all(isinstance(key, str) for key in by_key):
            return construct.object_value({str(key): value for key, value in by_key.items()})
        return construct.tuple_value(by_key.values())

    def _scenario(self) -> Value:
        self.view.reads.extend(Read(f"var.{name}", ()) for name in self.tried)
        return construct.object_value(
            {
                "refused": construct.boolean(self.refused is not None),
                "reason": construct.string(self.refused or ""),
            }
        )

    def _local(self, name: str, report: Callable[[Diagnostic], None]) -> Value:
        """A local, evaluated once; what it read counts as read each time."""
        if name not in self._locals:
            start, heard = len(self.view.reads), list[Diagnostic]()
            self.tell_misspelt(self.locals[name], heard.append)
            value = evaluate(self.locals[name], self.scope(heard.append))
            reads = tuple(dict.fromkeys(self.view.reads[start:]))
            self._locals[name] = value, reads, tuple(heard)
        value, reads, problems = self._locals[name]
        self.view.reads.extend(reads)
        for problem in problems:
            report(problem)
        return value

    def _variable(self, root: str, name: str) -> Value:
        found = self.view.configuration.variable(name)
        if found is None and self.view.has_no_variables:
            raise NoAnswerError(f"a state holds no variables, and var.{name} is asked for")
        if found is None:
            raise AbsentError(f"var.{name}")
        self.view.reads.append(Read(f"var.{name}", ()))
        value = self.view.declared(found)
        if root == "var":
            return value
        described: dict[str, Plain] = {
            "description": found.description,
            "type": found.type,
            "sensitive": found.sensitive,
            "validations": found.validations,
        }
        at = f"var.{name}"
        parts = {part: self._declared(at, part, told) for part, told in described.items()}
        return construct.object_value({"value": value, **parts})

    def _output(self, name: str) -> Value:
        found = self.view.configuration.output(name)
        if found is None:
            raise AbsentError(f"output.{name}")
        self.view.reads.append(Read(f"output.{name}", ()))
        return construct.object_value(
            {
                "value": self.view.declared(found),
                "description": self._declared(f"output.{name}", "description", found.description),
                "sensitive": construct.boolean(found.sensitive),
                "references": self.view.value(found.references),
            }
        )

    def _declared(self, address: str, part: str, told: Plain) -> Value:
        """What a declaration says; not known where the input holds values and no declarations."""
        if not self.view.has_no_variables:
            return self.view.value(told)
        reason = "the input holds values and no declarations"
        return unknown(DYNAMIC, Origin("variable", address, part, reason))

    def _architecture(self, name: str) -> Value:
        if name == "serves":
            drilled = self.view.drill
            if drilled.outcome is None and drilled.may_serve:
                maybe = drilled.may_serve[0]
                return unknown(BOOL, Origin("resource", maybe.address, reason=maybe.reason))
            return construct.boolean(drilled.outcome is not None)
        if name == "zone_loss":
            return construct.string(self.view.drill.answer)
        if name == "survives_zone_loss":
            view = self.view
            view.reads.extend(
                Read(item.address, (place,))
                for item in view.architecture.elements()
                if (place := _PLACE.get(type(item).__name__))
            )
            shaped = view.architecture.shaped()
            view.reads.extend(
                Read(part.address, ("zones",))
                for part in view.architecture.graph.parts.values()
                if part.place.scope == "zones" and part.address not in shaped
            )
            survives = view.drill.survives
            view.reads.extend(  # of what no zone takes, that it is there: no loss rests on it
                Read(part.address, ("id",))
                for part in view.architecture.graph.parts.values()
                if part.place.scope != "zones" and part.kind.role in _CARRIES
                if survives is not False
            )
            reason = view.drill.answer
            origin = Origin("function", ZONE_LOSS, reason=reason)
            return unknown(BOOL, origin) if survives is None else construct.boolean(survives)
        return self.view.seen.of_class(_CLASS[name].__name__)


def parts_of(name: str) -> frozenset[str]:
    """The parts that each element of the architecture under a name has."""
    return frozenset(names_of(_CLASS[name]))


def _first(steps: Sequence[Step]) -> str:
    """The name that follows the root; "" where none does."""
    match steps:
        case (Attr(name=name), *_):
            return name
    return ""


_CARRIES = ("entry", "workload", "store", "channel")
"""Roles of what a workload is made of."""
_PLACE = {
    "Compute": "zone",
    "DatabaseCluster": "zones",
    "DatabaseInstance": "zone",
    "LoadBalancer": "zones",
    "NatGateway": "zone",
    "ScalingGroup": "zones",
}
"""What decides whether a zone may be lost: where things stand."""

_CLASS: Mapping[str, type[Element]] = {
    "vpcs": Vpc,
    "subnets": Subnet,
    "route_tables": RouteTable,
    "nat_gateways": NatGateway,
    "load_balancers": LoadBalancer,
    "listeners": Listener,
    "target_groups": TargetGroup,
    "scaling_groups": ScalingGroup,
    "compute": Compute,
    "clusters": DatabaseCluster,
    "databases": DatabaseInstance,
    "records": DnsRecord,
    "health_checks": HealthCheck,
    "security_groups": SecurityGroup,
    "keys": EncryptionKey,
    "alarms": Alarm,
}
