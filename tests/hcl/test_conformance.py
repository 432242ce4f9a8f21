"""Every recorded expression gets the answer terraform gave."""

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.hcl.language import answer, cleaned
from tests.record_language import CASES


def _number(part: Any) -> Any:  # noqa: ANN401 - JSON
    if set(part) == {"number"}:
        text = part["number"]
        number = Decimal(text)
        return int(number) if number == number.to_integral_value() else {"number": number}
    return part


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case.get('constraint', '')} {case['expression']}")
        for path in sorted(CASES.glob("*.json"))
        for case in json.loads(path.read_text(), object_hook=_number)
    ]


@pytest.mark.parametrize("case", _cases())
def test_terraform_says_the_same(case: dict[str, Any]) -> None:
    """Value, type and what is unknown are equal; what terraform refuses, we refuse in its words.

    After a syntax error terraform may go on to report what follows from it; we stop at the first.
    """
    ours = answer(case)
    if "errors" in case or "errors" in ours:
        assert ours.get("errors"), case
        assert set(ours["errors"]) <= set(case.get("errors", ())), ours
        return
    assert ours.get("unknown", False) == cleaned(case.get("unknown", False))
    assert ours.get("value") == case.get("value")
    if "type" in case:
        assert ours["type"] == case["type"]
