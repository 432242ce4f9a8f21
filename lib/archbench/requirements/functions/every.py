"""every(types): every resource of these types, and an element not known where there may be more.

What is certain is judged while a module or a count is not read. Where there is none, a control is
not applicable, or open while something is unread: it needs neither applies nor optional.
"""

from collections.abc import Sequence

from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Value
from archbench.requirements.functions._related import records, uncounted
from archbench.requirements.record import Read
from archbench.requirements.view import View


def call(view: View, types: Value) -> Value:
    """A tuple of instances."""
    items = types.raw
    if not isinstance(items, tuple) or not all(isinstance(item.raw, str) for item in items):
        return computed(DYNAMIC, types)
    return every(view, [str(item.raw) for item in items])


def every(view: View, types: Sequence[str]) -> Value:
    """The instances of types by their names."""
    view.reads.extend(Read(f"resources.{name}", ()) for name in types)
    found = records(view, view.configuration.of_type(*types))
    return construct.tuple_value([*found, *uncounted(view, *types)])
