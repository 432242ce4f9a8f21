"""Whatever a stranger writes, a command ends soon, in words, and shows and reads nothing else."""

import re
from pathlib import Path

import pytest

from tests.hostile.cases import CASES, SECRET
from tests.hostile.confined import NARROW, confined

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("name", CASES)
def test_hostile_input_ends_in_words(name: str, tmp_path: Path) -> None:
    """`archbench resolve` says where and what, within its limits of memory and processor time."""
    make, said = CASES[name]
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    make(root)
    done = confined(["resolve", str(root)], tmp_path, bounds=NARROW)
    text = done.out + done.err
    assert done.code in (0, 1, 2), text[-2000:]
    assert "Traceback" not in text
    assert said in text
    assert SECRET not in text
    assert STEERING.search(text) is None
    assert len(text) < 20_000
