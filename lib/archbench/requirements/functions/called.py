"""called(type, attribute, value): the resources of a type whose attribute is this text.

Looked up, not searched for: the log group of a function's name among thousands. Where there is
none of the type, none is called so, whatever the text; a name made of the same variables is the
same, and one that differs in what is known of it is another.
"""

from collections.abc import Callable

from archbench.architecture.element import Told
from archbench.hcl.partly import same_text, symbol
from archbench.hcl.plain import plain
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Value
from archbench.requirements.functions._related import belonging, read, uncounted, unsure
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance


def call(view: View, type: Value, attribute: Value, value: Value) -> Value:  # noqa: A002
    """A tuple of instances; unknown where one may be called so."""
    return among(view, type, attribute, value, lambda _: True)


def among(
    view: View,
    type: Value,  # noqa: A002
    attribute: Value,
    value: Value,
    counts: Callable[[Instance], Told],
) -> Value:
    """Those called so that count; where it is not known whether one does, it may."""
    kind, name, text = type.raw, attribute.raw, plain(value)
    if not isinstance(kind, str) or not isinstance(name, str):
        return computed(DYNAMIC, type, attribute, value)
    known, untold = view.relations.called(kind, name)

    def may(one: Instance | None) -> bool:
        if one is None:
            return True
        return counts(one) is not False and same_text(text, one.values.get(name)) is not False

    more = [one for one in uncounted(view, kind) if may(view.would_be(one))]
    if not known and not untold:
        return belonging(view, (), more)
    asked = text if isinstance(text, str) else symbol(text)
    if asked is None:
        return computed(DYNAMIC, value)
    named = known.get(asked, ())
    found = [one for one in named if counts(one)]
    for one in named:
        read(view, one.address, (name,))
    others = untold if isinstance(text, str) else view.configuration.of_type(kind)
    maybe = [
        unsure(one.address, f"its {name} is not known")
        for one in others
        if one not in named and may(one)
    ]
    maybe += [
        unsure(one.address, "its region is not known") for one in named if counts(one) is None
    ]
    return belonging(view, found, [*maybe, *more])
