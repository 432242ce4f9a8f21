"""called(type, attribute, value): the resources of a type whose attribute is this text.

Looked up, not searched for: the log group of a function's name among thousands. Where there is
none of the type, none is called so, whatever the text; a name made of the same variables is the
same, and one that differs in what is known of it is another.
"""

from archbench.hcl.partly import same_text, symbol
from archbench.hcl.plain import plain
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Value
from archbench.requirements.functions._related import belonging, read, uncounted, unsure
from archbench.requirements.view import View


def call(view: View, type: Value, attribute: Value, value: Value) -> Value:  # noqa: A002
    """A tuple of instances; unknown where one may be called so."""
    kind, name, text = type.raw, attribute.raw, plain(value)
    if not isinstance(kind, str) or not isinstance(name, str):
        return computed(DYNAMIC, type, attribute, value)
    known, untold = view.relations.called(kind, name)
    if not known and not untold:
        return belonging(view, (), uncounted(view, kind))
    asked = text if isinstance(text, str) else symbol(text)
    if asked is None:
        return computed(DYNAMIC, value)
    found = known.get(asked, ())
    for one in found:
        read(view, one.address, (name,))
    others = untold if isinstance(text, str) else view.configuration.of_type(kind)
    alike = (
        one
        for one in others
        if one not in found and same_text(text, one.values.get(name)) is not False
    )
    maybe = [unsure(one.address, f"its {name} is not known") for one in alike]
    return belonging(view, found, [*maybe, *uncounted(view, kind)])
