"""Notebooks, the document, the command."""
