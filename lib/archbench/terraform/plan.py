"""The same Configuration from JSON: `terraform show -json` of a plan or of a state.

A plan holds the values and which of them are unknown, but of each expression only the names it
refers to. An unknown value is therefore exact only where its expression is one reference; an index
by count.index or each.key is followed where both sides have the same instance keys. A state holds
values only. Format: https://developer.hashicorp.com/terraform/internals/json-format
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Any, Literal, cast

from archbench.errors import InputError
from archbench.hcl.types import DYNAMIC, Dynamic, ListOf, MapOf, ObjectOf, Primitive, SetOf, Type
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown
from archbench.terraform.address import InstanceKey, Key, join, key_text, natural, path_text, split
from archbench.terraform.configuration import Configuration, Instance, Output, Path, Variable
from archbench.terraform.schema import schema_of

Json = Any
"""JSON as parsed; its shape is checked where it is used."""

_LOCAL = "the plan does not say what a local value refers to; give the directory instead"
_DYNAMIC = "set by a dynamic block, which the plan does not describe"


def read_plan(document: Mapping[str, Json], path: str) -> Configuration:
    """A Configuration from a parsed plan or state; path is its name in messages.

    Values the provider fills in are there as well when they are known and neither null nor empty.
    Data sources read before the plan come from its prior state.

    Raises:
        InputError: the document is neither a plan nor a state.
    """
    values = document.get("planned_values", document.get("values"))
    if not isinstance(values, Mapping) or "terraform_version" not in document:
        raise InputError(
            f"{path} is not the JSON of a plan or state: it has no planned_values and no values. "
            "Make it with `terraform show -json PLANFILE`."
        )
    return _Reader(document, path, values).configuration()


def with_source(planned: Configuration, written: Configuration) -> Configuration:
    """A plan's Configuration with what only the files say: lines, references, exact origins."""
    instances = []
    for item in planned.instances:
        other = written.by_address.get(item.address)
        if other is not None:
            values = {name: _traced(v, other.values.get(name)) for name, v in item.values.items()}
            item = replace(  # noqa: PLW2901
                item,
                values=values,
                range=other.range,
                ranges=other.ranges,
                references=other.references,
            )
        instances.append(item)
    return replace(
        planned,
        instances=tuple(instances),
        variables=tuple(
            replace(item, **_about(known)) if (known := written.variable(item.name)) else item
            for item in planned.variables
        ),
        outputs=tuple(
            replace(
                item,
                range=found.range,
                references=found.references,
                value=_traced(item.value, found.value),
            )
            if (found := written.output(item.name))
            else item
            for item in planned.outputs
        ),
        diagnostics=written.diagnostics,
        sources=written.sources,
    )


def _about(variable: Variable) -> dict[str, Any]:
    return {
        "type": variable.type,
        "range": variable.range,
        "validations": variable.validations,
    }


def _traced(value: Plain, written: Plain) -> Plain:
    """The planned value; where it is unknown, as the files explain it."""
    if isinstance(value, Unknown):
        return written if _is_unknown(written) else value
    if isinstance(value, Mapping) and isinstance(written, Mapping):
        return {name: _traced(item, written.get(name)) for name, item in value.items()}
    if isinstance(value, tuple) and isinstance(written, tuple) and len(value) == len(written):
        return tuple(_traced(*pair) for pair in zip(value, written, strict=True))
    return value


def _is_unknown(value: Plain) -> bool:
    """Unknown, or a collection of nothing but unknown values."""
    if isinstance(value, tuple):
        return bool(value) and all(_is_unknown(item) for item in value)
    return isinstance(value, Unknown)


@dataclass(frozen=True)
class _Scope:
    """A module instance: where names in its expressions are looked up."""

    address: str
    config: Mapping[str, Json]
    call: Mapping[str, Json] = field(default_factory=dict)
    parent: "_Scope | None" = None
    key: InstanceKey = None
    siblings: frozenset[InstanceKey] = frozenset()


@dataclass(frozen=True)
class _Use:
    """An expression, where its names are looked up, and the instance it belongs to."""

    expression: Json
    scope: _Scope
    resource: Mapping[str, Json] | None = None
    type: Type = DYNAMIC

    def at(self, step: str | int) -> "_Use":
        """The part of the expression one step inside."""
        whole = self.expression
        inner = _within(whole, step) if isinstance(step, str) else _element(whole, step)
        return _Use(inner, self.scope, self.resource, _type_at(self.type, step))


