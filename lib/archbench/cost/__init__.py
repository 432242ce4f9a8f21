"""What a configuration costs a month at list price: catalogue, usage, estimate.

estimate() makes an Estimate of a configuration; a LineItem is one charge of it.
"""

from archbench.cost.estimating import estimate
from archbench.cost.model import Estimate, LineItem

__all__ = ["Estimate", "LineItem", "estimate"]
