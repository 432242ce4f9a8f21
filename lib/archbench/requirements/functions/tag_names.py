"""tag_names(instance): the names of its tags, those of the provider's default_tags included.

A name is known where its value is not; where a map of tags is not known there may be any.
"""

from collections.abc import Mapping

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
    for tags in (item.values.get("tags"), *_layers(item.values.get("tags_all"))):
        opened = bare(tags)
        if isinstance(opened, Mapping):
            names |= dict.fromkeys(opened)
        whole = whole and not isinstance(opened, Unknown)
    more = [] if whole else [unsure(item.address, "some of its tags are not known")]
    return construct.tuple_value([*map(construct.string, sorted(names)), *more])


def _layers(tags: Plain) -> tuple[Plain, ...]:
    """What tags are merged from, where they are not known as a whole."""
    if isinstance(tags, Unknown) and tags.made is not None and tags.made.function == "merge":
        return tuple(plain(layer) for layer in tags.made.args)
    return (tags,)
