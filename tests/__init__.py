"""The tests of archbench."""
