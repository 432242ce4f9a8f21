"""tag_names(instance): the names of its tags, those of the provider's default_tags included.

A name is known where its value is not; where a map of tags is not known there may be any.
"""

from collections.abc import Iterator, Mapping

from archbench.hcl import construct
from archbench.hcl.plain import plain
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Plain, Unknown, Value, bare
from archbench.requirements.functions._related import instance_of, read, unsure
from archbench.requirements.view import View


def call(view: View, instance: Value) -> Value:
    """A tuple of texts."""
    item = instance_of(view, instance)
    if item is None:
        return computed(DYNAMIC, instance)
    read(view, item.address, ("tags",), ("tags_all",))
    names: dict[str, None] = {}
    whole = True
    given = (item.values.get(name) for name in ("tags", "tags_all"))
    for tags in (layer for value in given for layer in _layers(value)):
        if isinstance(tags, Mapping):
            names |= dict.fromkeys(tags)
        whole = whole and not isinstance(tags, Unknown)
    more = [] if whole else [unsure(item.address, "some of its tags are not known")]
    return construct.tuple_value([*map(construct.string, sorted(names)), *more])


def _layers(tags: Plain) -> Iterator[Plain]:
    """What tags are merged from, where they are not known as a whole."""
    tags = bare(tags)
    if isinstance(tags, Unknown) and tags.made is not None and tags.made.function == "merge":
        for layer in tags.made.args:
            yield from _layers(plain(layer))
    else:
        yield tags
