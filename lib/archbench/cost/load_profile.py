"""A load profile as a usage file has it: the requests of a week, and what one of them takes.

What it comes to for a configuration is worked out in archbench.cost.load.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from archbench.aws.month import HOURS
from archbench.cost.quantity import Quantity
from archbench.cost.usage import Usage
from archbench.errors import InputError
from archbench.hcl.diagnostics import did_you_mean

HOURS_OF_WEEK = 168
WEEKS_OF_MONTH = HOURS / HOURS_OF_WEEK
SECONDS_OF_HOUR = 3600

_NUMBERS = {
    "requests_per_instance": None,
    "requests_per_capacity_unit": None,
    "requests_per_task": None,
    "cpu_at_that_rate": Decimal("0.5"),
    "request_kb": Decimal(0),
    "response_kb": Decimal(0),
    "requests_per_connection": Decimal(1),
    "connection_seconds": Decimal(1),
    "rule_evaluations_per_request": Decimal(0),
    "nat_kb_per_request": None,
    "database_kb_per_request": None,
    "database_io_per_request": None,
    "scale": Decimal(1),
}
"""Keys of a load profile with their values when not given; None leaves what follows open."""

_DIVISORS = (
    "requests_per_instance",
    "requests_per_capacity_unit",
    "requests_per_task",
    "requests_per_connection",
)

CONNECTION = (
    "request_kb",
    "response_kb",
    "requests_per_connection",
    "connection_seconds",
    "rule_evaluations_per_request",
)
"""Without any of these nothing is said of capacity units."""

_TABLES = ("requests_per_second", "log_kb_per_request")


@dataclass(frozen=True, slots=True)
class Week:
    """One end of the profile: requests a second in each of the 168 hours, from Monday 0:00."""

    requests: tuple[Decimal, ...]
    instances: tuple[Decimal, ...]
    """In each of the groups that share the requests; empty without any."""
    groups: int = 1

    @property
    def monthly_requests(self) -> Decimal:
        """Requests in a month."""
        return sum(self.requests, Decimal(0)) * SECONDS_OF_HOUR * WEEKS_OF_MONTH


@dataclass(frozen=True, slots=True)
class Profile:
    """A load profile as read: the week and what a request takes."""

    hours: tuple[Decimal, ...]
    numbers: Mapping[str, Quantity | None]
    log_kb: Mapping[str, Quantity]
    path: str

    def likely(self, key: str) -> Decimal:
        """The expected value of a number; 0 for one that was not given and has no default."""
        value = self.numbers[key]
        return Decimal(0) if value is None else value.likely


def read_profile(usage: Usage) -> Profile:
    """The load profile of a usage file.

    Raises:
        InputError: a key is unknown, a number is missing, or a day has not 24 hours.
    """
    said = usage.load
    for key in said:
        head = key.partition(".")[0]
        if head not in _NUMBERS and head not in _TABLES:
            hint = did_you_mean(head, {*_NUMBERS, *_TABLES})
            raise InputError(f"{usage.path}: load_profile has no key {head}.{hint}")
    weekday = _day(said, "weekday", usage.path)
    weekend = _day(said, "weekend", usage.path)
    numbers = {
        key: _number(said.get(key), key, usage.path)
        or (None if default is None else Quantity.of(default))
        for key, default in _NUMBERS.items()
    }
    prefix = "log_kb_per_request."
    logs = {
        key.removeprefix(prefix): found
        for key, value in said.items()
        if key.startswith(prefix) and (found := _number(value, key, usage.path))
    }
    for key in _DIVISORS:
        divisor = numbers[key]
        if divisor is not None and divisor.likely <= 0:
            raise InputError(f"{usage.path}: {key} in load_profile must be more than 0.")
    return Profile(weekday * 5 + weekend * 2, numbers, logs, usage.path)


def _day(said: Mapping[str, Quantity | str], name: str, path: str) -> tuple[Decimal, ...]:
    prefix = f"requests_per_second.{name}."
    found = [_number(value, key, path) for key, value in said.items() if key.startswith(prefix)]
    if len(found) != 24:
        raise InputError(
            f"{path}: load_profile.requests_per_second.{name} must list 24 numbers, one for each "
            f"hour; it lists {len(found)}."
        )
    return tuple(value.likely for value in found if value)


def _number(value: Quantity | str | None, key: str, path: str) -> Quantity | None:
    if isinstance(value, str):
        raise InputError(f'{path}: {key} in load_profile must be a number, not "{value}".')
    return value
