"""How many instances a group runs over a week, by its schedules."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from archbench.cost.bill import configuration, ref
from archbench.cost.charge import Resource
from archbench.cost.quantity import Open, Quantity
from archbench.cost.schedules import Period, periods
from archbench.hcl.values import Plain

GROUP: Mapping[str, Plain] = {"name": "web", "min_size": 1, "max_size": 9}


def schedule(recurrence: Plain, count: int, **more: Plain) -> Mapping[str, Plain]:
    """What sets a group to so many instances when the recurrence says."""
    sizes: dict[str, Plain] = {
        "min_size": count,
        "desired_capacity": count,
        "max_size": count,
        "recurrence": recurrence,
        "autoscaling_group_name": ref("aws_autoscaling_group.a", "name"),
    }
    return {**sizes, **more}


def week(*schedules: Mapping[str, Plain]) -> list[tuple[float, int]] | str:
    """Hours of the week in order from Sunday, with how many run; or why it is open."""
    resources = {f"aws_autoscaling_schedule.{n}": one for n, one in enumerate(schedules)}
    found = configuration({"aws_autoscaling_group.a": GROUP, **resources})
    group = next(one for one in found.instances if one.type == "aws_autoscaling_group")
    told = periods(Resource(group, found), Quantity.of(7))
    if isinstance(told, Open):
        return told.reason
    return [(float(round(period.share * 168, 6)), int(period.count.likely)) for period in told]


def test_without_a_schedule_the_week_is_one() -> None:
    """As many as the group says."""
    found = configuration({"aws_autoscaling_group.a": GROUP})
    told = periods(Resource(found.instances[0], found), Quantity.of(7))
    assert told == (Period(Decimal(1), Quantity.of(7)),)


def test_a_week_of_days_and_nights() -> None:
    """Up at 7 on weekdays, down at 19: five days of 12 hours, four nights of 12, one end of 60."""
    up, down = schedule("0 7 * * MON-FRI", 4), schedule("0 19 * * 1-5", 1)
    assert week(up, down) == [(12, 4), (12, 1)] * 4 + [(12, 4), (60, 1)]


def test_sunday_has_two_numbers() -> None:
    """0 and 7 are one day; from Sunday 6:30 to Wednesday noon, and on to the next Sunday."""
    for day in ("0", "7", "SUN", "sun"):
        found = week(schedule(f"30 6 * * {day}", 2), schedule("0 12 * * WED", 5))
        assert found == [(77.5, 2), (90.5, 5)]


def test_of_two_at_the_same_minute_there_is_one_period() -> None:
    """The later in order holds: no time passes between them."""
    found = week(schedule("0 0 * * 1", 2), schedule("0 0 * * 1", 3), schedule("0 0 * * 4", 5))
    assert found == [(72, 3), (96, 5)]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"min_size": 5, "desired_capacity": 2}, "cannot be told"),
        ({"max_size": 1}, "cannot be told"),
        ({"desired_capacity": None}, "cannot be told"),
        ({"min_size": -1}, "cannot be told"),
        ({"recurrence": "0 7 1 * *"}, "cannot be told"),
        ({"recurrence": "0 7 * 6 *"}, "cannot be told"),
        ({"recurrence": "0 7 * *"}, "cannot be told"),
        ({"recurrence": None}, "cannot be told"),
        ({"time_zone": "Europe/Berlin"}, "several time zones"),
        ({"autoscaling_group_name": None}, "which group"),
    ],
)
def test_what_is_not_clear_opens_the_week(changed: Mapping[str, Plain], why: str) -> None:
    """Sizes out of order, a day of the month, no recurrence, a second time zone, another group."""
    told = week(schedule("0 7 * * 1", 2), {**schedule("0 19 * * 1", 3), **changed})
    assert isinstance(told, str)
    assert why in told


def test_nothing_may_run() -> None:
    """Zero is a number."""
    assert week(schedule("0 0 * * 1", 0), schedule("0 0 * * 2", 2)) == [(24, 0), (144, 2)]


def test_a_schedule_names_its_group_by_name_too() -> None:
    """That of another group changes nothing."""
    mine = schedule("0 0 * * *", 3, autoscaling_group_name="web")
    assert week(mine, schedule("0 0 * * *", 5, autoscaling_group_name="other")) == [(24, 3)] * 7
