"""The longest gap a backup schedule leaves."""

from datetime import timedelta

import pytest

from archbench.architecture.schedule import longest_gap


@pytest.mark.parametrize(
    ("schedule", "hours"),
    [
        ("cron(0 0/6 * * ? *)", 6),
        ("cron(0 5 * * ? *)", 24),
        ("cron(0 5,17 ? * * *)", 12),
        ("cron(0 1,2 * * ? *)", 23),
        ("cron(0 0,20,22 * * ? *)", 20),
        ("cron(0/30 * * * ? *)", 0.5),
        ("cron(0 5 ? * SUN *)", 168),
        ("cron(0 5 ? * 2-6 *)", 72),
        ("cron(0 0 1 * ? *)", 31 * 24),
        ("cron(0 0 L * ? *)", 31 * 24),
        ("cron(0 0 29 FEB ? *)", (366 + 3 * 365) * 24),
        ("rate(1 day)", 24),
        ("rate(12 hours)", 12),
        ("rate(2 days)", 48),
        ("cron(59 23 * * ? *)", 24),
        ("cron(0 0-23 * * ? *)", 1),
        ("cron(0 5 ? * 1,7 *)", 144),
        ("cron(0 5 ? * SAT *)", 168),
        ("cron(0 5 1 1 ? *)", 366 * 24),
        ("cron(0 5 1 JAN,JUL ? *)", 184 * 24),
        ("cron(0 5 31 12 ? *)", 366 * 24),
        ("cron(10/20 * * * ? *)", 1 / 3),
        ("cron(0,59 5 * * ? *)", 24 - 59 / 60),
        ("rate(90 minutes)", 1.5),
    ],
)
def test_gap_in_hours(schedule: str, hours: float) -> None:
    """The time between two runs at worst, nights, week ends and short months included."""
    assert longest_gap(schedule) == timedelta(hours=hours)


@pytest.mark.parametrize(
    "schedule",
    [
        "",
        "daily",
        "cron(0 5 * * *)",
        "cron(0 5 * * ? 2026)",
        "cron(0 5 ? * MON#1 *)",
        "cron(0 5 15W * ? *)",
        "cron(61 5 * * ? *)",
        "cron(0 5 31 FEB ? *)",
        "rate(0 hours)",
        "rate(1 week)",
        "cron(0 5 1 * MON *)",
        "cron(0 5 1 * 2 *)",
        "cron(0-60 5 * * ? *)",
        "cron(0 5-24 * * ? *)",
        "cron(0 5 1-32 * ? *)",
        "cron(0 5 0-1 * ? *)",
        "cron(0 5 1 1-13 ? *)",
        "cron(0 5 1 0-1 ? *)",
        "cron(0 5 ? * 1-8 *)",
        "cron(0 5 ? * 0-1 *)",
    ],
)
def test_unreadable_schedule_has_no_gap(schedule: str) -> None:
    """What cannot be read, ends, or never runs gives none instead of a guess."""
    assert longest_gap(schedule) is None
