"""RDS Extended Support: from when an engine's major version costs extra, and how much later.

Charged from the day after a major version's standard support ends, at a higher rate from its third
year: by the vCPU-hour, standbys too, and by the ACU-hour in Aurora Serverless v2
(https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support-charges.html). A minor
version past its end is upgraded by AWS and costs nothing extra: only the major version counts.
MariaDB, Oracle, SQL Server and Db2 have no such charge.

Dates: the release calendars of RDS and Aurora, MySQL
(https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html) and
PostgreSQL
(https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html),
read 2026-08-21 and 2026-11-28.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from archbench.aws.month import HOURS
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced
from archbench.cost.quantity import ZERO, Amount, Open, Quantity
from archbench.hcl.values import Plain, Sensitive, Unknown

_DISABLED = "open-source-rds-extended-support-disabled"

_POSTGRES: Mapping[str, tuple[date, date | None]] = {
    "11": (date(2024, 4, 1), date(2026, 4, 1)),
    "12": (date(2025, 3, 1), date(2027, 3, 1)),
    "13": (date(2026, 3, 1), date(2028, 3, 1)),
    "14": (date(2027, 3, 1), date(2029, 3, 1)),
    "15": (date(2028, 3, 1), date(2030, 3, 1)),
    "16": (date(2029, 3, 1), date(2031, 3, 1)),
}
_MYSQL: Mapping[str, tuple[date, date | None]] = {
    "5.7": (date(2024, 3, 1), date(2026, 3, 1)),
    "8.0": (date(2026, 8, 1), date(2028, 8, 1)),
}
_AURORA_MYSQL: Mapping[str, tuple[date, date | None]] = {
    "5.7": (date(2024, 12, 1), None),
    "8.0": (date(2028, 5, 1), None),
}
"""Major versions: first day charged, first day of the third year's rate (None: it has none)."""


@dataclass(frozen=True, slots=True)
class _Engine:
    item: str
    """How the catalogue's items of its extended support begin."""
    name: str
    calendar: Mapping[str, tuple[date, date | None]]


_ENGINES = {
    "aurora-mysql": _Engine("aurora-mysql", "Aurora MySQL", _AURORA_MYSQL),
    "aurora-postgresql": _Engine("aurora-pg", "PostgreSQL", _POSTGRES),
    "mysql": _Engine("rds-mysql", "MySQL", _MYSQL),
    "postgres": _Engine("rds-pg", "PostgreSQL", _POSTGRES),
}


@dataclass(frozen=True, slots=True)
class SupportPeriod:
    """When a major version is in extended support, and the rate in force on a day."""

    version: str
    first_year: date
    third_year: date | None

    def rate(self, day: date) -> str:
        """The rate in force, yr1-2 or yr3; empty before any charge.

        >>> support_period("postgres", "15.4").rate(date(2026, 11, 23))
        ''
        >>> support_period("mysql", "5.7.44").rate(date(2026, 11, 23))
        'yr3'
        """
        if day < self.first_year:
            return ""
        return "yr1-2" if self.third_year is None or day < self.third_year else "yr3"


def major_version(engine: str, version: str) -> str:
    """The part of a version whose support ends together.

    >>> major_version("postgres", "12.20"), major_version("aurora-mysql", "5.7.mysql_aurora.2.11")
    ('12', '5.7')
    """
    first, *rest = version.split(".")
    return ".".join((first, *rest[:1])) if "mysql" in engine or first == "9" else first


def support_period(engine: str, version: str) -> SupportPeriod | None:
    """The extended-support period of an engine's version; None when no date is known."""
    major = major_version(engine, version)
    known = _ENGINES.get(engine)
    dates = known.calendar.get(major) if known else None
    return SupportPeriod(major, *dates) if dates else None


def support_charges(  # noqa: PLR0913 what decides it stands in two resources
    database: Resource,
    engine: str,
    version: Plain,
    lifecycle: Plain,
    *,
    number: Amount,
    words: str,
    serverless: bool = False,
) -> Iterator[Charge | Unpriced]:
    """The hours of extended support on the day of the estimate, if any.

    number counts vCPUs, standbys included, or capacity units when serverless; words says how. No
    version is the newest one. Without a day the line is open, for versions whose period has a date.
    """
    known = _ENGINES.get(engine)
    if known is None or lifecycle == _DISABLED or version is None:
        return
    if _of_a_local(lifecycle):
        words += f", unless engine_lifecycle_support, which is {lifecycle}, disables it"
        number = _maybe(number)
        lifecycle = None
    for value, what in ((version, "engine_version"), (lifecycle, "engine_lifecycle_support")):
        if isinstance(value, Unknown | Sensitive):
            why = f"{what} is {value}"
            yield Unpriced(database.address, f"Extended support, {known.name}: no price: {why}")
            return
    label = f"Extended support, {known.name} {major_version(engine, str(version))}"
    period = support_period(engine, str(version))
    if period is None:
        if _may_be_due(known, engine, str(version), database.as_of):
            reason = "when its standard support ends is not known here"
            yield Unpriced(database.address, f"{label}: no price: {reason}")
        return
    item = "aurora-serverless-v2" if serverless else known.item
    mark = ":" if serverless else "-"
    if database.as_of is None:
        reason = f"charged from {period.first_year} on; say for which day the estimate is"
        yield Charge("AmazonRDS", f"{item}-extended-support{mark}yr1-2", label, Open(reason))
        return
    rate = period.rate(database.as_of)
    if rate:
        years = "years 1 and 2" if rate == "yr1-2" else "year 3 and later"
        yield Charge(
            "AmazonRDS",
            f"{item}-extended-support{mark}{rate}",
            f"{label}, {years}",
            number * HOURS,
            formula=f"{HOURS} h x {words}, as of {database.as_of}",
        )


def _of_a_local(value: Plain) -> bool:
    """Whether a plan says no more than the local a value comes from: it does so for null too."""
    return isinstance(value, Unknown) and {item.kind for item in value.origins} == {"local"}


def _maybe(number: Amount) -> Amount:
    """The same expected and at most, but maybe nothing: AWS charges unless told not to."""
    if isinstance(number, Open):
        return Open(number.reason, high=number.high)
    return Quantity(ZERO, number.likely, number.high)


def _may_be_due(engine: _Engine, name: str, version: str, day: date | None) -> bool:
    """Whether a version without a date may cost: all but those newer than any with a later date."""
    newest, (first_day, _) = max(engine.calendar.items(), key=lambda pair: _order(pair[0]))
    is_newer = _order(major_version(name, version)) > _order(newest)
    return not is_newer or (day is not None and day >= first_day)


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))
