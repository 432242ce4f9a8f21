"""A module as written: what its files declare, before anything is evaluated."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeVar

from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.json_syntax import parse_json_body
from archbench.hcl.parser import parse_body
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import (
    Attr,
    Attribute,
    Block,
    Body,
    Expression,
    LiteralValue,
    Object,
    Parenthesis,
    Traversal,
    Tuple,
)
from archbench.terraform.files import Files, configuration_files

Mode = Literal["managed", "data", "ephemeral"]
_T = TypeVar("_T")

LABELS = {
    "resource": ("type", "name"),
    "data": ("type", "name"),
    "ephemeral": ("type", "name"),
    "module": ("name",),
    "variable": ("name",),
    "output": ("name",),
    "provider": ("name",),
    "check": ("name",),
    "locals": (),
    "terraform": (),
    "moved": (),
    "import": (),
    "removed": (),
}
META_ARGUMENTS = frozenset({"count", "for_each", "provider", "depends_on"})
META_BLOCKS = frozenset({"lifecycle", "connection", "provisioner"})


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource, data or ephemeral block; body holds its arguments without the meta-arguments."""

    mode: Mode
    type: str
    name: str
    body: Body
    count: Expression | None
    for_each: Expression | None
    provider: str
    depends_on: tuple[Traversal, ...]
    conditions: tuple[Block, ...]
    """The precondition and postcondition blocks of its lifecycle."""
    range: SourceRange

    @property
    def local_name(self) -> str:
        """What references call it: "aws_vpc.main", "data.aws_ami.x"."""
        prefix = "" if self.mode == "managed" else f"{self.mode}."
        return f"{prefix}{self.type}.{self.name}"


@dataclass(frozen=True, slots=True)
class Call:
    """A module block; arguments are the values for its variables."""

    name: str
    source: str | None
    arguments: Mapping[str, Attribute]
    count: Expression | None
    for_each: Expression | None
    providers: Mapping[str, str] | None
    """Names inside the module to names here; None when the block says nothing."""
    depends_on: tuple[Traversal, ...]
    range: SourceRange


@dataclass(frozen=True, slots=True)
class Module:
    """Everything a module's files declare, by name; nested modules by the name of their call."""

    directory: Path
    path: tuple[str, ...]
    variables: Mapping[str, Block] = field(default_factory=dict)
    locals: Mapping[str, Attribute] = field(default_factory=dict)
    outputs: Mapping[str, Block] = field(default_factory=dict)
    resources: Mapping[str, Resource] = field(default_factory=dict)
    calls: Mapping[str, Call] = field(default_factory=dict)
    providers: Mapping[str, Block] = field(default_factory=dict)
    provider_versions: Mapping[str, str] = field(default_factory=dict)
    """Version constraints of required_providers, by local name."""


def read_module(
    files: Files, directory: Path, path: tuple[str, ...]
) -> tuple[Module, tuple[Diagnostic, ...]]:
    """The module in a directory; path is the names of the calls that lead to it."""
    primary, overrides = configuration_files(directory)
    diagnostics: list[Diagnostic] = []
    blocks = [block for file in primary for block in _blocks(files, file, diagnostics)]
    for file in overrides:
        blocks = _override(blocks, _blocks(files, file, diagnostics), diagnostics)
    found = _Collector(diagnostics)
    for block in blocks:
        found.add(block)
    module = Module(
        directory=directory,
        path=path,
        variables=found.variables,
        locals=found.locals,
        outputs=found.outputs,
        resources=found.resources,
        calls=found.calls,
        providers=found.providers,
        provider_versions=found.provider_versions,
    )
    return module, tuple(diagnostics)


