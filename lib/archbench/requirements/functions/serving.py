"""serving(): the target groups that get requests, from a listener or one of its rules.

Addresses; not known while a weight, a target or the number of listeners is not. A group that gets
no share (weight 0) does not serve.
"""

from archbench.architecture.serving import target_groups
from archbench.hcl import construct
from archbench.hcl.types import DYNAMIC, STRING
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions._more import origin_of
from archbench.requirements.record import Read
from archbench.requirements.view import View

_LISTENERS = (
    "aws_lb_listener",
    "aws_alb_listener",
    "aws_lb_listener_rule",
    "aws_alb_listener_rule",
)

_GROUPS = ("aws_lb_target_group", "aws_alb_target_group")

OF = "aws_lb_listener"
"""What is missing where it lists nothing."""


def call(view: View) -> Value:
    """A tuple of addresses, in order, with what may serve of the groups that nobody can count."""
    for item in view.relations.reader.of_type(*_LISTENERS):
        block = "action" if "rule" in item.type else "default_action"
        view.reads.append(Read(item.address, (block,)))
    found = []
    for group in target_groups(view.architecture):
        if group.weight is None:
            reason = "what the listeners send to it cannot be told"
            return unknown(DYNAMIC, Origin("resource", group.address, "weight", reason))
        if group.weight > 0:
            found.append(group.address)
    for type_ in _LISTENERS:
        more = view.uncounted(type_)
        if more is not None:
            return unknown(DYNAMIC, Origin("resource", more[0], reason=more[1]))
    more_groups = dict.fromkeys(block for type_ in _GROUPS for block in view.more_of(type_))
    maybe = [unknown(STRING, origin_of(block)) for block in more_groups]
    return construct.tuple_value([*map(construct.string, sorted(found)), *maybe])
