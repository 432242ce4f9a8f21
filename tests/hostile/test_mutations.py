"""Mutated configurations: whatever is cut, doubled or put in, there is never a traceback."""

import os
import random
import shutil
from pathlib import Path

import pytest

from archbench.errors import ArchbenchError
from archbench.terraform import load

CONFORMANCE = Path(__file__).parents[1] / "conformance"
SOURCES = sorted(
    path
    for folder in ("configurations", "kept_aside")
    for path in (CONFORMANCE / folder).rglob("*.tf*")
)
BATCHES = 10
EACH = int(os.environ.get("ARCHBENCH_MUTATIONS", "300")) // BATCHES
"""Set ARCHBENCH_MUTATIONS for more; a seed is the number of its batch."""

PIECES = (
    "${", "%{", "}", "{", "[", "]", "(", ")", '"', "<<EOT\n", "...", "for", "null", "[*]", "\\u",
    "=>", "-", "!", "?", ":", ",", "\n", "\x00", "é", "1e400", "count.index", "each.value", "var.",
)  # fmt: skip


@pytest.mark.parametrize("batch", range(BATCHES))
def test_mutations_end_in_words(batch: int, tmp_path: Path) -> None:
    """A mutated configuration resolves, with diagnostics, or is refused in words."""
    chance = random.Random(batch)  # noqa: S311 not for secrets
    for number in range(EACH):
        source = chance.choice(SOURCES)
        copy = tmp_path / str(number)
        shutil.copytree(source.parent, copy)
        target = copy / source.name
        target.write_text(mutated(target.read_text(encoding="utf-8"), chance), encoding="utf-8")
        words = ["nothing wrong"]
        try:
            words += [item.summary for item in load(copy).diagnostics]
        except ArchbenchError as error:
            words.append(str(error))
        assert all(words), source
        shutil.rmtree(copy)


def mutated(text: str, chance: random.Random) -> str:
    """The text with one to four pieces cut, doubled, moved or put in."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.randint(1, 30))
        match chance.randrange(4):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:end] + text[start:]
            case 2:
                text = text[:start] + chance.choice(PIECES) + text[start:]
            case _:
                other = chance.randrange(len(text) + 1)
                text = text[:other] + text[start:end] + text[other:]
    return text
