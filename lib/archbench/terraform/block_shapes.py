"""What Terraform refuses of a single block as it is written, whatever the others say.

Summaries are Terraform's own. Read from `terraform validate` of 1.11.4 and its documentation.
"""

from collections.abc import Callable, Iterator, Mapping

from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Attr, Attribute, Block, Expression, Traversal, Tuple
from archbench.hcl.walk import literal_text, traversals
from archbench.patterns import regex
from archbench.terraform.escaping import ESCAPE, outside

_NAME = regex(r"[^\W\d][\w-]*")
_RESERVED = frozenset(
    {"source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"}
)
_RESERVED_BLOCKS = frozenset({"lifecycle", "locals", "provider"})
_FLAGS = frozenset({"sensitive", "nullable", "ephemeral"})
_SWITCHES = frozenset({"create_before_destroy", "prevent_destroy"})
_LIFECYCLE = _SWITCHES | {"ignore_changes", "replace_triggered_by"}
_CONDITIONS = frozenset({"precondition", "postcondition"})
_TRIGGER = (frozenset({"events", "actions"}), frozenset({"condition"}))
"""Arguments an action_trigger needs, and may have.

https://developer.hashicorp.com/terraform/language/meta-arguments#lifecycle
"""
_RULE = ("condition", "error_message")
_IMPORT = frozenset({"to", "id", "identity", "provider", "for_each"})
_SETTINGS = frozenset({"required_version", "experiments", "language"})
_PARTS_OF_SETTINGS = frozenset({"required_providers", "backend", "cloud", "provider_meta"})
_OF_PROVISIONERS = frozenset({"when", "on_failure"})
_PROVISIONERS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "local-exec": (
        frozenset({"command"}),
        frozenset({"interpreter", "working_dir", "environment", "quiet"}),
    ),
    "remote-exec": (frozenset(), frozenset({"inline", "script", "scripts"})),
    "file": (frozenset({"destination"}), frozenset({"source", "content"})),
}
"""Arguments each provisioner needs, and may have.

https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax
"""


def misshapen(block: Block) -> Iterator[Diagnostic]:
    """Every mistake in how a block of a module is written."""
    yield from _SHAPES.get(block.type, _nothing)(block)


def _nothing(_: Block) -> Iterator[Diagnostic]:
    return iter(())


def _error(summary: str, detail: str, place: SourceRange) -> Diagnostic:
    return Diagnostic("error", summary, detail, place)


def _named(block: Block, what: str) -> Iterator[Diagnostic]:
    name = block.labels[-1]
    if not _NAME.fullmatch(name):
        detail = (
            f'"{name}" is no name: it must start with a letter or underscore, and may contain '
            "only letters, digits, underscores and hyphens."
        )
        yield _error(f"Invalid {what} name", detail, block.range)


def _resource(block: Block) -> Iterator[Diagnostic]:
    yield from _named(block, "resource")
    yield from _depends_on(block)
    yield from _escaped(block)
    for inner in block.body.blocks:
        if inner.type == "lifecycle":
            yield from _lifecycle(inner)
        elif inner.type == "provisioner" and inner.labels:
            yield from _provisioner(inner)


def _escaped(block: Block) -> Iterator[Diagnostic]:
    """A second escaping block, and what the first sets that is set outside of it too."""
    found = [inner for inner in block.body.blocks if inner.type == ESCAPE]
    for other in found[1:]:
        detail = f'A block has one block "{ESCAPE}" at most; the first is at {found[0].range}.'
        yield _error("Duplicate escaping block", detail, other.range)
    for attribute in found[0].body.attributes.values() if found else ():
        first = outside(block).get(attribute.name)
        if first is not None:
            detail = f'"{attribute.name}" is set at {first.range} already.'
            yield _error("Duplicate argument", detail, attribute.name_range)


def _lifecycle(block: Block) -> Iterator[Diagnostic]:
    for name, attribute in block.body.attributes.items():
        if name not in _LIFECYCLE:
            yield _unexpected(attribute, _LIFECYCLE)
        elif name in _SWITCHES:
            yield from _literal(attribute)
        elif name == "ignore_changes" and not _is_all(attribute.expression):
            yield from _listed(attribute)
    for inner in block.body.blocks:
        if inner.type == "action_trigger":
            yield from _shaped(inner, *_TRIGGER)
        elif inner.type not in _CONDITIONS:
            detail = f'Blocks of type "{inner.type}" are not expected here.'
            detail += did_you_mean(inner.type, set(_CONDITIONS))
            yield _error("Unsupported block type", detail, inner.range)


def _literal(attribute: Attribute) -> Iterator[Diagnostic]:
    """An argument Terraform reads before it evaluates anything: true or false, nothing else."""
    named = list(_constant(attribute))
    yield from named
    if not named and literal_text(attribute.expression) not in (None, "true", "false"):
        detail = f'"{attribute.name}" must be true or false.'
        yield _error("Unsuitable value type", detail, attribute.expression.range)


def _constant(attribute: Attribute) -> Iterator[Diagnostic]:
    named = next(traversals(attribute.expression), None)
    if named is not None:
        detail = f'Nothing can be referred to in "{attribute.name}": it is read before the rest.'
        yield _error("Variables not allowed", detail, named.range)


def _is_all(expression: Expression) -> bool:
    """Whether it is the word all, which is a text in JSON."""
    if isinstance(expression, Traversal):
        return not expression.steps and expression.root == "all"
    return expression.range.filename.endswith(".json") and literal_text(expression) == "all"


