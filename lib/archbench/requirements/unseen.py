"""What the lists of the architecture may lack: more of a kind that nobody has counted.

They hold what is certain to be there. An assert that lists some of it is decided by those alone
only where it fails; one that holds may be broken by one more.
"""

from collections.abc import Iterator, Mapping

from archbench.hcl.syntax import Attr, Expression
from archbench.hcl.values import Value
from archbench.hcl.walk import calls, traversals
from archbench.requirements.functions._related import uncounted
from archbench.requirements.scope import Names

TYPES: Mapping[str, tuple[str, ...]] = {
    "alarms": ("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"),
    "clusters": ("aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"),
    "compute": ("aws_instance", "aws_spot_instance_request"),
    "databases": ("aws_db_instance",),
    "health_checks": ("aws_route53_health_check",),
    "keys": ("aws_kms_key",),
    "listeners": ("aws_lb_listener",),
    "load_balancers": ("aws_lb", "aws_elb"),
    "nat_gateways": ("aws_nat_gateway",),
    "records": ("aws_route53_record",),
    "route_tables": ("aws_route_table", "aws_default_route_table"),
    "scaling_groups": ("aws_autoscaling_group",),
    "security_groups": ("aws_security_group", "aws_default_security_group"),
    "subnets": ("aws_subnet", "aws_default_subnet"),
    "target_groups": ("aws_lb_target_group",),
    "vpcs": ("aws_vpc", "aws_default_vpc"),
}
"""The resource types whose instances each list of the architecture holds."""

_WEARING = ("clusters", "compute", "databases", "load_balancers", "scaling_groups")
"""The lists of what wears security groups."""


def unseen(names: Names, *expressions: Expression) -> Value | None:
    """What may be one more of what expressions list; None where all of it is known."""
    if not names.view.configuration.uncounted:
        return None
    listed = dict.fromkeys(type_ for node in expressions for type_ in _listed(names, node, set()))
    return next(iter(uncounted(names.view, *listed)), None)


def _listed(names: Names, node: Expression, seen: set[str]) -> Iterator[str]:
    """The types of what an expression lists of the architecture, by locals too."""
    for call in calls(node):
        if call.name == "security_groups_of":
            yield from (type_ for kind in _WEARING for type_ in TYPES[kind])
    for name in traversals(node):
        match name.root, name.steps:
            case "architecture", (Attr(name=kind), *_):
                yield from TYPES.get(kind, ())
            case "local", (Attr(name=local), *_) if local in names.locals and local not in seen:
                seen.add(local)
                yield from _listed(names, names.locals[local], seen)
