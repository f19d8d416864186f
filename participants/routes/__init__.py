"""Addresses of participants, a list per area."""
