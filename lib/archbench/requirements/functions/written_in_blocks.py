"""written_in_blocks(): the blocks that hand credentials to what runs beside the plan.

A provider, a backend, and the connections and provisioners of resources. Each has address, block
and secrets: the names of the arguments in which one stands as text. What a name stands for (a
variable, a file, a resource) is no text here. A provider or backend that is given no credentials at
all is none of these. A plan or state alone holds no such blocks: an element that is not known.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from archbench.architecture.written import written
from archbench.hcl import construct
from archbench.hcl.syntax import (
    Block,
    Conditional,
    Expression,
    LiteralValue,
    Object,
    Parenthesis,
    Template,
    TemplateWrap,
    Tuple,
)
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Plain, Value, unknown
from archbench.hcl.walk import blocks, children, literal_text
from archbench.patterns import regex
from archbench.requirements.functions._related import related, texts, uncounted
from archbench.requirements.functions._source import every_block
from archbench.requirements.record import Read
from archbench.requirements.view import View
from archbench.terraform.configuration import Path
from archbench.terraform.secret_shapes import KEY_OF_AWS, names_secret

_CREDENTIALS = r"(?i)passw|passphrase|secret|token|key\b|credential"
_OUTER = regex(r'^\w+(?:[ \t]+"[^"\n]*")*[ \t]*\{', re.MULTILINE)


def call(view: View) -> Value:
    """A tuple of records."""
    if not view.configuration.sources:
        reason = "a plan or state alone does not say what connections and provisioners hold"
        return construct.tuple_value(
            [unknown(DYNAMIC, Origin("function", "the files of the Terraform", reason=reason))]
        )
    found = [
        _record(view, address, path, block)
        for outer in every_block(view, _may_hold)
        for address, path, block in _handed(outer)
    ]
    return construct.tuple_value([*found, *uncounted(view, "module")])


def _may_hold(text: str) -> bool:
    """Whether a file may have such a block; one that cannot is not parsed once more.

    Behind the word for a provider or backend, up to the next outer block, stands a word for what is
    secret.
    """
    if re.search(r"\b(?:provisioner|connection)\b", text):
        return True
    for found in re.finditer(r"\b(?:provider|backend)\b", text):
        following = _OUTER.search(text, found.end())
        inside = text[found.end() : following.start() if following else None]
        if re.search(_CREDENTIALS, inside):
            return True
    return False


def _handed(outer: Block) -> Iterator[tuple[str, Path, Block]]:
    """Address, path and block of each that one of a file is or holds."""
    if outer.type == "provider" and outer.labels and _is_given_any(outer):
        alias = outer.body.attributes.get("alias")
        named = literal_text(alias.expression) if alias else None
        yield ".".join(("provider", outer.labels[0], *filter(None, (named,)))), (), outer
    before: Counter[str] = Counter()
    for inner in outer.body.blocks:
        path = (inner.type, before[inner.type])
        before[inner.type] += 1
        if outer.type == "resource" and inner.type in ("connection", "provisioner"):
            yield ".".join(outer.labels), path, inner
        elif outer.type == "terraform" and inner.type == "backend" and _is_given_any(inner):
            yield outer.type, path, inner


def _is_given_any(block: Block) -> bool:
    """Whether a block has an argument for credentials."""
    bodies = (block.body, *(inner.body for inner in blocks(block.body)))
    return any(names_secret(name) for body in bodies for name in body.attributes)


def _record(view: View, address: str, path: Path, block: Block) -> Value:
    places = {Read(address, path): block.range}
    secrets: dict[Read, str] = {}
    for inner in (block, *blocks(block.body)):
        for name, attribute in inner.body.attributes.items():
            if _holds(name, attribute.expression, fakes=_fakes(block)):
                secrets[Read(address, (*path, name))] = name
                places[Read(address, (*path, name))] = attribute.range
    view.places.update(places)
    view.masked.update(secrets)
    parts = {
        "block": construct.string(" ".join((block.type, *block.labels))),
        "secrets": texts(secrets.values()),
    }
    return related(view, address, parts, places)


def _fakes(block: Block) -> bool:
    """Whether a provider says that nobody checks its credentials: an emulator takes any."""
    asked = block.body.attributes.get("skip_credentials_validation")
    return asked is not None and getattr(asked.expression, "value", None) is True


def _holds(name: str, expression: Expression, *, fakes: bool) -> bool:
    if fakes:
        text = literal_text(expression)
        return text is not None and re.search(KEY_OF_AWS, text) is not None
    return any(bool(written(pair)) for pair in _pairs(name, expression))


def _pairs(name: str, node: Expression) -> Iterator[Mapping[str, Plain]]:
    """The texts an expression gives, each under its name; a text with holes says only its shape."""
    match node:
        case LiteralValue(value=str(text)):
            yield {name: text}
        case Template(parts):
            yield {"": "".join(literal_text(part) or "${}" for part in parts)}
        case Object(items):
            for item in items:
                yield from _pairs(literal_text(item.key) or name, item.value)
        case Tuple() | Parenthesis() | TemplateWrap():
            for inner in children(node):
                yield from _pairs(name, inner)
        case Conditional(then=then, otherwise=otherwise):
            yield from _pairs(name, then)
            yield from _pairs(name, otherwise)
