"""Tests of reading configurations, plans and states."""
