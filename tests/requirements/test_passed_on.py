"""Verdicts go to another process as a text, and come out of it as they were."""

from dataclasses import replace
from pathlib import Path

import pytest

from archbench.requirements import check, read_checklist
from archbench.requirements.assessment import Assessment
from archbench.requirements.checklist import Checklist
from archbench.requirements.judging import Judge
from archbench.requirements.passed_on import PassedOn, passed_on
from archbench.requirements.reading import parse_checklist
from archbench.requirements.verdict import Answer, Evidence, SoFar, Verdict
from archbench.terraform import load

INFRA = Path(__file__).parents[2] / "infra"
LISTS = ("payments", "reliability", "security", "operations", "cost", "pci-dss")
MINE = """
checklist "mine" {
  title = "Mine"
}
group "g" {
  number = 1
}
control "a" {
  group  = "g"
  review = "Look at it."
}
control "b" {
  group = "g"
  assert {
    condition = true
  }
}
"""


def refuse(*_: object) -> Verdict:
    """In place of judging."""
    raise AssertionError("a control is judged")


@pytest.mark.parametrize("stack", ["payments", "migration", "unread"])
def test_every_verdict_comes_out_as_it_was(
    stack: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of every shipped list, with answers, evidence and places; and nothing is judged again."""
    (tmp_path / "main.tf").write_text('module "unread" {\n  source = "nobody/nothing/aws"\n}\n')
    configuration = load(tmp_path if stack == "unread" else INFRA / stack)
    lists = tuple(map(read_checklist, LISTS))
    found = check(configuration, None, lists)
    text = passed_on(found)
    monkeypatch.setattr(Judge, "verdict", refuse)
    assert check(configuration, None, lists, kept=PassedOn(text, lists)) == found


@pytest.fixture
def mine() -> tuple[Checklist, Assessment]:
    """A list of two controls, and what two answers to one of them say in letters of all kinds."""
    checklist = parse_checklist(MINE, "mine.hcl")
    found = check(load(INFRA / "payments"), None, [checklist])
    strange = Evidence("aws_vpc.x\x00", "\ud800", '"\n\u2028', checklist.controls[0].range)
    bare = Evidence("aws_vpc.x\x00", "", "none")
    answers = (
        Answer("fail", "", "é", "a", (strange, bare), ("var.a", "var.b")),
        Answer("open", "x", "", "", (bare,)),
    )
    [group] = found.groups
    known = SoFar("pass", "so far")
    failed = Verdict(checklist.controls[1], "fail", answers, "because", so_far=known)
    verdicts = (group.verdicts[0], failed)
    return checklist, replace(found, groups=(replace(group, verdicts=verdicts),))


def test_letters_of_all_kinds_come_out_as_they_were(mine: tuple[Checklist, Assessment]) -> None:
    """Lone surrogates and line separators too; what is named twice is written once."""
    checklist, found = mine
    text = passed_on(found)
    assert text.count("aws_vpc.x") == 1
    configuration = load(INFRA / "payments")
    again = check(configuration, None, [checklist], kept=PassedOn(text, [checklist]))
    assert again == found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"fail"', '"failed"'),
        ('"fail"', "1"),
        ('"because"', "1"),
        ("[[", ""),
        ("]]", ""),
        ("[2,3,4", "[2,3,99"),
        ('"pass"', '"passed"'),
        ('["review', '[[],["review'),
    ],
)
def test_what_is_no_such_text_is_refused(
    old: str, new: str, mine: tuple[Checklist, Assessment]
) -> None:
    """A word that is no verdict, nor one so far, a number without its text, half a text."""
    checklist, found = mine
    text = passed_on(found)
    PassedOn(text, [checklist])
    assert old in text
    with pytest.raises(ValueError, match=r"."):
        PassedOn(text.replace(old, new, 1), [checklist])


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "[[],[],[]]", "[" * 100_000])
def test_verdicts_of_other_lists_are_refused(text: str) -> None:
    """One for each control, or none at all."""
    with pytest.raises(ValueError, match=r"."):
        PassedOn(text, [parse_checklist(MINE, "mine.hcl")])
