"""Checklists as their authors write them: groups and controls in HCL.

A checklist holds one `checklist` block, `group` blocks and `control` blocks; `locals` may hold
expressions that several controls share. It is one file, or a directory of them read as one.
docs/guides/checklists.md shows each block.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import get_args

from archbench.architecture.findings import Severity
from archbench.frozen import frozen
from archbench.hcl.diagnostics import Reporting
from archbench.hcl.evaluate import evaluate, scope_of
from archbench.hcl.outline import Unread
from archbench.hcl.plain import plain
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Attribute, Expression, LiteralValue
from archbench.hcl.values import Plain
from archbench.patterns import regex

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
_EVERY = regex(r'every\(\[("\w+"(?:, "\w+")*)\]\)')
_WORD = regex(r"\w+")
_LISTING = regex(r"\b(architecture|local)\.|\bsecurity_groups_of\(")


def constant(written: Attribute, report: Reporting = lambda _: None) -> Plain:
    """What an argument is that asks for nothing of a configuration."""
    said = written.plain if isinstance(written, Unread) else None
    if said is not None:
        return said
    node = written.expression
    if isinstance(node, LiteralValue) and isinstance(node.value, str | int):
        return node.value  # most of a checklist is texts, which need no evaluation
    return plain(evaluate(node, scope_of({}, report=report)))


def expression_of(written: Mapping[str, Attribute], name: str) -> Expression | None:
    """The expression of an argument; None where it is left out."""
    found = written.get(name)
    return found.expression if found else None


def on_one_line(value: Plain) -> str:
    """A text without breaks of lines; "" for what is no text."""
    return " ".join(value.split()) if isinstance(value, str) else ""


@frozen
class Assert:
    """One statement that must hold, once or for each of several things.

    written   its arguments; of a shipped list each is read when it is asked for
    expected  it in words; the condition as written when the author gives none
    optional  whether for_each may find nothing
    """

    written: Mapping[str, Attribute]
    expected: str
    optional: bool
    range: SourceRange

    @property
    def condition(self) -> Expression:
        """The statement."""
        return self.written["condition"].expression

    @property
    def for_each(self) -> Expression | None:
        """What it must hold for; finding none fails unless optional."""
        return expression_of(self.written, "for_each")

    @cached_property
    def types(self) -> tuple[str, ...] | None:
        """The resource types of a for_each that is every([...]), told without reading it.

        Most controls of what ships are about types that a configuration has none of. None where
        for_each is another, or of a list that does not ship.
        """
        written = self.written.get("for_each")
        found = _EVERY.fullmatch(written.source) if isinstance(written, Unread) else None
        return tuple(_WORD.findall(found[1])) if found else None

    @property
    def when(self) -> Expression | None:
        """Which of these are cases; where none is, the assert is not applicable."""
        return expression_of(self.written, "when")

    @property
    def read(self) -> tuple[Expression, ...]:
        """Its expressions, but for those of what ships, which the tests have read."""
        written = (self.written.get(name) for name in ("for_each", "when", "condition"))
        return tuple(item.expression for item in written if item and not isinstance(item, Unread))

    @property
    def listing(self) -> tuple[Expression, ...]:
        """Its expressions that may list the architecture: of what ships no other is read for it."""
        written = (self.written.get(name) for name in ("for_each", "when", "condition"))
        return tuple(
            item.expression
            for item in written
            if item and (not isinstance(item, Unread) or _LISTING.search(item.source))
        )

    @property
    def message(self) -> Expression | None:
        """What to say when it does not hold; None when the author gives none."""
        return expression_of(self.written, "error_message")


@frozen
class Patch:
    """The mechanical fix of a control: one attribute of one resource type and its right value.

    attribute  the way to it, blocks by name ("health_check.interval")
    """

    resource: str
    attribute: tuple[str, ...]
    value: Plain
    range: SourceRange


@frozen
class Control:
    """One requirement that can be checked, or that a person must review."""

    id: str
    group: str
    usual: Severity
    """The severity of its group."""
    asserts: tuple[Assert, ...]
    range: SourceRange
    written: Mapping[str, Attribute]
    """Its arguments: most verdicts show few of them, so that each is read when it is asked for."""
    patches: tuple[Patch, ...] = ()

    @property
    def title(self) -> str:
        """What it asks, in a line."""
        return self._text("title") or self.id

    @property
    def severity(self) -> Severity:
        """How bad it is where it fails."""
        said = self._text("severity")
        return next((item for item in SEVERITIES if item == said), self.usual)

    @property
    def profiles(self) -> tuple[str, ...]:
        """Under which it is asked; () for always."""
        written = self.written.get("profiles")
        found = constant(written) if written else ()
        return tuple(map(str, found)) if isinstance(found, tuple) else ()

    @property
    def review(self) -> str:
        """What a person must look at, where nothing is judged."""
        return self._text("review")

    @property
    def scenario(self) -> Expression | None:
        """The variables under which it is judged; None for as they are given."""
        return expression_of(self.written, "scenario")

    @property
    def applies(self) -> Expression | None:
        """Whether it is asked at all; None for always."""
        return expression_of(self.written, "applies")

    @property
    def why(self) -> str:
        """The reason for it."""
        return self._text("why")

    @property
    def impact(self) -> str:
        """What may come of it where it is not met."""
        return self._text("impact")

    @property
    def fix(self) -> str:
        """What to change."""
        return self._text("fix")

    @property
    def link(self) -> str:
        """The page it is taken from."""
        return self._text("link")

    @property
    def frameworks(self) -> Mapping[str, str]:
        """The numbers it has elsewhere: {"fsbp": "S3.8", "nist-800-53": "SC-7"}."""
        written = self.written.get("frameworks")
        found = constant(written) if written else None
        return {name: str(item) for name, item in (found or {}).items()}  # type: ignore[union-attr]

    def _text(self, name: str) -> str:
        written = self.written.get(name)
        return on_one_line(constant(written)) if written else ""


@frozen
class Group:
    """Controls that are answered together."""

    id: str
    number: int
    title: str
    severity: Severity


@frozen
class Checklist:
    """One checklist: its groups in order of number, its controls in order of appearance."""

    id: str
    title: str
    path: str
    groups: tuple[Group, ...]
    controls: tuple[Control, ...]
    locals: Mapping[str, Expression]
    default_profile: str = ""
    fits: Expression | None = None
    """What a configuration is like that it was written for; None for any."""

    @property
    def profiles(self) -> tuple[str, ...]:
        """Every profile a control names."""
        return tuple(sorted({name for item in self.controls for name in item.profiles}))
