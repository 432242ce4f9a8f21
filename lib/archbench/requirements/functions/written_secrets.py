"""written_secrets(instance): what holds a secret in plain text: environment variables, user data.

Names of variables of a function, project or application, and "user data" for a script. The value
stands in the configuration, or is put there on apply from what makes a secret; a reference to a
secret's ARN or a parameter is none.

Not known where a variable of the configuration may give one: under a name that tells of a secret,
and where all of `variables = var.given`, or a name in it, is not known. Nothing is written in the
source then, and that is not what is asked: whatever is given on apply stands in the environment in
plain text, for everyone who may read the function, and of what it is called nothing is known. What
stands beside it and is known is looked at: one secret there is one.
"""

from collections.abc import Mapping

from archbench.architecture.joins import value_at
from archbench.architecture.user_data import user_data_of
from archbench.architecture.written import carried, holds_secret, told, told_of_pairs, written
from archbench.hcl.partly import NotReadError, partial_text
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Plain, Unknown, Value, bare, unknown
from archbench.requirements.functions._related import instance_of, path_of, read, texts
from archbench.requirements.record import Read
from archbench.requirements.view import View

_CODE = "source_configuration.0.code_repository.0.code_configuration.0.code_configuration_values.0"
_PLACES = (
    path_of("environment.0.variables"),
    path_of("environment_variables"),
    path_of("default_arguments"),
    path_of(
        "source_configuration.0.image_repository.0.image_configuration.0.runtime_environment_variables"
    ),
    path_of(f"{_CODE}.runtime_environment_variables"),
)
_OF_PROJECT = path_of("environment.0.environment_variable")


def call(view: View, instance: Value) -> Value:
    """A tuple of texts; unknown where nothing else is told and nothing of a script is known."""
    item = instance_of(view, instance)
    if item is None:
        return computed(DYNAMIC, instance)
    found: list[str] = []
    maybe: list[Unknown] = []
    for path in (*_PLACES, _OF_PROJECT):
        value = value_at(item, path)
        if not isinstance(bare(value), Mapping | tuple | Unknown):
            continue
        read(view, item.address, path[:1])
        variables, others = (_of_project if path == _OF_PROJECT else told)(value)
        held = written(variables)
        passed, unsure = carried(variables)
        found.extend((*held, *passed))
        maybe.extend((*unsure, *others))
        if held:
            view.masked.add(Read(item.address, path[:1]))
    value, encoded, name = user_data_of(item)
    if value is not None:
        read(view, item.address, (name,))
        if _says_secret(value, encoded=encoded):
            found.append("user data")
            view.masked.add(Read(item.address, (name,)))
        elif not found and _is_untold(value, encoded=encoded):
            return computed(DYNAMIC, view.value(value))
    if maybe and not found:
        return unknown(DYNAMIC, *(origin for value in maybe for origin in value.origins))
    return texts(found)


def _says_secret(script: Plain, *, encoded: bool) -> bool:
    try:
        return holds_secret(partial_text(script, encoded=encoded).shown)
    except NotReadError:
        return False


def _is_untold(script: Plain, *, encoded: bool) -> bool:
    """Whether nothing is known of a script."""
    try:
        return partial_text(script, encoded=encoded).is_given
    except NotReadError:
        return True


def _of_project(blocks: Plain) -> tuple[Mapping[str, Plain], tuple[Unknown, ...]]:
    """The variables of a CodeBuild project whose value is the text itself, as it is by default."""
    if not isinstance(blocks, tuple):
        return told(blocks)
    maybe = [block for block in blocks if isinstance(block, Unknown)]
    pairs: list[tuple[Plain, Plain]] = []
    for block in (block for block in blocks if isinstance(block, Mapping)):
        kind, pair = bare(block.get("type")), (block.get("name"), block.get("value"))
        if kind in (None, "PLAINTEXT"):
            pairs.append(pair)
        elif isinstance(kind, Unknown) and _tells(*told_of_pairs([pair])):
            maybe.append(kind)
    known, unnamed = told_of_pairs(pairs)
    return known, (*maybe, *unnamed)


def _tells(variables: Mapping[str, Plain], others: tuple[Unknown, ...]) -> bool:
    return bool(others) or bool(written(variables)) or any(carried(variables))
