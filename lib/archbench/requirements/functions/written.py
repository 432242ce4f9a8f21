"""written(instance, attribute): whether a secret stands in the configuration itself.

True for a text, for JSON of texts, and for the default of a variable; false for what is made on
apply, comes from another resource or from a variable that has no default: whoever applies gives
it, and it stands nowhere. False too where lifecycle ignores changes of it: then it is a
placeholder, but for the password a database is made with, which may have been changed since. What a
parameter holds is a secret by its name or its shape, and is not known to be one else. Not known
where a variable is given another value than its default, and in a plan where functions alone make
it: uuid() as well as a text around timestamp().
"""

import re
from collections.abc import Mapping

from archbench.architecture.joins import value_at
from archbench.architecture.written import written
from archbench.hcl.partly import NotReadError, partial_json, partial_text
from archbench.hcl.refine import computed
from archbench.hcl.syntax import Block
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Origin, Plain, Unknown, Value, bare, unknown
from archbench.hcl.walk import traversals
from archbench.requirements.functions._related import instance_of, path_of, read
from archbench.requirements.functions._source import attribute_at, block_at
from archbench.requirements.functions.is_generated import is_default, is_given
from archbench.requirements.record import Read
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance

_MADE_WITH = ("auth_token", "master_password", "password")
"""What works from the first apply on: no placeholder that waits for the real value."""


def call(view: View, instance: Value, attribute: Value) -> Value:  # noqa: PLR0911 one a reason
    """True or false; unknown where no configuration tells."""
    item, name = instance_of(view, instance), attribute.raw
    if item is None or not isinstance(name, str):
        return computed(BOOL, instance, attribute)
    path = path_of(name)
    read(view, item.address, path)
    value = bare(value_at(item, path))
    block = block_at(view, item.range)
    given = attribute_at(block, path) if block is not None else None
    ignored = block is not None and _ignores(block, str(path[0]))
    if value in (None, "") or (ignored and name not in _MADE_WITH):
        return FALSE
    if ignored and not isinstance(value, Unknown):
        reason = "whether it was changed since it was made with it, no configuration tells"
        return unknown(BOOL, Origin("resource", item.address, name, reason))
    if given is not None and not list(traversals(given.expression)):
        if item.type == "aws_ssm_parameter" and not _is_told(item, value):
            reason = "whether it is a secret, neither its name nor its shape says"
            return unknown(BOOL, Origin("resource", item.address, name, reason))
        view.masked.add(Read(item.address, path))
        return TRUE
    if isinstance(value, Unknown) and value.origins:
        return TRUE if _has_secret(value) else _from(view, value)
    if is_default(view, value):
        view.masked.add(Read(item.address, path))
        return TRUE
    reason = "where its value comes from, no configuration tells"
    return unknown(BOOL, Origin("resource", item.address, name, reason))


def _is_told(parameter: Instance, value: Plain) -> bool:
    """Whether what a parameter holds is a secret by its name, where known, or by its shape."""
    try:
        name = partial_text(parameter.get("name")).shown
    except NotReadError:
        name = ""
    return bool(written({re.split(r"[/.]", name)[-1]: value}))


def _from(view: View, value: Unknown) -> Value:
    """Whether what is not known is a secret somebody wrote: the default of a variable may be."""
    given = [origin for origin in value.origins if origin.kind == "variable"]
    unsaid = [origin for origin in given if not is_given(view, origin)]
    return unknown(BOOL, *unsaid) if unsaid else FALSE


def _has_secret(value: Plain) -> bool:
    """Whether the known part of a JSON object names a secret and its text."""
    try:
        found = partial_json(value)
    except NotReadError:
        return False
    return isinstance(found, Mapping) and bool(written(found))


def _ignores(block: Block, name: str) -> bool:
    """Whether changes of an attribute are ignored, alone or with all others."""
    listed = [
        inner.body.attributes["ignore_changes"].expression
        for inner in block.body.blocks
        if inner.type == "lifecycle" and "ignore_changes" in inner.body.attributes
    ]
    roots = {found.root for expression in listed for found in traversals(expression)}
    return bool(roots & {name, "all"})
