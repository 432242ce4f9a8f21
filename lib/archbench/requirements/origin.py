"""Where in the files a value comes from, and the edit that puts another one there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archbench.frozen import frozen
from archbench.hcl.parser import parse_body
from archbench.hcl.source import Position, SourceRange
from archbench.hcl.syntax import (
    Attr,
    Attribute,
    Block,
    Body,
    Expression,
    LiteralValue,
    Parenthesis,
    Traversal,
    Tuple,
    Unary,
)
from archbench.terraform.address import split
from archbench.terraform.configuration import Instance
from archbench.terraform.files import Files, variable_files
from archbench.terraform.module import Module
from archbench.terraform.tree import ModulePath, Tree
from archbench.terraform.variables import AT, PREFIX

_DEEPEST = 20
"""Steps from variable to argument to local that are followed."""


class NoPlaceError(Exception):
    """There is no one place where the value could be changed; says why."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """New text for a range of a file; an insertion where start and end are one."""

    file: str
    start: Position
    end: Position
    text: str


@frozen
class Source:
    """The files of a configuration, and the variable values it was resolved with."""

    files: Files
    tree: Tree
    variables: Sequence[tuple[str, str]]
    environ: Mapping[str, str]

    def text(self, file: str) -> str:
        """The text of a file that was read."""
        return self.files.sources[file]

    def edit(self, instance: Instance, path: tuple[str | int, ...], value: str) -> Edit:
        """The edit that gives an attribute of an instance this value.

        Raises:
            NoPlaceError: no single edit does.
        """
        place = instance.ranges.get(path)
        if place is None:
            return self._insertion(instance, path, value)
        attribute = self._attribute(place)
        return self._in_place(attribute.expression, value, _module_path(instance), 0)

    def _in_place(self, expression: Expression, value: str, module: ModulePath, depth: int) -> Edit:
        where = expression.range
        if _is_literal(expression):
            return Edit(where.filename, where.start, where.end, value)
        if isinstance(expression, Parenthesis):
            return self._in_place(expression.inner, value, module, depth)
        match expression:
            case Traversal(root="var", steps=(Attr(name=name),)) if depth < _DEEPEST:
                return self._variable(name, value, module, depth + 1)
            case Traversal(root="local", steps=(Attr(name=name),)) if depth < _DEEPEST:
                found = self.tree.modules[module].locals.get(name)
                if found is not None:
                    return self._in_place(found.expression, value, module, depth + 1)
        raise NoPlaceError(f"an expression works it out at {where}")

    def _variable(self, name: str, value: str, module: ModulePath, depth: int) -> Edit:
        here: Module = self.tree.modules[module]
        if module:
            above = module[:-1]
            argument = self.tree.modules[above].calls[module[-1]].arguments.get(name)
            if argument is not None:
                return self._in_place(argument.expression, value, above, depth)
        else:
            given = self._given(name)
            if given is not None:
                return self._in_place(given.expression, value, module, depth)
        block = here.variables.get(name)
        default = block.body.attributes.get("default") if block is not None else None
        if default is None:
            raise NoPlaceError(f"var.{name} has no value in a file")
        return self._in_place(default.expression, value, module, depth)

    def _given(self, name: str) -> Attribute | None:
        """Where a root variable gets its value, the last that wins; None for its default."""
        for kind, text in reversed(self.variables):
            if kind == "var" and text.partition("=")[0].strip() == name:
                raise NoPlaceError(f"--var {name} gives it on the command line")
            if kind.startswith(AT) and text.partition("=")[0] == name:
                raise NoPlaceError(f"{kind.removeprefix(AT)} gives it")
            if kind == "unknown" and text == name:
                raise NoPlaceError(f"--unknown {name} leaves it without a value")
            if kind == "file":
                path = Path(text) if Path(text).is_file() else self.files.root / text
                found = self._assignments(path).get(name)
                if found is not None:
                    return found
        for path in reversed(variable_files(self.files.root)):
            found = self._assignments(path).get(name)
            if found is not None:
                return found
        if PREFIX + name in self.environ:
            raise NoPlaceError(f"the environment gives it ({PREFIX}{name})")
        return None

    def _assignments(self, path: Path) -> Mapping[str, Attribute]:
        file = self.files.name(path)
        _refuse_json(file)
        return parse_body(self.text(file), file)[0].attributes

    def _attribute(self, place: SourceRange) -> Attribute:
        _refuse_json(place.filename)
        body, _ = parse_body(self.text(place.filename), place.filename)
        for inner in _bodies(body):
            for attribute in inner.attributes.values():
                if attribute.range == place:
                    return attribute
        raise NoPlaceError(f"a block made for each of several things sets it at {place}")

    def _insertion(self, instance: Instance, path: tuple[str | int, ...], value: str) -> Edit:
        """A line, or a block with one line, at the end of the nearest block that is written."""
        end = next((n for n in range(len(path) - 1, 0, -1) if path[:n] in instance.ranges), 0)
        place = instance.ranges[path[:end]] if end else instance.range
        if place is None:
            raise NoPlaceError("its resource stands in no file")
        _refuse_json(place.filename)
        text = self.text(place.filename)
        block = next(
            (b for b in _blocks(parse_body(text, place.filename)[0]) if b.range == place), None
        )
        if block is None:
            raise NoPlaceError(f"a block made for each of several things holds it at {place}")
        position = block.body.range.end
        if position.column != 1:
            raise NoPlaceError(f"its block is written on one line at {place}")
        names = [step for step in path[end:] if isinstance(step, str)]
        lines = _nested(names, value, " " * (place.start.column + 1))
        before = text.split("\n")[position.line - 2].strip()
        blank = "" if before == "" or before.endswith("{") else "\n"
        added = blank + lines
        if "\r\n" in text:
            added = added.replace("\n", "\r\n")
        return Edit(place.filename, position, position, added)


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits made; they do not overlap."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for edit in sorted(set(edits), reverse=True):
        first = starts[edit.start.line - 1] + edit.start.column - 1
        last = starts[edit.end.line - 1] + edit.end.column - 1
        text = text[:first] + edit.text + text[last:]
    return text


def _nested(names: Sequence[str], value: str, indent: str) -> str:
    name, *inner = names
    if not inner:
        return f"{indent}{name} = {value}\n"
    return f"{indent}{name} {{\n{_nested(inner, value, indent + '  ')}{indent}}}\n"


def _module_path(instance: Instance) -> ModulePath:
    names = [part for part in split(instance.module) if isinstance(part, str)]
    return tuple(names[1::2])


def _is_literal(expression: Expression) -> bool:
    if isinstance(expression, Tuple):
        return all(_is_literal(item) for item in expression.items)
    if isinstance(expression, Unary):
        return _is_literal(expression.operand)
    return isinstance(expression, LiteralValue)


def _bodies(body: Body) -> Iterator[Body]:
    yield body
    for block in body.blocks:
        yield from _bodies(block.body)


def _blocks(body: Body) -> Iterator[Block]:
    for block in body.blocks:
        yield block
        yield from _blocks(block.body)


def _refuse_json(file: str) -> None:
    if file.endswith(".json"):
        raise NoPlaceError(f"{file} is JSON, which is left to the program that wrote it")
