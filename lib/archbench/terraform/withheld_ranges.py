"""Where in a block stand the texts that are withheld, read from its syntax tree.

So it does not matter how a secret is spelled: inside an argument that is withheld every text goes,
across calls, lines and heredocs; names and references stay.
"""

from collections.abc import Iterator, Mapping

from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import (
    Attribute,
    Block,
    Body,
    Call,
    Expression,
    LiteralValue,
    Object,
)
from archbench.hcl.walk import children, literal_text, traversals
from archbench.terraform.schema import SchemaKind
from archbench.terraform.secrecy import is_true
from archbench.terraform.secret_shapes import names_secret
from archbench.terraform.withheld import (
    CONDITIONS,
    PAIRS,
    SHORTEST,
    TAGS,
    Keys,
    is_pair,
    is_told_elsewhere,
    is_withheld,
    veiled,
)

_KINDS: Mapping[str, SchemaKind] = {"resource": "resource", "data": "data", "provider": "provider"}
_TAGS = frozenset((name,) for name in TAGS)
_OF_FILES = frozenset({"file", "filebase64", "templatefile"})
"""Functions whose first argument is the name of a file."""


def withheld_ranges(block: Block, secrets: frozenset[str] = frozenset()) -> Iterator[SourceRange]:
    """The ranges of texts that are not shown in a block; secrets are those that stand elsewhere."""
    kind = _KINDS.get(block.type)
    type_ = block.labels[0] if kind and block.labels else ""
    secret = block.type in ("variable", "output") and is_true(
        block.body.attributes.get("sensitive")
    )
    reader = _Reader(kind or "resource", type_, secrets)
    yield from reader.body(block.body, (), hide=frozenset({"default", "value"} if secret else ()))


def _iterator(block: Block) -> str:
    """What the content of a dynamic block calls the element it is made of."""
    named = block.body.attributes.get("iterator")
    root = next((found.root for found in traversals(named.expression)), None) if named else None
    return root or (block.labels[0] if block.labels else "")


class _Reader:
    """Finds the ranges of texts that are not shown, below one block."""

    def __init__(self, kind: SchemaKind, type_: str, secrets: frozenset[str]) -> None:
        self.kind, self.type, self.secrets = kind, type_, secrets

    def body(
        self, body: Body, path: Keys, hide: frozenset[str] = frozenset()
    ) -> Iterator[SourceRange]:
        """Below a body; hide: arguments of it that go whole."""
        if not path and self._gives(body, path, "each"):
            hide |= {"for_each"}
        for attribute in body.attributes.values():
            inner = (*path, attribute.name)
            whole = attribute.name in hide or (
                path[-1:] == ("condition",) and attribute.name == "values" and _is_shared(body)
            )
            whole |= attribute.name == "value" and path[-1:] in _TAGS and _is_secret_tag(body)
            yield from (
                self.texts(attribute.expression)
                if whole
                else self.expression(attribute.expression, inner)
            )
        for block in body.blocks:
            content = block.type == "content"
            name = block.labels[0] if block.type == "dynamic" and block.labels else block.type
            inside = path if content else (*path, name)
            gone: frozenset[str] = frozenset()
            if block.type == "connection":
                gone = frozenset(block.body.attributes) - {"type", "host", "user", "port"}
            elif block.type == "dynamic" and self._gives(block.body, inside, _iterator(block)):
                gone = frozenset({"for_each"})
            yield from self.body(block.body, inside, gone)

    def _gives(self, body: Body, path: Keys, name: str) -> bool:
        """Whether a value of this name goes into what is withheld, below a body."""
        for attribute in body.attributes.values():
            if self._takes(attribute.expression, (*path, attribute.name), name):
                return True
        for block in body.blocks:
            named = block.labels[0] if block.type == "dynamic" and block.labels else block.type
            inside = path if block.type == "content" else (*path, named)
            if self._gives(block.body, inside, name):
                return True
        return False

    def _takes(self, node: Expression, path: Keys, name: str) -> bool:
        if is_withheld(self.kind, self.type, path):
            return any(found.root == name for found in traversals(node))
        if isinstance(node, Object):
            return any(
                self._takes(item.value, (*path, literal_text(item.key) or ""), name)
                for item in node.items
            )
        if is_withheld(self.kind, self.type, (*path, "")):  # a map that is given whole
            return any(found.root == name for found in traversals(node))
        return any(self._takes(child, path, name) for child in children(node))

    def expression(self, node: Expression, path: Keys) -> Iterator[SourceRange]:
        """Below an expression that stands at a path."""
        if is_withheld(self.kind, self.type, path):
            yield from self.texts(node)
        elif isinstance(node, Object):
            names = frozenset(literal_text(item.key) or "" for item in node.items)
            pair = is_pair(names) and path[-1].lower() in PAIRS
            for item in node.items:
                name = literal_text(item.key) or ""
                if not (pair and name.lower() in ("name", "key")):
                    yield from self.expression(item.value, (*path, name))
        elif isinstance(node, LiteralValue):
            if isinstance(node.value, str) and self._is_secret(node.value, path):
                yield node.range
        else:
            for child in children(node):
                yield from self.expression(child, path)

    def texts(self, node: Expression) -> Iterator[SourceRange]:
        """Every text in an expression; the keys of an object stay."""
        if isinstance(node, Object):
            for item in node.items:
                yield from self.texts(item.value)
        elif isinstance(node, LiteralValue):
            if isinstance(node.value, str) and node.value:
                yield node.range
        else:
            names_file = isinstance(node, Call) and node.name.removeprefix("core::") in _OF_FILES
            for child in children(node)[1 if names_file else 0 :]:
                yield from self.texts(child)

    def _is_secret(self, text: str, path: Keys) -> bool:
        part = len(text) >= SHORTEST and any(text in item for item in self.secrets)
        if part or is_told_elsewhere(text, self.secrets):
            return True
        return veiled(self.type, path, text) != text


def _is_secret_tag(tag: Body) -> bool:
    """Whether the key of a tag tells of a secret."""
    key: Attribute | None = tag.attributes.get("key")
    return key is not None and names_secret(literal_text(key.expression) or "")


def _is_shared(condition: Body) -> bool:
    """Whether a condition of a policy document asks for a shared secret."""
    variable: Attribute | None = condition.attributes.get("variable")
    return variable is not None and (literal_text(variable.expression) or "").lower() in CONDITIONS
