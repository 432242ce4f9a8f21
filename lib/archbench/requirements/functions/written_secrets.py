"""written_secrets(instance): what holds a secret in plain text: environment variables, user data.

Names of variables of a function, project or application, of those that a build specification sets
("environment" where the names are sensitive too), and "user data" for a script. The value stands in
the configuration, or is put there on apply from what makes a secret; a reference to a secret's ARN
or a parameter is none. What is declared sensitive and known is one whatever it is called; what is
worked out from it is not known to be. Not known of a type that hands a program something in another
way.

Not known where a variable of the configuration may give one: under a name that tells of a secret,
and where all of `variables = var.given`, or a name in it, is not known. Nothing is written in the
source then, and that is not what is asked: whatever is given on apply stands in the environment in
plain text, for everyone who may read the function, and of what it is called nothing is known. What
stands beside it and is known is looked at: one secret there is one.
"""

import re
from collections.abc import Iterator, Mapping

from archbench.architecture.joins import value_at
from archbench.architecture.user_data import user_data_of
from archbench.architecture.written import (
    MARKED,
    assigned,
    carried,
    declared,
    holds_secret,
    is_declared,
    is_secret,
    told,
    told_of_pairs,
    written,
)
from archbench.hcl.partly import NotReadError, PartialText, partial_text
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown, Value, bare, unknown
from archbench.requirements.functions._related import instance_of, path_of, read, texts
from archbench.requirements.record import Read
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance, Path
from archbench.terraform.schema import schema_of
from archbench.terraform.secret_shapes import names_secret
from archbench.terraform.withheld import not_shown, veiled

_CODE = "source_configuration.0.code_repository.0.code_configuration.0.code_configuration_values.0"
_PLACES = (
    path_of("environment.0.variables"),
    path_of("environment_variables"),
    path_of("default_arguments"),
    path_of("non_overridable_arguments"),
    path_of(
        "source_configuration.0.image_repository.0.image_configuration.0.runtime_environment_variables"
    ),
    path_of(f"{_CODE}.runtime_environment_variables"),
)
_OF_PROJECT = path_of("environment.0.environment_variable")
_BUILDSPEC = path_of("source.0.buildspec")
_LOOKED_INTO = {path[0] for path in _PLACES} | {"user_data", "user_data_base64"}


def call(view: View, instance: Value) -> Value:
    """A tuple of texts; unknown where nothing else is told and nothing of a script is known."""
    item = instance_of(view, instance)
    if item is None:
        return computed(DYNAMIC, instance)
    parts = (*_of_variables(view, item), *_of_script(view, item), *_of_buildspecs(view, item))
    found = list(dict.fromkeys(part for part in parts if isinstance(part, str)))
    maybe = [part for part in parts if isinstance(part, Unknown)]
    if not found and _holds_more(item):
        reason = f"what of {item.type} a program is given is not looked into"
        return unknown(DYNAMIC, Origin("resource", item.address, reason=reason))
    if maybe and not found:
        return unknown(DYNAMIC, *(origin for value in maybe for origin in value.origins))
    return texts(found)


def _of_variables(view: View, item: Instance) -> Iterator[str | Unknown]:
    for path in (*_PLACES, _OF_PROJECT):
        value = value_at(item, path)
        if not isinstance(bare(value), Mapping | tuple | Unknown):
            continue
        read(view, item.address, path[:1])
        variables, others = (_of_project if path == _OF_PROJECT else told)(value)
        held = written(variables)
        passed, unsure = carried(variables, declared(view.configuration), item.address)
        shown = not isinstance(value, Sensitive)  # names are hidden with their values
        yield from (*held, *passed) if shown else ["environment"] * bool(held or passed)
        yield from (*unsure, *others)
        if held:
            view.masked.add(Read(item.address, path[:1]))


