"""speaks_of(text, instance): whether a text names an instance, by its name or by reference.

As a whole word: "orders" is not named by "orders-old", nor by a reference to aws_sns_topic.orders,
which names that topic alone.
"""

import re

from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import TRUE, Unknown, Value
from archbench.patterns import regex
from archbench.requirements.functions._related import instance_of
from archbench.requirements.view import View

_NAMES = ("name", "arn", "id", "bucket", "identifier", "cluster_identifier", "function_name")
_REFERENCE = regex(r"\$\{([^}]+)\}")
"""What stands in a text for a value of AWS, or of several: "${aws_sns_topic.t.arn}"."""


def call(view: View, text: Value, instance: Value) -> Value:
    """True or false."""
    item = instance_of(view, instance)
    if item is None or not isinstance(text.raw, str):
        return computed(BOOL, text, instance)
    referred = [name for found in _REFERENCE.findall(text.raw) for name in found.split(", ")]
    if any(f"{name}.".startswith(f"{item.address}.") for name in referred):
        return TRUE
    said = _REFERENCE.sub("${}", text.raw)
    names = [item.values.get(name) for name in _NAMES]
    found = any(
        re.search(rf"(?<![\w/-]){re.escape(name)}(?![\w/-])", said) is not None
        for name in names
        if isinstance(name, str) and name
    )
    unknown = [name for name in names if isinstance(name, Unknown)]
    if unknown and not found:
        return computed(BOOL, *(view.value(name) for name in unknown))
    return construct.boolean(found)
