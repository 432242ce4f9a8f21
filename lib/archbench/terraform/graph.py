"""What depends on what: the objects of a configuration as a graph, in the order of evaluation.

A node is an object of a module as written, before count and for_each: ((), "aws_vpc.main"),
(("net",), "var.cidr"). A module call is a node as well: its expansion.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archbench.frozen import frozen
from archbench.hcl import walk
from archbench.hcl.syntax import Attr, Block, Body, Index, Traversal
from archbench.terraform.address import unprefixed
from archbench.terraform.module import Module, ResourceBlock, depends_on_of
from archbench.terraform.tree import ModulePath, Tree

Node = tuple[ModulePath, str]
"""The module and the name in it: var.x, local.x, output.x, module.x, provider.x, aws_vpc.x."""


@frozen
class EvaluationOrder:
    """Every node after what it depends on; cycles holds the rings that were cut to get there."""

    order: tuple[Node, ...]
    dependencies: Mapping[Node, tuple[Node, ...]]
    cycles: tuple[tuple[Node, ...], ...] = ()


def build_graph(tree: Tree) -> EvaluationOrder:
    """The graph of a whole tree of modules."""
    dependencies: dict[Node, tuple[Node, ...]] = {}
    reader = _Reader(tree)
    for path, module in sorted(tree.modules.items()):
        for name, wanted in reader.objects(module):
            above = [(path[:-1], f"module.{path[-1]}")] if path else []
            found = dict.fromkeys([*above, *wanted])
            found.pop((path, name), None)
            dependencies[path, name] = tuple(found)
    known = {node: tuple(d for d in ds if d in dependencies) for node, ds in dependencies.items()}
    order, cycles = _sort(known)
    return EvaluationOrder(order, known, cycles)


class _Reader:
    """Reads what objects refer to; a module that is called often is searched once."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._found: dict[int, tuple[object, tuple[Traversal, ...]]] = {}

    def nodes(self, path: ModulePath, *parts: object) -> Iterator[Node]:
        """The nodes that parts of an object in a module refer to."""
        for part in parts:
            found = self._found.get(id(part))
            if found is None:
                found = self._found[id(part)] = part, tuple(traversals(part))
            for traversal in found[1]:
                yield from nodes_of(self._tree, path, traversal)

    def objects(self, module: Module) -> Iterator[tuple[str, list[Node]]]:
        """Each object of a module with the nodes it refers to."""
        tree, path = self._tree, module.path
        for name, variable in module.variables.items():
            passed = tree.modules[path[:-1]].calls[path[-1]].arguments.get(name) if path else None
            yield f"var.{name}", list(self.nodes(path[:-1], passed.expression) if passed else ())
            rules = [inner for inner in variable.body.blocks if inner.type == "validation"]
            if rules:
                yield f"validation.{name}", [(path, f"var.{name}"), *self.nodes(path, *rules)]
        for name, local in module.locals.items():
            yield f"local.{name}", list(self.nodes(path, local.expression))
        for name, output in module.outputs.items():
            value = output.body.attributes.get("value")
            parts = (value.expression if value else None, output.body.blocks)
            named = depended(tree, path, depends_on_of(output.body.attributes))
            yield f"output.{name}", [*self.nodes(path, *parts), *named]
        for name, provider in module.providers.items():
            yield f"provider.{name}", list(self.nodes(path, provider.body))
        for name, call in module.calls.items():
            keys = call.provider_keys.values()
            repeated = self.nodes(path, call.count, call.for_each, call.enabled, *keys)
            yield f"module.{name}", [*repeated, *depended(tree, path, call.depends_on)]
        for name, check in module.checks.items():
            yield f"check.{name}", list(self.nodes(path, check.rules))
        for name, resource in module.resources.items():
            yield name, list(self._of_resource(path, resource))

    def _of_resource(self, path: ModulePath, resource: ResourceBlock) -> Iterator[Node]:
        repeated = (resource.count, resource.for_each, resource.enabled)
        own = (resource.body, resource.conditions, resource.provider_key)
        yield from self.nodes(path, *repeated, *own)
        yield from depended(self._tree, path, resource.depends_on)
        provider = provider_node(self._tree, path, resource.provider)
        if provider is not None:
            yield provider


