"""Ask the real terraform for the answers in tests/conformance/generated and write them down.

Run as `python -m tests.record_generated`; needs terraform 1.11 on PATH, no provider.

    found.json           expressions that archbench and terraform once answered differently
    expressions.json     a sample of what tests.fuzz generates
    configurations.json  a sample of its configurations, as {filename: text}, those that plan

`python -m tests.record_generated SEED COUNT` draws both samples anew: COUNT expressions and a
configuration for every 25 of them.
"""

import json
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from archbench.files import write_atomic
from tests.fuzz import compare, oracle, ours
from tests.fuzz.configurations import Maker
from tests.fuzz.expressions import Generator
from tests.fuzz.oracle import Answer
from tests.fuzz.plans import planned

CASES = Path(__file__).parent / "conformance" / "generated"
_EXPRESSIONS_TO_A_CONFIGURATION = 25


def read(name: str) -> Any:  # noqa: ANN401 - JSON
    """The cases of a file, numbers that are not whole as Decimal."""
    text = (CASES / f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text, object_hook=_number)


def _number(part: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    return Decimal(part["number"]) if part.keys() == {"number"} else part


def _as_json(value: object) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {"number": str(value)}
    raise TypeError(value)


def _write(name: str, rows: Iterable[object]) -> None:
    lines = [json.dumps(row, ensure_ascii=False, default=_as_json) for row in rows]
    write_atomic(CASES / f"{name}.json", "[\n" + ",\n".join(lines) + "\n]\n")
    sys.stdout.write(f"{name}: {len(lines)} cases\n")


def _expressions(name: str, texts: list[str]) -> None:
    answers: list[Answer] = []
    for start in range(0, len(texts), oracle.BATCH):
        answers += oracle.ask(texts[start : start + oracle.BATCH])
    rows = zip(texts, answers, strict=True)
    _write(name, ({"expression": text, **answer.as_json()} for text, answer in rows))


def _comparable(texts: list[str]) -> list[str]:
    """Without what terraform crashes on or only validation refuses, and what we do not compute."""
    kept = []
    for text, theirs in zip(texts, oracle.ask(texts), strict=True):
        if compare.verdict(ours.answer(text), theirs) in ("same", "refused by both"):
            kept.append(text)
    return kept


def _configurations(several: Iterable[dict[str, str]]) -> None:
    answers = ((files, planned(files)) for files in several)
    _write(
        "configurations",
        ({"files": files, "values": found.values} for files, found in answers if found.values),
    )


def main(arguments: list[str]) -> None:
    """Record every case anew, or other samples."""
    _expressions("found", [case["expression"] for case in read("found")])
    if arguments:
        seed, count = map(int, arguments)
        generator, maker = Generator(seed), Maker(seed)
        texts = _comparable([str(generator.expression()) for _ in range(count)])
        drawn = count // _EXPRESSIONS_TO_A_CONFIGURATION
        several = [maker.configuration() for _ in range(drawn)]
    else:
        texts = [case["expression"] for case in read("expressions")]
        several = [case["files"] for case in read("configurations")]
    _expressions("expressions", texts)
    _configurations(several)


if __name__ == "__main__":
    main(sys.argv[1:])
