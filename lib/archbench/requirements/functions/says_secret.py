"""says_secret(instance, attribute): whether a document that stands there holds a secret as text.

By a key or an address with a password in it, a variable that is assigned, a key of JSON, or a line
of settings such as `password: hunter2`. What is known of a text that is not known as a whole is
looked at; not known where nothing is.
"""

import re
from collections.abc import Iterator, Mapping

from archbench.architecture.joins import value_at
from archbench.architecture.written import holds_secret, written
from archbench.hcl.partly import NotReadError, partial_json, partial_text
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Origin, Plain, Value, bare, unknown
from archbench.patterns import regex
from archbench.requirements.functions._related import instance_of, path_of, read
from archbench.requirements.record import Read
from archbench.requirements.view import View

_SETTING = regex(
    r"^\s*([\w.-]*(?:password|passwd|secret_?access_?key|api_?key|private_?key))\s*[:=]\s*"
    r"[\"']?([^\s\"'#$<{%!&*|>][^\s\"']{3,})[\"']?\s*$",
    re.MULTILINE | re.IGNORECASE,
)


def call(view: View, instance: Value, attribute: Value) -> Value:
    """True or false; unknown where nothing of it can be read."""
    item, name = instance_of(view, instance), attribute.raw
    if item is None or not isinstance(name, str):
        return computed(BOOL, instance, attribute)
    path = path_of(name)
    read(view, item.address, path)
    value = bare(value_at(item, path))
    if value in (None, ""):
        return FALSE
    try:
        found = partial_text(value, encoded=name.endswith("_base64"))
    except NotReadError as error:
        return unknown(BOOL, Origin("resource", item.address, name, str(error)))
    if found.is_given:
        return computed(BOOL, view.value(value))
    try:
        inner = partial_json(value)
    except NotReadError:
        inner = None
    told = written(dict(_SETTING.findall(found.shown))) or any(map(written, _objects(inner)))
    if told or holds_secret(found.shown):
        view.masked.add(Read(item.address, path))
        return TRUE
    return FALSE


def _objects(value: Plain) -> Iterator[Mapping[str, Plain]]:
    """Every object of a document, at any depth."""
    if isinstance(value, Mapping):
        yield value
    for inner in (
        value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else ()
    ):
        yield from _objects(inner)
