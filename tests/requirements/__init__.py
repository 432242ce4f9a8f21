"""Tests of checklists, verdicts, comparison."""
