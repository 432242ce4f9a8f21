"""Metrics: what is asked, how it is asked, what is made of the answer."""
