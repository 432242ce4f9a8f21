"""Configurations that mean harm, or make no sense."""
