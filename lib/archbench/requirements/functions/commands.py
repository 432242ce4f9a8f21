"""commands(template): what a launch template, configuration or instance runs when it starts.

Each simple command as one line of its words, as the shell and cloud-init read the user data: not
what comments, here-documents or `echo` say. References stand as "${address.attribute}".
"""

from archbench.architecture.user_data import commands, scripts, user_data_of
from archbench.hcl.construct import marked
from archbench.hcl.partly import NotReadError
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Origin, Value, unknown
from archbench.requirements.functions._related import instance_of, read, texts
from archbench.requirements.view import View


def call(view: View, template: Value) -> Value:
    """A tuple of texts; unknown when the user data cannot be read before apply."""
    item = instance_of(view, template)
    if item is None:
        return computed(DYNAMIC, template)
    value, encoded, name = user_data_of(item)
    read(view, item.address, (name,))
    try:
        found = scripts(view.relations.reader, value, encoded=encoded)
        lines = texts(" ".join(words) for script in found for words in commands(script))
        return marked(lines, view.told_of is not None)
    except NotReadError as error:
        return unknown(DYNAMIC, Origin("resource", item.address, name, str(error)))
