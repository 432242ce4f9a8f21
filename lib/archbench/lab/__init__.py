"""The workbench in a notebook: levers to turn, and what each turn costs, meets and survives."""

from archbench.lab.workbench import Workbench, workbench

__all__ = ["Workbench", "workbench"]
