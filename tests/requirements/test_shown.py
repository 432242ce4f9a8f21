# ruff: noqa: E501 text as it stands in a configuration
"""How much is shown of what there is, and that the rest is counted."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.aws.versions import Support
from archbench.requirements import assess
from archbench.requirements.assessment import COLUMNS, Assessment
from archbench.requirements.checklist import Checklist
from archbench.requirements.functions import support_of as supporting
from archbench.requirements.output import FORMATS
from archbench.requirements.output.data import comparison_document
from archbench.requirements.output.text import as_text, on_a_screen
from archbench.requirements.reading import parse_checklist
from archbench.sections import screen
from tests.requirements.calls import answer, names_of
from tests.requirements.test_forms import STACK
from tests.requirements.test_side_by_side import TWO, compared


def _list(
    controls: int, condition: str, *, groups: int = 1, more: str = "", severity: str = "medium"
) -> Checklist:
    """So many controls in each of so many groups, all alike."""
    text = 'checklist "x" {\n  title = "X"\n}\n'
    for group in range(1, groups + 1):
        text += f'group "g{group}" {{\n  number = {group}\n  severity = "{severity}"\n}}\n'
        text += "".join(
            f'control "c{group}{number}" {{\n  group = "g{group}"\n{more}\n'
            f"  assert {{\n{condition}\n  }}\n}}\n"
            for number in range(controls)
        )
    return parse_checklist(text, "x.hcl")


def _assess(directory: Path, stack: str, *lists: Checklist) -> Assessment:
    (directory / "main.tf").write_text(stack)
    return assess(directory, lists, variables=(("unknown", "*"),), environ={})


def _queues(count: int) -> str:
    return (
        f'resource "aws_sqs_queue" "q" {{\n  count = {count}\n  name  = "q${{count.index}}"\n}}\n'
    )


_NAMES = 'condition = [for q in resources.aws_sqs_queue : q.name] == ["x"]'
_EACH = 'for_each = resources.aws_sqs_queue\ncondition = each.name == "x"'


@pytest.mark.parametrize(
    ("queues", "values", "answers"),
    [
        (4, "", ""),
        (5, "      and 1 more value", "    and 1 more"),
        (7, "      and 3 more values", "    and 3 more"),
    ],
)
def test_four_of_each_are_shown_of_a_control(
    queues: int, values: str, answers: str, tmp_path: Path
) -> None:
    """Values that an answer rests on, and answers."""
    one = FORMATS["table"](_assess(tmp_path, _queues(queues), _list(1, _NAMES))).splitlines()
    assert sum(".name = " in line for line in one) == 4
    assert [line for line in one if "and " in line and "more" in line] == (
        [values] if values else []
    )
    each = FORMATS["table"](_assess(tmp_path, _queues(queues), _list(1, _EACH))).splitlines()
    assert sum(": expected " in line for line in each) == 4
    assert [line for line in each if line.startswith("    and ")] == ([answers] if answers else [])


@pytest.mark.parametrize(("controls", "gathered"), [(3, 0), (4, 1)])
def test_from_four_on_what_waits_alike_is_one(controls: int, gathered: int, tmp_path: Path) -> None:
    """A line with their names; fewer have a place each, and so has each one when all is asked for."""
    stack = 'variable "given" {}\n'
    found = _assess(tmp_path, stack, _list(controls, 'condition = var.given == "x"'))
    names = ", ".join(f"c1{number}" for number in range(controls))
    short = FORMATS["table"](found)
    assert short.count(f"OPEN  {controls} controls: Waits for var.given.") == gathered
    assert short.count(f"\n  {names}\n") == gathered
    assert short.count("1. OPEN") == (0 if gathered else controls)
    assert FORMATS["table"](found, everything=True).count("1. OPEN") == controls
    markdown = FORMATS["markdown"](found)
    assert markdown.count(f"○ open: {controls} controls. Waits for var.given.") == gathered
    assert markdown.count("- c1") == (controls if gathered else 0)


@pytest.mark.parametrize(
    ("groups", "answer"),
    [
        (8, "Fails eight of eight requirement groups."),
        (21, "Fails 21 of 21 requirement groups."),
    ],
)
def test_numbers_are_words_up_to_twenty(groups: int, answer: str, tmp_path: Path) -> None:
    """Then figures."""
    found = _assess(tmp_path, "", _list(1, "condition = false", groups=groups))
    assert found.answer == answer


@pytest.mark.parametrize(("failing", "named"), [(8, True), (9, False)])
def test_eight_groups_are_named(failing: int, named: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """Of more it says how many there are."""
    text = "condition = true"
    good = _list(1, text, groups=failing + 1)
    bad = _list(1, "condition = false", groups=failing)
    found = _assess(tmp_path, "", good)
    verdicts = _assess(tmp_path, "", bad).groups
    both = replace(found, groups=(*verdicts, found.groups[-1]))
    assert (": g1, g2" in both.answer) == named
    assert both.in_short.count("g1") == 0


@pytest.mark.parametrize(
    ("severity", "score"), [("critical", "3.3"), ("high", "4"), ("medium", "5"), ("low", "6.6")]
)
def test_a_group_counts_as_it_is_severe(severity: str, score: str, tmp_path: Path) -> None:
    """Four, three, two or one, beside one of medium that passes; a tenth is cut, not rounded."""
    failing = _assess(tmp_path, "", _list(1, "condition = false", severity=severity))
    passing = _assess(tmp_path, "", _list(1, "condition = true"))
    both = replace(failing, groups=(*failing.groups, *passing.groups))
    assert both.score == Decimal(score)


def test_a_row_for_each_control_shows_three_values(tmp_path: Path) -> None:
    """In its columns; where there is no amount of anything, nothing stands."""
    found = _assess(tmp_path, _queues(4), _list(1, _NAMES))
    frame = found.frame()
    assert tuple(frame.columns) == COLUMNS
    [row] = frame.to_dict("records")
    assert row["found"] == 'name = "q0"; name = "q1"; name = "q2"'
    assert (row["group"], row["where"], row["waived"]) == (1, "main.tf:3", "")


def test_a_page_has_the_worst_first(tmp_path: Path) -> None:
    """What fails by its severity, then what waits, then what people look at; what passes is counted."""
    text = 'checklist "x" {\n  title = "X"\n}\ngroup "g" {\n  number = 1\n}\n'
    for name, severity, inside in (
        ("waits", "critical", 'assert { condition = var.given == "x" }'),
        ("looks", "critical", 'review = "Look."'),
        ("small", "low", "assert { condition = false }"),
        ("great", "high", "assert { condition = false }"),
        ("fine", "high", "assert { condition = true }"),
    ):
        text += f'control "{name}" {{\n  group = "g"\n  severity = "{severity}"\n  {inside}\n}}\n'
    found = _assess(tmp_path, 'variable "given" {}\n', parse_checklist(text, "x.hcl"))
    page = found._repr_html_()
    places = [page.index(f">{name}<") for name in ("great", "small", "waits", "looks")]
    assert places == sorted(places)
    assert ">fine<" not in page
    assert "Controls: 1 pass, 2 fail, 1 open, 1 review" in page


def test_code_scanning_gets_ten_more_places(tmp_path: Path) -> None:
    """The first is where it stands; the same line twice is one place."""
    stack = "".join(f'resource "aws_sqs_queue" "q{n}" {{ name = "q" }}\n' for n in range(13))
    (run,) = json.loads(FORMATS["sarif"](_assess(tmp_path, stack, _list(1, _NAMES))))["runs"]
    [result] = run["results"]
    lines = [
        place["physicalLocation"]["region"]["startLine"]
        for place in (*result["locations"], *result["relatedLocations"])
    ]
    assert lines == list(range(1, 12))
    assert result["locations"][0].get("logicalLocations") is None
    (run,) = json.loads(FORMATS["sarif"](_assess(tmp_path, stack, _list(1, _EACH))))["runs"]
    assert run["results"][3]["locations"][0]["logicalLocations"] == [
        {"fullyQualifiedName": "aws_sqs_queue.q3", "kind": "resource"}
    ]
    assert "relatedLocations" not in run["results"][3]
    assert run["invocations"][0]["executionSuccessful"] is True
    assert (run["columnKind"], run["tool"]["driver"]["name"]) == ("unicodeCodePoints", "archbench")


def test_what_is_no_xml_is_replaced_for_a_build_server(tmp_path: Path) -> None:
    """A control character in a name."""
    found = _assess(tmp_path, _queues(1), _list(1, _EACH))
    odd = replace(found, path="a\x07b")
    assert '<testsuites name="a\N{REPLACEMENT CHARACTER}b"' in FORMATS["junit"](odd)


def test_json_says_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its format, the answer, and each control with what its author says of it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.tf").write_text(_queues(1))
    more = (
        'why = "w"\nimpact = "i"\nfix = "f"\nlink = "https://example.com"\nframeworks = { a = "1" }'
    )
    found = assess(".", [_list(1, _EACH, more=more)], environ={})
    document = json.loads(FORMATS["json"](found))
    [group] = document.pop("groups")
    assert document == {
        "format": 1,
        "path": ".",
        "profile": "",
        "checklists": ["x"],
        "answer": "Fails its group: g1.",
        "met": False,
        "score": "0",
        "unread": [],
        "moves": [],
        "judged": True,
        "not_judged": {},
    }
    [control] = group.pop("controls")
    assert group == {
        "checklist": "x",
        "number": 1,
        "id": "g1",
        "title": "g1",
        "severity": "medium",
        "verdict": "fail",
    }
    [answer] = control.pop("answers")
    assert control == {
        "id": "c10",
        "title": "c10",
        "severity": "medium",
        "verdict": "fail",
        "so_far": None,
        "reason": 'aws_sqs_queue.q[0]: expected each.name == "x".',
        "why": "w",
        "impact": "i",
        "fix": "f",
        "link": "https://example.com",
        "frameworks": {"a": "1"},
        "waiver": None,
    }
    assert (answer["subject"], answer["waits_for"]) == ("aws_sqs_queue.q[0]", [])


def test_a_comparison_is_data_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each side with its figures and what it has otherwise; the findings, and how many there are."""
    monkeypatch.chdir(tmp_path)
    found = comparison_document(compared([STACK, TWO], priced=True))
    assert (found["format"], found["reference"]) == (1, "two")
    sides = json.loads(json.dumps(found["sides"]))
    assert [side["monthly"] for side in sides] == [None, None]
    assert [side["types"] for side in sides] == [[["aws_sqs_queue", 3, 2]], []]
    assert [len(side["changes"]) for side in sides] == [2, 0]
    assert [side["assessment"]["format"] for side in sides] == [1, 1]
    assert len(json.loads(json.dumps(found["findings"]))) == 1
    assert found["severities"] == {"critical": 0, "high": 0, "medium": 1, "low": 0}


