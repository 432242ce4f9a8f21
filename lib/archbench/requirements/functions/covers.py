"""covers(rule, port): whether ports of a rule or an opening hold a port, however wide they are.

A rule of no protocol with ports (icmp) covers none, one of all protocols every port. Of an opening
whose source cannot be told, a port outside of its ports is none of it.
"""

from collections.abc import Mapping

from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Value
from archbench.requirements.view import View


def call(view: View, rule: Value, port: Value) -> Value:
    """True or false; unknown while an end of the range is."""
    del view
    parts = rule.raw
    if not isinstance(parts, Mapping) or not isinstance(port.raw, int):
        return computed(BOOL, rule, port)
    protocol, low, high = (parts[name] for name in ("protocol", "from_port", "to_port"))
    if protocol.is_known and protocol.raw not in ("tcp", "udp", "-1", ""):
        return FALSE
    if not low.is_known or not high.is_known or not protocol.is_known:
        outside = _is_outside(parts.get("ports"), port.raw)
        return FALSE if outside else computed(BOOL, protocol, low, high)
    if low.is_null or high.is_null:
        return TRUE
    if not isinstance(low.raw, int) or not isinstance(high.raw, int):
        return computed(BOOL, low, high)
    return construct.boolean(low.raw <= port.raw <= high.raw)


def _is_outside(ends: Value | None, port: int) -> bool:
    """Whether a port lies outside of these ends, where both are known."""
    if ends is None or not isinstance(ends.raw, tuple):
        return False
    found = [end.raw for end in ends.raw]
    if not found:  # a protocol without ports
        return True
    return all(isinstance(end, int) for end in found) and not found[0] <= port <= found[1]  # type: ignore[operator]
