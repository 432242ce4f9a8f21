"""Tests of what AWS's services are."""
