"""Evaluates the graph of a configuration, node by node, each after what it depends on.

Results stand in a World. A node is evaluated once for every instance of its module; count and
for_each make instances; what cannot be counted is kept with its reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from archbench.errors import EvaluationLimitError
from archbench.frozen import field, record, replace
from archbench.hcl.construct import is_infinite_deep, is_sensitive_deep
from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.evaluate import Scope
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Expression
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Plain, Value, unknown
from archbench.terraform import conditions
from archbench.terraform.address import InstanceKey, join, key_text
from archbench.terraform.body import evaluate_body, infinite
from archbench.terraform.canonical import canonical
from archbench.terraform.configuration import Instance, Unexpanded
from archbench.terraform.data_sources import Answers
from archbench.terraform.deferral import Deferral
from archbench.terraform.edits import NO_EDITS
from archbench.terraform.ephemeral import not_allowed
from archbench.terraform.graph import EvaluationOrder, Node
from archbench.terraform.instances import Planned
from archbench.terraform.likeness import any_instance, likeness
from archbench.terraform.module import Module, ModuleCall, ResourceBlock
from archbench.terraform.module_source import masked
from archbench.terraform.provider_refusals import report_refused, report_type
from archbench.terraform.provider_results import (
    add_tags,
    planned_results,
    region_of,
)
from archbench.terraform.providers import Providers
from archbench.terraform.reading import DataReader
from archbench.terraform.references import references_of
from archbench.terraform.repetition import repeated, repetitions
from archbench.terraform.scope import Surroundings
from archbench.terraform.secrecy import is_true, keeps_more_secret
from archbench.terraform.shown import shown
from archbench.terraform.variables import Declaration, declare
from archbench.terraform.world import (
    ONCE,
    Calls,
    Expansion,
    ModuleInstance,
    Repetition,
    SettledParts,
    World,
)


@record
class NodeResult:
    """What evaluating one node gave besides values: all that goes into a Configuration."""

    instances: list[Instance] = field(default_factory=list)
    unexpanded: list[Unexpanded] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    made: int = 0
    """Instances of the node's resource or module call, in every instance of its module."""