def _blocks(files: Files, file: Path, diagnostics: list[Diagnostic]) -> Iterator[Block]:
    text, problems = files.read(file)
    diagnostics.extend(problems)
    parse = parse_json_body if file.name.endswith(".json") else parse_body
    body, problems = parse(text, files.name(file))
    diagnostics.extend(problems)
    for attribute in body.attributes.values():
        detail = f'An argument named "{attribute.name}" is not expected here.'
        near = did_you_mean(attribute.name, set(LABELS))
        diagnostics.append(
            Diagnostic("error", "Unsupported argument", detail + near, attribute.name_range)
        )
    for block in body.blocks:
        labels = LABELS.get(block.type)
        if labels is None:
            detail = f'Blocks of type "{block.type}" are not expected here.'
            near = did_you_mean(block.type, set(LABELS))
            diagnostics.append(
                Diagnostic("error", "Unsupported block type", detail + near, block.range)
            )
        elif len(block.labels) < len(labels):
            missing = labels[len(block.labels)]
            detail = (
                f"All {block.type} blocks must have {len(labels)} labels ({', '.join(labels)})."
            )
            diagnostics.append(
                Diagnostic("error", f"Missing {missing} for {block.type}", detail, block.range)
            )
        elif len(block.labels) > len(labels):
            expected = f"only {len(labels)} labels ({', '.join(labels)})" if labels else "no labels"
            detail = f"A {block.type} block takes {expected}."
            diagnostics.append(
                Diagnostic("error", f"Extraneous label for {block.type}", detail, block.range)
            )
        else:
            yield block


def _identity(block: Block) -> tuple[str, ...]:
    if block.type == "provider":
        alias = block.body.attributes.get("alias")
        return (block.type, *block.labels, literal_text(alias.expression) or "" if alias else "")
    return (block.type, *block.labels)


def _override(
    blocks: list[Block], overriding: Iterable[Block], diagnostics: list[Diagnostic]
) -> list[Block]:
    """Merge an override file: arguments one by one, nested blocks by type, locals by name."""
    merged = list(blocks)
    for block in overriding:
        if block.type in ("locals", "terraform"):
            names = block.body.attributes.keys()
            merged = [_without(b, names) if b.type == block.type else b for b in merged]
            merged.append(block)
            continue
        same = [i for i, other in enumerate(merged) if _identity(other) == _identity(block)]
        if same:
            base = merged[same[0]]
            merged[same[0]] = replace(base, body=_merge_body(base.body, block.body))
        else:
            what = " ".join((block.type, *(f'"{label}"' for label in block.labels)))
            detail = (
                f"There is no {what} block to override. "
                "An override file changes only blocks that stand in other files."
            )
            summary = f"Missing base {block.type} declaration to override"
            diagnostics.append(Diagnostic("error", summary, detail, block.range))
    return merged


def _without(block: Block, names: Iterable[str]) -> Block:
    kept = {k: v for k, v in block.body.attributes.items() if k not in names}
    return replace(block, body=replace(block.body, attributes=kept))


def _merge_body(base: Body, override: Body) -> Body:
    """The base with the override's arguments, and its nested blocks in place of those of a type."""

    def kind(block: Block) -> str:
        return block.labels[0] if block.type == "dynamic" and block.labels else block.type

    lifecycle = [block for block in override.blocks if block.type == "lifecycle"]
    new = tuple(block for block in override.blocks if block.type != "lifecycle")
    replaced = {kind(block) for block in new} | override.attributes.keys()
    kept = []
    for block in base.blocks:
        if block.type == "lifecycle":
            body = block.body
            for other in lifecycle:
                body = _merge_body(body, other.body)
            kept.append(replace(block, body=body))
        elif kind(block) not in replaced:
            kept.append(block)
    attributes = {k: v for k, v in base.attributes.items() if k not in replaced}
    return Body(attributes | override.attributes, (*kept, *new), base.range)


