"""Scenarios: variables and usage changed by name, resolved and priced beside a baseline."""
