"""names_one_of(targets, value): whether a value names one of several instances, as refers_to.

A reference is looked up among them; only a text that is written out is held against each.
"""

from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Unknown, Value
from archbench.requirements.functions.refers_to import address_of, leaves, refers
from archbench.requirements.view import View


def call(view: View, targets: Value, value: Value) -> Value:
    """True or false; unknown where the value may turn out to name anything, or a target is."""
    if not isinstance(targets.raw, tuple):
        return computed(BOOL, targets)
    known = [found for item in targets.raw if (found := address_of(view, item)) is not None]
    addresses = frozenset(known)
    answers: set[bool | None] = set()
    for item in leaves(value) if addresses else ():
        named = view.named_by(item.raw)
        if named is not None:
            answers.add(named in addresses)
        elif isinstance(item.raw, Unknown):
            subjects = addresses.intersection(origin.subject for origin in item.raw.origins)
            answers.add(refers(view, item, min(subjects, default=known[0])))
        else:
            answers.update(refers(view, item, address) for address in known)
    if True in answers:
        return TRUE
    if None in answers:
        return computed(BOOL, value)
    return FALSE if all(item.is_known for item in targets.raw) else computed(BOOL, targets)
