"""Names in a checklist that can be checked before any configuration is read: a typo is an error."""

from collections.abc import Collection, Iterator, Mapping

from archbench.hcl.diagnostics import Diagnostic, Reporting, did_you_mean
from archbench.hcl.functions import FUNCTIONS
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import (
    Attr,
    Binary,
    Call,
    Expression,
    For,
    IndexBy,
    LiteralValue,
    Parenthesis,
    RelativeTraversal,
    Splat,
    SplatItem,
    Step,
    Traversal,
)
from archbench.hcl.walk import children, traversals
from archbench.requirements.checklist import Checklist, Control
from archbench.requirements.constants import Constants
from archbench.requirements.element_types import ElementTypes, Meaning, Meanings, values_of
from archbench.requirements.figures import TOTAL
from archbench.requirements.functions import made_of, own_names
from archbench.requirements.misspelt import (
    UNKNOWN_TYPE,
    WRONG_PATH,
    asked_places,
    misspelt,
    texts_in,
    type_in,
    unknown_type,
)
from archbench.requirements.paths import mistaken
from archbench.requirements.record import META
from archbench.requirements.scope import DRILLED, ELEMENTS, STANDS_FOR, parts_of
from archbench.terraform.schema import schema_of, type_names

_ROOTS = frozenset(
    {
        "architecture",
        "baseline",
        "data",
        "each",
        "estimate",
        "instances",
        "local",
        "metrics",
        "outputs",
        "resources",
        "scenario",
        "var",
        "variables",
    }
)
_OF_META = (
    "key",
    "module",
    "name",
    "provider",
    "provider_version",
    "references",
    "region",
    "resource",
    "type",
)


def check_names(checklist: Checklist, report: Reporting) -> None:
    """Report every name no configuration could give a meaning to."""
    _check_cycles(checklist.locals, report)
    for expression in checklist.locals.values():
        _Checker(checklist.locals, report).check(expression, {})
    if checklist.fits is not None:
        _Checker(checklist.locals, report).check(checklist.fits, {})
    for control in checklist.controls:
        for expression, each, when in _expressions(control):
            checker = _Checker(checklist.locals, report)
            names = {} if each is None else {"each": checker.element(each, {}, when)}
            checker.check(expression, names)


def _check_cycles(locals_: Mapping[str, Expression], report: Reporting) -> None:
    """Report locals that lead back to themselves."""
    uses = {
        name: {
            step.name
            for found in traversals(expression)
            if found.root == "local"
            for step in found.steps[:1]
            if isinstance(step, Attr) and step.name in locals_
        }
        for name, expression in locals_.items()
    }
    for name, expression in locals_.items():
        reached, more = set[str](), set(uses[name])
        while more:
            reached |= more
            more = {next_ for item in more for next_ in uses[item]} - reached
        if name in reached:
            detail = f"local.{name} depends on itself."
            report(Diagnostic("error", "Cycle", detail, expression.range))


def resource_type(node: Expression, locals_: Mapping[str, Expression]) -> str | None:
    """The resource type of the elements of a collection; of what it is made from otherwise.

    None for what every() lists: that there is none of these is no failure.
    """
    if _lists_every(node, locals_):
        return None
    checker = _Checker(locals_, lambda _: None)
    found = checker.types.of_element(node, {}) or _made_of(node)
    if found is not None:
        return found
    for name in traversals(node):
        if name.root == "resources":
            return checker.types.of_element(Traversal("resources", name.steps[:1], name.range), {})
        if name.root == "local" and isinstance(name.steps[0], Attr):
            inner = locals_.get(name.steps[0].name)
            return resource_type(inner, locals_) if inner is not None else None
    return None


def _lists_every(node: Expression, locals_: Mapping[str, Expression]) -> bool:
    match node:
        case Call(name="every"):
            return True
        case Traversal(root="local", steps=(Attr(name=name), *_)) if name in locals_:
            return _lists_every(locals_[name], locals_)
    return any(_lists_every(child, locals_) for child in children(node))


def _made_of(node: Expression) -> str | None:
    """The resource type that elements of the architecture, or of a function, stand for."""
    match node:
        case Call(name=name):
            return made_of(name)
        case Traversal(root="architecture", steps=(Attr(name=name), *_)):
            return STANDS_FOR.get(name)
        case For(collection=collection) | Parenthesis(inner=collection):
            return _made_of(collection)
    return None


def _expressions(
    control: Control,
) -> Iterator[tuple[Expression, Expression | None, Expression | None]]:
    """Every expression of a control, with the collection `each` comes from and its condition."""
    for expression in (control.scenario, control.applies):
        if expression is not None:
            yield expression, None, None
    for item in control.asserts:
        if item.for_each is not None:
            yield item.for_each, None, None
        if item.when is not None:
            yield item.when, item.for_each, None
        for expression in (item.condition, item.message):
            if expression is not None:
                yield expression, item.for_each, item.when


