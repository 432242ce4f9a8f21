"""What resources mean: regions, zones, tiers, routes, reachability, and the loss of a zone."""

from archbench.architecture.build import build

__all__ = ["build"]
