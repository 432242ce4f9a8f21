"""A stack meets every control of the shipped lists, a weaker one fails, other words pass."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from archbench.architecture import build
from archbench.architecture.model import Architecture
from archbench.cost import estimate
from archbench.requirements import check, read_checklist
from archbench.requirements.verdict import Verdict
from archbench.terraform import Again, load_again
from archbench.terraform.configuration import Configuration
from tests.requirements import changes
from tests.requirements.changes import Edit, changed

MODULES = [
    import_module(f"{changes.__name__}.{module.name}") for module in iter_modules(changes.__path__)
]
CASES = [(module, control) for module in MODULES for control in module.CHANGES]
IDS = [f"{module.LIST}-{control}" for module, control in CASES]


@dataclass(frozen=True, slots=True)
class _Read:
    """A stack, read and built; every control of its list is judged on it."""

    configuration: Configuration
    architecture: Architecture
    again: Again | None

    def verdict(self, name: str, control: str) -> Verdict:
        """What becomes of one control of a list."""
        checklist = read_checklist(name)
        one = next(item for item in checklist.controls if item.id == control)
        groups = tuple(item for item in checklist.groups if item.id == one.group)
        found = check(
            self.configuration,
            self.architecture,
            [replace(checklist, controls=(one,), groups=groups)],
            profile=next(iter(one.profiles), None),
            estimate=lambda: estimate(self.configuration, self.architecture),
            resolve=self.again,
        )
        return found.verdicts[0]


def _read(directory: Path, stack: str) -> _Read:
    (directory / "main.tf").write_text(stack)
    configuration, again = load_again(directory, environ={})
    return _Read(configuration, build(configuration), again)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], _Read]:
    """A stack as it stands, read once for all of its controls."""
    return cache(lambda stack: _read(tmp_path_factory.mktemp("whole"), stack))


def _told(found: Verdict) -> tuple[str, str]:
    return found.verdict, found.in_words


@pytest.mark.parametrize(("module", "control"), CASES, ids=IDS)
def test_a_control_sees_what_a_change_does(
    module: changes.Stack, control: str, whole: Callable[[str], _Read], tmp_path: Path
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
        read = _read(tmp_path, changed(stack, edits)) if edits else whole(stack)
        found = read.verdict(module.LIST, control)
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