def _of_script(view: View, item: Instance) -> Iterator[str | Unknown]:
    """A script that says one, or may: in what is assigned, or where nothing of it is known."""
    value, encoded, name = user_data_of(item)
    if value is None:
        return
    read(view, item.address, (name,))
    try:
        script = partial_text(value, encoded=encoded)
    except NotReadError as error:
        given = bare(value)
        untold = Unknown(DYNAMIC, (Origin("resource", item.address, name, str(error)),))
        yield given if isinstance(given, Unknown) else untold
        return
    gaps, marked = assigned(script), isinstance(value, Sensitive)
    stands = marked and is_declared(script.shown, declared(view.configuration))
    if stands or _is_placed(script) or holds_secret(script.shown):
        view.masked.add(Read(item.address, (name,)))
        yield "user data"
    elif script.is_given:
        yield from script.holes
    elif marked and not script.holes:
        yield Unknown(DYNAMIC, (Origin("resource", item.address, name, MARKED),))
    asked = (*gaps, *(script.holes if marked else ()))
    yield from (one for one in asked if one.origins[0].kind == "variable")
    yield from filter(is_secret, script.holes)  # of which something is worked out


def _of_buildspecs(view: View, item: Instance) -> Iterator[str | Unknown]:
    """What build specifications set and their commands say, where they are written here."""
    sources = [_BUILDSPEC]
    more = bare(item.get("secondary_sources"))
    if isinstance(more, tuple):
        sources += [("secondary_sources", number, "buildspec") for number in range(len(more))]
    for path in sources:
        value = value_at(item, path)
        if bare(value) is not None:
            read(view, item.address, path[:1])
            found = [*_of_buildspec(item, path, value, declared(view.configuration))]
            if any(isinstance(part, str) for part in found):
                view.masked.add(Read(item.address, path[:1]))
            yield from found


def _of_buildspec(
    item: Instance, path: Path, value: Plain, secrets: frozenset[str]
) -> Iterator[str | Unknown]:
    try:
        text = partial_text(value)
    except NotReadError as error:
        yield Unknown(DYNAMIC, (Origin("resource", item.address, str(path[0]), str(error)),))
        return
    if text.is_given:
        yield from text.holes
    if ":" not in text.shown:
        return
    variables = _set_by(text.shown)
    yield from written(variables)
    if isinstance(value, Sensitive) and is_declared(text.shown, secrets):
        yield "build specification"
    elif isinstance(value, Sensitive) and not text.holes:
        yield Unknown(DYNAMIC, (Origin("resource", item.address, str(path[0]), MARKED),))
    if _is_placed(text) or holds_secret("\n".join(_lines(text.shown))):
        yield "build specification"
    yield from (one for one in assigned(text) if one.origins[0].kind == "variable")
    yield from filter(is_secret, text.holes)  # of which something is worked out
    if any(names_secret(name) and "${var." in value for name, value in variables.items()):
        yield from text.holes


def _is_placed(text: PartialText) -> bool:
    """Whether a secret is assigned in a text, or stands in it as it is."""
    exact = (hole for hole in text.holes if hole.exact)
    return any(map(is_secret, (*assigned(text), *exact)))


def _lines(spec: str) -> Iterator[str]:
    """The commands of a specification, each without the dash it stands behind."""
    yield from (re.sub(r"^\s*-\s+", "", line) for line in spec.splitlines())


def _set_by(spec: str) -> Mapping[str, str]:
    """The variables in plain text of a build specification."""
    import yaml  # noqa: PLC0415 few have one, and it takes long to load

    from archbench.yaml_text import yaml_data  # noqa: PLC0415

    try:
        data = yaml_data(spec)
    except yaml.YAMLError:
        return {}
    env = data.get("env") if isinstance(data, dict) else None
    variables = env.get("variables") if isinstance(env, dict) else None
    named = variables if isinstance(variables, dict) else {}
    return {str(name): str(value) for name, value in named.items()}


def _holds_more(item: Instance) -> bool:
    """Whether a type that has none of the places above holds what is withheld all the same."""
    schema = schema_of("resource", item.type)
    if schema is None or not _LOOKED_INTO.isdisjoint(schema.names):
        return False
    return any(
        True
        for name, value in item.values.items()
        for _ in not_shown(value, veiled(item.type, (name,), value))
    )


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
