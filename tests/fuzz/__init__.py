"""Differential fuzzing: generated expressions and configurations, archbench beside terraform."""
