"""makes_images(project): whether a buildspec that is written here makes or runs containers.

That is what a privileged build of CodeBuild is for. False where the buildspec stands among the
sources: nothing here says so then.
https://docs.aws.amazon.com/codebuild/latest/userguide/create-project.html
"""

import re

from archbench.architecture.joins import value_at
from archbench.hcl import construct
from archbench.hcl.partly import NotReadError, partial_text
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, Value
from archbench.patterns import regex
from archbench.requirements.functions._related import instance_of, path_of, read
from archbench.requirements.view import View

_CONTAINERS = regex(
    r"^[^#\n]*\b(docker|podman|buildah|nerdctl)"
    r"[- ](buildx?|compose|run|pull|push|load|tag|image)\b",
    re.MULTILINE,
)
_BUILDSPEC = path_of("source.0.buildspec")


def call(view: View, project: Value) -> Value:
    """True or false."""
    item = instance_of(view, project)
    if item is None:
        return computed(BOOL, project)
    read(view, item.address, ("source",))
    try:
        found = partial_text(value_at(item, _BUILDSPEC)).shown
    except NotReadError:
        return FALSE
    return construct.boolean(_CONTAINERS.search(found) is not None)
