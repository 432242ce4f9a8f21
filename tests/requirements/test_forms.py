# ruff: noqa: E501 text as it stands in a configuration
"""One small assessment in every form, word for word."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest

from archbench.requirements import assess
from archbench.requirements.assessment import Assessment
from archbench.requirements.output import FORMATS
from archbench.requirements.output.text import on_a_screen
from archbench.requirements.reading import parse_checklist
from archbench.requirements.verdict import Verdict, Word
from archbench.requirements.waiver import Waiver
from archbench.requirements.waiving import waive
from archbench.sections import whole

STACK = """provider "aws" { region = "eu-west-1" }
variable "given" { type = string }
resource "aws_sqs_queue" "a" { name = "a" }
resource "aws_sqs_queue" "b" { name = "b" }
resource "aws_sns_topic" "t" { name = var.given }
"""
LIST = """checklist "own" {
  title = "Own rules"
}
group "late" {
  number   = 2
  title    = "Late"
  severity = "high"
}
group "queues" {
  number = 1
  title  = "Queues"
}
group "none" {
  number = 3
  title  = "None"
}
control "named" {
  group  = "queues"
  title  = "Named a"
  why    = "It is looked for."
  impact = "It is not found."
  fix    = "Name it | a."
  link   = "https://example.com/a"
  assert {
    for_each  = resources.aws_sqs_queue
    condition = each.name == "a"
    expected  = "a"
  }
}
control "kept" {
  group    = "queues"
  title    = "Kept"
  severity = "low"
  assert {
    for_each  = resources.aws_sqs_queue
    condition = each.message_retention_seconds == 9
    expected  = "kept 9 s"
  }
}
control "there" {
  group = "queues"
  title = "There"
  assert {
    condition = length(resources.aws_sqs_queue) == 2
  }
}
control "topic" {
  group = "late"
  title = "A topic's name"
  assert {
    for_each  = resources.aws_sns_topic
    condition = each.name == "x"
  }
}
control "look" {
  group  = "late"
  title  = "Look"
  review = "Look at it."
}
control "idle" {
  group = "none"
  title = "Idle"
  assert {
    for_each  = every(["aws_lb"])
    condition = false
    expected  = "none"
  }
}
"""

HEAD = """Fails one of two groups: Queues; one cannot be decided yet: Late.
Score not known yet (.; controls: 1 pass, 2 fail, 1 open, 1 review, 1 n/a)

Groups
  1  Queues  fail  1 of 3  medium
  2  Late    open  0 of 2  high
  3  None    n/a   0 of 0  medium

"""
_CONTROLS = """1. FAIL  Named a  [named, medium]
    aws_sqs_queue.b: expected a.
      aws_sqs_queue.b.name = "b" (main.tf:4)
    Why: It is not found.
    Fix: Name it | a.
    https://example.com/a

1. FAIL  Kept  [kept, low]
    aws_sqs_queue.a: expected kept 9 s.
      aws_sqs_queue.a.message_retention_seconds = not set (main.tf:3)
    aws_sqs_queue.b: expected kept 9 s.
      aws_sqs_queue.b.message_retention_seconds = not set (main.tf:4)
    Waived: Nobody keeps. (lee, until 2027-01-31)

2. OPEN  A topic's name  [topic, high]
    Waits for var.given. (--unknown leaves it without a value)
      aws_sns_topic.t.name = var.given (main.tf:5)

"""
REVIEW = "For people to look at\n  Look  [look]\n"
MARKDOWN = """## Fails one of two groups: Queues; one cannot be decided yet: Late.

Score **not known yet** for `.`.

| # | Group | Severity | Verdict | Met |
| ---: | --- | --- | --- | ---: |
| 1 | Queues | medium | ✗ fail | 1 of 3 |
| 2 | Late | high | ○ open | 0 of 2 |
| 3 | None | medium | – not applicable | 0 of 0 |

<details><summary>✗ fail: Named a (medium)</summary>

- aws_sqs_queue.b: expected a.

| Address | Attribute | Found | Where |
| --- | --- | --- | --- |
| `aws_sqs_queue.b` | `name` | `"b"` | `main.tf:4` |

**Why it matters.** It is not found.

