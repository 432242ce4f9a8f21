"""Tests of the review of a change."""
