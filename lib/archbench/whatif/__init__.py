"""Scenarios: variables and usage changed by name, resolved and priced beside a baseline."""

from archbench.whatif.reading import read_scenarios
from archbench.whatif.run import run
from archbench.whatif.scenario import Scenario

__all__ = ["Scenario", "read_scenarios", "run"]
