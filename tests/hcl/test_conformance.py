"""Every recorded expression gets the answer terraform gave."""

import json
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import pytest

from archbench.hcl import syntax
from archbench.hcl.parser import parse_body
from archbench.hcl.walk import children
from tests.hcl.language import answer, cleaned
from tests.record_language import CASES, source


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


def test_every_construct_and_operator_is_recorded() -> None:
    """A kind of node or an operator without a recorded answer is a hole."""
    nodes: set[type] = set()
    operators: set[str] = set()
    for param in _cases():
        body, _ = parse_body(source("c0000", param.values[0]).decode(), "case.tf")
        stack = [
            item.expression for block in body.blocks for item in block.body.attributes.values()
        ]
        while stack:
            node = stack.pop()
            nodes.add(type(node))
            if isinstance(node, syntax.Binary | syntax.Unary):
                operators.add(f"{type(node).__name__} {node.operator}")
            stack.extend(children(node))
    assert nodes == set(get_args(syntax.Expression))
    hints = get_type_hints(syntax.Binary)["operator"], get_type_hints(syntax.Unary)["operator"]
    wanted = {f"Binary {word}" for word in get_args(hints[0])}
    assert operators == wanted | {f"Unary {word}" for word in get_args(hints[1])}