def _listed(attribute: Attribute) -> Iterator[Diagnostic]:
    if not isinstance(attribute.expression, Tuple):
        detail = f'"{attribute.name}" must be a list of names, in brackets.'
        yield _error("Invalid expression", detail, attribute.expression.range)


def _depends_on(block: Block) -> Iterator[Diagnostic]:
    found = block.body.attributes.get("depends_on")
    if found is None:
        return
    yield from _listed(found)
    for item in found.expression.items if isinstance(found.expression, Tuple) else ():
        if isinstance(item, Traversal):
            if not any(isinstance(step, Attr) for step in item.steps):
                detail = f'"{item.root}" is no object: name a resource, a module or a variable.'
                yield _error("Invalid reference", detail, item.range)
        elif literal_text(item) is None:
            detail = "An item of depends_on must be the name of an object."
            yield _error("Invalid expression", detail, item.range)


def _provisioner(block: Block) -> Iterator[Diagnostic]:
    shape = _PROVISIONERS.get(block.labels[0])
    if shape is None:
        return
    needed, others = shape
    yield from _shaped(block, needed, others | _OF_PROVISIONERS)


def _shaped(block: Block, needed: frozenset[str], others: frozenset[str]) -> Iterator[Diagnostic]:
    """What a block lacks of the arguments it needs, and those it has not."""
    known = needed | others
    for name in sorted(needed - block.body.attributes.keys()):
        yield _missing(name, block)
    for attribute in block.body.attributes.values():
        if attribute.name not in known:
            yield _unexpected(attribute, known)


def _variable(block: Block) -> Iterator[Diagnostic]:
    yield from _named(block, "variable")
    name = block.labels[0]
    if name in _RESERVED:
        detail = f'"{name}" is reserved for the argument of that name of module blocks.'
        yield _error("Invalid variable name", detail, block.range)
    for attribute in block.body.attributes.values():
        if attribute.name in _FLAGS:
            yield from _literal(attribute)
        elif attribute.name == "description":
            yield from _constant(attribute)
    for rule in block.body.blocks:
        if rule.type == "validation":
            yield from _validation(rule, name)


def _validation(rule: Block, name: str) -> Iterator[Diagnostic]:
    attributes = rule.body.attributes
    for needed in _RULE:
        if needed not in attributes:
            yield _missing(needed, rule)
    for attribute in attributes.values():
        if attribute.name not in _RULE:
            yield _unexpected(attribute, frozenset(_RULE))
    condition = attributes.get("condition")
    if condition is not None and not any(
        _is_variable(named, name) for named in traversals(condition.expression)
    ):
        detail = f"The condition must refer to var.{name}, or it would test nothing of it."
        place = condition.expression.range
        yield _error("Invalid variable validation condition", detail, place)


def _is_variable(named: Traversal, name: str) -> bool:
    first = named.steps[0] if named.steps else None
    return named.root == "var" and isinstance(first, Attr) and first.name == name


def _output(block: Block) -> Iterator[Diagnostic]:
    yield from _named(block, "output")
    yield from _depends_on(block)
    for attribute in block.body.attributes.values():
        if attribute.name in _FLAGS:
            yield from _literal(attribute)
        elif attribute.name == "description":
            yield from _constant(attribute)


def _call(block: Block) -> Iterator[Diagnostic]:
    yield from _named(block, "module instance")
    yield from _depends_on(block)
    yield from _escaped(block)
    for inner in block.body.blocks:
        if inner.type in _RESERVED_BLOCKS:
            detail = f'A module block has no "{inner.type}" block in Terraform.'
            yield _error("Reserved block type name in module block", detail, inner.range)
        elif inner.type != ESCAPE:
            detail = f'Blocks of type "{inner.type}" are not expected here.'
            yield _error("Unsupported block type", detail, inner.range)


def _locals(block: Block) -> Iterator[Diagnostic]:
    for inner in block.body.blocks:
        detail = f'A locals block holds only arguments: write "{inner.type} = {{ ... }}".'
        yield _error(f'Unexpected "{inner.type}" block', detail, inner.range)


def _import(block: Block) -> Iterator[Diagnostic]:
    attributes = block.body.attributes
    if "to" not in attributes:
        yield _missing("to", block)
    if not {"id", "identity"} & attributes.keys():
        yield _missing("id", block)
    for attribute in attributes.values():
        if attribute.name not in _IMPORT:
            yield _unexpected(attribute, _IMPORT)


def _settings(block: Block) -> Iterator[Diagnostic]:
    for attribute in block.body.attributes.values():
        if attribute.name not in _SETTINGS:
            yield _unexpected(attribute, _SETTINGS)
    for inner in block.body.blocks:
        if inner.type not in _PARTS_OF_SETTINGS:
            detail = f'Blocks of type "{inner.type}" are not expected here.'
            detail += did_you_mean(inner.type, set(_PARTS_OF_SETTINGS))
            yield _error("Unsupported block type", detail, inner.range)


def _missing(name: str, block: Block) -> Diagnostic:
    detail = f'The argument "{name}" is required, but no definition was found.'
    return _error("Missing required argument", detail, block.range)


def _unexpected(attribute: Attribute, known: frozenset[str]) -> Diagnostic:
    detail = f'An argument named "{attribute.name}" is not expected here.'
    detail += did_you_mean(attribute.name, set(known))
    return _error("Unsupported argument", detail, attribute.name_range)


_SHAPES: Mapping[str, Callable[[Block], Iterator[Diagnostic]]] = {
    "resource": _resource,
    "data": _resource,
    "ephemeral": _resource,
    "variable": _variable,
    "output": _output,
    "module": _call,
    "locals": _locals,
    "import": _import,
    "terraform": _settings,
}
