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
from archbench.requirements.functions._related import instance_of, read, texts, uncounted_origin
from archbench.requirements.view import View

_COMPOSITE = "aws_cloudwatch_composite_alarm"
_SUBSCRIPTION = "aws_sns_topic_subscription"


def call(view: View, alarm: Value) -> Value:
    """An object with topics, people and actions: addresses or ARNs."""
    item = instance_of(view, alarm)
    if item is None:
        return computed(DYNAMIC, alarm)
    read(view, item.address, ("alarm_actions",), ("actions_enabled",))
    found = reached(view.relations.reader, item.address)
    why = found.outside
    outside = Origin("resource", item.address, "alarm_actions", why) if why else None
    maybe = outside or uncounted_origin(view, _COMPOSITE)
    subscribed = uncounted_origin(view, _SUBSCRIPTION) if found.topics else None

    def told(items: tuple[str, ...], maybe: Origin | None = maybe) -> Value:
        return unknown(DYNAMIC, maybe) if maybe and not items else texts(items)

    actions = told((*found.topics, *found.other))
    listed = item.values.get("alarm_actions")
    enabled = truth(item.get("actions_enabled"), default=True) is True
    if outside and not actions.is_known and isinstance(listed, tuple) and listed and enabled:
        actions = construct.tuple_value([unknown(DYNAMIC, outside)])
    return construct.object_value(
        {
            "topics": told(found.topics),
            "people": told(found.people, maybe or subscribed),
            "actions": actions,
        }
    )