**Fix.** Name it \\| a.

<https://example.com/a>

</details>

<details><summary>✗ fail: Kept (low)</summary>

- aws_sqs_queue.a: expected kept 9 s.
- aws_sqs_queue.b: expected kept 9 s.

| Address | Attribute | Found | Where |
| --- | --- | --- | --- |
| `aws_sqs_queue.a` | `message_retention_seconds` | `not set` | `main.tf:3` |
| `aws_sqs_queue.b` | `message_retention_seconds` | `not set` | `main.tf:4` |

**Waived.** Nobody keeps. (lee, until 2027-01-31)

</details>

<details><summary>○ open: A topic's name (high)</summary>

- Waits for var.given. (--unknown leaves it without a value)

| Address | Attribute | Found | Where |
| --- | --- | --- | --- |
| `aws_sns_topic.t` | `name` | `var.given` | `main.tf:5` |

</details>

<details><summary>◎ review: Look (high)</summary>

Look at it.

</details>
"""
JUNIT = """<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="." tests="6" failures="1">
  <testsuite name="1 Queues" tests="3" failures="1" skipped="1">
    <testcase classname="own.queues" name="named">
      <failure message="fail: aws_sqs_queue.b: expected a.">aws_sqs_queue.b.name = "b" (main.tf:4)</failure>
    </testcase>
    <testcase classname="own.queues" name="kept">
      <skipped message="fail: waived: Nobody keeps. (lee, until 2027-01-31)">aws_sqs_queue.a.message_retention_seconds = not set (main.tf:3)
aws_sqs_queue.b.message_retention_seconds = not set (main.tf:4)</skipped>
    </testcase>
    <testcase classname="own.queues" name="there"/>
  </testsuite>
  <testsuite name="2 Late" tests="2" failures="0" skipped="2">
    <testcase classname="own.late" name="topic">
      <skipped message="open: Waits for var.given. (--unknown leaves it without a value)">aws_sns_topic.t.name = var.given (main.tf:5)</skipped>
    </testcase>
    <testcase classname="own.late" name="look">
      <skipped message="review: Look at it."></skipped>
    </testcase>
  </testsuite>
  <testsuite name="3 None" tests="1" failures="0" skipped="1">
    <testcase classname="own.none" name="idle">
      <skipped message="not_applicable: There is no case to look at: expected none.">resources.aws_lb = none</skipped>
    </testcase>
  </testsuite>
</testsuites>
"""
CSV = """checklist,group,control,title,severity,verdict,why,found,expected,where,waits_for,waived
own,1,named,Named a,medium,fail,aws_sqs_queue.b: expected a.,"name = ""b\"\"\",a,main.tf:4,,
own,1,kept,Kept,low,fail,aws_sqs_queue.a: expected kept 9 s. And 1 more.,message_retention_seconds = not set; message_retention_seconds = not set,kept 9 s,main.tf:3,,Nobody keeps.
own,1,there,There,medium,pass,,aws_sqs_queue.a = exists; aws_sqs_queue.b = exists,length(resources.aws_sqs_queue) == 2,main.tf:3,,
own,2,topic,A topic's name,high,open,Waits for var.given. (--unknown leaves it without a value),name = var.given,"each.name == ""x\"\"\",main.tf:5,var.given,
own,2,look,Look,high,review,Look at it.,,,,,
own,3,idle,Idle,medium,not_applicable,There is no case to look at: expected none.,resources.aws_lb = none,none,,,
"""
REST = """2. REVIEW  Look  [look, high]
    Look at it.

1. PASS  There  [there, medium]
      aws_sqs_queue.a = exists (main.tf:3)
      aws_sqs_queue.b = exists (main.tf:4)

3. N/A  Idle  [idle, medium]
    There is no case to look at: expected none.
      resources.aws_lb = none
"""
SCREEN = """  medium    Named a (main.tf:4)  [named]
  low       Kept (main.tf:3, waived)  [kept]

Open, for the same reason
  Waits for var.given. (--unknown leaves it without a value)
    topic