@dataclass(frozen=True)
class _Source:
    """One thing a value comes from, and whether the reference names it precisely."""

    origin: Origin
    precise: bool


class _Reader:
    """One plan or state; every lookup is by address."""

    def __init__(self, document: Mapping[str, Json], path: str, values: Mapping[str, Json]) -> None:
        self._document = document
        self._path = path
        self._values = values
        config = document.get("configuration", {})
        self._providers: Mapping[str, Json] = config.get("provider_config", {})
        self._root = _Scope("", config.get("root_module", {}))
        self._has_config = "configuration" in document

    @cached_property
    def _resources(self) -> dict[str, tuple[str, Mapping[str, Json]]]:
        """Module address and resource of every instance by address, planned ones first."""
        prior = self._document.get("prior_state", {}).get("values", {}).get("root_module", {})
        read = (item for item in _walk(prior) if item[1]["mode"] == "data")
        found: dict[str, tuple[str, Mapping[str, Json]]] = {}
        for module, resource in chain(_walk(self._values.get("root_module", {})), read):
            found.setdefault(resource["address"], (module, resource))
        return found

    @cached_property
    def _keys(self) -> dict[tuple[str, str], list[InstanceKey]]:
        """Instance keys by module address and resource name."""
        found: dict[tuple[str, str], list[InstanceKey]] = {}
        for module, resource in self._resources.values():
            found.setdefault((module, _local_name(resource)), []).append(resource.get("index"))
        return found

    @cached_property
    def _unknown(self) -> dict[str, Json]:
        """`after_unknown` by address."""
        return {
            change["address"]: change["change"].get("after_unknown", {})
            for change in self._document.get("resource_changes", ())
        }

    @cached_property
    def _modules(self) -> dict[str, list[_Scope]]:
        """Every module instance, by the address of its call inside its parent instance."""
        found: dict[str, list[_Scope]] = {}
        seen: set[str] = set()
        addresses = sorted({module for module, _ in self._resources.values() if module})
        for address in addresses:
            scope = self._root
            parts = split(address)
            index = 0
            while index < len(parts):
                name = cast("str", parts[index + 1])
                following = parts[index + 2] if index + 2 < len(parts) else None
                key = following.value if isinstance(following, Key) else None
                index += 3 if isinstance(following, Key) else 2
                called = join(scope.address, f"module.{name}")
                call = scope.config.get("module_calls", {}).get(name, {})
                child = _Scope(called + key_text(key), call.get("module", {}), call, scope, key)
                if child.address not in seen:
                    seen.add(child.address)
                    found.setdefault(called, []).append(child)
                scope = child
        return {
            called: [
                _Scope(
                    s.address, s.config, s.call, s.parent, s.key, frozenset(x.key for x in scopes)
                )
                for s in scopes
            ]
            for called, scopes in found.items()
        }

    @cached_property
    def _scopes(self) -> dict[str, _Scope]:
        scopes = {scope.address: scope for scope in chain.from_iterable(self._modules.values())}
        return {"": self._root, **scopes}

    def configuration(self) -> Configuration:
        """The whole document."""
        instances = [self._instance(*item) for item in self._resources.values()]
        return Configuration(
            path=self._path,
            instances=tuple(sorted(instances, key=lambda item: natural(item.address))),
            variables=tuple(self._variables()),
            outputs=tuple(self._outputs()),
        )

    def _variables(self) -> Iterator[Variable]:
        declared = self._root.config.get("variables", {})
        given = self._document.get("variables", {})
        for name in sorted(declared.keys() | given.keys()):
            about = declared.get(name, {})
            value = plain(given.get(name, {}).get("value", about.get("default")))
            hidden = bool(about.get("sensitive"))
            yield Variable(
                name=name,
                value=Sensitive(value) if hidden else value,
                description=about.get("description", ""),
                sensitive=hidden,
            )

    def _outputs(self) -> Iterator[Output]:
        changes = self._document.get("output_changes", {})
        declared = self._root.config.get("outputs", {})
        for name, output in sorted(self._values.get("outputs", {}).items()):
            change = changes.get(name, {})
            about = declared.get(name, {})
            expression = about.get("expression", {})
            hidden = bool(output.get("sensitive"))
            value = output["value"] if "value" in output else change.get("after")
            unknown = change.get("after_unknown", "value" not in output)
            result = self._merge(value, unknown, None, _Use(expression, self._root))
            yield Output(
                name=name,
                value=Sensitive(result) if hidden else result,
                description=about.get("description", ""),
                sensitive=hidden,
                references=self._addresses(expression, self._root, None),
            )

    def _instance(self, module: str, resource: Mapping[str, Json]) -> Instance:
        scope = self._scopes.get(module, self._root)
        config = _declaration(scope, resource)
        expressions = config.get("expressions", {})
        key = resource.get("index")
        unknown = self._unknown.get(resource["address"], {})
        hidden = resource.get("sensitive_values", {})
        kind: Literal["resource", "data"] = "data" if resource["mode"] == "data" else "resource"
        schema = schema_of(kind, resource["type"])
        types = schema.type.attributes if schema else {}
        merged: dict[str, Plain] = {}
        for name in sorted(resource.get("values", {}).keys() | _names(unknown)):
            value = resource.get("values", {}).get(name)
            is_unknown = unknown.get(name, False) if isinstance(unknown, Mapping) else unknown
            use = _Use(expressions.get(name), scope, resource, types.get(name, DYNAMIC))
            item = self._merge(value, is_unknown, _at(hidden, name), use)
            if item is not None and (item != () or name in expressions):
                merged[name] = item
        provider = config.get("provider_config_key") or resource["type"].split("_")[0]
        return Instance(
            address=resource["address"],
            mode=resource["mode"],
            type=resource["type"],
            name=resource["name"],
            key=key,
            module=module,
            provider=provider.rsplit(":", 1)[-1],
            region=self._region(provider, resource),
            values=merged,
            references=dict(self._references(expressions, scope, resource)),
            deferred=resource["mode"] == "data" and resource["address"] in self._unknown,
        )

    def _region(self, key: str, resource: Mapping[str, Json]) -> str | Unknown | None:
        region = self._providers.get(key, {}).get("expressions", {}).get("region", {})
        if "constant_value" in region:
            return str(region["constant_value"])
        references = region.get("references", [])
        if len(references) == 1 and references[0].startswith("var."):
            name = references[0].removeprefix("var.")
            value = self._document.get("variables", {}).get(name, {}).get("value")
            if isinstance(value, str):
                return value
        if references:
            origins = (Origin("variable", references[0], reason="the plan does not say its value"),)
            return Unknown(DYNAMIC, origins)
        arn = str(resource.get("values", {}).get("arn") or "").split(":")
        return arn[3] if len(arn) > 5 and arn[3] else None

    def _merge(self, value: Json, unknown: Json, hidden: Json, use: _Use) -> Plain:
        """A value with its unknown and sensitive parts put in; None for absent."""
        if hidden is True:
            shown = self._merge(value, unknown, None, use)
            return None if shown is None else Sensitive(shown)
        if unknown is True:
            return self._waiting(use)
        if isinstance(value, Mapping) or (value is None and _names(unknown)):
            given = value or {}
            parts = {
                name: self._merge(
                    given.get(name), _at(unknown, name), _at(hidden, name), use.at(name)
                )
                for name in sorted(given.keys() | _names(unknown))
            }
            return {
                name: part
                for name, part in parts.items()
                if part is not None and not (part == () and isinstance(use.type, ObjectOf))
            }
        if isinstance(value, list):
            return tuple(
                self._merge(item, _at(unknown, index), _at(hidden, index), use.at(index))
                for index, item in enumerate(value)
            )
        return plain(value)

    def _waiting(self, use: _Use) -> Plain:
        """The unknown an expression gives; absent when the provider alone computes it."""
        expression, resource = use.expression, use.resource
        if expression is None:
            return None
        if expression is _UNDESCRIBED:
            subject = resource["address"] if resource else use.scope.address
            return Unknown(use.type, (Origin("resource", subject, reason=_DYNAMIC),))
        sources = tuple(self._sources(_references(expression), use.scope, resource))
        open_ones = [source for source in sources if self._open(source.origin)]
        origins = tuple(sorted({source.origin for source in open_ones}))
        whole = "part" not in expression and len(sources) == 1
        single = isinstance(use.type, Primitive | Dynamic)
        exact = whole and single and len(origins) == 1 and open_ones[0].precise
        return Unknown(use.type, origins, exact)

    def _open(self, origin: Origin) -> bool:
        """Whether the origin itself is not known; what cannot be told counts as open."""
        if origin.kind not in ("resource", "data"):
            return True
        unknown = self._unknown.get(origin.subject)
        if unknown is None:
            return origin.subject not in self._resources
        first = split(origin.path)[:1]
        return not first or bool(_any_true(_at(unknown, cast("str", first[0]))))

    def _sources(
        self,
        references: Sequence[str],
        scope: _Scope,
        resource: Mapping[str, Json] | None,
        depth: int = 0,
    ) -> Iterator[_Source]:
        """Where an expression with these references gets its value from."""
        longest = list(_longest(references))
        by_index = any(item in ("count.index", "each.key") for item in longest)
        for reference in longest:
            yield from self._source(split(reference), scope, resource, by_index, depth)

    def _source(
        self,
        parts: Sequence[str | Key],
        scope: _Scope,
        resource: Mapping[str, Json] | None,
        by_index: bool,  # noqa: FBT001
        depth: int,
    ) -> Iterator[_Source]:
        if depth > 64 or len(parts) < 2:
            return
        root, name = parts[0], cast("str", parts[1])
        if root in ("path", "terraform", "self", "count"):
            return
        if root == "local":
            yield _Source(
                Origin("local", join(scope.address, f"local.{name}"), "", _LOCAL), precise=False
            )
        elif root == "var":
            if scope.parent is not None:
                passed = scope.call.get("expressions", {}).get(name)
                inner = self._sources(_references(passed), scope.parent, None, depth + 1)
                precise = len(parts) == 2
                yield from (_Source(s.origin, s.precise and precise) for s in inner)
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
        scope: _Scope,
        resource: Mapping[str, Json] | None,
        depth: int,
    ) -> Iterator[_Source]:
        if resource is None:
            return
        over = _references(_declaration(scope, resource).get("for_each_expression"))
        for source in self._sources(over, scope, None, depth + 1):
            keys = {
                item[1].get("index"): address
                for address, item in self._resources.items()
                if _of(source.origin.subject) == _of(address)
            }
            own = keys.get(resource.get("index"))
            if own is not None and not source.origin.path and len(over) == 1:
                if source.origin.subject == own:
                    path = path_text(tuple(p.value if isinstance(p, Key) else p for p in rest))
                    yield _Source(Origin(source.origin.kind, own, path), precise=True)
            else:
                yield _Source(source.origin, precise=False)

    def _module_output(
        self,
        parts: Sequence[str | Key],
        scope: _Scope,
        by_index: bool,  # noqa: FBT001
        resource: Mapping[str, Json] | None,
        depth: int,
    ) -> Iterator[_Source]:
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
                for source in self._sources(_references(expression), child, None, depth + 1):
                    yield _Source(source.origin, source.precise and len(rest) == 1)

    def _attribute(
        self,
        parts: Sequence[str | Key],
        scope: _Scope,
        resource: Mapping[str, Json] | None,
        by_index: bool,  # noqa: FBT001
    ) -> Iterator[_Source]:
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
            own = self._keys.get((scope.address, _local_name(resource)), [])
            if set(own) == set(keys):
                keys = [resource.get("index")]
        path = path_text(tuple(part.value if isinstance(part, Key) else part for part in rest))
        for key in sorted(keys, key=str):
            address = join(scope.address, name) + key_text(key)
            yield _Source(Origin(kind, address, path), bool(path))

    def _addresses(
        self, expression: Json, scope: _Scope, resource: Mapping[str, Json] | None
    ) -> tuple[str, ...]:
        sources = self._sources(_references(expression), scope, resource)
        found = {s.origin.subject for s in sources if s.origin.kind in ("resource", "data")}
        return tuple(sorted(found, key=natural))

    def _references(
        self, expressions: Mapping[str, Json], scope: _Scope, resource: Mapping[str, Json]
    ) -> Iterator[tuple[Path, tuple[str, ...]]]:
        for path, expression in _leaves(expressions):
            found = self._addresses(expression, scope, resource)
            if found:
                yield path, found