class _Checker:
    """Walks an expression knowing which names stand for instances of which resource type."""

    def __init__(self, locals_: Mapping[str, Expression], report: Reporting) -> None:
        self.locals = locals_
        self.report = report
        self.constants = Constants(locals_)
        self.types = ElementTypes(locals_, self.constants)

    def check(  # noqa: C901, PLR0912
        self, node: Expression, names: Meanings, item: str | None = None
    ) -> None:
        """Walk; names: types of what `for` and for_each name, item: of what a splat sees."""
        match node:
            case Traversal():
                self._traversal(node, names)
            case Call(name=name, name_range=range_):
                if name.removeprefix("core::") not in FUNCTIONS and name not in own_names():
                    known = set(FUNCTIONS) | own_names()
                    detail = f'There is no function "{name}".{did_you_mean(name, known)}'
                    self._wrong(range_, "Call to unknown function", detail)
                self._texts(node, names)
            case Binary(operator="==" | "!=", left=left, right=right):
                self._compared(left, right, names)
                self._compared(right, left, names)
            case LiteralValue(value=str(text)):
                type_ = type_in(text)
                if type_ is not None:
                    self._type_name(type_, node.range)
            case RelativeTraversal(source=SplatItem(), steps=steps) if item:
                self._attributes(item, steps)
            case RelativeTraversal(source=source, steps=steps):
                if isinstance(source, IndexBy):
                    self._part(self.types.part_of(source.collection), steps)
                kind = self._type(source, names, item)
                if kind:
                    self._attributes(kind, steps)
        if isinstance(node, For):
            self.check(node.collection, names, item)
            inner = {**names, node.value: self.element(node.collection, names)}
            if node.key:
                keys, _ = self.constants.elements(node.collection, values_of(names))
                inner[node.key] = Meaning(values=keys)
            if node.condition is not None:
                self.check(node.condition, inner, item)
            kept = self.element(node.collection, names, node.condition, node.value)
            for part in (node.key_result, node.result):
                if part is not None:
                    self.check(part, {**inner, node.value: kept}, item)
        elif isinstance(node, Splat):
            self.check(node.source, names, item)
            self._splat(node)
            self.check(node.each, names, self.types.of_element(node.source, names))
        else:
            for child in children(node):
                self.check(child, names, item)

    def element(
        self,
        node: Expression,
        names: Meanings,
        condition: Expression | None = None,
        name: str = "each",
    ) -> Meaning:
        """What the elements of a collection are, where it or a condition tells."""
        _, values = self.constants.elements(node, values_of(names))
        types = self.types.of_elements(node, names) or self.types.asked_for(condition, name)
        return Meaning(types, values, self.types.part_of(node))

    def _texts(self, node: Call, names: Meanings) -> None:
        """Texts that must be names: arguments of a function, and what a type is looked for in."""
        if node.name in own_names():
            for wrong in misspelt(node.name, tuple(self.types.texts(node, names))):
                place = self.constants.place(wrong.text, node.args[wrong.argument])
                self._wrong(place.range, wrong.summary, wrong.detail)
            self._asked(node, names)
        elif node.name == "contains" and len(node.args) == 2:
            self._compared(node.args[1], node.args[0], names)

    def _asked(self, node: Call, names: Meanings) -> None:
        """An attribute by its name that no type has of which the instance may be."""
        texts = self.types.texts(node, names)
        places = [pair for pair in asked_places(node.name) if max(pair) < len(texts)]
        for instance, attribute in places:
            types = self.types.of_instance(node.args[instance], names)
            for text in texts[attribute] if types else ():
                found = [mistaken(type_, text) for type_ in sorted(types)]
                wrong = [item for item in found if item is not None]
                lost = [item for item in wrong if item.summary == WRONG_PATH]
                if lost or len(wrong) == len(found):
                    told = lost[0] if lost else max(wrong, key=lambda item: len(item.detail))
                    place = self.constants.place(text, node.args[attribute])
                    self._wrong(place.range, *told)

    def _compared(self, node: Expression, other: Expression, names: Meanings) -> None:
        """What is held against the type of an instance is a type of some provider."""
        match node:
            case Traversal(steps=(*_, Attr(name="meta"), Attr(name="type"))):
                pass
            case RelativeTraversal(steps=(*_, Attr(name="meta"), Attr(name="type"))):
                pass
            case _:
                return
        for value in self.constants.values(other, values_of(names)):
            for text in texts_in(value):
                if text.startswith("aws_"):
                    self._type_name(text, self.constants.place(text, other).range)

    def _type(self, node: Expression, names: Meanings, item: str | None) -> str | None:
        """The resource type of one instance."""
        if isinstance(node, IndexBy):
            return self.types.of_element(node.collection, names)
        return item if isinstance(node, SplatItem) else None

    def _traversal(  # noqa: C901, PLR0912
        self, node: Traversal, names: Meanings
    ) -> None:
        root, steps = node.root, node.steps
        if root in names:
            types = names[root].types
            if len(types) == 1:
                self._attributes(next(iter(types)), steps)
            self._part(names[root].part, steps)
            return
        if root == "baseline" and steps and isinstance(steps[0], Attr):
            self._traversal(Traversal(steps[0].name, steps[1:], node.range), names)
            return
        first = steps[0] if steps else None
        if root == "each":
            detail = "each stands only in an assert that has for_each."
            self._wrong(node.range, "No for_each", detail)
        elif root not in _ROOTS and root not in type_names("resource"):
            known = _ROOTS | set(names)
            near = did_you_mean(root, set(known)) or did_you_mean(root, set(type_names("resource")))
            self._wrong(node.range, "Unknown name", f'Nothing is named "{root}" here.{near}')
        elif root in ("instances", "metrics", "scenario"):
            return
        elif not isinstance(first, Attr):
            detail = f'"{root}" must be followed by a dot and a name.'
            self._wrong(node.range, "Incomplete name", detail)
        elif root == "resources":
            self._resources(first, steps)
        elif root == "local" and first.name not in self.locals:
            hint = did_you_mean(first.name, set(self.locals))
            self._wrong(first.range, "Unknown local", f'There is no local "{first.name}".{hint}')
        elif root == "estimate" and first.name != TOTAL:
            hint = did_you_mean(first.name, {TOTAL})
            detail = f'The estimate has no "{first.name}".{hint}'
            self._wrong(first.range, "Unknown figure", detail)
        elif root == "architecture" and first.name not in (*ELEMENTS, *DRILLED):
            hint = did_you_mean(first.name, ELEMENTS)
            detail = f'The architecture has no "{first.name}".{hint}'
            self._wrong(first.range, "Unknown part", detail)
        elif root == "architecture" and _is_index(steps, 1):
            self._part(first.name, steps[2:])
        elif root not in _ROOTS:
            self._attributes(root, steps[2:] if _is_index(steps, 1) else steps[1:])

    def _resources(self, first: Attr, steps: tuple[Step, ...]) -> None:
        self._type_name(first.name, first.range)
        if _is_index(steps, 1):
            self._attributes(first.name, steps[2:])

    def _splat(self, node: Splat) -> None:
        match node.each:
            case RelativeTraversal(source=SplatItem(), steps=steps):
                self._part(self.types.part_of(node.source), steps)

    def _part(self, name: str, steps: tuple[Step, ...]) -> None:
        """Check .a of an element of the architecture against what such elements have."""
        if name in ELEMENTS:
            self._one_of(steps[:1], parts_of(name), f"An element of architecture.{name}")

    def _type_name(self, name: str, range_: SourceRange) -> None:
        detail = unknown_type(name)
        if detail:
            self._wrong(range_, UNKNOWN_TYPE, detail)

    def _attributes(self, kind: str, steps: tuple[Step, ...]) -> None:
        """Check .a[0].b against the schema of a resource type."""
        schema = schema_of("resource", kind)
        if schema is None or not steps or not isinstance(steps[0], Attr):
            return
        if steps[0].name == "meta":
            self._one_of(steps[1:], _OF_META, f"meta of {kind}")
            return
        rest = steps[1:] if steps[0].name == "configured" else steps
        known: tuple[str, ...] = () if rest is not steps else META
        what = kind
        for step in rest:
            if not isinstance(step, Attr):
                continue
            if not self._one_of((step,), schema.names.union(known), what):
                return
            nested = schema.nested.get(step.name)
            if nested is None:
                return
            schema, known, what = nested.block, (), f"{what}.{step.name}"

    def _one_of(self, steps: tuple[Step, ...], names: Collection[str], what: str) -> bool:
        step = steps[0] if steps else None
        if not isinstance(step, Attr) or step.name in names:
            return True
        detail = f'{what} has no attribute "{step.name}".{did_you_mean(step.name, names)}'
        self._wrong(step.range, "Unsupported attribute", detail)
        return False

    def _wrong(self, range_: SourceRange, summary: str, detail: str) -> None:
        self.report(Diagnostic("error", summary, detail, range_))


def _is_index(steps: tuple[Step, ...], position: int) -> bool:
    return len(steps) > position and not isinstance(steps[position], Attr)