class _Collector:
    """Sorts the blocks of a module by what they declare."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        self._diagnostics = diagnostics
        self.variables: dict[str, Block] = {}
        self.locals: dict[str, Attribute] = {}
        self.outputs: dict[str, Block] = {}
        self.resources: dict[str, Resource] = {}
        self.calls: dict[str, Call] = {}
        self.providers: dict[str, Block] = {}
        self.provider_versions: dict[str, str] = {}

    def add(self, block: Block) -> None:
        """Take in one block."""
        match block.type:
            case "variable":
                self._declare(self.variables, "variable", block.labels[0], block, block.range)
            case "output":
                self._declare(self.outputs, "output", block.labels[0], block, block.range)
            case "provider":
                name = ".".join(part for part in _identity(block)[1:] if part)
                self._declare(self.providers, "provider configuration", name, block, block.range)
            case "locals":
                for name, attribute in block.body.attributes.items():
                    self._declare(self.locals, "local value", name, attribute, attribute.name_range)
            case "resource" | "data" | "ephemeral":
                resource = _resource(block)
                name = resource.local_name
                self._declare(self.resources, block.type, name, resource, block.range)
            case "module":
                call = self._call(block)
                self._declare(self.calls, "module call", call.name, call, block.range)
            case "terraform":
                self.provider_versions.update(_provider_versions(block))

    def _declare(
        self, table: dict[str, _T], what: str, name: str, item: _T, range_: SourceRange
    ) -> None:
        if name in table:
            earlier = getattr(table[name], "range", None)
            detail = (
                f'A {what} named "{name}" is declared at {earlier} already. '
                "Names must be unique in a module: rename one of them, or remove it."
            )
            self._diagnostics.append(Diagnostic("error", f"Duplicate {what}", detail, range_))
        else:
            table[name] = item

    def _call(self, block: Block) -> Call:
        attributes = dict(block.body.attributes)
        source = attributes.pop("source", None)
        providers = attributes.pop("providers", None)
        text = literal_text(source.expression) if source else None
        if text is None:
            detail = (
                f'Module "{block.labels[0]}" needs a source: a literal string such as "./network".'
            )
            place = source.range if source else block.range
            self._diagnostics.append(Diagnostic("error", "Invalid module source", detail, place))
        return Call(
            name=block.labels[0],
            source=text,
            arguments={
                name: item
                for name, item in attributes.items()
                if name not in META_ARGUMENTS and name != "version"
            },
            count=_expression(attributes, "count"),
            for_each=_expression(attributes, "for_each"),
            providers=_provider_map(providers.expression) if providers else None,
            depends_on=_depends_on(attributes),
            range=block.range,
        )


def _expression(attributes: Mapping[str, Attribute], name: str) -> Expression | None:
    return attributes[name].expression if name in attributes else None


def _depends_on(attributes: Mapping[str, Attribute]) -> tuple[Traversal, ...]:
    found = _expression(attributes, "depends_on")
    items = found.items if isinstance(found, Tuple) else ()
    return tuple(item for item in items if isinstance(item, Traversal))


def _resource(block: Block) -> Resource:
    attributes = block.body.attributes
    provider = attributes.get("provider")
    modes: dict[str, Mode] = {"resource": "managed", "data": "data", "ephemeral": "ephemeral"}
    reference = provider_reference(provider.expression) if provider else ""
    return Resource(
        mode=modes[block.type],
        type=block.labels[0],
        name=block.labels[1],
        body=Body(
            {name: item for name, item in attributes.items() if name not in META_ARGUMENTS},
            tuple(inner for inner in block.body.blocks if inner.type not in META_BLOCKS),
            block.body.range,
        ),
        count=_expression(attributes, "count"),
        for_each=_expression(attributes, "for_each"),
        provider=reference or block.labels[0].split("_", 1)[0],
        depends_on=_depends_on(attributes),
        conditions=tuple(
            rule
            for inner in block.body.blocks
            if inner.type == "lifecycle"
            for rule in inner.body.blocks
            if rule.type in ("precondition", "postcondition")
        ),
        range=block.range,
    )


def provider_reference(expression: Expression) -> str:
    """The name of a provider configuration an expression names: "aws", "aws.west", or ""."""
    if isinstance(expression, Traversal):
        return ".".join(
            (expression.root, *(s.name for s in expression.steps if isinstance(s, Attr)))
        )
    return literal_text(expression) or ""


def literal_text(expression: Expression) -> str | None:
    """The text of a literal string; None for anything else."""
    if isinstance(expression, LiteralValue) and isinstance(expression.value, str):
        return expression.value
    return None


def _key_name(expression: Expression) -> str:
    inner = expression.inner if isinstance(expression, Parenthesis) else expression
    return provider_reference(inner)


def _provider_map(expression: Expression) -> dict[str, str]:
    if not isinstance(expression, Object):
        return {}
    return {_key_name(item.key): provider_reference(item.value) for item in expression.items}


def _provider_versions(block: Block) -> Iterator[tuple[str, str]]:
    """Local provider names and the versions `required_providers` takes of them."""
    for inner in block.body.blocks:
        if inner.type != "required_providers":
            continue
        for name, attribute in inner.body.attributes.items():
            if isinstance(attribute.expression, Object):
                for item in attribute.expression.items:
                    if _key_name(item.key) == "version":
                        yield name, literal_text(item.value) or ""
