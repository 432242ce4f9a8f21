"""What each function of checklists answers: of what is written, what is referred to, what waits."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from tests.requirements import calls
from tests.requirements.calls import Stack, answers, names_of

STACKS: dict[str, Stack] = {
    case: stack
    for module in iter_modules(calls.__path__)
    for case, stack in import_module(f"{calls.__name__}.{module.name}").STACKS.items()
}


@pytest.mark.parametrize("case", STACKS)
def test_a_function_answers_what_the_configuration_says(case: str, tmp_path: Path) -> None:
    """Exactly; what waits for a variable or for AWS is not known, and nothing else is."""
    stack, wanted = STACKS[case]
    assert answers(names_of(tmp_path, stack), wanted) == wanted
