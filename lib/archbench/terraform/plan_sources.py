"""Where the values of a plan come from: its references, traced to resource instances."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import Literal, cast

from archbench.frozen import field, frozen
from archbench.hcl.values import Origin
from archbench.terraform.address import (
    AddressPart,
    InstanceKey,
    Key,
    join,
    key_text,
    natural,
    path_text,
    split,
)
from archbench.terraform.planned_values import PlanJson

_LOCAL = "the plan does not say what a local value refers to; give the directory instead"


@frozen
class ModuleScope:
    """A module instance: where names in its expressions are looked up."""

    address: str
    config: Mapping[str, PlanJson]
    call: Mapping[str, PlanJson] = field(default_factory=dict)
    parent: "ModuleScope | None" = None
    key: InstanceKey = None
    siblings: frozenset[InstanceKey] = frozenset()

    @cached_property
    def declared(self) -> Mapping[str, Mapping[str, PlanJson]]:
        """The resources of the module as the plan's configuration has them, by local address."""
        return {item["address"]: item for item in self.config.get("resources", ())}


@frozen
class ValueSource:
    """One thing a value comes from, and whether the reference names it precisely."""

    origin: Origin
    precise: bool


class PlanSources:
    """The instances of a plan and what its expressions refer to."""

    def __init__(
        self, document: Mapping[str, PlanJson], values: Mapping[str, PlanJson], root: ModuleScope
    ) -> None:
        self._document = document
        self._values = values
        self.root = root
        self._repeated: dict[
            tuple[str, str],
            tuple[list[str], Mapping[tuple[str, str], Mapping[str, Origin]]],
        ] = {}
        self._traced: dict[tuple[str, tuple[str, ...], str], tuple[ValueSource, ...]] = {}

    @cached_property
    def resources(self) -> dict[str, tuple[str, Mapping[str, PlanJson]]]:
        """Module address and resource of every instance by address, planned ones first."""
        prior = self._document.get("prior_state", {}).get("values", {}).get("root_module", {})
        read = (item for item in walk(prior) if item[1]["mode"] == "data")
        found: dict[str, tuple[str, Mapping[str, PlanJson]]] = {}
        for module, resource in chain(walk(self._values.get("root_module", {})), read):
            found.setdefault(resource["address"], (module, resource))
        return found

    @property
    def variables(self) -> Mapping[str, Mapping[str, PlanJson]]:
        """The values of the root variables, as the plan has them."""
        return cast("Mapping[str, Mapping[str, PlanJson]]", self._document.get("variables", {}))

    @cached_property
    def _keys(self) -> dict[tuple[str, str], list[InstanceKey]]:
        """Instance keys by module address and resource name."""
        found: dict[tuple[str, str], list[InstanceKey]] = {}
        for module, resource in self.resources.values():
            found.setdefault((module, local_name(resource)), []).append(resource.get("index"))
        return found

    @cached_property
    def _instances(self) -> Mapping[str, Mapping[InstanceKey, str]]:
        """The addresses of the instances of each resource, by key."""
        found: dict[str, dict[InstanceKey, str]] = {}
        for address, (_, resource) in self.resources.items():
            found.setdefault(_of(address), {})[resource.get("index")] = address
        return found

    @cached_property
    def unknown(self) -> dict[str, PlanJson]:
        """`after_unknown` by address."""
        return {
            change["address"]: change["change"].get("after_unknown", {})
            for change in self._document.get("resource_changes", ())
        }

    @cached_property
    def _modules(self) -> dict[str, list[ModuleScope]]:
        """Every module instance, by the address of its call inside its parent instance."""
        found: dict[str, list[ModuleScope]] = {}
        seen: set[str] = set()
        addresses = sorted({module for module, _ in self.resources.values() if module})
        for address in addresses:
            scope = self.root
            parts = split(address)
            index = 0
            while index < len(parts):
                name = cast("str", parts[index + 1])
                following = parts[index + 2] if index + 2 < len(parts) else None
                key = following.value if isinstance(following, Key) else None
                index += 3 if isinstance(following, Key) else 2
                called = join(scope.address, f"module.{name}")
                call = scope.config.get("module_calls", {}).get(name, {})
                child = ModuleScope(
                    called + key_text(key), call.get("module", {}), call, scope, key
                )
                if child.address not in seen:
                    seen.add(child.address)
                    found.setdefault(called, []).append(child)
                scope = child
        return {
            called: [
                ModuleScope(
                    s.address, s.config, s.call, s.parent, s.key, frozenset(x.key for x in scopes)
                )
                for s in scopes
            ]
            for called, scopes in found.items()
        }

    @cached_property
    def scopes(self) -> dict[str, ModuleScope]:
        """Every module instance by its address."""
        scopes = {scope.address: scope for scope in chain.from_iterable(self._modules.values())}
        return {"": self.root, **scopes}

    def open(self, origin: Origin) -> bool:
        """Whether the origin itself is not known; what cannot be told counts as open."""
        if origin.kind not in ("resource", "data"):
            return True
        unknown = self.unknown.get(origin.subject)
        if unknown is None:
            return origin.subject not in self.resources
        first = split(origin.path)[:1]
        return not first or bool(_any_true(mask_at(unknown, cast("str", first[0]))))

    def sources(
        self,
        references: Sequence[str],
        scope: ModuleScope,
        resource: Mapping[str, PlanJson] | None,
        depth: int = 0,
    ) -> tuple[ValueSource, ...]:
        """Where an expression with these references gets its value from; traced once."""
        written = _parted(tuple(references))
        own = resource["address"] if resource is not None and written.varies else ""
        place = (scope.address, written.names, own)
        found = self._traced.get(place)
        if found is None:
            found = self._traced[place] = tuple(
                source
                for parts in written.parts
                for source in self._source(parts, scope, resource, written.by_index, depth)
            )
        return found

    def _source(
        self,
        parts: Sequence[str | Key],
        scope: ModuleScope,
        resource: Mapping[str, PlanJson] | None,
        by_index: bool,  # noqa: FBT001
        depth: int,
    ) -> Iterator[ValueSource]:
        if depth > 64 or len(parts) < 2:
            return
        root, name = parts[0], cast("str", parts[1])
        if root in ("path", "terraform", "self", "count"):
            return
        if root == "local":
            yield ValueSource(
                Origin("local", join(scope.address, f"local.{name}"), "", _LOCAL), precise=False
            )
        elif root == "var":
            if scope.parent is not None:
                passed = scope.call.get("expressions", {}).get(name)
                inner = self.sources(references(passed), scope.parent, None, depth + 1)
                precise = len(parts) == 2
                yield from (ValueSource(s.origin, s.precise and precise) for s in inner)
        elif root == "each":
            if name == "value":
                yield from self._each_value(parts[2:], scope, resource, depth)
        elif root == "module":
            yield from self._module_output(parts, scope, by_index, resource, depth)
        else:
            yield from self._attribute(parts, scope, resource, by_index)

    def _each_value(
        self,
        rest: Sequence[str | Key],
        scope: ModuleScope,
        resource: Mapping[str, PlanJson] | None,
        depth: int,
    ) -> Iterator[ValueSource]:
        if resource is None:
            return
        over, found = self._repeated_over(scope, local_name(resource), resource, depth)
        for (block, path), origins in found.items():
            own = self._instances.get(block, {}).get(resource.get("index"))
            if own is None or path or len(over) != 1:
                yield from (ValueSource(origin, precise=False) for origin in origins.values())
            elif own in origins:
                steps = path_text(tuple(p.value if isinstance(p, Key) else p for p in rest))
                yield ValueSource(Origin(origins[own].kind, own, steps), precise=True)

    def _repeated_over(
        self, scope: ModuleScope, name: str, resource: Mapping[str, PlanJson], depth: int
    ) -> tuple[list[str], Mapping[tuple[str, str], Mapping[str, Origin]]]:
        """What a for_each refers to, and its origins by resource and path; once for all instances.

        Of each resource and path the origins stand by address.
        """
        kept = self._repeated.get((scope.address, name))
        if kept is None:
            over = references(declaration(scope, resource).get("for_each_expression"))
            found: dict[tuple[str, str], dict[str, Origin]] = {}
            for source in self.sources(over, scope, None, depth + 1):
                origin = source.origin
                group = found.setdefault((_of(origin.subject), origin.path), {})
                group[origin.subject] = origin
            kept = self._repeated[scope.address, name] = over, found
        return kept

    def _module_output(
        self,
        parts: Sequence[str | Key],
        scope: ModuleScope,
        by_index: bool,  # noqa: FBT001
        resource: Mapping[str, PlanJson] | None,
        depth: int,
    ) -> Iterator[ValueSource]:
        called = join(scope.address, f"module.{parts[1]}")
        keyed = isinstance(parts[2], Key) if len(parts) > 2 else False
        rest = parts[3:] if keyed else parts[2:]
        children = self._modules.get(called, [])
        if keyed:
            children = [c for c in children if c.key == cast("Key", parts[2]).value]
        elif by_index and resource is not None and len(children) > 1:
            children = [c for c in children if c.key == resource.get("index")] or children
        for child in children:
            outputs = child.config.get("outputs", {})
            names = [cast("str", rest[0])] if rest else sorted(outputs)
            for name in names:
                expression = outputs.get(name, {}).get("expression")
                for source in self.sources(references(expression), child, None, depth + 1):
                    yield ValueSource(source.origin, source.precise and len(rest) == 1)

    def _attribute(
        self,
        parts: Sequence[str | Key],
        scope: ModuleScope,
        resource: Mapping[str, PlanJson] | None,
        by_index: bool,  # noqa: FBT001
    ) -> Iterator[ValueSource]:
        data = parts[0] == "data"
        if len(parts) < (3 if data else 2):
            return
        size = 3 if data else 2
        name = ".".join(cast("str", part) for part in parts[:size])
        rest = parts[size:]
        keys = self._keys.get((scope.address, name), [None])
        kind: Literal["data", "resource"] = "data" if data else "resource"
        if rest and isinstance(rest[0], Key):
            keys, rest = [rest[0].value], rest[1:]
        elif by_index and resource is not None and None not in keys:
            own = self._keys.get((scope.address, local_name(resource)), [])
            if set(own) == set(keys):
                keys = [resource.get("index")]
        path = path_text(tuple(part.value if isinstance(part, Key) else part for part in rest))
        for key in sorted(keys, key=str):
            address = join(scope.address, name) + key_text(key)
            yield ValueSource(Origin(kind, address, path), bool(path))

    def addresses(
        self, expression: PlanJson, scope: ModuleScope, resource: Mapping[str, PlanJson] | None
    ) -> tuple[str, ...]:
        """The instances an expression refers to, sorted."""
        sources = self.sources(references(expression), scope, resource)
        found = {s.origin.subject for s in sources if s.origin.kind in ("resource", "data")}
        return tuple(sorted(found, key=natural))


