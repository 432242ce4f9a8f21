"""Checklists read from files and held against what a checklist may say.

Every mistake is told with its line, several together.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from archbench.architecture.findings import Severity
from archbench.errors import InputError, reason_of
from archbench.files import data_directory, read_text
from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.outline import Expressions, Unread, outline
from archbench.hcl.parser import parse_body
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Attribute, Block, Body
from archbench.hcl.values import Plain
from archbench.requirements.checklist import (
    SEVERITIES,
    Assert,
    Checklist,
    Control,
    Group,
    Patch,
    constant,
    expression_of,
    on_one_line,
)
from archbench.requirements.names import check_names
from archbench.terraform.schema import schema_of, type_names

_Named = TypeVar("_Named", "Group", "Control")

_CHECKLIST = frozenset({"title", "default_profile", "link", "fits"})
_GROUP = frozenset({"number", "title", "severity"})
_TEXTS = frozenset({"group", "title", "severity", "why", "impact", "fix", "link", "review"})
_CONTROL = _TEXTS | {"profiles", "scenario", "applies", "frameworks"}
_PATCH = frozenset({"resource", "attribute", "value"})
_ASSERT = frozenset({"for_each", "condition", "expected", "error_message", "optional", "when"})


def shipped() -> Mapping[str, Path]:
    """The checklists that ship with archbench, a file or a directory each, by name."""
    places = sorted((data_directory() / "requirements").iterdir())
    return {item.stem: item for item in places if item.is_dir() or item.suffix == ".hcl"}


def find_checklist(name: str | Path) -> Path:
    """The file or directory a name stands for: a path, or a checklist that ships with archbench.

    Raises:
        InputError: there is no such file.
    """
    path = Path(name)
    if path.is_file() or (path.is_dir() and any(path.glob("*.hcl"))):
        return path
    known = shipped()
    if str(name) in known:
        return known[str(name)]
    hint = did_you_mean(str(name), set(known))
    raise InputError(
        f"There is no checklist {name}.{hint} Give the path of an .hcl file, or of a directory of "
        f"them, or one of those that ship with archbench: {', '.join(sorted(known))}."
    )


def read_checklist(name: str | Path) -> Checklist:
    """A checklist, by its path or by the name of one that ships with archbench.

    Raises:
        InputError: it cannot be read, or something in it is no checklist; with file:line.
    """
    path = find_checklist(name)
    files = sorted(path.glob("*.hcl")) if path.is_dir() else [path]
    texts = tuple((_text_of(file), file.as_posix()) for file in files)
    return _parsed(texts, path.as_posix(), tested=path in shipped().values())


def parse_checklist(text: str, filename: str) -> Checklist:
    """The checklist a text holds.

    Raises:
        InputError: something in it is no checklist; with file:line.
    """
    return _parsed(((text, filename),), filename, tested=False)


def _text_of(path: Path) -> str:
    try:
        return read_text(path)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as a checklist: {reason_of(error)}.") from error


@lru_cache(maxsize=32)
def _parsed(files: tuple[tuple[str, str], ...], path: str, *, tested: bool) -> Checklist:
    """The checklist that texts hold together, each with the name of its file.

    Of what ships the tests read every expression and hold every name in it against the schema of
    the provider: elsewhere an expression is read when a verdict needs it.
    """
    bodies, problems = [], list[Diagnostic]()
    for text, filename in files:
        body = outline(text, filename) if tested else None
        if body is None:
            body, wrong = parse_body(text, filename)
            problems.extend(wrong)
        bodies.append(body)
    reader = _Reader({filename: text for text, filename in files}, problems, tested=tested)
    checklist = reader.checklist(bodies, path)
    if checklist is not None and not tested:
        check_names(checklist, reader.problems.append)
    refuse(reader.problems)
    if checklist is None:
        raise InputError(
            f'{path} has no checklist block: begin with checklist "name" {{ title = "..." }}.'
        )
    return checklist


def refuse(problems: list[Diagnostic]) -> None:
    """Raise InputError when a problem is an error; all of them in its text."""
    errors = list(dict.fromkeys(str(item) for item in problems if item.severity == "error"))
    if not errors:
        return
    if len(errors) == 1:
        raise InputError(errors[0])
    shown = "\n".join(f"  {text}" for text in errors[:5])
    more = f"\n  and {len(errors) - 5} more" if len(errors) > 5 else ""
    raise InputError(f"The checklist has {len(errors)} problems:\n{shown}{more}")


class _Reader:
    """Reads blocks, and collects what is wrong in them."""

    def __init__(
        self, texts: Mapping[str, str], problems: list[Diagnostic], *, tested: bool
    ) -> None:
        self.texts = texts
        self._parted: dict[str, list[str]] = {}
        self.problems = problems
        self.tested = tested

    def checklist(self, bodies: list[Body], path: str) -> Checklist | None:
        for name, attribute in [found for body in bodies for found in body.attributes.items()]:
            detail = f'"{name}" stands outside of any block.'
            self._wrong(attribute.name_range, "Unexpected attribute", detail)
        kinds = ("checklist", "group", "control", "locals")
        blocks: dict[str, list[Block]] = {kind: [] for kind in kinds}
        for block in [found for body in bodies for found in body.blocks]:
            if block.type in blocks:
                blocks[block.type].append(block)
            else:
                detail = (
                    f'A checklist has no block "{block.type}".{did_you_mean(block.type, kinds)}'
                )
                self._wrong(block.range, "Unknown block", detail)
        groups = self._unique(blocks["group"], self._group)
        by_id = {group.id: group for group in groups}
        controls = self._unique(blocks["control"], lambda block: self._control(block, by_id))
        for group in groups:
            if not any(control.group == group.id for control in controls):
                block = next(b for b in blocks["group"] if b.labels == (group.id,))
                self._wrong(block.range, "Empty group", f'No control is in the group "{group.id}".')
        heads = blocks["checklist"]
        if len(heads) != 1:
            for extra in heads[1:]:
                self._wrong(extra.range, "Second checklist", "A checklist has one checklist block.")
            return None
        head = heads[0]
        self._known(head.body, _CHECKLIST, head)
        return Checklist(
            id=self._label(head),
            title=self._text(head.body, "title") or self._label(head),
            path=path,
            groups=tuple(sorted(groups, key=lambda group: group.number)),
            controls=tuple(controls),
            locals=Expressions(
                {
                    name: attribute
                    for block in blocks["locals"]
                    for name, attribute in block.body.attributes.items()
                }
            ),
            default_profile=self._text(head.body, "default_profile"),
            fits=expression_of(head.body.attributes, "fits"),
        )

    def _unique(self, blocks: list[Block], read: Callable[[Block], _Named]) -> list[_Named]:
        found: dict[str, _Named] = {}
        for block in blocks:
            item = read(block)
            if item.id in found:
                detail = f'There is another {block.type} "{item.id}". Give it a name of its own.'
                self._wrong(block.range, "Name used twice", detail)
            found[item.id] = item
        return list(found.values())

    def _group(self, block: Block) -> Group:
        self._known(block.body, _GROUP, block)
        number = self._constant(block.body.attributes.get("number"))
        if not isinstance(number, int) or isinstance(number, bool):
            self._wrong(block.range, "Group without number", "Give it a whole one: number = 1.")
            number = 0
        return Group(
            self._label(block),
            number,
            self._text(block.body, "title") or self._label(block),
            self._severity(block, "medium"),
        )

    def _control(self, block: Block, groups: Mapping[str, Group]) -> Control:
        body = block.body
        self._known(body, _CONTROL, block, blocks=("assert", "patch"))
        name = self._text(body, "group")
        group = groups.get(name)
        if group is None:
            where = body.attributes["group"].range if "group" in body.attributes else block.range
            detail = f'There is no group "{name}".{did_you_mean(name, set(groups))}'
            self._wrong(where, "Unknown group", detail)
        asserts = tuple(self._assert(item) for item in body.blocks if item.type == "assert")
        usual: Severity = group.severity if group else "medium"
        if not self.tested:
            self._shown(block, usual)
            if bool(asserts) == bool(self._text(body, "review")):
                detail = "Give it an assert block, or say in review what a person must look at."
                self._wrong(block.range, "Control without statement", detail)
        return Control(
            id=self._label(block),
            group=name,
            usual=usual,
            asserts=tuple(item for item in asserts if item is not None),
            range=block.range,
            written=body.attributes,
            patches=tuple(self._patch(item) for item in body.blocks if item.type == "patch"),
        )

    def _shown(self, block: Block, usual: Severity) -> None:
        """What is read of a control when it is asked for."""
        body = block.body
        for name in ("title", "why", "impact", "fix", "link"):
            self._text(body, name)
        self._severity(block, usual)
        self._constant(body.attributes.get("profiles"))
        attribute = body.attributes.get("frameworks")
        value = self._constant(attribute)
        texts = value.values() if isinstance(value, Mapping) else (None,)
        if attribute is None or value is None or all(isinstance(item, str) for item in texts):
            return
        detail = 'frameworks is an object of texts: { fsbp = "S3.8" }.'
        self._wrong(attribute.range, "Not an object of texts", detail)

    def _patch(self, block: Block) -> Patch:
        self._known(block.body, _PATCH, block)
        resource = self._text(block.body, "resource")
        attribute = tuple(self._text(block.body, "attribute").split("."))
        value = self._constant(block.body.attributes.get("value"))
        if value is None:
            self._wrong(block.range, "Patch without value", "Say the right value: value = ....")
        if not self.tested:
            self._settable(block, resource, attribute)
        return Patch(resource, attribute, value, block.range)

    def _settable(self, block: Block, resource: str, attribute: tuple[str, ...]) -> None:
        """That a resource type has what a patch sets."""
        schema = schema_of("resource", resource)
        if schema is None:
            detail = f'There is no resource type "{resource}".'
            detail += did_you_mean(resource, set(type_names("resource")))
            self._wrong(block.range, "Unknown resource type", detail)
        for name in attribute:
            if schema is not None and name not in schema.names:
                hint = did_you_mean(name, schema.names)
                detail = f'{resource} has no attribute "{name}".{hint}'
                self._wrong(block.range, "Unsupported attribute", detail)
                break
            nested = schema.nested.get(name) if schema is not None else None
            schema = nested.block if nested is not None else None

    def _assert(self, block: Block) -> Assert | None:
        self._known(block.body, _ASSERT, block)
        condition = block.body.attributes.get("condition")
        if condition is None:
            self._wrong(block.range, "Assert without condition", "Give it: condition = ....")
            return None
        when = block.body.attributes.get("when")
        if when is not None and "for_each" not in block.body.attributes:
            detail = "It says which elements of for_each are cases; for a control, use applies."
            self._wrong(when.name_range, "A when without for_each", detail)
        return Assert(
            written=block.body.attributes,
            expected=self._text(block.body, "expected") or self._written(condition),
            optional=self._constant(block.body.attributes.get("optional")) is True,
            range=block.range,
        )

    def _written(self, attribute: Attribute) -> str:
        """The source text of an expression, on one line."""
        if isinstance(attribute, Unread):
            return on_one_line(attribute.source)
        expression = attribute.expression
        (first, left), (last, right) = expression.range.start, expression.range.end
        lines = self._lines(expression.range.filename)[first - 1 : last]
        lines[-1] = lines[-1][: right - 1]
        lines[0] = lines[0][left - 1 :]
        return " ".join(" ".join(lines).split())

    def _lines(self, filename: str) -> list[str]:
        if filename not in self._parted:
            self._parted[filename] = self.texts[filename].splitlines()
        return self._parted[filename]

    def _severity(self, block: Block, default: Severity) -> Severity:
        text = self._text(block.body, "severity") or default
        if text not in SEVERITIES:
            hint = did_you_mean(text, SEVERITIES)
            detail = f'"{text}" is none of {", ".join(SEVERITIES)}.{hint}'
            self._wrong(block.body.attributes["severity"].range, "Unknown severity", detail)
            return default
        return text

    def _label(self, block: Block) -> str:
        if len(block.labels) == 1:
            return block.labels[0]
        self._wrong(block.range, "Missing name", f'Write {block.type} "name" {{ ... }}.')
        return ""

    def _known(
        self, body: Body, names: frozenset[str], block: Block, blocks: tuple[str, ...] = ()
    ) -> None:
        if self.tested:
            return
        for name, attribute in body.attributes.items():
            if name not in names:
                detail = f'{_a(block.type)} has no "{name}".{did_you_mean(name, set(names))}'
                self._wrong(attribute.name_range, "Unknown attribute", detail)
        for inner in body.blocks:
            if inner.type not in blocks:
                detail = f'{_a(block.type)} has no block "{inner.type}".'
                detail += did_you_mean(inner.type, set(blocks))
                self._wrong(inner.range, "Unknown block", detail)

    def _text(self, body: Body, name: str) -> str:
        attribute = body.attributes.get(name)
        value = self._constant(attribute)
        if attribute is not None and not isinstance(value, str):
            self._wrong(attribute.range, "Not a text", f"{name} is a text in quotes.")
        return on_one_line(value)

    def _constant(self, attribute: Attribute | None) -> Plain:
        return None if attribute is None else constant(attribute, self.problems.append)

    def _wrong(self, range_: SourceRange, summary: str, detail: str) -> None:
        self.problems.append(Diagnostic("error", summary, detail, range_))


def _a(kind: str) -> str:
    return f"An {kind}" if kind == "assert" else f"A {kind}"
