"""What has been evaluated so far, by node and module instance."""

from collections.abc import Mapping
from typing import Any, Literal

from archbench.frozen import field, frozen, record
from archbench.hcl import construct
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Block, Expression, IndexBy, RelativeTraversal, Traversal
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import NULL, Origin, Value, unknown
from archbench.terraform.address import InstanceKey
from archbench.terraform.files import Files
from archbench.terraform.instances import Planned
from archbench.terraform.provider_choice import Choice
from archbench.terraform.tree import ModulePath, Tree


@frozen
class Repetition:
    """Which of several instances this is; references are what its for_each refers to."""

    key: InstanceKey = None
    value: Value | None = None
    references: tuple[str, ...] = ()
    any_of: Mapping[str, Value] = field(default_factory=dict)
    """What count and each stand for where it is whichever of instances that nobody can count."""


ONCE = Repetition()


@frozen
class ModuleInstance:
    """One instance of a module: its path, address, the instance that calls it and which it is."""

    path: ModulePath
    address: str = ""
    parent: "ModuleInstance | None" = None
    repetition: Repetition = ONCE
    uncounted: str = ""
    """Of what stands for any of a module's instances: why nobody can tell how many there are."""
    any_of: str = ""
    """The address of the module that it stands for an instance of, itself or one above."""


ROOT = ModuleInstance(())


@record
class Expansion:
    """The instances of a resource in one module instance; reason when they cannot be counted."""

    address: str
    instances: Mapping[InstanceKey, Planned]
    repeated: str = ""
    """The meta-argument, "count" or "for_each", or "" for a single instance."""
    reason: str = ""
    kind: Literal["resource", "data"] = "resource"
    check: str = ""
    """The check block a data source stands in, where alone it can be used."""
    _whole: Value | None = field(default=None, compare=False, repr=False)

    def whole(self) -> Value:
        """The object, or the tuple or object of objects, that a bare reference gives."""
        if self._whole is None:
            self._whole = self._make()
        return self._whole

    def _make(self) -> Value:
        if self.reason:
            return unknown(DYNAMIC, Origin(self.kind, self.address, "", self.reason))
        if not self.repeated:
            return self.instances[None].whole() if self.instances else NULL
        return together({key: item.whole() for key, item in self.instances.items()}, self.repeated)


def together(items: Mapping[InstanceKey, Value], repeated: str) -> Value:
    """Instances as the tuple (count) or object (for_each) Terraform makes of them."""
    if repeated == "count":
        return construct.tuple_value(items.values())
    return construct.object_value({str(key): item for key, item in items.items()})


@record
class Calls:
    """The instances of a module call in one module instance; reason when not countable."""

    instances: Mapping[InstanceKey, ModuleInstance]
    repeated: str = ""
    reason: str = ""
    any_of: ModuleInstance | None = None
    """What each of them would be, where they cannot be counted."""


Reference = Traversal | RelativeTraversal | IndexBy
"""A name in an expression with all that follows it."""


@frozen
class Written:
    """The outermost references of an expression.

    resource is the one managed resource it names, "" where it names anything besides but count.
    """

    expression: Expression
    references: tuple[Reference, ...]
    resource: str


@frozen
class SettledPart:
    """An argument, or the blocks of one type, as evaluated; value is None where none may be set."""

    written: Expression | Block
    value: Value | None
    ranges: Mapping[tuple[str | int, ...], SourceRange] = field(default_factory=dict)
    references: Mapping[tuple[str | int, ...], tuple[str, ...]] = field(default_factory=dict)


SettledParts = dict[tuple[int, InstanceKey], SettledPart]
"""What was settled, by the identity of what is written and the index where that counts."""

WorldKey = tuple[str, str]
"""A module instance's address and a name in it: ("module.net", "local.zones")."""

SeenPlace = tuple[WorldKey, tuple[object, ...]]
"""A place and what stands there: value, references, resource, module call; None for nothing."""


@record
class World:
    """Results by place. The evaluation fills it, scopes read it."""

    tree: Tree
    files: Files
    workspace: str = "default"
    region: str | None = None
    """Where the AWS provider works when its block names no region: AWS_REGION."""
    provider: Choice = field(default_factory=Choice)
    """The release of the AWS provider the configuration is read with."""
    ephemeral: frozenset[tuple[ModulePath, str]] = frozenset()
    """The nodes whose value may be an ephemeral one."""
    values: dict[WorldKey, Value] = field(default_factory=dict)
    references: dict[WorldKey, tuple[str, ...]] = field(default_factory=dict)
    resources: dict[WorldKey, Expansion] = field(default_factory=dict)
    calls: dict[WorldKey, Calls] = field(default_factory=dict)
    written: dict[int, Written] = field(default_factory=dict)
    """What an expression, by its identity, refers to as written."""
    roots: dict[int, tuple[object, frozenset[str]]] = field(default_factory=dict)
    """The first names of what an expression or block, by its identity, refers to."""
    settled: SettledParts = field(default_factory=dict)
    """What came out alike everywhere in this evaluation."""
    constants: dict[tuple[object, ...], Value] = field(default_factory=dict)
    """What literals come to in the type of an argument, by type and literal."""
    constant_blocks: dict[tuple[object, ...], Any] = field(default_factory=dict)
    """What blocks of nothing but literals come to, by schema and what is written."""

    def instances(self, path: ModulePath) -> list[ModuleInstance]:
        """Every known instance of a module, in order, and what stands for those not counted."""
        found = [ROOT]
        for name in path:
            found = [
                child
                for parent in found
                for child in self._children(parent.address, f"module.{name}")
            ]
        return found

    def _children(self, address: str, name: str) -> list[ModuleInstance]:
        calls = self.calls.get((address, name))
        if calls is None:
            return []
        return [*calls.instances.values(), *([calls.any_of] if calls.any_of else [])]

    def seen(self, node: tuple[ModulePath, str]) -> tuple[SeenPlace, ...]:
        """All a dependent could see of a node: what stands at each of its places."""
        path, name = node
        places = [(instance.address, name) for instance in self.instances(path)]
        return tuple((place, tuple(t.get(place) for t in self._tables)) for place in places)

    def restore(self, seen: tuple[SeenPlace, ...]) -> None:
        """Have again what was seen."""
        for place, items in seen:
            for table, item in zip(self._tables, items, strict=True):
                if item is None:
                    table.pop(place, None)
                else:
                    table[place] = item

    @property
    def _tables(self) -> tuple[dict[WorldKey, Any], ...]:
        return self.values, self.references, self.resources, self.calls
