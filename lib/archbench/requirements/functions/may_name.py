"""may_name(target, type, attribute): the resources of a type that may name a target there.

For a `for` that asks each by refers_to or ==: of all others the answer is no, and asking every one
about every target takes the square of their number. Like resources.TYPE it is not known while it
is not known how many there are, unless none of those that are not counted can name the target.
"""

from collections.abc import Iterator

from archbench.architecture.joins import IDENTITIES
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Unknown, Value, bare
from archbench.requirements.functions._more import more_naming
from archbench.requirements.functions._related import instance_of
from archbench.requirements.functions.refers_to import is_only_computed, leaves
from archbench.requirements.record import Read
from archbench.requirements.view import View


def call(view: View, target: Value, type: Value, attribute: Value) -> Value:  # noqa: A002
    """A tuple of instances, in the order of resources.TYPE."""
    item = instance_of(view, target)
    if item is None or not isinstance(type.raw, str) or not isinstance(attribute.raw, str):
        return computed(DYNAMIC, target, type, attribute)
    view.reads.append(Read(f"resources.{type.raw}", ()))
    own = bare(item.values.get(attribute.raw))
    if isinstance(own, Unknown) or more_naming(view, type.raw, attribute.raw, item):
        return view.of_type(type.raw)
    every = view.countable(type.raw)
    named, maybe = _naming(view, type.raw, attribute.raw)
    called = {own, *(bare(item.values.get(name)) for name in IDENTITIES)}
    names = (item.address, *(name for name in called if isinstance(name, str)))
    places = {*maybe, *(place for name in names for place in named.get(name, ()))}
    return construct.tuple_value(every[place] for place in sorted(places))


def _naming(view: View, type_: str, attribute: str) -> tuple[dict[str, list[int]], list[int]]:
    """The places of resources of a type by what an attribute names, and those that may name any."""
    key = (type_, attribute)
    if key not in view.namings:
        named, maybe = view.namings[key] = {}, []
        for place, item in enumerate(view.configuration.of_type(type_)):
            for leaf in leaves(view.value(item.values.get(attribute))):
                names = list(_names(view, leaf))
                if None in names:
                    maybe.append(place)
                for name in names:
                    if name is not None:
                        named.setdefault(name, []).append(place)
    return view.namings[key]


def _names(view: View, leaf: Value) -> Iterator[str | None]:
    """What a value names: addresses and texts; None where it may name anything."""
    raw = leaf.raw
    if isinstance(raw, Unknown):
        yield from (origin.subject for origin in raw.origins)
        if not raw.origins or not all(is_only_computed(view, item) for item in raw.origins):
            yield None
    elif isinstance(raw, str):
        named = view.named_by(raw)
        yield named or raw
        if named is None and ":" in raw:  # an ARN may stand inside
            yield None
