"""What a configuration costs a month at list price: catalogue, usage, estimate.

    estimate(configuration, architecture, usage=Path("data/usage/payments.yml")).total_monthly
"""

from archbench.cost.estimating import estimate
from archbench.cost.model import Estimate, LineItem

__all__ = ["Estimate", "LineItem", "estimate"]
