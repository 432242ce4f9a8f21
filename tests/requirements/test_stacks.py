"""The right answers for the two stacks of infra/."""

from pathlib import Path

from archbench.requirements import assess

INFRA = Path(__file__).parents[2] / "infra"
PAYMENTS = INFRA / "payments"
MIGRATION = INFRA / "migration"


def test_payments_passes_all_twelve_groups() -> None:
    """With ci.tfvars every control of every group passes: 10/10."""
    found = assess(PAYMENTS, variables=(("file", "ci.tfvars"),))
    assert [(group.group.number, group.verdict) for group in found.groups] == [
        (number, "pass") for number in range(1, 13)
    ]
    assert found.count("open") == found.count("fail") == found.count("review") == 0
    assert (found.met, found.score_in_words) == (True, "10/10")


def test_migration_fails_all_twelve_groups() -> None:
    """Every group fails, and the first sentence says that it is another job and which."""
    found = assess(MIGRATION)
    assert [group.verdict for group in found.groups] == ["fail"] * 12
    assert (found.met, found.score_in_words) == (False, "0/10")
    assert "Written for another job" in found.answer
    assert "migrated from us-west-1" in found.answer


def test_production_passes_under_its_profile() -> None:
    """With production.tfvars and the profile production every group passes, protection on."""
    variables = (("file", "production.tfvars"),)
    assert assess(PAYMENTS, variables=variables, profile="production").score_in_words == "10/10"
    wrong = assess(PAYMENTS, variables=variables, profile="ci")
    assert [g.group.id for g in wrong.groups if g.verdict == "fail"] == ["lifecycle"]


def test_one_nat_gateway_fails_the_constraints_only() -> None:
    """A single NAT gateway fails group 3 and no other."""
    found = assess(PAYMENTS, variables=(("var", "nat_gateway_count=1"),))
    assert [g.group.number for g in found.groups if g.verdict != "pass"] == [3]


def test_every_pass_has_evidence_at_a_line() -> None:
    """A passing control names what it read and where it is written."""
    found = assess(PAYMENTS)
    bare = [
        item.control.id
        for item in found.verdicts
        if item.verdict == "pass"
        and not all(any(e.range for e in answer.evidence) for answer in item.answers)
    ]
    assert bare == []
