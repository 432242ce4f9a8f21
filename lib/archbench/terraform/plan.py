"""The same Configuration from JSON: `terraform show -json` of a plan or of a state.

A plan holds the values and which of them are unknown, but of each expression only the names it
refers to. An unknown value is therefore exact only where its expression is one reference, a list of
text where it is references to single instances; an index by count.index or each.key is followed
where both sides have the same instance keys. The files it was made from say the rest: plan_lines.
A state holds values only. Format: https://developer.hashicorp.com/terraform/internals/json-format
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Literal, cast

from archbench.errors import InputError
from archbench.frozen import frozen
from archbench.hcl.plain import from_plain
from archbench.hcl.types import (
    DYNAMIC,
    STRING,
    Dynamic,
    ListOf,
    MapOf,
    ObjectOf,
    Primitive,
    SetOf,
    Type,
)
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown
from archbench.patterns import regex
from archbench.terraform.address import natural
from archbench.terraform.canonical import canonical
from archbench.terraform.configuration import Configuration, Instance, Output, Path, Variable
from archbench.terraform.moves import Move
from archbench.terraform.places import region_told
from archbench.terraform.plan_regions import PlanRegions
from archbench.terraform.plan_sources import (
    ModuleScope,
    PlanSources,
    ValueSource,
    declaration,
    is_leaf,
    mask_at,
    references,
    walk,
)
from archbench.terraform.planned_values import PlanJson
from archbench.terraform.provider_choice import Choice, choose
from archbench.terraform.schema import FIVE, SIX, BlockSchema, SchemaKind
from archbench.terraform.versions import takes

_WHAT = (
    "a plan does not say which instances an expression takes, nor what of them; give the directory "
    "it was made from with --source"
)
_DYNAMIC = "set by a dynamic block, which the plan does not describe"
_NO_CONFIGURATION = "the document has no configuration that says what it waits for"
HASHED = "the provider keeps only a hash of it; give the directory with --source"
_HASH = regex("[0-9a-f]{40}")


def read_plan(
    document: Mapping[str, PlanJson], path: str, region: str | None = None
) -> Configuration:
    """A Configuration from a parsed plan or state; path is its name in messages.

    region is where the AWS provider works where neither its block nor what stands there says so.

    Values the provider fills in are there as well when they are known and neither null nor empty.
    Data sources read before the plan come from its prior state.

    Raises:
        InputError: the document is neither a plan nor a state.
    """
    values = document.get("planned_values", document.get("values"))
    if not isinstance(values, dict) or "terraform_version" not in document:
        no_values = "planned_values and no values"
        lacks = "terraform_version" if isinstance(values, dict) else no_values
        raise InputError(
            f"{path} is not the JSON of a plan or state: it has no {lacks}. "
            "Make it with `terraform show -json PLANFILE`."
        )
    return _Reader(document, path, values, region).configuration()


@frozen
class _Use:
    """An expression, where its names are looked up, and the instance it belongs to."""

    expression: PlanJson
    scope: ModuleScope
    resource: Mapping[str, PlanJson] | None = None
    type: Type = DYNAMIC

    def at(self, step: str | int) -> "_Use":
        """The part of the expression one step inside."""
        whole = self.expression
        inner = _within(whole, step) if isinstance(step, str) else _element(whole, step)
        return _Use(inner, self.scope, self.resource, _type_at(self.type, step))


class _Reader:
    """One plan or state; every lookup is by address."""

    def __init__(
        self,
        document: Mapping[str, PlanJson],
        path: str,
        values: Mapping[str, PlanJson],
        region: str | None,
    ) -> None:
        self._document = document
        self._path = path
        self._values = values
        config = document.get("configuration", {})
        self._providers: Mapping[str, PlanJson] = config.get("provider_config", {})
        self._root = ModuleScope("", config.get("root_module", {}))
        self._choice = _provider_of(self._providers, document, values)
        self._trace = PlanSources(document, values, self._root)
        self._regions = PlanRegions(self._providers, self._trace, self._choice.release, region)
        self._has_config = "configuration" in document

    def configuration(self) -> Configuration:
        """The whole document."""
        instances = [self._instance(*item) for item in self._trace.resources.values()]
        return Configuration(
            path=self._path,
            instances=tuple(sorted(instances, key=lambda item: natural(item.address))),
            variables=tuple(self._variables()),
            declares=self._has_config,
            outputs=tuple(self._outputs()),
            provider=self._choice,
            moves=tuple(
                Move((), change["previous_address"], change["address"])
                for change in self._document.get("resource_changes", ())
                if change.get("previous_address")
            ),
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
                default=plain(about.get("default")),
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
                references=self._trace.addresses(expression, self._root, None),
            )

    def _instance(self, module: str, resource: Mapping[str, PlanJson]) -> Instance:
        scope = self._trace.scopes.get(module, self._root)
        config = declaration(scope, resource)
        expressions = config.get("expressions", {})
        unknown = self._trace.unknown.get(resource["address"], {})
        hidden = resource.get("sensitive_values", {})
        kind: Literal["resource", "data"] = "data" if resource["mode"] == "data" else "resource"
        schema = self._choice.release.schema_of(kind, canonical(resource["type"]))
        types = schema.type.attributes if schema else {}
        values = resource.get("values", {})
        merged: dict[str, Plain] = {}
        for name in sorted(values.keys() | _names(unknown)):
            value = values.get(name)
            is_unknown = unknown.get(name, False) if isinstance(unknown, dict) else unknown
            if value is None and not is_unknown:
                continue
            if is_unknown is True and self._is_computed(expressions.get(name)):
                continue
            is_secret = is_unknown is not True and _is_sensitive(schema, name)
            mask = is_secret or mask_at(hidden, name)
            if _is_text(value, is_unknown, mask):
                item = value
            else:
                use = _Use(expressions.get(name), scope, resource, types.get(name, DYNAMIC))
                item = self._merge(value, is_unknown, mask, use)
            if name == "user_data" and isinstance(item, str) and _HASH.fullmatch(item):
                origin = Origin("resource", resource["address"], name, HASHED)
                item = Unknown(types.get(name, DYNAMIC), (origin,))
            if item is not None and (item not in ((), "") or name in expressions):
                merged[name] = item
        provider = config.get("provider_config_key") or resource["type"].split("_")[0]
        return Instance(
            address=resource["address"],
            mode=resource["mode"],
            type=canonical(resource["type"]),
            name=resource["name"],
            key=resource.get("index"),
            module=module,
            provider=provider.rsplit(":", 1)[-1],
            region=_own_region(schema, merged, resource["address"])
            or self._regions.of(resource, scope),
            values=merged,
            references=dict(self._of_instance(expressions, scope, resource)),
            deferred=resource["mode"] == "data" and resource["address"] in self._trace.unknown,
        )

    def _merge(self, value: PlanJson, unknown: PlanJson, hidden: PlanJson, use: _Use) -> Plain:
        """A value with its unknown and sensitive parts put in; None for absent."""
        if hidden is True:
            shown = self._merge(value, unknown, None, use)
            return None if shown is None else Sensitive(shown)
        if unknown is True:
            return self._waiting(use)
        if isinstance(value, dict) or (value is None and _names(unknown)):
            given = value or {}
            parts: dict[str, Plain] = {}
            for name in sorted(given.keys() | _names(unknown)):
                masks = mask_at(unknown, name), mask_at(hidden, name)
                part = given.get(name)
                if not _is_text(part, *masks):
                    part = self._merge(part, *masks, use.at(name))
                if part is not None and not (_is_empty(part) and _is_left_out(use, name)):
                    parts[name] = part
            return parts
        if isinstance(value, list):
            return tuple(
                self._merge(item, mask_at(unknown, index), mask_at(hidden, index), use.at(index))
                for index, item in enumerate(value)
            )
        return plain(value)

    def _is_computed(self, expression: PlanJson) -> bool:
        """Whether nothing in the configuration gives a value: the provider alone does."""
        return expression is None and self._has_config

    def _waiting(self, use: _Use) -> Plain:
        """The unknown an expression gives; absent when the provider alone computes it."""
        expression, resource = use.expression, use.resource
        if self._is_computed(expression):
            return None
        if expression is None or expression is _UNDESCRIBED:
            subject = resource["address"] if resource else use.scope.address
            reason = _DYNAMIC if expression is _UNDESCRIBED else _NO_CONFIGURATION
            return Unknown(use.type, (Origin("resource", subject, reason=reason),))
        sources = tuple(self._trace.sources(references(expression), use.scope, resource))
        open_ones = [source for source in sources if self._trace.open(source.origin)]
        origins = tuple(sorted({_explained(source) for source in open_ones}))
        whole = "part" not in expression and len(sources) == 1
        single = isinstance(use.type, Primitive | Dynamic)
        if isinstance(use.type, ListOf | SetOf) and use.type.element == STRING and sources:
            every = len(open_ones) == len(sources) and all(item.precise for item in sources)
            if every and "part" not in expression:
                return tuple(Unknown(STRING, (item,), exact=True) for item in origins)
        exact = whole and single and len(origins) == 1 and open_ones[0].precise
        return Unknown(use.type, origins, exact)

    def _of_instance(
        self,
        expressions: Mapping[str, PlanJson],
        scope: ModuleScope,
        resource: Mapping[str, PlanJson],
    ) -> Iterator[tuple[Path, tuple[str, ...]]]:
        for path, expression in _leaves(expressions):
            found = self._trace.addresses(expression, scope, resource)
            if found:
                yield path, found


def _explained(source: ValueSource) -> Origin:
    """What a value waits for; of a resource as a whole, that the plan does not say what of it."""
    origin = source.origin
    if source.precise or origin.path or origin.reason:
        return origin
    return Origin(origin.kind, origin.subject, origin.path, _WHAT)


def _is_text(value: PlanJson, unknown: PlanJson, hidden: PlanJson) -> bool:
    """Whether a value is what most are: a text that is known and may be seen."""
    return value.__class__ is str and unknown is not True and hidden is not True


def _is_empty(value: Plain) -> bool:
    return value in ((), "")


def _is_left_out(use: _Use, name: str) -> bool:
    """Whether nothing says that an argument of a block is given: empty is then how none is kept."""
    inner = use.at(name).expression
    return isinstance(use.type, ObjectOf) and (inner is None or inner is _UNDESCRIBED)


def _is_sensitive(schema: BlockSchema | None, name: str) -> bool:
    """Whether the provider calls an argument sensitive, whatever the plan marks."""
    return schema is not None and name in schema.attributes and schema.attributes[name].sensitive


def _own_region(
    schema: BlockSchema | None, values: Mapping[str, Plain], address: str
) -> str | Unknown | None:
    """The region an instance names itself, which provider 6 also puts there where it does not."""
    known = schema.attributes.get("region") if schema else None
    given = values.get("region")
    return region_told(from_plain(given), address) if known and known.places else None


def _provider_of(
    providers: Mapping[str, PlanJson],
    document: Mapping[str, PlanJson],
    values: Mapping[str, PlanJson],
) -> Choice:
    """The release of a plan or state: by its constraints; by what its resources hold between two.

    Provider 6 gives a region to each resource that stands in one, provider 5 to none.
    """
    aws = [item for item in providers.values() if item.get("name", "aws") == "aws"]
    asked = [item["version_constraint"] for item in aws if "version_constraint" in item]
    resources = [resource for _, resource in walk(values.get("root_module", {}))]
    unknown = {
        change["address"]: change["change"].get("after_unknown")
        for change in document.get("resource_changes", ())
    }
    regional = [r for r in resources if _has_region_since_six(r["mode"], r["type"])]
    if asked and not (regional and all(takes(text, FIVE.version) for text in asked)):
        return choose(None, asked)
    if any("region" in item.get("values", {}) for item in regional) or any(
        "region" in _names(unknown.get(item["address"])) for item in regional
    ):
        return Choice(SIX, why="its resources hold a region")
    return Choice(FIVE, why="none of its resources holds a region")


@cache
def _has_region_since_six(mode: str, type_: str) -> bool:
    """Whether a type has a region in provider 6 and none in provider 5."""
    kind: SchemaKind = "data" if mode == "data" else "resource"
    six, five = SIX.schema_of(kind, type_), FIVE.schema_of(kind, type_)
    region = six.attributes.get("region") if six else None
    return bool(region and region.places) and (five is None or "region" not in five.attributes)


_UNDESCRIBED: PlanJson = object()


def plain(value: PlanJson) -> Plain:
    """JSON as a plain value: whole numbers int, others Decimal, nulls inside mappings dropped.

    >>> plain({"a": [1.0, 2.5, None], "b": None})
    {'a': (1, Decimal('2.5'), None)}
    """
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in sorted(value.items()) if v is not None}
    if isinstance(value, list | tuple):
        return tuple(plain(item) for item in value)
    if isinstance(value, float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else value
        return int(number) if number == number.to_integral_value() else number
    return cast("Plain", value)


def _type_at(type_: Type, step: str | int) -> Type:
    if isinstance(type_, ObjectOf):
        return type_.attributes.get(str(step), DYNAMIC)
    return type_.element if isinstance(type_, ListOf | SetOf | MapOf) else DYNAMIC


def _names(value: PlanJson) -> set[str]:
    return set(value) if isinstance(value, dict) else set()


def _within(expression: PlanJson, name: str) -> PlanJson:
    if expression is None or expression is _UNDESCRIBED:
        return expression
    if is_leaf(expression):
        return {**expression, "part": True}
    return expression.get(name) if isinstance(expression, dict) else None


def _element(expression: PlanJson, index: int) -> PlanJson:
    """The expressions of one nested block; several blocks of a set cannot be told apart."""
    if isinstance(expression, list):
        if len(expression) == 1:
            return expression[0]
        return expression[index] if index < len(expression) else _UNDESCRIBED
    if expression is None:
        return _UNDESCRIBED
    return {**expression, "part": True} if is_leaf(expression) else expression


def _leaves(expressions: PlanJson, at: Path = ()) -> Iterator[tuple[Path, PlanJson]]:
    if isinstance(expressions, list):
        for index, item in enumerate(expressions):
            yield from _leaves(item, (*at, index))
    elif isinstance(expressions, dict):
        if at and is_leaf(expressions):
            yield at, expressions
        else:
            for name, item in sorted(expressions.items()):
                yield from _leaves(item, (*at, name))
