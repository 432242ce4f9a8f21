"""rings_at(alarm, value): whether an alarm of alarms_on rings while its metric has a value."""

from collections.abc import Mapping
from fractions import Fraction

from archbench.hcl import construct
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL, NUMBER
from archbench.hcl.values import FALSE, Value
from archbench.requirements.view import View


def call(view: View, alarm: Value, value: Value) -> Value:
    """True or false; unknown while the threshold is, or an expression changes the metric."""
    del view
    parts = alarm.raw
    if not isinstance(parts, Mapping):
        return computed(BOOL, alarm)
    threshold = parts["threshold"]
    if parts["transformed"].raw is True or not threshold.is_known or not value.is_known:
        return computed(BOOL, threshold, value)
    return _compared(parts, threshold, value)


def _compared(parts: Mapping[str, Value], threshold: Value, value: Value) -> Value:
    direction = parts["direction"].raw
    try:
        limit, at = convert(threshold, NUMBER).raw, convert(value, NUMBER).raw
    except ConversionError:
        return FALSE
    if not isinstance(limit, int | Fraction) or not isinstance(at, int | Fraction) or not direction:
        return FALSE
    if at == limit:
        return parts["inclusive"]
    return construct.boolean((at > limit) == (direction == "above"))