def depended(tree: Tree, path: ModulePath, named: tuple[Traversal, ...]) -> Iterator[Node]:
    """What a depends_on in a module names; for a whole module also every resource inside it."""
    for traversal in named:
        whole = sum(isinstance(step, Attr) for step in traversal.steps) == 1
        for node in nodes_of(tree, path, traversal):
            yield node
            if whole and node[1].startswith("module."):
                yield from _inside(tree, (*node[0], node[1].removeprefix("module.")))


def _inside(tree: Tree, path: ModulePath) -> Iterator[Node]:
    """Every resource in a module and those it calls."""
    module = tree.modules.get(path)
    if module is not None:
        yield from ((path, name) for name in module.resources)
        for call in module.calls:
            yield from _inside(tree, (*path, call))


def provider_node(tree: Tree, path: ModulePath, name: str) -> Node | None:
    """The provider configuration a name in a module stands for; None when there is no block."""
    path, name = provider_place(tree, path, name)
    return (path, f"provider.{name}") if name in tree.modules[path].providers else None


def provider_place(tree: Tree, path: ModulePath, name: str) -> Node:
    """The module that has the block of a provider configuration, or would have it, and its name."""
    while path and name not in tree.modules[path].providers:
        passed = tree.modules[path[:-1]].calls[path[-1]].providers or {}
        if name not in passed and "." in name:
            break
        path, name = path[:-1], passed.get(name, name)
    return path, name


def nodes_of(tree: Tree, path: ModulePath, traversal: Traversal) -> Iterator[Node]:
    """The nodes a traversal in a module refers to; names that are no object give none."""
    traversal = unprefixed(traversal)
    names = [step.name for step in traversal.steps if isinstance(step, Attr)]
    if not names:
        return
    if traversal.root in ("var", "local"):
        yield path, f"{traversal.root}.{names[0]}"
    elif traversal.root == "module":
        yield path, f"module.{names[0]}"
        child = tree.modules.get((*path, names[0]))
        if child is None:
            return
        steps = traversal.steps[1:]
        rest = steps[1:] if steps and isinstance(steps[0], Index) else steps
        if rest and isinstance(rest[0], Attr):
            yield child.path, f"output.{rest[0].name}"
        else:
            yield from ((child.path, f"output.{name}") for name in child.outputs)
    elif traversal.root in ("data", "ephemeral"):
        yield path, ".".join([traversal.root, *names[:2]])
    else:
        yield path, f"{traversal.root}.{names[0]}"


def traversals(syntax: object) -> Iterator[Traversal]:
    """Every name expressions and bodies take from around them, in order of appearance.

    What a `for` expression or a dynamic block names itself is none of them.
    """
    stack: list[tuple[Any, frozenset[str]]] = [(syntax, frozenset())]
    while stack:
        item, bound = stack.pop()
        if isinstance(item, Body):
            parts = (*(a.expression for a in item.attributes.values()), *item.blocks)
            stack.extend((part, bound) for part in reversed(parts))
        elif isinstance(item, Block) and item.type == "dynamic" and item.labels:
            iterator = item.body.attributes.get("iterator")
            named = iterator.expression if iterator else None
            name = named.root if isinstance(named, Traversal) else item.labels[0]
            stack.extend((block, bound | {name}) for block in reversed(item.body.blocks))
            stack.extend((a.expression, bound) for a in reversed([*item.body.attributes.values()]))
        elif isinstance(item, Block):
            stack.append((item.body, bound))
        elif isinstance(item, tuple):
            stack.extend((part, bound) for part in reversed(item))
        elif item is not None:
            yield from (found for found in walk.traversals(item) if found.root not in bound)


def _sort(
    dependencies: Mapping[Node, Sequence[Node]],
) -> tuple[tuple[Node, ...], tuple[tuple[Node, ...], ...]]:
    """Nodes after their dependencies, and the cycles met; without recursion."""
    done: dict[Node, bool] = {}
    order: list[Node] = []
    cycles: list[tuple[Node, ...]] = []
    for start in sorted(dependencies):
        if start in done:
            continue
        done[start] = False
        stack = [(start, iter(dependencies[start]))]
        while stack:
            node, rest = stack[-1]
            following = next((d for d in rest if not done.get(d)), None)
            if following is None:
                stack.pop()
                done[node] = True
                order.append(node)
            elif following in done:
                ring = [item for item, _ in stack]
                cycles.append(tuple(ring[ring.index(following) :]))
            else:
                done[following] = False
                stack.append((following, iter(dependencies[following])))
    return tuple(order), tuple(cycles)
