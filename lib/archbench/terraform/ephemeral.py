"""Ephemeral values: what may hold one, and that none gets where Terraform would have to keep it.

Ephemeral are variables and outputs that say so, ephemeral resources, and what is made from these.
Their values carry the mark of sensitive ones, so that they are never shown; one is refused where an
expression leads to something ephemeral and its value carries the mark.
https://developer.hashicorp.com/terraform/language/manage-sensitive-data/ephemeral
"""

from collections.abc import Iterator

from archbench.hcl.construct import is_sensitive_deep
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.syntax import Call, Expression, Traversal
from archbench.hcl.values import Value
from archbench.hcl.walk import children
from archbench.terraform.graph import EvaluationOrder, Node, nodes_of
from archbench.terraform.secrecy import is_true
from archbench.terraform.tree import ModulePath, Tree

_FORGETS = frozenset({"ephemeralasnull", "core::ephemeralasnull"})


def ephemeral_nodes(tree: Tree, graph: EvaluationOrder) -> frozenset[Node]:
    """The variables, locals, outputs and resources whose value may be or hold an ephemeral one."""
    found: set[Node] = set()
    for node in graph.order:
        if _declared(tree, node) or any(
            leads(tree, path, expression, found) for path, expression in _made_from(tree, node)
        ):
            found.add(node)
    return frozenset(found)


def leads(
    tree: Tree, path: ModulePath, expression: Expression, found: "set[Node] | frozenset[Node]"
) -> bool:
    """Whether an expression of a module refers to one of these nodes."""
    return bool(found) and any(
        node in found
        for traversal in _references(expression)
        for node in nodes_of(tree, path, traversal)
    )


def refused(
    tree: Tree, path: ModulePath, expression: Expression, value: Value, nodes: frozenset[Node]
) -> bool:
    """Whether a value is ephemeral, so that it may not stand where it would be kept."""
    return leads(tree, path, expression, nodes) and is_sensitive_deep(value)


def misused(name: str, expression: Expression) -> Diagnostic:
    """What is said of an ephemeral value in an argument that is kept."""
    detail = (
        f'Ephemeral values are not valid for "{name}", because it is not a write-only attribute '
        "and must be persisted to state."
    )
    return Diagnostic("error", "Invalid use of ephemeral value", detail, expression.range)


def not_allowed(what: str, expression: Expression) -> Diagnostic:
    """What is said of an ephemeral value for a variable or output that takes none."""
    detail = (
        f"This {what} is not declared as ephemeral, so it cannot be set to a result derived from "
        "an ephemeral value."
    )
    return Diagnostic("error", "Ephemeral value not allowed", detail, expression.range)


def _declared(tree: Tree, node: Node) -> bool:
    path, name = node
    kind, _, rest = name.partition(".")
    module = tree.modules[path]
    if name in module.resources:
        return module.resources[name].mode == "ephemeral"
    if kind in ("var", "output"):
        table = module.variables if kind == "var" else module.outputs
        return is_true(table[rest].body.attributes.get("ephemeral"))
    return False


def _made_from(tree: Tree, node: Node) -> Iterator[tuple[ModulePath, Expression]]:
    """The expressions that make the value of a local or output."""
    path, name = node
    kind, _, rest = name.partition(".")
    module = tree.modules[path]
    if name in module.resources:
        return
    if kind == "local":
        yield path, module.locals[rest].expression
    elif kind == "output" and "value" in module.outputs[rest].body.attributes:
        yield path, module.outputs[rest].body.attributes["value"].expression


def _references(expression: Expression) -> Iterator[Traversal]:
    """What an expression refers to, but for what it makes null if it is ephemeral."""
    stack = [expression]
    while stack:
        item = stack.pop()
        if isinstance(item, Traversal):
            yield item
        elif not (isinstance(item, Call) and item.name in _FORGETS):
            stack.extend(children(item))
