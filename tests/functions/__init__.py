"""Tests of the functions of the expression language."""