def walk(module: Mapping[str, PlanJson]) -> Iterator[tuple[str, Mapping[str, PlanJson]]]:
    """Every resource instance in a module and those below, with its module's address."""
    for resource in module.get("resources", ()):
        yield module.get("address", ""), resource
    for child in module.get("child_modules", ()):
        yield from walk(child)


def local_name(resource: Mapping[str, PlanJson]) -> str:
    """What references call a resource: "aws_vpc.main", "data.aws_ami.x"."""
    prefix = "data." if resource["mode"] == "data" else ""
    return f"{prefix}{resource['type']}.{resource['name']}"


def declaration(scope: ModuleScope, resource: Mapping[str, PlanJson]) -> Mapping[str, PlanJson]:
    """The resource as the plan's configuration has it; empty when it is not there."""
    return scope.declared.get(local_name(resource), {})


def _of(address: str) -> str:
    """The resource an instance address belongs to."""
    parts = split(address)
    if parts and isinstance(parts[-1], Key):
        return address[: -len(key_text(parts[-1].value))]
    return address


def mask_at(value: PlanJson, step: str | int) -> PlanJson:
    """The part of a mask (`after_unknown`, `sensitive_values`) at a step; False where it ends."""
    if value is True:
        return True
    if isinstance(value, dict):
        return value.get(step, False)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return False


