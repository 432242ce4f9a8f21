"""Where requests reach a part: only in the zones that a load balancer before it has a subnet in.

Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/
target-group-health-checks.html, reason code Target.NotInUse.
"""

from collections.abc import Iterable

from archbench.architecture.part import Graph

_BALANCERS = ("aws_lb", "aws_elb")
_ANYWHERE = ("aws_lambda_function",)
"""Targets that a balancer reaches through AWS, whatever zones they stand in."""


def unreached(graph: Graph, address: str, left: Iterable[str], lost: frozenset[str]) -> bool:
    """Whether zones are left of a part, and none that its balancers send requests to.

    False where that was so before, or anything else asks it.
    """
    part = graph.parts[address]
    asked_by = [item for item in graph.incoming.get(address, ()) if item.kind == "request"]
    sources = [graph.parts[item.source] for item in asked_by]
    limited = sources and all(
        one.kind.types[0] in _BALANCERS and one.place.told and one.zones for one in sources
    )
    if not limited or part.kind.types[0] in _ANYWHERE:
        return False
    reached = {zone for one in sources for zone in one.zones}
    still = set(left)
    before = reached & set(part.zones)
    return bool(still and before) and not still & (reached - lost)
