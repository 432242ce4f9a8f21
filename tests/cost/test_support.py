"""From when on a database pays for extended support: the day after its standard support ends."""

from datetime import date, timedelta

import pytest

from archbench.aws.versions import support_of
from archbench.cost.support import support_period

PAID = {
    "postgres": ("11", "12", "13", "14", "15", "16"),
    "aurora-postgresql": ("11", "12", "13", "14", "15", "16"),
    "mysql": ("5.7", "8.0"),
    "aurora-mysql": ("5.7", "8.0"),
}
LATER = {
    ("postgres", "11"): date(2024, 4, 1),
    ("aurora-postgresql", "11"): date(2024, 4, 1),
    ("aurora-mysql", "5.7"): date(2024, 12, 1),
}
"""Where AWS began to charge a month after the end (its release calendars)."""


@pytest.mark.parametrize(
    ("engine", "version"), [(engine, one) for engine, names in PAID.items() for one in names]
)
def test_the_charge_begins_where_standard_support_ends(engine: str, version: str) -> None:
    """Nothing on its last day, the first rate on the next; the third year two years on, if any."""
    support, period = support_of(engine, version), support_period(engine, f"{version}.1")
    assert support is not None
    assert support.standard is not None
    assert period is not None
    first = LATER.get((engine, version), support.standard + timedelta(days=1))
    third = first.replace(year=first.year + 2)
    rates = [period.rate(day) for day in (first - timedelta(days=1), first)]
    assert rates == ["", "yr1-2"]
    rates = [period.rate(day) for day in (third - timedelta(days=1), third)]
    assert rates == ["yr1-2", "yr1-2" if engine == "aurora-mysql" else "yr3"]


def test_only_a_version_with_a_date_has_a_period() -> None:
    """MariaDB has no such charge, and of 17 nobody has said when it begins."""
    found = [support_period("mariadb", "10.4"), support_period("postgres", "17.2")]
    assert found == [None, None]
