"""Notebooks run and assembled into one report."""
