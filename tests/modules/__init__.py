"""Modules fetched from servers on this machine."""
