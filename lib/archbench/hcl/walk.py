"""What an expression refers to, without evaluating it."""

from collections.abc import Iterator

from archbench.hcl.syntax import (
    Binary,
    Block,
    Body,
    Call,
    Conditional,
    Expression,
    For,
    IndexBy,
    LiteralValue,
    Object,
    Parenthesis,
    RelativeTraversal,
    Splat,
    Template,
    TemplateFor,
    TemplateIf,
    TemplateWrap,
    Traversal,
    Tuple,
    Unary,
)


def children(node: Expression) -> tuple[Expression, ...]:  # noqa: C901, PLR0911, PLR0912
    """The expressions directly inside."""
    match node:
        case Template(parts):
            return parts
        case TemplateWrap(wrapped=inner) | Parenthesis(inner=inner) | Unary(operand=inner):
            return (inner,)
        case TemplateIf(condition, then, otherwise):
            return (condition, *then, *otherwise)
        case TemplateFor(collection=collection, body=body):
            return (collection, *body)
        case RelativeTraversal(source=source):
            return (source,)
        case IndexBy(collection, key):
            return (collection, key)
        case Splat(source, each):
            return (source, each)
        case Tuple(items):
            return items
        case Object(items):
            return tuple(part for item in items for part in (item.key, item.value))
        case For(collection=collection, key_result=key, result=result, condition=condition):
            return tuple(x for x in (collection, key, result, condition) if x is not None)
        case Call(args=args):
            return args
        case Binary(left=left, right=right):
            return (left, right)
        case Conditional(condition, then, otherwise):
            return (condition, then, otherwise)
        case _:
            return ()


def literal_text(expression: Expression) -> str | None:
    """The text of a literal string; None for anything else."""
    if isinstance(expression, LiteralValue) and isinstance(expression.value, str):
        return expression.value
    return None


def traversals(node: Expression) -> Iterator[Traversal]:
    """Every name an expression takes from around it, in order; not what its `for` names."""
    stack: list[tuple[Expression, frozenset[str]]] = [(node, frozenset())]
    while stack:
        current, bound = stack.pop()
        if isinstance(current, Traversal):
            if current.root not in bound:
                yield current
            continue
        inner = bound
        if isinstance(current, For | TemplateFor):
            inner = bound | {current.value} | ({current.key} if current.key else set())
        for child in reversed(children(current)):
            outside = isinstance(current, For | TemplateFor) and child is current.collection
            stack.append((child, bound if outside else inner))


def calls(node: Expression) -> Iterator[Call]:
    """Every function call in an expression."""
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, Call):
            yield current
        stack.extend(reversed(children(current)))


def blocks(body: Body) -> Iterator[Block]:
    """Every block of a body, at any depth, outer ones first."""
    for block in body.blocks:
        yield block
        yield from blocks(block.body)