"""


@pytest.fixture(name="found")
def assessment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Assessment:
    """Two failures, of which one is waived, one that waits, one to look at, one that is no case."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.tf").write_text(STACK)
    checklist = parse_checklist(LIST, "own.hcl")
    found = assess(".", [checklist], variables=(("unknown", "*"),), environ={})
    waiver = Waiver(
        "kept", ("*",), "Nobody keeps.", "lee", date(2027, 1, 31), checklist.controls[0].range
    )
    return waive(found, (waiver,), today=date(2027, 1, 1))


def test_a_form_says_it_in_its_words(found: Assessment) -> None:
    """The answer, what fails and why, what waits for what, what is for people, and no more."""
    assert FORMATS["table"](found) == f"{HEAD}{_CONTROLS}{REVIEW}"
    assert FORMATS["table"](found, everything=True) == f"{HEAD}{_CONTROLS}{REST}"
    assert FORMATS["markdown"](found) == MARKDOWN
    assert FORMATS["junit"](found) == JUNIT
    assert FORMATS["csv"](found) == CSV


def test_a_screen_begins_with_the_worst(found: Assessment) -> None:
    """Failures in a line each, then what is open, then the groups and the evidence."""
    text = "\n".join(line for _, line in whole(*on_a_screen(found, 100))) + "\n"
    head, _, groups = HEAD.partition("Groups\n")
    evidence = _CONTROLS.replace("\n\n", "\n")
    assert text == (
        f"{head}Fails\n{SCREEN}Groups\n{groups}Evidence, why and how to fix\n{evidence}\n{REVIEW}"
    )


def test_code_scanning_gets_the_failures_at_their_lines(found: Assessment) -> None:
    """A rule for each control; a result for each place that fails, and all of them when asked."""
    (run,) = json.loads(FORMATS["sarif"](found))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [
        (rule["id"], rule["defaultConfiguration"]["level"], rule["properties"]["security-severity"])
        for rule in rules
    ] == [
        *(("named", "warning", "5.0"), ("kept", "note", "2.0"), ("there", "warning", "5.0")),
        *(("topic", "error", "8.0"), ("look", "error", "8.0"), ("idle", "warning", "5.0")),
    ]
    assert [rule.get("helpUri", "") for rule in rules] == ["https://example.com/a", *[""] * 5]
    assert [rule["help"]["text"] for rule in rules] == [
        *("Name it | a.", "Kept", "There", "A topic's name", "Look at it.", "Idle"),
    ]
    assert rules[0]["fullDescription"]["text"] == "It is looked for. It is not found."

    def told(result: dict[str, Any]) -> tuple[object, ...]:
        places = result.get("locations", [])
        return (
            *(result["ruleIndex"], result["kind"], result["level"], result["message"]["text"]),
            *(tuple(place["physicalLocation"]["region"].values()) for place in places),
            len(result.get("relatedLocations", ())),
            [item["justification"] for item in result.get("suppressions", ())],
        )

    waived = ["Nobody keeps."]
    waits = "Waits for var.given. (--unknown leaves it without a value)"
    failures = [
        (0, "fail", "warning", "aws_sqs_queue.b: expected a.", (4, 32, 4, 42), 0, []),
        (1, "fail", "note", "aws_sqs_queue.a: expected kept 9 s.", (3, 1, 3, 29), 0, waived),
        (1, "fail", "note", "aws_sqs_queue.b: expected kept 9 s.", (4, 1, 4, 29), 0, waived),
    ]
    assert [told(item) for item in run["results"]] == failures
    every = json.loads(FORMATS["sarif-full"](found))["runs"][0]["results"]
    assert [told(item) for item in every] == [
        *failures,
        (2, "pass", "none", "There", (3, 1, 3, 29), 1, []),
        (3, "open", "none", waits, (5, 32, 5, 48), 0, []),
        (4, "review", "none", "Look at it.", 0, []),
        (5, "notApplicable", "none", "There is no case to look at: expected none.", 0, []),
    ]
    prints = [item["partialFingerprints"]["controlAndAddress/v1"] for item in every]
    assert len(set(prints)) == len(prints)


