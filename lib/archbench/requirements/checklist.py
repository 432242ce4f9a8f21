"""Checklists as their authors write them: groups and controls in HCL.

A checklist holds one `checklist` block, `group` blocks and `control` blocks; `locals` may hold
expressions that several controls share. It is one file, or a directory of them read as one.
docs/guides/checklists.md shows each block.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import get_args

from archbench.architecture.findings import Severity
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Expression
from archbench.hcl.values import Plain

SEVERITIES: tuple[Severity, ...] = get_args(Severity)


@dataclass(frozen=True, slots=True)
class Assert:
    """One statement that must hold, once or for each of several things.

    for_each   what it must hold for; finding none fails unless optional
    when       which of these are cases; where none is, the assert is not applicable
    condition  the statement
    expected   it in words; the condition as written when the author gives none
    message    what to say when it does not hold; None when the author gives none
    """

    condition: Expression
    expected: str
    message: Expression | None
    for_each: Expression | None
    optional: bool
    range: SourceRange
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Patch:
    """The mechanical fix of a control: one attribute of one resource type and its right value.

    attribute  the way to it, blocks by name ("health_check.interval")
    """

    resource: str
    attribute: tuple[str, ...]
    value: Plain
    range: SourceRange


@dataclass(frozen=True, slots=True)
class Control:
    """One requirement that can be checked, or that a person must review."""

    id: str
    group: str
    title: str
    severity: Severity
    why: str
    impact: str
    fix: str
    link: str
    asserts: tuple[Assert, ...]
    range: SourceRange
    profiles: tuple[str, ...] = ()
    scenario: Expression | None = None
    applies: Expression | None = None
    review: str = ""
    patches: tuple[Patch, ...] = ()
    frameworks: Mapping[str, str] = field(default_factory=dict)
    """The numbers it has elsewhere: {"fsbp": "S3.8", "nist-800-53": "SC-7"}."""


@dataclass(frozen=True, slots=True)
class Group:
    """Controls that are answered together."""

    id: str
    number: int
    title: str
    severity: Severity


@dataclass(frozen=True, slots=True)
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
