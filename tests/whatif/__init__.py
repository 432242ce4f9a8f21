"""Scenarios beside a baseline."""
