"""What names mean at one place: in a module instance, a repetition, a dynamic block."""

from collections.abc import Callable, Mapping

from archbench.frozen import field, frozen, replace
from archbench.hcl import construct
from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.evaluate import Scope, evaluate
from archbench.hcl.syntax import (
    Attr,
    Expression,
    Index,
    Step,
    Traversal,
)
from archbench.hcl.types import DYNAMIC, NUMBER, STRING
from archbench.hcl.values import NULL, Origin, Unknown, Value, unknown
from archbench.terraform.address import InstanceKey, join, path_text, unprefixed
from archbench.terraform.ephemeral import refused
from archbench.terraform.instances import Planned
from archbench.terraform.module import Module
from archbench.terraform.world import (
    ONCE,
    Expansion,
    ModuleInstance,
    Repetition,
    SettledParts,
    World,
    together,
)

Resolved = tuple[Value, int]
"""A value, and how many steps of the traversal led to it."""


@frozen
class Surroundings:
    """Evaluates expressions at one place; names are the iterators of dynamic blocks around it."""

    world: World
    instance: ModuleInstance
    scope: Scope
    sink: Callable[[Diagnostic], None]
    repetition: Repetition = ONCE
    names: Mapping[str, Value] = field(default_factory=dict)
    own: Planned | None = None
    """What self is, in a postcondition."""
    check: str = ""
    """The check block this place is in."""
    alike: SettledParts | None = None
    """What came out alike in the other instances of the block this place is in, if it has any."""

    def with_names(self, names: Mapping[str, Value]) -> "Surroundings":
        """The same place inside a dynamic block."""
        return replace(self, names={**self.names, **names})

    def silent(self) -> "Surroundings":
        """The same place where nobody hears of problems."""
        return Surroundings(
            self.world,
            self.instance,
            self.scope,
            _ignore,
            self.repetition,
            self.names,
            self.own,
            self.check,
            self.alike,
        )

    def report(self, diagnostic: Diagnostic) -> None:
        """Pass on a problem."""
        self.sink(diagnostic)

    def evaluate(self, expression: Expression) -> Value:
        """The value of an expression here."""
        return evaluate(expression, self.scope.at(self.resolve, self.sink))

    def is_ephemeral(self, expression: Expression, value: Value) -> bool:
        """Whether an expression gave an ephemeral value here."""
        world = self.world
        return refused(world.tree, self.instance.path, expression, value, world.ephemeral)

    @property
    def module(self) -> Module:
        """The module as written."""
        return self.world.tree.modules[self.instance.path]

    def resolve(self, traversal: Traversal) -> Resolved:  # noqa: C901, PLR0911 one case per root name
        """What a traversal's first steps name, and how many steps that took."""
        root = traversal.root
        if root in self.names:
            return self.names[root], 0
        if root in ("each", "count"):
            return self._repetition(traversal)
        first = traversal.steps[0] if traversal.steps else None
        if not isinstance(first, Attr):
            detail = (
                "A reference to a resource needs at least two names, the type and the name."
                if root not in ROOTS
                else f'"{root}" must be followed by a dot and a name.'
            )
            return self._invalid(traversal, "Invalid reference", detail), len(traversal.steps)
        if root in ("var", "local"):
            return self._named(traversal, root, first.name), 1
        if root == "path":
            return self._path(traversal, first.name), 1
        if root == "terraform":
            return self._terraform(traversal, first.name), 1
        if root == "module":
            return self._module(traversal, first.name)
        if root == "resource":
            value, used = self._resource(unprefixed(traversal))
            return value, used + 1
        if root == "self" and self.own is not None:
            return self._attribute(traversal, self.own, 0)
        if root == "self":
            detail = "self stands only in provisioners, connections and postconditions."
            return self._invalid(traversal, 'Invalid "self" reference', detail), 1
        return self._resource(traversal)

    def _repetition(self, traversal: Traversal) -> Resolved:
        first = traversal.steps[0] if traversal.steps else None
        name = first.name if isinstance(first, Attr) else ""
        key = self.repetition.key
        if traversal.root in self.repetition.any_of:
            return self.repetition.any_of[traversal.root], 0
        if traversal.root == "count" and name == "index" and isinstance(key, int):
            return Value(NUMBER, key), 1
        if traversal.root == "each" and name in ("key", "value") and isinstance(key, str):
            value = Value(STRING, key) if name == "key" else self.repetition.value
            if value is not None:
                return value, 1
        argument = "count" if traversal.root == "count" else "for_each"
        detail = (
            f'"{traversal.root}" stands only in blocks that have {argument} set, '
            f"as {'count.index' if argument == 'count' else 'each.key or each.value'}."
        )
        summary = f'Reference to "{traversal.root}" in context without {argument}'
        return self._invalid(traversal, summary, detail), len(traversal.steps)

    def _named(self, traversal: Traversal, root: str, name: str) -> Value:
        value = self.world.values.get((self.instance.address, f"{root}.{name}"))
        if value is not None:
            return value
        table = self.module.variables if root == "var" else self.module.locals
        what = "input variable" if root == "var" else "local value"
        if name in table:
            detail = f"{root}.{name} depends on itself."
            return self._invalid(traversal, "Cycle", detail)
        article = "An" if root == "var" else "A"
        detail = f'{article} {what} with the name "{name}" has not been declared.'
        detail += did_you_mean(name, set(table)) or (
            f' Declare it with a variable "{name}" block.' if root == "var" else ""
        )
        return self._invalid(traversal, f"Reference to undeclared {what}", detail)

    def _path(self, traversal: Traversal, name: str) -> Value:
        files = self.world.files
        if name == "module":
            return Value(STRING, files.name(self.module.directory))
        if name == "root":
            return Value(STRING, ".")
        if name == "cwd":
            return Value(STRING, files.root.resolve().as_posix())
        detail = f'The "path" object has no attribute "{name}": only cwd, module and root.'
        return self._invalid(traversal, 'Invalid "path" attribute', detail)

    def _terraform(self, traversal: Traversal, name: str) -> Value:
        if name == "workspace":
            return Value(STRING, self.world.workspace)
        if name == "applying":
            origin = Origin("function", "terraform.applying", reason="it differs in plan and apply")
            return unknown(DYNAMIC, origin)
        detail = f'The "terraform" object has no attribute "{name}": only workspace and applying.'
        return self._invalid(traversal, 'Invalid "terraform" attribute', detail)

    def _module(self, traversal: Traversal, name: str) -> Resolved:  # noqa: PLR0911
        calls = self.world.calls.get((self.instance.address, f"module.{name}"))
        path = (*self.instance.path, name)
        steps = traversal.steps
        if path in self.world.tree.absent and name in self.module.calls:
            rest = _plain_steps(steps[1:])
            origin = Origin(
                "module",
                join(self.instance.address, f"module.{name}"),
                path_text(rest),
                self.world.tree.absent[path].reason,
            )
            return unknown(DYNAMIC, origin, exact=bool(rest)), len(steps)
        if calls is None:
            detail = f'No module call named "{name}" is declared here.'
            detail += did_you_mean(name, set(self.module.calls))
            return self._invalid(traversal, "Reference to undeclared module", detail), len(steps)
        if calls.reason:
            address = join(self.instance.address, f"module.{name}")
            origin = Origin("module", address, path_text(_plain_steps(steps[1:])), calls.reason)
            return unknown(DYNAMIC, origin), len(steps)
        children, used = dict(calls.instances), 1
        if calls.repeated:
            following = steps[1] if len(steps) > 1 else None
            key = instance_key(following.key) if isinstance(following, Index) else None
            if key is None or key not in children:
                items = {k: self._outputs(child) for k, child in children.items()}
                return together(items, calls.repeated), 1
            child, used = children[key], 2
        elif children:
            child = children[None]
        else:
            return NULL, 1
        wanted = steps[used] if len(steps) > used else None
        if isinstance(wanted, Attr):
            value = self.world.values.get((child.address, f"output.{wanted.name}"))
            if value is not None:
                return value, used + 1
            outputs = self.world.tree.modules[path].outputs
            if wanted.name in outputs:
                detail = f"module.{name}.{wanted.name} depends on itself."
                return self._invalid(traversal, "Cycle", detail), len(steps)
            detail = f'Module "{name}" has no output named "{wanted.name}".'
            detail += did_you_mean(wanted.name, set(outputs))
            return self._invalid(traversal, "Unsupported attribute", detail), len(steps)
        return self._outputs(child), used

    def _outputs(self, child: ModuleInstance) -> Value:
        outputs = self.world.tree.modules[child.path].outputs
        values = {
            name: self.world.values.get((child.address, f"output.{name}"))
            for name in sorted(outputs)
        }
        return construct.object_value({k: v for k, v in values.items() if v is not None})

    def _resource(self, traversal: Traversal) -> Resolved:
        steps = traversal.steps
        size = 2 if traversal.root in ("data", "ephemeral") else 1
        names = [step.name for step in steps[:size] if isinstance(step, Attr)]
        name = ".".join([traversal.root, *names])
        expansion = self.world.resources.get((self.instance.address, name))
        if expansion is None or len(names) < size or expansion.check not in ("", self.check):
            return self._undeclared(traversal, name), len(steps)
        if traversal.root == "ephemeral":
            value, used = self._of_expansion(traversal, name, expansion, size)
            return replace(value, sensitive=True), used
        return self._of_expansion(traversal, name, expansion, size)

    def _of_expansion(
        self, traversal: Traversal, name: str, expansion: Expansion, size: int
    ) -> Resolved:
        """What follows the name of a resource: an instance of it, an attribute, or all of it."""
        steps = traversal.steps
        if expansion.reason:
            return expansion.whole(), size
        used = size
        if expansion.repeated:
            following = steps[used] if len(steps) > used else None
            if not isinstance(following, Index):
                if isinstance(following, Attr) and expansion.repeated == "count":
                    return self._missing_key(traversal, name, expansion), len(steps)
                if not isinstance(following, Attr) or following.name not in expansion.instances:
                    return expansion.whole(), used
            key = instance_key(following.key if isinstance(following, Index) else following.name)
            planned = expansion.instances.get(key)
            if planned is None:
                return expansion.whole(), used
            used += 1
        elif expansion.instances:
            planned = expansion.instances[None]
        else:
            return NULL, size
        return self._attribute(traversal, planned, used)

    def _attribute(self, traversal: Traversal, planned: Planned, used: int) -> Resolved:
        steps = traversal.steps
        wanted = steps[used] if len(steps) > used else None
        if not isinstance(wanted, Attr):
            return planned.whole(), used
        value = planned.attribute(wanted.name)
        if value is None and not (self.world.provider.exact and planned.is_closed):
            origin = Origin(planned.kind, planned.address, wanted.name)
            return unknown(DYNAMIC, origin, exact=True), used + 1
        if value is None:
            detail = f'{planned.address} has no attribute "{wanted.name}".'
            detail += did_you_mean(wanted.name, set(planned.names()))
            return self._invalid(traversal, "Unsupported attribute", detail), len(steps)
        if planned.schema is None and not _leads(value, steps[used + 1 :]):
            origin = Origin(planned.kind, planned.address, path_text(_plain_steps(steps[used:])))
            return unknown(DYNAMIC, origin, exact=True), len(steps)
        return value, used + 1

    def _missing_key(self, traversal: Traversal, name: str, expansion: Expansion) -> Value:
        detail = (
            f"{name} has {expansion.repeated} set, so its attributes belong to one of its "
            f"instances: write {name}[{'0' if expansion.repeated == 'count' else 'each.key'}]."
        )
        return self._invalid(traversal, "Missing resource instance key", detail)

    def _undeclared(self, traversal: Traversal, name: str) -> Value:
        declared = self.module.resources.get(name)
        if declared is not None and declared.check not in ("", self.check):
            detail = f'{name} stands in check "{declared.check}", where alone it can be used.'
            return self._invalid(traversal, "Reference to scoped resource", detail)
        where = "the root module" if not self.instance.path else self.instance.address
        what = "data source" if traversal.root == "data" else "managed resource"
        detail = f'A {what} "{name}" has not been declared in {where}.'
        detail += did_you_mean(name, set(self.module.resources))
        return self._invalid(traversal, "Reference to undeclared resource", detail)

    def _invalid(self, traversal: Traversal, summary: str, detail: str) -> Value:
        self.report(Diagnostic("error", summary, detail, traversal.range))
        text = join(traversal.root, path_text(_plain_steps(traversal.steps)))
        return unknown(DYNAMIC, Origin("error", text, reason=detail))


