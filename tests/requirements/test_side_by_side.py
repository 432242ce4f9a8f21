# ruff: noqa: E501 text as it stands in a configuration
"""Two configurations beside each other: the review and the table, word for word."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.cost import estimate
from archbench.requirements import check
from archbench.requirements.checklist import Checklist
from archbench.requirements.compare import Changed, Comparison, Side, compare
from archbench.requirements.output.review import as_review
from archbench.requirements.output.side_by_side import laid_out
from archbench.requirements.reading import parse_checklist
from archbench.sections import whole
from archbench.terraform import load
from tests.requirements.test_forms import LIST, STACK

TWO = (
    STACK.replace('name = "b"', 'name = "a"').replace("= var.given", '= "x"')
    + 'resource "aws_sqs_queue" "c" { name = "a" }\n'
)
REVIEW = """# Design review

**one scores not known yet and two scores 6/10. one fails one of two groups.** The reference is `two`.

## Overview

| Configuration | Resources | Regions | Groups met | Score | List price a month |
| --- | ---: | --- | ---: | ---: | ---: |
| `one` | 3 | eu-west-1 | 0 of 2 | not known yet | not estimated |
| `two` | 4 | eu-west-1 | 1 of 2 | 6/10 | not estimated |

## Verdicts

| # | Control | Severity | `one` | `two` |
| ---: | --- | --- | --- | --- |
| 1 | Named a | medium | ✗ fail | ✓ pass |
| 1 | Kept | low | ✗ fail | ✗ fail |
| 1 | There | medium | ✓ pass | ✗ fail |
| 2 | A topic's name | high | ○ open | ✓ pass |
| 2 | Look | high | ◎ review | ◎ review |
| 3 | Idle | medium | – not applicable | – not applicable |

## Findings

### 1. Queues

Severity: **medium**

**This configuration** (at `one/main.tf:4`)

- aws_sqs_queue.b: expected a.
- aws_sqs_queue.a: expected kept 9 s. And 1 more.

**The reference** (at `two/main.tf:3`)

```hcl
resource "aws_sqs_queue" "a" { name = "a" }
```

**Why it matters**

- It is not found.

**How to fix it**

- Name it \\| a.

## What `one` has otherwise

| Resource type | Reference | Here |
| --- | ---: | ---: |
| `aws_sqs_queue` | 3 | 2 |

| Resource | Attribute | Reference | Here |
| --- | --- | --- | --- |
| `aws_sns_topic.t` | `name` | `"x"` | `var.given` |
| `aws_sqs_queue.b` | `name` | `"a"` | `"b"` |

## Summary

| Severity | Findings |
| --- | ---: |
| critical | 0 |
| high | 0 |
| medium | 1 |
| low | 0 |

`one` fails one of two groups: Queues (medium).

Score: `one` **not known yet**, `two` **6/10**.
"""
TABLE = """one scores not known yet and two scores 6/10. one fails one of two groups.
The reference is two.

Figures
                      one            two
  Resources           3              4
  Regions             eu-west-1      eu-west-1
  Groups met          0 of 2         1 of 2
  Score               not known yet  6/10
  List price a month  not estimated  not estimated

Groups
             one   two
  2  Late    open  review
  1  Queues  fail  fail
  3  None    n/a   n/a

Resource types that one has otherwise
                 reference  here
  aws_sqs_queue          3     2

Controls
                     severity  one     two
  1  Named a         medium    fail    pass
  1  Kept            low       fail    fail
  1  There           medium    pass    fail
  2  A topic's name  high      open    pass
  2  Look            high      review  review
  3  Idle            medium    n/a     n/a

Attributes that one has otherwise
  aws_sns_topic.t.name  "x" -> var.given
  aws_sqs_queue.b.name  "a" -> "b"

What fails, why it matters and how to fix it
  1. Queues: 2 failures (one/main.tf:4)
    aws_sqs_queue.b: expected a.
    aws_sqs_queue.a: expected kept 9 s. And 1 more.
    Why: It is not found.
    Fix: Name it | a.
"""


def compared(
    stacks: Sequence[str], *, priced: bool = False, checklist: Checklist | None = None
) -> Comparison:
    """Configurations in directories one, two and so on of the working directory."""
    checklist = checklist or parse_checklist(LIST, "own.hcl")
    sides = []
    for name, stack in zip(("one", "two", "three"), stacks, strict=False):
        place = Path(name)
        place.mkdir()
        (place / "main.tf").write_text(stack)
        found = load(name, variables=(("unknown", "*"),), environ={})
        cost = estimate(found, build(found)) if priced else None
        sides.append(Side(found, check(found, None, [checklist]), cost))
    return compare(sides)


def test_a_comparison_in_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scores, verdicts, what fails beside what the reference has, and what differs."""
    monkeypatch.chdir(tmp_path)
    found = compared([STACK, TWO])
    assert as_review(found) == REVIEW
    assert "\n".join(line for _, line in whole(*laid_out(found, 100))) + "\n" == TABLE
    assert [side.path for side in found.others] == ["one"]
    assert found.types(found.others[0]) == (("aws_sqs_queue", 3, 2),)
    assert found.changes(found.others[0]) == (
        Changed("aws_sns_topic.t", "name", '"x"', "var.given"),
        Changed("aws_sqs_queue.b", "name", '"a"', '"b"'),
    )
    assert dict(found.severities()) == {"critical": 0, "high": 0, "medium": 1, "low": 0}


