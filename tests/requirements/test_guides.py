"""The guides on waivers and fixes say what the commands do."""

import re
from pathlib import Path

import pytest

from archbench.cli import main
from archbench.requirements import read_checklist
from archbench.requirements.reading import shipped
from archbench.requirements.waiving import read_waivers

ROOT = Path(__file__).parents[2]
GUIDES = ROOT / "docs" / "guides"


def _blocks(guide: str, language: str) -> list[str]:
    text = (GUIDES / guide).read_text()
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_waiver_of_the_guide_is_one(tmp_path: Path) -> None:
    """It reads without a problem."""
    (block,) = _blocks("waivers.md", "hcl")
    path = tmp_path / "waivers.hcl"
    path.write_text(block)
    waivers, problems = read_waivers(path)
    assert [item.control for item in waivers] == ["10.5.1-retention"]
    assert problems == ()


@pytest.mark.parametrize("number", [0, 1])
def test_the_fixes_of_the_guide_are_what_the_command_prints(
    number: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Word for word, the diff included."""
    monkeypatch.chdir(ROOT)
    command, _, printed = _blocks("fixes.md", "console")[number].partition("\n")
    main(command.removeprefix("$ archbench ").split())
    heard = capsys.readouterr()
    assert heard.out + heard.err == printed


def test_the_guide_counts_the_controls_of_each_list() -> None:
    """Those that judge, and those for people where there are some."""
    text = (GUIDES / "checklists.md").read_text(encoding="utf-8")
    told = {
        name: (int(judging), int((re.findall(r"(\d+) more are for people", about) or ["0"])[0]))
        for name, judging, about in re.findall(r"(?m)^\| `([\w-]+)` \| (\d+) \| (.*) \|$", text)
    }
    lists = {name: read_checklist(name).controls for name in shipped()}
    judging = {name: sum(bool(item.asserts) for item in found) for name, found in lists.items()}
    assert told == {
        name: (judging[name], len(found) - judging[name]) for name, found in lists.items()
    }
