"""The statements of a policy in every spelling: JSON, jsonencode, a document, blocks, a reference.

A statement that is known in part stays so; what cannot be read at all is said (`Policy.unread`).
The rules of the language:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

from collections.abc import Iterator, Mapping

from archbench.architecture.joins import Reader, text
from archbench.aws.values import set_in
from archbench.frozen import frozen
from archbench.hcl.partly import NotReadError, partial_json, partial_text
from archbench.hcl.types import STRING
from archbench.hcl.values import Plain, Unknown, bare
from archbench.terraform.configuration import Instance

_DOCUMENT = "aws_iam_policy_document"
_FIELDS = {
    "actions": "Action",
    "not_actions": "NotAction",
    "resources": "Resource",
    "not_resources": "NotResource",
}


@frozen
class Statement:
    """One statement; a list may hold unknown elements, or be unknown as a whole."""

    effect: Plain
    actions: Plain = ()
    not_actions: Plain = ()
    resources: Plain = ()
    not_resources: Plain = ()
    principals: Plain = ()
    """"Service ec2.amazonaws.com", "AWS *"; "*" alone for everyone."""
    not_principals: Plain = ()
    conditions: tuple["Condition", ...] = ()


@frozen
class Condition:
    """One test of a key against values; key is "" where it cannot be told."""

    test: str
    key: str
    values: Plain


@frozen
class Policy:
    """What a policy says, and why some of it could not be read ("" when all was)."""

    statements: tuple[Statement, ...]
    unread: str = ""


def policy_of(reader: Reader, value: Plain) -> Policy:
    """The statements of a policy given as an attribute's value."""
    value = bare(value)
    if value is None or value == "":
        return Policy(())
    if isinstance(value, Unknown):
        document = reader.configuration.target(value)
        if document is not None and document.type == _DOCUMENT:
            return _of_document(reader, document)
        if value.made is None:
            return Policy((), str(value))
    try:
        return _of_json(reader, partial_json(value))
    except NotReadError:
        if isinstance(value, str):
            return Policy((), "its text is no valid JSON")
        return Policy((), "its text cannot be read before apply")


def _of_document(reader: Reader, document: Instance) -> Policy:
    """The statements of a policy document, those of its sources included.

    An override replaces the statement of the same Sid; both are counted, which never hides one.
    """
    found: list[Statement] = []
    unread = ""
    for name in ("source_policy_documents", "override_policy_documents"):
        others = document.get(name, ())
        for other in others if isinstance(others, tuple) else (others,):
            inner = policy_of(reader, other)
            found.extend(inner.statements)
            unread = unread or inner.unread
    blocks = document.get("statement", ())
    if not isinstance(blocks, tuple):
        return Policy(tuple(found), unread or str(blocks))
    for block in blocks:
        if isinstance(block, Mapping):
            found.append(_of_block(block))
        else:
            unread = unread or str(block)
    return Policy(tuple(found), unread)


def _of_block(block: Mapping[str, Plain]) -> Statement:
    return Statement(
        effect=set_in(block, "effect", "Allow"),
        principals=_of_blocks(set_in(block, "principals", ())),
        not_principals=_of_blocks(set_in(block, "not_principals", ())),
        conditions=tuple(_conditions_of_blocks(set_in(block, "condition", ()))),
        **{name: _listed(block.get(name)) for name in _FIELDS},
    )


def _of_blocks(blocks: Plain) -> Plain:
    if not isinstance(blocks, tuple):
        return blocks
    found: list[Plain] = []
    for block in blocks:
        if not isinstance(block, Mapping):
            return block
        kind, names = block.get("type"), set_in(block, "identifiers", ())
        if not isinstance(kind, str) or not isinstance(names, tuple):
            return kind if isinstance(kind, Unknown) else names
        found.extend(_principal(kind, name) for name in names)
    return tuple(found)


def _principal(kind: str, name: Plain) -> Plain:
    if not isinstance(name, str):
        return name
    return name if kind == "*" else f"{kind} {name}"


def _conditions_of_blocks(blocks: Plain) -> Iterator[Condition]:
    if not isinstance(blocks, tuple):
        yield Condition("", "", blocks)
        return
    for block in blocks:
        if isinstance(block, Mapping):
            yield Condition(
                text(block.get("test")), _key(block.get("variable")), block.get("values")
            )
        else:
            yield Condition("", "", block)


def _key(value: Plain) -> str:
    """The key a condition looks at, the known part of one: "${...}:sub"."""
    try:
        return partial_text(value).shown
    except NotReadError:
        return ""


def _of_json(reader: Reader, document: Plain) -> Policy:
    if isinstance(document, Unknown):
        return policy_of(reader, document)
    if not isinstance(document, Mapping):
        return Policy((), "it is no policy document")
    found: list[Statement] = []
    unread = ""
    for item in _items(document.get("Statement")):
        if isinstance(item, Mapping):
            found.append(_of_object(item))
        else:
            unread = str(item)
    return Policy(tuple(found), unread)


def _of_object(item: Mapping[str, Plain]) -> Statement:
    return Statement(
        effect=item.get("Effect", "Allow"),
        principals=tuple(_principals(item.get("Principal"))),
        not_principals=tuple(_principals(item.get("NotPrincipal"))),
        conditions=tuple(_conditions(item.get("Condition"))),
        **{name: _listed(item.get(key)) for name, key in _FIELDS.items()},
    )


def _principals(value: Plain) -> Iterator[Plain]:
    if isinstance(value, Mapping):
        for kind, names in value.items():
            yield from (_principal(kind, name) for name in _items(names))
    elif value is not None:
        yield from _items(value)


def _conditions(value: Plain) -> Iterator[Condition]:
    if isinstance(value, Mapping):
        for test, keys in value.items():
            if isinstance(keys, Mapping):
                yield from (Condition(test, key, _listed(given)) for key, given in keys.items())
            else:
                yield Condition(test, "", keys)
    elif value is not None:
        yield Condition("", "", value)


def _items(value: Plain) -> tuple[Plain, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _listed(value: Plain) -> Plain:
    if isinstance(value, Unknown) and value.type != STRING:
        return value
    return _items(value)
