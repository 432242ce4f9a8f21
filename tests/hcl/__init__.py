"""Tests of the HCL language."""
