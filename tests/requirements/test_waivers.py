"""Waivers mark failures and change nothing; one that does not hold is a finding."""

from datetime import date
from pathlib import Path

import pytest

from archbench.cli import main
from archbench.errors import InputError
from archbench.requirements import assess
from archbench.requirements.assessment import Assessment
from archbench.requirements.verdict import Verdict
from archbench.requirements.waiving import read_waivers, waive
from tests.requirements.stacks import PAYMENTS

TODAY = date(2026, 11, 23)
GOOD = """
waiver "10.5.1-retention" {
  addresses       = ["aws_cloudwatch_log_group.main[*]"]
  justification   = "Logs go to the archive account, which keeps them for 13 months."
  approver        = "dana.ortiz"
  expiration_date = "2026-11-23"
}
"""


def _waived(directory: Path, text: str, today: date = TODAY) -> Assessment:
    path = directory / "waivers.hcl"
    path.write_text(text)
    waivers, problems = read_waivers(path)
    return waive(assess(PAYMENTS, ("pci-dss",)), waivers, today=today, problems=problems)


def _verdict(assessment: Assessment, control: str) -> Verdict:
    return next(item for item in assessment.verdicts if item.control.id == control)


def test_a_waiver_marks_and_does_not_change(tmp_path: Path) -> None:
    """The verdict still is a failure with its evidence; it counts no more among the failures."""
    bare = assess(PAYMENTS, ("pci-dss",))
    found = _waived(tmp_path, GOOD)
    verdict = _verdict(found, "10.5.1-retention")
    assert verdict.verdict == "fail"
    assert verdict.evidence == _verdict(bare, "10.5.1-retention").evidence
    assert str(verdict.waiver).endswith("(dana.ortiz, until 2026-11-23)")
    assert (found.score, found.met) == (bare.score, False)
    assert len(found.failures()) == len(bare.failures()) - 1
    assert found.unread == bare.unread


def test_the_day_it_expires_is_its_last(tmp_path: Path) -> None:
    """The day after, it marks nothing and is a finding at its line."""
    found = _waived(tmp_path, GOOD, date(2026, 11, 24))
    assert _verdict(found, "10.5.1-retention").waiver is None
    assert len(found.unread) == 1
    assert found.unread[0].endswith(
        "waivers.hcl:2: the waiver of 10.5.1-retention expired on 2026-11-23."
    )


def test_a_waiver_covers_the_addresses_it_names(tmp_path: Path) -> None:
    """One of four log groups waived leaves the control failing; the other three complete it."""
    one = GOOD.replace("main[*]", 'main[\\"aurora\\"]')
    assert _verdict(_waived(tmp_path, one), "10.5.1-retention").waiver is None
    keys = ("application", "flow_logs", "system")
    rest = ", ".join(f'"aws_cloudwatch_log_group.main[\\"{key}\\"]"' for key in keys)
    others = GOOD.replace('"aws_cloudwatch_log_group.main[*]"', rest)
    assert _verdict(_waived(tmp_path, others), "10.5.1-retention").waiver is None
    both = _waived(tmp_path, one + others)
    assert _verdict(both, "10.5.1-retention").waiver is not None
    assert both.unread == ()


def test_the_first_of_several_waivers_is_told(tmp_path: Path) -> None:
    """Each address of a failure by one of its own; a second one for the same address is not."""
    parts = (("aurora", "the first"), ("flow_logs", "the second"), ("*", "the third"))
    text = "".join(
        GOOD.replace("main[*]", f'main[\\"{key}\\"]' if key != "*" else "main[*]").replace(
            "Logs go to the archive account, which keeps them for 13 months.", why
        )
        for key, why in parts
    )
    found = _verdict(_waived(tmp_path, text), "10.5.1-retention")
    subjects = [answer.subject for answer in found.decisive]
    assert "aurora" not in subjects[0]
    assert found.waiver is not None
    assert found.waiver.justification == "the third"
    only = text.replace('main[*]"]', 'main[\\"system\\"]", "*application*"]')
    other = _verdict(_waived(tmp_path, only), "10.5.1-retention").waiver
    assert other is not None
    assert other.justification == "the third"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("10.5.1-retention", "10.5.1-retentoin", 'Did you mean "10.5.1-retention"?'),
        ("10.5.1-retention", "10.2.1-flow-logs", "covers nothing that fails."),
        ("main[*]", "other[*]", "covers nothing that fails."),
        ('"2026-11-23"', '"soon"', "expiration_date is a day such as 2027-01-31."),
        ('"dana.ortiz"', '""', "the waiver has no approver."),
        ("approver ", "aprover ", 'Did you mean "approver"?'),
        ("waiver ", "wavier ", "write waiver"),
        ('["aws_cloudwatch_log_group.main[*]"]', "[]", "addresses is a list"),
    ],
)
def test_one_that_does_not_hold_is_a_finding(old: str, new: str, said: str, tmp_path: Path) -> None:
    """It waives nothing, and what is wrong is said at file:line."""
    found = _waived(tmp_path, GOOD.replace(old, new, 1))
    assert all(item.waiver is None for item in found.verdicts)
    assert any(said in note and "waivers.hcl:" in note for note in found.unread)


def test_the_command_ends_well_when_all_is_waived(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Waived failures do not fail the run; an expired waiver does."""
    controls = (
        "6.4.2-web-application-firewall",
        "8.6.3-secret-rotation",
        "10.2.1-access-logs",
        "10.5.1-retention",
    )
    text = "".join(GOOD.replace("10.5.1-retention", name) for name in controls)
    text = text.replace('["aws_cloudwatch_log_group.main[*]"]', '["*"]')
    path = tmp_path / "waivers.hcl"
    arguments = ["check", str(PAYMENTS), "--requirements", "pci-dss", "--waivers", str(path)]
    path.write_text(text.replace("2026-11-23", "9999-12-31"))
    assert main(arguments) == 0
    path.write_text(text.replace("2026-11-23", "2020-01-01"))
    assert main(arguments) == 1
    assert "expired on 2020-01-01" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """No file of waivers is an error, not a run without waivers."""
    with pytest.raises(InputError, match="cannot be read as waivers"):
        read_waivers(tmp_path / "none.hcl")
