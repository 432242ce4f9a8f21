"""A module as written: what its files declare, before anything is evaluated."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, TypeVar

from archbench.frozen import field, frozen
from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.json_syntax import parse_json_body
from archbench.hcl.parser import parse_body
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import (
    Attribute,
    Block,
    Body,
    Expression,
    Traversal,
    Tuple,
)
from archbench.hcl.walk import literal_text
from archbench.terraform.block_shapes import misshapen
from archbench.terraform.escaping import handed_on
from archbench.terraform.files import Files, configuration_files
from archbench.terraform.opentofu import accepted, enabled
from archbench.terraform.overrides import identity, override
from archbench.terraform.provider_requirements import (
    merged,
    provider_aliases,
    provider_key,
    provider_keys,
    provider_map,
    provider_reference,
    provider_versions,
)
from archbench.terraform.rules import Check, read_check, read_rules
from archbench.terraform.versions import Requirement

BlockMode = Literal["managed", "data", "ephemeral"]
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
    "action": ("type", "name"),
    "locals": (),
    "terraform": (),
    "moved": (),
    "import": (),
    "removed": (),
}


@frozen
class ResourceBlock:
    """A resource, data or ephemeral block; body holds its arguments without the meta-arguments."""

    mode: BlockMode
    type: str
    name: str
    body: Body
    count: Expression | None
    for_each: Expression | None
    enabled: Expression | None
    """Whether there is one at all, which only OpenTofu has; it stands in its lifecycle block."""
    provider: str
    provider_key: Expression | None
    """Which instance of it, where OpenTofu makes several."""
    provider_range: SourceRange
    depends_on: tuple[Traversal, ...]
    conditions: tuple[Block, ...]
    """The precondition and postcondition blocks of its lifecycle."""
    range: SourceRange
    check: str = ""
    """The check block a data block stands in; "" for all others."""

    @property
    def local_name(self) -> str:
        """What references call it: "aws_vpc.main", "data.aws_ami.x"."""
        prefix = "" if self.mode == "managed" else f"{self.mode}."
        return f"{prefix}{self.type}.{self.name}"


@frozen
class ModuleCall:
    """A module block; arguments are the values for its variables."""

    name: str
    source: str | None
    source_range: SourceRange
    version: Requirement | None
    """The versions it takes of a module of a registry."""
    early: Mapping[str, Expression]
    """Its source and version where they are no literals, which only OpenTofu takes."""
    arguments: Mapping[str, Attribute]
    count: Expression | None
    for_each: Expression | None
    enabled: Expression | None
    """Whether there is one at all, as of a resource."""
    providers: Mapping[str, str] | None
    """Names inside the module to names here; None when the block says nothing."""
    provider_keys: Mapping[str, Expression]
    """Which instance of each, where OpenTofu makes several."""
    depends_on: tuple[Traversal, ...]
    range: SourceRange


@frozen
class Module:
    """Everything a module's files declare, by name; nested modules by the name of their call."""

    directory: Path
    path: tuple[str, ...]
    variables: Mapping[str, Block] = field(default_factory=dict)
    locals: Mapping[str, Attribute] = field(default_factory=dict)
    outputs: Mapping[str, Block] = field(default_factory=dict)
    resources: Mapping[str, ResourceBlock] = field(default_factory=dict)
    calls: Mapping[str, ModuleCall] = field(default_factory=dict)
    providers: Mapping[str, Block] = field(default_factory=dict)
    checks: Mapping[str, Check] = field(default_factory=dict)
    provider_versions: Mapping[str, tuple[Requirement, ...]] = field(default_factory=dict)
    """What it asks of providers, by local name: in required_providers, and in their blocks."""
    provider_aliases: frozenset[str] = frozenset()
    """Provider configurations a caller has to pass: configuration_aliases."""
    actions: Mapping[str, Block] = field(default_factory=dict)
    required_versions: tuple[Requirement, ...] = ()
    """What the module asks of Terraform itself."""
    moves: tuple[Block, ...] = ()
    """The moved blocks."""
    imports: tuple[Block, ...] = ()
    removals: tuple[Block, ...] = ()
    """The removed blocks."""
    backends: tuple[Block, ...] = ()
    """The backend and cloud blocks of its terraform blocks."""


