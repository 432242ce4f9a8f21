"""reachable(source, group, port): whether a source may open a TCP connection to a security group.

source is a security group (instance or address) or a CIDR, group a security group.
"""

from archbench.architecture.security import reachable
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions.refers_to import address_of
from archbench.requirements.view import View


def call(view: View, source: Value, group: Value, port: Value) -> Value:
    """True or false; unknown while a rule that decides it is."""
    start, goal = address_of(view, source), address_of(view, group)
    if start is None or goal is None or not isinstance(port.raw, int):
        return computed(BOOL, source, group, port)
    reach = reachable(view.architecture, start, goal, port.raw)
    if reach.allowed == "unknown":
        return unknown(BOOL, Origin("resource", goal, reason="a rule of it is not known yet"))
    return construct.boolean(reach.allowed == "yes")