ROOTS = frozenset({"var", "local", "module", "path", "terraform", "each", "count", "self"})


def _ignore(_: Diagnostic) -> None:
    pass


def instance_key(key: object) -> InstanceKey:
    """The key an index stands for; None for what is no key."""
    return key if isinstance(key, int | str) and not isinstance(key, bool) else None


def _leads(value: Value, steps: tuple[Step, ...]) -> bool:
    """Whether what is written is all there is; a provider without schema may put more into blocks.

    A block is the object in a list.
    """
    inside = False
    for step in steps:
        raw = value.raw
        key = step.name if isinstance(step, Attr) else step.key
        if isinstance(raw, Mapping):
            if str(key) not in raw:
                return False
            value = raw[str(key)]
        elif isinstance(raw, tuple) and isinstance(key, int):
            if key >= len(raw):
                return False
            value, inside = raw[key], True
        else:
            return isinstance(raw, Unknown)
    if isinstance(value.raw, tuple):
        return not any(isinstance(item.raw, Mapping) for item in value.raw)
    return not (inside and isinstance(value.raw, Mapping))


def _plain_steps(steps: tuple[Step, ...]) -> tuple[str | int, ...]:
    keys = (step.name if isinstance(step, Attr) else step.key for step in steps)
    return tuple(key for key in keys if isinstance(key, int | str))