class Resolver:
    """Evaluates the nodes of one configuration into its world."""

    def __init__(
        self, world: World, graph: EvaluationOrder, scope: Scope, answers: Answers, most: int
    ) -> None:
        """Nothing is evaluated yet; most is how many instances are made in all."""
        self._most = most
        self.world = world
        self.graph = graph
        self._scope = scope
        self.outcomes: dict[Node, NodeResult] = {}
        self.edits = NO_EDITS
        self._providers = Providers(world, most)
        self._reader = DataReader(Deferral(world, graph), answers)
        self._made: dict[Node, int] = {}
        self._total = 0
        self._declarations: dict[Node, tuple[Declaration, Sequence[Diagnostic]]] = {}
        self._judged: dict[str, Mapping[str, Value]] = {}
        self._seen: dict[tuple[str, str], dict[str, tuple[Value, Plain]]] = {}

    def evaluate(self, node: Node) -> None:
        """Evaluate one node in every instance of its module; all it needs is there already."""
        path, name = node
        outcome = self.outcomes[node] = NodeResult()
        self._total -= self._made.pop(node, 0)
        module = self.world.tree.modules[path]
        resource = module.resources.get(name)
        kind, _, rest = name.partition(".")
        for instance in self.world.instances(path):
            found = NodeResult(made=outcome.made) if instance.uncounted else outcome
            try:
                if resource is not None:
                    self._resource(resource, instance, found)
                else:
                    self._evaluate(module, instance, kind, rest, found)
            except EvaluationLimitError as error:
                place = _range_of(module, name)
                found.diagnostics.append(
                    Diagnostic("error", "Evaluation stopped", str(error), place)
                )
                self._give_up(instance, name, str(error), found)
            if instance.uncounted:
                outcome.made = found.made
                outcome.unexpanded.extend(_each_would_be(found, instance))
        self._made[node] = outcome.made
        self._total += outcome.made

    def _give_up(
        self, instance: ModuleInstance, name: str, reason: str, outcome: NodeResult
    ) -> None:
        """What stands for a node whose evaluation a limit stopped."""
        place = (instance.address, name)
        address = join(*place)
        if name.startswith(("var.", "local.", "output.")):
            self.world.values[place] = unknown(DYNAMIC, Origin("error", address, "", reason))
        elif name.startswith(("validation.", "check.")):
            return
        elif name.startswith("module."):
            self.world.calls[place] = Calls({}, "for_each", reason)
        else:
            self.world.resources[place] = Expansion(address, {}, "for_each", reason)
        if instance.uncounted and (name.startswith("module.") or place in self.world.resources):
            outcome.unexpanded.append(
                Unexpanded(address, reason, self.range_of((instance.path, name)))
            )

    def range_of(self, node: Node) -> SourceRange | None:
        """Where a node is written."""
        return _range_of(self.world.tree.modules[node[0]], node[1])

    def restore(self, node: Node, outcome: NodeResult, provider: object) -> None:
        """Have a node's outcome, and the provider it is one of, as they were before."""
        self.outcomes[node] = outcome
        self._total += outcome.made - self._made.pop(node, 0)
        self._made[node] = outcome.made
        self._providers.restore(node, provider)

    def provider(self, node: Node) -> object:
        """What a provider node was evaluated to: one configuration, or several by their keys."""
        return self._providers.at(node)

    def surroundings(
        self,
        instance: ModuleInstance,
        outcome: NodeResult,
        repetition: Repetition = ONCE,
        alike: SettledParts | None = None,
    ) -> Surroundings:
        """Where expressions of a module instance are evaluated."""
        return Surroundings(
            self.world,
            instance,
            self._scope,
            outcome.diagnostics.append,
            repetition,
            alike=alike,
        )

    def _evaluate(
        self, module: Module, instance: ModuleInstance, kind: str, rest: str, outcome: NodeResult
    ) -> None:
        match kind:
            case "var":
                if instance.parent is not None:
                    self._argument(module, instance, rest, outcome)
            case "validation":
                around = self.surroundings(instance, outcome)
                conditions.validate(module.variables[rest], around)
            case "check":
                around = replace(self.surroundings(instance, outcome), check=rest)
                address = join(instance.address, f"check.{rest}")
                rules = module.checks[rest].rules
                conditions.hold(rules, "Check block assertion", around, address)
            case "local":
                expression = module.locals[rest].expression
                self._keep(instance, f"local.{rest}", expression, outcome)
            case "output":
                self._output(module, instance, rest, outcome)
            case "provider":
                node = (module.path, f"provider.{rest}")
                around = self.surroundings(instance, outcome)
                block, address = module.providers[rest], join(instance.address, f"provider.{rest}")
                body = self.edits.body(block.body, address, block.range)
                self._providers.evaluate(node, replace(block, body=body), around)
            case _:
                self._call(module.calls[rest], instance, outcome)

    def _keep(
        self, instance: ModuleInstance, name: str, expression: Expression, outcome: NodeResult
    ) -> Value:
        around = self.surroundings(instance, outcome)
        value = around.evaluate(expression)
        self.world.values[instance.address, name] = value
        self.world.references[instance.address, name] = references_of(expression, value, around)
        return value

    def _argument(
        self, module: Module, instance: ModuleInstance, name: str, outcome: NodeResult
    ) -> None:
        """The value a call gives to a variable of a child module, converted to its type."""
        parent = instance.parent
        assert parent is not None  # noqa: S101 only children have arguments
        declaration, problems = self._declaration(module, name)
        outcome.diagnostics.extend(problems)
        call = self.world.tree.modules[parent.path].calls[instance.path[-1]]
        attribute = self.edits.arguments(call, instance.address).get(name)
        value: Value | None = None
        references: tuple[str, ...] = ()
        if attribute is not None:
            around = self.surroundings(parent, outcome, instance.repetition)
            value = around.evaluate(attribute.expression)
            references = references_of(attribute.expression, value, around)
            if not declaration.ephemeral and around.is_ephemeral(attribute.expression, value):
                outcome.diagnostics.append(not_allowed("input variable", attribute.expression))
        elif declaration.default is None:
            detail = (
                f'The argument "{name}" is required by module "{call.name}", '
                "but no definition was found."
            )
            outcome.diagnostics.append(
                Diagnostic("error", "Missing required argument", detail, call.range)
            )
        place = attribute.expression.range if attribute else declaration.range
        settled = declaration.settle(value, place, outcome.diagnostics.append)
        self.world.values[instance.address, f"var.{name}"] = settled
        self.world.references[instance.address, f"var.{name}"] = references

    def _declaration(self, module: Module, name: str) -> tuple[Declaration, Sequence[Diagnostic]]:
        """A variable block as read once for all instances of its module."""
        kept = self._declarations.get((module.path, name))
        if kept is None:
            problems: list[Diagnostic] = []
            kept = declare(module.variables[name], problems.append), problems
            self._declarations[module.path, name] = kept
        return kept

    def _output(
        self, module: Module, instance: ModuleInstance, name: str, outcome: NodeResult
    ) -> None:
        block = module.outputs[name]
        attribute = block.body.attributes.get("value")
        if attribute is None:
            detail = 'The argument "value" is required, but no definition was found.'
            outcome.diagnostics.append(
                Diagnostic("error", "Missing required argument", detail, block.range)
            )
            return
        if block.body.blocks:
            around = self.surroundings(instance, outcome)
            address = join(instance.address, f"output.{name}")
            conditions.hold(block.body.blocks, "Module output value precondition", around, address)
        value = self._keep(instance, f"output.{name}", attribute.expression, outcome)
        if not module.path and is_infinite_deep(value):
            outcome.diagnostics.append(infinite(attribute.expression.range))
        around = self.surroundings(instance, outcome)
        if not is_true(block.body.attributes.get("ephemeral")) and around.is_ephemeral(
            attribute.expression, value
        ):
            outcome.diagnostics.append(not_allowed("output value", attribute.expression))
            return
        if not is_true(block.body.attributes.get("sensitive")):
            if not module.path and is_sensitive_deep(value) and not keeps_more_secret(self.world):
                detail = (
                    f'output "{name}" is derived from sensitive values. Mark it with '
                    "sensitive = true, or use nonsensitive() on what is no secret."
                )
                summary, place = "Output refers to sensitive values", block.range
                outcome.diagnostics.append(Diagnostic("error", summary, detail, place))
        else:
            hidden = replace(value, sensitive=True)
            self.world.values[instance.address, f"output.{name}"] = hidden

    def _call(self, call: ModuleCall, instance: ModuleInstance, outcome: NodeResult) -> None:
        place = (instance.address, f"module.{call.name}")
        path = (*instance.path, call.name)
        address = join(instance.address, f"module.{call.name}")
        call = self.edits.repeated(call, address)
        absent = self.world.tree.absent.get(path)
        if absent is not None:
            source = masked(str(absent.to_fetch or ""))
            version = f" {call.version.constraint}" if call.version is not None else ""
            to_fetch = f"{source}{version}" if source else ""
            missing = Unexpanded(address, absent.reason, call.range, to_fetch)
            outcome.unexpanded.append(missing)
            return
        self._check_arguments(call, path, outcome)
        found = self._repetitions(call, instance, outcome)
        if isinstance(found, str):
            self._scope.limits.grant(1)
            any_of = any_instance(call, path, instance, found)
            self.world.calls[place] = Calls({}, "for_each", found, any_of)
            return
        children = {
            item.key: ModuleInstance(
                path,
                address + key_text(item.key),
                instance,
                item,
                instance.uncounted,
                instance.any_of,
            )
            for item in found
        }
        self.world.calls[place] = Calls(children, repeated(call))

    def _check_arguments(
        self, call: ModuleCall, path: tuple[str, ...], outcome: NodeResult
    ) -> None:
        declared = self.world.tree.modules[path].variables
        for name, attribute in call.arguments.items():
            if name not in declared:
                detail = f'Module "{call.name}" has no variable named "{name}".'
                detail += did_you_mean(name, set(declared))
                outcome.diagnostics.append(
                    Diagnostic("error", "Unsupported argument", detail, attribute.name_range)
                )

    def _resource(
        self, resource: ResourceBlock, instance: ModuleInstance, outcome: NodeResult
    ) -> None:
        name = resource.local_name
        address = join(instance.address, name)
        place = (instance.address, name)
        resource = self.edits.repeated(resource, address)
        kind: Literal["resource", "data"] = "resource" if resource.mode == "managed" else "data"
        found = self._repetitions(resource, instance, outcome)
        meta = repeated(resource)
        if isinstance(found, str):
            if resource.mode != "ephemeral":
                around = self.surroundings(instance, outcome)
                self._scope.limits.grant(1)
                like = likeness(resource, around, self._providers, self.edits)
                why = instance.uncounted or found
                outcome.unexpanded.append(Unexpanded(address, why, resource.range, like=like))
            self.world.resources[place] = Expansion(address, {}, meta, found, kind)
            return
        planned: dict[InstanceKey, Planned] = {}
        release = self.world.provider.release
        type_ = canonical(resource.type)
        schema = None if resource.mode == "ephemeral" else release.schema_of(kind, type_)
        if schema is None and self.world.provider.exact:
            report_type(resource, kind, self.world.provider, outcome.diagnostics)
        before = tuple(rule for rule in resource.conditions if rule.type == "precondition")
        after = tuple(rule for rule in resource.conditions if rule.type == "postcondition")
        alike: SettledParts | None = {} if len(found) > 1 else None
        judged = self._judged.get(resource.type, {})
        seen = self._seen.setdefault((kind, type_), {})
        heard = len(outcome.diagnostics)
        for repetition in found:
            around = self.surroundings(instance, outcome, repetition, alike)
            own = address + key_text(repetition.key)
            provider = self._providers.of(resource, around)
            met = conditions.hold(before, "Resource precondition", around, own)
            written = self.edits.body(resource.body, own, resource.range)
            body = evaluate_body(written, schema, around, range_=resource.range)
            item = Planned(own, kind, schema, body.values)
            if resource.mode == "managed":
                judged = report_refused(
                    body, resource, self.world.provider, outcome.diagnostics, judged
                )
                add_tags(body, schema, provider)
                item.answers = planned_results(resource.type, item, provider)
            elif resource.mode == "data":
                self._reader.read(resource, instance, item, provider)
            planned[repetition.key] = item
            if after and met:
                inside = replace(around, own=item)
                conditions.hold(after, "Resource postcondition", inside, own)
            if resource.mode != "ephemeral":
                outcome.instances.append(
                    Instance(
                        address=own,
                        mode=resource.mode,
                        type=type_,
                        name=resource.name,
                        key=repetition.key,
                        module=instance.address,
                        provider=provider.name,
                        region=region_of(item, provider),
                        values=shown(item, seen),
                        range=resource.range,
                        ranges=body.ranges,
                        references=body.references,
                        deferred=item.deferred or bool(resource.check),
                    )
                )
        if len(outcome.diagnostics) == heard:  # what was refused is refused of the next block too
            self._judged[resource.type] = judged
        self.world.resources[place] = Expansion(
            address, planned, meta, kind=kind, check=resource.check
        )

    def _repetitions(
        self, block: ModuleCall | ResourceBlock, instance: ModuleInstance, outcome: NodeResult
    ) -> list[Repetition] | str:
        """The instances a block has; a sentence why when they cannot be counted."""
        room = self._most - self._total - outcome.made
        if room < 1:
            reason = f"more than {self._most} instances are not made"
            detail = f"M{reason[1:]}; --most-instances sets how many are."
            outcome.diagnostics.append(
                Diagnostic("error", "Too many instances", detail, block.range)
            )
            return reason
        found = repetitions(block, self.surroundings(instance, outcome), room)
        if isinstance(found, list):
            outcome.made += len(found)
            self._scope.limits.grant(len(found))
        return found


def _each_would_be(found: NodeResult, instance: ModuleInstance) -> Iterator[Unexpanded]:
    """What one node gives in any instance of a module of unknown number."""
    within = instance.any_of
    for block in found.unexpanded:
        yield replace(block, within=within)
    for item in found.instances:
        like = item if item.mode == "managed" else None
        yield Unexpanded(
            item.address, instance.uncounted, item.range, like=like, within=within, is_one=True
        )


def _range_of(module: Module, name: str) -> SourceRange | None:
    kind, _, rest = name.partition(".")
    tables: Mapping[str, Mapping[str, object]] = {
        "var": module.variables,
        "local": module.locals,
        "output": module.outputs,
        "provider": module.providers,
        "module": module.calls,
    }
    item = tables.get(kind, module.resources).get(rest if kind in tables else name)
    found: SourceRange | None = getattr(item, "range", None)
    return found
