"""reachable(source, group, port): whether a source may open a TCP connection to a security group.

source is a security group (instance or address) or a CIDR, or several of them, each of which must;
group is a security group.
"""

from archbench.architecture.security import Allowed
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Origin, Value, unknown
from archbench.requirements.functions.refers_to import address_of
from archbench.requirements.view import View


def call(view: View, source: Value, group: Value, port: Value) -> Value:
    """True or false; unknown while a rule that decides it is."""
    sources = source.raw if isinstance(source.raw, tuple) else (source,)
    goal = address_of(view, group)
    found = set[Allowed]()
    starts = [address_of(view, one) for one in sources]
    if goal is None or not source.is_known or not isinstance(port.raw, int):
        return computed(BOOL, source, group, port)
    for start in (start for start in starts if start is not None):
        found.add(view.relations.reachability.between(start, goal, port.raw).allowed)
        if "no" in found:
            return FALSE
    if None in starts:
        return computed(BOOL, source, group, port)
    if "unknown" in found:
        origin = Origin("resource", goal, reason="a rule of it is not known yet")
        return unknown(BOOL, origin)
    return TRUE
