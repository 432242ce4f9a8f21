"""longest_gap_hours(schedule): the longest time between two runs, in hours."""

from fractions import Fraction

from archbench.architecture.schedule import longest_gap
from archbench.hcl import construct
from archbench.hcl.numbers import settle
from archbench.hcl.refine import computed
from archbench.hcl.types import NUMBER
from archbench.hcl.values import NULL, Value
from archbench.requirements.view import View


def call(view: View, schedule: Value) -> Value:
    """Hours; null for a schedule that cannot be read or never runs."""
    del view
    if not schedule.is_known:
        return computed(NUMBER, schedule)
    gap = longest_gap(schedule.raw) if isinstance(schedule.raw, str) else None
    if gap is None:
        return NULL
    return construct.number(settle(Fraction(int(gap.total_seconds()), 3600)))
