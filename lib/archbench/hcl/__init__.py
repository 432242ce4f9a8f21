"""The HCL expression language: source text to syntax tree to values."""
