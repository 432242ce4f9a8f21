"""Fleets and histories."""
