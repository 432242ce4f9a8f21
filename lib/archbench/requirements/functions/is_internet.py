"""is_internet(cidrs): whether ranges hold more public addresses than one organisation has."""

from archbench.architecture.openness import is_internet
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import Value
from archbench.requirements.view import View


def call(view: View, cidrs: Value) -> Value:
    """True or false; unknown while a range is."""
    del view
    items = cidrs.raw
    if not isinstance(items, tuple) or any(not isinstance(item.raw, str) for item in items):
        return computed(BOOL, cidrs)
    return construct.boolean(is_internet(str(item.raw) for item in items))