_UNDESCRIBED: Json = object()


def plain(value: Json) -> Plain:
    """JSON as a plain value: whole numbers int, others Decimal, nulls inside mappings dropped.

    >>> plain({"a": [1.0, 2.5, None], "b": None})
    {'a': (1, Decimal('2.5'), None)}
    """
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in sorted(value.items()) if v is not None}
    if isinstance(value, list | tuple):
        return tuple(plain(item) for item in value)
    if isinstance(value, float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else value
        return int(number) if number == number.to_integral_value() else number
    return cast("Plain", value)


def _walk(module: Mapping[str, Json]) -> Iterator[tuple[str, Mapping[str, Json]]]:
    for resource in module.get("resources", ()):
        yield module.get("address", ""), resource
    for child in module.get("child_modules", ()):
        yield from _walk(child)


def _local_name(resource: Mapping[str, Json]) -> str:
    prefix = "data." if resource["mode"] == "data" else ""
    return f"{prefix}{resource['type']}.{resource['name']}"


def _declaration(scope: _Scope, resource: Mapping[str, Json]) -> Mapping[str, Json]:
    wanted = _local_name(resource)
    for declared in scope.config.get("resources", ()):
        if declared["address"] == wanted:
            return cast("Mapping[str, Json]", declared)
    return {}


def _of(address: str) -> str:
    """The resource an instance address belongs to."""
    parts = split(address)
    if parts and isinstance(parts[-1], Key):
        return address[: -len(key_text(parts[-1].value))]
    return address


def _type_at(type_: Type, step: str | int) -> Type:
    if isinstance(type_, ObjectOf):
        return type_.attributes.get(str(step), DYNAMIC)
    return type_.element if isinstance(type_, ListOf | SetOf | MapOf) else DYNAMIC


def _names(value: Json) -> set[str]:
    return set(value) if isinstance(value, Mapping) else set()


def _at(value: Json, step: str | int) -> Json:
    """The part of a mask (`after_unknown`, `sensitive_values`) at a step; False where it ends."""
    if value is True:
        return True
    if isinstance(value, Mapping):
        return value.get(step, False)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return False


def _any_true(mask: Json) -> bool:
    if isinstance(mask, Mapping):
        return any(_any_true(item) for item in mask.values())
    if isinstance(mask, list):
        return any(_any_true(item) for item in mask)
    return bool(mask)


def _is_leaf(expression: Json) -> bool:
    return isinstance(expression, Mapping) and (
        expression.keys() <= {"references", "constant_value", "part"}
    )


def _within(expression: Json, name: str) -> Json:
    if expression is None or expression is _UNDESCRIBED:
        return expression
    if _is_leaf(expression):
        return {**expression, "part": True}
    return expression.get(name) if isinstance(expression, Mapping) else None


def _element(expression: Json, index: int) -> Json:
    """The expressions of one nested block; several blocks of a set cannot be told apart."""
    if isinstance(expression, list):
        if len(expression) == 1:
            return expression[0]
        return expression[index] if index < len(expression) else _UNDESCRIBED
    if expression is None:
        return _UNDESCRIBED
    return {**expression, "part": True} if _is_leaf(expression) else expression


def _references(expression: Json) -> list[str]:
    if isinstance(expression, Mapping):
        if _is_leaf(expression):
            return list(expression.get("references", ()))
        return [item for part in expression.values() for item in _references(part)]
    if isinstance(expression, list):
        return [item for part in expression for item in _references(part)]
    return []


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


def _leaves(expressions: Json, at: Path = ()) -> Iterator[tuple[Path, Json]]:
    if isinstance(expressions, list):
        for index, item in enumerate(expressions):
            yield from _leaves(item, (*at, index))
    elif isinstance(expressions, Mapping):
        if at and _is_leaf(expressions):
            yield at, expressions
        else:
            for name, item in sorted(expressions.items()):
                yield from _leaves(item, (*at, name))
