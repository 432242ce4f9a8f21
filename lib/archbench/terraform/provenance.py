"""Whether an expression is made of what is withheld of a resource, however it was changed since."""

from collections.abc import Iterator

from archbench.hcl.syntax import (
    Attr,
    Expression,
    IndexBy,
    Parenthesis,
    RelativeTraversal,
    Splat,
    SplatItem,
    Traversal,
)
from archbench.hcl.walk import children
from archbench.terraform.scope import ROOTS
from archbench.terraform.tree import ModulePath, Tree
from archbench.terraform.withheld import Keys, is_withheld


def takes_withheld(expression: Expression, path: ModulePath, tree: Tree) -> bool:
    """Whether an expression of a module takes it, by itself, by locals or by outputs of modules."""
    seen: set[int] = set()
    stack = [(expression, path)]
    while stack:
        node, here = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        for root, names in _references(node):
            if root in ROOTS:
                stack.extend(_behind(root, names, here, tree))
            elif _is_withheld(root, names):
                return True
    return False


def _is_withheld(root: str, names: Keys) -> bool:
    if root == "data":
        return bool(names) and is_withheld("data", names[0], names[2:])
    type_, *rest = names if root == "resource" and names else (root, *names)
    return is_withheld("resource", type_, tuple(rest[1:]))


def _behind(
    root: str, names: Keys, path: ModulePath, tree: Tree
) -> Iterator[tuple[Expression, ModulePath]]:
    """The expressions that a local or the output of a module stands for."""
    module = tree.modules[path]
    if root == "local" and names and names[0] in module.locals:
        yield module.locals[names[0]].expression, path
    elif root == "module" and names and (*path, names[0]) in tree.modules:
        inner = (*path, names[0])
        outputs = tree.modules[inner].outputs
        for name in names[1:2] or outputs:
            value = outputs[name].body.attributes.get("value") if name in outputs else None
            if value is not None:
                yield value.expression, inner


def _references(expression: Expression) -> Iterator[tuple[str, Keys]]:
    """Every name in an expression, with the attributes that are taken of it."""
    stack = [expression]
    while stack:
        node = stack.pop()
        found = _reference(node)
        if found is not None:
            yield found
        stack.extend(children(node))


def _reference(node: Expression) -> tuple[str, Keys] | None:
    match node:
        case Traversal(root=root, steps=steps):
            return root, tuple(step.name for step in steps if isinstance(step, Attr))
        case RelativeTraversal(source=source, steps=steps):
            inner = _reference(source)
            taken = tuple(step.name for step in steps if isinstance(step, Attr))
            return None if inner is None else (inner[0], (*inner[1], *taken))
        case IndexBy(collection=inner_node) | Parenthesis(inner=inner_node):
            return _reference(inner_node)
        case Splat(source=source, each=RelativeTraversal(source=SplatItem(), steps=steps)):
            inner = _reference(source)
            taken = tuple(step.name for step in steps if isinstance(step, Attr))
            return None if inner is None else (inner[0], (*inner[1], *taken))
    return None
