"""Page one as HTML, from its data: the same in a notebook and in the document."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import jinja2

from archbench.report.tables import anchor, joints, money, verdict

MIME = "application/vnd.archbench.page-one+json"
"""The type under which a PageOne lies in an executed notebook."""

_PAGE = Path(__file__).parent / "page"
_ROOM = Decimal("0.8")
"""The share of the bar that a range without an open end leaves to one that has it."""


def render(data: Mapping[str, object]) -> str:
    """Page one without its head: what was not read, three facts, the risks and what mends them.

    Args:
        data: a PageOne as plain mappings and lists, as an executed notebook holds it.
    """
    bar = data["bar"]
    shape = _shape(bar) if isinstance(bar, Mapping) else None
    return _template().render(page=data, shape=shape)


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PAGE), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["joints"] = joints
    environment.globals |= {"anchor": anchor, "verdict": verdict}
    return environment.get_template("page_one.html")


def _shape(bar: Mapping[str, object]) -> Mapping[str, str]:
    """Where each part of the bar of cost begins and ends, in percent of its width."""
    fixed, use, low, likely, high = (
        Decimal(str(bar[name])) for name in ("fixed", "use", "low", "likely", "high")
    )
    whole = max(high, likely) or Decimal(1)
    scale = 100 * (_ROOM if bar["is_open"] else 1) / whole

    def at(value: Decimal) -> str:
        return f"{value * scale:.2f}"

    return {
        "fixed": at(fixed),
        "use": at(use),
        "low": at(low),
        "span": at(high - low),
        "likely": at(likely),
        "fixed_words": money(fixed),
        "use_words": money(use),
        "low_words": money(low),
        "high_words": money(high),
        "has_use": "yes" if use else "",
        "has_range": "yes" if low != high else "",
    }