def test_lines_are_as_wide_as_is_asked(tmp_path: Path) -> None:
    """A hundred columns if nothing is said; what does not fit is folded further in."""
    text = " ".join(["word"] * 40)
    found = _assess(tmp_path, _queues(1), _list(1, _EACH, more=f'fix = "{text}"'))
    found = replace(found, path=".")
    lines = as_text(found).splitlines()
    assert max(map(len, lines)) == 100
    assert as_text(found, width=100) == as_text(found)
    start = next(n for n, line in enumerate(lines) if line.startswith("    Fix: "))
    assert lines[start + 1].startswith("      word")
    assert max(map(len, as_text(found, width=60).splitlines())) <= 60


def test_a_screen_shows_a_few_of_each_and_counts_the_others(tmp_path: Path) -> None:
    """Failures first, ten of them; then twelve groups, three reasons and two things to know."""
    whole = _assess(tmp_path, _queues(1), _list(2, _EACH, groups=14))
    found = replace(whole, path=".")
    lines = [text for _, text in screen(*on_a_screen(found, 100), 30, 100)]
    assert lines[3] == "Fails"
    assert [line for line in lines if line.startswith("  medium    c")] == lines[4:14]
    assert lines[14:17] == ["  and 18 more", "", "Groups"]
    assert lines[-1] == (
        "With --all also: Fails (18), Groups (5), Evidence, why and how to fix (28)"
    )
    firsts = {part.title: part.first for part in on_a_screen(found, 100)[1] if part.first}
    assert firsts == {"Fails": 10, "To know": 2, "Open, for the same reason": 3, "Groups": 12}


@pytest.mark.parametrize(("end", "lasts"), [(1, False), (2, True), (3, True), (0, True)])
def test_a_version_is_supported_on_its_last_day(
    end: int,
    lasts: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """As of the day its table was read; without an end it lasts."""
    day = date(2026, 1, end) if end else None
    found = Support("x", "1", day, day, "", date(2026, 1, 2), "read")
    monkeypatch.setattr(supporting, "support_of", lambda *_: found)
    names = names_of(tmp_path, "")
    told = [answer(names, f'support_of("x", "1").{part}') for part in ("supported", "standard")]
    assert told == [lasts, lasts]
