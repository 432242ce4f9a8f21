"""reached_by(alarm): whom a CloudWatch alarm tells when it rings.

topics it tells, people: those of them that someone is subscribed to, and actions: everything it
does. Actions of a composite alarm it is part of count; actions that are not enabled do not. What
cannot be told is unknown where nothing certain is left; that there is an action is certain where
one is listed, whatever it is.
"""

from archbench.architecture.joins import truth
from archbench.architecture.watching import reached
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions._related import instance_of, read, texts
from archbench.requirements.view import View


def call(view: View, alarm: Value) -> Value:
    """An object with topics, people and actions: addresses or ARNs."""
    item = instance_of(view, alarm)
    if item is None:
        return computed(DYNAMIC, alarm)
    read(view, item.address, ("alarm_actions",), ("actions_enabled",))
    found = reached(view.relations.reader, item.address)
    why = found.outside
    counted = view.uncounted("aws_sns_topic_subscription")
    if counted is not None and not found.people:
        address, reason = counted
        is_module = address.split(".")[-2] == "module"
        more = f"what {address} holds" if is_module else f"how many {address} there are"
        why = why or f"{more} is not known: {reason}"
    origin = Origin("resource", item.address, "alarm_actions", why)

    def told(items: tuple[str, ...]) -> Value:
        return unknown(DYNAMIC, origin) if why and not items else texts(items)

    actions = told((*found.topics, *found.other))
    listed = item.values.get("alarm_actions")
    enabled = truth(item.get("actions_enabled"), default=True) is True
    if not actions.is_known and isinstance(listed, tuple) and listed and enabled:
        actions = construct.tuple_value([unknown(DYNAMIC, origin)])
    return construct.object_value(
        {
            "topics": told(found.topics),
            "people": told(found.people),
            "actions": actions,
        }
    )
