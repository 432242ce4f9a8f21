"""How many instances a group runs over a week that schedules change: each aws_autoscaling_schedule.

Recurrences are Unix cron of five fields
(https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html). A
week is played twice, so that what holds on Monday comes from the week before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from archbench.architecture.schedule import cron_values
from archbench.cost.charge import Resource
from archbench.cost.quantity import Open, Quantity
from archbench.hcl.values import Plain

_SCHEDULE = "aws_autoscaling_schedule"
MINUTES_OF_WEEK = 7 * 24 * 60
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")


@dataclass(frozen=True, slots=True)
class Period:
    """A part of the week, 0 to 1, with the instances (or units) wanted in it."""

    share: Decimal
    count: Quantity


def periods(group: Resource, normal: Quantity) -> tuple[Period, ...] | Open:
    """The week of a group: one period without schedules, open where one of them is not clear."""
    for block in group.configuration.uncounted:
        if block.type == _SCHEDULE:
            return Open(f"how many {block.address} there are is not known")
    found = tuple(_of(group))
    if not found:
        return (Period(Decimal(1), normal),)
    zones = {schedule.instance.get("time_zone") for schedule in found}
    if len(zones) > 1:
        return Open("its schedules run in several time zones")
    events: list[tuple[int, Quantity]] = []
    for schedule in found:
        if schedule.target("autoscaling_group_name") is None and not isinstance(
            schedule.instance.get("autoscaling_group_name"), str
        ):
            return Open(f"which group {schedule.address} changes cannot be told")
        count = _wanted(schedule)
        minutes = _minutes(schedule.instance.get("recurrence"))
        if count is None or not minutes:
            return Open(f"what {schedule.address} changes, and when in a week, cannot be told")
        events += [(minute, count) for minute in minutes]
    events.sort(key=lambda event: event[0])
    ends = [*(minute for minute, _ in events[1:]), events[0][0] + MINUTES_OF_WEEK]
    return tuple(
        Period(Decimal(end - start) / MINUTES_OF_WEEK, count)
        for (start, count), end in zip(events, ends, strict=True)
        if end > start
    )


def _of(group: Resource) -> Iterator[Resource]:
    """The schedules of a group, and those of which nobody can tell whose they are."""
    type_, attribute = _SCHEDULE, "autoscaling_group_name"
    yield from group.named_by(type_, attribute)
    name = group.instance.get("name")
    for schedule in group.naming_nothing(type_, attribute):
        given = schedule.instance.get(attribute)
        if not isinstance(given, str) or given == name:
            yield schedule


def _wanted(schedule: Resource) -> Quantity | None:
    """What a schedule sets, None unless it sets all three numbers: the rest is left as it is."""
    sizes = [schedule.instance.get(x) for x in ("min_size", "desired_capacity", "max_size")]
    if any(not isinstance(size, int) or size < 0 for size in sizes):
        return None
    low, likely, high = (Decimal(size) for size in sizes if isinstance(size, int))
    return Quantity(low, likely, high) if low <= likely <= high else None


def _minutes(recurrence: Plain) -> list[int]:
    """The minutes of a week, from Sunday 0:00, at which a recurrence runs; none when unreadable."""
    fields = recurrence.upper().split() if isinstance(recurrence, str) else []
    if len(fields) != 5 or fields[2] not in ("*", "?") or fields[3] != "*":
        return []
    hours = cron_values(fields[1], 0, 23)
    minutes = cron_values(fields[0], 0, 59)
    days = frozenset(day % 7 for day in cron_values(_numbered(fields[4]), 0, 7))
    return sorted(
        (day * 24 + hour) * 60 + minute for day in days for hour in hours for minute in minutes
    )


def _numbered(field: str) -> str:
    """Names of days as numbers, Sunday 0."""
    for number, name in enumerate(_DAYS):
        field = field.replace(name, str(number))
    return field
