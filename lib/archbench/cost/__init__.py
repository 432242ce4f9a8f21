"""What a configuration costs a month at list price: catalogue, usage, estimate.

estimate() makes an Estimate of a configuration; a LineItem is one charge of it. Neither is loaded
before it is asked for: most of what shows an amount estimates none.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archbench.cost.estimating import estimate
    from archbench.cost.model import Estimate, LineItem

__all__ = ["Estimate", "LineItem", "estimate"]

_HOMES = {"Estimate": "model", "LineItem": "model", "estimate": "estimating"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 what a module holds may be anything
    """What __all__ names, from the module that defines it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
