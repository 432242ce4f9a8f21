"""The syntax tree of HCL: bodies of attributes and blocks, and expressions.

Every node carries its range. A tree holds no values and no reference to a file's text, so it can be
cached by content and shared.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal as Choice

from archbench.frozen import frozen
from archbench.hcl.source import SourceRange


@frozen
class LiteralValue:
    """true, false, null, a number, or a string without interpolation."""

    value: bool | int | Fraction | str | None
    range: SourceRange


@frozen
class Template:
    """A quoted string or heredoc with interpolations or directives, strip markers applied.

    A template of one interpolation only is `TemplateWrap`.
    """

    parts: "tuple[Expression, ...]"
    range: SourceRange


@frozen
class TemplateWrap:
    """A lone interpolation, "${x}": the value of x itself, whatever its type."""

    wrapped: "Expression"
    range: SourceRange


@frozen
class TemplateIf:
    """%{ if }...%{ else }...%{ endif } inside a template."""

    condition: "Expression"
    then: "tuple[Expression, ...]"
    otherwise: "tuple[Expression, ...]"
    range: SourceRange


@frozen
class TemplateFor:
    """%{ for }...%{ endfor } inside a template."""

    key: str | None
    value: str
    collection: "Expression"
    body: "tuple[Expression, ...]"
    range: SourceRange


@frozen
class Attr:
    """The step .name of a traversal."""

    name: str
    range: SourceRange


@frozen
class Index:
    """The step [key] with a literal key, or the legacy step .0."""

    key: int | Fraction | str
    range: SourceRange


Step = Attr | Index


@frozen
class Traversal:
    """A root name followed by literal steps: var.x, aws_subnet.a[0].id."""

    root: str
    steps: tuple[Step, ...]
    range: SourceRange


@frozen
class RelativeTraversal:
    """Literal steps taken from the value of any expression: f(x).a[0]."""

    source: "Expression"
    steps: tuple[Step, ...]
    range: SourceRange


@frozen
class IndexBy:
    """collection[key] where the key is an expression."""

    collection: "Expression"
    key: "Expression"
    range: SourceRange


@frozen
class SplatItem:
    """The element a splat is looking at; only inside `Splat.each`."""

    range: SourceRange


@frozen
class Splat:
    """source[*] (full) or source.* (attribute-only) with what is taken from each element.

    each is an expression over `SplatItem`, so that x[*].a[*].b holds another splat.
    """

    source: "Expression"
    each: "Expression"
    full: bool
    range: SourceRange


@frozen
class Tuple:
    """[a, b]."""

    items: "tuple[Expression, ...]"
    range: SourceRange


@frozen
class ObjectItem:
    """One key and value; a bare identifier as key is a LiteralValue string."""

    key: "Expression"
    value: "Expression"


@frozen
class Object:
    """{ a = 1, (k) = 2 }."""

    items: tuple[ObjectItem, ...]
    range: SourceRange


@frozen
class For:
    """[for k, v in c : e if t] (key_result None) or {for k, v in c : k => v... if t}."""

    key: str | None
    value: str
    collection: "Expression"
    key_result: "Expression | None"
    result: "Expression"
    condition: "Expression | None"
    group: bool
    range: SourceRange


@frozen
class Call:
    """name(args) or name(args...); name may be namespaced (core::max, provider::aws::arn_parse)."""

    name: str
    args: "tuple[Expression, ...]"
    expand: bool
    range: SourceRange
    name_range: SourceRange


@frozen
class Unary:
    """-x or !x."""

    operator: Choice["-", "!"]
    operand: "Expression"
    range: SourceRange


@frozen
class Binary:
    """left operator right."""

    operator: Choice["+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||"]
    left: "Expression"
    right: "Expression"
    range: SourceRange


@frozen
class Conditional:
    """condition ? then : otherwise."""

    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"
    range: SourceRange


@frozen
class Parenthesis:
    """(x): kept because {(k) = v} differs from {k = v}."""

    inner: "Expression"
    range: SourceRange


Expression = (
    LiteralValue
    | Template
    | TemplateWrap
    | TemplateIf
    | TemplateFor
    | Traversal
    | RelativeTraversal
    | IndexBy
    | Splat
    | SplatItem
    | Tuple
    | Object
    | For
    | Call
    | Unary
    | Binary
    | Conditional
    | Parenthesis
)


@frozen
class Attribute:
    """name = expression."""

    name: str
    expression: Expression
    range: SourceRange
    name_range: SourceRange


@frozen
class Block:
    """type "label" { body }; range is the header, as Terraform points at it."""

    type: str
    labels: tuple[str, ...]
    body: "Body"
    range: SourceRange
    label_ranges: tuple[SourceRange, ...] = ()


@frozen
class Body:
    """Attributes by name and blocks in order of appearance."""

    attributes: Mapping[str, Attribute]
    blocks: tuple[Block, ...]
    range: SourceRange
