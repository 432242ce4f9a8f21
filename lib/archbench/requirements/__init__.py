"""Checklists, controls, verdicts, comparisons."""
