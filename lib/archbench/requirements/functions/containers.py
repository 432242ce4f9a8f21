"""containers(task): the container definitions of an ECS task definition, unknown parts unknown.

Each has name, image, privileged, user, readonly_root, log_driver and written_secrets: the names of
environment variables, options of logs and labels whose value is a secret, written in the definition
or put there on apply, and options of a command that are given one; not known where a variable may
give one, be it all of the environment or a name in it. The provider reads the names of a definition
in any case: "Privileged" is privileged.
"""

from collections.abc import Iterator, Mapping, Sequence

from archbench.architecture.command_words import secrets_among
from archbench.architecture.written import (
    MARKED,
    carried,
    declared,
    is_declared,
    told,
    told_of_pairs,
    written,
)
from archbench.hcl import construct
from archbench.hcl.partly import NotReadError, name_of, partial_json
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown, Value, unknown
from archbench.requirements.functions._related import instance_of, related, texts
from archbench.requirements.record import Read
from archbench.requirements.view import View

_ATTRIBUTE = "container_definitions"
_REPOSITORIES = ("repository_url", "repository_uri")
"""Attributes of repositories: an address without a tag."""


def call(view: View, task: Value) -> Value:
    """A tuple of containers; unknown when the definitions cannot be read before apply."""
    item = instance_of(view, task)
    if item is None:
        return computed(DYNAMIC, task)
    view.reads.append(Read(item.address, (_ATTRIBUTE,)))
    try:
        found = partial_json(item.get(_ATTRIBUTE))
    except NotReadError as error:
        return unknown(DYNAMIC, Origin("resource", item.address, _ATTRIBUTE, str(error)))
    if not isinstance(found, tuple) or any(not isinstance(one, Mapping) for one in found):
        return unknown(DYNAMIC, Origin("resource", item.address, _ATTRIBUTE))
    marked = isinstance(item.get(_ATTRIBUTE), Sensitive)
    secrets = declared(view.configuration) if marked else frozenset[str]()
    stands = any(is_declared(text, secrets) for text in _texts(found))
    hidden = (Unknown(DYNAMIC, (Origin("resource", item.address, _ATTRIBUTE, MARKED),)),)
    return construct.tuple_value(
        _container(view, item.address, one, secrets, hidden if marked and not stands else ())
        for one in found
        if isinstance(one, Mapping)
    )


def _texts(value: Plain) -> Iterator[str]:
    """Every text of a definition."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | tuple):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(item)


def _container(
    view: View,
    address: str,
    given: Mapping[str, Plain],
    secrets: frozenset[str],
    hidden: tuple[Unknown, ...],
) -> Value:
    """One container; secrets are the texts that stand in the definitions and are declared so."""
    environment = _named(given, "environment")
    items = environment if isinstance(environment, tuple) else (environment,)
    named, others = told_of_pairs(
        (_named(item, "name"), _named(item, "value")) for item in items if isinstance(item, Mapping)
    )
    others = (*others, *(item for item in items if isinstance(item, Unknown)))
    words = _words(given)
    said, unsure = secrets_among(words)
    log = _named(given, "logConfiguration")
    options = _named(log, "options") if isinstance(log, Mapping) else log
    settings = [told(one) for one in (options, _named(given, "dockerLabels"))]
    variables = [
        ({name: _marked(value, secrets) for name, value in known.items()}, more)
        for known, more in ((named, (*others, *hidden)), *settings)
    ]
    held = {*said, *(name for known, _ in variables for name in written(known))}
    if any(isinstance(word, str) and is_declared(word, secrets) for word in words):
        held.add("command")
    parts = {
        "name": view.value(_named(given, "name")),
        "image": view.value(_image(_named(given, "image"))),
        "privileged": view.value(_named(given, "privileged", default=False)),
        "user": view.value(_named(given, "user")),
        "readonly_root": view.value(_named(given, "readonlyRootFilesystem", default=False)),
        "log_driver": view.value(_named(log, "logDriver") if isinstance(log, Mapping) else log),
        "written_secrets": _secrets(held, variables, unsure, secrets),
    }
    if held:
        view.masked.add(Read(address, (_ATTRIBUTE,)))
    return related(view, address, parts, [Read(address, (_ATTRIBUTE,))])


def _marked(value: Plain, secrets: frozenset[str]) -> Plain:
    """What is declared sensitive is so in a document too, which is marked as a whole."""
    return Sensitive(value) if isinstance(value, str) and is_declared(value, secrets) else value


def _named(given: Mapping[str, Plain], name: str, *, default: Plain = None) -> Plain:
    """What stands under a name, written in any case."""
    return next((given[key] for key in given if key.lower() == name.lower()), default)


def _words(given: Mapping[str, Plain]) -> tuple[Plain, ...]:
    """The words of all commands of a container; those that are not known as one."""
    check = _named(given, "healthCheck")
    tested = _named(check, "command") if isinstance(check, Mapping) else check
    lists = (_named(given, "entryPoint"), _named(given, "command"), tested)
    words: list[Plain] = []
    for one in lists:
        words += one if isinstance(one, tuple) else [one]
        words.append(None)
    return tuple(words)


def _secrets(
    held: set[str],
    variables: Sequence[tuple[Mapping[str, Plain], tuple[Unknown, ...]]],
    unsure: tuple[Unknown, ...],
    secrets: frozenset[str],
) -> Value:
    """The names of what holds a secret, or is given one; unknown where none is and one may be."""
    gets = [carried(known, secrets) for known, _ in variables]
    found = sorted(held.union(*(passed for passed, _ in gets)))
    waits = [*unsure, *(one for _, maybe in gets for one in maybe)]
    waits += [one for _, others in variables for one in others]
    if waits and not found:
        return unknown(DYNAMIC, *(origin for value in waits for origin in value.origins))
    return texts(found)


def _image(value: Plain) -> Plain:
    """The image; the address of a repository alone, which names no version, as the text it is."""
    if not isinstance(value, Unknown) or not value.exact:
        return value
    return name_of(value) if value.origins[0].path in _REPOSITORIES else value
