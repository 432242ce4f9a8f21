"""written_secrets(instance): what holds a secret in plain text: environment variables, user data.

Names of variables of a function, project or application, and "user data" for a script. The value
must stand in the configuration; a reference to a secret's ARN or a parameter is none.
"""

from collections.abc import Mapping

from archbench.architecture.joins import value_at
from archbench.architecture.user_data import user_data_of
from archbench.architecture.written import holds_secret, written
from archbench.hcl.partly import NotReadError, partial_text
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Value
from archbench.requirements.functions._related import instance_of, read, texts
from archbench.requirements.view import Read, View

_PLACES = (
    ("environment", 0, "variables"),
    ("environment_variables",),
    ("default_arguments",),
    (
        *("source_configuration", 0, "image_repository", 0, "image_configuration", 0),
        "runtime_environment_variables",
    ),
)


def call(view: View, instance: Value) -> Value:
    """A tuple of texts."""
    item = instance_of(view, instance)
    if item is None:
        return computed(DYNAMIC, instance)
    found: list[str] = []
    for path in _PLACES:
        variables = value_at(item, path)
        if isinstance(variables, Mapping):
            read(view, item.address, path[:1])
            held = written(variables)
            found.extend(held)
            if held:
                view.masked.add(Read(item.address, path[:1]))
    value, encoded, name = user_data_of(item)
    if value is not None:
        read(view, item.address, (name,))
        try:
            script = partial_text(value, encoded=encoded).shown
        except NotReadError:
            script = ""
        if holds_secret(script):
            found.append("user data")
            view.masked.add(Read(item.address, (name,)))
    return texts(found)
