"""What resources mean: regions, zones, tiers, routes, reachability, and the loss of a zone."""
