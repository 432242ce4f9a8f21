"""Templates to strings."""

from archbench.hcl import construct
from archbench.hcl.conditional import choose
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.refine import computed, origins, refined, safe_prefix
from archbench.hcl.scope import Scope, evaluates
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import (
    Expression,
    For,
    Template,
    TemplateFor,
    TemplateIf,
    TemplateWrap,
)
from archbench.hcl.text import nfc
from archbench.hcl.types import DYNAMIC, STRING, TupleOf
from archbench.hcl.values import EMPTY_STRING, Made, Refinement, Unknown, Value

_SUMMARY = "Invalid template interpolation value"


@evaluates(TemplateWrap)
def template_wrap(node: TemplateWrap, scope: Scope) -> Value:
    """A lone interpolation is its value, whatever the type."""
    return scope.value(node.wrapped)


@evaluates(Template)
def template(node: Template, scope: Scope) -> Value:
    """A string from its parts."""
    return join(node.parts, scope)


def join(parts: tuple[Expression, ...], scope: Scope) -> Value:
    """The parts as one string; when a later part is unknown, what stands before it is known."""
    text: list[str] = []
    size = 0
    sensitive = False
    waiting: list[Value] = []
    values: list[Value] = []
    wrong = False
    for part in parts:
        value = scope.value(part)
        values.append(value)
        sensitive = sensitive or value.sensitive
        if not value.is_known:
            waiting.append(value)
            continue
        word = _text(value, part.range, scope)
        if isinstance(word, Value):
            waiting.append(word)
            wrong = True
        elif not waiting:
            size += len(word)
            scope.limits.long(size)
            text.append(word)
    if not waiting:
        joined = nfc("".join(text))
        return construct.marked(construct.string(joined) if joined else EMPTY_STRING, sensitive)
    prefix = "" if wrong else safe_prefix(nfc("".join(text)))
    raw = Unknown(STRING, origins(*waiting), made=Made("template", tuple(values)))
    return construct.marked(refined(raw, Refinement(not_null=True, prefix=prefix)), sensitive)


def _text(value: Value, range_: SourceRange, scope: Scope) -> str | Value:
    """The text of a known value; an unknown, reported, when it has none."""
    if isinstance(value.raw, str):
        return value.raw
    if value.is_null:
        detail = "The expression result is null. Cannot include a null value in a string template."
        return scope.error(range_, _SUMMARY, detail, STRING)
    try:
        return str(convert(value, STRING).raw)
    except ConversionError as error:
        detail = f"Cannot include the given value in a string template: {error}."
        return scope.error(range_, _SUMMARY, detail, STRING)


@evaluates(TemplateIf)
def template_if(node: TemplateIf, scope: Scope) -> Value:
    """%{ if } is a conditional over two templates."""
    return choose(
        node.condition,
        lambda inner: join(node.then, inner),
        lambda inner: join(node.otherwise, inner),
        node.range,
        scope,
    )


@evaluates(TemplateFor)
def template_for(node: TemplateFor, scope: Scope) -> Value:
    """%{ for } is a `for` expression whose results are joined."""
    body = Template(node.body, node.range)
    loop = For(
        node.key, node.value, node.collection, None, body, None, group=False, range=node.range
    )
    items = scope.value(loop)
    if not isinstance(items.raw, tuple) or not isinstance(items.type, TupleOf):
        return computed(STRING, items)
    sensitive = items.sensitive or any(item.sensitive for item in items.raw)
    if any(item.type == DYNAMIC or not item.is_known for item in items.raw):
        raw = Unknown(STRING, origins(items), made=Made("template", items.raw))
        return construct.marked(Value(STRING, raw), sensitive)
    text = "".join(str(item.raw) for item in items.raw)
    scope.limits.long(len(text))
    return construct.marked(construct.string(nfc(text)), sensitive)
