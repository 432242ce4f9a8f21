"""RDS Extended Support: from when an engine version costs extra, and how much later.

Charged by the vCPU-hour from the day after a major version's standard support ends, at a higher
rate from its third year. Dates: the Aurora and RDS release calendars
(https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html),
as carried in Infracost's db_instance rules, read 2026-08-21. A minor version past its end is
upgraded by AWS and costs nothing extra: only the major version counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import HOURS, Open, Quantity

_POSTGRES = {
    "11": (date(2024, 4, 1), date(2026, 4, 1)),
    "12": (date(2025, 3, 1), date(2027, 3, 1)),
    "13": (date(2026, 3, 1), date(2028, 3, 1)),
    "14": (date(2027, 3, 1), date(2029, 3, 1)),
    "15": (date(2028, 3, 1), date(2030, 3, 1)),
    "16": (date(2029, 3, 1), date(2031, 3, 1)),
}
"""PostgreSQL's major versions: first day charged, first day of the third year's rate."""

_PREFIX = {"aurora-postgresql": "aurora-pg", "postgres": "rds-pg"}


@dataclass(frozen=True, slots=True)
class SupportPeriod:
    """When a major version is in extended support, and the rate in force on a day."""

    version: str
    first_year: date
    third_year: date

    def rate(self, day: date) -> str:
        """The rate in force, yr1-2 or yr3; empty before any charge.

        >>> postgres_period("15.4").rate(date(2026, 11, 23))
        ''
        >>> postgres_period("13.9").rate(date(2026, 11, 23))
        'yr1-2'
        """
        if day < self.first_year:
            return ""
        return "yr1-2" if day < self.third_year else "yr3"


def postgres_period(engine_version: str) -> SupportPeriod | None:
    """The extended-support period of a PostgreSQL version; None when no date is known."""
    major = engine_version.split(".", 1)[0]
    dates = _POSTGRES.get(major)
    return SupportPeriod(major, *dates) if dates else None


def support_charges(
    database: Resource, engine: str, version: str, lifecycle: str, cores: int | None
) -> Iterator[Charge]:
    """The vCPU-hours of extended support on the day of the estimate, if any.

    Without a day the line is open, for versions whose period has a date.
    """
    period = postgres_period(version) if engine in _PREFIX else None
    if period is None or lifecycle == "open-source-rds-extended-support-disabled":
        return
    label = f"Extended support, PostgreSQL {period.version}"
    item = f"{_PREFIX[engine]}-extended-support"
    if database.as_of is None:
        reason = f"charged from {period.first_year} on; say for which day the estimate is"
        yield Charge("AmazonRDS", f"{item}-yr1-2", label, Open(reason))
        return
    rate = period.rate(database.as_of)
    if rate:
        number = Quantity.of(cores) * HOURS if cores else Open("vCPUs of its class are not known")
        years = "years 1 and 2" if rate == "yr1-2" else "year 3 and later"
        yield Charge(
            "AmazonRDS",
            f"{item}-{rate}",
            f"{label}, {years}",
            number,
            formula=f"{cores} vCPU x {HOURS} h, as of {database.as_of}",
        )
