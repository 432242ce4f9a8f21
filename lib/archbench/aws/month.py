"""The month everything of AWS is counted in."""

from decimal import Decimal

HOURS = Decimal(730)
"""Hours in a month, as AWS's own calculator and its invoices' averages count: 365 x 24 / 12."""
