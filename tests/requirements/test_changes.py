"""A stack meets every control of the shipped lists, a weaker one fails, other words pass."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from archbench.requirements.assess import assess
from archbench.requirements.reading import read_checklist
from archbench.requirements.verdict import Verdict
from tests.requirements import changes
from tests.requirements.changes import Edit, changed

MODULES = [
    import_module(f"{changes.__name__}.{module.name}") for module in iter_modules(changes.__path__)
]
CASES = [(module, control) for module in MODULES for control in module.CHANGES]
IDS = [f"{module.LIST}-{control}" for module, control in CASES]


def _verdict(directory: Path, name: str, control: str, stack: str) -> Verdict:
    (directory / "main.tf").write_text(stack)
    checklist = read_checklist(name)
    one = next(item for item in checklist.controls if item.id == control)
    groups = tuple(item for item in checklist.groups if item.id == one.group)
    alone = replace(checklist, controls=(one,), groups=groups)
    profile = next(iter(one.profiles), None)
    (found,) = assess(directory, [alone], environ={}, profile=profile).verdicts
    return found


def _told(found: Verdict) -> tuple[str, str]:
    return found.verdict, found.in_words


@pytest.mark.parametrize(("module", "control"), CASES, ids=IDS)
def test_a_control_sees_what_a_change_does(
    module: changes.Stack, control: str, tmp_path: Path
) -> None:
    """It passes the stack and other words for it, and fails what is weaker, with a place."""
    stack = module.STACK
    cases: Iterator[tuple[str, tuple[Edit, ...]]] = iter(
        [
            ("pass", ()),
            *(("pass", edits) for edits in module.CHANGES[control].same),
            *(("fail", edits) for edits in module.CHANGES[control].weaker),
        ]
    )
    for word, edits in cases:
        found = _verdict(tmp_path, module.LIST, control, changed(stack, edits))
        assert found.verdict == word, (edits, _told(found))
        if word == "fail":
            assert all(answer.place for answer in found.decisive), edits
            assert found.in_words


@pytest.mark.parametrize("name", ["cost", "operations", "pci-dss", "reliability", "security"])
def test_every_control_that_judges_has_its_changes(name: str) -> None:
    """A control without a weakening and another spelling is a hole."""
    shown = {control for module in MODULES if name == module.LIST for control in module.CHANGES}
    judges = {item.id for item in read_checklist(name).controls if not item.review}
    assert shown == judges
