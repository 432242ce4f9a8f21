"""What a module asks of providers: versions, and configurations its caller passes to it."""

from collections.abc import Iterable, Iterator, Mapping

from archbench.hcl.syntax import (
    Attr,
    Block,
    Expression,
    Index,
    IndexBy,
    LiteralValue,
    Object,
    Parenthesis,
    Traversal,
    Tuple,
)
from archbench.hcl.walk import literal_text
from archbench.terraform.versions import Requirement


def provider_reference(expression: Expression) -> str:
    """The name of a provider configuration an expression names: "aws", "aws.west", or ""."""
    if isinstance(expression, IndexBy):
        return provider_reference(expression.collection)
    if isinstance(expression, Traversal):
        return ".".join(
            (expression.root, *(s.name for s in expression.steps if isinstance(s, Attr)))
        )
    return literal_text(expression) or ""


def provider_key(expression: Expression) -> Expression | None:
    """Which instance of a provider configuration an expression names: the key in its brackets."""
    if isinstance(expression, IndexBy):
        return expression.key
    last = expression.steps[-1] if isinstance(expression, Traversal) and expression.steps else None
    return LiteralValue(last.key, expression.range) if isinstance(last, Index) else None


def provider_keys(expression: Expression) -> dict[str, Expression]:
    """The keys of the providers a call passes, by their name inside the module."""
    items = expression.items if isinstance(expression, Object) else ()
    keys = ((_key_name(item.key), provider_key(item.value)) for item in items)
    return {name: key for name, key in keys if key is not None}


def _key_name(expression: Expression) -> str:
    """What a key of a map of providers names, in parentheses or not."""
    inner = expression.inner if isinstance(expression, Parenthesis) else expression
    return provider_reference(inner)


def provider_map(expression: Expression) -> dict[str, str]:
    """The providers a call passes: names inside the module to names here."""
    if not isinstance(expression, Object):
        return {}
    return {_key_name(item.key): provider_reference(item.value) for item in expression.items}


def merged(
    required: Mapping[str, Requirement], in_blocks: Iterable[tuple[str, Requirement]]
) -> Mapping[str, tuple[Requirement, ...]]:
    """All that is asked of each provider, by its local name."""
    found = {name: (requirement,) for name, requirement in required.items()}
    for name, requirement in in_blocks:
        found[name] = (*found.get(name, ()), requirement)
    return found


def provider_versions(block: Block) -> Iterator[tuple[str, Requirement]]:
    """Local provider names and the versions `required_providers` takes of them.

    Before there were sources a provider had its version alone, which Terraform still takes.
    """
    for inner in block.body.blocks:
        if inner.type != "required_providers":
            continue
        for name, attribute in inner.body.attributes.items():
            if isinstance(attribute.expression, Object):
                for item in attribute.expression.items:
                    if _key_name(item.key) == "version":
                        text = literal_text(item.value) or ""
                        yield name, Requirement(text, item.value.range)
            elif alone := literal_text(attribute.expression):
                yield name, Requirement(alone, attribute.expression.range)


def provider_aliases(block: Block) -> Iterator[str]:
    """The provider configurations a module's caller passes to it."""
    for inner in block.body.blocks:
        if inner.type != "required_providers":
            continue
        for attribute in inner.body.attributes.values():
            parts = attribute.expression.items if isinstance(attribute.expression, Object) else ()
            for item in parts:
                if _key_name(item.key) == "configuration_aliases" and isinstance(item.value, Tuple):
                    yield from (provider_reference(alias) for alias in item.value.items)
