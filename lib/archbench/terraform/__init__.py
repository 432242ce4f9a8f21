"""Terraform configurations: a directory or a plan becomes one Configuration."""
