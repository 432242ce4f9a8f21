"""`for` expressions."""

from collections.abc import Iterator, Mapping

from archbench.hcl import construct
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.numbers import Short
from archbench.hcl.refine import computed
from archbench.hcl.scope import Scope, evaluates
from archbench.hcl.syntax import Expression, For
from archbench.hcl.types import BOOL, DYNAMIC, NUMBER, STRING, Primitive, SetOf
from archbench.hcl.values import Unknown, Value
from archbench.hcl.walk import traversals


@evaluates(For)
def for_(node: For, scope: Scope) -> Value:
    """[for ...] gives a tuple, {for ...} an object."""
    collection = scope.value(node.collection)
    if collection.is_null:
        detail = "A null value cannot be used as the collection in a 'for' expression."
        return scope.error(node.collection.range, "Iteration over null value", detail)
    if collection.raw in ((), {}) or not collection.is_known:
        _look_up(node, scope)
    if collection.type == DYNAMIC:
        return computed(DYNAMIC, collection)  # without its mark, as in Terraform
    if isinstance(collection.type, Primitive):
        detail = (
            f"A value of type {collection.type} cannot be used as the collection in a 'for' "
            "expression."
        )
        return scope.error(node.collection.range, "Iteration over non-iterable value", detail)
    loop = _Loop(node, scope, collection.sensitive)
    wrong = loop.check_condition()
    if wrong is not None:
        return wrong
    if not collection.is_known:
        return construct.marked(computed(DYNAMIC, collection), loop.sensitive or loop.uncertain)
    return loop.over(collection)


def _look_up(node: For, scope: Scope) -> None:
    """Let the names in a `for` that looks at no element be found: Terraform asks for them first."""
    for name in traversals(node):
        if name.root not in scope.names:
            scope.resolve(name)


def elements(collection: Value) -> Iterator[tuple[Value, Value]]:
    """Keys and values of a known collection; an element of a set is its own key."""
    raw = collection.raw
    if isinstance(raw, Mapping):
        for name, item in raw.items():
            yield construct.string(name), item
    elif isinstance(raw, tuple):
        is_set = isinstance(collection.type, SetOf)
        for position, item in enumerate(raw):
            yield (item if is_set else Value(NUMBER, Short(position))), item


class _Loop:
    """One run of a `for` expression."""

    def __init__(self, node: For, scope: Scope, sensitive: bool) -> None:  # noqa: FBT001
        self.node = node
        self.scope = scope
        self.sensitive = sensitive
        self.names: dict[str, Value] = {}
        self.inner = scope.inner(self.names)
        self.unclear: list[Value] = []
        self.uncertain = False
        self.twice: Value | None = None

    def _rename(self, key: Value, value: Value) -> None:
        """Let the names stand for another element."""
        if self.node.key is not None:
            self.names[self.node.key] = key
        self.names[self.node.value] = value

    def check_condition(self) -> Value | None:
        """Find a condition that is wrong whatever the elements; None when there is none."""
        condition = self.node.condition
        if condition is None:
            return None
        anything = Value(DYNAMIC, Unknown(DYNAMIC, ()))
        heard: list[Diagnostic] = []
        self._rename(anything, anything)
        test = self.inner.heard_by(heard.append).value(condition)
        self.uncertain = test.sensitive
        if test.is_null:
            detail = "The value of the 'if' clause must not be null."
            return self.scope.error(condition.range, "Condition is null", detail)
        try:
            convert(test, BOOL)
        except ConversionError as error:
            detail = f"The 'if' clause value is invalid: {error}."
            return self.scope.error(condition.range, "Invalid 'for' condition", detail)
        errors = [diagnostic for diagnostic in heard if diagnostic.severity == "error"]
        for diagnostic in errors:
            self.scope.report(diagnostic)
        return computed(DYNAMIC, test) if errors else None

    def over(self, collection: Value) -> Value:
        """The result for every element the condition lets in."""
        node = self.node
        results: list[Value] = []
        named: dict[str, Value] = {}
        groups: dict[str, list[Value]] = {}
        for key, value in elements(collection):
            self._rename(key, value)
            if node.condition is not None and not self._lets_in(node.condition):
                continue
            if node.key_result is None:
                results.append(self.inner.value(node.result))
                continue
            name = self._name(node.key_result)
            if name is None:
                continue
            result = self.inner.value(node.result)
            if node.group:
                groups.setdefault(name, []).append(result)
            elif name in named:
                self._duplicate(name, node.key_result)
            else:
                named[name] = result
        if self.unclear:
            return construct.marked(computed(DYNAMIC, *self.unclear), self.sensitive)
        if node.key_result is None:
            made = construct.tuple_value(results)
        else:
            named |= {name: construct.tuple_value(group) for name, group in groups.items()}
            made = construct.object_value(named)
        if self.twice is not None:
            made = computed(made.type, self.twice)
        return self.scope.limits.weighed(construct.marked(made, self.sensitive))

    def _wrong(self, node: Expression, summary: str, detail: str) -> None:
        """Report, unless an earlier element already left the result unclear."""
        if not self.unclear:
            self.unclear.append(self.scope.error(node.range, summary, detail))

    def _lets_in(self, condition: Expression) -> bool:
        leave_out = self.scope.watch()
        included = self._included(condition)
        if not included and not self.unclear:
            leave_out()
        return included

    def _included(self, condition: Expression) -> bool:
        test = self.inner.value(condition)
        self.sensitive = self.sensitive or test.sensitive
        if test.is_null:
            detail = "The value of the 'if' clause must not be null."
            self._wrong(condition, "Invalid 'for' condition", detail)
            return False
        if not test.is_known and self.node.key_result is None:
            self.unclear.append(test)  # whatever its type, as in Terraform
            return False
        try:
            test = convert(test, BOOL)
        except ConversionError as error:
            detail = f"The 'if' clause value is invalid: {error}."
            self._wrong(condition, "Invalid 'for' condition", detail)
            return False
        if not test.is_known:
            self.unclear.append(test)
            return False
        return test.raw is True

    def _name(self, node: Expression) -> str | None:
        key = self.inner.value(node)
        summary = "Invalid object key"
        if key.is_null:
            detail = "Key expression in 'for' expression must not produce a null value."
            self._wrong(node, summary, detail)
            return None
        self.sensitive = self.sensitive or key.sensitive
        if not key.is_known:
            self.unclear.append(key)
            return None
        try:
            return str(convert(key, STRING).raw)
        except ConversionError as error:
            detail = f"The key expression produced an invalid result: {error}."
            self._wrong(node, summary, detail)
            return None

    def _duplicate(self, name: str, node: Expression) -> None:
        shown = "the same key" if self.sensitive else f'the key "{name}"'
        detail = (
            f"Two different items produced {shown} in this 'for' expression. If duplicates are "
            "expected, use the ellipsis (...) after the value expression to enable grouping by key."
        )
        self.twice = self.scope.error(node.range, "Duplicate object key", detail)
