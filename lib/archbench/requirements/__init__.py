"""Checklists, controls, verdicts, comparisons."""

from archbench.requirements.assess import assess
from archbench.requirements.check import check
from archbench.requirements.reading import read_checklist

__all__ = ["assess", "check", "read_checklist"]
