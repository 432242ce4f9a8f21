"""security_groups_of(kind): the security groups that load balancers, compute or databases wear.

kind is "balancers", "compute" or "databases"; addresses of groups, in every spelling: of a launch
template also those of its network interfaces.
"""

from collections.abc import Iterator

from archbench.architecture.compute import TEMPLATE_TYPES, names_template
from archbench.architecture.element import Element
from archbench.architecture.model import ScalingGroup
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC, STRING
from archbench.hcl.values import Origin, Unknown, Value, unknown
from archbench.requirements.functions._more import origin_of
from archbench.requirements.record import Read
from archbench.requirements.view import View

_KINDS = {
    "balancers": ("LoadBalancer",),
    "compute": ("ScalingGroup", "Compute"),
    "databases": ("DatabaseCluster", "DatabaseInstance"),
}
WEARING = {
    "balancers": ("aws_lb", "aws_elb"),
    "compute": (
        *("aws_autoscaling_group", "aws_instance", "aws_spot_instance_request"),
        "aws_network_interface_sg_attachment",
    ),
    "databases": ("aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster", "aws_db_instance"),
}
"""The types of what wears them, or makes something wear them."""
_ATTRIBUTES = ("security_groups", "vpc_security_group_ids")

WORDS = {"kind": tuple(_KINDS)}
OF = "aws_security_group"
"""What is missing where it lists nothing."""


def call(view: View, kind: Value) -> Value:
    """A tuple of addresses; unknown when one cannot be told, with what may wear more of them."""
    names = _KINDS.get(str(kind.raw)) if isinstance(kind.raw, str) else None
    if names is None:
        return computed(DYNAMIC, kind)
    found: dict[str, None] = {}
    for element in view.architecture.elements():
        if type(element).__name__ not in names:
            continue
        worn = getattr(element, "security_groups", ())
        for address, attribute in _wearing(view, element):
            view.reads.append(Read(address, (attribute,)))
            untold = _untold(view, address, attribute)
            if untold is not None:
                return unknown(DYNAMIC, untold)
        elsewhere = _elsewhere(view, element) if not worn else None
        if elsewhere is not None:
            return unknown(DYNAMIC, elsewhere)
        found |= dict.fromkeys(worn)
    more = dict.fromkeys(block for type_ in WEARING[str(kind.raw)] for block in view.more_of(type_))
    maybe = [unknown(STRING, origin_of(block)) for block in more]
    return construct.tuple_value([*map(construct.string, sorted(found)), *maybe])


def _elsewhere(view: View, element: Element) -> Origin | None:
    """What a group of machines starts from where that is not in the configuration."""
    if not isinstance(element, ScalingGroup):
        return None
    known = view.configuration.by_address
    template = known.get(element.launch_template or "")
    if (template is not None and template.mode == "managed") or (
        names_template(known[element.address]) is None
    ):
        return None
    reason = "what it starts from is not in this configuration"
    return Origin("resource", element.address, "launch_template", reason)


def _wearing(view: View, element: Element) -> Iterator[tuple[str, str]]:
    """Where the security groups of an element are named."""
    template = getattr(element, "launch_template", None)
    for address in (element.address, template):
        item = view.configuration.by_address.get(address or "")
        if item is None or (template and item.type not in TEMPLATE_TYPES):
            continue
        yield from ((item.address, name) for name in _ATTRIBUTES if name in item.values)


def _untold(view: View, address: str, attribute: str) -> Origin | None:
    reader = view.relations.reader
    item = view.configuration.by_address[address]
    if reader.is_told(item, attribute):
        return None
    value = item.values.get(attribute)
    if isinstance(value, Unknown) and value.origins:
        return value.origins[0]
    return Origin("resource", address, attribute, "it names a group that is not here")