def read_module(
    files: Files, directory: Path, path: tuple[str, ...]
) -> tuple[Module, tuple[Diagnostic, ...]]:
    """The module in a directory; path is the names of the calls that lead to it."""
    primary, overrides = configuration_files(directory, tofu=files.tofu)
    diagnostics: list[Diagnostic] = []
    primary = (*primary, *files.added(directory, overriding=False))
    blocks = [block for file in primary for block in _blocks(files, file, diagnostics)]
    for file in (*overrides, *files.added(directory, overriding=True)):
        blocks = override(blocks, _blocks(files, file, diagnostics), diagnostics)
    found = _Collector(diagnostics, tofu=files.tofu)
    for written in blocks:
        block = accepted(written) if files.tofu else written
        diagnostics.extend(misshapen(block))
        found.add(block, enabled(written) if files.tofu else None)
    module = Module(
        directory=directory,
        path=path,
        variables=found.variables,
        locals=found.locals,
        outputs=found.outputs,
        resources=found.resources,
        calls=found.calls,
        providers=found.providers,
        checks=found.checks,
        provider_versions=merged(found.required, found.in_blocks),
        provider_aliases=frozenset(found.provider_aliases),
        actions=found.actions,
        required_versions=tuple(found.required_versions),
        moves=tuple(block for block in blocks if block.type == "moved"),
        imports=tuple(block for block in blocks if block.type == "import"),
        removals=tuple(block for block in blocks if block.type == "removed"),
        backends=tuple(
            inner
            for block in blocks
            if block.type == "terraform"
            for inner in block.body.blocks
            if inner.type in ("backend", "cloud")
        ),
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


class _Collector:
    """Sorts the blocks of a module by what they declare."""

    def __init__(self, diagnostics: list[Diagnostic], *, tofu: bool) -> None:
        self._diagnostics = diagnostics
        self._tofu = tofu
        self.variables: dict[str, Block] = {}
        self.locals: dict[str, Attribute] = {}
        self.outputs: dict[str, Block] = {}
        self.resources: dict[str, ResourceBlock] = {}
        self.calls: dict[str, ModuleCall] = {}
        self.providers: dict[str, Block] = {}
        self.checks: dict[str, Check] = {}
        self.required: dict[str, Requirement] = {}
        self.in_blocks: list[tuple[str, Requirement]] = []
        """The versions that provider blocks ask for, which Terraform still takes."""
        self.provider_aliases: set[str] = set()
        self.actions: dict[str, Block] = {}
        self.required_versions: list[Requirement] = []

    def add(  # noqa: C901 one case per type of block
        self, block: Block, switch: Expression | None = None
    ) -> None:
        """Take in one block; switch is what OpenTofu's enabled says of it."""
        match block.type:
            case "variable":
                self._declare(self.variables, "variable", block.labels[0], block, block.range)
            case "output":
                read_rules(block.body.blocks, ("precondition",), self._diagnostics.append)
                self._declare(self.outputs, "output", block.labels[0], block, block.range)
            case "provider":
                name = ".".join(part for part in identity(block)[1:] if part)
                self._declare(self.providers, "provider configuration", name, block, block.range)
                asked = block.body.attributes.get("version")
                if asked and (text := literal_text(asked.expression)):
                    requirement = Requirement(text, asked.expression.range)
                    self.in_blocks.append((block.labels[0], requirement))
            case "locals":
                for name, attribute in block.body.attributes.items():
                    self._declare(self.locals, "local value", name, attribute, attribute.name_range)
            case "resource" | "data" | "ephemeral":
                self._resource(block, switch=switch)
            case "check":
                self._check(block)
            case "module":
                call = self._call(block, switch)
                self._declare(self.calls, "module call", call.name, call, block.range)
            case "action":
                name = ".".join(("action", *block.labels))
                self._declare(self.actions, "action", name, block, block.range)
            case "terraform":
                self._settings(block)

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

    def _settings(self, block: Block) -> None:
        """What a terraform block asks of Terraform and of providers."""
        self.required.update(provider_versions(block))
        self.provider_aliases.update(provider_aliases(block))
        asked = block.body.attributes.get("required_version")
        requirement = _requirement(asked) if asked else None
        if requirement is not None:
            self.required_versions.append(requirement)

    def _check(self, block: Block) -> None:
        check = read_check(block, self._diagnostics.append)
        self._declare(self.checks, "check", check.name, check, block.range)
        for data in check.data:
            self._resource(data, check.name)

    def _once(self, block: Block, switch: Expression | None) -> None:
        """Refuse count beside for_each, and enabled beside either."""
        attributes = block.body.attributes
        found: dict[str, SourceRange] = {
            name: attributes[name].range for name in ("count", "for_each") if name in attributes
        }
        if switch is not None:
            found["enabled"] = switch.range
        if len(found) > 1:
            one, other = list(found)[:2]
            detail = f"A block has either {one} or {other}, not both. Remove one of them."
            summary = f'Invalid combination of "{one}" and "{other}"'
            self._diagnostics.append(Diagnostic("error", summary, detail, found[other]))

    def _resource(self, block: Block, check: str = "", switch: Expression | None = None) -> None:
        self._once(block, switch)
        resource = _resource(block, check, switch)
        name = resource.local_name
        own = name.split(".")
        kinds = ("precondition", "postcondition")
        read_rules(resource.conditions, kinds, self._diagnostics.append, own)
        self._declare(self.resources, block.type, name, resource, block.range)

    def _call(self, block: Block, switch: Expression | None) -> ModuleCall:
        self._once(block, switch)
        attributes = block.body.attributes
        source, version = attributes.get("source"), attributes.get("version")
        providers = attributes.get("providers")
        text = literal_text(source.expression) if source else None
        early = {
            name: item.expression
            for name, item in (("source", source), ("version", version))
            if self._tofu and item is not None and literal_text(item.expression) is None
        }
        if text is None and "source" not in early:
            detail = (
                f'Module "{block.labels[0]}" needs a source: a literal string such as "./network".'
            )
            place = source.range if source else block.range
            self._diagnostics.append(Diagnostic("error", "Invalid module source", detail, place))
        return ModuleCall(
            name=block.labels[0],
            source=text,
            source_range=source.range if source else block.range,
            version=_requirement(version) if version else None,
            early=early,
            arguments=handed_on(block).attributes,
            count=_expression(attributes, "count"),
            for_each=_expression(attributes, "for_each"),
            enabled=switch,
            providers=provider_map(providers.expression) if providers else None,
            provider_keys=provider_keys(providers.expression) if providers else {},
            depends_on=depends_on_of(attributes),
            range=block.range,
        )


def _requirement(attribute: Attribute) -> Requirement | None:
    text = literal_text(attribute.expression)
    return None if text is None else Requirement(text, attribute.expression.range)


def _expression(attributes: Mapping[str, Attribute], name: str) -> Expression | None:
    return attributes[name].expression if name in attributes else None


def depends_on_of(attributes: Mapping[str, Attribute]) -> tuple[Traversal, ...]:
    """What the depends_on of a block names."""
    found = _expression(attributes, "depends_on")
    items = found.items if isinstance(found, Tuple) else ()
    return tuple(item for item in items if isinstance(item, Traversal))


def _resource(block: Block, check: str, switch: Expression | None) -> ResourceBlock:
    attributes = block.body.attributes
    provider = attributes.get("provider")
    modes: dict[str, BlockMode] = {"resource": "managed", "data": "data", "ephemeral": "ephemeral"}
    reference = provider_reference(provider.expression) if provider else ""
    return ResourceBlock(
        mode=modes[block.type],
        type=block.labels[0],
        name=block.labels[1],
        body=handed_on(block),
        count=_expression(attributes, "count"),
        for_each=_expression(attributes, "for_each"),
        enabled=switch,
        provider=reference or block.labels[0].split("_", 1)[0],
        provider_key=provider_key(provider.expression) if provider else None,
        provider_range=provider.expression.range if provider else block.range,
        depends_on=depends_on_of(attributes),
        conditions=tuple(
            rule
            for inner in block.body.blocks
            if inner.type == "lifecycle"
            for rule in inner.body.blocks
            if rule.type in ("precondition", "postcondition")
        ),
        range=block.range,
        check=check,
    )
