"""backed_up(instance, hours, days): whether AWS Backup takes it at least so often and keeps it.

hours is the longest time between two runs, the rules of all plans united; days the least a
recovery point is kept. Hours may be null: any rule is enough. A volume is taken with the instance
that it is attached to.
"""

from fractions import Fraction

from archbench.architecture.backing_up import PLAN, SELECTION, often_enough
from archbench.architecture.lifecycle_policies import ATTACHMENT
from archbench.architecture.opting_in import PREFERENCE, SETTINGS
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Origin, Value, unknown
from archbench.requirements.functions._related import instance_of, read, uncounted_origin
from archbench.requirements.view import View


def call(view: View, instance: Value, hours: Value, days: Value) -> Value:
    """True or false; unknown while a selection or schedule that decides it is."""
    item = instance_of(view, instance)
    most = hours.raw
    if (
        item is None
        or not isinstance(days.raw, int)
        or not (most is None or isinstance(most, int | Fraction))
    ):
        return computed(BOOL, instance, hours, days)
    backup = view.relations.backup(item.address)
    for rule in backup.rules:
        read(view, rule.plan, ("rule", rule.index, "schedule"), ("rule", rule.index, "lifecycle"))
    for selection in view.relations.reader.of_type(SELECTION):
        read(view, selection.address, ("resources",))
    for attachment in view.relations.reader.naming(item.address, ATTACHMENT, "volume_id"):
        read(view, attachment.address, ("instance_id",))
    for settings in view.relations.reader.of_type(SETTINGS):
        read(view, settings.address, (PREFERENCE,))
    found = often_enough(backup, None if most is None else Fraction(most), int(days.raw))
    if found is True:
        return TRUE
    own = Origin("resource", item.address, reason=found) if found else None
    why = own or uncounted_origin(view, SELECTION, PLAN)
    return unknown(BOOL, why) if why else FALSE
