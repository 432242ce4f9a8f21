"""What Terraform refuses of a configuration as written, before it evaluates anything.

Summaries are Terraform's own. Read from `terraform validate` of 1.11.4 and its documentation.
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Attr, Block, Traversal
from archbench.terraform.address import split, unprefixed
from archbench.terraform.graph import provider_node
from archbench.terraform.module import Module, depends_on_of
from archbench.terraform.moves import address_of
from archbench.terraform.tree import Tree
from archbench.terraform.versions import (
    Requirement,
    is_constraint,
    is_terraform,
    satisfiable,
)

_OF_VARIABLES = frozenset({"type", "default", "description", "sensitive", "nullable", "ephemeral"})
_OF_OUTPUTS = frozenset({"value", "description", "sensitive", "ephemeral", "depends_on"})
_OF_LATER = frozenset({"deprecated", "const"})
"""Arguments of variables and outputs that Terraform 1.11 does not know and later ones do."""
_SETTLED = frozenset({"var", "local"})
_TWO_LABELS = frozenset({"data", "ephemeral"})


def mistakes(tree: Tree, *, later: bool, tofu: bool = False) -> Iterator[Diagnostic]:
    """Every mistake in how the blocks of a tree of modules name one another, and in versions.

    Args:
        tree: all that was read.
        later: whether it is read as a Terraform after 1.11 reads it.
        tofu: whether it is read as OpenTofu reads it.
    """
    yield from _versions(tree)
    for _, module in sorted(tree.modules.items()):
        yield from _arguments(module, _OF_LATER if later else frozenset())
        yield from () if tofu else _repeated_providers(module)
        yield from _providers(tree, module)
        yield from _dependencies(module)
        yield from _moves(module)
        yield from _imports(tree, module)
        yield from _removals(module)
        yield from _backends(module)


def _error(summary: str, detail: str, place: SourceRange | None) -> Diagnostic:
    return Diagnostic("error", summary, detail, place)


def _arguments(module: Module, besides: frozenset[str]) -> Iterator[Diagnostic]:
    """Arguments that a variable, output or provider block has not."""
    for known, blocks in ((_OF_VARIABLES, module.variables), (_OF_OUTPUTS, module.outputs)):
        for block in blocks.values():
            for attribute in block.body.attributes.values():
                if attribute.name not in known | besides:
                    detail = f'An argument named "{attribute.name}" is not expected here.'
                    detail += did_you_mean(attribute.name, set(known))
                    yield _error("Unsupported argument", detail, attribute.name_range)


def _repeated_providers(module: Module) -> Iterator[Diagnostic]:
    for block in module.providers.values():
        reserved = block.body.attributes.get("for_each")
        if reserved is not None:
            detail = "A provider block has no for_each in Terraform, only in OpenTofu."
            summary = "Reserved argument name in provider block"
            yield _error(summary, detail, reserved.name_range)


def _versions(tree: Tree) -> Iterator[Diagnostic]:
    """Constraints that cannot be read, or that nothing can meet."""
    for module in tree.modules.values():
        of_providers = chain.from_iterable(module.provider_versions.values())
        for asked in (*module.required_versions, *of_providers):
            if not is_constraint(asked.constraint):
                detail = f'"{asked.constraint}" is no version constraint; write it as ">= 1.5".'
                yield _error("Invalid version constraint", detail, asked.range)
        for asked in module.required_versions:
            if is_constraint(asked.constraint) and not is_terraform(asked.constraint):
                detail = (
                    f"The configuration asks for Terraform {asked.constraint}, which no version "
                    "from 1.0 on meets. Choose another constraint."
                )
                yield _error("Unsupported Terraform Core version", detail, asked.range)
    yield from _contradictions(tree)


def _contradictions(tree: Tree) -> Iterator[Diagnostic]:
    """Providers of which modules ask for versions that exclude one another."""
    asked: dict[str, list[Requirement]] = {}
    for module in tree.modules.values():
        for name, requirements in module.provider_versions.items():
            asked.setdefault(name, []).extend(requirements)
    for name, found in sorted(asked.items()):
        texts = list(dict.fromkeys(item.constraint for item in found))
        if not satisfiable(texts):
            detail = f'No version of provider "{name}" is {" and ".join(texts)} at once.'
            summary = "Failed to query available provider packages"
            yield _error(summary, detail, found[0].range)


def _providers(tree: Tree, module: Module) -> Iterator[Diagnostic]:
    """Provider configurations that are named and not declared."""
    for resource in module.resources.values():
        yield from _provider(tree, module, resource.provider, resource.provider_range)
    for call in module.calls.values():
        for name in (call.providers or {}).values():
            yield from _provider(tree, module, name, call.range)


def _provider(tree: Tree, module: Module, name: str, place: SourceRange) -> Iterator[Diagnostic]:
    if "." not in name or name in module.provider_aliases:
        return
    if provider_node(tree, module.path, name) is None:
        kind, _, alias = name.partition(".")
        near = did_you_mean(name, set(module.providers))
        detail = (
            f'There is no provider "{kind}" block with alias = "{alias}" here, and no call passes '
            f"one.{near}"
        )
        yield _error("Provider configuration not present", detail, place)


def _dependencies(module: Module) -> Iterator[Diagnostic]:
    """depends_on that names nothing, or a part of something."""
    named = [
        *(item for resource in module.resources.values() for item in resource.depends_on),
        *(item for call in module.calls.values() for item in call.depends_on),
        *(x for out in module.outputs.values() for x in depends_on_of(out.body.attributes)),
    ]
    for traversal in named:
        yield from _dependency(module, unprefixed(traversal))


def _dependency(module: Module, named: Traversal) -> Iterator[Diagnostic]:
    names = [step.name for step in named.steps if isinstance(step, Attr)]
    root = named.root
    size = 2 if root in _TWO_LABELS or root == "module" else 1
    if not names or root in _SETTLED:
        return
    if len(names) > size:
        detail = (
            "References in depends_on are to a whole object (a resource, a module, an output), "
            "not to an attribute of it."
        )
        yield _error("Invalid depends_on reference", detail, named.range)
    elif root == "module":
        if names[0] not in module.calls:
            detail = f'No module call named "{names[0]}" is declared here.'
            detail += did_you_mean(names[0], set(module.calls))
            yield _error("Reference to undeclared module", detail, named.range)
    else:
        name = ".".join([root, *names])
        if name not in module.resources:
            what = "data source" if root == "data" else "managed resource"
            detail = f'A {what} "{name}" has not been declared here.'
            detail += did_you_mean(name, set(module.resources))
            yield _error("Reference to undeclared resource", detail, named.range)


def _moves(module: Module) -> Iterator[Diagnostic]:
    """Moves to the same place, twice, or from what still stands."""
    ends: Mapping[str, dict[str, tuple[str, Block]]] = {"from": {}, "to": {}}
    for block in module.moves:
        found = {name: address_of(block.body.attributes.get(name)) for name in ends}
        for name, address in found.items():
            if name not in block.body.attributes:
                detail = f'The argument "{name}" is required, but no definition was found.'
                yield _error("Missing required argument", detail, block.range)
            elif address:
                other = found["to" if name == "from" else "from"]
                before, at = ends[name].setdefault(address, (other, block))
                if before != other:
                    detail = f"{address} is moved at {at.range} already."
                    yield _error("Ambiguous move statements", detail, block.range)
        if found["from"] and found["from"] == found["to"]:
            detail = f"This moves {found['from']} to itself. Remove the block."
            yield _error("Redundant move statement", detail, block.range)
        elif found["from"] and found["to"] and _stands(module, found["from"], found["to"]):
            detail = (
                f"{found['from']} is said to have moved to {found['to']}, but is still declared."
            )
            yield _error("Moved object still exists", detail, block.range)


def _imports(tree: Tree, module: Module) -> Iterator[Diagnostic]:
    """Imports to a resource that nobody declares; what stands in a module that was not read may."""
    for block in module.imports:
        to = block.body.attributes.get("to")
        names = [part for part in split(address_of(to)) if isinstance(part, str)]
        path = module.path
        while names[:1] == ["module"] and len(names) > len(("module", "name")):
            path, names = (*path, names[1]), names[2:]
        found = tree.modules.get(path)
        if to is not None and names and found is not None:
            name = ".".join(names)
            if name not in found.resources:
                detail = f"There is no {name} to import to. Write it, or have it generated."
                detail += did_you_mean(name, set(found.resources))
                summary = "Configuration for import target does not exist"
                yield _error(summary, detail, to.range)


def _removals(module: Module) -> Iterator[Diagnostic]:
    """Removed blocks for what still stands."""
    for block in module.removals:
        address = address_of(block.body.attributes.get("from"))
        if address and _stands(module, address):
            kind = "module" if address.startswith("module.") else "resource"
            detail = f"{address} is said to be removed at {block.range}, but is still declared."
            declared = module.calls if kind == "module" else module.resources
            place = declared[address.removeprefix("module.")].range
            yield _error(f"Removed {kind} still exists", detail, place)


def _backends(module: Module) -> Iterator[Diagnostic]:
    for block in module.backends[1:]:
        detail = f"A backend is configured at {module.backends[0].range} already. Remove one."
        yield _error("Duplicate backend configuration", detail, block.range)


def _stands(module: Module, address: str, to: str = "") -> bool:
    """Whether a whole resource or module call with this address is declared.

    Where it moved to an instance with a key, its instance without one is meant.
    """
    calls = address.startswith("module.")
    declared = (module.calls if calls else module.resources).get(address.removeprefix("module."))
    if declared is None or not to.endswith("]"):
        return declared is not None
    return declared.count is None and declared.for_each is None
