"""support_of(product, version): whether AWS supports a version of an engine or runtime.

product is an engine as Terraform names it, or "redis", "kafka", "opensearch", "eks", "lambda". The
answer has supported, standard (not extended support, which costs extra), until and standard_until
(dates as text, null where no end is told), as of the day data/versions.csv was read.
"""

from datetime import date

from archbench.aws.versions import support_of
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import NULL, Origin, Value, unknown
from archbench.requirements.view import View


def call(view: View, product: Value, version: Value) -> Value:
    """An object; unknown for a version that the table has not."""
    del view
    if not isinstance(product.raw, str) or not isinstance(version.raw, str):
        return computed(DYNAMIC, product, version)
    found = support_of(product.raw, version.raw)
    if found is None:
        reason = "the table of supported versions has it not"
        shown = (
            "a sensitive version"
            if product.sensitive or version.sensitive
            else f"{product.raw} {version.raw}"
        )
        return unknown(DYNAMIC, Origin("function", shown, reason=reason))
    return construct.object_value(
        {
            "supported": construct.boolean(_lasts(found.until, found.seen)),
            "standard": construct.boolean(_lasts(found.standard, found.seen)),
            "until": _text(found.until),
            "standard_until": _text(found.standard),
        }
    )


def _lasts(end: date | None, day: date) -> bool:
    return end is None or end >= day


def _text(day: date | None) -> Value:
    return NULL if day is None else construct.string(day.isoformat())
