"""What conditions may read of an estimate."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from archbench.cost.money import dollars
from archbench.hcl.types import NUMBER
from archbench.hcl.values import Origin, Plain, Refinement, Unknown

if TYPE_CHECKING:
    from archbench.cost import Estimate

TOTAL = "total_monthly"
"""The figure conditions may read."""

Figures = Callable[[], Mapping[str, Plain]]


def figures(estimate: "Estimate | Callable[[], Estimate]") -> Figures:
    """estimate.total_monthly, made when the first condition asks for it."""

    @cache
    def found() -> Mapping[str, Plain]:
        return {TOTAL: total_monthly(estimate() if callable(estimate) else estimate)}

    return found


def total_monthly(estimate: "Estimate") -> Plain:
    """The cost a month in US dollars, or a number of which only the bounds are known.

    Where charges have no price or wait for usage, the whole costs at least what is priced: more
    than a budget already, or open. Where each of them is limited, it may be less than a budget too.
    """
    total = estimate.total_monthly
    lacks = [
        f"{len(items)} charge{'s' if len(items) > 1 else ''} {lacking}"
        for items, lacking in (
            (estimate.unpriced, "without a price"),
            (estimate.open, "without usage"),
        )
        if items
    ]
    if not lacks:
        return total
    most = estimate.expected_at_most
    limit = "" if most is None else f", at most {dollars(most)}"
    reason = f"at least {dollars(total)}{limit}, with {' and '.join(lacks)}"
    origin = Origin("resource", "estimate", TOTAL, reason)
    bounds = Refinement(
        not_null=True,
        minimum=Fraction(total),
        maximum=None if most is None else Fraction(most),
    )
    return Unknown(NUMBER, (origin,), exact=True, refinement=bounds)
