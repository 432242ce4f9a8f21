"""The types variables declare: `list(object({ port = number, name = optional(string, "x") }))`."""

from collections.abc import Mapping

from archbench.frozen import field, frozen
from archbench.hcl import construct
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.evaluate import Scope, evaluate
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Call, Expression, LiteralValue, Object, Traversal, Tuple
from archbench.hcl.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListOf,
    MapOf,
    ObjectOf,
    SetOf,
    TupleOf,
    Type,
)
from archbench.hcl.values import Value

_PRIMITIVE: dict[str, Type] = {"string": STRING, "number": NUMBER, "bool": BOOL, "any": DYNAMIC}
_COLLECTION: dict[str, type[ListOf | SetOf | MapOf]] = {"list": ListOf, "set": SetOf, "map": MapOf}
_KEYWORDS = [*_PRIMITIVE, *_COLLECTION, "object", "tuple"]


@frozen
class Defaults:
    """Values for optional attributes that are absent or null, at every level of a type.

    values are those of the attributes here; inside has the defaults of attributes by name, of
    tuple elements by position as text, and of all elements of a collection under "".
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    inside: Mapping[str, "Defaults"] = field(default_factory=dict)


@frozen
class Constraint:
    """A type with the defaults of its optional attributes."""

    type: Type
    defaults: Defaults | None = None

    def convert(self, value: Value) -> Value:
        """The value with defaults filled in, as this type; raises ConversionError."""
        if self.defaults is not None and not value.is_null:
            value = apply_defaults(value, self.defaults)
        return convert(value, self.type)


ANY = Constraint(DYNAMIC)


def parse_constraint(expression: Expression, scope: Scope) -> Constraint:
    """The type an expression declares; what is wrong is reported to the scope, and is "any"."""
    reader = _Reader(scope)
    if isinstance(expression, LiteralValue) and isinstance(expression.value, str):
        word = expression.value
        bare = f"{word}(string)" if word in ("list", "set", "map") else word
        detail = f'A type is written without quotes: {bare} instead of "{word}".'
        return reader.wrong(detail, expression.range, "Invalid quoted type constraints")
    return reader.read(expression)


class _Reader:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def wrong(
        self, detail: str, range_: SourceRange, summary: str = "Invalid type specification"
    ) -> Constraint:
        """Report what is wrong; any type will do in its place."""
        self.scope.report(Diagnostic("error", summary, detail, range_))
        return ANY

    def read(self, node: Expression) -> Constraint:
        """The type a part of the expression declares."""
        if isinstance(node, Traversal) and not node.steps:
            return self._keyword(node)
        if isinstance(node, Call):
            return self._call(node)
        detail = "A type specification is a type keyword, or a type keyword with its arguments."
        return self.wrong(detail, node.range)

    def _keyword(self, node: Traversal) -> Constraint:
        word = node.root
        if word in _PRIMITIVE:
            return Constraint(_PRIMITIVE[word])
        if word in ("list", "map"):  # the older forms without an argument
            return Constraint(_COLLECTION[word](DYNAMIC))
        if word in ("set", "object", "tuple"):
            what = {"set": "element type", "object": "attributes"}.get(word, "elements")
            return self.wrong(f"The {word} type constructor needs its {what}.", node.range)
        hint = did_you_mean(word, _KEYWORDS)
        return self.wrong(f'The keyword "{word}" is not a valid type.{hint}', node.range)

    def _call(self, node: Call) -> Constraint:  # noqa: PLR0911
        name = node.name
        if name in _PRIMITIVE:
            return self.wrong(f"The type {name} takes no arguments.", node.range)
        if name == "optional":
            detail = "optional(...) is only for the attributes of an object type."
            return self.wrong(detail, node.range)
        if name not in (*_COLLECTION, "object", "tuple"):
            hint = did_you_mean(name, _KEYWORDS)
            return self.wrong(f'"{name}" is not a valid type constructor.{hint}', node.range)
        if len(node.args) != 1:
            return self.wrong(f"The {name} type constructor takes one argument.", node.range)
        argument = node.args[0]
        if name in _COLLECTION:
            inner = self.read(argument)
            defaults = Defaults(inside={"": inner.defaults}) if inner.defaults else None
            return Constraint(_COLLECTION[name](inner.type), defaults)
        if name == "tuple":
            return self._tuple(argument)
        return self._object(argument)

    def _tuple(self, argument: Expression) -> Constraint:
        if not isinstance(argument, Tuple):
            return self.wrong("The tuple type needs a list of types.", argument.range)
        parts = [self.read(item) for item in argument.items]
        inside = {str(i): part.defaults for i, part in enumerate(parts) if part.defaults}
        type_ = TupleOf(tuple(part.type for part in parts))
        return Constraint(type_, Defaults(inside=inside) if inside else None)

    def _object(self, argument: Expression) -> Constraint:
        if not isinstance(argument, Object):
            detail = "The object type needs a map of attribute names to types."
            return self.wrong(detail, argument.range)
        attributes: dict[str, Type] = {}
        optional: set[str] = set()
        values: dict[str, Value] = {}
        inside: dict[str, Defaults] = {}
        for item in argument.items:
            key = item.key
            name = _bare_name(key)
            if name is None:
                detail = "The keys of an object type are attribute names, without quotes."
                self.wrong(detail, key.range)
                continue
            node = item.value
            if isinstance(node, Call) and node.name == "optional":
                optional.add(name)
                part = self._optional(name, node, values)
            else:
                part = self.read(node)
            attributes[name] = part.type
            if part.defaults:
                inside[name] = part.defaults
        defaults = Defaults(values, inside) if values or inside else None
        return Constraint(ObjectOf(attributes, frozenset(optional)), defaults)

    def _optional(self, name: str, node: Call, values: dict[str, Value]) -> Constraint:
        if len(node.args) not in (1, 2):
            detail = "optional(...) takes the attribute's type and, if wanted, its default value."
            return self.wrong(detail, node.range)
        part = self.read(node.args[0])
        if len(node.args) == 2:
            default = evaluate(node.args[1], self._constants())
            try:
                values[name] = part.convert(default)
            except ConversionError as error:
                detail = f'This default value does not suit the type of "{name}": {error}.'
                summary = "Invalid default value for optional attribute"
                self.wrong(detail, node.args[1].range, summary)
        return part

    def _constants(self) -> Scope:
        """The scope of a default, where nothing has a name."""

        def resolve(traversal: Traversal) -> tuple[Value, int]:
            detail = "A default value must be a constant; it cannot refer to anything."
            value = self.scope.error(traversal.range, "Variables not allowed", detail)
            return value, len(traversal.steps)

        return Scope(resolve, {}, self.scope.report, self.scope.context, self.scope.limits)


def _bare_name(key: Expression) -> str | None:
    """The name a key is, when it is written without quotes."""
    if not isinstance(key, LiteralValue) or not isinstance(key.value, str):
        return None
    start, end = key.range.start, key.range.end
    return key.value if end.column - start.column == len(key.value) else None


def apply_defaults(value: Value, defaults: Defaults) -> Value:
    """The value with defaults where an optional attribute is absent or null, at any depth."""
    raw = value.raw
    if isinstance(raw, tuple):
        return _in_sequence(value, raw, defaults)
    if not isinstance(raw, Mapping):
        return value
    if "" in defaults.inside:
        inner = defaults.inside[""]
        items = {key: apply_defaults(item, inner) for key, item in raw.items()}
    else:
        items = dict(raw)
        for name, default in defaults.values.items():
            if name not in items or items[name].is_null:
                items[name] = default
        for name, inner in defaults.inside.items():
            if name in items:
                items[name] = apply_defaults(items[name], inner)
    # maps with different defaults per key become objects, which convert like maps
    return construct.marked(construct.object_value(items), value.sensitive)


def _in_sequence(value: Value, raw: tuple[Value, ...], defaults: Defaults) -> Value:
    if "" in defaults.inside:
        items = [apply_defaults(item, defaults.inside[""]) for item in raw]
    else:
        items = [
            apply_defaults(item, defaults.inside[str(i)]) if str(i) in defaults.inside else item
            for i, item in enumerate(raw)
        ]
    return construct.marked(construct.tuple_value(items), value.sensitive)
