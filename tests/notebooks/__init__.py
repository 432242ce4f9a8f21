"""The shipped notebooks."""