def test_an_assessment_is_counted(found: Assessment) -> None:
    """Groups that count, controls by word, what fails and nobody waived."""
    counts = Counter(item.verdict for item in found.verdicts)
    assert counts == {"pass": 1, "fail": 2, "open": 1, "review": 1, "not_applicable": 1}
    assert {word: found.count(word) for word in counts} == counts
    assert [(g.group.id, g.verdict, g.counted) for g in found.groups] == [
        *(("queues", "fail", True), ("late", "open", True), ("none", "not_applicable", False)),
    ]
    assert found.score == Decimal(0)
    assert (found.met, found.accepted, found.judged) == (False, False, True)
    assert found.with_case == 5
    assert [item.control.id for item in found.failures()] == ["named"]
    assert [item.control.id for item in found.failures("medium")] == ["named"]
    assert found.failures("high") == ()
    assert dict(found.not_judged) == {}
    assert found.idle == ()
    assert found.number(found.groups[0]) == "1"
    document = json.loads(FORMATS["json"](found))
    assert [item["verdict"] for item in document["groups"]] == ["fail", "open", "not_applicable"]
    assert (document["score"], document["met"], document["judged"]) == ("0", False, True)
    first = document["groups"][0]["controls"][0]["answers"][1]["evidence"][0]
    assert first == {
        "address": "aws_sqs_queue.b",
        "attribute": "name",
        "found": '"b"',
        "range": {
            "filename": "main.tf",
            "start": {"line": 4, "column": 32},
            "end": {"line": 4, "column": 42},
        },
    }


@pytest.mark.parametrize(
    ("words", "score", "said", "answer"),
    [
        ("pass pass", "10", "10/10", "Meets all two requirement groups."),
        ("pass fail", "6", "6/10", "Fails one of two groups: Queues."),
        ("fail pass", "4", "4/10", "Fails one of two groups: Late."),
        ("fail fail", "0", "0/10", "Fails two of two requirement groups."),
        ("open pass", "4", "at least 4/10", "One of two groups cannot be decided yet: Late."),
        ("review pass", "10", "10/10", "Meets its group."),
        ("open review", "0", "not known yet", "Its group cannot be decided yet: Late."),
        ("not_applicable fail", "0", "0/10", "Fails its group: Queues."),
        ("not_applicable review", None, "no score", "Nothing here could be checked."),
    ],
)
def test_groups_are_weighed(
    words: str, score: str | None, said: str, answer: str, found: Assessment
) -> None:
    """High weighs three, medium two: ten means all that counts."""
    late, queues = words.split()
    told = {"late": late, "queues": queues, "none": "not_applicable"}
    groups = tuple(
        replace(
            group,
            verdicts=(Verdict(group.verdicts[0].control, cast("Word", told[group.group.id])),),
        )
        for group in found.groups
    )
    seen = replace(found, groups=groups)
    assert seen.score == (None if score is None else Decimal(score))
    assert (seen.score_in_words, seen.answer) == (said, answer)
    assert seen.met == ("fail" not in words and "open" not in words)


def test_what_no_control_looked_at_is_a_suite_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a build server each type is a case, with how many there are."""
    monkeypatch.chdir(tmp_path)
    more = 'resource "aws_pinpoint_app" "p" {\n  count = 2\n}\nresource "aws_vpc" "v" {}\n'
    (tmp_path / "main.tf").write_text(STACK + more)
    found = assess(
        ".", [parse_checklist(LIST, "own.hcl")], variables=(("unknown", "*"),), environ={}
    )
    assert found.not_judged == {"aws_pinpoint_app": 2, "aws_vpc": 1}
    told = "Not judged by any control: 3 of 6 resources: aws_pinpoint_app (2), aws_vpc (1)"
    assert found.coverage == told
    text = FORMATS["junit"](found)
    assert 'tests="8" failures="2"' in text
    assert text.endswith(
        '  <testsuite name="not judged" tests="2" failures="0" skipped="2">\n'
        '    <testcase classname="not_judged" name="aws_pinpoint_app">\n'
        '      <skipped message="no control looks at it: 2 of 6 resources"/>\n'
        "    </testcase>\n"
        '    <testcase classname="not_judged" name="aws_vpc">\n'
        '      <skipped message="no control looks at it: 1 of 6 resources"/>\n'
        "    </testcase>\n  </testsuite>\n</testsuites>\n"
    )
    assert f"\n{told}\n" in FORMATS["table"](found)
