"""What resources mean: regions, zones, tiers, routes, reachability, and the loss of a zone."""

from archbench.architecture.build import build, place

__all__ = ["build", "place"]
