"""A control judges what a stack does: not fooled by what only looks right, nor by other words."""

from pathlib import Path

import pytest

from archbench.requirements.assess import assess
from archbench.requirements.assessment import Assessment
from tests.requirements.effects import EQUIVALENT, WEAKER
from tests.requirements.mutations import Mutation
from tests.requirements.test_stacks import PAYMENTS


def _changed(mutation: Mutation, directory: Path) -> Assessment:
    for path in PAYMENTS.iterdir():
        if path.is_file():
            (directory / path.name).write_bytes(path.read_bytes())
    for name, old, new in mutation.changes:
        path = directory / name
        text = path.read_text()
        assert old in text, f"{name} no longer holds {old!r}"
        path.write_text(text.replace(old, new) if old else text + new)
    return assess(directory, ["payments"], variables=(("file", "ci.tfvars"),))


@pytest.mark.parametrize("name", WEAKER)
def test_a_weaker_stack_does_not_pass(name: str, tmp_path: Path) -> None:
    """The control named fails, or is open where what it does cannot be told."""
    control, mutation = WEAKER[name]
    found = {item.control.id: item for item in _changed(mutation, tmp_path).verdicts}
    assert found[control].verdict in ("fail", "open"), found[control]


@pytest.mark.parametrize("name", EQUIVALENT)
def test_other_words_change_no_verdict(name: str, tmp_path: Path) -> None:
    """Every control passes as before."""
    found = _changed(EQUIVALENT[name], tmp_path)
    wrong = {
        item.control.id: (item.verdict, item.in_words)
        for item in found.verdicts
        if item.verdict not in ("pass", "not_applicable")
    }
    assert wrong == {}