def _any_true(mask: PlanJson) -> bool:
    if isinstance(mask, dict):
        return any(_any_true(item) for item in mask.values())
    if isinstance(mask, list):
        return any(_any_true(item) for item in mask)
    return bool(mask)


def is_leaf(expression: PlanJson) -> bool:
    """Whether an expression is one, and no body of nested ones."""
    return isinstance(expression, dict) and (
        expression.keys() <= {"references", "constant_value", "part"}
    )


def references(expression: PlanJson) -> list[str]:
    """Every reference an expression or body holds, as the plan lists them."""
    if isinstance(expression, dict):
        if is_leaf(expression):
            return list(expression.get("references", ()))
        return [item for part in expression.values() for item in references(part)]
    if isinstance(expression, list):
        return [item for part in expression for item in references(part)]
    return []


@frozen
class _References:
    """References of one expression without shorter forms, each in its parts.

    varies says that it may lead elsewhere from each instance of a resource.
    """

    names: tuple[str, ...]
    parts: tuple[tuple[AddressPart, ...], ...]
    by_index: bool
    varies: bool


@lru_cache(maxsize=4096)
def _parted(references: tuple[str, ...]) -> _References:
    """References, read once: the calls of a module have the same."""
    longest = tuple(_longest(references))
    return _References(
        longest,
        tuple(map(split, longest)),
        by_index=any(item in ("count.index", "each.key") for item in longest),
        varies=any(item.startswith(("count.", "each.")) for item in longest),
    )


def _longest(references: Iterable[str]) -> Iterator[str]:
    """References without the shorter forms Terraform lists behind each.

    >>> list(_longest(["a.b.id", "a.b", "count.index"]))
    ['a.b.id', 'count.index']
    """
    seen: list[str] = []
    for reference in references:
        if not any(s.startswith((f"{reference}.", f"{reference}[")) for s in seen):
            if reference not in seen:
                yield reference
            seen.append(reference)