def test_the_first_of_equals_is_the_reference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of three each other one is told by its name."""
    monkeypatch.chdir(tmp_path)
    found = compared([STACK, TWO, TWO])
    assert (found.reference.path, [side.path for side in found.others]) == ("two", ["one", "three"])
    assert found.answer == (
        "one scores not known yet, two scores 6/10 and three scores 6/10."
        " one fails one of two groups."
    )
    assert [(item.number, item.path, item.title) for item in found.findings] == [
        *((1, "one", "Queues"), (2, "three", "Queues")),
    ]
    text = as_review(found)
    assert "### 2. Queues (`three`)\n" in text
    table = [line for _, line in whole(*laid_out(found, 100))]
    assert [line for line in table if line.startswith(("  1. Queues", "  2. Queues"))] == [
        "  1. Queues of one: 2 failures (one/main.tf:4)",
        "  2. Queues of three: 2 failures (three/main.tf:3)",
    ]
    assert text.count("No resource and no attribute differs.") == 1


def test_one_alone_is_compared_with_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the reference, and has no findings."""
    monkeypatch.chdir(tmp_path)
    found = compared([TWO])
    assert (found.answer, found.others) == ("one scores 6/10. No group is failed.", ())


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        (1, 2, "It costs $3.65 a month more than the reference, at list price."),
        (2, 1, "It costs $3.65 a month less than the reference, at list price."),
        (1, 1, "It costs the same as the reference, at list price."),
    ],
)
def test_what_it_costs_more_or_less_is_told(
    one: int, two: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address that nobody uses costs $3.65 a month; the reference is the first of equals."""
    monkeypatch.chdir(tmp_path)
    stack = 'provider "aws" { region = "eu-west-1" }\nresource "aws_eip" "a" { count = COUNT }\n'
    text = as_review(
        compared([stack.replace("COUNT", str(count)) for count in (one, two)], priced=True)
    )
    assert said in text
    assert f"| `one` | {one} | eu-west-1 | 0 of 2 | 0/10 | ${one * 3.65:.2f} |" in text


@pytest.mark.parametrize("unpriced", [0, 1])
def test_what_one_side_has_no_amount_for_is_not_compared(
    unpriced: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the reference or the other is the one that nobody estimated."""
    monkeypatch.chdir(tmp_path)
    stack = 'provider "aws" { region = "eu-west-1" }\nresource "aws_eip" "a" { count = COUNT }\n'
    found = compared([stack.replace("COUNT", count) for count in "12"], priced=True)
    sides = list(found.sides)
    sides[unpriced] = replace(sides[unpriced], estimate=None)
    text = as_review(compare(sides))
    assert (text.count("not estimated"), text.count("$")) == (1, 1)
    assert "It costs" not in text


@pytest.mark.parametrize(("count", "more"), [(40, ""), (41, "and 1 more attributes")])
def test_forty_attributes_are_shown_and_the_others_counted(
    count: int, more: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row each; what is not shown is told."""
    monkeypatch.chdir(tmp_path)
    stack = STACK + 'resource "aws_sqs_queue" "q" {\n  count = COUNT\n  delay_seconds = DELAY\n}\n'
    stack = stack.replace("COUNT", str(count))
    text = as_review(compared([stack.replace("DELAY", delay) for delay in ("1", "2")]))
    assert text.count("| `delay_seconds` | `1` | `2` |") == 40
    told = [line for line in text.splitlines() if line.endswith("more attributes")]
    assert told == ([more] if more else [])


_TWO_CONTROLS = """checklist "own" {
  title = "Own rules"
}
group "g" {
  number = 1
}
control "first" {
  group = "g"
  assert { condition = aws_sqs_queue.a.name == "a" }
}
control "second" {
  group = "g"
  assert { condition = aws_sqs_queue.b.name == "b" }
}
control "third" {
  group = "g"
  assert { condition = aws_sqs_queue.a.delay_seconds == 1 }
}
"""


def test_what_the_reference_has_is_what_was_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not what stands in both, nor what fails in both."""
    monkeypatch.chdir(tmp_path)
    stack = 'resource "aws_sqs_queue" "a" { name = "a" }\nresource "aws_sqs_queue" "b" { name = "NAME" }\n'
    found = compared(
        [stack.replace("NAME", "b"), stack.replace("NAME", "x")],
        checklist=parse_checklist(_TWO_CONTROLS, "own.hcl"),
    )
    [finding] = found.findings
    assert (finding.reference_place, finding.reference) == (
        "one/main.tf:2",
        'resource "aws_sqs_queue" "b" { name = "b" }',
    )


def test_a_score_of_less_than_one_is_better_than_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One group of low severity among many is a reference for what was not judged at all."""
    monkeypatch.chdir(tmp_path)
    text = 'checklist "own" {\n  title = "Own"\n}\n' + "".join(
        f'group "g{number}" {{\n  number = {number}\n  severity = "{severity}"\n}}\n'
        f'control "c{number}" {{\n  group = "g{number}"\n  assert {{\n'
        f'    for_each = every(["aws_sqs_queue"])\n    condition = {condition}\n  }}\n}}\n'
        for number, severity, condition in (
            (1, "low", "true"),
            (2, "critical", "false"),
            (3, "critical", "false"),
            (4, "critical", "false"),
        )
    )
    checklist = parse_checklist(text, "own.hcl")
    found = compared(
        ['resource "aws_sns_topic" "t" {}\n', 'resource "aws_sqs_queue" "q" {}\n'],
        checklist=checklist,
    )
    assert found.reference.path == "two"
    assert found.answer == "one scores no score and two scores 0.7/10. No group is failed."
