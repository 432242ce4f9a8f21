"""Inputs nobody would write: never a traceback, never a hang."""

import json
import random
import re
from dataclasses import replace

import pytest

from archbench.errors import EvaluationLimitError
from archbench.hcl.evaluate import evaluate
from archbench.hcl.json_syntax import parse_json_body
from archbench.hcl.limits import Limits
from archbench.hcl.parser import parse_body, parse_expression, parse_template
from archbench.hcl.plain import plain
from tests.hcl.language import scope
from tests.record_language import CASES
from tests.terraform_cli import INFRA

EXPRESSIONS = [
    case["expression"]
    for path in sorted(CASES.glob("*.json"))
    for case in json.loads(path.read_text())
]
FILES = [path.read_text() for path in sorted(INFRA.glob("*/*.tf"))]
WORDS = sorted({word for text in EXPRESSIONS for word in re.findall(r"\w+|\s+|[^\w\s]+", text)})
MARKS = [*'{}[]()"$%\\~\n\r\t<>=!?:.,*#/', "é", "\u0301", "\x00", "\u2028", "${", "%{", "<<E\n"]


def mutated(text: str, chance: random.Random) -> str:
    """The text with a few pieces left out, put in, or repeated."""
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.randint(0, 6))
        piece = chance.choice(["", chance.choice(WORDS), chance.choice(MARKS), text[start:end] * 3])
        text = text[:start] + piece + text[end if chance.random() < 0.5 else start :]
    return text


@pytest.mark.parametrize("seed", range(8))
def test_mutated_expressions(seed: int) -> None:
    """Two thousand a batch: each is refused with a place, or has a value."""
    chance = random.Random(seed)  # noqa: S311 - mutations, not secrets
    for _ in range(2000):
        text = mutated(chance.choice(EXPRESSIONS), chance)
        body, problems = parse_body(f"value = {text}\n", "f.tf")
        assert all(item.range is not None and item.detail for item in problems), text
        for attribute in body.attributes.values():
            limits = Limits(steps=100_000, size=100_000, length=1_000_000)
            inner = replace(scope([]), limits=limits)
            try:
                plain(evaluate(attribute.expression, inner))
            except EvaluationLimitError:
                continue


@pytest.mark.parametrize("seed", range(4))
def test_mutated_texts_of_every_kind(seed: int) -> None:
    """A thousand a batch as expression, template and JSON."""
    chance = random.Random(seed)  # noqa: S311 - mutations, not secrets
    for _ in range(1000):
        text = mutated(chance.choice(EXPRESSIONS), chance)
        for parse in (parse_expression, parse_template):
            found, problems = parse(text, "f.tf")
            assert (found is None) == bool(problems), text
        parse_json_body(json.dumps({"locals": {"a": text}})[: chance.randint(10, 200)], "f.tf.json")


@pytest.mark.parametrize("seed", range(4))
def test_mutated_files(seed: int) -> None:
    """Parts of our own configurations with pieces missing, doubled or misplaced."""
    chance = random.Random(seed)  # noqa: S311 - mutations, not secrets
    for _ in range(250):
        text = chance.choice(FILES)
        start = chance.randint(0, len(text))
        text = mutated(text[start : start + 3000], chance)
        assert all(item.range is not None for item in parse_body(text, "f.tf")[1]), text
